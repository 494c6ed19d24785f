package dev.fakeauth0.emulator.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a TLS server shows and proves.
 *
 * @param key the private key of the first certificate
 * @param chain the certificates to send: the server's own first, each next one the issuer of the
 *     one before
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

  /** Copies. */
  public ServerIdentity {
    chain = List.copyOf(chain);
  }

  /** The server's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Names the certificate, never the key. */
  @Override
  public String toString() {
    return "ServerIdentity[" + certificate().getSubjectX500Principal() + "]";
  }
}
