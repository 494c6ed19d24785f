package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;

/** What all answers of the Management API have in common (Auth0 docs, "Management API v2"). */
@SuppressWarnings("MemberName") // Sentences.
final class ManagementConventionsContract {

  private static final String NOBODY = "/users/auth0%7C000000000000000000000000";
  private static final int MORE_THAN_ANY_LIMIT = 300;

  private final Tenant tenant;

  ManagementConventionsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void answers_in_json_and_utf_8() {
    assertThat(tenant.management().get("/roles?per_page=1"))
        .hasStatus(200)
        .hasHeader("Content-Type", "application/json; charset=utf-8");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void errs_in_json_and_utf_8() {
    assertThat(tenant.management().get(NOBODY))
        .hasStatus(404)
        .hasHeader("Content-Type", "application/json; charset=utf-8");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void lets_nobody_keep_an_answer() {
    assertThat(tenant.management().get("/roles?per_page=1"))
        .hasHeader("Cache-Control", "no-cache")
        .hasHeader("Vary", "origin,accept-encoding")
        .hasHeader("X-Content-Type-Options", "nosniff");
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void writes_an_error_compactly_with_its_members_in_order() {
    assertThat(tenant.management().get(NOBODY).body())
        .isEqualTo(
            "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"The user does not exist.\","
                + "\"errorCode\":\"inexistent_user\"}");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_the_limit_with_every_success() {
    Reply reply = tenant.management().get("/roles?per_page=1");

    assertThat(reply.header("X-RateLimit-Limit")).hasValueSatisfying(limit -> number(limit));
    assertThat(reply.header("X-RateLimit-Remaining")).hasValueSatisfying(left -> number(left));
    assertThat(reply.header("X-RateLimit-Reset")).hasValueSatisfying(second -> number(second));
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void has_less_left_than_the_limit_is() {
    Reply reply = tenant.management().get("/roles?per_page=1");

    assertThat(Long.parseLong(reply.header("X-RateLimit-Remaining").orElse("")))
        .isLessThan(Long.parseLong(reply.header("X-RateLimit-Limit").orElse("")));
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_no_limit_with_a_404() {
    assertThat(tenant.management().get(NOBODY))
        .hasStatus(404)
        .hasNoHeader("X-RateLimit-Limit")
        .hasNoHeader("X-RateLimit-Remaining")
        .hasNoHeader("X-RateLimit-Reset");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_no_limit_with_a_401() {
    assertThat(tenant.management().anonymous("GET", "/roles").send())
        .hasStatus(401)
        .hasNoHeader("X-RateLimit-Limit");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_no_limit_with_a_400() {
    assertThat(tenant.management().get("/roles?per_page=nonsense"))
        .hasStatus(400)
        .hasNoHeader("X-RateLimit-Limit");
  }

  @NotYetVerified(D)
  @Needs(Need.EXCESS)
  void refuses_more_requests_than_the_limit() {
    for (int i = 0; i < MORE_THAN_ANY_LIMIT; i++) {
      Reply reply = tenant.management().call("GET", "/roles").query("per_page", "1").once().send();
      if (reply.status() == 429) {
        assertThat(reply)
            .isManagementError(429, "Too Many Requests", "Global limit has been reached")
            .hasErrorCode("too_many_requests")
            .isRateLimited();
        return;
      }
    }
    throw new Skipped("no limit showed in " + MORE_THAN_ANY_LIMIT + " requests");
  }

  @NotYetVerified(L)
  void knows_no_path_but_its_own() {
    Reply reply = tenant.management().get("/fa0-contract");

    assertThat(reply).isManagementError(404, "Not Found", "Not Found");
    assertThat(Json.object(reply)).doesNotContainKey("errorCode");
  }

  @NotYetVerified(OPEN)
  void takes_a_wrong_method_for_a_wrong_path() {
    assertThat(tenant.management().call("PUT", "/roles").json(Json.of("name", "x")).send())
        .isManagementError(404, "Not Found", "Not Found");
  }

  @NotYetVerified(L)
  void refuses_a_body_that_is_no_json() {
    Reply reply =
        tenant
            .management()
            .call("POST", "/roles")
            .body("application/json", "{\"name\": \"unfinished")
            .send();

    assertThat(reply).isManagementError(400, "Bad Request", "Invalid request payload JSON format");
  }

  @NotYetVerified(L)
  void refuses_a_body_of_another_type() {
    Reply reply =
        tenant.management().call("POST", "/roles").body("text/plain", "{\"name\":\"x\"}").send();

    assertThat(reply).isManagementError(415, "Unsupported Media Type", "Unsupported Media Type");
  }

  @NotYetVerified(D)
  void takes_a_form_where_it_takes_json() {
    String name = tenant.fixtures().newName("role");

    Reply reply = tenant.management().call("POST", "/roles").form(Json.of("name", name)).send();

    assertThat(reply).hasStatus(200).hasMember("name", name);
    tenant.fixtures().remove("/roles/" + Json.text(Json.object(reply), "id"));
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void answers_with_a_bare_number_where_it_counts_active_users() {
    assertThat(tenant.management().get("/stats/active-users").body()).matches("\\d+");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void tells_times_in_utc_to_the_millisecond() {
    Person person = tenant.fixtures().person();

    Reply reply = tenant.management().get("/users/" + ManagementApi.segment(person.userId()));

    assertThat(Json.text(Json.object(reply), "created_at"))
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void deletes_without_a_word() {
    String name = tenant.fixtures().newName("api");
    String id =
        Json.text(
            tenant
                .fixtures()
                .make(
                    "/resource-servers",
                    Json.of("name", name, "identifier", "https://" + name + ".example/")),
            "id");

    Reply reply = tenant.management().delete("/resource-servers/" + id);

    assertThat(reply).hasStatus(204);
    assertThat(reply.body()).isEmpty();
  }

  private static void number(String text) {
    assertThat(text).matches("\\d+");
  }
}
