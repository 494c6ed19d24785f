package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * People with second factors, and how they come to be asked for one. The tenant's policy is
 * nobody's to set: tokens of the MFA API are asked for, which takes the factor of whoever has one
 * (Auth0 docs, "Manage Authentication Factors with Authentication API").
 */
final class SecondFactors {

  /** The grant types of the second step (Auth0 docs, "Multi-factor Authentication API"). */
  static final String OTP = "http://auth0.com/oauth/grant-type/mfa-otp";

  /** With a code or an answer that came another way. */
  static final String OOB = "http://auth0.com/oauth/grant-type/mfa-oob";

  /** With a recovery code. */
  static final String RECOVERY = "http://auth0.com/oauth/grant-type/mfa-recovery-code";

  /** A number that nobody has. */
  static final String PHONE = "+15555550123";

  private static final String SCOPE = "enroll read:authenticators remove:authenticators";
  private static final AuthenticatorApp APP =
      new AuthenticatorApp("MNXW45DSMFRXI4ZAN5TCAQLVORUDAMBA");

  private final Tenant tenant;

  SecondFactors(Tenant tenant) {
    this.tenant = tenant;
  }

  /** A client of one's own whose users may show second factors. */
  Application client() {
    Application client =
        tenant
            .fixtures()
            .web(
                Map.of(
                    "grant_types",
                    List.of("authorization_code", Fixtures.PASSWORD_REALM, OTP, OOB, RECOVERY)));
    tenant.fixtures().letUsersInto(client);
    return client;
  }

  /** The app of {@link #withApp}. */
  AuthenticatorApp app() {
    return APP;
  }

  /** A user of one's own with an authenticator app. */
  Person withApp() {
    requireFactor("otp");
    return enrolled(Json.of("type", "totp", "name", "fa0-contract", "totp_secret", APP.secret()));
  }

  /** A user of one's own with a phone that gets text messages: {@link #PHONE}. */
  Person withPhone() {
    requireFactor("sms");
    return enrolled(
        Json.of(
            "type",
            "phone",
            "name",
            "fa0-contract",
            "phone_number",
            PHONE,
            "preferred_authentication_method",
            "sms"));
  }

  /** Skips where a factor is switched off. */
  void requireFactor(String name) {
    Reply reply = tenant.management().get("/guardian/factors");
    boolean on =
        reply.status() == 200
            && Json.objects(reply).stream()
                .anyMatch(
                    factor ->
                        name.equals(factor.get("name"))
                            && Boolean.TRUE.equals(factor.get("enabled")));
    if (!on) {
      throw new Skipped("needs the second factor " + name + " to be switched on");
    }
  }

  /** What the token endpoint answers who asks for tokens of the MFA API by their password. */
  Reply asked(Application client, Person person) {
    return tenant.token(
        Json.with(
            client.passwordRequest(person),
            Json.of("audience", tenant.issuer() + "mfa/", "scope", SCOPE)));
  }

  /** The {@code mfa_token} of who has a factor. */
  String mfaToken(Application client, Person person) {
    return Json.text(Json.object(asked(client, person)), "mfa_token");
  }

  /** An access token for the MFA API, for who has no factor yet. */
  String accessToken(Application client, Person person) {
    Reply reply = asked(client, person);
    if (reply.status() != 200) {
      throw new Skipped("a user without a factor gets no token of the MFA API: " + reply.status());
    }
    return Json.text(Json.object(reply), "access_token");
  }

  /** What the token endpoint answers to the second step. */
  Reply shown(Application client, String grantType, Map<String, ?> factor) {
    return tenant.token(
        Json.with(Json.with(Json.of("grant_type", grantType), client.credentials()), factor));
  }

  /** What {@code /mfa/challenge} answers. */
  Reply challenged(Application client, String mfaToken, String type) {
    return tenant
        .post("/mfa/challenge")
        .json(
            Json.with(Json.of("mfa_token", mfaToken, "challenge_type", type), client.credentials()))
        .send();
  }

  private Person enrolled(Map<String, Object> method) {
    Person person = tenant.fixtures().person();
    Reply reply =
        tenant
            .management()
            .post(
                "/users/" + ManagementApi.segment(person.userId()) + "/authentication-methods",
                method);
    if (reply.status() != 201) {
      throw new Skipped("no factor can be made for a user: " + Json.told(reply));
    }
    return person;
  }
}
