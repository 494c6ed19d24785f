package dev.fakeauth0.emulator.discovery;

import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.token.TokenSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The public documents as clients read them. */
@Timeout(60)
class DiscoveryHttpTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path cache;

  private static Emulator emulator;
  private static FakeAuth0 auth0;

  @BeforeAll
  static void start() {
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
    auth0 = emulator.first();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void serves_the_same_bytes_at_both_paths_for_everybody() throws Exception {
    HttpResponse<String> openid = get(".well-known/openid-configuration");
    HttpResponse<String> oauth = get(".well-known/oauth-authorization-server");

    assertThat(openid.statusCode()).isEqualTo(200);
    assertThat(openid.body())
        .isEqualTo(oauth.body())
        .startsWith(
            "{\"issuer\":\""
                + auth0.issuer()
                + "\",\"authorization_endpoint\":\""
                + auth0.issuer()
                + "authorize\",\"token_endpoint\":\""
                + auth0.issuer()
                + "oauth/token\"");
    assertThat(openid.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(openid.headers().firstValue("Cache-Control"))
        .contains("public, max-age=15, stale-while-revalidate=15, stale-if-error=86400");
    assertThat(openid.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(openid.headers().firstValue("X-Auth0-RequestId")).isPresent();
  }

  @Test
  void answers_a_preflight() throws Exception {
    HttpResponse<Void> preflight =
        HTTP.send(
            request(".well-known/jwks.json")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "GET")
                .build(),
            HttpResponse.BodyHandlers.discarding());

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void publishes_the_current_and_the_next_key_with_their_certificates() throws Exception {
    String body = get(".well-known/jwks.json").body();

    assertThat(body).startsWith("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"n\":\"");
    assertThat(body.replaceAll(":(\\[?\"[^\"]*\"]?)", ""))
        .startsWith(
            "{\"keys\":[{\"kty\",\"use\",\"n\",\"e\",\"kid\",\"x5t\",\"x5c\",\"alg\"},{\"kty\"");
    JWKSet keys = JWKSet.parse(body);
    assertThat(keys.getKeys()).hasSizeGreaterThanOrEqualTo(2);
    for (RSAKey key : keys.getKeys().stream().map(key -> key.toRSAKey()).toList()) {
      X509Certificate certificate = key.getParsedX509CertChain().get(0);
      assertThat(certificate.getPublicKey()).isEqualTo(key.toRSAPublicKey());
      assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
      assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
      assertThat(
              Duration.between(
                  certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
          .isEqualTo(Duration.ofDays(5000));
      certificate.verify(certificate.getPublicKey());
      assertThat(x5t(key)).isEqualTo(sha1(certificate));
    }
  }

  @Test
  void verifies_tokens_before_and_after_a_rotation() throws Exception {
    String before = auth0.token(TokenSpec.any()).accessToken();
    List<String> published = kids();

    auth0.rotateKeys();
    String after = auth0.token(TokenSpec.any()).accessToken();

    assertThat(SignedJWT.parse(before).getHeader().getKeyID()).isEqualTo(published.get(0));
    assertThat(SignedJWT.parse(after).getHeader().getKeyID()).isEqualTo(published.get(1));
    assertThat(kids()).startsWith(published.get(1)).contains(published.get(0));
    assertThat(verified(before)).isTrue();
    assertThat(verified(after)).isTrue();
  }

  @Test
  void hands_the_certificate_out_in_each_form() throws Exception {
    String pem = get("pem").body();
    byte[] der = HTTP.send(request("cer").build(), ofByteArray()).body();
    X509Certificate certificate = certificate(der);

    assertThat(certificate(pem.getBytes(StandardCharsets.US_ASCII))).isEqualTo(certificate);
    assertThat(get("rawpem").body()).isEqualTo(pem);
    assertThat(get("pem").headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"signing-certificate.pem\"");
    assertThat(
            java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                    java.util.HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .parseHex(get("fingerprint").body())))
        .isEqualTo(sha1(certificate));
    String pkcs7 = get("pb7").body();
    assertThat(pkcs7).startsWith("-----BEGIN PKCS7-----\n");
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(
                    new ByteArrayInputStream(pkcs7.getBytes(StandardCharsets.US_ASCII))))
        .hasSize(1)
        .first()
        .isEqualTo(certificate);
  }

  private static X509Certificate certificate(byte[] bytes) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  @SuppressWarnings("deprecation") // Auth0 publishes SHA-1 thumbprints and no others.
  private static String x5t(RSAKey key) {
    return key.getX509CertThumbprint().toString();
  }

  private static String sha1(X509Certificate certificate) throws Exception {
    return java.util.Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            java.security.MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
  }

  private static boolean verified(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.parse(get(".well-known/jwks.json").body());
    return jwt.verify(
        new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey()));
  }

  private static List<String> kids() throws Exception {
    return JWKSet.parse(get(".well-known/jwks.json").body()).getKeys().stream()
        .map(key -> key.getKeyID())
        .toList();
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(auth0.issuer() + path))
        .header("Origin", "https://app.example.com");
  }
}
