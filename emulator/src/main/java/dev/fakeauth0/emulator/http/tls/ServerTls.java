package dev.fakeauth0.emulator.http.tls;

import dev.fakeauth0.emulator.certificate.CaStore;
import dev.fakeauth0.emulator.certificate.Pem;
import dev.fakeauth0.emulator.certificate.ServerIdentities;
import dev.fakeauth0.emulator.certificate.ServerIdentity;
import dev.fakeauth0.emulator.certificate.UnusableCertificateException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The TLS side of a server: what its listeners show, and what a client needs to trust it. Nothing
 * is made before it is asked for. Thread-safe.
 */
public final class ServerTls {

  private final KeyManager keys;
  private final Supplier<X509Certificate> anchor;

  private ServerTls(KeyManager keys, Supplier<X509Certificate> anchor) {
    this.keys = keys;
    this.anchor = anchor;
  }

  /**
   * With certificates of the local authority.
   *
   * @param names DNS names and IP addresses to certify besides the local ones; those the store was
   *     made with
   * @param clock the time of the machine
   */
  public static ServerTls local(CaStore store, List<String> names, InstantSource clock) {
    ServerIdentities identities = new ServerIdentities(store, names, clock);
    return new ServerTls(new NamedKeys(identities::forName), () -> store.authority().certificate());
  }

  /** With a certificate of the user's. What clients are told to trust is the last of its chain. */
  public static ServerTls own(ServerIdentity identity) {
    X509Certificate last = identity.chain().get(identity.chain().size() - 1);
    return new ServerTls(new NamedKeys(name -> identity), () -> last);
  }

  /** The context of the listeners. It makes keys and certificates with the first handshake. */
  public SSLContext listenerContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // No trust manager, not even the JDK's own (which would be read): clients show nothing.
      context.init(new KeyManager[] {keys}, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JVM has no TLS", impossible);
    }
  }

  /**
   * The certificate to trust, as PEM.
   *
   * @throws UnusableCertificateException if the authority cannot be read or made
   */
  public String caPem() {
    return Pem.certificate(anchor.get());
  }

  /**
   * A trust store with the certificate to trust and nothing else.
   *
   * @throws UnusableCertificateException if the authority cannot be read or made
   */
  public KeyStore trustStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("fake-auth0", anchor.get());
      return store;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot make a trust store", impossible);
    }
  }

  /**
   * A context for clients, that trusts this server and nobody else.
   *
   * @throws UnusableCertificateException if the authority cannot be read or made
   */
  public SSLContext clientContext() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JVM has no TLS", impossible);
    }
  }
}
