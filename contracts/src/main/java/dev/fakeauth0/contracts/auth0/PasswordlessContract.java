package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Codes by e-mail and text message in place of passwords (Auth0 docs, "Get Code or Link",
 * "Authenticate User"; "Passwordless on Database Connections").
 */
@SuppressWarnings("MemberName") // Sentences.
final class PasswordlessContract {

  private static final String GRANT_TYPE = "http://auth0.com/oauth/grant-type/passwordless/otp";
  private static final String START = "/passwordless/start";
  private static final String PHONE = "+15555550124";

  private final Tenant tenant;

  PasswordlessContract(Tenant tenant) {
    this.tenant = tenant;
  }

  /**
   * A client whose users have no passwords.
   *
   * @param client it
   * @param connection the name of their connection
   * @param member by what they are known: {@code email} or {@code phone_number}
   * @param address an address of somebody who is not there
   */
  private record Codes(Application client, String connection, String member, String address) {}

  // POST /passwordless/start

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void sends_a_code_to_an_email_address() {
    Codes codes = byEmail();

    Reply reply = started(codes, Map.of("send", "code"));

    assertThat(reply).hasStatus(200);
    assertThat(Json.object(reply))
        .containsOnlyKeys("_id", "email", "email_verified")
        .containsEntry("email", codes.address())
        .containsEntry("email_verified", false);
    assertThat(Json.text(Json.object(reply), "_id")).matches("[0-9a-f]{24}");
  }

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void sends_a_link_to_an_email_address() {
    Codes codes = byEmail();

    Reply reply = started(codes, Map.of("send", "link"));

    assertThat(reply).hasStatus(200).hasMember("email", codes.address());
  }

  @VerifiedAgainstAuth0(on = "2023-08-11", by = RECORDING)
  @Needs(Need.MESSAGES)
  void sends_a_code_to_a_phone() {
    Reply reply = started(bySms(), Map.of());

    if (reply.status() == 400 && "sms_provider_error".equals(Json.object(reply).get("error"))) {
      throw new Skipped("the target has nobody who sends text messages: " + Json.told(reply));
    }
    assertThat(reply).hasStatus(200).hasMember("phone_number", PHONE);
    assertThat(Json.object(reply)).containsKey("phone_verified");
    assertThat(Json.text(Json.object(reply), "_id")).matches("[0-9a-f]{24}");
  }

  @NotYetVerified(D)
  void refuses_a_connection_that_does_not_exist() {
    assertRefused(
        started(byEmail(), Map.of("connection", tenant.fixtures().newName("nowhere"))),
        "bad.connection",
        "Connection does not exist");
  }

  @NotYetVerified(D)
  void refuses_a_database_for_a_connection_without_passwords() {
    assertRefused(
        started(byEmail(), Map.of("connection", tenant.fixtures().directory())),
        "bad.connection",
        "Invalid connection strategy. It must either be a passwordless connection");
  }

  @NotYetVerified(D)
  void refuses_a_connection_that_is_off_for_the_client() {
    Codes codes = new Codes(client(), connection("email", List.of()), "email", address());

    assertRefused(started(codes, Map.of()), "bad.connection", "Connection is disabled");
  }

  @NotYetVerified(D)
  void asks_for_the_connection() {
    Codes codes = byEmail();
    Map<String, Object> body = good(codes);
    body.remove("connection");

    assertRefused(
        tenant.post(START).json(body).send(),
        "bad.connection",
        "Missing required property: connection");
  }

  @NotYetVerified(D)
  void asks_for_the_client() {
    Codes codes = byEmail();

    Reply reply =
        tenant
            .post(START)
            .json(Json.of("connection", codes.connection(), "email", codes.address()))
            .send();

    assertRefused(reply, "bad.client_id", "Missing required property: client_id");
  }

  @NotYetVerified(D)
  void asks_for_the_phone_number() {
    Codes codes = bySms();
    Map<String, Object> body = good(codes);
    body.remove("phone_number");

    assertRefused(
        tenant.post(START).json(body).send(),
        "bad.phone_number",
        "Missing required property: phone_number");
  }

