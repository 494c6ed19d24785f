package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.emulator.token.Grants.aGrant;
import static dev.fakeauth0.emulator.token.Grants.anApi;
import static dev.fakeauth0.refusal.RefusalReason.INSUFFICIENT_SCOPE;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import dev.fakeauth0.emulator.token.TokenInspector.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TokenInspectorTest {

  private static final Set<String> ISSUERS =
      new java.util.LinkedHashSet<>(List.of("https://localhost:8443/", "http://localhost:8080/"));
  private static final KeyRing KEYS = Keys.ring();
  private static final TokenMinter MINTER = new TokenMinter();
  private static final ResourceServer API = anApi();
  private static final ResourceServer SHARED_SECRET_API =
      anApi(
          "id",
          "1123456789abcdef01234567",
          "identifier",
          "https://shared.example.com",
          "signing_alg",
          "HS256",
          "signing_secret",
          "short");

  private static final TenantState STATE = state(KEYS);

  @Test
  void accepts_a_token_of_the_tenant_and_says_what_it_is() {
    TokenInspection inspection =
        inspect(token(), wanted("https://api.example.com", "read:messages"));

    assertThat(inspection.accepted()).isTrue();
    assertThat(inspection.checks())
        .containsExactly(
            new Check("format", true, "a signed JWT, typ JWT"),
            new Check("algorithm", true, "RS256"),
            new Check("key", true, "current is one of the tenant's"),
            new Check("signature", true, "good"),
            new Check("issuer", true, "https://localhost:8443/"),
            new Check("time", true, "good until 2026-11-22T12:00:00Z"),
            new Check("audience", true, "https://api.example.com"),
            new Check("scope", true, "read:messages write:messages"),
            new Check("client", true, "m2m (M2M) by client-credentials"));
  }

  @Test
  void accepts_hs256_with_the_secret_of_the_api_however_short() {
    String token =
        MINTER.mint(aGrant(SHARED_SECRET_API).build(), KEYS, Minter.Tampering.NONE).accessToken();

    assertThat(inspect(token).accepted()).isTrue();
    assertThat(inspect(token + "A").diagnosis())
        .hasValueSatisfying(
            why -> assertThat(why.because()).contains("does not match the API's signing secret"));
  }

  @Test
  void accepts_a_token_of_the_tenants_other_listener() {
    assertThat(inspect(with("iss", "http://localhost:8080/")).accepted()).isTrue();
  }

  @Test
  void names_what_stands_around_the_token() {
    refuses("Bearer " + token(), "format", "the word Bearer is part of the token that was sent");
    refuses("\"" + token() + "\"", "format", "the token that was sent stands in quotation marks");
  }

  @Test
  void tells_what_is_no_jwt_by_its_form() {
    refuses("", "format", "the token is no JWT: there is none");
    refuses("v1.Mabc", "format", "the token is no JWT: it has the form of a refresh token");
    refuses("abcdef", "format", "the token is no JWT: it is an opaque string");
    refuses("a.b", "format", "the token is no JWT: it has 2 parts where a JWT has 3");
    refuses(
        "e30." + "x" + ".s",
        "format",
        "the token is no JWT: its payload is not a JSON object in base64url, so it was cut or"
            + " changed");
  }

  @Test
  void explains_an_opaque_token_and_how_to_get_another() {
    String token = OpaqueTokens.seal(Map.of("iss", "https://localhost:8443/"), KEYS.sealing());

    TokenInspection inspection = inspect(token);

    assertThat(inspection.checks()).hasSize(1);
    assertThat(inspection.checks().get(0).finding())
        .startsWith("it is an opaque access token (JWE, dir, A256GCM)")
        .contains("of this tenant");
    assertThat(inspection.diagnosis().orElseThrow().remedies().get(0))
        .isEqualTo("ask for the token with audience=<identifier of the API>");
  }

  @Test
  void explains_a_nested_jwe() {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}".getBytes(UTF_8));

    refuses(
        header + ".a.b.c.d",
        "format",
        "the token is encrypted for its API, which alone can open it");
  }

  @Test
  void refuses_a_token_without_a_signature() {
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));

    refuses(
        none + "." + token().split("\\.")[1] + ".",
        "algorithm",
        "the token is not signed (alg none), so anybody can have made it");
  }

  @Test
  void refuses_a_token_that_was_changed() {
    String token = token();
    int payload = token.indexOf('.') + 1;
    String changed = MINTER.token(plan(plan -> plan.with("scope", "all")), KEYS);
    String forged =
        changed.substring(0, changed.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));

    assertThat(payload).isPositive();
    refuses(
        forged,
        "signature",
        "the signature does not match: the token was changed after it was signed");
  }

  @Test
  void tells_a_revoked_key_from_another_tenants_and_from_none() {
    KeyRing rotated = KEYS.rotated(Keys.key("newer"), Keys.NOW);

    assertThat(reason(inspect(token(), state(rotated)))).isEmpty();
    assertThat(reason(inspect(token(), state(rotated.revoked("current", Keys.NOW)))))
        .contains("the token was signed with a key that was revoked since");
    assertThat(reason(inspect(tokenOfAnother("dev's"), STATE)))
        .contains("the token is of tenant dev: this tenant has no such key");
    assertThat(reason(inspect(tokenOfAnother("stray"), STATE)))
        .contains("the token names this tenant as issuer and a key it does not have");
  }

  @Test
  void finds_a_missing_key_id() {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));

    refuses(
        header + token().substring(token().indexOf('.')),
        "key",
        "the token's header has no kid, so no key of the JWKS can be looked up");
  }

  @Test
  void finds_an_issuer_without_its_slash_and_one_of_somebody_else() {
    refuses(
        with("iss", "https://localhost:8443"),
        "issuer",
        "the token's issuer lacks the slash that ends it at Auth0");
    refuses(
        with("iss", "https://prod.eu.auth0.com/"),
        "issuer",
        "the token was issued by somebody else than this tenant");
  }

  @Test
  void finds_tokens_out_of_their_time() {
    Instant late = Keys.NOW.plus(Duration.ofDays(1));

    assertThat(reason(inspect(token(), STATE, Wanted.ANYTHING, late)))
        .contains("the token has expired");
    assertThat(reason(inspect(token(), STATE, Wanted.ANYTHING, late.minusSeconds(1)))).isEmpty();
    refuses(
        with("nbf", Keys.NOW.plusSeconds(1).getEpochSecond()),
        "time",
        "the token is not valid yet: the clocks differ, or it was dated ahead");
    refuses(with("exp", null), "time", "the token never expires: it has no exp");
  }

  @Test
  void finds_an_audience_that_is_another_or_lacks_a_slash() {
    assertThat(reason(inspect(token(), wanted("https://other.example.com"))))
        .contains("the token is for another API");
    assertThat(reason(inspect(token(), wanted("https://api.example.com/"))))
        .contains("the token's audience and the API's differ by a slash at the end");
    refuses(
        with("aud", "https://gone.example.com"),
        "audience",
        "the token is for an API that this tenant does not have");
    refuses(
        with("aud", "m2m"),
        "audience",
        "the token is an ID token: it tells a client who logged in and opens no API");
  }

  @Test
  void accepts_one_audience_of_several() {
    String token =
        with("aud", List.of("https://api.example.com", "https://localhost:8443/userinfo"));

    assertThat(inspect(token, wanted("https://api.example.com")).accepted()).isTrue();
  }

  @Test
  void names_the_scopes_that_are_missing() {
    TokenInspection inspection =
        inspect(token(), wanted("https://api.example.com", "read:messages", "delete:messages"));

    var why = inspection.diagnosis().orElseThrow();
    assertThat(why.reason()).isEqualTo(INSUFFICIENT_SCOPE);
    assertThat(why.because()).isEqualTo("the token lacks the scope delete:messages");
    assertThat(why.facts()).containsEntry("missing", List.of("delete:messages"));
  }

  @Test
  void points_to_permissions_where_the_scope_stands_there() {
    String token = with("permissions", List.of("delete:messages"));

    assertThat(
            inspect(token, wanted("https://api.example.com", "delete:messages"))
                .diagnosis()
                .orElseThrow()
                .remedies()
                .get(0))
        .startsWith("check the permissions claim");
  }

  @Test
  void goes_on_checking_after_a_failure_and_explains_the_first() {
    String token = token(plan -> plan.with("iss", "https://x/").with("aud", "nobody"));

    TokenInspection inspection = inspect(token);

    assertThat(inspection.checks())
        .filteredOn(check -> !check.ok())
        .extracting(Check::name)
        .containsExactly("issuer", "audience");
    assertThat(reason(inspection))
        .contains("the token was issued by somebody else than this tenant");
  }

  @Test
  void judges_by_what_another_tenant_publishes() {
    Document jwks =
        Document.of(
            "keys",
            List.of(
                Document.of(
                    "kty", "RSA",
                    "kid", "current",
                    "e", "AQAB",
                    "n",
                        Base64.getUrlEncoder()
                            .encodeToString(
                                KEYS.current().publicKey().getModulus().toByteArray()))));
    KnownTenant remote = KnownTenant.published(ISSUERS, jwks);

    assertThat(TokenInspector.inspect(token(), remote, Wanted.ANYTHING, Keys.NOW).accepted())
        .isTrue();
    assertThat(
            reason(
                TokenInspector.inspect(tokenOfAnother("stray"), remote, Wanted.ANYTHING, Keys.NOW)))
        .isPresent();
  }

  private static void refuses(String token, String check, String because) {
    TokenInspection inspection = inspect(token);

    assertThat(inspection.checks().stream().filter(made -> !made.ok()).findFirst())
        .hasValueSatisfying(made -> assertThat(made.name()).isEqualTo(check));
    assertThat(inspection.diagnosis())
        .hasValueSatisfying(
            why -> {
              assertThat(why.reason()).isEqualTo(INVALID_TOKEN);
              assertThat(why.because()).isEqualTo(because);
              assertThat(why.remedies()).isNotEmpty();
            });
  }

  private static Optional<String> reason(TokenInspection inspection) {
    return inspection.diagnosis().map(why -> why.because());
  }

  private static TokenInspection inspect(String token) {
    return inspect(token, Wanted.ANYTHING);
  }

  private static TokenInspection inspect(String token, Wanted wanted) {
    return inspect(token, STATE, wanted, Keys.NOW);
  }

  private static TokenInspection inspect(String token, TenantState state) {
    return inspect(token, state, Wanted.ANYTHING, Keys.NOW);
  }

  private static TokenInspection inspect(
      String token, TenantState state, Wanted wanted, Instant now) {
    return TokenInspector.inspect(
        token,
        KnownTenant.of(
            state,
            ISSUERS,
            UnaryOperator.identity(),
            kid -> Optional.of("dev").filter(name -> kid.startsWith(name))),
        wanted,
        now);
  }

  private static Wanted wanted(String audience, String... scopes) {
    return new Wanted(Optional.of(audience), List.of(scopes));
  }

  private static String token() {
    return token(plan -> plan);
  }

  private static String with(String claim, Object value) {
    return token(
        plan -> {
          Map<String, Object> claims = new LinkedHashMap<>(plan.claims());
          claims.put(claim, value);
          claims.values().removeIf(java.util.Objects::isNull);
          return new TokenPlan(
              plan.algorithm(), plan.type(), claims, plan.secret(), plan.encryption(), false);
        });
  }

  private static String token(UnaryOperator<TokenPlan> change) {
    return MINTER.token(plan(change), KEYS);
  }

  private static TokenPlan plan(UnaryOperator<TokenPlan> change) {
    return change.apply(AccessTokens.plan(aGrant(API).build().accessToken().orElseThrow()));
  }

  private static String tokenOfAnother(String kid) {
    return MINTER.token(
        plan(plan -> plan), KeyRing.of(Keys.key(kid), Keys.key("its next"), Keys.NOW));
  }

  private static TenantState state(KeyRing keys) {
    TenantDraft draft = TenantDraft.of(TenantState.empty(keys), RandomIdSource.seeded(1));
    draft.put(API);
    draft.put(SHARED_SECRET_API);
    draft.put(Client.of(Document.of("client_id", "m2m", "name", "M2M")));
    return draft.state();
  }
}
