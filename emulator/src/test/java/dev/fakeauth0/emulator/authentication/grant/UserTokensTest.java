package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.ADA;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static dev.fakeauth0.emulator.pipeline.UserDoor.claims;
import static dev.fakeauth0.emulator.pipeline.UserDoor.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.OpaqueTokens;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class UserTokensTest {

  private final UserDoor door = new UserDoor();
  private final TenantDraft draft = TenantDraft.of(door.tenant().state(), RandomIdSource.seeded(3));

  @Test
  void tells_of_the_user_what_the_scopes_cover_in_the_order_of_live_tokens() {
    draft.put(
        "users",
        ADA,
        Document.of(
            "user_id",
            ADA,
            "email",
            "ada@example.com",
            "email_verified",
            true,
            "given_name",
            "Ada",
            "family_name",
            "Fernwood",
            "phone_number",
            "+15550100",
            "phone_verified",
            true,
            "address",
            Document.of("country", "GB"),
            "updated_at",
            "2026-01-01T00:00:00.000Z"));

    Document all = idToken("openid", "profile", "email", "phone", "address");
    Document least = idToken("openid");

    assertThat(all.asMap().keySet())
        .containsExactly(
            "given_name",
            "family_name",
            "nickname",
            "name",
            "picture",
            "updated_at",
            "email",
            "email_verified",
            "phone_number",
            "phone_number_verified",
            "address",
            "iss",
            "sub",
            "aud",
            "iat",
            "exp",
            "sid",
            "nonce");
    assertThat(all.string("nickname")).contains("ada");
    assertThat(least.asMap().keySet())
        .containsExactly("iss", "sub", "aud", "iat", "exp", "sid", "nonce");
    assertThat(least.number("exp").orElseThrow() - least.number("iat").orElseThrow())
        .isEqualTo(36000L);
  }

  @Test
  void keeps_the_lifetime_of_the_clients_jwt_configuration() {
    draft.put(web(Document.of("lifetime_in_seconds", 600L, "alg", "RS256")));

    Document claims = idToken("openid");

    assertThat(claims.number("exp").orElseThrow() - claims.number("iat").orElseThrow())
        .isEqualTo(600L);
  }

  @Test
  void says_when_and_how_the_user_logged_in_where_that_was_asked_for() {
    UserAuthorization plain = UserDoor.authorization("web", Optional.of(API), "openid");
    UserAuthorization asked =
        new UserAuthorization(
            "web",
            new Login(ADA, "db", Keys.NOW.minusSeconds(5), List.of("pwd", "mfa"), Optional.empty()),
            plain.audience(),
            plain.scope(),
            plain.requestedScope(),
            Optional.empty(),
            false,
            Optional.empty(),
            true);

    TokenSet tokens = minted(of(asked));

    long at = Keys.NOW.minusSeconds(5).getEpochSecond();
    assertThat(claims(tokens.idToken().orElseThrow()).number("auth_time")).contains(at);
    assertThat(claims(tokens.idToken().orElseThrow()).strings("amr")).containsExactly("mfa");
    assertThat(claims(tokens.accessToken()).number("auth_time")).contains(at);
    assertThat(claims(tokens.idToken().orElseThrow()).has("nonce")).isFalse();
  }

  @Test
  void signs_id_tokens_with_the_clients_secret_where_it_says_so() throws Exception {
    draft.put(web(Document.of("alg", "HS256")));
    String plain = minted(of("openid")).idToken().orElseThrow();
    byte[] secret = {(byte) 0xfb, (byte) 0xff, 0, (byte) 0x80, 1, 2};
    draft.put(
        aClient(
            "web",
            "client_secret",
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            "jwt_configuration",
            Document.of("alg", "HS256", "secret_encoded", true)));
    String encoded = minted(of("openid")).idToken().orElseThrow();

    assertThat(header(plain)).isEqualTo(Map.of("alg", "HS256", "typ", "JWT"));
    assertThat(signature(plain))
        .isEqualTo(hmac(plain, "web-secret".getBytes(StandardCharsets.UTF_8)));
    assertThat(signature(encoded)).isEqualTo(hmac(encoded, secret));
  }

  @Test
  void signs_with_the_secret_where_nothing_is_said_and_the_client_is_not_oidc_conformant() {
    draft.put(aClient("web", "client_secret", "web-secret", "oidc_conformant", false));
    String confidential = minted(of("openid")).idToken().orElseThrow();
    draft.put(aClient("web", "oidc_conformant", false, "token_endpoint_auth_method", "none"));
    String without = minted(of("openid")).idToken().orElseThrow();

    assertThat(header(confidential).get("alg")).isEqualTo("HS256");
    assertThat(header(without).get("alg")).isEqualTo("RS256");
  }

  @Test
  void names_userinfo_beside_the_api_only_with_openid_and_without_a_shared_secret() {
    Document withOpenId = accessToken("openid", "read:messages");
    Document without = accessToken("read:messages");
    draft.put(anApi(API, "signing_alg", "HS256", "signing_secret", "s"));
    Document shared = accessToken("openid", "read:messages");

    assertThat(withOpenId.strings("aud")).containsExactly(API, ISSUER + "userinfo");
    assertThat(without.string("aud")).contains(API);
    assertThat(shared.string("aud")).contains(API);
  }

  @Test
  void seals_a_token_without_an_api_for_userinfo() {
    TokenSet tokens = minted(of(UserDoor.authorization("web", Optional.empty(), "openid")));

    Document claims =
        OpaqueTokens.open(tokens.accessToken(), draft.state().keys().sealing()).orElseThrow();
    assertThat(claims.string("aud")).contains(ISSUER + "userinfo");
    assertThat(claims.string("sub")).contains(ADA);
    assertThat(claims.string("scope")).contains("openid");
  }

  @Test
  void names_permissions_by_dialect_and_only_where_policies_are_enforced() {
    draft.join(
        Relations.USERS_PERMISSIONS, ADA, Relations.permission(API, "admin"), Document.EMPTY);
    draft.put(anApi(API, "enforce_policies", true, "token_dialect", "access_token_authz"));
    Document authz = accessToken("openid");
    draft.put(anApi(API, "enforce_policies", true, "token_dialect", "rfc9068_profile_authz"));
    Document rfc9068 = accessToken("openid");
    draft.put(anApi(API, "enforce_policies", true));
    Document plain = accessToken("openid");
    draft.put(anApi(API, "token_dialect", "access_token_authz"));
    Document unenforced = accessToken("openid");

    assertThat(authz.strings("permissions")).containsExactly("admin");
    assertThat(rfc9068.strings("permissions")).containsExactly("admin");
    assertThat(rfc9068.string("client_id")).contains("web");
    assertThat(rfc9068.string("jti")).isPresent();
    assertThat(plain.has("permissions")).isFalse();
    assertThat(unenforced.has("permissions")).isFalse();
  }

  @Test
  void binds_tokens_to_the_organization_and_names_it_where_the_tenant_lets_names_out() {
    draft.put(anOrganization("org_1", "acme"));
    draft.join(Relations.ORGANIZATIONS_MEMBERS, "org_1", ADA, Document.EMPTY);
    TokenSet unnamed = minted(of(inOrganization()));
    draft.settings(Document.of("allow_organization_name_in_authentication_api", true));
    TokenSet named = minted(of(inOrganization()));

    assertThat(claims(unnamed.accessToken()).string("org_id")).contains("org_1");
    assertThat(claims(unnamed.accessToken()).has("org_name")).isFalse();
    assertThat(claims(unnamed.idToken().orElseThrow()).string("org_id")).contains("org_1");
    assertThat(claims(named.accessToken()).string("org_name")).contains("acme");
    assertThat(claims(named.idToken().orElseThrow()).string("org_name")).contains("acme");
  }

  @Test
  void adds_the_claims_that_the_seed_has_for_the_user() {
    draft.fakeAuth0(
        Document.of(
            "claims",
            Document.of(
                "users",
                Document.of("ada@example.com", Document.of("https://example.com/role", "admin")))));

    assertThat(accessToken("openid").string("https://example.com/role")).contains("admin");
  }

  @Test
  void issues_in_front_for_a_shorter_time_with_hashes_and_never_a_refresh_token() throws Exception {
    draft.put(anApi(API, "token_lifetime_for_web", 300L, "allow_offline_access", true));
    TokenGrant grant =
        UserTokens.frontChannel(
                UserDoor.authorization("web", Optional.of(API), "openid", "offline_access"),
                new UserTokens.FrontChannel(true, true, Optional.of("a-code")),
                ISSUER,
                door.tenant().names(),
                draft,
                Keys.NOW)
            .fold(granted -> granted, refusal -> null);

    TokenSet tokens = minted(grant);

    Document access = claims(tokens.accessToken());
    Document id = claims(tokens.idToken().orElseThrow());
    assertThat(tokens.expiresIn().toSeconds()).isEqualTo(300L);
    assertThat(access.number("exp").orElseThrow() - access.number("iat").orElseThrow())
        .isEqualTo(300L);
    assertThat(id.string("at_hash")).contains(halfHash(tokens.accessToken()));
    assertThat(id.string("c_hash")).contains(halfHash("a-code"));
    assertThat(tokens.refreshToken()).isEmpty();
  }

  @Test
  void issues_an_id_token_alone_in_front() {
    TokenGrant grant =
        UserTokens.frontChannel(
                UserDoor.authorization("web", Optional.empty(), "openid"),
                new UserTokens.FrontChannel(false, true, Optional.empty()),
                ISSUER,
                door.tenant().names(),
                draft,
                Keys.NOW)
            .fold(granted -> granted, refusal -> null);

    TokenSet tokens = minted(grant);

    assertThat(tokens.access()).isEmpty();
    assertThat(claims(tokens.idToken().orElseThrow()).has("at_hash")).isFalse();
  }

  @Test
  void issues_in_front_for_two_hours_at_most() {
    assertThat(inFront(anApi(API, "token_lifetime", 7199L))).isEqualTo(7199L);
    assertThat(inFront(anApi(API, "token_lifetime", 86400L))).isEqualTo(7200L);
  }

  @Test
  void issues_nothing_for_a_client_that_is_gone() {
    draft.remove("clients", "web");

    assertThat(refused(UserDoor.authorization("web", Optional.of(API), "openid")))
        .isEqualTo(RefusalReason.UNKNOWN_CLIENT);
  }

  @Test
  void issues_what_a_login_would_have_given_without_asking_whether_it_may() {
    draft.put("users", ADA, Document.of("user_id", ADA, "blocked", true));
    Document user = draft.state().users().find(ADA).orElseThrow().document();

    AccessTokenGrant forApi = unasked(user, draft.state().api(API));
    AccessTokenGrant forUserInfo = unasked(user, Optional.empty());

    assertThat(forApi.subject()).isEqualTo(ADA);
    assertThat(forApi.audience()).isEqualTo(API);
    assertThat(forApi.lifetime()).isEqualTo(draft.state().api(API).orElseThrow().tokenLifetime());
    assertThat(forUserInfo.lifetime()).isEqualTo(Duration.ofDays(1));
  }

  private AccessTokenGrant unasked(Document user, Optional<ResourceServer> api) {
    return UserTokens.unasked(
        UserDoor.authorization("web", api.map(ResourceServer::identifier), "openid"),
        draft.state().clients().find("web").orElseThrow(),
        user,
        api,
        Optional.empty(),
        ISSUER,
        door.tenant().names(),
        draft,
        Keys.NOW);
  }

  private RefusalReason refused(UserAuthorization authorization) {
    return UserTokens.of(
            authorization, ISSUER, door.tenant().names(), Optional.empty(), draft, Keys.NOW)
        .fold(
            granted -> {
              throw new AssertionError(granted.toString());
            },
            refusal -> refusal.reason());
  }

  private long inFront(ResourceServer api) {
    draft.put(api);
    return UserTokens.frontChannel(
            UserDoor.authorization("web", Optional.of(API), "openid"),
            new UserTokens.FrontChannel(true, false, Optional.empty()),
            ISSUER,
            door.tenant().names(),
            draft,
            Keys.NOW)
        .fold(
            granted -> granted.accessToken().orElseThrow().lifetime().toSeconds(),
            refusal -> {
              throw new AssertionError(refusal.toString());
            });
  }

  private static UserAuthorization inOrganization() {
    UserAuthorization plain = UserDoor.authorization("web", Optional.of(API), "openid");
    return new UserAuthorization(
        plain.clientId(),
        plain.login(),
        plain.audience(),
        plain.scope(),
        plain.requestedScope(),
        Optional.of("org_1"),
        false,
        plain.nonce(),
        false);
  }

  private static Client web(Document jwtConfiguration) {
    return aClient("web", "client_secret", "web-secret", "jwt_configuration", jwtConfiguration);
  }

  private Document idToken(String... scope) {
    return claims(minted(of(scope)).idToken().orElseThrow());
  }

  private Document accessToken(String... scope) {
    return claims(minted(of(scope)).accessToken());
  }

  private TokenGrant of(String... scope) {
    return of(UserDoor.authorization("web", Optional.of(API), scope));
  }

  private TokenGrant of(UserAuthorization authorization) {
    return UserTokens.of(
            authorization, ISSUER, door.tenant().names(), Optional.empty(), draft, Keys.NOW)
        .fold(
            granted -> granted,
            refusal -> {
              throw new AssertionError(refusal.toString());
            });
  }

  private TokenSet minted(TokenGrant grant) {
    return new TokenMinter().mint(grant, draft.state().keys(), Minter.Tampering.NONE);
  }

  private static byte[] signature(String jwt) {
    return Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[2]);
  }

  private static byte[] hmac(String jwt, byte[] secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
  }

  private static String halfHash(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
  }
}
