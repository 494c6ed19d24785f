package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * The second factors that a user manages by themselves (Auth0 docs, "Manage Authentication Factors
 * with Authentication API").
 */
@SuppressWarnings("MemberName") // Sentences.
final class AuthenticatorsContract {

  private static final String ASSOCIATE = "/mfa/associate";
  private static final String AUTHENTICATORS = "/mfa/authenticators";

  private final Tenant tenant;
  private final SecondFactors factors;

  AuthenticatorsContract(Tenant tenant) {
    this.tenant = tenant;
    this.factors = new SecondFactors(tenant);
  }

  /**
   * A factor that was enrolled.
   *
   * @param client the client that did it
   * @param person whose it is
   * @param token the access token it was done with
   * @param answer what was answered
   */
  private record Enrolled(
      Application client, Person person, String token, Map<String, Object> answer) {

    private AuthenticatorApp app() {
      return new AuthenticatorApp(Json.text(answer, "secret"));
    }
  }

  @NotYetVerified(D)
  void gives_the_secret_of_an_app_and_recovery_codes_with_the_first() {
    Map<String, Object> answer = enrolled().answer();

    assertThat(answer)
        .containsOnlyKeys("authenticator_type", "secret", "barcode_uri", "recovery_codes")
        .containsEntry("authenticator_type", "otp");
    assertThat(Json.text(answer, "secret")).matches("[A-Z2-7]{16,}");
    assertThat(Json.text(answer, "barcode_uri"))
        .startsWith("otpauth://totp/")
        .contains("secret=" + Json.text(answer, "secret"), "period=30", "digits=6");
    assertThat(Json.texts(answer, "recovery_codes"))
        .singleElement()
        .satisfies(code -> assertThat(code).matches("[A-Z0-9]{24}"));
  }

  @VerifiedAgainstAuth0(on = "2024-09-23", by = RECORDING)
  @Needs(Need.MESSAGES)
  void sends_the_first_code_of_a_phone() {
    factors.requireFactor("sms");
    Application client = factors.client();
    String token = factors.accessToken(client, tenant.fixtures().person());

    Reply reply =
        associated(
            token,
            Json.of(
                "authenticator_types",
                List.of("oob"),
                "oob_channels",
                List.of("sms"),
                "phone_number",
                SecondFactors.PHONE));

    assertThat(reply).hasStatus(200).hasMember("authenticator_type", "oob");
    assertThat(reply).hasMember("binding_method", "prompt").hasMember("oob_channel", "sms");
    assertThat(Json.object(reply))
        .containsOnlyKeys(
            "authenticator_type", "binding_method", "recovery_codes", "oob_channel", "oob_code");
    assertThat(Json.text(Json.object(reply), "oob_code")).startsWith("Fe26.2*");
  }

  @VerifiedAgainstAuth0(on = "2024-09-23", by = RECORDING)
  void gives_a_phone_that_is_to_be_asked_a_barcode_to_read() {
    Map<String, Object> answer = pushed().answer();

    assertThat(answer)
        .containsEntry("authenticator_type", "oob")
        .containsEntry("oob_channel", "auth0");
    assertThat(Json.text(answer, "oob_code")).startsWith("Fe26.2*");
    assertThat(Json.text(answer, "barcode_uri"))
        .startsWith("otpauth://totp/")
        .contains("enrollment_tx_id=", "base_url=");
  }

  @VerifiedAgainstAuth0(on = "2023-12-13", by = RECORDING)
  void tells_who_waits_for_a_phone_to_ask_again() {
    Enrolled enrolled = pushed();

    Reply reply =
        factors.shown(
            enrolled.client(),
            SecondFactors.OOB,
            Json.of(
                "mfa_token",
                enrolled.token(),
                "oob_code",
                Json.text(enrolled.answer(), "oob_code")));

    assertThat(reply)
        .isOAuthError(
            400,
            "authorization_pending",
            "Authorization pending: please repeat the request in a few seconds.");
  }

  @NotYetVerified(D)
  void asks_who_has_enrolled_an_app_for_its_code() {
    Enrolled enrolled = confirmed();

    Reply reply = factors.asked(enrolled.client(), enrolled.person());

    assertThat(reply).isOAuthError(403, "mfa_required", "Multifactor authentication required");
  }

  @NotYetVerified(D)
  void does_not_let_an_mfa_token_enroll_a_further_factor() {
    Person person = factors.withApp();
    String token = factors.mfaToken(factors.client(), person);

    Reply reply = associated(token, Json.of("authenticator_types", List.of("otp")));

    assertThat(reply.status()).isBetween(400, 403);
    assertThat(Json.object(reply)).containsKey("error");
  }

  @NotYetVerified(D)
  void takes_a_recovery_code_and_gives_the_next_one() {
    Enrolled enrolled = confirmed();
    String code = Json.texts(enrolled.answer(), "recovery_codes").get(0);
    String token = factors.mfaToken(enrolled.client(), enrolled.person());

    Reply reply =
        factors.shown(
            enrolled.client(),
            SecondFactors.RECOVERY,
            Json.of("mfa_token", token, "recovery_code", code));

    assertThat(reply).isToken();
    assertThat(Json.text(Json.object(reply), "recovery_code"))
        .matches("[A-Z0-9]{24}")
        .isNotEqualTo(code);
  }

  @NotYetVerified(D)
  void takes_a_recovery_code_once() {
    Enrolled enrolled = confirmed();
    String code = Json.texts(enrolled.answer(), "recovery_codes").get(0);

    Reply first = recovered(enrolled, code);
    Reply second = recovered(enrolled, code);

    assertThat(first).isToken();
    assertThat(second).isOAuthError(403, "invalid_grant", "MFA Authorization rejected.");
  }

  @NotYetVerified(D)
  void lists_what_the_user_has() {
    Enrolled enrolled = confirmed();

    List<Map<String, Object>> all = listed(enrolled.token());

    assertThat(all)
        .anySatisfy(
            one -> {
              assertThat(one)
                  .containsEntry("authenticator_type", "otp")
                  .containsEntry("active", true);
              assertThat(Json.text(one, "id")).startsWith("totp|dev_");
            })
        .anySatisfy(
            one -> {
              assertThat(one)
                  .containsEntry("authenticator_type", "recovery-code")
                  .containsEntry("active", true);
              assertThat(Json.text(one, "id")).startsWith("recovery-code|dev_");
            });
  }

  @NotYetVerified(D)
  void lists_what_waits_for_its_first_code_as_not_active() {
    Enrolled enrolled = enrolled();

    List<Map<String, Object>> all = listed(enrolled.token());

    assertThat(all)
        .anySatisfy(
            one ->
                assertThat(one)
                    .containsEntry("authenticator_type", "otp")
                    .containsEntry("active", false));
  }

  @NotYetVerified(D)
  void deletes_one() {
    Enrolled enrolled = confirmed();
    String id =
        listed(enrolled.token()).stream()
            .filter(one -> "otp".equals(one.get("authenticator_type")))
            .map(one -> Json.text(one, "id"))
            .findFirst()
            .orElseThrow();

    Reply reply =
        tenant
            .delete(AUTHENTICATORS + "/" + ManagementApi.segment(id))
            .bearer(enrolled.token())
            .send();

    assertThat(reply).hasStatus(204);
    assertThat(listed(enrolled.token())).noneMatch(one -> id.equals(one.get("id")));
  }

  @NotYetVerified(D)
  void lists_nothing_without_a_token() {
    assertThat(tenant.get(AUTHENTICATORS).send()).hasStatus(401);
  }

  @NotYetVerified(D)
  void enrolls_nothing_without_a_token() {
    Reply reply =
        tenant.post(ASSOCIATE).json(Json.of("authenticator_types", List.of("otp"))).send();

    assertThat(reply).hasStatus(401);
  }

  @NotYetVerified(D)
  void enrolls_nothing_with_a_token_of_another_api() {
    Map<String, Object> tokens =
        new UserTokens(tenant)
            .of(
                tenant.fixtures().web(),
                tenant.fixtures().user(),
                tenant.fixtures().api().identifier(),
                tenant.fixtures().api().scope());

    Reply reply =
        associated(
            Json.text(tokens, "access_token"), Json.of("authenticator_types", List.of("otp")));

    assertThat(reply).hasStatus(401);
  }

  private Reply recovered(Enrolled enrolled, String code) {
    return factors.shown(
        enrolled.client(),
        SecondFactors.RECOVERY,
        Json.of(
            "mfa_token",
            factors.mfaToken(enrolled.client(), enrolled.person()),
            "recovery_code",
            code));
  }

  /** Somebody who has enrolled an app and not shown its code yet. */
  private Enrolled enrolled() {
    factors.requireFactor("otp");
    Application client = factors.client();
    Person person = tenant.fixtures().person();
    String token = factors.accessToken(client, person);
    Reply reply = associated(token, Json.of("authenticator_types", List.of("otp")));
    if (reply.status() != 200) {
      throw new AssertionError("Expected an app to be enrolled, but there is " + Json.told(reply));
    }
    return new Enrolled(client, person, token, Json.object(reply));
  }

  /** Somebody who has a barcode for their phone and has not read it yet. */
  private Enrolled pushed() {
    factors.requireFactor("push-notification");
    Application client = factors.client();
    Person person = tenant.fixtures().person();
    String token = factors.accessToken(client, person);
    Reply reply =
        associated(
            token,
            Json.of("authenticator_types", List.of("oob"), "oob_channels", List.of("auth0")));
    if (reply.status() != 200) {
      throw new AssertionError("Expected a phone to be enrolled, but there is " + Json.told(reply));
    }
    return new Enrolled(client, person, token, Json.object(reply));
  }

  /** Somebody who has enrolled an app and shown its code. */
  private Enrolled confirmed() {
    Enrolled enrolled = enrolled();
    Reply reply =
        factors.shown(
            enrolled.client(),
            SecondFactors.OTP,
            Json.of("mfa_token", enrolled.token(), "otp", enrolled.app().code(tenant.now())));
    if (reply.status() != 200) {
      throw new AssertionError("Expected the app's code to do, but there is " + Json.told(reply));
    }
    return enrolled;
  }

  private Reply associated(String token, Map<String, Object> body) {
    return tenant.post(ASSOCIATE).bearer(token).json(body).send();
  }

  private List<Map<String, Object>> listed(String token) {
    Reply reply = tenant.get(AUTHENTICATORS).bearer(token).send();
    assertThat(reply).hasStatus(200);
    return Json.objects(reply);
  }
}
