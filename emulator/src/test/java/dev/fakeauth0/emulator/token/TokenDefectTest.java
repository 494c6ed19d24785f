package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.emulator.token.Grants.aGrant;
import static dev.fakeauth0.emulator.token.Grants.anApi;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import dev.fakeauth0.emulator.token.TokenInspector.Wanted;
import dev.fakeauth0.failure.FailureMode;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each defect is wrong in exactly one way, by the checks of an API and by Nimbus's. */
class TokenDefectTest {

  private static final KeyRing KEYS = Keys.ring();
  private static final SigningKey OTHER = Keys.key("another");
  private static final ResourceServer API = anApi();

  @ParameterizedTest
  @CsvSource({
    "MISSING_SCOPE, scope",
    "HS256, key",
    "OPAQUE, format",
    "ENCRYPTED, format",
    "EXPIRED, time",
    "NOT_YET_VALID, time",
    "WRONG_AUDIENCE, audience",
    "WRONG_ISSUER, issuer",
    "ISSUER_WITHOUT_SLASH, issuer",
    "RETIRED_KEY, key",
    "BAD_SIGNATURE, signature",
    "ALG_NONE, algorithm",
    "UNKNOWN_KEY, key",
    "NO_KEY_ID, key"
  })
  void exactly_one_check_of_an_api_fails(FailureMode mode, String check) {
    String token = minted(mode, "");

    List<String> failed = failed(token);

    assertThat(failed).containsExactly(check);
  }

  @ParameterizedTest
  @CsvSource({"exp, time", "aud, audience", "iss, issuer", "scope, scope"})
  void a_claim_that_is_missing_fails_its_check(String claim, String check) {
    assertThat(failed(minted(FailureMode.MISSING_CLAIM, claim))).containsExactly(check);
  }

  @Test
  void the_other_dialect_is_sound_and_reads_differently() throws Exception {
    SignedJWT usual = SignedJWT.parse(good());
    SignedJWT other = SignedJWT.parse(minted(FailureMode.OTHER_DIALECT, ""));

    assertThat(failed(other.serialize())).isEmpty();
    assertThat(usual.getHeader().getType()).hasToString("JWT");
    assertThat(other.getHeader().getType()).hasToString("at+jwt");
    assertThat(other.getJWTClaimsSet().getClaims()).containsKeys("jti", "client_id");
    assertThat(other.getJWTClaimsSet().getClaims()).doesNotContainKeys("azp", "gty");
  }

  @Test
  void the_other_dialect_of_rfc_9068_is_auth0s() throws Exception {
    ResourceServer api = anApi("token_dialect", "rfc9068_profile");

    SignedJWT other = SignedJWT.parse(minted(api, KEYS, FailureMode.OTHER_DIALECT, ""));

    assertThat(other.getHeader().getType()).hasToString("JWT");
    assertThat(other.getJWTClaimsSet().getStringClaim("azp")).isEqualTo("m2m");
    assertThat(other.getJWTClaimsSet().getStringClaim("gty")).isEqualTo("client-credentials");
    assertThat(other.getJWTClaimsSet().getClaims()).doesNotContainKeys("jti", "client_id");
  }

  @ParameterizedTest
  @MethodSource("signed")
  void all_but_the_defect_is_as_ever(FailureMode mode) throws Exception {
    SignedJWT usual = SignedJWT.parse(good());

    SignedJWT defective = SignedJWT.parse(minted(mode, ""));

    JWSHeader header = defective.getHeader();
    boolean otherHeader = !header.toJSONObject().equals(usual.getHeader().toJSONObject());
    boolean otherClaims = !defective.getJWTClaimsSet().equals(usual.getJWTClaimsSet());
    boolean verifies = defective.verify(new RSASSAVerifier(KEYS.current().publicKey()));
    switch (mode) {
      case UNKNOWN_KEY, NO_KEY_ID ->
          assertThat(List.of(otherHeader, otherClaims, verifies))
              .containsExactly(true, false, true);
      case BAD_SIGNATURE ->
          assertThat(List.of(otherHeader, otherClaims, verifies))
              .containsExactly(false, false, false);
      case RETIRED_KEY -> {
        assertThat(List.of(otherHeader, otherClaims, verifies)).containsExactly(true, false, false);
        assertThat(defective.verify(new RSASSAVerifier(OTHER.publicKey()))).isTrue();
      }
      default ->
          assertThat(List.of(otherHeader, otherClaims, verifies))
              .containsExactly(false, true, true);
    }
  }

