package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.enrolled;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackchannelPolicyTest {

  private final AppDoor door =
      new AppDoor(
          draft -> {
            draft.put(bank("bank", "Bank"));
            draft.put(bank("shop", "Shop"));
            draft.put(anApi(API));
          });

  @Test
  void asks_the_user_with_a_push_that_says_who_asks_and_what_for() {
    Document begun = begun();

    Message push = door.message();
    assertThat(begun.asMap().keySet()).containsExactly("auth_req_id", "expires_in", "interval");
    assertThat(begun.number("expires_in")).contains(300L);
    assertThat(begun.number("interval")).contains(5L);
    assertThat(push.kind()).isEqualTo("ciba_request");
    assertThat(push.channel()).isEqualTo(Message.Channel.PUSH);
    assertThat(push.to()).isEqualTo(ADA);
    assertThat(push.text()).isEqualTo("Bank asks: Pay 5 to Bob");
  }

  @Test
  void pushes_to_the_phone_that_the_user_enrolled() {
    door.change(
        draft -> {
          enrolled(draft, "totp|dev_1", "totp");
          enrolled(draft, "push|dev_3", "push", "name", "A phone");
        });
    begun();
    String named = door.message().to();
    door.change(
        draft ->
            draft.put(
                SecondFactors.collection(ADA),
                "push|dev_3",
                Document.of("id", "push|dev_3", "type", "push", "confirmed", true)));
    begun();

    assertThat(List.of(named, door.message().to())).containsExactly("A phone", "push|dev_3");
  }

  @Test
  void gives_tokens_once_to_the_client_whose_user_approved() {
    String id = begun("audience", API, "scope", "openid read:messages").string("auth_req_id", "");
    answer(true);
    door.elapse(Duration.ofSeconds(20));

    Reply tokens = poll(id);
    Reply again = poll(id);

    assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
    assertThat(door.door().granted().subject()).isEqualTo(ADA);
    assertThat(door.door().granted().audience()).isEqualTo(API);
    assertThat(door.door().granted().scope()).containsExactly("openid", "read:messages");
    assertThat(door.door().granted().grantType()).isEmpty();
    assertThat(again.status()).isGreaterThanOrEqualTo(400);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_AUTH_REQ_ID);
  }

  @Test
  void dates_the_login_of_the_moment_the_user_approved() {
    BackchannelRequest asked =
        new BackchannelRequest(
            "id",
            dev.fakeauth0.emulator.pipeline.UserDoor.authorization(
                "bank", Optional.of(API), "openid"),
            "msg_1",
            Keys.NOW,
            BackchannelRequest.INTERVAL,
            Optional.empty());

    UserAuthorization approved = asked.approved(Keys.NOW.plusSeconds(20));

    assertThat(approved.login().at()).isEqualTo(Keys.NOW.plusSeconds(20));
    assertThat(approved.login().userId()).isEqualTo(ADA);
    assertThat(approved.clientId()).isEqualTo("bank");
    assertThat(approved.audience()).contains(API);
    assertThat(approved.scope()).containsExactly("openid");
  }

  @Test
  void tells_a_client_once_that_its_user_said_no() {
    String id = begun().string("auth_req_id", "");
    answer(false);

    poll(id);
    RefusalReason reason = door.diagnosis().reason();
    poll(id);

    assertThat(reason).isEqualTo(RefusalReason.CIBA_DENIED);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_AUTH_REQ_ID);
  }

  @Test
  void tells_a_client_once_that_nobody_answered_in_time() {
    String id = begun().string("auth_req_id", "");

    door.elapse(Duration.ofSeconds(299));
    poll(id);
    RefusalReason before = door.diagnosis().reason();
    door.elapse(Duration.ofSeconds(1));
    poll(id);
    RefusalReason after = door.diagnosis().reason();
    Object since = door.diagnosis().facts().get("expired_at");
    poll(id);

    assertThat(List.of(before, after))
        .containsExactly(RefusalReason.CIBA_PENDING, RefusalReason.CIBA_DENIED);
    assertThat(since).isEqualTo("2026-11-21T12:05:00Z");
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_AUTH_REQ_ID);
  }

  @Test
  void makes_a_client_wait_longer_each_time_it_polls_too_early() {
    String id = begun().string("auth_req_id", "");
    poll(id);

    door.elapse(Duration.ofSeconds(5).minusMillis(1));
    Reply early = poll(id);
    door.elapse(Duration.ofSeconds(9));
    Reply earlyAgain = poll(id);
    door.elapse(Duration.ofSeconds(15));
    Reply inTime = poll(id);

    assertThat(body(early).string("error")).contains("slow_down");
    assertThat(body(early).number("interval")).contains(10L);
    assertThat(body(earlyAgain).number("interval")).contains(15L);
    assertThat(body(inTime).string("error")).contains("authorization_pending");
  }

  @Test
  void says_nothing_of_a_request_to_another_client() {
    String id = begun().string("auth_req_id", "");
    answer(true);

    door.tokenAs(
        "shop", GrantType.CIBA.wireName(), "client_secret", "bank-secret", "auth_req_id", id);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_AUTH_REQ_ID);
    assertThat(poll(id).status()).isEqualTo(200);
  }

  @Test
  void asks_for_no_client_that_lacks_the_grant_type() {
    door.change(draft -> draft.put(aClient("bank", "client_secret", "bank-secret")));

    Reply reply = begin();

    assertThat(reply.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.GRANT_TYPE_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "300", "259200"})
  void lets_a_request_stand_for_as_long_as_is_asked(String seconds) {
    assertThat(begun("requested_expiry", seconds).number("expires_in"))
        .contains(Long.parseLong(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "259201", "1000000", "-1", "1:", "1/", " "})
  void lets_no_request_stand_for_any_other_time(String seconds) {
    begin("requested_expiry", seconds);

    assertThat(door.diagnosis().facts())
        .containsEntry("problem", "requested_expiry must be between 1 and 259200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "+-_.,:# 09AZaz", "Grüße"})
  void shows_messages_of_letters_digits_and_a_few_marks(String message) {
    begun("binding_message", message);

    assertThat(door.message().text()).isEqualTo("Bank asks: " + message);
  }

  @Test
  void shows_messages_of_up_to_64_characters() {
    Reply longest = begin("binding_message", "x".repeat(64));
    Reply longer = begin("binding_message", "x".repeat(65));

    assertThat(longest.status()).isEqualTo(200);
    assertThat(body(longer).string("error_description")).contains("binding_message is invalid");
    assertThat(door.diagnosis().because())
        .isEqualTo("the binding_message is longer than 64 characters");
  }

  @Test
  void takes_a_hint_with_any_issuer_that_the_tenant_goes_by() {
    Reply own = begin("login_hint", hint(ISSUER));
    Reply other = begin("login_hint", hint("https://elsewhere.example/"));

    assertThat(own.status()).isEqualTo(200);
    assertThat(other.status()).isEqualTo(400);
    assertThat(door.diagnosis().facts())
        .containsEntry("iss", "https://elsewhere.example/")
        .containsEntry("issuer", ISSUER);
  }

  private static Client bank(String id, String name) {
    return aClient(
        id,
        "name",
        name,
        "client_secret",
        "bank-secret",
        "grant_types",
        List.of(GrantType.CIBA.wireName()));
  }

  private static String hint(String issuer) {
    return "{\"format\":\"iss_sub\",\"iss\":\"" + issuer + "\",\"sub\":\"" + ADA + "\"}";
  }

  private Document begun(String... more) {
    Reply reply = begin(more);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return body(reply);
  }

  private Reply begin(String... more) {
    Document body =
        Document.of(
            "client_id",
            "bank",
            "client_secret",
            "bank-secret",
            "scope",
            "openid",
            "binding_message",
            "Pay 5 to Bob",
            "login_hint",
            hint(ISSUER));
    for (int i = 0; i < more.length; i += 2) {
      body = body.with(more[i], more[i + 1]);
    }
    return door.post("/bc-authorize", body);
  }

  private Reply poll(String id) {
    return door.tokenAs(
        "bank", GrantType.CIBA.wireName(), "client_secret", "bank-secret", "auth_req_id", id);
  }

  private void answer(boolean approved) {
    String id = door.message().id();
    door.change(draft -> PushAnswer.give(id, approved, draft, Keys.NOW));
  }
}
