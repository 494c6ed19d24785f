package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.ReplyAssert;

/**
 * What the Management API says of things that are not there: each kind has words of its own, and
 * the older ones an errorCode. Where only the class of recordings is known, the date is that of the
 * oldest one.
 */
@SuppressWarnings("MemberName") // Sentences.
final class ManagementNotFoundContract {

  private static final String SOME_UUID = "09ee2b9b-282d-4a65-87d1-f01adf007745";

  private final Tenant tenant;

  ManagementNotFoundContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void knows_no_such_user() {
    missing("/users/auth0%7Cthis-user-id-does-not-exist", "The user does not exist.")
        .hasErrorCode("inexistent_user");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_such_client() {
    missing("/clients/TzopGgIWCuI8Awu9Q7mnbxM8LM5eqswH", "The client does not exist")
        .hasErrorCode("inexistent_client");
  }

  @VerifiedAgainstAuth0(on = "2024-09-20", by = RECORDING)
  void knows_no_such_resource_server() {
    missing(
            "/resource-servers/this-resource-server-does-not-exist",
            "The resource server does not exist")
        .hasErrorCode("inexistent_resource_server");
  }

  @VerifiedAgainstAuth0(on = "2026-01-30", by = RECORDING)
  void knows_no_such_client_grant() {
    missing("/client-grants/cgr_RbTA5m85G24ODe5i", "The grant does not exist.")
        .hasErrorCode("inexistent_client_grant");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_such_connection() {
    missing("/connections/con_RbTA5m85G24ODe5i", "The connection does not exist")
        .hasErrorCode("inexistent_connection");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_such_role() {
    withoutCode("/roles/rol_RbTA5m85G24ODe5i", "The role does not exist.");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void knows_no_such_organization() {
    withoutCode("/organizations/org_RbTA5m85G24ODe5i", "No organization found by that id or name");
  }

  @VerifiedAgainstAuth0(on = "2026-06-11", by = RECORDING)
  void knows_no_such_action() {
    withoutCode("/actions/actions/" + SOME_UUID, "That action does not exist.");
  }

  @VerifiedAgainstAuth0(on = "2025-07-15", by = RECORDING)
  void knows_no_such_log_stream() {
    withoutCode("/log-streams/lst_0000000000012789", "The log stream does not exist.");
  }

  @VerifiedAgainstAuth0(on = "2025-09-09", by = RECORDING)
  void knows_no_such_event_stream() {
    withoutCode(
        "/event-streams/est_5RTZiB9C532j383njbXibB", "The requested stream does not exist.");
  }

  @VerifiedAgainstAuth0(on = "2024-10-08", by = RECORDING)
  void knows_no_such_flow() {
    withoutCode("/flows/af_bskks8aGbiq7qS13umnuvX", "Flow not found");
  }

  @VerifiedAgainstAuth0(on = "2026-01-28", by = RECORDING)
  void knows_no_such_custom_domain() {
    missing(
            "/custom-domains/cd_6hxWGEsXvZyIUcoI",
            "The custom domain cd_6hxWGEsXvZyIUcoI does not exist")
        .hasErrorCode("inexistent_custom_domain");
  }

  @VerifiedAgainstAuth0(on = "2026-06-11", by = RECORDING)
  void knows_no_such_token_exchange_profile() {
    withoutCode(
        "/token-exchange-profiles/tep_Tnvl88SKv98TkMmr", "Token exchange profile not found.");
  }

  @VerifiedAgainstAuth0(on = "2025-09-29", by = RECORDING)
  void knows_no_such_user_attribute_profile() {
    withoutCode(
        "/user-attribute-profiles/uap_1csqsazuYYJRAXLDR6kwrN", "User attribute profile not found.");
  }

  @VerifiedAgainstAuth0(on = "2025-09-30", by = RECORDING)
  void knows_no_such_self_service_profile() {
    withoutCode(
        "/self-service-profiles/ssp_bskks8aGbiq7qS13umnuvX",
        "Profile with ID: ssp_bskks8aGbiq7qS13umnuvX not found");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void knows_no_such_enrollment() {
    missing("/guardian/enrollments/dev_0000000000000001", "Enrollment not found")
        .hasErrorCode("enrollment_not_found");
  }

  @NotYetVerified(D)
  void knows_no_such_log() {
    missing("/logs/90020231110110819308230000000000000001223372060221940944", "Log not found.");
  }

  @NotYetVerified(D)
  void knows_no_such_job() {
    missing("/jobs/job_6nNLiwFZksN0YmRR", "The job does not exist");
  }

  @NotYetVerified(D)
  void knows_no_such_session() {
    missing("/sessions/fa0-contract-session", "The session does not exist.");
  }

  @NotYetVerified(D)
  void knows_no_such_refresh_token() {
    missing("/refresh-tokens/fa0-contract-token", "The refresh token does not exist.");
  }

  private ReplyAssert missing(String path, String message) {
    return missing(tenant.management().get(path), message);
  }

  private void withoutCode(String path, String message) {
    Reply reply = tenant.management().get(path);
    missing(reply, message);
    assertThat(Json.object(reply)).doesNotContainKey("errorCode");
  }

  private static ReplyAssert missing(Reply reply, String message) {
    if (reply.status() == 403) {
      throw new Skipped("the target's plan or the client's scopes refuse it: " + Json.told(reply));
    }
    return assertThat(reply).isManagementError(404, "Not Found", message);
  }
}
