package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADDRESS;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.DATABASE;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ada;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.database;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordlessPolicyTest {

  private static final String EVE = "eve@example.com";

  private final AppDoor door =
      new AppDoor(
          draft -> {
            connection(draft, "email", "email");
            connection(draft, "sms", "sms");
          });

  @Test
  void makes_an_account_for_who_has_none_and_logs_it_in() {
    String code = started("email", "email", EVE);

    Reply reply = otp("email", EVE, ' ' + code);

    assertThat(reply.status()).isEqualTo(200);
    String userId = door.door().granted().subject();
    Document eve = door.user(userId);
    assertThat(userId).startsWith("email|");
    assertThat(eve.string("email")).contains(EVE);
    assertThat(eve.flag("email_verified", false)).isTrue();
    assertThat(eve.string("created_at")).contains("2026-11-21T12:00:00.000Z");
    assertThat(eve.number("logins_count")).contains(1L);
    assertThat(eve.string("last_ip")).contains(ADDRESS);
    assertThat(UserView.connection(eve)).isEqualTo("email");
  }

  @Test
  void logs_the_same_account_in_again() {
    otp("email", EVE, started("email", "email", EVE));
    String first = door.door().granted().subject();

    otp("email", EVE, started("email", "email", EVE));

    assertThat(door.door().granted().subject()).isEqualTo(first);
    assertThat(door.user(first).number("logins_count")).contains(2L);
  }

  @Test
  void logs_in_by_a_phone_number_which_is_verified_by_that() {
    Reply reply = otp("sms", "+15550100", started("sms", "phone_number", "+15550100"));

    assertThat(reply.status()).isEqualTo(200);
    Document user = door.user(door.door().granted().subject());
    assertThat(user.string("phone_number")).contains("+15550100");
    assertThat(user.flag("phone_verified", false)).isTrue();
    assertThat(user.has("email_verified")).isFalse();
  }

  @Test
  void takes_an_address_in_any_case() {
    String code = started("email", "email", EVE);

    assertThat(otp("email", "EVE@Example.com", code).status()).isEqualTo(200);
  }

  @Test
  void takes_a_code_once() {
    String code = started("email", "email", EVE);
    otp("email", EVE, code);

    Reply again = otp("email", EVE, code);

    assertThat(body(again).string("error_description"))
        .contains("Wrong email or verification code.");
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.WRONG_VERIFICATION_CODE);
    assertThat(door.diagnosis().because())
        .isEqualTo("no code was sent to eve@example.com, or it was used");
  }

  @Test
  void takes_no_code_of_another_recipient() {
    String code = started("email", "email", EVE);

    otp("email", "mallory@example.com", code);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.WRONG_VERIFICATION_CODE);
  }

  @Test
  void ends_a_code_with_the_third_that_is_wrong() {
    String code = started("sms", "phone_number", "+15550100");

    Reply wrong = otp("sms", "+15550100", "none");
    Object left = door.diagnosis().facts().get("tries_left");
    otp("sms", "+15550100", "none");
    otp("sms", "+15550100", "none");
    Reply right = otp("sms", "+15550100", code);

    assertThat(body(wrong).string("error_description"))
        .contains("Wrong phone number or verification code.");
    assertThat(left).isEqualTo(2);
    assertThat(right.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.VERIFICATION_CODE_TRIES_EXCEEDED);
    assertThat(door.diagnosis().facts())
        .containsEntry("tries", 3)
        .containsEntry("kind", "phone number");
  }

  @Test
  void lets_a_code_be_good_for_three_minutes() {
    String code = started("email", "email", EVE);

    door.elapse(Duration.ofMinutes(3));
    otp("email", EVE, code);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.VERIFICATION_CODE_EXPIRED);
    assertThat(door.diagnosis().facts())
        .containsEntry("expired_at", "2026-11-21T12:03:00Z")
        .containsEntry("kind", "email");
  }

  @Test
  void makes_no_account_where_nobody_can_sign_up_and_spends_no_code_by_that() {
    String code = started("email", "email", EVE);
    door.change(
        draft ->
            connection(draft, "email", "email", "options", Document.of("disable_signup", true)));

    otp("email", EVE, code);
    RefusalReason reason = door.diagnosis().reason();
    door.change(draft -> connection(draft, "email", "email"));
    Reply later = otp("email", EVE, code);

    assertThat(reason).isEqualTo(RefusalReason.SIGNUP_DISABLED);
    assertThat(later.status()).isEqualTo(200);
  }

  @Test
  void still_logs_those_in_who_signed_up_before_it_was_switched_off() {
    otp("email", EVE, started("email", "email", EVE));
    door.change(
        draft ->
            connection(draft, "email", "email", "options", Document.of("disable_signup", true)));

    assertThat(otp("email", EVE, started("email", "email", EVE)).status()).isEqualTo(200);
  }

  @Test
  void logs_nobody_in_who_is_blocked() {
    otp("email", EVE, started("email", "email", EVE));
    String userId = door.door().granted().subject();
    door.change(draft -> draft.put("users", userId, door.user(userId).with("blocked", true)));

    Reply reply = otp("email", EVE, started("email", "email", EVE));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.USER_BLOCKED);
    assertThat(door.user(userId).number("logins_count")).contains(1L);
  }

  @Test
  void names_the_parameter_that_is_missing() {
    assertThat(missing("realm", "email", "username", EVE)).isEqualTo("otp");
    assertThat(missing("otp", "000000", "realm", "email")).isEqualTo("username");
    assertThat(missing("otp", "000000", "username", EVE)).isEqualTo("realm");
  }

  @Test
  void knows_no_realm_that_is_no_passwordless_connection() {
    otp(DATABASE, EVE, "000000");
    RefusalReason database = door.diagnosis().reason();
    otp("nowhere", EVE, "000000");
    RefusalReason nowhere = door.diagnosis().reason();

    assertThat(List.of(database, nowhere)).containsOnly(RefusalReason.UNKNOWN_REALM);
  }

  @Test
  void logs_nobody_in_by_a_connection_that_is_off_for_the_client() {
    String code = started("email", "email", EVE);
    door.change(draft -> connection(draft, "email", "email", "enabled_clients", List.of("other")));

    otp("email", EVE, code);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.CONNECTION_DISABLED);
  }

  @Test
  void makes_members_of_those_who_log_in_where_the_organization_does_so() {
    door.change(
        draft -> {
          draft.put(AppDoor.app("app", "organization_usage", "allow"));
          draft.put(anOrganization("org_1", "acme"));
          draft.join(
              Relations.ORGANIZATIONS_CONNECTIONS,
              "org_1",
              "con_email",
              Document.of("assign_membership_on_login", true));
        });
    String code = started("email", "email", EVE);

    Reply reply = otp("email", EVE, code, "organization", "org_1");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(door.door().granted().organization().orElseThrow().id()).isEqualTo("org_1");
    assertThat(door.state().relation(Relations.ORGANIZATIONS_MEMBERS).rightsOf("org_1"))
        .containsExactly(door.door().granted().subject());
  }

  @Test
  void logs_a_user_of_a_database_in_by_a_code_that_was_sent_there() {
    codesInDatabase();
    String session = challenged("ada@example.com");

    Reply reply = session("app", session, door.message().code().orElseThrow() + ' ');
    Reply again = session("app", session, door.message().code().orElseThrow());

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(door.door().granted().subject()).isEqualTo(ADA);
    assertThat(door.user(ADA).number("logins_count")).contains(1L);
    assertThat(again.status()).isEqualTo(400);
    assertThat(door.diagnosis().because())
        .isEqualTo("no code was sent under this auth_session, or it was used or expired");
  }

  @Test
  void keeps_a_session_to_its_client_and_to_three_tries() {
    codesInDatabase();
    String session = challenged("ada@example.com");
    String code = door.message().code().orElseThrow();
    session("other", session, code);
    RefusalReason ofAnother = door.diagnosis().reason();
    session("app", session, "none");
    String because = door.diagnosis().because();

    Reply third = session("app", session, code);
    String exhausted = challenged("ada@example.com");
    for (int i = 0; i < 3; i++) {
      session("app", exhausted, "none");
    }
    Reply fourth = session("app", exhausted, door.message().code().orElseThrow());

    assertThat(ofAnother).isEqualTo(RefusalReason.OTP_SESSION_INVALID);
    assertThat(because)
        .isEqualTo(
            "the otp is not the one that was sent, or nobody has the address it was asked for");
    assertThat(third.status()).isEqualTo(200);
    assertThat(fourth.status()).isEqualTo(400);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.OTP_SESSION_INVALID);
  }

  @Test
  void logs_nobody_in_under_a_session_whose_address_nobody_has() {
    codesInDatabase();

    session("app", challenged("nobody@example.com"), "000000");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.OTP_SESSION_INVALID);
  }

  private void codesInDatabase() {
    door.change(
        draft -> {
          database(
              draft,
              "options",
              Document.of(
                  "authentication_methods",
                  Document.of("email_otp", Document.of("enabled", true))));
          ada(draft);
        });
  }

  private String challenged(String email) {
    return member(
        door.post(
            "/otp/challenge",
            Document.of("client_id", "app", "connection", DATABASE, "email", email)),
        "auth_session");
  }

  private Reply session(String client, String session, String otp) {
    return door.tokenAs(
        client, GrantType.PASSWORDLESS_OTP.wireName(), "auth_session", session, "otp", otp);
  }

  private String started(String connection, String member, String recipient) {
    Reply reply =
        door.post(
            "/passwordless/start",
            Document.of(
                "client_id", "app", "connection", connection, member, recipient, "send", "code"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return door.message().code().orElseThrow();
  }

  private Reply otp(String realm, String username, String code, String... more) {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {"realm", realm, "username", username, "otp", code}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    return door.token(GrantType.PASSWORDLESS_OTP, all);
  }

  private Object missing(String... namesAndValues) {
    door.token(GrantType.PASSWORDLESS_OTP, namesAndValues);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.PARAMETER_MISSING);
    return door.diagnosis().facts().get("parameter");
  }

  private static void connection(TenantDraft draft, String name, String strategy, Object... more) {
    Document connection =
        Document.of(
            "id",
            "con_" + name,
            "name",
            name,
            "strategy",
            strategy,
            "enabled_clients",
            List.of("app", "other"));
    for (int i = 0; i < more.length; i += 2) {
      connection = connection.with((String) more[i], more[i + 1]);
    }
    draft.put("connections", "con_" + name, connection);
  }
}
