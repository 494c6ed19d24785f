package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.S;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Users who are asked on their phones (OpenID Connect CIBA Core; Auth0 docs, "User Initiated
 * Backchannel Authentication"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class BackchannelContract {

  private static final String GRANT_TYPE = "urn:openid:params:grant-type:ciba";
  private static final String NOBODY = "auth0|fa0-contract-nobody";

  private final Tenant tenant;

  BackchannelContract(Tenant tenant) {
    this.tenant = tenant;
  }

  // POST /bc-authorize

  @VerifiedAgainstAuth0(on = "2024-12-10", by = RECORDING)
  void refuses_a_user_it_does_not_know() {
    Reply reply = asked(client(), NOBODY, Map.of());

    assertThat(reply)
        .isOAuthError(400, "unknown_user_id", "User ID is malformed or unknown")
        .hasHeader("Content-Type", "application/json; charset=utf-8");
  }

  @VerifiedAgainstAuth0(on = "2024-12-10", by = RECORDING)
  void asks_for_the_scope_openid() {
    Reply reply = asked(client(), NOBODY, Map.of("scope", "profile"));

    assertThat(reply).isOAuthError(400, "invalid_request", "openid scope must be requested");
  }

  @NotYetVerified(S)
  void asks_what_the_user_is_to_be_told() {
    Reply reply = asked(client(), NOBODY, Map.of("binding_message", ""));

    assertThat(reply).isOAuthError(400, "invalid_request", "binding_message is required");
  }

  @NotYetVerified(D)
  void refuses_a_message_of_more_than_64_characters() {
    Reply reply = asked(client(), NOBODY, Map.of("binding_message", "A".repeat(65)));

    assertThat(reply).isOAuthError(400, "invalid_request");
  }

  @NotYetVerified(D)
  void refuses_a_message_with_other_than_plain_characters() {
    Reply reply = asked(client(), NOBODY, Map.of("binding_message", "<b>50 &euro;</b>"));

    assertThat(reply).isOAuthError(400, "invalid_request");
  }

  @NotYetVerified(D)
  void refuses_to_wait_for_more_than_three_days() {
    Reply reply = asked(client(), NOBODY, Map.of("requested_expiry", "259201"));

    assertThat(reply).isOAuthError(400, "invalid_request");
  }

  @NotYetVerified(F2)
  void refuses_clients_that_may_not_ask() {
    Reply reply = asked(tenant.fixtures().web(), NOBODY, Map.of());

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + GRANT_TYPE + "' not allowed for the client.");
  }

  @NotYetVerified(F2)
  void refuses_a_client_with_a_wrong_secret() {
    Reply reply = asked(client(), NOBODY, Map.of("client_secret", "not-the-secret-of-this-client"));

    assertThat(reply).hasStatus(401);
  }

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void waits_five_minutes_for_an_answer() {
    Map<String, Object> answer = begun(client());

    assertThat(answer)
        .containsOnlyKeys("auth_req_id", "expires_in", "interval")
        .containsEntry("expires_in", 300L)
        .containsEntry("interval", 5L);
    assertThat(Json.text(answer, "auth_req_id")).isNotEmpty();
  }

  // Polling

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void tells_a_client_that_the_user_has_yet_to_answer() {
    Application client = client();
    Map<String, Object> begun = begun(client);

    Reply reply = polled(client, Json.text(begun, "auth_req_id"));

    assertThat(reply)
        .isOAuthError(400, "authorization_pending", "The end-user authorization is pending");
  }

  @NotYetVerified(D)
  @Needs(Need.MESSAGES)
  void tells_a_client_that_asks_too_often_how_long_to_wait() {
    Application client = client();
    String id = Json.text(begun(client), "auth_req_id");
    polled(client, id);

    Reply reply = polled(client, id);

    assertThat(reply)
        .isOAuthError(
            400, "slow_down", "You are polling faster than allowed. Try again in 10 seconds.")
        .hasMember("interval", 10L)
        .hasHeader("Retry-After", "10");
  }

  @NotYetVerified(S)
  void refuses_a_request_it_does_not_know() {
    Reply reply = polled(client(), "fa0-contract-no-such-request");

    assertThat(reply)
        .hasMember("error", "invalid_grant")
        .hasMember("error_description", "Invalid or expired auth_req_id");
  }

  @NotYetVerified(F2)
  void refuses_to_be_polled_by_clients_that_may_not_ask() {
    assertThat(polled(tenant.fixtures().web(), "fa0-contract-no-such-request"))
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + GRANT_TYPE + "' not allowed for the client.");
  }

  private Application client() {
    return tenant
        .fixtures()
        .confidentialWhereTaken(
            GRANT_TYPE,
            Json.of(
                "jwt_configuration",
                Map.of("alg", "RS256"),
                "async_approval_notification_channels",
                List.of("guardian-push")));
  }

  /** A request that waits, where a push can be sent to the user. */
  private Map<String, Object> begun(Application client) {
    tenant.fixtures().letUsersInto(client);
    Reply reply = asked(client, tenant.fixtures().person().userId(), Map.of());
    if (reply.status() != 200) {
      throw new Skipped("no push can be sent to a user who was just made: " + Json.told(reply));
    }
    return Json.object(reply);
  }

  private Reply asked(Application client, String userId, Map<String, String> more) {
    Map<String, Object> body =
        Json.with(
            Json.of(
                "scope",
                "openid",
                "binding_message",
                "TEST-BINDING-MESSAGE",
                "login_hint",
                Json.write(Json.of("format", "iss_sub", "iss", tenant.issuer(), "sub", userId))),
            client.credentials());
    body.putAll(more);
    body.values().removeIf(""::equals);
    Reply reply = tenant.post("/bc-authorize").form(body).send();
    if (reply.status() == 404) {
      throw new Skipped("the target asks nobody on their phone");
    }
    return reply;
  }

  /** One poll; a 429 is the answer. */
  private Reply polled(Application client, String id) {
    return tenant
        .post("/oauth/token")
        .json(Json.with(Json.of("grant_type", GRANT_TYPE, "auth_req_id", id), client.credentials()))
        .once()
        .send();
  }
}
