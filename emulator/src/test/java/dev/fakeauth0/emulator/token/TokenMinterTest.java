package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.emulator.token.Grants.aGrant;
import static dev.fakeauth0.emulator.token.Grants.anApi;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMinterTest {

  private static final KeyRing KEYS = Keys.ring();

  private final TokenMinter minter = new TokenMinter();

  @Test
  void writes_header_and_claims_in_auth0s_order() {
    String token = minted(aGrant(anApi()).build());

    assertThat(part(token, 0)).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"current\"}");
    assertThat(part(token, 1))
        .isEqualTo(
            "{\"iss\":\"https://localhost:8443/\",\"sub\":\"m2m@clients\","
                + "\"aud\":\"https://api.example.com\",\"iat\":1795262400,\"exp\":1795348800,"
                + "\"scope\":\"read:messages write:messages\",\"gty\":\"client-credentials\","
                + "\"azp\":\"m2m\"}");
  }

  @Test
  void writes_rfc_9068_tokens_with_jti_and_client_id() {
    String token =
        minted(aGrant(anApi("token_dialect", "rfc9068_profile_authz")).permissions("p").build());

    assertThat(part(token, 0))
        .isEqualTo("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"current\"}");
    assertThat(part(token, 1))
        .isEqualTo(
            "{\"iss\":\"https://localhost:8443/\",\"sub\":\"m2m@clients\","
                + "\"aud\":\"https://api.example.com\",\"iat\":1795262400,\"exp\":1795348800,"
                + "\"scope\":\"read:messages write:messages\",\"jti\":\"the-token-id\","
                + "\"client_id\":\"m2m\",\"permissions\":[\"p\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256"})
  void signs_what_other_libraries_verify(String algorithm) throws Exception {
    SignedJWT token = SignedJWT.parse(minted(aGrant(anApi("signing_alg", algorithm)).build()));

    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
    assertThat(token.verify(new RSASSAVerifier(KEYS.current().publicKey()))).isTrue();
    assertThat(token.verify(new RSASSAVerifier(KEYS.next().publicKey()))).isFalse();
  }

  @Test
  void signs_what_the_platform_verifies() throws Exception {
    String token = minted(aGrant(anApi()).build());

    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(KEYS.current().publicKey());
    verifier.update(token.substring(0, token.lastIndexOf('.')).getBytes(UTF_8));

    assertThat(verifier.verify(Base64.getUrlDecoder().decode(token.split("\\.")[2]))).isTrue();
  }

  @Test
  void signs_hs256_with_the_secret_of_the_api_and_names_no_key() throws Exception {
    String secret = "a secret of at least 32 characters";
    String token = minted(aGrant(anApi("signing_alg", "HS256", "signing_secret", secret)).build());

    assertThat(part(token, 0)).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    assertThat(SignedJWT.parse(token).verify(new MACVerifier(secret))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"})
  void nests_the_signed_token_in_a_jwe_where_the_api_asks_for_it(String algorithm)
      throws Exception {
    KeyPair own = Keys.pair();
    String token = minted(aGrant(anApi("token_encryption", encryption(algorithm, own))).build());

    JWEObject jwe = JWEObject.parse(token);
    jwe.decrypt(new RSADecrypter(own.getPrivate()));

    assertThat(jwe.getHeader().toJSONObject())
        .containsOnly(
            Map.entry("alg", algorithm),
            Map.entry("enc", "A256GCM"),
            Map.entry("cty", "JWT"),
            Map.entry("kid", "own"));
    assertThat(
            jwe.getPayload().toSignedJWT().verify(new RSASSAVerifier(KEYS.current().publicKey())))
        .isTrue();
  }

  @Test
  void seals_an_opaque_token_that_only_its_tenant_opens() {
    TokenPlan plan =
        new TokenPlan(
            "RS256",
            "JWT",
            Map.of("iss", "https://localhost:8443/"),
            Optional.empty(),
            Optional.empty(),
            true);

    String token = minter.token(plan, KEYS);

    assertThat(token).startsWith("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiaXNzIjoi");
    assertThat(token.split("\\.", -1))
        .hasSize(5)
        .satisfies(parts -> assertThat(parts[1]).isEmpty());
    assertThat(part(token, 0))
        .isEqualTo("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"iss\":\"https://localhost:8443/\"}");
    assertThat(OpaqueTokens.open(token, KEYS.sealing()))
        .contains(Document.of("iss", "https://localhost:8443/"));
    assertThat(OpaqueTokens.open(token, Keys.ringOf("another").sealing())).isEmpty();
    assertThat(OpaqueTokens.open("no token", KEYS.sealing())).isEmpty();
  }

  @Test
  void still_opens_an_opaque_token_after_a_rotation() {
    String token = OpaqueTokens.seal(Map.of("iss", "https://localhost:8443/"), KEYS.sealing());

    KeyRing rotated = KEYS.rotated(Keys.key("newer"), Keys.NOW);

    assertThat(OpaqueTokens.open(token, rotated.sealing())).isPresent();
  }

  @Test
  void puts_added_claims_first_and_replaces_others_in_their_place() {
    String token =
        minted(
            aGrant(anApi())
                .claim("https://example.com/tier", "gold")
                .claim("sub", "somebody")
                .claim("gty", null)
                .build());

    assertThat(part(token, 1))
        .startsWith(
            "{\"https://example.com/tier\":\"gold\",\"iss\":\"https://localhost:8443/\","
                + "\"sub\":\"somebody\",\"aud\"")
        .doesNotContain("gty");
  }

  @Test
  void leaves_the_scope_out_where_none_was_granted() {
    assertThat(part(minted(aGrant(anApi()).scope().build()), 1)).doesNotContain("scope");
  }

  @Test
  void names_the_organization_by_id_and_where_asked_for_by_name() {
    String byId = minted(aGrant(anApi()).organization(false).build());
    String byName = minted(aGrant(anApi()).organization(true).build());

    assertThat(part(byId, 1)).contains("\"org_id\":\"org_1\",\"gty\"");
    assertThat(part(byName, 1)).contains("\"org_id\":\"org_1\",\"org_name\":\"acme\",\"gty\"");
  }

  @Test
  void lets_a_failure_alter_the_plan_before_and_the_token_after_signing() {
    Minter.Tampering tampering =
        new Minter.Tampering() {
          @Override
          public TokenPlan plan(TokenPlan plan) {
            return plan.with("aud", "elsewhere");
          }

          @Override
          public String token(String token) {
            return token + "!";
          }
        };

    String token = minter.mint(aGrant(anApi()).build(), KEYS, tampering).accessToken();

    assertThat(token).endsWith("!");
    assertThat(part(token, 1)).contains("\"aud\":\"elsewhere\"");
  }

  @Test
  void says_for_how_long_and_for_what_a_token_is_good() {
    TokenSet tokens = minter.mint(aGrant(anApi()).build(), KEYS, Minter.Tampering.NONE);

    assertThat(tokens.expiresIn()).isEqualTo(Duration.ofDays(1));
    assertThat(tokens.scope()).isEqualTo(List.of("read:messages", "write:messages"));
    assertThat(tokens)
        .hasToString("TokenSet[scope=[read:messages, write:messages], expiresIn=PT24H]");
  }

  @Test
  void says_what_keeps_an_api_from_having_tokens() {
    KeyPair own = Keys.pair();

    assertThat(TokenMinter.problem(anApi())).isEmpty();
    assertThat(TokenMinter.problem(anApi("token_encryption", encryption("RSA-OAEP-256", own))))
        .isEmpty();
    assertThat(TokenMinter.problem(anApi("signing_alg", "ES256")))
        .contains("signing_alg is RS256, RS512, PS256 or HS256, not ES256");
    assertThat(TokenMinter.problem(anApi("token_encryption", encryption("RSA1_5", own))))
        .contains(
            "token_encryption: alg is RSA-OAEP-256, RSA-OAEP-384 or RSA-OAEP-512, not RSA1_5");
    assertThat(TokenMinter.problem(anApi("token_encryption", Document.EMPTY)))
        .contains("token_encryption: encryption_key is missing");
    assertThat(
            TokenMinter.problem(
                anApi(
                    "token_encryption",
                    Document.of("encryption_key", Document.of("pem", "garbage")))))
        .contains("token_encryption: pem is no RSA public key or certificate in PEM");
  }

  @Test
  void signs_without_encrypting_where_an_export_left_the_key_out() {
    ResourceServer exported =
        anApi("token_encryption", Document.of("encryption_key", Document.of("kid", "k1")));

    assertThat(TokenMinter.problem(exported)).isEmpty();
    assertThat(AccessTokens.encryption(exported.tokenEncryption().orElseThrow())).isEmpty();
  }

  private String minted(TokenGrant grant) {
    return minter.mint(grant, KEYS, Minter.Tampering.NONE).accessToken();
  }

  private static Document encryption(String algorithm, KeyPair pair) {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(((RSAPublicKey) pair.getPublic()).getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return Document.of(
        "format",
        "compact-nested-jwe",
        "encryption_key",
        Document.of("name", "own", "alg", algorithm, "kid", "own", "pem", pem));
  }

  private static String part(String token, int index) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), UTF_8);
  }
}
