package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** What is done in the background: users in and out (Auth0 docs, "Bulk User Imports"). */
@SuppressWarnings("MemberName") // Sentences.
final class JobsContract {

  private static final String BOUNDARY = "fa0-contract-boundary";
  private static final int PATIENCE = 120;

  private final Tenant tenant;

  JobsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void takes_users_in_with_202_and_a_job() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply = importing(connection, user(email()));

    assertThat(reply)
        .hasStatus(202)
        .hasMember("type", "users_import")
        .hasMember("status", "pending")
        .hasMember("connection_id", Json.text(connection, "id"))
        .hasMember("connection", Json.text(connection, "name"));
    assertThat(Json.text(Json.object(reply), "id")).matches("job_[A-Za-z0-9]{16}");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void sums_up_what_became_of_an_import() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Map<String, Object> done = done(Json.object(importing(connection, user(email()))));

    assertThat(done)
        .containsEntry("status", "completed")
        .containsEntry("summary", Map.of("failed", 0L, "updated", 0L, "inserted", 1L, "total", 1L));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void has_the_users_that_it_took_in() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    String email = email();

    done(Json.object(importing(connection, user(email))));

    assertThat(
            Json.objects(
                tenant.management().call("GET", "/users-by-email").query("email", email).send()))
        .singleElement()
        .satisfies(user -> assertThat(user).containsEntry("email", email));
  }

  @NotYetVerified(D)
  void enrolls_the_second_factors_of_users_it_takes_in() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    String email = email();
    String factors =
        "[{\"totp\":{\"secret\":\"JBSWY3DPEHPK3PXP\"}},{\"phone\":{\"value\":\"+15555550125\"}}]";

    done(Json.object(importing(connection, user(email, factors))));

    Map<String, Object> user =
        Json.objects(
                tenant.management().call("GET", "/users-by-email").query("email", email).send())
            .get(0);
    List<Map<String, Object>> methods =
        Json.objects(
            tenant
                .management()
                .get(
                    "/users/"
                        + ManagementApi.segment(Json.text(user, "user_id"))
                        + "/authentication-methods"));
    assertThat(user).doesNotContainKey("mfa_factors");
    assertThat(methods)
        .anySatisfy(method -> assertThat(method).containsEntry("type", "totp"))
        .anySatisfy(
            method ->
                assertThat(method)
                    .containsEntry("type", "phone")
                    .containsEntry("phone_number", "+15555550125"));
    assertThat(methods).allSatisfy(one -> assertThat(one).containsEntry("confirmed", true));
  }

  @NotYetVerified(D)
  void takes_in_nobody_with_a_second_factor_it_cannot_enroll() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    String email = email();

    Map<String, Object> done =
        done(
            Json.object(
                importing(connection, user(email, "[{\"totp\":{\"secret\":\"no base 32\"}}]"))));

    assertThat(Json.object(done, "summary")).containsEntry("failed", 1L);
    assertThat(
            Json.objects(
                tenant.management().call("GET", "/users-by-email").query("email", email).send()))
        .isEmpty();
  }

  @NotYetVerified(D)
  void has_no_errors_of_an_import_that_went_well() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    Map<String, Object> done = done(Json.object(importing(connection, user(email()))));

    assertThat(tenant.management().get("/jobs/" + Json.text(done, "id") + "/errors"))
        .hasStatus(204);
  }

  @NotYetVerified(D)
  void tells_of_users_who_were_there_already() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    Person there = tenant.fixtures().person(Json.text(connection, "name"), Map.of());
    Map<String, Object> done = done(Json.object(importing(connection, user(there.email()))));

    Reply reply = tenant.management().get("/jobs/" + Json.text(done, "id") + "/errors");

    assertThat(Json.object(done, "summary")).containsEntry("failed", 1L);
    assertThat(Json.objects(Json.objects(reply).get(0), "errors").get(0))
        .containsEntry("code", "DUPLICATED_USER")
        .containsEntry("message", "The user already exist and upsert parameter is false");
  }

  @NotYetVerified(D)
  void takes_no_users_into_a_connection_of_a_wrong_form() {
    Reply reply = importing(Map.of("id", "nonsense"), user(email()));

    assertThat(reply).hasStatus(400).hasErrorCode("invalid_body");
    assertThat(Json.text(Json.object(reply), "message"))
        .startsWith(
            "Payload validation error: 'String does not match pattern ^con_[A-Za-z0-9]{16}$")
        .contains("' on property connection_id");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void gives_users_out_with_200_and_a_job() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply =
        tenant
            .management()
            .post(
                "/jobs/users-exports",
                Json.of(
                    "connection_id",
                    Json.text(connection, "id"),
                    "format",
                    "json",
                    "limit",
                    5,
                    "fields",
                    List.of(Map.of("name", "email"))));

    assertThat(reply)
        .hasStatus(200)
        .hasMember("type", "users_export")
        .hasMember("status", "pending")
        .hasMember("connection", Json.text(connection, "name"))
        .hasMember("format", "json")
        .hasMember("limit", 5L);
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void sends_no_mail_for_a_client_of_a_wrong_form() {
    Reply reply =
        tenant
            .management()
            .post(
                "/jobs/verification-email",
                Json.of("user_id", "auth0|000000000000000000000000", "client_id", "not a client"));

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "Payload validation error: 'Object didn't pass validation for format client-id: not a"
                + " client' on property client_id (client_id of the client (application). If no"
                + " value provided, the global Client ID will be used).")
        .hasErrorCode("invalid_body");
  }

  private String email() {
    return tenant.fixtures().newName("user") + "@example.com";
  }

  private static String user(String email) {
    return "{\"email\":\"" + email + "\",\"email_verified\":true}";
  }

  private static String user(String email, String factors) {
    return "{\"email\":\"" + email + "\",\"mfa_factors\":" + factors + "}";
  }

  /** An import of one user, into a connection that takes the user away with it. */
  private Reply importing(Map<String, ?> connection, String user) {
    String users = "[" + user + "]";
    return tenant
        .management()
        .call("POST", "/jobs/users-imports")
        .body(
            "multipart/form-data; boundary=" + BOUNDARY,
            part("connection_id", String.valueOf(connection.get("id")))
                + part("upsert", "false")
                + part("send_completion_email", "false")
                + "--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"users\"; filename=\"users.json\""
                + "\r\nContent-Type: application/json\r\n\r\n"
                + users
                + "\r\n--"
                + BOUNDARY
                + "--\r\n")
        .send();
  }

  private static String part(String name, String value) {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  /** A job once it is no longer at work. */
  private Map<String, Object> done(Map<String, Object> job) {
    Map<String, Object> now = job;
    for (int i = 0; i < PATIENCE && !now.containsKey("summary"); i++) {
      now = Json.object(tenant.management().get("/jobs/" + Json.text(job, "id")));
    }
    return now;
  }
}
