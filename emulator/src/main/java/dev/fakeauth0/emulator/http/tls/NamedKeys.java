package dev.fakeauth0.emulator.http.tls;

import dev.fakeauth0.emulator.certificate.ServerIdentity;
import dev.fakeauth0.emulator.certificate.UnusableCertificateException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Picks the server's certificate by the name the client asks for. An alias is that name, or {@link
 * #NO_NAME}. Asked on a call thread in the midst of a handshake, so it may take its time.
 */
final class NamedKeys extends X509ExtendedKeyManager {

  private static final String NO_NAME = "-";

  private final Function<Optional<String>, ServerIdentity> identities;
  private final AtomicReference<String> reported = new AtomicReference<>("");

  NamedKeys(Function<Optional<String>, ServerIdentity> identities) {
    this.identities = identities;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    String alias = requestedName(engine.getHandshakeSession());
    try {
      String has = identity(alias).certificate().getPublicKey().getAlgorithm();
      return keyType.equals(has) ? alias : null;
    } catch (UnusableCertificateException unusable) {
      // The client sees no more than a failed handshake; the reason is for whoever runs us.
      report("no TLS: " + unusable.getMessage());
      return null;
    }
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identity(alias).chain().toArray(new X509Certificate[0]);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identity(alias).key();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null; // The listeners use engines only.
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  /** Once for each problem, although a handshake asks for several kinds of key. */
  private void report(String problem) {
    if (!problem.equals(reported.getAndSet(problem))) {
      System.getLogger(NamedKeys.class.getName()).log(System.Logger.Level.ERROR, problem);
    }
  }

  private ServerIdentity identity(String alias) {
    return identities.apply(alias.equals(NO_NAME) ? Optional.empty() : Optional.of(alias));
  }

  private static String requestedName(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      List<SNIServerName> names = extended.getRequestedServerNames();
      for (SNIServerName name : names) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return NO_NAME;
  }
}
