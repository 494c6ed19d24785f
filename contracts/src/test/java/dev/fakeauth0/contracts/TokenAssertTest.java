package dev.fakeauth0.contracts;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThatToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.util.Base64URL;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.token.MintedToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenAssertTest {

  private static final Instant NOW = Instant.parse("2099-12-31T12:00:00Z");
  private static final String OPAQUE = five("dir");
  private static final String ENCRYPTED = five("RSA-OAEP-256");

  private static SigningIssuer issuer;
  private static String good;

  @BeforeAll
  static void start() throws Exception {
    issuer = new SigningIssuer();
    good = issuer.token(issuer.claims());
  }

  @AfterAll
  static void stop() throws Exception {
    issuer.close();
  }

  @Test
  void says_what_a_token_says() {
    assertThatToken(new MintedToken(good, List.of(), Duration.ofDays(1), "Bearer"))
        .hasIssuer(issuer.issuer())
        .hasSubject("m2m@clients")
        .hasAudience("https://orders")
        .hasClientId("m2m")
        .hasScope("read:orders")
        .hasExactlyScope("write:orders", "read:orders")
        .doesNotHaveScope("delete:orders")
        .hasPermissions()
        .hasClaim("azp")
        .hasClaim("azp", "m2m")
        .doesNotHaveClaim("org_id")
        .hasLifetime(Duration.ofDays(1))
        .hasAlgorithm("RS256")
        .hasKeyId("key-1")
        .hasDialect("access_token");
    assertThatToken(OPAQUE).isOpaque();
    assertThatToken(ENCRYPTED).isEncrypted();
  }

  @Test
  void says_that_an_api_accepts_a_good_token() {
    shown(good).needing("read:orders").isAccepted();
    assertThatToken(good).trustingKeysAt(issuer.issuer().resolve("jwks")).at(NOW).isAccepted();
  }

  @TestFactory
  Stream<DynamicTest> finds_each_defect_and_not_another_one() throws Exception {
    Map<FailureMode, TokenAssert> defective = new EnumMap<>(FailureMode.class);
    defective.put(FailureMode.OPAQUE, shown(OPAQUE));
    defective.put(FailureMode.ENCRYPTED, shown(ENCRYPTED));
    defective.put(FailureMode.ALG_NONE, shown(issuer.unsignedToken()));
    defective.put(FailureMode.HS256, shown(issuer.sharedSecretToken()));
    defective.put(FailureMode.NO_KEY_ID, shown(issuer.tokenOfKey("")));
    defective.put(FailureMode.UNKNOWN_KEY, shown(issuer.tokenOfKey("other")));
    defective.put(FailureMode.BAD_SIGNATURE, shown(issuer.brokenToken()));
    defective.put(
        FailureMode.ISSUER_WITHOUT_SLASH,
        shown(with("iss", issuer.issuer().toString().replaceAll("/$", ""))));
    defective.put(FailureMode.WRONG_ISSUER, shown(with("iss", "https://other/")));
    defective.put(FailureMode.WRONG_AUDIENCE, shown(good).shownTo("https://orders/"));
    defective.put(FailureMode.EXPIRED, shown(good).at(NOW.plus(Duration.ofDays(2))));
    defective.put(
        FailureMode.NOT_YET_VALID, shown(with("nbf", NOW.plusSeconds(3600).getEpochSecond())));
    defective.put(FailureMode.MISSING_SCOPE, shown(good).needing("delete:orders"));

    return defective.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey().mode(),
                    () -> {
                      entry.getValue().isRefusableFor(entry.getKey());
                      String message = Messages.of(entry.getValue()::isAccepted);
                      assertThat(message)
                          .contains("it is refused\n  " + entry.getKey().mode() + ": ")
                          .contains("Remedy: " + entry.getKey().remedy())
                          .containsOnlyOnce("In real life:");
                    }));
  }

  @Test
  void a_retired_key_is_one_that_is_unknown() throws Exception {
    shown(issuer.tokenOfKey("other")).isRefusableFor(FailureMode.RETIRED_KEY);
  }

  @TestFactory
  Stream<DynamicTest> each_says_what_was_expected_and_what_came() {
    Map<String, ThrowingCallable> failing = new LinkedHashMap<>();
    failing.put(
        "Expected the claim iss to be https://x/, but it is http://localhost",
        () -> assertThatToken(good).hasIssuer(URI.create("https://x/")));
    failing.put(
        "Expected the claim sub to be x, but it is m2m@clients:",
        () -> assertThatToken(good).hasSubject("x"));
    failing.put(
        "Expected aud to be [x], but it is [https://orders]:",
        () -> assertThatToken(good).hasAudience("x"));
    failing.put(
        "Expected the client x, but it is m2m:", () -> assertThatToken(good).hasClientId("x"));
    failing.put(
        "Expected the scopes [x], but it has [read:orders, write:orders]:",
        () -> assertThatToken(good).hasScope("x"));
    failing.put(
        "Expected scope to be [read:orders], but it is [read:orders, write:orders]:",
        () -> assertThatToken(good).hasExactlyScope("read:orders"));
    failing.put(
        "Expected none of the scopes [read:orders], but it has",
        () -> assertThatToken(good).doesNotHaveScope("read:orders"));
    failing.put(
        "Expected permissions to be [x], but it is []:",
        () -> assertThatToken(good).hasPermissions("x"));
    failing.put(
        "Expected the claim org_id to be org_1, but it is not there:",
        () -> assertThatToken(good).hasOrganization("org_1"));
    failing.put(
        "Expected the claim jti, but it is not there:",
        () -> assertThatToken(good).hasClaim("jti"));
    failing.put(
        "Expected the claim exp to be 1, but it is 4102444800:",
        () -> assertThatToken(good).hasClaim("exp", 1));
    failing.put(
        "Expected no claim azp, but it is m2m:",
        () -> assertThatToken(good).doesNotHaveClaim("azp"));
    failing.put(
        "Expected a lifetime of PT1H, but it is PT24H:",
        () -> assertThatToken(good).hasLifetime(Duration.ofHours(1)));
    failing.put(
        "Expected alg PS256, but it is RS256:", () -> assertThatToken(good).hasAlgorithm("PS256"));
    failing.put("Expected kid x, but it is key-1:", () -> assertThatToken(good).hasKeyId("x"));
    failing.put(
        "Expected the dialect rfc9068_profile, but typ is JWT:",
        () -> assertThatToken(good).hasDialect("rfc9068_profile"));
    failing.put(
        "Expected an opaque token, but it is SIGNED:", () -> assertThatToken(good).isOpaque());
    failing.put(
        "Expected an encrypted token, but it is OPAQUE:",
        () -> assertThatToken(OPAQUE).isEncrypted());
    failing.put(
        "Expected a token that is refused for expired, but it is accepted:",
        () -> shown(good).isRefusableFor(FailureMode.EXPIRED));
    failing.put("no JWT, 5 characters", () -> assertThatToken("guess").hasSubject("x"));
    failing.put(
        "answers 404",
        () -> assertThatToken(good).trustingKeysAt(issuer.issuer().resolve("nothing")));
    failing.put(
        "Expected a jwks_uri at ",
        () -> assertThatToken(good).trusting(issuer.issuer().resolve("broken/")));
    failing.put(
        "Expected a JWKS at ",
        () -> assertThatToken(good).trustingKeysAt(issuer.issuer().resolve("broken/jwks")));
    return failing.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> assertThat(Messages.of(entry.getValue())).contains(entry.getKey())));
  }

  @Test
  void a_failing_message_shows_the_token_without_its_signature() {
    String message = Messages.of(() -> assertThatToken(good).hasSubject("x"));

    assertThat(message)
        .contains("header {", "kid=key-1", "claims {", "azp=m2m")
        .doesNotContain(good.substring(good.lastIndexOf('.')));
  }

  @Test
  void misuse_says_what_to_write() {
    assertThatThrownBy(() -> assertThatToken(good).isAccepted())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trusting(issuer)");
    assertThatThrownBy(() -> shown(good).isRefusableFor(FailureMode.STALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stall does not show in a token")
        .hasMessageContaining("wrong-audience");
    assertThatThrownBy(() -> assertThatToken(good).hasDialect("jwt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("access_token or rfc9068_profile");
  }

  private static TokenAssert shown(String token) {
    return assertThatToken(token).shownTo("https://orders").trusting(issuer.issuer()).at(NOW);
  }

  private static String with(String claim, Object value) throws Exception {
    Map<String, Object> claims = issuer.claims();
    claims.put(claim, value);
    return issuer.token(claims);
  }

  private static String five(String algorithm) {
    return Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"enc\":\"A256GCM\"}") + "..a.b.c";
  }
}
