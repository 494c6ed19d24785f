package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.PasswordCases.Case;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Second factors that are refused. Ada has an app and a phone. */
final class SecondFactorCases {

  private static final String OTP = "http://auth0.com/oauth/grant-type/mfa-otp";
  private static final String OOB = "http://auth0.com/oauth/grant-type/mfa-oob";
  private static final String RECOVERY = "http://auth0.com/oauth/grant-type/mfa-recovery-code";
  private static final String SECRET = "JBSWY3DPEHPK3PXP";

  private SecondFactorCases() {}

  static Map<String, Case> all() {
    Map<String, Case> cases = new LinkedHashMap<>();
    put(
        cases,
        "invalid-mfa-token",
        door -> grant(door, OTP, "mfa_token", "Fe26.2*made*up", "otp", "000000"));
    put(
        cases,
        "mfa-token-expired",
        door -> {
          String token = mfaToken(door);
          later(door, Duration.ofMinutes(11));
          return grant(door, OTP, "mfa_token", token, "otp", "000000");
        });
    put(
        cases,
        "mfa-token-of-another-client",
        door ->
            door.form(
                "grant_type",
                OTP,
                "client_id",
                "other",
                "mfa_token",
                mfaToken(door),
                "otp",
                "000000"));
    put(cases, "wrong-otp", door -> grant(door, OTP, "mfa_token", mfaToken(door), "otp", "000000"));
    put(
        cases,
        "too-many-factor-attempts",
        door -> {
          String token = mfaToken(door);
          for (int i = 0; i < 10; i++) {
            grant(door, OTP, "mfa_token", token, "otp", "000000");
          }
          return grant(door, OTP, "mfa_token", token, "otp", "000000");
        });
    put(
        cases,
        "invalid-mfa-token-access-token",
        door -> grant(door, OTP, "mfa_token", "a.b.c", "otp", "000000"));
    put(
        cases,
        "wrong-otp-used",
        door -> {
          String code = Totp.at(SECRET, Keys.NOW);
          grant(door, OTP, "mfa_token", mfaToken(door), "otp", code);
          return grant(door, OTP, "mfa_token", mfaToken(door), "otp", code);
        });
    put(
        cases,
        "invalid-oob-code",
        door -> grant(door, OOB, "mfa_token", mfaToken(door), "oob_code", "Fe26.2*made*up"));
    put(
        cases,
        "oob-code-mismatch",
        door ->
            grant(
                door,
                OOB,
                "mfa_token",
                mfaToken(door),
                "oob_code",
                challenge(door, mfaToken(door), "sms|dev_2"),
                "binding_code",
                "000000"));
    put(
        cases,
        "mfa-token-expired-oob-code",
        door -> {
          String token = mfaToken(door);
          String code = challenge(door, token, "sms|dev_2");
          later(door, Duration.ofMinutes(6));
          return grant(door, OOB, "mfa_token", token, "oob_code", code);
        });
    put(
        cases,
        "parameter-missing-binding-code",
        door -> {
          String token = mfaToken(door);
          return grant(
              door, OOB, "mfa_token", token, "oob_code", challenge(door, token, "sms|dev_2"));
        });
    put(
        cases,
        "wrong-binding-code",
        door -> {
          String token = mfaToken(door);
          return grant(
              door,
              OOB,
              "mfa_token",
              token,
              "oob_code",
              challenge(door, token, "sms|dev_2"),
              "binding_code",
              "not-it");
        });
    put(
        cases,
        "mfa-pending",
        door -> {
          String token = mfaToken(door);
          return grant(
              door, OOB, "mfa_token", token, "oob_code", challenge(door, token, "push|dev_3"));
        });
    put(
        cases,
        "mfa-rejected",
        door -> {
          String token = mfaToken(door);
          String code = challenge(door, token, "push|dev_3");
          SentMessages messages = new SentMessages(door.tenant());
          messages.answer(messages.last().orElseThrow().id(), false);
          return grant(door, OOB, "mfa_token", token, "oob_code", code);
        });
    put(
        cases,
        "wrong-recovery-code",
        door ->
            grant(door, RECOVERY, "mfa_token", mfaToken(door), "recovery_code", "A".repeat(24)));
    put(
        cases,
        "unsupported-challenge-type",
        door ->
            door.at(
                "/mfa/challenge",
                Document.of(
                    "client_id",
                    "app",
                    "mfa_token",
                    mfaToken(door),
                    "challenge_type",
                    "recovery-code")));
    cases.put(
        "mfa-association-required",
        new Case(
            draft -> {
              PasswordCases.seed(draft);
              draft.put(app("app"));
              PasswordCases.everybodyShowsOtp(draft);
            },
            door ->
                door.at(
                    "/mfa/challenge",
                    Document.of("client_id", "app", "mfa_token", mfaToken(door)))));
    put(
        cases,
        "mfa-association-refused",
        door ->
            door.at(
                "/mfa/associate",
                Document.of("authenticator_types", List.of("otp")),
                "Authorization",
                "Bearer " + mfaToken(door)));
    put(
        cases,
        "mfa-access-denied",
        door -> door.at("/mfa/associate", Document.of("authenticator_types", List.of("otp"))));
    put(
        cases,
        "authenticator-unknown",
        door ->
            door.handle(
                Requests.request(
                    "DELETE",
                    "/mfa/authenticators/totp%7Cdev_9",
                    "",
                    "Authorization",
                    "Bearer " + mfaToken(door))));
    return cases;
  }

