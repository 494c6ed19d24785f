package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Logins that take a second factor, without pages (Auth0 docs, "Authenticate Using the Resource
 * Owner Password Flow with MFA", "Multi-factor Authentication API").
 */
@SuppressWarnings("MemberName") // Sentences.
final class SecondFactorContract {

  private static final String MALFORMED = "fa0-contract-no-such-mfa-token";

  private final Tenant tenant;
  private final SecondFactors factors;

  SecondFactorContract(Tenant tenant) {
    this.tenant = tenant;
    this.factors = new SecondFactors(tenant);
  }

  @NotYetVerified(D)
  void asks_for_a_second_factor_and_gives_a_token_for_that() {
    Person person = factors.withApp();

    Reply reply = factors.asked(factors.client(), person);

    assertThat(reply)
        .isOAuthError(403, "mfa_required", "Multifactor authentication required")
        .hasHeader("Content-Type", "application/json");
    assertThat(Json.text(Json.object(reply), "mfa_token")).startsWith("Fe26.2*");
  }

  @NotYetVerified(S)
  void says_which_factors_the_user_can_show() {
    Person person = factors.withApp();

    Reply reply = factors.asked(factors.client(), person);

    Map<String, Object> required = Json.object(Json.object(reply), "mfa_requirements");
    assertThat(Json.objects(required, "challenge")).contains(Map.of("type", "otp"));
  }

  // POST /mfa/challenge

  @VerifiedAgainstAuth0(on = "2023-12-13", by = RECORDING)
  void challenges_for_the_code_of_an_app() {
    Person person = factors.withApp();
    Application client = factors.client();

    Reply reply = factors.challenged(client, factors.mfaToken(client, person), "otp");

    assertThat(reply).hasStatus(200);
    assertThat(Json.object(reply)).isEqualTo(Map.of("challenge_type", "otp"));
  }

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void challenges_for_the_code_of_a_text_message() {
    Person person = factors.withPhone();
    Application client = factors.client();

    Map<String, Object> answer =
        Json.object(factors.challenged(client, factors.mfaToken(client, person), "oob"));

    assertThat(answer)
        .containsOnlyKeys("challenge_type", "oob_code", "binding_method")
        .containsEntry("challenge_type", "oob")
        .containsEntry("binding_method", "prompt");
    assertThat(Json.text(answer, "oob_code")).startsWith("Fe26.2*");
  }

  @NotYetVerified(D)
  void refuses_a_challenge_of_a_type_that_the_user_does_not_have() {
    Person person = factors.withApp();
    Application client = factors.client();

    Reply reply = factors.challenged(client, factors.mfaToken(client, person), "oob");

    assertThat(reply).isOAuthError(400, "unsupported_challenge_type");
  }

  @NotYetVerified(D)
  void refuses_a_challenge_with_a_malformed_mfa_token() {
    Reply reply = factors.challenged(factors.client(), MALFORMED, "otp");

    assertThat(reply).isOAuthError(403, "invalid_grant", "Malformed mfa_token");
  }

  @NotYetVerified(D)
  void refuses_a_challenge_with_the_mfa_token_of_another_client() {
    Person person = factors.withApp();
    String token = factors.mfaToken(factors.client(), person);

    Reply reply = factors.challenged(factors.client(), token, "otp");

    assertThat(reply).isOAuthError(400, "invalid_request", "mfa_token not issued to this client");
  }

  // The second step

  @NotYetVerified(D)
  void gives_the_token_that_was_asked_for_at_first_for_the_code_of_an_app() {
    Person person = factors.withApp();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);

    AccessToken granted =
        tenant.granted(
            factors.shown(
                client,
                SecondFactors.OTP,
                Json.of("mfa_token", token, "otp", factors.app().code(tenant.now()))));

    assertThat(granted.claims())
        .containsEntry("iss", tenant.issuer())
        .containsEntry("sub", person.userId())
        .containsEntry("azp", client.clientId());
    assertThat(String.valueOf(granted.claims().get("aud"))).contains(tenant.issuer() + "mfa/");
    assertThat(String.valueOf(granted.claims().get("scope"))).contains("read:authenticators");
  }

  @NotYetVerified(S)
  void refuses_a_wrong_code_of_an_app() {
    Person person = factors.withApp();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);

    Reply reply =
        factors.shown(
            client,
            SecondFactors.OTP,
            Json.of("mfa_token", token, "otp", factors.app().wrongCode(tenant.now())));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Invalid otp_code.");
  }

  @NotYetVerified(S)
  void lets_a_wrong_code_be_followed_by_the_right_one() {
    Person person = factors.withApp();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);

    Reply wrong =
        factors.shown(
            client,
            SecondFactors.OTP,
            Json.of("mfa_token", token, "otp", factors.app().wrongCode(tenant.now())));
    Reply right =
        factors.shown(
            client,
            SecondFactors.OTP,
            Json.of("mfa_token", token, "otp", factors.app().code(tenant.now())));

    assertThat(wrong).isOAuthError(403, "invalid_grant");
    assertThat(right).isToken();
  }

  @NotYetVerified(D)
  void refuses_a_code_with_the_mfa_token_of_another_client() {
    Person person = factors.withApp();
    String token = factors.mfaToken(factors.client(), person);

    Reply reply =
        factors.shown(
            factors.client(),
            SecondFactors.OTP,
            Json.of("mfa_token", token, "otp", factors.app().code(tenant.now())));

    assertThat(reply).isOAuthError(400, "invalid_request", "mfa_token not issued to this client");
  }

  @NotYetVerified(S)
  void refuses_a_code_with_a_malformed_mfa_token() {
    Reply reply =
        factors.shown(
            factors.client(), SecondFactors.OTP, Json.of("mfa_token", MALFORMED, "otp", "123456"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Malformed mfa_token");
  }

  @NotYetVerified(S)
  void refuses_an_oob_code_with_a_malformed_mfa_token() {
    Reply reply =
        factors.shown(
            factors.client(), SecondFactors.OOB, Json.of("mfa_token", MALFORMED, "oob_code", "x"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Malformed mfa_token");
  }

  @NotYetVerified(S)
  void refuses_a_recovery_code_with_a_malformed_mfa_token() {
    Reply reply =
        factors.shown(
            factors.client(),
            SecondFactors.RECOVERY,
            Json.of("mfa_token", MALFORMED, "recovery_code", "ABCDEFGHIJKLMNOPQRSTUVWX"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Malformed mfa_token");
  }

  @NotYetVerified(L)
  void asks_for_the_mfa_token() {
    Reply reply = factors.shown(factors.client(), SecondFactors.OTP, Map.of("otp", "123456"));

    assertThat(reply).isOAuthError(400, "invalid_request", "Missing required parameter: mfa_token");
  }

  @NotYetVerified(L)
  void asks_for_the_code_of_the_app() {
    Person person = factors.withApp();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);

    Reply reply = factors.shown(client, SecondFactors.OTP, Map.of("mfa_token", token));

    assertThat(reply).isOAuthError(400, "invalid_request", "Missing required parameter: otp");
  }

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void asks_for_the_code_of_the_text_message() {
    Person person = factors.withPhone();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);
    String oobCode = Json.text(Json.object(factors.challenged(client, token, "oob")), "oob_code");

    Reply reply =
        factors.shown(client, SecondFactors.OOB, Json.of("mfa_token", token, "oob_code", oobCode));

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "Missing required parameter: binding_code");
  }

  @NotYetVerified(S)
  @Needs(Need.MESSAGES)
  void refuses_a_wrong_code_of_a_text_message() {
    Person person = factors.withPhone();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);
    String oobCode = Json.text(Json.object(factors.challenged(client, token, "oob")), "oob_code");

    Reply reply =
        factors.shown(
            client,
            SecondFactors.OOB,
            Json.of("mfa_token", token, "oob_code", oobCode, "binding_code", "not-the-code"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "Invalid binding_code.");
  }

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void refuses_the_oob_code_of_another_login() {
    Person person = factors.withPhone();
    Application client = factors.client();
    String oobCode =
        Json.text(
            Json.object(factors.challenged(client, factors.mfaToken(client, person), "oob")),
            "oob_code");

    Reply reply =
        factors.shown(
            client,
            SecondFactors.OOB,
            Json.of(
                "mfa_token",
                factors.mfaToken(client, person),
                "oob_code",
                oobCode,
                "binding_code",
                "123456"));

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "The oob_code doesn't match the mfa_token");
  }

  @NotYetVerified(S)
  void refuses_a_wrong_recovery_code() {
    Person person = factors.withApp();
    Application client = factors.client();
    String token = factors.mfaToken(client, person);

    Reply reply =
        factors.shown(
            client,
            SecondFactors.RECOVERY,
            Json.of("mfa_token", token, "recovery_code", "ABCDEFGHIJKLMNOPQRSTUVWX"));

    assertThat(reply).isOAuthError(403, "invalid_grant", "MFA Authorization rejected.");
  }

  @NotYetVerified(F2)
  void refuses_clients_that_may_not_show_a_second_factor() {
    for (String type : List.of(SecondFactors.OTP, SecondFactors.OOB, SecondFactors.RECOVERY)) {
      Reply reply = factors.shown(tenant.fixtures().web(), type, Json.of("mfa_token", MALFORMED));

      assertThat(reply)
          .isOAuthError(
              403, "unauthorized_client", "Grant type '" + type + "' not allowed for the client.");
    }
  }
}
