package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ada;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.enrolled;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.error;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.factors;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.phone;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.MfaApi;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {

  private static final List<String> ALL =
      List.of("otp", "push-notification", "sms", "email", "recovery-code");

  private final AppDoor door = new AppDoor(draft -> factors(draft, ALL.toArray(String[]::new)));

  @Test
  void asks_for_a_factor_where_the_policy_or_the_request_does_and_one_can_be_used() {
    boolean byPolicy = SecondFactors.needed(false, door.state());
    door.change(draft -> draft.singleton("guardian/policies", Document.of("policies", List.of())));
    boolean unasked = SecondFactors.needed(false, door.state());
    boolean byRequest = SecondFactors.needed(true, door.state());
    door.change(draft -> factors(draft, "recovery-code"));
    boolean recoveryAlone = SecondFactors.needed(true, door.state());

    assertThat(List.of(byPolicy, unasked, byRequest, recoveryAlone))
        .containsExactly(true, false, true, false);
  }

  @Test
  void logs_in_without_one_where_no_factor_is_on() {
    door.change(draft -> factors(draft));

    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void names_what_can_be_enrolled_to_who_has_nothing() {
    Reply reply = door.asAda();

    assertThat(body(reply).object("mfa_requirements"))
        .contains(
            Document.of(
                "enroll",
                List.of(
                    Document.of("type", "otp"),
                    Document.of("type", "push-notification"),
                    Document.of("type", "phone"),
                    Document.of("type", "email"))));
    assertThat(door.diagnosis().facts()).containsEntry("factors", ALL);
  }

  @Test
  void counts_a_recovery_code_alone_for_no_factor() {
    door.change(
        draft ->
            enrolled(
                draft, "recovery-code|dev_5", "recovery-code", "recovery_code", "A".repeat(24)));

    Reply reply = door.asAda();
    Reply challenge = door.challenge(member(reply, "mfa_token"));

    assertThat(body(reply).object("mfa_requirements").orElseThrow().has("enroll")).isTrue();
    assertThat(body(challenge).string("error")).contains("association_required");
    assertThat(door.diagnosis().facts())
        .containsEntry("factors", ALL)
        .containsEntry("user_id", ADA);
  }

  @Test
  void asks_for_no_factor_that_is_switched_off_or_was_never_confirmed() {
    door.change(
        draft -> {
          factors(draft, "otp", "email");
          phone(draft, "+15550100", "sms");
          enrolled(draft, "totp|dev_1", "totp", "confirmed", false);
          enrolled(draft, "email|dev_4", "email", "email", "ada@example.com");
        });

    assertThat(SecondFactors.active(ADA, door.state()))
        .extracting(Authenticator::id)
        .containsExactly("email|dev_4");
    assertThat(SecondFactors.of(ADA, door.state()))
        .extracting(Authenticator::id)
        .containsExactlyInAnyOrder("sms|dev_2", "totp|dev_1", "email|dev_4");
  }

  @Test
  void takes_a_verified_address_for_a_factor_once_there_is_another_one() {
    door.change(draft -> ada(draft, "email_verified", true));
    List<String> alone = ids();
    door.change(draft -> enrolled(draft, "totp|dev_1", "totp"));
    List<String> besides = ids();
    door.change(draft -> ada(draft, "email_verified", false));
    List<String> unverified = ids();
    door.change(
        draft -> {
          ada(draft, "email_verified", true);
          factors(draft, "otp");
        });
    List<String> switchedOff = ids();

    assertThat(alone).isEmpty();
    assertThat(besides).containsExactly("totp|dev_1", "email|ada");
    assertThat(unverified).containsExactly("totp|dev_1");
    assertThat(switchedOff).containsExactly("totp|dev_1");
  }

  @Test
  void takes_no_address_twice() {
    door.change(
        draft -> {
          ada(draft, "email_verified", true);
          enrolled(draft, "totp|dev_1", "totp");
          enrolled(draft, "email|dev_4", "email", "email", "other@example.com");
        });

    assertThat(ids()).containsExactlyInAnyOrder("totp|dev_1", "email|dev_4");
  }

  @Test
  void completes_a_login_with_an_address_that_nobody_enrolled() {
    door.change(
        draft -> {
          ada(draft, "email_verified", true);
          enrolled(draft, "totp|dev_1", "totp");
        });
    String token = door.mfaToken();
    String oobCode =
        member(
            door.challenge(token, "challenge_type", "oob", "authenticator_id", "email|ada"),
            "oob_code");

    Reply reply =
        door.token(
            GrantType.MFA_OOB,
            "mfa_token",
            token,
            "oob_code",
            oobCode,
            "binding_code",
            door.message().code().orElseThrow());

    assertThat(door.message().to()).isEqualTo("ada@example.com");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(door.methods()).hasSize(1);
  }

  @Test
  void keeps_the_methods_of_a_user_whose_id_has_a_slash_apart() {
    assertThat(SecondFactors.collection("samlp|a/b"))
        .isEqualTo("users/samlp|a%2Fb/authentication-methods");
  }

  @Test
  void shows_a_factor_with_as_much_of_its_address_as_tells_it_from_others() {
    Document method = Document.EMPTY;
    Authenticator sms = oob("sms", Optional.of("+15550100"), method);
    Authenticator short4 = oob("sms", Optional.of("911"), method);
    Authenticator push = oob("auth0", Optional.of("A phone"), method);
    Authenticator email = oob("email", Optional.of("ada@example.com"), method);
    Authenticator atStart = oob("email", Optional.of("@example.com"), method);
    Authenticator oneLetter = oob("email", Optional.of("a@"), method);
    Authenticator nameless = oob("email", Optional.empty(), method);

    assertThat(sms.shown())
        .isEqualTo(
            Document.of(
                "id",
                "x|1",
                "authenticator_type",
                "oob",
                "active",
                true,
                "oob_channel",
                "sms",
                "name",
                "XXXXX0100"));
    assertThat(short4.shown().string("name")).contains("911");
    assertThat(push.shown().string("name")).contains("A phone");
    assertThat(email.shown().string("name")).contains("a****@e****");
    assertThat(atStart.shown().string("name")).contains("****");
    assertThat(oneLetter.shown().string("name")).contains("a****@****");
    assertThat(nameless.shown().has("name")).isFalse();
  }

  @Test
  void lists_the_factors_of_a_login_that_waits() {
    door.change(
        draft -> {
          enrolled(draft, "totp|dev_1", "totp");
          phone(draft, "+15550100", "sms", "voice");
          enrolled(draft, "push|dev_3", "push", "name", "A phone");
          enrolled(draft, "guardian|dev_6", "guardian", "name", "A tablet");
          enrolled(draft, "webauthn|dev_7", "webauthn-roaming");
          enrolled(draft, "recovery-code|dev_5", "recovery-code");
        });

    Reply reply = door.authenticators(door.mfaToken());

    assertThat(reply.text())
        .isEqualTo(
            "[{\"id\":\"totp|dev_1\",\"authenticator_type\":\"otp\",\"active\":true},"
                + "{\"id\":\"sms|dev_2\",\"authenticator_type\":\"oob\",\"active\":true,"
                + "\"oob_channel\":\"sms\",\"name\":\"XXXXX0100\"},"
                + "{\"id\":\"voice|dev_2\",\"authenticator_type\":\"oob\",\"active\":true,"
                + "\"oob_channel\":\"voice\",\"name\":\"XXXXX0100\"},"
                + "{\"id\":\"push|dev_3\",\"authenticator_type\":\"oob\",\"active\":true,"
                + "\"oob_channel\":\"auth0\",\"name\":\"A phone\"},"
                + "{\"id\":\"guardian|dev_6\",\"authenticator_type\":\"oob\",\"active\":true,"
                + "\"oob_channel\":\"auth0\",\"name\":\"A tablet\"},"
                + "{\"id\":\"recovery-code|dev_5\",\"authenticator_type\":\"recovery-code\","
                + "\"active\":true}]");
  }

  @Test
  void enrolls_an_app_whose_code_completes_the_login_and_confirms_it() {
    String token = door.mfaToken();

    Document app = body(door.associate(token, "authenticator_types", List.of("otp")));
    String secret = app.string("secret", "");
    boolean before = door.methods().get(0).flag("confirmed", true);
    Reply reply =
        door.token(GrantType.MFA_OTP, "mfa_token", token, "otp", Totp.at(secret, Keys.NOW));

    assertThat(app.asMap().keySet())
        .containsExactly("authenticator_type", "secret", "barcode_uri", "recovery_codes");
    assertThat(app.string("authenticator_type")).contains("otp");
    assertThat(secret).matches("[A-Z2-7]{32}");
    assertThat(app.string("barcode_uri"))
        .contains(
            "otpauth://totp/FakeAuth0:ada%40example.com?secret="
                + secret
                + "&issuer=FakeAuth0&algorithm=SHA1&digits=6&period=30");
    assertThat(app.strings("recovery_codes")).hasSize(1);
    assertThat(before).isFalse();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(door.methods().get(0).flag("confirmed", false)).isTrue();
    assertThat(door.methods().get(0).string("created_at")).contains("2026-11-21T12:00:00.000Z");
    assertThat(door.methods().get(0).string("id", "")).startsWith("totp|dev_");
  }

  @Test
  void names_the_tenant_and_the_user_to_the_app_as_they_are_known() {
    door.change(
        draft -> {
          draft.settings(draft.state().settings().with("friendly_name", "My App"));
          draft.put(
              "users",
              ADA,
              draft.state().users().find(ADA).orElseThrow().document().without("email"));
        });
    String token = member(door.login("ada", AppDoor.PASSWORD), "mfa_token");

    Document app = body(door.associate(token, "authenticator_types", List.of("otp")));

    assertThat(app.string("barcode_uri", ""))
        .startsWith("otpauth://totp/My%20App:ada?secret=")
        .contains("&issuer=My%20App&");
  }

  @Test
  void brings_a_recovery_code_only_where_there_is_none_yet() {
    String token = door.mfaToken();

    Document first = body(door.associate(token, "authenticator_types", List.of("otp")));
    Document second = body(door.associate(token, "authenticator_types", List.of("otp")));

    assertThat(first.has("recovery_codes")).isTrue();
    assertThat(second.has("recovery_codes")).isFalse();
    assertThat(door.methods())
        .filteredOn(method -> method.string("type", "").equals("recovery-code"))
        .singleElement()
        .satisfies(
            method -> {
              assertThat(method.string("recovery_code"))
                  .contains(first.strings("recovery_codes").get(0));
              assertThat(method.string("id", "")).startsWith("recovery-code|dev_");
              assertThat(method.flag("confirmed", false)).isTrue();
              assertThat(method.string("created_at")).contains("2026-11-21T12:00:00.000Z");
            });
  }

  @Test
  void enrolls_a_phone_and_sends_the_first_code_to_it() {
    String token = door.mfaToken();

    Document sms = phoneOf(token, "sms", "+15550100");
    Message text = door.message();
    Document voice = phoneOf(token, "voice", "+1");
    Message call = door.message();

    assertThat(sms.asMap().keySet())
        .containsExactly(
            "authenticator_type", "binding_method", "recovery_codes", "oob_channel", "oob_code");
    assertThat(sms.string("authenticator_type")).contains("oob");
    assertThat(sms.string("binding_method")).contains("prompt");
    assertThat(sms.string("oob_channel")).contains("sms");
    assertThat(text.to()).isEqualTo("+15550100");
    assertThat(voice.string("oob_channel")).contains("voice");
    assertThat(call.channel()).isEqualTo(Message.Channel.VOICE);
    assertThat(door.methods())
        .filteredOn(method -> method.string("type", "").equals("phone"))
        .extracting(method -> method.string("preferred_authentication_method", ""))
        .containsExactly("sms", "voice");
  }

  @Test
  void completes_a_login_with_the_phone_that_was_just_enrolled() {
    String token = door.mfaToken();
    String oobCode = phoneOf(token, "sms", "+123456789012345").string("oob_code", "");

    Reply reply =
        door.token(
            GrantType.MFA_OOB,
            "mfa_token",
            token,
            "oob_code",
            oobCode,
            "binding_code",
            door.message().code().orElseThrow());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(SecondFactors.active(ADA, door.state()))
        .extracting(Authenticator::factor)
        .contains("sms");
  }

  @Test
  void enrolls_the_address_of_the_request_or_else_of_the_user() {
    String token = door.mfaToken();

    Document other = oob(token, "email", "email", "eve@example.com");
    String first = door.message().to();
    Document own = oob(token, "email", "oob_channels", List.of("email"));
    String second = door.message().to();

    assertThat(other.string("oob_channel")).contains("email");
    assertThat(own.string("oob_code")).isPresent();
    assertThat(List.of(first, second)).containsExactly("eve@example.com", "ada@example.com");
  }

  @Test
  void enrolls_a_phone_that_is_pushed_to() {
    String token = door.mfaToken();

    Document push = oob(token, "auth0", "oob_channels", List.of("auth0"));

    assertThat(push.asMap().keySet())
        .containsExactly(
            "authenticator_type", "barcode_uri", "oob_channel", "oob_code", "recovery_codes");
    assertThat(push.string("authenticator_type")).contains("oob");
    assertThat(push.string("barcode_uri", ""))
        .matches(
            "otpauth://totp/FakeAuth0:ada%40example\\.com\\?enrollment_tx_id=[A-Za-z0-9]{32}"
                + "&base_url=http%3A%2F%2Flocalhost%3A8080");
    assertThat(push.string("oob_channel")).contains("auth0");
    assertThat(door.message().channel()).isEqualTo(Message.Channel.PUSH);
  }

  @Test
  void says_what_is_wrong_with_an_enrollment() {
    door.change(
        draft ->
            draft.put(
                "users",
                ADA,
                draft.state().users().find(ADA).orElseThrow().document().without("email")));
    String token = member(door.login("ada", AppDoor.PASSWORD), "mfa_token");

    assertThat(refusal(token, "authenticator_types", List.of("passkey")))
        .isEqualTo(error("invalid_request", "authenticator_types must contain otp or oob"));
    assertThat(refusal(token, "authenticator_types", List.of("oob")))
        .isEqualTo(
            error("invalid_request", "oob_channels must contain sms, voice, email or auth0"));
    assertThat(
            refusal(token, "authenticator_types", List.of("oob"), "oob_channels", List.of("sms")))
        .isEqualTo(error("invalid_request", "Missing required parameter: phone_number"));
    assertThat(
            refusal(
                token,
                "authenticator_types",
                List.of("oob"),
                "oob_channels",
                List.of("voice"),
                "phone_number",
                "+1234567890123456"))
        .isEqualTo(error("invalid_request", "Invalid phone_number"));
    assertThat(
            refusal(token, "authenticator_types", List.of("oob"), "oob_channels", List.of("email")))
        .isEqualTo(error("invalid_request", "Missing required parameter: email"));
    assertThat(door.diagnosis().facts())
        .containsEntry("authenticator_types", "oob")
        .containsEntry("oob_channels", "email");
    assertThat(door.methods()).isEmpty();
  }

  @Test
  void enrolls_nothing_that_is_switched_off() {
    door.change(draft -> factors(draft, "recovery-code", "otp"));
    String token = door.mfaToken();
    door.change(draft -> factors(draft, "recovery-code"));

    for (String channel : List.of("sms", "voice", "email", "auth0")) {
      assertThat(
              refusal(
                  token, "authenticator_types", List.of("oob"), "oob_channels", List.of(channel)))
          .as(channel)
          .isEqualTo(error("access_denied", "The factor is not enabled."));
    }
    assertThat(refusal(token, "authenticator_types", List.of("otp")))
        .isEqualTo(error("access_denied", "The factor is not enabled."));
    assertThat(door.diagnosis().facts()).containsEntry("factors", List.of("recovery-code"));
    assertThat(door.diagnosis().remedies())
        .contains("Management API: PUT /api/v2/guardian/factors/otp");
  }

  @Test
  void challenges_for_the_first_factor_that_the_application_can_deal_with() {
    door.change(
        draft -> {
          phone(draft, "+15550100", "sms");
          enrolled(draft, "totp|dev_1", "totp", "totp_secret", "JBSWY3DPEHPK3PXP");
        });
    String token = door.mfaToken();

    Document any = body(door.challenge(token));
    Document otp = body(door.challenge(token, "challenge_type", "otp"));
    Document both = body(door.challenge(token, "challenge_type", "otp oob"));
    Document named =
        body(door.challenge(token, "challenge_type", "otp oob", "authenticator_id", "totp|dev_1"));

    assertThat(any.asMap().keySet())
        .containsExactly("challenge_type", "oob_code", "binding_method");
    assertThat(any.string("challenge_type")).contains("oob");
    assertThat(any.string("binding_method")).contains("prompt");
    assertThat(otp).isEqualTo(Document.of("challenge_type", "otp"));
    assertThat(both.string("challenge_type")).contains("oob");
    assertThat(named).isEqualTo(Document.of("challenge_type", "otp"));
  }

  @Test
  void challenges_for_nothing_that_the_client_may_not_use() {
    door.change(
        draft -> {
          phone(draft, "+15550100", "sms");
          enrolled(draft, "totp|dev_1", "totp");
          draft.put(
              AppDoor.app("app", "grant_types", List.of("password", GrantType.MFA_OTP.wireName())));
        });
    String token = door.mfaToken();

    Document any = body(door.challenge(token));
    Reply oob = door.challenge(token, "challenge_type", "oob");
    RefusalReason reason = door.diagnosis().reason();
    door.change(
        draft ->
            draft.put(
                AppDoor.app(
                    "app", "grant_types", List.of("password", GrantType.MFA_OOB.wireName()))));
    Document other = body(door.challenge(token));

    assertThat(any.string("challenge_type")).contains("otp");
    assertThat(oob.text())
        .isEqualTo(
            error(
                "unsupported_challenge_type",
                "The user does not support the requested challenge type (oob). Supported type:"
                    + " oob, otp."));
    assertThat(reason).isEqualTo(RefusalReason.UNSUPPORTED_CHALLENGE_TYPE);
    assertThat(other.string("challenge_type")).contains("oob");
  }

  @Test
  void says_which_kinds_of_factor_the_user_has_where_none_was_asked_for() {
    door.change(
        draft -> {
          enrolled(draft, "totp|dev_1", "totp");
          enrolled(draft, "recovery-code|dev_5", "recovery-code");
        });

    Reply reply =
        door.challenge(
            door.mfaToken(),
            "challenge_type",
            "oob recovery-code",
            "authenticator_id",
            "sms|dev_9");

    assertThat(body(reply).string("error_description"))
        .contains(
            "The user does not support any of the requested challenge types (oob, recovery-code)."
                + " Supported type: otp.");
    assertThat(door.diagnosis().facts())
        .containsEntry("challenge_types", List.of("oob", "recovery-code"))
        .containsEntry("authenticators", List.of("totp|dev_1", "recovery-code|dev_5"))
        .containsEntry("authenticator_id", "sms|dev_9");
    assertThat(door.diagnosis().remedies()).contains("send challenge_type=otp");
  }

  @Test
  void guards_the_mfa_api_by_a_factor_beyond_an_address() {
    Optional<String> mfaApi = Optional.of(MfaApi.IDENTIFIER);
    boolean nothing = SecondFactors.guards(mfaApi, ADA, door.state());
    door.change(
        draft -> {
          enrolled(draft, "email|dev_4", "email", "email", "ada@example.com");
          enrolled(draft, "recovery-code|dev_5", "recovery-code");
        });
    boolean address = SecondFactors.guards(mfaApi, ADA, door.state());
    door.change(draft -> enrolled(draft, "totp|dev_1", "totp"));
    boolean app = SecondFactors.guards(mfaApi, ADA, door.state());
    boolean otherApi = SecondFactors.guards(Optional.of("urn:api"), ADA, door.state());
    boolean noApi = SecondFactors.guards(Optional.empty(), ADA, door.state());

    assertThat(List.of(nothing, address, app, otherApi, noApi))
        .containsExactly(false, false, true, false, false);
  }

  private static Authenticator oob(String channel, Optional<String> address, Document method) {
    return new Authenticator(
        "x|1", Authenticator.Kind.OOB, Optional.of(channel), true, address, method);
  }

  private List<String> ids() {
    return SecondFactors.of(ADA, door.state()).stream().map(Authenticator::id).toList();
  }

  private Document phoneOf(String token, String channel, String number) {
    return oob(token, channel, "phone_number", number);
  }

  private Document oob(String token, String channel, String name, Object value) {
    return body(
        door.associate(
            token,
            "authenticator_types",
            List.of("oob"),
            "oob_channels",
            List.of(channel),
            name,
            value));
  }

  private String refusal(String token, Object... namesAndValues) {
    return door.associate(token, namesAndValues).text();
  }
}
