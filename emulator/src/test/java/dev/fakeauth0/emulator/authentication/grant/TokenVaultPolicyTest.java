package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.ADA;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static dev.fakeauth0.emulator.pipeline.UserDoor.authorization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.Tokensets;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenVaultPolicyTest {

  private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
  private static final String REFRESH = "urn:ietf:params:oauth:token-type:refresh_token";
  private static final String REQUESTED =
      "http://auth0.com/oauth/token-type/federated-connection-access-token";

  private final UserDoor door =
      new UserDoor(
          draft -> {
            client(draft, "web");
            client(draft, "api", "resource_server_identifier", API);
            connection(draft, "google-oauth2", "connected_accounts");
            connection(draft, "github", "none");
            google(draft, "2026-11-21T12:10:00.000Z");
          });

  @Test
  void hands_on_the_providers_token_for_as_long_as_it_is_good() {
    Reply reply = byRefreshToken();

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(body(reply).string("access_token")).contains("token-of-111");
    assertThat(body(reply).number("expires_in")).contains(600L);
    assertThat(body(reply).string("scope")).contains("mail calendar");
    assertThat(body(reply).string("issued_token_type")).contains(REQUESTED);
    assertThat(body(reply).has("refresh_token")).isFalse();
  }

  @Test
  void hands_a_token_on_whose_end_nobody_knows() {
    door.change(draft -> google(draft, null));

    assertThat(body(byRefreshToken()).number("expires_in").orElseThrow()).isPositive();
  }

  @Test
  void hands_no_token_on_that_expired_and_cannot_be_renewed() {
    String token = refreshToken();
    door.elapse(Duration.ofMinutes(10).minusSeconds(1));
    Reply last = exchange("web", token, REFRESH);
    door.elapse(Duration.ofSeconds(1));
    exchange("web", token, REFRESH);

    assertThat(body(last).number("expires_in")).contains(1L);
    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.FEDERATED_TOKEN_MISSING);
    assertThat(diagnosis().facts())
        .containsEntry("expires_at", "2026-11-21T12:10:00Z")
        .containsEntry("user_id", ADA)
        .containsEntry("connection", "google-oauth2");
  }

  @Test
  void renews_what_expired_where_the_provider_gave_a_refresh_token() {
    door.change(
        draft ->
            identities(
                draft,
                identity("111", "2026-11-21T11:00:00.000Z").with("refresh_token", "theirs")));

    Reply reply = byRefreshToken();

    assertThat(body(reply).string("access_token")).contains("token-of-111");
    assertThat(body(reply).number("expires_in")).contains(3600L);
  }

  @Test
  void renews_the_tokens_that_a_login_left_and_notes_their_use() {
    door.change(
        draft -> {
          identities(draft);
          draft.put(
              Tokensets.collection(ADA),
              "set_1",
              Document.of(
                  "id",
                  "set_1",
                  "connection",
                  "google-oauth2",
                  "subject",
                  "111",
                  "access_token",
                  "old",
                  "refresh_token",
                  "theirs",
                  "expires_at",
                  "2026-11-21T12:00:00.000Z"));
        });

    String refreshToken = refreshToken();
    String token = token(exchange("web", refreshToken, REFRESH));
    door.elapse(Duration.ofMinutes(10));
    Reply again = exchange("web", refreshToken, REFRESH);

    assertThat(token).isNotEqualTo("old");
    assertThat(member(again, "access_token")).isEqualTo(token);
    assertThat(body(again).number("expires_in")).contains(3000L);
    Document kept =
        door.tenant()
            .state()
            .collection(Tokensets.collection(ADA))
            .find("set_1")
            .orElseThrow()
            .document();
    assertThat(kept.string("last_used_at")).contains("2026-11-21T12:10:00.000Z");
    assertThat(kept.string("access_token")).contains(token);
  }

  @Test
  void picks_the_account_that_the_hint_means() {
    door.change(
        draft ->
            identities(
                draft,
                identity("111", "2026-11-21T12:10:00.000Z"),
                identity("222", "2026-11-21T12:10:00.000Z")
                    .with("profileData", Document.of("email", "ada@work.example"))));

    Reply first = byRefreshToken();
    Reply byId = byRefreshToken("login_hint", "222");
    Reply byAddress = byRefreshToken("login_hint", "ADA@work.example");
    Reply own = byRefreshToken("login_hint", "ada@example.com");
    byRefreshToken("login_hint", "333");

    assertThat(List.of(token(first), token(byId), token(byAddress), token(own)))
        .containsExactly("token-of-111", "token-of-222", "token-of-222", "token-of-111");
    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.FEDERATED_USER_UNKNOWN);
    assertThat(diagnosis().facts()).containsEntry("login_hint", "333");
  }

  @Test
  void hands_nothing_on_where_no_account_was_connected_or_none_is_kept() {
    door.change(draft -> identities(draft));
    byRefreshToken("login_hint", "111");
    Diagnosis none = diagnosis();
    byRefreshToken("connection", "github");
    Diagnosis off = diagnosis();
    byRefreshToken("connection", "nowhere");

    assertThat(none.reason()).isEqualTo(RefusalReason.FEDERATED_TOKEN_MISSING);
    assertThat(none.because())
        .isEqualTo("user auth0|ada never connected an account of google-oauth2");
    assertThat(off.because()).isEqualTo("connection github does not keep its provider's tokens");
    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.CONNECTION_UNKNOWN);
  }

  @Test
  void takes_the_access_token_of_an_api_from_the_client_that_serves_it() {
    String accessToken = accessToken("openid");

    Reply own = exchange("api", accessToken, ACCESS);
    exchange("web", accessToken, ACCESS);
    Diagnosis other = diagnosis();
    Reply forApiAlone = exchange("api", accessToken("read:messages"), ACCESS);

    assertThat(own.status()).as(own.text()).isEqualTo(200);
    assertThat(token(own)).isEqualTo("token-of-111");
    assertThat(forApiAlone.status()).as(forApiAlone.text()).isEqualTo(200);
    assertThat(other.because())
        .isEqualTo("the access token is for an API that client web does not serve");
    assertThat(other.facts()).containsEntry("client_id", "web");
  }

  @Test
  void takes_no_access_token_that_is_not_good_or_is_of_no_user() {
    exchange("api", "a.b.c", ACCESS);
    Diagnosis none = diagnosis();
    String accessToken = accessToken("openid");
    door.elapse(Duration.ofDays(2));
    exchange("api", accessToken, ACCESS);
    Diagnosis old = diagnosis();
    Reply own =
        door.token(
            "grant_type=client_credentials&client_id=api&client_secret=web-secret",
            "audience",
            API);
    exchange("api", token(own), ACCESS);

    assertThat(none.because()).startsWith("the access token is not good here: ");
    assertThat(old.because()).startsWith("the access token is not good here: ");
    assertThat(diagnosis().because())
        .isEqualTo("the access token is an application's own, and of no user");
  }

  @Test
  void takes_no_refresh_token_that_rotates_or_is_none() {
    exchange("web", "made-up", REFRESH);
    RefusalReason none = diagnosis().reason();
    door.change(
        draft -> client(draft, "web", "refresh_token", Document.of("rotation_type", "rotating")));
    byRefreshToken();

    assertThat(none).isEqualTo(RefusalReason.INVALID_REFRESH_TOKEN);
    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.ROTATING_REFRESH_TOKEN);
  }

  @Test
  void names_what_the_request_lacks() {
    List<Object> missing = new ArrayList<>();
    String form = "grant_type=" + grant() + "&client_id=web&client_secret=web-secret";
    for (String name :
        List.of("subject_token", "subject_token_type", "requested_token_type", "connection")) {
      door.token(form);
      missing.add(diagnosis().facts().get("parameter"));
      form += "&" + name + "=x";
    }
    door.token(form);

    assertThat(missing)
        .containsExactly(
            "subject_token", "subject_token_type", "requested_token_type", "connection");
    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE);
    assertThat(diagnosis().facts()).containsEntry("known", List.of(REFRESH, ACCESS));
  }

  @Test
  void gives_no_token_of_another_type() {
    byRefreshToken("requested_token_type", "urn:x");

    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.SUBJECT_TOKEN_DENIED);
    assertThat(diagnosis().facts()).containsEntry("message", "Invalid requested_token_type: urn:x");
  }

  @Test
  void gives_nothing_to_public_clients_or_for_users_who_are_blocked() {
    String token = refreshToken();
    door.change(
        draft -> {
          draft.put("users", ADA, Document.of("user_id", ADA, "blocked", true));
          draft.put(
              aClient(
                  "open", "token_endpoint_auth_method", "none", "grant_types", List.of(grant())));
        });

    exchange("web", token, REFRESH);
    RefusalReason blocked = diagnosis().reason();
    exchange("open", token, REFRESH);

    assertThat(blocked).isEqualTo(RefusalReason.USER_BLOCKED);
    assertThat(diagnosis().reason()).isEqualTo(RefusalReason.PUBLIC_CLIENT);
  }

  private static String grant() {
    return GrantType.FEDERATED_CONNECTION_ACCESS_TOKEN.wireName();
  }

  private static String token(Reply reply) {
    return member(reply, "access_token");
  }

  private Diagnosis diagnosis() {
    return door.tenant().epoch().journal().last().orElseThrow().diagnosis().orElseThrow();
  }

  private String refreshToken() {
    return member(
        door.exchange(
            door.code(authorization("web", Optional.of(API), "openid", "offline_access"))),
        "refresh_token");
  }

  private String accessToken(String scope) {
    return token(door.exchange(door.code(authorization("web", Optional.of(API), scope))));
  }

  private Reply byRefreshToken(String... more) {
    return exchange("web", refreshToken(), REFRESH, more);
  }

  private Reply exchange(String client, String token, String type, String... more) {
    Document sent =
        Document.of(
            "subject_token",
            token,
            "subject_token_type",
            type,
            "requested_token_type",
            REQUESTED,
            "connection",
            "google-oauth2");
    for (int i = 0; i < more.length; i += 2) {
      sent = sent.with(more[i], more[i + 1]);
    }
    List<String> all = new ArrayList<>();
    for (String name : sent.asMap().keySet()) {
      all.add(name);
      all.add(sent.string(name, ""));
    }
    String secret = client.equals("open") ? "" : "&client_secret=web-secret";
    return door.token(
        "grant_type=" + grant() + "&client_id=" + client + secret, all.toArray(String[]::new));
  }

  private static void client(TenantDraft draft, String id, Object... more) {
    Object[] all = new Object[4 + more.length];
    all[0] = "client_secret";
    all[1] = "web-secret";
    all[2] = "grant_types";
    all[3] = List.of("authorization_code", "refresh_token", "client_credentials", grant());
    System.arraycopy(more, 0, all, 4, more.length);
    draft.put(aClient(id, all));
    draft.put(anApi(API, "allow_offline_access", true));
    draft.put(dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant("cgr_" + id, id, API));
  }

  private static void connection(TenantDraft draft, String name, String setting) {
    draft.put(
        "connections",
        "con_" + name,
        Document.of(
            "id",
            "con_" + name,
            "name",
            name,
            "strategy",
            name,
            setting,
            Document.of("active", true)));
  }

  private static void google(TenantDraft draft, @org.jspecify.annotations.Nullable String expiry) {
    identities(draft, identity("111", expiry));
  }

  private static Document identity(String id, @org.jspecify.annotations.Nullable String expiry) {
    Document identity =
        Document.of(
            "connection",
            "google-oauth2",
            "provider",
            "google-oauth2",
            "user_id",
            id,
            "access_token",
            "token-of-" + id,
            "scope",
            "mail calendar");
    return expiry == null ? identity : identity.with("expires_at", expiry);
  }

  private static void identities(TenantDraft draft, Document... identities) {
    draft.put(
        "users",
        ADA,
        Document.of("user_id", ADA, "email", "ada@example.com", "identities", List.of(identities)));
  }
}
