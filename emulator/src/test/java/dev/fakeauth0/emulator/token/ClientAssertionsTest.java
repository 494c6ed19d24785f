package dev.fakeauth0.emulator.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.ProvenAssertion;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.refusal.RefusalReason;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionsTest {

  private static final String ISSUER = "https://localhost:8443/";
  private static final Instant EXPIRY = Keys.NOW.plusSeconds(60);
  private static final KeyPair PAIR = Keys.pair();

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "PS256", "PS384"})
  void verifies_what_the_clients_private_key_signed(String algorithm) throws Exception {
    String assertion = assertion(algorithm, claims -> {});

    assertThat(verified(assertion, client(credential(PAIR.getPublic(), algorithm))))
        .isEqualTo(Decision.grant(new ProvenAssertion("proxy", "once", EXPIRY)));
    assertThat(ClientAssertions.claimedClientId(assertion)).contains("proxy");
  }

  @Test
  void verifies_with_elliptic_curves() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    String assertion =
        signed(
            new JWSHeader(JWSAlgorithm.ES256),
            new ECDSASigner((ECPrivateKey) pair.getPrivate()),
            claims -> {});

    assertThat(verified(assertion, client(credential(pair.getPublic(), "ES256"))).refused())
        .isFalse();
  }

  @Test
  void tries_each_credential() throws Exception {
    Client client =
        client(credential(Keys.pair().getPublic(), "RS256"), credential(PAIR.getPublic(), "RS256"));

    assertThat(verified(assertion("RS256", claims -> {}), client).refused()).isFalse();
  }

  @Test
  void refuses_what_another_key_signed_or_an_expired_credential_verifies() throws Exception {
    String assertion = assertion("RS256", claims -> {});

    refuses(
        assertion,
        client(credential(Keys.pair().getPublic(), "RS256")),
        "signature verification failed");
    refuses(
        assertion,
        client(credential(PAIR.getPublic(), "RS256").with("expires_at", "2026-11-21T12:00:00Z")),
        "signature verification failed");
    refuses(
        assertion, client(credential(PAIR.getPublic(), "PS256")), "signature verification failed");
    refuses(assertion, client(), "the client has no credentials");
  }

  @Test
  void refuses_a_shared_secret_as_key() throws Exception {
    String assertion =
        signed(
            new JWSHeader(JWSAlgorithm.HS256),
            new MACSigner("a secret of at least 32 characters"),
            claims -> {});

    refuses(assertion, "algorithm HS256 is not supported");
  }

  @Test
  void refuses_claims_that_are_not_those_of_a_client_assertion() throws Exception {
    refuses(assertion(claims -> claims.issuer("x")), "iss and sub must be the client_id");
    refuses(assertion(claims -> claims.subject("x")), "iss and sub must be the client_id");
    refuses(assertion(claims -> claims.audience("https://localhost:8443")), "unexpected audience");
    refuses(assertion(claims -> claims.audience((String) null)), "unexpected audience");
    refuses(assertion(claims -> claims.expirationTime(null)), "exp is missing");
    refuses(assertion(claims -> claims.expirationTime(Date.from(Keys.NOW))), "it has expired");
    refuses(
        assertion(claims -> claims.notBeforeTime(Date.from(Keys.NOW.plusSeconds(1)))),
        "it is not valid yet");
    refuses(assertion(claims -> claims.jwtID(null)), "jti is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30."})
  void refuses_what_is_no_signed_jwt(String assertion) {
    refuses(assertion, "it is not a signed JWT");
    assertThat(ClientAssertions.claimedClientId(assertion)).isEmpty();
  }

  private static void refuses(String assertion, String problem) {
    refuses(assertion, client(credential(PAIR.getPublic(), "RS256")), problem);
  }

  private static void refuses(String assertion, Client client, String problem) {
    String found =
        verified(assertion, client)
            .fold(
                granted -> "it was granted",
                why -> {
                  assertThat(why.reason()).isEqualTo(RefusalReason.INVALID_CLIENT_ASSERTION);
                  assertThat(why.remedies()).isNotEmpty();
                  return String.valueOf(why.facts().get("problem"));
                });
    assertThat(found).isEqualTo(problem);
  }

  private static Decision<ProvenAssertion> verified(String assertion, Client client) {
    return ClientAssertions.verify(assertion, client, Set.of(ISSUER), Keys.NOW);
  }

  private static String assertion(Consumer<JWTClaimsSet.Builder> change) throws Exception {
    return assertion("RS256", change);
  }

  private static String assertion(String algorithm, Consumer<JWTClaimsSet.Builder> change)
      throws Exception {
    return signed(
        new JWSHeader(JWSAlgorithm.parse(algorithm)), new RSASSASigner(PAIR.getPrivate()), change);
  }

  private static String signed(
      JWSHeader header, JWSSigner signer, Consumer<JWTClaimsSet.Builder> change) throws Exception {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer("proxy")
            .subject("proxy")
            .audience(ISSUER)
            .expirationTime(Date.from(EXPIRY))
            .jwtID("once");
    change.accept(claims);
    SignedJWT jwt = new SignedJWT(header, claims.build());
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static Document credential(PublicKey key, String algorithm) {
    return Document.of(
        "credential_type",
        "public_key",
        "name",
        "key",
        "alg",
        algorithm,
        "pem",
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END PUBLIC KEY-----");
  }

  private static Client client(Document... credentials) {
    return Client.of(
        Document.of(
            "client_id",
            "proxy",
            "client_authentication_methods",
            Document.of(
                "private_key_jwt", Document.of("credentials", List.of((Object[]) credentials)))));
  }
}