  static Stream<FailureMode> signed() {
    return Arrays.stream(FailureMode.values())
        .filter(FailureMode::tokenDefect)
        .filter(
            mode ->
                !Set.of(
                        FailureMode.HS256,
                        FailureMode.OPAQUE,
                        FailureMode.ENCRYPTED,
                        FailureMode.ALG_NONE,
                        FailureMode.OTHER_DIALECT,
                        FailureMode.MISSING_CLAIM)
                    .contains(mode));
  }

  @Test
  void a_retired_key_is_the_one_that_was_revoked_where_there_is_one() throws Exception {
    KeyRing rotated = KEYS.rotated(Keys.key("third"), Keys.NOW).revoked("current", Keys.NOW);

    SignedJWT token = SignedJWT.parse(minted(API, rotated, FailureMode.RETIRED_KEY, ""));

    assertThat(token.getHeader().getKeyID()).isEqualTo("current");
    assertThat(token.verify(new RSASSAVerifier(KEYS.current().publicKey()))).isTrue();
  }

  @Test
  void an_unsigned_token_keeps_its_type_and_claims() throws Exception {
    String[] parts = minted(FailureMode.ALG_NONE, "").split("\\.", -1);

    assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    assertThat(JWTClaimsSet.parse(decoded(parts[1])))
        .isEqualTo(SignedJWT.parse(good()).getJWTClaimsSet());
    assertThat(parts[2]).isEmpty();
  }

  @Test
  void a_signature_is_bad_inside_of_an_encrypted_token() throws Exception {
    KeyPair recipient = Keys.pair();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(recipient.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    ResourceServer api =
        anApi(
            "token_encryption",
            Document.of(
                "format",
                "compact-nested-jwe",
                "encryption_key",
                Document.of("alg", "RSA-OAEP-256", "pem", pem)));

    JWEObject jwe = JWEObject.parse(minted(api, KEYS, FailureMode.BAD_SIGNATURE, ""));
    jwe.decrypt(new RSADecrypter(recipient.getPrivate()));

    assertThat(jwe.getPayload().toSignedJWT().verify(verifier())).isFalse();
  }

  @Test
  void a_token_of_no_scope_is_left_as_it_is() {
    TokenGrant none = aGrant(API).scope().build();

    TokenSet tokens =
        new TokenMinter().mint(none, KEYS, defect(KEYS, FailureMode.MISSING_SCOPE, ""));

    assertThat(tokens.scope()).isEmpty();
  }

  private static RSASSAVerifier verifier() {
    return new RSASSAVerifier(KEYS.current().publicKey());
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static List<String> failed(String token) {
    TenantDraft draft = TenantDraft.of(TenantState.empty(KEYS), RandomIdSource.seeded(1));
    draft.put(API);
    draft.put(Client.of(Document.of("client_id", "m2m", "name", "M2M")));
    return TokenInspector.inspect(
            token,
            KnownTenant.of(
                draft.state(),
                Set.of("https://localhost:8443/"),
                audience -> audience,
                kid -> Optional.empty()),
            new Wanted(Optional.of(API.identifier()), List.of("write:messages")),
            Keys.NOW)
        .checks()
        .stream()
        .filter(check -> !check.ok())
        .map(Check::name)
        .toList();
  }

  private static String good() {
    return new TokenMinter().mint(aGrant(API).build(), KEYS, Minter.Tampering.NONE).accessToken();
  }

  private static String minted(FailureMode mode, String argument) {
    return minted(API, KEYS, mode, argument);
  }

  private static String minted(
      ResourceServer api, KeyRing keys, FailureMode mode, String argument) {
    return new TokenMinter()
        .mint(aGrant(api).build(), keys, defect(keys, mode, argument))
        .accessToken();
  }

  private static TokenDefect defect(KeyRing keys, FailureMode mode, String argument) {
    return TokenDefect.of(
        mode,
        Optional.of(argument),
        new TokenDefect.Means(keys, () -> OTHER, Keys.NOW, RandomIdSource.seeded(3)));
  }
}
