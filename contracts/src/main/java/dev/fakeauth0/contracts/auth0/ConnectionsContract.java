package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/** Connections, of which a database needs nobody else (Auth0 docs, "Database Connections"). */
@SuppressWarnings("MemberName") // Sentences.
final class ConnectionsContract {

  private final Tenant tenant;

  ConnectionsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void makes_a_database_that_nobody_uses_yet() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    assertThat(connection)
        .containsEntry("strategy", "auth0")
        .containsEntry("enabled_clients", List.of())
        .containsEntry("realms", List.of(Json.text(connection, "name")))
        .containsEntry("is_domain_connection", false);
    assertThat(Json.text(connection, "id")).matches("con_[A-Za-z0-9]{16}");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void has_a_database_do_what_is_safe_if_not_told() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    assertThat(Json.object(connection, "options"))
        .containsEntry("passwordPolicy", "good")
        .containsEntry("brute_force_protection", true)
        .containsEntry("strategy_version", 2L)
        .containsEntry("mfa", Map.of("active", true, "return_enroll_settings", true));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void lets_users_of_a_database_in_by_password_and_not_by_passkey_if_not_told() {
    Map<String, Object> options = Json.object(tenant.fixtures().connection(Map.of()), "options");

    Map<String, Object> methods = Json.object(options, "authentication_methods");

    assertThat(Json.object(methods, "password")).containsEntry("enabled", true);
    assertThat(Json.object(methods, "passkey")).containsEntry("enabled", false);
  }

  @VerifiedAgainstAuth0(on = "2026-06-11", by = RECORDING)
  void completes_options_that_are_sent_in_part() {
    Map<String, Object> connection =
        tenant.fixtures().connection(Map.of("options", Map.of("disable_signup", true)));

    assertThat(Json.object(connection, "options"))
        .containsEntry("disable_signup", true)
        .containsEntry("passwordPolicy", "good")
        .containsEntry("brute_force_protection", true);
  }

  @VerifiedAgainstAuth0(on = "2026-08-07", by = RECORDING)
  void replaces_the_options_as_a_whole() {
    Map<String, Object> connection =
        tenant.fixtures().connection(Map.of("options", Map.of("disable_signup", true)));

    Reply reply =
        tenant
            .management()
            .patch(path(connection), Json.of("options", Map.of("passwordPolicy", "low")));

    assertThat(reply).hasStatus(200);
    assertThat(Json.object(Json.object(reply), "options"))
        .containsEntry("passwordPolicy", "low")
        .doesNotContainKey("disable_signup");
  }