  @NotYetVerified(D)
  void refuses_a_phone_number_without_its_country() {
    assertRefused(
        started(bySms(), Map.of("phone_number", "555 0124")),
        "bad.phone_number",
        "String does not match pattern: ^\\+[0-9]{1,15}$");
  }

  @NotYetVerified(D)
  void refuses_a_property_it_does_not_know() {
    assertRefused(
        started(byEmail(), Map.of("fa0_contract", "x")),
        "bad.request",
        "the following properties are not allowed: fa0_contract");
  }

  @NotYetVerified(D)
  void refuses_parameters_that_are_no_object() {
    assertRefused(
        started(byEmail(), Map.of("authParams", "scope=openid")),
        "bad.authParams",
        "error in authParams - invalid type: string (expected object)");
  }

  @NotYetVerified(D)
  void refuses_a_start_with_a_wrong_secret() {
    Reply reply = started(byEmail(), Map.of("client_secret", "not-the-secret-of-this-client"));

    assertThat(reply).hasStatus(401);
  }

  // The grant

  @NotYetVerified(S)
  void refuses_a_wrong_code_of_an_email() {
    assertThat(exchanged(byEmail(), Map.of()))
        .isOAuthError(403, "invalid_grant", "Wrong email or verification code.");
  }

  @NotYetVerified(S)
  void refuses_a_wrong_code_of_a_text_message() {
    assertThat(exchanged(bySms(), Map.of()))
        .isOAuthError(403, "invalid_grant", "Wrong phone number or verification code.");
  }

  @NotYetVerified(F2)
  @Needs(Need.MESSAGES)
  void refuses_all_codes_after_three_wrong_ones() {
    Codes codes = byEmail();
    assertThat(started(codes, Map.of("send", "code"))).hasStatus(200);
    for (int i = 0; i < 3; i++) {
      assertThat(exchanged(codes, Map.of()))
          .isOAuthError(403, "invalid_grant", "Wrong email or verification code.");
    }

    Reply reply = exchanged(codes, Map.of());

    assertThat(reply)
        .isOAuthError(
            403,
            "invalid_grant",
            "You've reached the maximum number of attempts. Please try to login again.");
  }

  @NotYetVerified(L)
  void asks_for_the_code() {
    Reply reply = exchanged(byEmail(), Map.of("otp", ""));

    assertThat(reply).isOAuthError(400, "invalid_request", "Missing required parameter: otp");
  }

  @NotYetVerified(L)
  void asks_who_it_is() {
    Reply reply = exchanged(byEmail(), Map.of("username", ""));

    assertThat(reply).isOAuthError(400, "invalid_request", "Missing required parameter: username");
  }

