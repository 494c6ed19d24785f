package dev.fakeauth0.emulator.control.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Reaches tenants by the JDK's HTTP client. Safe for use by many threads. */
public final class JdkWeb implements Web {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client;

  private JdkWeb(HttpClient client) {
    this.client = client;
  }

  /** Trusts what the JVM trusts. */
  public static JdkWeb plain() {
    return new JdkWeb(builder().build());
  }

  /**
   * Trusts some certificates beside what the JVM trusts.
   *
   * @param pem one or more certificates in PEM
   * @throws CertificateException if it is none
   */
  public static JdkWeb trusting(byte[] pem) throws CertificateException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (certificates.isEmpty()) {
      throw new CertificateException("it holds no certificate in PEM");
    }
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("given-" + number++, certificate);
      }
      for (X509Certificate usual : usual()) {
        trusted.setCertificateEntry("usual-" + number++, usual);
      }
      TrustManagerFactory factory = trust(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return new JdkWeb(builder().sslContext(context).build());
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  @Override
  public Answer ask(String method, URI url, Map<String, String> headers, String body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .timeout(PATIENCE)
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      headers.forEach(request::setHeader);
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> fields = new LinkedHashMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      return new Answered(response.statusCode(), fields, response.body());
    } catch (IOException e) {
      return new Unreachable(obstacle(e), words(e));
    } catch (IllegalArgumentException e) {
      return new Unreachable(Obstacle.OTHER, words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unreachable(Obstacle.OTHER, "interrupted");
    }
  }

  private static Obstacle obstacle(IOException problem) {
    if (problem instanceof HttpTimeoutException) {
      return Obstacle.TIMEOUT;
    }
    if (caused(problem, UnresolvedAddressException.class).isPresent()) {
      return Obstacle.UNKNOWN_HOST;
    }
    Optional<CertificateException> certificate = caused(problem, CertificateException.class);
    if (certificate.isPresent()) {
      String words = String.valueOf(certificate.get().getMessage());
      boolean name = words.startsWith("No name matching") || words.startsWith("No subject alt");
      return name ? Obstacle.OTHER_NAME : Obstacle.NOT_TRUSTED;
    }
    if (problem instanceof ConnectException) {
      return Obstacle.REFUSED;
    }
    // A plain server answers a handshake with text, or hangs up.
    return problem instanceof SSLException ? Obstacle.NO_TLS : Obstacle.OTHER;
  }

  private static <T extends Throwable> Optional<T> caused(Throwable problem, Class<T> type) {
    for (@Nullable Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  private static String words(Exception problem) {
    String words = problem.getMessage();
    return words == null ? problem.getClass().getSimpleName() : words;
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  private static X509Certificate[] usual() throws GeneralSecurityException {
    for (TrustManager manager : trust(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManagerFactory trust(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
