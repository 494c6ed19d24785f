package dev.fakeauth0.testcontainers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a client needs to trust a certificate authority that came as PEM. */
final class Trust {

  private Trust() {}

  /** A trust store with this certificate and nothing else. */
  static KeyStore store(String caPem) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("fake-auth0", certificate(caPem));
      return store;
    } catch (CertificateException e) {
      throw new IllegalStateException("the emulator's certificate cannot be read", e);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot make a trust store", impossible);
    }
  }

  /** A context that trusts this certificate and nobody else. */
  static SSLContext context(String caPem) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(caPem));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JVM has no TLS", impossible);
    }
  }

  private static X509Certificate certificate(String caPem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)));
  }
}
