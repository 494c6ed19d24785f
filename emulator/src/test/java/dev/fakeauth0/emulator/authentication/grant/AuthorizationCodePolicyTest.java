package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static dev.fakeauth0.emulator.pipeline.UserDoor.CALLBACK;
import static dev.fakeauth0.emulator.pipeline.UserDoor.VERIFIER;
import static dev.fakeauth0.emulator.pipeline.UserDoor.authorization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.claims;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationCodePolicyTest {

  private static final UserAuthorization ALL =
      authorization("web", Optional.of(API), "openid", "email", "read:messages", "offline_access");

  private final UserDoor door = new UserDoor();

  @Test
  void gives_access_token_id_token_and_refresh_token_in_the_order_of_live_answers() {
    Reply reply = door.exchange(door.code(ALL));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(TokenDoor.body(reply).asMap().keySet())
        .containsExactly(
            "access_token", "refresh_token", "id_token", "scope", "expires_in", "token_type");
    assertThat(member(reply, "scope")).isEqualTo("openid email read:messages offline_access");
  }

  @Test
  void names_userinfo_beside_the_api_and_no_gty() {
    Reply reply = door.exchange(door.code(ALL));

    var claims = claims(member(reply, "access_token"));
    assertThat(claims.strings("aud")).containsExactly(API, TokenDoor.ISSUER + "userinfo");
    assertThat(claims.string("sub")).contains(UserDoor.ADA);
    assertThat(claims.string("azp")).contains("web");
    assertThat(claims.has("gty")).isFalse();
    assertThat(claims.has("auth_time")).isFalse();
  }

  @Test
  void gives_the_id_token_the_nonce_and_the_session_and_no_hashes() {
    Reply reply = door.exchange(door.code(ALL));

    var claims = claims(member(reply, "id_token"));
    assertThat(claims.asMap().keySet())
        .containsExactly(
            "email", "email_verified", "iss", "sub", "aud", "iat", "exp", "sid", "nonce");
    assertThat(claims.string("nonce")).contains("a-nonce");
    assertThat(claims.string("sid")).contains("session-1");
    assertThat(claims.string("aud")).contains("web");
  }

  @Test
  void gives_an_opaque_token_without_an_api() {
    Reply reply = door.exchange(door.code(authorization("web", Optional.empty(), "openid")));

    assertThat(member(reply, "access_token").split("\\.", -1)).hasSize(5);
    assertThat(TokenDoor.body(reply).number("expires_in")).contains(86400L);
    assertThat(TokenDoor.body(reply).has("refresh_token")).isFalse();
  }

  @Test
  void refuses_a_code_that_was_exchanged_and_revokes_what_that_gave() {
    String code = door.code(ALL);
    String refreshToken = member(door.exchange(code), "refresh_token");

    Reply again = door.exchange(code);

    assertThat(again.status()).isEqualTo(403);
    assertThat(again.text())
        .isEqualTo(
            "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid authorization code\"}");
    assertThat(door.refusal()).isEqualTo(RefusalReason.CODE_ALREADY_USED);
    assertThat(door.refreshTokens()).isEmpty();
    assertThat(door.refresh(refreshToken).status()).isEqualTo(403);
  }

  @Test
  void revokes_the_whole_family_where_the_token_was_rotated_since() {
    String code = door.code(authorization("spa", Optional.of(API), "openid", "offline_access"));
    String first = member(door.exchangeAsSpa(code), "refresh_token");
    String second = member(door.refreshAsSpa(first), "refresh_token");

    door.exchangeAsSpa(code);

    assertThat(door.refreshAsSpa(second).status()).isEqualTo(403);
  }

  @Test
  void does_not_spend_a_code_that_another_client_tries() {
    String code = door.code(ALL);

    Reply injected = door.exchangeAsSpa(code);
    Reply rightful = door.exchange(code);

    assertThat(injected.status()).isEqualTo(403);
    assertThat(rightful.status()).isEqualTo(200);
  }

  @Test
  void does_not_spend_a_code_whose_verifier_is_wrong_or_missing() {
    String code = door.code(ALL);

    Reply wrong =
        door.token(
            "grant_type=authorization_code&client_id=web&client_secret=web-secret&code=" + code,
            "redirect_uri",
            CALLBACK,
            "code_verifier",
            "another");
    Reply missing =
        door.token(
            "grant_type=authorization_code&client_id=web&client_secret=web-secret&code=" + code,
            "redirect_uri",
            CALLBACK);

    assertThat(List.of(wrong.status(), missing.status())).containsExactly(403, 400);
    assertThat(door.exchange(code).status()).isEqualTo(200);
  }

  @Test
  void forgets_a_code_when_its_time_is_over() {
    String code = door.code(ALL);
    door.elapse(AuthorizationCode.LIFETIME.minus(Duration.ofSeconds(1)));
    String late = door.code(ALL);

    door.elapse(Duration.ofSeconds(1));

    assertThat(door.exchange(code).status()).isEqualTo(403);
    assertThat(door.refusal()).isEqualTo(RefusalReason.INVALID_AUTHORIZATION_CODE);
    assertThat(door.exchange(late).status()).isEqualTo(403);
  }

  @Test
  void takes_a_plain_challenge() {
    String code = door.code(ALL, Optional.of(VERIFIER), "plain");

    assertThat(door.exchange(code).status()).isEqualTo(200);
  }

  @Test
  void refuses_a_verifier_for_a_code_without_a_challenge() {
    String code = door.code(ALL, Optional.empty(), "plain");

    Reply reply = door.exchange(code);

    assertThat(reply.text()).contains("Failed to verify code verifier");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/callback/",
        "https://app.example.com/Callback",
        "https://app.example.com:443/callback",
        "http://app.example.com/callback",
        "https://app.example.com/callback?x=1",
        "https://app.example.com.evil.example/callback",
        "https://app.example.com/callback#",
      })
  void compares_the_redirect_uri_to_the_letter(String lookalike) {
    Reply reply =
        door.token(
            "grant_type=authorization_code&client_id=web&client_secret=web-secret",
            "code",
            door.code(ALL),
            "redirect_uri",
            lookalike,
            "code_verifier",
            VERIFIER);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text()).contains("unauthorized_client", "The redirect URI is wrong. You sent");
  }

  @Test
  void logs_what_was_exchanged_and_what_was_not() {
    String code = door.code(ALL);

    door.exchange(code);
    door.exchange(code);

    assertThat(door.logged()).containsExactly("seacft", "feacft");
    var records = door.tenant().epoch().log().records();
    assertThat(records.get(0).string("user_id")).contains(UserDoor.ADA);
    assertThat(records.get(0).string("user_name")).contains("ada@example.com");
    assertThat(records.get(0).string("scope"))
        .contains("openid email read:messages offline_access");
    assertThat(records.get(1).string("description")).contains("Invalid authorization code");
  }
}
