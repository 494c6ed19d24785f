package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.UserDoor.ADA;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static dev.fakeauth0.emulator.pipeline.UserDoor.authorization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.claims;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefreshTokenPolicyTest {

  private static final String OTHER = "https://other.example.com";
  private static final String UNKNOWN =
      "{\"error\":\"invalid_grant\",\"error_description\":\"Unknown or invalid refresh token.\"}";

  private final UserDoor door = new UserDoor();

  @Test
  void gives_new_tokens_without_nonce_and_keeps_a_token_that_does_not_rotate() {
    String token = login("web");

    Reply reply = door.refresh(token);
    Reply again = door.refresh(token);

    assertThat(TokenDoor.body(reply).asMap().keySet())
        .containsExactly("access_token", "id_token", "scope", "expires_in", "token_type");
    assertThat(claims(member(reply, "access_token")).string("gty")).contains("refresh_token");
    assertThat(claims(member(reply, "id_token")).has("nonce")).isFalse();
    assertThat(again.status()).isEqualTo(200);
  }

  @Test
  void gives_another_token_each_time_where_they_rotate_and_keeps_one_document() {
    String first = login("spa");

    String second = member(door.refreshAsSpa(first), "refresh_token");
    String third = member(door.refreshAsSpa(second), "refresh_token");

    assertThat(Set.of(first, second, third)).hasSize(3);
    assertThat(door.refreshTokens()).hasSize(1);
    assertThat(door.refreshTokens().get(0).flag("rotating", false)).isTrue();
    assertThat(door.refreshTokens().toString()).doesNotContain(third);
  }

  @Test
  void ends_the_family_when_a_token_comes_that_was_rotated_away() {
    String first = login("spa");
    String second = member(door.refreshAsSpa(first), "refresh_token");

    Reply reused = door.refreshAsSpa(first);
    RefusalReason why = door.refusal();
    Reply newest = door.refreshAsSpa(second);

    assertThat(reused.text()).isEqualTo(UNKNOWN);
    assertThat(why).isEqualTo(RefusalReason.REFRESH_TOKEN_REUSED);
    assertThat(newest.text()).isEqualTo(UNKNOWN);
    assertThat(door.refusal()).isEqualTo(RefusalReason.INVALID_REFRESH_TOKEN);
    assertThat(door.refreshTokens()).isEmpty();
    assertThat(door.logged()).containsExactly("seacft", "sertft", "ferrt", "fertft");
  }

  @Test
  void lets_the_last_token_be_used_again_within_the_leeway() {
    rotating(Document.of("rotation_type", "rotating", "leeway", 30L));
    String first = login("web");
    String second = member(door.refresh(first), "refresh_token");

    door.elapse(Duration.ofSeconds(29));
    String sibling = member(door.refresh(first), "refresh_token");

    assertThat(sibling).isNotEqualTo(second);
    assertThat(door.refresh(sibling).status()).isEqualTo(200);
    assertThat(door.refresh(second).status()).isEqualTo(200);
  }

  @Test
  void ends_the_family_when_the_leeway_is_over() {
    rotating(Document.of("rotation_type", "rotating", "leeway", 30L));
    String first = login("web");
    String second = member(door.refresh(first), "refresh_token");

    door.elapse(Duration.ofSeconds(30));

    assertThat(door.refresh(first).text()).isEqualTo(UNKNOWN);
    assertThat(door.refresh(second).text()).isEqualTo(UNKNOWN);
  }

  @Test
  void gives_no_leeway_to_the_last_token_but_one() {
    rotating(Document.of("rotation_type", "rotating", "leeway", 30L));
    String first = login("web");
    String second = member(door.refresh(first), "refresh_token");
    door.refresh(second);

    Reply reply = door.refresh(first);

    assertThat(reply.text()).isEqualTo(UNKNOWN);
    assertThat(door.refusal()).isEqualTo(RefusalReason.REFRESH_TOKEN_REUSED);
  }

  @Test
  void ends_a_token_that_is_not_used_for_too_long_and_each_use_counts() {
    rotating(
        Document.of(
            "expiration_type",
            "expiring",
            "infinite_token_lifetime",
            true,
            "idle_token_lifetime",
            100L));
    String token = login("web");

    door.elapse(Duration.ofSeconds(99));
    Reply used = door.refresh(token);
    door.elapse(Duration.ofSeconds(99));
    Reply usedAgain = door.refresh(token);
    door.elapse(Duration.ofSeconds(100));
    Reply late = door.refresh(token);

    assertThat(List.of(used.status(), usedAgain.status(), late.status()))
        .containsExactly(200, 200, 403);
    assertThat(door.refusal()).isEqualTo(RefusalReason.REFRESH_TOKEN_EXPIRED);
  }

  @Test
  void ends_a_family_when_its_login_is_too_long_ago_however_often_it_was_used() {
    rotating(
        Document.of(
            "rotation_type",
            "rotating",
            "expiration_type",
            "expiring",
            "token_lifetime",
            100L,
            "infinite_idle_token_lifetime",
            true));
    String first = login("web");
    door.elapse(Duration.ofSeconds(60));
    String second = member(door.refresh(first), "refresh_token");

    door.elapse(Duration.ofSeconds(40));

    assertThat(door.refresh(second).text()).isEqualTo(UNKNOWN);
    assertThat(door.refusal()).isEqualTo(RefusalReason.REFRESH_TOKEN_EXPIRED);
  }

  @Test
  void narrows_scopes_to_those_asked_for_and_never_widens_them() {
    String token = login("web");

    Reply less = door.refresh(token, "scope", "read:messages");
    Reply more = door.refresh(token, "scope", "read:messages admin");
    Reply all = door.refresh(token);

    assertThat(member(less, "scope")).isEqualTo("read:messages");
    assertThat(TokenDoor.body(less).has("id_token")).isFalse();
    assertThat(member(more, "scope")).isEqualTo("read:messages");
    assertThat(member(all, "scope")).isEqualTo("openid read:messages offline_access");
  }

  @Test
  void asks_anew_what_the_user_may() {
    String token = login("web");
    door.change(
        draft -> draft.put(anApi(API, "allow_offline_access", true, "enforce_policies", true)));

    Reply without = door.refresh(token);
    door.change(
        draft ->
            draft.join(
                Relations.USERS_PERMISSIONS,
                ADA,
                Relations.permission(API, "read:messages"),
                Document.EMPTY));
    Reply with = door.refresh(token);

    assertThat(member(without, "scope")).isEqualTo("openid offline_access");
    assertThat(member(with, "scope")).isEqualTo("openid read:messages offline_access");
  }

  @Test
  void serves_other_apis_that_the_clients_policies_name() {
    door.change(
        draft ->
            draft.put(
                anApi(
                    OTHER,
                    "scopes",
                    List.of(Map.of("value", "read:orders"), Map.of("value", "write:orders")))));
    rotating(
        Document.of(
            "policies", List.of(Document.of("audience", OTHER, "scope", List.of("read:orders")))));
    String token = login("web");

    Reply other = door.refresh(token, "audience", OTHER);
    Reply first = door.refresh(token, "audience", API);
    Reply unnamed = door.refresh(token, "audience", "https://elsewhere.example");

    assertThat(claims(member(other, "access_token")).strings("aud"))
        .containsExactly(OTHER, TokenDoor.ISSUER + "userinfo");
    assertThat(member(other, "scope")).isEqualTo("openid read:orders");
    assertThat(claims(member(first, "access_token")).strings("aud")).contains(API);
    assertThat(claims(member(unnamed, "access_token")).strings("aud")).contains(API);
  }

  @Test
  void refuses_for_a_user_who_is_blocked_and_keeps_the_token_for_when_they_are_not() {
    String token = login("spa");
    door.change(draft -> draft.put("users", ADA, ada().with("blocked", true)));

    Reply blocked = door.refreshAsSpa(token);
    door.change(draft -> draft.put("users", ADA, ada()));
    Reply unblocked = door.refreshAsSpa(token);

    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.text())
        .isEqualTo("{\"error\":\"unauthorized\",\"error_description\":\"user is blocked\"}");
    assertThat(unblocked.status()).isEqualTo(200);
  }

  @Test
  void stops_when_the_document_is_removed() {
    String token = login("web");
    door.change(
        draft -> draft.remove("refresh-tokens", door.refreshTokens().get(0).string("id", "")));

    Reply reply = door.refresh(token);

    assertThat(reply.text()).isEqualTo(UNKNOWN);
  }

  @Test
  void shows_in_its_document_what_it_is_good_for() {
    rotating(
        Document.of(
            "expiration_type", "expiring", "token_lifetime", 100L, "idle_token_lifetime", 50L));

    login("web");

    Document token = door.refreshTokens().get(0);
    assertThat(token.string("user_id")).contains(ADA);
    assertThat(token.string("client_id")).contains("web");
    assertThat(token.string("session_id")).contains("session-1");
    assertThat(token.string("created_at")).contains("2026-11-21T12:00:00.000Z");
    assertThat(token.string("expires_at")).contains("2026-11-21T12:01:40.000Z");
    assertThat(token.string("idle_expires_at")).contains("2026-11-21T12:00:50.000Z");
    assertThat(token.objects("resource_servers").get(0))
        .isEqualTo(Document.of("audience", API, "scopes", "openid read:messages offline_access"));
  }

  @Test
  void keeps_the_newest_two_hundred_of_a_user_and_a_client() {
    UserDoor many = UserDoor.unsigned();
    String first = login("web", many);
    String second = login("web", many);
    for (int i = 0; i < 199; i++) {
      login("web", many);
    }

    assertThat(many.refreshTokens()).hasSize(200);
    assertThat(many.refresh(first).status()).isEqualTo(403);
    assertThat(many.refresh(second).status()).isEqualTo(200);
  }

  @Test
  void begins_to_rotate_with_the_first_exchange_after_it_was_switched_on() {
    String one = login("web");
    String other = login("web");
    rotating(Document.of("rotation_type", "rotating"));

    Reply reply = door.refresh(one);

    assertThat(TokenDoor.body(reply).has("refresh_token")).isTrue();
    assertThat(door.refresh(other).status()).isEqualTo(403);
    assertThat(door.refresh(member(reply, "refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void stops_rotating_with_the_first_exchange_after_it_was_switched_off() {
    rotating(Document.of("rotation_type", "rotating"));
    String one = login("web");
    rotating(Document.EMPTY);

    String last = member(door.refresh(one), "refresh_token");
    Reply reply = door.refresh(last);

    assertThat(TokenDoor.body(reply).has("refresh_token")).isFalse();
    assertThat(door.refresh(last).status()).isEqualTo(200);
  }

  @Test
  void ends_a_token_that_expired_for_good() {
    rotating(
        Document.of(
            "expiration_type",
            "expiring",
            "token_lifetime",
            100L,
            "infinite_idle_token_lifetime",
            true));
    String token = login("web");
    door.elapse(Duration.ofSeconds(100));

    door.refresh(token);

    assertThat(door.refusal()).isEqualTo(RefusalReason.REFRESH_TOKEN_EXPIRED);
    assertThat(door.refreshTokens()).isEmpty();
  }

  @Test
  void asks_for_a_second_factor_once_the_tenant_does_and_keeps_the_token() {
    String token = login("web");
    door.change(draft -> AppDoor.factors(draft, "otp"));

    Reply asked = door.refresh(token);
    door.change(draft -> AppDoor.factors(draft));
    Reply free = door.refresh(token);

    assertThat(TokenDoor.body(asked).string("error")).contains("mfa_required");
    assertThat(free.status()).isEqualTo(200);
  }

  @Test
  void asks_for_no_second_factor_of_who_showed_one_or_never_logged_in_here() {
    door.change(draft -> AppDoor.factors(draft, "otp"));

    Reply shown = door.refresh(loggedInBy(List.of("pwd", "mfa")));
    Reply vouched = door.refresh(loggedInBy(List.of()));

    assertThat(List.of(shown.status(), vouched.status())).containsExactly(200, 200);
  }

  @Test
  void takes_the_resource_for_the_audience_only_with_the_compatibility_profile() {
    door.change(draft -> draft.put(anApi(OTHER)));
    rotating(
        Document.of(
            "policies", List.of(Document.of("audience", OTHER, "scope", List.of("admin")))));
    String token = login("web");

    Reply without = door.refresh(token, "resource", OTHER);
    door.change(
        draft -> draft.settings(Document.of("resource_parameter_profile", "compatibility")));
    Reply with = door.refresh(token, "resource", OTHER);
    Reply both = door.refresh(token, "resource", OTHER, "audience", API);

    assertThat(claims(member(without, "access_token")).strings("aud")).contains(API);
    assertThat(claims(member(with, "access_token")).strings("aud")).contains(OTHER);
    assertThat(claims(member(both, "access_token")).strings("aud")).contains(API);
  }

  @Test
  void serves_each_api_by_its_own_policy() {
    door.change(
        draft -> {
          draft.put(anApi(OTHER));
          draft.put(anApi("https://third.example.com"));
        });
    rotating(
        Document.of(
            "policies",
            List.of(
                Document.of("audience", OTHER, "scope", List.of("admin")),
                Document.of(
                    "audience", "https://third.example.com", "scope", List.of("read:messages")))));

    Reply reply = door.refresh(login("web"), "audience", "https://third.example.com");

    assertThat(member(reply, "scope")).isEqualTo("openid read:messages");
  }

  @Test
  void serves_a_login_without_an_api() {
    String code =
        door.code(authorization("web", Optional.empty(), "openid", "email", "offline_access"));
    String token = member(door.exchange(code), "refresh_token");

    Reply reply = door.refresh(token);

    assertThat(member(reply, "scope")).isEqualTo("openid email offline_access");
  }

  @Test
  void refuses_when_the_api_is_gone() {
    String token = login("web");
    door.change(
        draft ->
            draft.remove(
                "resource-servers",
                draft.state().api(API).orElseThrow().document().string("id", "")));

    Reply reply = door.refresh(token);

    assertThat(reply.status()).isGreaterThanOrEqualTo(400);
    assertThat(door.refusal()).isEqualTo(RefusalReason.UNKNOWN_AUDIENCE);
  }

  @Test
  void leaves_tokens_of_other_apis_and_users_alone_where_rotation_is_switched_on() {
    String withoutApi =
        member(
            door.exchange(door.code(authorization("web", Optional.empty(), "offline_access"))),
            "refresh_token");
    String one = login("web");
    rotating(Document.of("rotation_type", "rotating"));

    door.refresh(one);

    assertThat(door.refresh(withoutApi).status()).isEqualTo(200);
  }

  @Test
  void ends_a_token_that_is_given_back_and_no_other_of_that_client() {
    String token = login("web");
    String other = login("web");

    Reply reply = door.revoke("client_id=web&client_secret=web-secret&token=" + token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(door.refresh(token).status()).isEqualTo(403);
    assertThat(door.refusal()).isEqualTo(RefusalReason.INVALID_REFRESH_TOKEN);
    assertThat(door.refresh(other).status()).isEqualTo(200);
  }

  @Test
  void ends_with_a_grant_what_the_client_has_of_the_user_for_the_api_and_nothing_else() {
    String given = login("web");
    String like = login("web");
    String ofSpa = login("spa");
    String withoutApi =
        member(
            door.exchange(door.code(authorization("web", Optional.empty(), "offline_access"))),
            "refresh_token");
    door.change(
        draft -> {
          grant(draft, "own", ADA, "web", API);
          grant(draft, "of-eve", "auth0|eve", "web", API);
          grant(draft, "of-spa", ADA, "spa", API);
          grant(draft, "other", ADA, "web", OTHER);
        });

    door.change(
        draft ->
            RefreshToken.find(given, draft.state()).orElseThrow().endWithGrant(draft, Keys.NOW));

    assertThat(List.of(door.refresh(given).status(), door.refresh(like).status()))
        .containsExactly(403, 403);
    assertThat(List.of(door.refreshAsSpa(ofSpa).status(), door.refresh(withoutApi).status()))
        .containsExactly(200, 200);
    assertThat(door.tenant().state().collection("grants").all())
        .extracting(grant -> grant.id())
        .containsExactlyInAnyOrder("of-eve", "of-spa", "other");
  }

  private static void grant(
      TenantDraft draft, String id, String user, String client, String audience) {
    draft.put(
        "grants",
        id,
        Document.of("id", id, "user_id", user, "clientID", client, "audience", audience));
  }

  private String loggedInBy(List<String> methods) {
    UserAuthorization plain = authorization("web", Optional.of(API), "offline_access");
    UserAuthorization by =
        new UserAuthorization(
            plain.clientId(),
            new Login(
                ADA,
                plain.login().connection(),
                plain.login().at(),
                methods,
                plain.login().sessionId()),
            plain.audience(),
            plain.scope(),
            plain.requestedScope(),
            Optional.empty(),
            false,
            Optional.empty(),
            false);
    return member(door.exchange(door.code(by)), "refresh_token");
  }

  private void rotating(Document settings) {
    door.change(draft -> draft.put(UserDoor.web(settings)));
  }

  private static Document ada() {
    return Document.of("user_id", ADA, "email", "ada@example.com");
  }

  private String login(String client) {
    return login(client, door);
  }

  private static String login(String client, UserDoor at) {
    String code =
        at.code(
            authorization(client, Optional.of(API), "openid", "read:messages", "offline_access"));
    return member(
        client.equals("web") ? at.exchange(code) : at.exchangeAsSpa(code), "refresh_token");
  }
}