  @NotYetVerified(D)
  void lets_no_two_connections_have_one_name() {
    String name = Json.text(tenant.fixtures().connection(Map.of()), "name");

    Reply reply = create(Json.of("name", name, "strategy", "auth0"));

    assertThat(reply)
        .isManagementError(409, "Conflict", "A connection with the same name already exists");
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void finds_a_connection_by_its_name() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply =
        tenant
            .management()
            .call("GET", "/connections")
            .query("name", Json.text(connection, "name"))
            .query("take", "1")
            .send();

    assertThat(Json.objects(Json.object(reply), "connections"))
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("id", connection.get("id")));
  }

  @VerifiedAgainstAuth0(on = "2026-01-28", by = RECORDING)
  void tells_more_of_a_connection_than_the_fields_asked_for() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply =
        tenant.management().get(path(connection) + "?fields=strategy,name&include_fields=true");

    assertThat(Json.object(reply))
        .containsOnlyKeys(
            "id",
            "strategy",
            "name",
            "is_domain_connection",
            "authentication",
            "connected_accounts");
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void lists_connections_of_one_strategy() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    assertThat(tenant.management().all("/connections?strategy=auth0"))
        .anySatisfy(one -> assertThat(one).containsEntry("id", connection.get("id")))
        .allSatisfy(one -> assertThat(one).containsEntry("strategy", "auth0"));
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void opens_a_connection_to_clients_with_204() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    String client = tenant.fixtures().web(Map.of()).clientId();

    Reply opened = enable(connection, client, true);
    Reply listed = tenant.management().get(path(connection) + "/clients?take=100");

    assertThat(opened).hasStatus(204);
    assertThat(Json.objects(Json.object(listed), "clients"))
        .containsExactly(Json.of("client_id", client));
  }

  @VerifiedAgainstAuth0(on = "2026-01-28", by = RECORDING)
  void closes_a_connection_to_clients() {
    String client = tenant.fixtures().web(Map.of()).clientId();
    Map<String, Object> connection =
        tenant.fixtures().connection(Map.of("enabled_clients", List.of(client)));

    enable(connection, client, false);

    assertThat(tenant.management().get(path(connection) + "/clients"))
        .hasMember("clients", List.of());
  }

  @VerifiedAgainstAuth0(on = "2026-08-13", by = RECORDING)
  void takes_its_time_to_delete_a_connection_and_says_when_it_began() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());

    Reply reply = tenant.management().delete(path(connection));

    assertThat(reply).hasStatus(202);
    assertThat(Json.text(Json.object(reply), "deleted_at"))
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
  }

  @VerifiedAgainstAuth0(on = "2026-03-30", by = RECORDING)
  void deletes_a_connection_that_is_gone_as_if_there() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    tenant.management().delete(path(connection));

    assertThat(tenant.management().delete(path(connection)).status()).isIn(202, 204);
  }

  @VerifiedAgainstAuth0(on = "2026-04-30", by = RECORDING)
  void has_either_identifiers_or_required_usernames() {
    Reply reply =
        withOptions(
            Map.of(
                "requires_username", true, "attributes", Map.of("email", attribute("required"))));

    assertThat(reply)
        .isManagementError(
            400, "Bad Request", "Cannot set both options.attributes and options.requires_username")
        .hasErrorCode("invalid_body");
  }

  @VerifiedAgainstAuth0(on = "2026-04-30", by = RECORDING)
  void requires_at_signup_what_every_profile_must_have() {
    Reply reply = withOptions(Map.of("attributes", Map.of("phone_number", attribute("inactive"))));

    assertThat(reply)
        .isManagementError(
            400, "Bad Request", "attribute phone_number must also be required on signup")
        .hasErrorCode("invalid_body");
  }

  @VerifiedAgainstAuth0(on = "2026-01-28", by = RECORDING)
  void wants_something_to_identify_users_by() {
    Map<String, Object> email =
        Json.with(attribute("required"), Map.of("identifier", Map.of("active", false)));

    Reply reply = withOptions(Map.of("attributes", Map.of("email", email)));

    assertThat(reply)
        .isManagementError(400, "Bad Request", "attributes must contain one active identifier")
        .hasErrorCode("invalid_body");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void deletes_a_user_by_the_email_address() {
    Map<String, Object> connection = tenant.fixtures().connection(Map.of());
    Person person = tenant.fixtures().person(Json.text(connection, "name"), Map.of());

    Reply reply =
        tenant
            .management()
            .call("DELETE", path(connection) + "/users")
            .query("email", person.email())
            .send();

    assertThat(reply).hasStatus(204);
    assertThat(tenant.management().get("/users/" + ManagementApi.segment(person.userId())))
        .hasStatus(404);
  }

  private Reply enable(Map<String, Object> connection, String client, boolean on) {
    return tenant
        .management()
        .call("PATCH", path(connection) + "/clients")
        .body(
            "application/json", "[" + Json.write(Json.of("client_id", client, "status", on)) + "]")
        .send();
  }

  /** An attempt at a database with identifiers of its own. */
  private Reply withOptions(Map<String, ?> options) {
    return create(
        Json.of(
            "name",
            tenant.fixtures().newName("users"),
            "strategy",
            "auth0",
            "options",
            Json.with(
                Json.of("precedence", List.of("username", "email", "phone_number")), options)));
  }

  /** An attempt that has to fail; if it does not, what it made is removed. */
  private Reply create(Map<String, Object> body) {
    Reply reply = tenant.management().post("/connections", body);
    if (reply.status() == 201) {
      tenant.fixtures().remove("/connections/" + Json.text(Json.object(reply), "id"));
    }
    return reply;
  }

  private static Map<String, Object> attribute(String signup) {
    return Json.of(
        "identifier",
        Map.of("active", true),
        "profile_required",
        true,
        "signup",
        Map.of("status", signup, "verification", Map.of("active", false)));
  }

  private static String path(Map<String, Object> connection) {
    return "/connections/" + Json.text(connection, "id");
  }
}
