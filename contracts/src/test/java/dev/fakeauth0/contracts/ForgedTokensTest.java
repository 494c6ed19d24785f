package dev.fakeauth0.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A forgery that is badly made proves nothing: each is right but for what it is wrong in. */
class ForgedTokensTest {

  private static final String GOOD =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJodHRwczovL3QvIiwic3ViIjoibSJ9.c2ln";

  private final StrangersKey key = new StrangersKey();
  private final ForgedTokens forged = new ForgedTokens(TokenReading.of(GOOD), key);

  @Test
  void a_strangers_signature_fits_the_strangers_key() throws Exception {
    String token = forged.signed(Map.of("kid", "k2"), Map.of("sub", "other"));

    assertThat(JWSObject.parse(token).verify(new RSASSAVerifier(publicKey()))).isTrue();
    assertThat(TokenReading.of(token).header()).containsEntry("kid", "k2");
    assertThat(TokenReading.of(token).claims())
        .containsEntry("iss", "https://t/")
        .containsEntry("sub", "other");
  }

  @Test
  void hs256_is_made_with_the_key_that_is_given() throws Exception {
    byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    String token = forged.hs256(Map.of(), secret);

    assertThat(JWSObject.parse(token).verify(new MACVerifier(secret))).isTrue();
  }

  @Test
  void the_certificate_is_one_and_signs_itself() throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(key.pem().getBytes(StandardCharsets.US_ASCII)));

    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    assertThat(certificate.getPublicKey()).isEqualTo(publicKey().toPublicKey());
  }

  @Test
  void unsigned_promoted_and_stripped_tokens_keep_all_else() {
    assertThat(forged.unsigned("nOnE", signature -> "")).endsWith(".").doesNotEndWith("c2ln");
    assertThat(TokenReading.of(forged.unsigned("nOnE", any -> "")).header())
        .containsEntry("alg", "nOnE")
        .containsEntry("kid", "k1");
    assertThat(forged.promoted()).endsWith(".c2ln").isNotEqualTo(GOOD);
    assertThat(forged.stripped(true)).isEqualTo(GOOD.replace(".c2ln", "."));
    assertThat(forged.stripped(false)).isEqualTo(GOOD.replace(".c2ln", ""));
    assertThat(TokenReading.of(forged.signedWithoutKeyId()).header()).doesNotContainKey("kid");
  }

  @Test
  void a_strangers_tenant_publishes_the_key_and_notes_who_comes() throws Exception {
    try (StrangersServer server = new StrangersServer(key, "k1")) {
      PublishedKeys keys = PublishedKeys.of(URI.create(server.issuer()), null);

      assertThat(keys.ids()).containsExactly(StrangersKey.KID, "k1");
      assertThat(keys.verify(forged.signed(Map.of()), "k1")).isTrue();
      assertThat(get(server.certificateUri()).body()).isEqualTo(key.pem());
      assertThat(get(server.issuer() + "elsewhere").statusCode()).isEqualTo(404);
      assertThat(server.visits())
          .containsExactly(
              "/.well-known/openid-configuration",
              "/.well-known/jwks.json",
              "/certificate.pem",
              "/elsewhere");
      assertThat(server.visits()).isEmpty();
    }
  }

  private RSAKey publicKey() throws Exception {
    return RSAKey.parse(key.jwk("any"));
  }

  private static HttpResponse<String> get(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
