package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * How the Management API refuses what is not in its schemas: a fault in the words of its validator,
 * and where it is (Auth0 docs, "Management API v2").
 */
@SuppressWarnings("MemberName") // Sentences.
final class ManagementValidationContract {

  private final Tenant tenant;

  ManagementValidationContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(D)
  void refuses_a_property_it_does_not_know() {
    Reply reply = role(Json.of("name", name(), "nonsense", true));

    refused(reply, "Payload validation error: 'Additional properties not allowed: nonsense'.");
  }

  @NotYetVerified(D)
  void makes_nothing_of_a_body_it_refuses() {
    String name = name();

    role(Json.of("name", name, "nonsense", true));

    assertThat(tenant.management().call("GET", "/roles").query("name_filter", name).send().body())
        .isEqualTo("[]");
  }

  @NotYetVerified(D)
  void says_of_which_property_an_unknown_one_is_a_part() {
    Reply reply =
        client(
            Json.of(
                "rotation_type",
                "non-rotating",
                "expiration_type",
                "non-expiring",
                "nonsense",
                true));

    refusedAt(reply, "Additional properties not allowed: nonsense", "refresh_token");
  }

  @NotYetVerified(F2)
  void refuses_a_body_that_lacks_a_property() {
    refused(
        role(Json.of("description", "A role without a name")),
        "Payload validation error: 'Missing required property: name'.");
  }

  @NotYetVerified(L)
  void refuses_a_number_for_text() {
    refusedAt(role(Json.of("name", 7)), "Expected type string but found type integer", "name");
  }

  @NotYetVerified(L)
  void refuses_text_for_an_array() {
    refusedAt(
        tenant.management().post("/client-grants", grant("read:things")),
        "Expected type array but found type string",
        "scope");
  }

  @NotYetVerified(L)
  void refuses_a_value_that_is_none_of_those_it_knows() {
    Reply reply =
        tenant.management().post("/clients", Json.of("name", name(), "app_type", "nonsense"));

    refusedAt(reply, "No enum match for: nonsense", "app_type");
  }

  @NotYetVerified(L)
  void refuses_text_of_a_wrong_form() {
    refusedAt(
        tenant.management().post("/clients", Json.of("name", "<fa0-contract>")),
        "String does not match pattern ^[^<>]+$: <fa0-contract>",
        "name");
  }

  @NotYetVerified(L)
  void refuses_text_that_is_too_long() {
    Reply reply =
        tenant
            .management()
            .post("/clients", Json.of("name", name(), "description", "x".repeat(141)));

    refusedAt(reply, "String is too long (141 chars), maximum 140", "description");
  }

  @NotYetVerified(L)
  void refuses_a_number_that_is_too_large() {
    Reply reply =
        tenant
            .management()
            .post(
                "/resource-servers",
                Json.of(
                    "identifier", "https://" + name() + ".example/", "token_lifetime", 2592001));

    refusedAt(reply, "Value 2592001 is greater than maximum 2592000", "token_lifetime");
  }

  @NotYetVerified(L)
  void refuses_what_is_no_email_address() {
    Reply reply =
        tenant
            .management()
            .post(
                "/users",
                Json.of(
                    "connection",
                    tenant.fixtures().directory(),
                    "email",
                    "nonsense",
                    "password",
                    "Fa0-contract-P4ss!"));

    refusedAt(reply, "Object didn't pass validation for format email: nonsense", "email");
  }

  @NotYetVerified(L)
  void names_the_place_of_a_fault_in_an_array() {
    Reply reply =
        tenant
            .management()
            .post(
                "/resource-servers",
                Json.of(
                    "identifier",
                    "https://" + name() + ".example/",
                    "scopes",
                    List.of(Map.of("value", "read:things"), Map.of("value", 7))));

    refusedAt(reply, "Expected type string but found type integer", "scopes[1].value");
  }

  @NotYetVerified(F)
  void refuses_a_query_parameter_of_a_wrong_type() {
    Reply reply = tenant.management().get("/clients?page=nonsense");

    assertThat(reply).hasStatus(400).hasErrorCode("invalid_query_string");
    assertThat(Json.text(Json.object(reply), "message"))
        .startsWith(
            "Query validation error: 'Expected type integer but found type string' on property"
                + " page");
  }

  @NotYetVerified(F)
  void gives_no_more_than_a_hundred_to_a_page() {
    Reply reply = tenant.management().get("/clients?per_page=101");

    assertThat(reply).hasStatus(400).hasErrorCode("invalid_query_string");
    assertThat(Json.text(Json.object(reply), "message"))
        .startsWith(
            "Query validation error: 'Value 101 is greater than maximum 100' on property per_page");
  }

  @VerifiedAgainstAuth0(on = "2025-09-08", by = RECORDING)
  void refuses_an_id_of_the_wrong_form() {
    Reply reply = tenant.management().get("/event-streams/est_invalid_id_1234567890");
    skipWithoutPlan(reply);

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "Path validation error: 'Object didn't pass validation for format event-stream-id:"
                + " est_invalid_id_1234567890' on property id (Unique identifier for the event"
                + " stream).")
        .hasErrorCode("invalid_uri");
  }

  @VerifiedAgainstAuth0(on = "2026-07-31", by = RECORDING)
  void words_rules_that_no_schema_has_as_faults_of_the_body_too() {
    Reply reply =
        tenant
            .management()
            .post(
                "/network-acls",
                Json.of(
                    "description",
                    name(),
                    "active",
                    false,
                    "priority",
                    10,
                    "rule",
                    Json.of(
                        "action", Map.of("redirect", true),
                        "match", Map.of("asns", List.of(9453)),
                        "scope", "tenant")));
    skipWithoutPlan(reply);

    refused(reply, "Payload validation error: Action type of `redirect` requires a `redirect_uri`");
  }

  @NotYetVerified(D)
  void does_not_let_what_it_decides_itself_be_sent() {
    refused(
        role(Json.of("name", name(), "id", "rol_0000000000000000")),
        "Payload validation error: 'Additional properties not allowed: id'.");
  }

  private String name() {
    return tenant.fixtures().newName("refused");
  }

  private Reply role(Map<String, Object> body) {
    return tenant.management().post("/roles", body);
  }

  private Reply client(Map<String, Object> refreshToken) {
    return tenant
        .management()
        .post("/clients", Json.of("name", name(), "refresh_token", refreshToken));
  }

  private Map<String, Object> grant(String scope) {
    return Json.of(
        "client_id", tenant.fixtures().stranger().clientId(),
        "audience", tenant.fixtures().api().identifier(),
        "scope", scope);
  }

  private static void refused(Reply reply, String message) {
    assertThat(reply).isManagementError(400, "Bad Request", message).hasErrorCode("invalid_body");
  }

  /** What a property is called in words follows its name, where the API's description has any. */
  private static void refusedAt(Reply reply, String fault, String property) {
    assertThat(reply).hasStatus(400).hasErrorCode("invalid_body");
    assertThat(Json.text(Json.object(reply), "message"))
        .startsWith("Payload validation error: '" + fault + "' on property " + property)
        .matches(text -> text.endsWith(property + ".") || text.endsWith(")."), "ends there");
  }

  private static void skipWithoutPlan(Reply reply) {
    if (reply.status() == 403) {
      throw new Skipped("the target's plan or the client's scopes refuse it: " + Json.told(reply));
    }
  }
}
