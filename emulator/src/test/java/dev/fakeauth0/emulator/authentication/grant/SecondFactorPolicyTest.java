package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.enrolled;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.error;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.factors;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.phone;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondFactorPolicyTest {

  private static final String SECRET = "JBSWY3DPEHPK3PXP";

  private final AppDoor door =
      new AppDoor(
          draft -> {
            factors(draft, "otp", "sms", "email", "push-notification", "recovery-code");
            enrolled(draft, "totp|dev_1", "totp", "totp_secret", SECRET);
            phone(draft, "+15550100", "sms", "voice");
            enrolled(draft, "push|dev_3", "push", "name", "A phone");
            enrolled(draft, "email|dev_4", "email", "email", "ada@example.com");
            enrolled(
                draft,
                "recovery-code|dev_5",
                "recovery-code",
                "recovery_code",
                "ABCDEFGHJKLMNPQRSTUVWXYZ");
          });

  @Test
  void asks_for_every_kind_of_factor_that_the_user_has() {
    Reply reply = door.asAda();

    assertThat(reply.status()).isEqualTo(403);
    assertThat(body(reply).string("error_description"))
        .contains("Multifactor authentication required");
    assertThat(body(reply).object("mfa_requirements"))
        .contains(
            Document.of(
                "challenge",
                List.of(
                    Document.of("type", "otp"),
                    Document.of("type", "phone"),
                    Document.of("type", "push-notification"),
                    Document.of("type", "email"),
                    Document.of("type", "recovery-code"))));
  }

  @Test
  void gives_a_token_in_eight_parts_that_say_since_when_and_until_when() {
    String token = door.mfaToken();

    String[] parts = token.split("\\*", -1);
    assertThat(parts).hasSize(8);
    assertThat(parts[0] + '*' + parts[1]).isEqualTo("Fe26.2*SERVER_1795262400");
    assertThat(parts[5]).isEqualTo("1795263000000");
    assertThat(parts[2] + parts[6]).matches("[0-9a-f]{128}");
  }

  @Test
  void gives_the_tokens_of_the_login_for_the_code_of_an_app() {
    String token = door.mfaToken();
    door.elapse(Duration.ofSeconds(60));

    Reply reply =
        door.token(
            GrantType.MFA_OTP,
            "mfa_token",
            token,
            "otp",
            Totp.at(SECRET, Keys.NOW.plusSeconds(60)));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(door.door().granted().subject()).isEqualTo(ADA);
    assertThat(door.door().granted().grantType()).contains("password");
    assertThat(door.methods().get(0).string("last_auth_at")).contains("2026-11-21T12:01:00.000Z");
    assertThat(door.methods().get(0).string("enrolled_at")).contains("2026-11-21T12:01:00.000Z");
  }

  @Test
  void says_that_a_second_factor_was_shown_and_when() {
    String token = member(door.asAda("scope", "openid"), "mfa_token");
    door.elapse(Duration.ofSeconds(30));

    door.token(
        GrantType.MFA_OTP, "mfa_token", token, "otp", Totp.at(SECRET, Keys.NOW.plusSeconds(30)));

    assertThat(door.door().tokens().idToken().orElseThrow().loginClaims())
        .containsEntry("amr", List.of("mfa"));
    assertThat(door.door().tokens().idToken().orElseThrow().authenticatedAt()).isEmpty();
  }

  @Test
  void takes_the_codes_before_and_after_the_present_one_and_no_others() {
    String before = Totp.at(SECRET, Keys.NOW.minusSeconds(30));
    String after = Totp.at(SECRET, Keys.NOW.plusSeconds(30));
    String early = Totp.at(SECRET, Keys.NOW.minusSeconds(60));
    String late = Totp.at(SECRET, Keys.NOW.plusSeconds(60));

    assertThat(List.of(otp(before), otp(after), otp(early), otp(late)))
        .containsExactly(200, 200, 403, 403);
    assertThat(door.diagnosis().facts())
        .containsEntry("now", "2026-11-21T12:00:00Z")
        .containsEntry("apps", List.of("totp|dev_1"))
        .containsEntry("user_id", ADA);
  }

  @Test
  void spends_a_login_with_the_factor_that_completes_it() {
    String token = door.mfaToken();
    door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", Totp.at(SECRET, Keys.NOW));

    Reply again =
        door.token(
            GrantType.MFA_OTP,
            "mfa_token",
            token,
            "otp",
            Totp.at(SECRET, Keys.NOW.plusSeconds(30)));

    assertThat(again.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_MFA_TOKEN);
    assertThat(door.diagnosis().because())
        .isEqualTo("no login waits for this mfa_token: it was used, or is of before a reset");
    assertThat(door.diagnosis().facts()).containsEntry("begins_as_one", true);
  }

  @Test
  void tells_a_text_that_never_was_a_token_from_one_that_was_used() {
    door.token(GrantType.MFA_OTP, "mfa_token", "made-up", "otp", "000000");

    assertThat(door.diagnosis().because()).isEqualTo("the mfa_token is none");
    assertThat(door.diagnosis().facts()).containsEntry("begins_as_one", false);
  }

  @Test
  void lets_a_login_wait_for_ten_minutes() {
    String token = door.mfaToken();

    door.elapse(Duration.ofMinutes(10).minusSeconds(1));
    Reply wrong = door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", "000000");
    door.elapse(Duration.ofSeconds(1));
    Reply late = door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", "000000");

    assertThat(wrong.text()).isEqualTo(error("invalid_grant", "Invalid otp_code."));
    assertThat(late.text()).isEqualTo(error("expired_token", "mfa_token is expired"));
    assertThat(door.diagnosis().facts())
        .containsEntry("what", "mfa_token")
        .containsEntry("expired_at", "2026-11-21T12:10:00Z");
    assertThat(door.diagnosis().remedies()).isNotEmpty();
  }

  @Test
  void names_the_parameter_that_a_factor_lacks() {
    String token = door.mfaToken();

    Reply noToken = door.token(GrantType.MFA_OTP, "otp", "000000");
    Reply noOtp = door.token(GrantType.MFA_OTP, "mfa_token", token);
    Reply noOobCode = door.token(GrantType.MFA_OOB, "mfa_token", token);
    Reply noRecoveryCode = door.token(GrantType.MFA_RECOVERY_CODE, "mfa_token", token);

    assertThat(List.of(noToken.text(), noOtp.text(), noOobCode.text(), noRecoveryCode.text()))
        .containsExactly(
            error("invalid_request", "Missing required parameter: mfa_token"),
            error("invalid_request", "Missing required parameter: otp"),
            error("invalid_request", "Missing required parameter: oob_code"),
            error("invalid_request", "Missing required parameter: recovery_code"));
    assertThat(door.diagnosis().facts()).containsEntry("parameter", "recovery_code");
  }

  @Test
  void gives_tokens_for_the_code_that_was_sent_and_for_it_only_once() {
    String token = door.mfaToken();
    String oobCode = oobCode(token, "sms|dev_2");
    Message message = door.message();
    String code = message.code().orElseThrow();

    Reply wrong = oob(token, oobCode, "binding_code", code + "0");
    Reply right = oob(token, oobCode, "binding_code", ' ' + code + ' ');
    Reply again = oob(door.mfaToken(), oobCode, "binding_code", code);

    assertThat(code).matches("[0-9]{6}");
    assertThat(message.to()).isEqualTo("+15550100");
    assertThat(message.channel()).isEqualTo(Message.Channel.SMS);
    assertThat(message.kind()).isEqualTo("mfa_oob_code");
    assertThat(message.text()).isEqualTo("Your verification code is: " + code);
    assertThat(wrong.text()).isEqualTo(error("invalid_grant", "Invalid binding_code."));
    assertThat(right.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_OOB_CODE);
    assertThat(door.diagnosis().facts()).containsEntry("begins_as_one", true);
  }

  @Test
  void notes_which_factor_a_login_was_completed_with() {
    String token = door.mfaToken();
    String oobCode = oobCode(token, "email|dev_4");

    oob(token, oobCode, "binding_code", door.message().code().orElseThrow());

    assertThat(door.methods())
        .filteredOn(method -> method.has("last_auth_at"))
        .extracting(method -> method.string("id", ""))
        .containsExactly("email|dev_4");
  }

  @Test
  void sends_a_code_by_the_channel_of_each_authenticator() {
    oobCode(door.mfaToken(), "email|dev_4");
    Message email = door.message();
    oobCode(door.mfaToken(), "voice|dev_2");
    Message voice = door.message();

    assertThat(email.channel()).isEqualTo(Message.Channel.EMAIL);
    assertThat(email.to()).isEqualTo("ada@example.com");
    assertThat(email.subject()).contains("Your verification code");
    assertThat(email.code()).isPresent();
    assertThat(voice.channel()).isEqualTo(Message.Channel.VOICE);
    assertThat(voice.to()).isEqualTo("+15550100");
    assertThat(voice.code()).isPresent();
  }

  @Test
  void lets_a_code_that_was_sent_be_good_for_five_minutes() {
    String token = door.mfaToken();
    String oobCode = oobCode(token, "sms|dev_2");

    door.elapse(Duration.ofMinutes(5).minusSeconds(1));
    Reply wrong = oob(token, oobCode, "binding_code", "none");
    door.elapse(Duration.ofSeconds(1));
    Reply late = oob(token, oobCode, "binding_code", door.message().code().orElseThrow());

    assertThat(wrong.text()).isEqualTo(error("invalid_grant", "Invalid binding_code."));
    assertThat(late.text()).isEqualTo(error("expired_token", "oob_code is expired"));
    assertThat(door.diagnosis().facts()).containsEntry("what", "oob_code");
  }

  @Test
  void refuses_the_code_of_a_challenge_for_another_login() {
    String oobCode = oobCode(door.mfaToken(), "sms|dev_2");

    Reply reply =
        oob(door.mfaToken(), oobCode, "binding_code", door.message().code().orElseThrow());

    assertThat(reply.text())
        .isEqualTo(error("invalid_request", "The oob_code doesn't match the mfa_token"));
    assertThat(door.diagnosis().facts()).containsEntry("user_id", ADA);
  }

  @Test
  void waits_for_the_answer_to_a_push_and_goes_by_it() {
    String token = door.mfaToken();
    Reply challenge =
        door.challenge(token, "challenge_type", "oob", "authenticator_id", "push|dev_3");
    String oobCode = member(challenge, "oob_code");
    Message push = door.message();

    Reply pending = oob(token, oobCode);
    Map<String, ?> pendingFacts = door.diagnosis().facts();
    answer(push, true);
    Reply approved = oob(token, oobCode);

    assertThat(body(challenge).has("binding_method")).isFalse();
    assertThat(push.channel()).isEqualTo(Message.Channel.PUSH);
    assertThat(push.to()).isEqualTo("A phone");
    assertThat(push.text()).contains(ADA);
    assertThat(body(pending).string("error")).contains("authorization_pending");
    assertThat(pendingFacts.get("message_id")).isEqualTo(push.id());
    assertThat(pendingFacts.get("authenticator_id")).isEqualTo("push|dev_3");
    assertThat(approved.status()).isEqualTo(200);
  }

  @Test
  void refuses_a_login_whose_push_was_rejected() {
    String token = door.mfaToken();
    String oobCode = oobCode(token, "push|dev_3");
    answer(door.message(), false);

    Reply reply = oob(token, oobCode);

    assertThat(reply.text()).isEqualTo(error("access_denied", "MFA Authorization rejected."));
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.MFA_REJECTED);
  }

  @Test
  void gives_another_recovery_code_for_each_that_is_used() {
    Reply first = recovery("abcdefghjklmnpqrstuvwxyz ");
    String next = member(first, "recovery_code");
    Reply again = recovery("ABCDEFGHJKLMNPQRSTUVWXYZ");
    Reply second = recovery(next);

    assertThat(first.status()).isEqualTo(200);
    assertThat(next).matches("[A-HJ-NP-Z1-9]{24}");
    assertThat(again.text()).isEqualTo(error("invalid_grant", "MFA Authorization rejected."));
    assertThat(second.status()).isEqualTo(200);
    assertThat(door.methods())
        .filteredOn(method -> method.string("type", "").equals("recovery-code"))
        .hasSize(1)
        .first()
        .satisfies(method -> assertThat(method.string("id")).contains("recovery-code|dev_5"));
  }

  @Test
  void refuses_the_right_code_too_after_ten_wrong_ones_until_one_comes_back() {
    String token = door.mfaToken();
    for (int i = 0; i < 10; i++) {
      assertThat(door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", "none").status())
          .isEqualTo(403);
    }
    Reply eleventh =
        door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", Totp.at(SECRET, Keys.NOW));
    Map<String, ?> facts = door.diagnosis().facts();
    door.elapse(Duration.ofMinutes(6).minusMillis(1));
    RefusalReason early = reason(token, "none");
    door.elapse(Duration.ofMillis(1));
    RefusalReason inTime = reason(token, "none");
    RefusalReason spent = reason(token, "none");

    assertThat(eleventh.status()).isEqualTo(400);
    assertThat(facts.get("user_id")).isEqualTo(ADA);
    assertThat(facts.get("kind")).isEqualTo("code");
    assertThat(facts.get("max_attempts")).isEqualTo(10);
    assertThat(facts.get("one_more_each_seconds")).isEqualTo(360L);
    assertThat(facts.get("next_at")).isEqualTo("2026-11-21T12:06:00Z");
    assertThat(List.of(early, inTime, spent))
        .containsExactly(
            RefusalReason.TOO_MANY_FACTOR_ATTEMPTS,
            RefusalReason.WRONG_OTP,
            RefusalReason.TOO_MANY_FACTOR_ATTEMPTS);
  }

  @Test
  void gives_back_no_more_tries_than_there_were() {
    String token = door.mfaToken();
    reason(token, "none");
    door.elapse(Duration.ofHours(1).minusMinutes(1));
    String later = door.mfaToken();
    for (int i = 0; i < 10; i++) {
      assertThat(reason(later, "none")).isEqualTo(RefusalReason.WRONG_OTP);
    }

    assertThat(reason(later, "none")).isEqualTo(RefusalReason.TOO_MANY_FACTOR_ATTEMPTS);
  }

  @Test
  void counts_codes_that_were_sent_with_those_of_apps_and_recovery_codes_apart() {
    String token = door.mfaToken();
    String oobCode = oobCode(token, "sms|dev_2");
    for (int i = 0; i < 10; i++) {
      oob(token, oobCode, "binding_code", "none");
    }
    Reply sent = oob(token, oobCode, "binding_code", door.message().code().orElseThrow());
    RefusalReason app = reason(token, Totp.at(SECRET, Keys.NOW));
    for (int i = 0; i < 10; i++) {
      assertThat(recovery("none").status()).isEqualTo(403);
    }
    Reply recovery = recovery("ABCDEFGHJKLMNPQRSTUVWXYZ");

    assertThat(sent.status()).isEqualTo(400);
    assertThat(app).isEqualTo(RefusalReason.TOO_MANY_FACTOR_ATTEMPTS);
    assertThat(recovery.status()).isEqualTo(400);
    assertThat(door.diagnosis().facts()).containsEntry("kind", "recovery-code");
  }

  @Test
  void leaves_a_record_of_each_step_of_a_second_factor() {
    String token = door.mfaToken();
    String push = oobCode(token, "push|dev_3");
    answer(door.message(), false);
    oob(token, push);
    String sms = oobCode(token, "sms|dev_2");
    oob(token, sms, "binding_code", "none");
    oobCode(token, "voice|dev_2");
    oobCode(token, "email|dev_4");
    recovery("none");
    recovery("ABCDEFGHJKLMNPQRSTUVWXYZ");
    door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", Totp.at(SECRET, Keys.NOW));

    assertThat(steps())
        .containsExactly(
            "gd_start_auth",
            "gd_send_pn",
            "gd_auth_rejected",
            "gd_start_auth",
            "gd_send_sms",
            "gd_auth_failed",
            "gd_start_auth",
            "gd_send_voice",
            "gd_start_auth",
            "gd_send_email",
            "gd_recovery_failed",
            "gd_recovery_succeed",
            "gd_auth_succeed");
    Document last = door.logged().get(door.logged().size() - 2);
    assertThat(last.string("type")).contains("gd_auth_succeed");
    assertThat(last.string("description")).contains("MFA Auth success");
    assertThat(last.string("user_id")).contains(ADA);
    assertThat(last.string("client_id")).contains("app");
  }

  @Test
  void leaves_a_record_of_too_many_wrong_codes_and_of_a_factor_that_worked_for_the_first_time() {
    door.change(
        draft -> enrolled(draft, "totp|dev_1", "totp", "totp_secret", SECRET, "confirmed", false));
    String token = door.mfaToken();
    door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", Totp.at(SECRET, Keys.NOW));
    String next = door.mfaToken();
    for (int i = 0; i < 11; i++) {
      reason(next, "none");
      recovery("none");
    }

    assertThat(steps())
        .startsWith("gd_enrollment_complete", "gd_auth_succeed", "gd_auth_failed")
        .endsWith("gd_otp_rate_limit_exceed", "gd_recovery_rate_limit_exceed");
  }

  private List<String> steps() {
    return door.logged().stream()
        .map(record -> record.string("type", ""))
        .filter(type -> type.startsWith("gd_"))
        .toList();
  }

  private RefusalReason reason(String token, String otp) {
    door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", otp);
    return door.diagnosis().reason();
  }

  private Reply recovery(String code) {
    return door.token(
        GrantType.MFA_RECOVERY_CODE, "mfa_token", door.mfaToken(), "recovery_code", code);
  }

  private int otp(String code) {
    return door.token(GrantType.MFA_OTP, "mfa_token", door.mfaToken(), "otp", code).status();
  }

  private Reply oob(String token, String oobCode, String... more) {
    String[] all = new String[4 + more.length];
    all[0] = "mfa_token";
    all[1] = token;
    all[2] = "oob_code";
    all[3] = oobCode;
    System.arraycopy(more, 0, all, 4, more.length);
    return door.token(GrantType.MFA_OOB, all);
  }

  private String oobCode(String token, String authenticator) {
    return member(
        door.challenge(token, "challenge_type", "oob", "authenticator_id", authenticator),
        "oob_code");
  }

  private void answer(Message push, boolean approved) {
    door.change(draft -> PushAnswer.give(push.id(), approved, draft, Keys.NOW));
  }
}