  private static void put(Map<String, Case> cases, String name, Function<TokenDoor, Reply> call) {
    cases.put(name, new Case(SecondFactorCases::seed, call));
  }

  private static void seed(TenantDraft draft) {
    PasswordCases.seed(draft);
    draft.put(app("app"));
    draft.put(app("other"));
    PasswordCases.everybodyShowsOtp(draft);
    draft.singleton(
        "guardian/factors", Document.of("otp", true, "sms", true, "push-notification", true));
    enroll(draft, "totp|dev_1", "totp", Map.of("totp_secret", SECRET));
    enroll(
        draft,
        "phone|dev_2",
        "phone",
        Map.of(
            "phone_number",
            "+15550100",
            "authentication_methods",
            List.of(Map.of("id", "sms|dev_2", "type", "sms"))));
    enroll(draft, "push|dev_3", "push", Map.of("name", "A phone"));
  }

  private static void enroll(TenantDraft draft, String id, String type, Map<String, ?> members) {
    Document method = Document.of("id", id, "type", type, "confirmed", true);
    for (Map.Entry<String, ?> member : members.entrySet()) {
      method = method.with(member.getKey(), member.getValue());
    }
    draft.put("users/auth0|ada/authentication-methods", id, method);
  }

  private static dev.fakeauth0.emulator.tenant.Client app(String id) {
    return aClient(
        id,
        "token_endpoint_auth_method",
        "none",
        "grant_types",
        List.of("password", OTP, OOB, RECOVERY));
  }

  private static String mfaToken(TokenDoor door) {
    return json(PasswordCases.asAda(door)).string("mfa_token").orElseThrow();
  }

  private static String challenge(TokenDoor door, String token, String authenticator) {
    return json(door.at(
            "/mfa/challenge",
            Document.of(
                "client_id",
                "app",
                "mfa_token",
                token,
                "challenge_type",
                "oob",
                "authenticator_id",
                authenticator)))
        .string("oob_code")
        .orElseThrow();
  }

  private static Reply grant(TokenDoor door, String type, String... more) {
    String[] all = new String[4 + more.length];
    all[0] = "grant_type";
    all[1] = type;
    all[2] = "client_id";
    all[3] = "app";
    System.arraycopy(more, 0, all, 4, more.length);
    return door.form(all);
  }

  private static void later(TokenDoor door, Duration by) {
    Consumer<TenantDraft> change =
        draft ->
            draft.clock(draft.state().clock().setTo(Keys.NOW.plus(by), door.tenant().systemTime()));
    door.tenant()
        .epoch()
        .store()
        .change(
            draft -> {
              change.accept(draft);
              return draft;
            });
  }

  private static Document json(Reply reply) {
    try {
      return Json.readObject(reply.body());
    } catch (MalformedJson e) {
      throw new AssertionError(reply.text(), e);
    }
  }
}