  @NotYetVerified(OPEN)
  void refuses_a_realm_it_does_not_know() {
    Reply reply = exchanged(byEmail(), Map.of("realm", "fa0-contract-no-such-realm"));

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "Unknown realm fa0-contract-no-such-realm.");
  }

  @NotYetVerified(F2)
  void refuses_clients_that_may_not_use_codes() {
    Codes codes = byEmail();
    Application web = tenant.fixtures().web();

    Reply reply = exchanged(new Codes(web, codes.connection(), "email", codes.address()), Map.of());

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + GRANT_TYPE + "' not allowed for the client.");
  }

  // POST /otp/challenge

  @NotYetVerified(D)
  void asks_for_an_address_of_a_database_user() {
    Application client = client();

    Reply reply =
        challenged(
            Json.with(client.credentials(), Map.of("connection", tenant.fixtures().directory())));

    String words = "Either email or phone_number must be provided";
    assertThat(reply).isOAuthError(400, "invalid_request", words);
    assertThat(Json.objects(Json.object(reply), "validation_errors"))
        .containsExactly(Json.of("field", "email", "message", words));
  }

  @NotYetVerified(D)
  void lets_only_clients_that_use_codes_have_one_sent_to_a_database_user() {
    Reply reply =
        challenged(
            Json.with(
                tenant.fixtures().web().credentials(),
                Map.of("connection", tenant.fixtures().directory(), "email", address())));

    assertThat(reply).isOAuthError(403, "unauthorized_client");
  }

  @NotYetVerified(D)
  void refuses_a_challenge_in_a_connection_that_has_no_codes() {
    Reply reply =
        challenged(
            Json.with(
                client().credentials(),
                Map.of("connection", tenant.fixtures().newName("nowhere"), "email", address())));

    assertThat(reply).isOAuthError(400, "invalid_connection");
  }

  @NotYetVerified(D)
  void begins_a_session_for_a_database_user_who_is_not_there_too() {
    Application client = client();

    Reply reply =
        challenged(
            Json.with(
                client.credentials(),
                Map.of("connection", databaseWithCodes(client), "email", address())));

    assertThat(reply).hasStatus(200);
    assertThat(Json.object(reply)).containsOnlyKeys("auth_session");
    assertThat(Json.text(Json.object(reply), "auth_session")).matches("[0-9a-f]{24}");
  }

  @NotYetVerified(D)
  void refuses_a_wrong_code_of_a_database_user() {
    Application client = client();
    Map<String, Object> session =
        Json.object(
            challenged(
                Json.with(
                    client.credentials(),
                    Map.of("connection", databaseWithCodes(client), "email", address()))));

    Reply reply =
        tenant.token(
            Json.with(
                Json.with(Json.of("grant_type", GRANT_TYPE, "otp", "000000"), session),
                client.credentials()));

    assertThat(reply).isOAuthError(400, "invalid_request");
  }

  private static void assertRefused(Reply reply, String error, String description) {
    assertThat(reply).isOAuthError(400, error, description);
  }

  private Codes byEmail() {
    Application client = client();
    String connection = connection("email", List.of(client.clientId()));
    return new Codes(client, connection, "email", address());
  }

  private Codes bySms() {
    Application client = client();
    return new Codes(client, connection("sms", List.of(client.clientId())), "phone_number", PHONE);
  }

  private Application client() {
    return tenant.fixtures().web(Map.of("grant_types", List.of("authorization_code", GRANT_TYPE)));
  }

  private String connection(String strategy, List<String> clients) {
    return Json.text(
        tenant
            .fixtures()
            .makeWhereTaken(
                "/connections",
                Json.of(
                    "name",
                    tenant.fixtures().newName(strategy),
                    "strategy",
                    strategy,
                    "enabled_clients",
                    clients)),
        "name");
  }

  private String databaseWithCodes(Application client) {
    return Json.text(
        tenant
            .fixtures()
            .makeWhereTaken(
                "/connections",
                Json.of(
                    "name",
                    tenant.fixtures().newName("codes"),
                    "strategy",
                    "auth0",
                    "enabled_clients",
                    List.of(client.clientId()),
                    "options",
                    Map.of(
                        "authentication_methods",
                        Json.of(
                            "password",
                            Map.of("enabled", true),
                            "email_otp",
                            Map.of("enabled", true))))),
        "name");
  }

  private String address() {
    return tenant.fixtures().newName("nobody") + "@example.com";
  }

  private Reply challenged(Map<String, ?> body) {
    Reply reply = tenant.post("/otp/challenge").json(body).send();
    if (reply.status() == 404) {
      throw new Skipped("the target sends no codes to users of databases");
    }
    return reply;
  }

  private Reply started(Codes codes, Map<String, ?> more) {
    return tenant.post(START).json(Json.with(good(codes), more)).send();
  }

  private static Map<String, Object> good(Codes codes) {
    return Json.with(
        Json.of("connection", codes.connection(), codes.member(), codes.address()),
        codes.client().credentials());
  }

  /** With a code that was not sent; parameters that are empty are left out. */
  private Reply exchanged(Codes codes, Map<String, ?> more) {
    Map<String, Object> body =
        Json.with(
            Json.of(
                "grant_type",
                GRANT_TYPE,
                "realm",
                codes.connection(),
                "username",
                codes.address(),
                "otp",
                "not-it",
                "scope",
                "openid"),
            codes.client().credentials());
    body.putAll(more);
    body.values().removeIf(""::equals);
    return tenant.token(body);
  }
}
