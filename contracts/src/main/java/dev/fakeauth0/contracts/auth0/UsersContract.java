package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Users of a database (Auth0 docs, "Manage Users"). */
@SuppressWarnings("MemberName") // Sentences.
final class UsersContract {

  private static final String PASSWORD = "Fa0-contract-P4ssword!";

  private final Tenant tenant;

  UsersContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void gives_a_user_an_id_of_its_own() {
    assertThat(Json.text(created(Map.of()), "user_id")).matches("auth0\\|[0-9a-f]{24}");
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void takes_an_id_and_puts_the_provider_before_it() {
    String id = tenant.fixtures().newName("id");

    Map<String, Object> user = created(Map.of("user_id", id));

    assertThat(user).containsEntry("user_id", "auth0|" + id);
    assertThat(Json.objects(user, "identities").get(0)).containsEntry("user_id", id);
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void gives_a_user_one_identity_in_the_database() {
    Map<String, Object> user = created(Map.of());

    assertThat(Json.objects(user, "identities"))
        .containsExactly(
            Json.of(
                "connection",
                tenant.fixtures().directory(),
                "user_id",
                Json.text(user, "user_id").substring("auth0|".length()),
                "provider",
                "auth0",
                "isSocial",
                false));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void names_a_user_by_the_email_address() {
    Map<String, Object> user = created(Map.of());

    String email = Json.text(user, "email");
    assertThat(user)
        .containsEntry("name", email)
        .containsEntry("nickname", email.substring(0, email.indexOf('@')));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void pictures_a_user_by_the_email_address() {
    assertThat(Json.text(created(Map.of()), "picture"))
        .matches(
            "https://s\\.gravatar\\.com/avatar/[0-9a-f]{32}\\?s=480&r=pg"
                + "&d=https%3A%2F%2Fcdn\\.auth0\\.com%2Favatars%2Ffa\\.png");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void takes_an_email_address_for_unverified_until_told() {
    assertThat(created(Map.of())).containsEntry("email_verified", false);
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void has_a_new_user_changed_last_when_created() {
    Map<String, Object> user = created(Map.of());

    assertThat(user.get("updated_at")).isNotNull().isEqualTo(user.get("created_at"));
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void answers_without_the_password_and_what_else_only_a_request_has() {
    assertThat(created(Map.of())).doesNotContainKeys("password", "connection", "verify_email");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void has_no_metadata_until_there_is_some() {
    assertThat(created(Map.of())).doesNotContainKeys("user_metadata", "app_metadata", "blocked");
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void keeps_metadata_of_both_kinds() {
    Map<String, Object> mine = Json.of("user_metadata", Map.of("foo", "bar"));
    Map<String, Object> theirs = Json.of("app_metadata", Map.of("baz", "qux"));

    assertThat(created(Json.with(mine, theirs)))
        .containsAllEntriesOf(mine)
        .containsAllEntriesOf(theirs);
  }

  @NotYetVerified(D)
  void writes_an_email_address_small() {
    String email = tenant.fixtures().newName("User").toUpperCase(Locale.ROOT) + "@Example.com";

    assertThat(created(Map.of("email", email)))
        .containsEntry("email", email.toLowerCase(Locale.ROOT));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void keeps_whether_a_user_is_blocked() {
    assertThat(created(Map.of("blocked", true))).containsEntry("blocked", true);
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void reads_what_it_created() {
    Map<String, Object> user = created(Map.of());

    assertThat(Json.object(read(Json.text(user, "user_id")))).isEqualTo(user);
  }

  @NotYetVerified(F2)
  void refuses_a_user_who_is_there_already() {
    Person there = tenant.fixtures().person();

    Reply reply = create(Map.of("email", there.email()));

    assertThat(reply)
        .isManagementError(409, "Conflict", "The user already exists.")
        .hasErrorCode("auth0_idp_error");
  }

  @NotYetVerified(F2)
  void refuses_a_user_without_a_connection() {
    Reply reply =
        tenant.management().post("/users", Json.of("email", email(), "password", PASSWORD));

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "Payload validation error: 'Missing required property: connection'.")
        .hasErrorCode("invalid_body");
  }

  @NotYetVerified(F2)
  void refuses_a_user_of_a_database_without_a_password() {
    Reply reply =
        tenant
            .management()
            .post("/users", Json.of("email", email(), "connection", tenant.fixtures().directory()));

    assertThat(reply)
        .isManagementError(
            400, "Bad Request", "Payload validation error: 'Missing required property: password'.");
  }

  @NotYetVerified(F2)
  void refuses_a_weak_password() {
    assertThat(create(Map.of("password", "weak")))
        .isManagementError(400, "Bad Request", "PasswordStrengthError: Password is too weak");
  }

  @NotYetVerified(F)
  void refuses_a_user_of_a_connection_that_is_not_there() {
    assertThat(create(Map.of("connection", "fa0-contract-no-connection")))
        .isManagementError(400, "Bad Request", "The connection does not exist.")
        .hasErrorCode("inexistent_connection");
  }

  @NotYetVerified(D)
  void refuses_a_username_where_the_database_has_none() {
    assertThat(create(Map.of("username", "fa0contract")))
        .isManagementError(
            400, "Bad Request", "Cannot set username for connection without requires_username.");
  }

  @NotYetVerified(D)
  void refuses_a_user_with_a_property_it_does_not_know() {
    assertThat(create(Map.of("nonsense", true)))
        .isManagementError(
            400,
            "Bad Request",
            "Payload validation error: 'Additional properties not allowed: nonsense'.")
        .hasErrorCode("invalid_body");
  }

  @VerifiedAgainstAuth0(on = "2023-07-12", by = RECORDING)
  void changes_what_is_sent_and_keeps_the_rest() {
    Map<String, Object> user = created(Map.of("given_name", "Ann"));

    Map<String, Object> changed = patched(user, Json.of("family_name", "Other"));

    assertThat(changed)
        .containsEntry("given_name", "Ann")
        .containsEntry("family_name", "Other")
        .containsEntry("email", user.get("email"))
        .containsEntry("created_at", user.get("created_at"));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void adds_new_metadata_to_old() {
    Map<String, Object> user =
        created(Map.of("app_metadata", Map.of("facts", List.of("one", "two"))));

    Map<String, Object> changed = patched(user, Json.of("app_metadata", Map.of("foo", "bar")));

    assertThat(changed)
        .containsEntry("app_metadata", Map.of("facts", List.of("one", "two"), "foo", "bar"));
  }

  @VerifiedAgainstAuth0(on = "2023-07-12", by = RECORDING)
  void replaces_metadata_of_the_same_name() {
    Map<String, Object> user = created(Map.of("user_metadata", Map.of("foo", "bar", "baz", "qux")));

    Map<String, Object> changed = patched(user, Json.of("user_metadata", Map.of("foo", "bars")));

    assertThat(changed).containsEntry("user_metadata", Map.of("foo", "bars", "baz", "qux"));
  }

  @VerifiedAgainstAuth0(on = "2023-07-12", by = RECORDING)
  void removes_metadata_set_to_null() {
    Map<String, Object> user = created(Map.of("user_metadata", Map.of("foo", "bar", "baz", "qux")));

    Map<String, Object> changed =
        patched(user, Json.of("user_metadata", Json.of("baz", null, "foo", "bars")));

    assertThat(changed).containsEntry("user_metadata", Map.of("foo", "bars"));
  }

  @VerifiedAgainstAuth0(on = "2023-07-12", by = RECORDING)
  void empties_metadata_set_to_an_empty_object() {
    Map<String, Object> user = created(Map.of("user_metadata", Map.of("foo", "bar")));

    Map<String, Object> changed = patched(user, Json.of("user_metadata", Map.of()));

    assertThat(changed).containsEntry("user_metadata", Map.of());
  }

  @NotYetVerified(D)
  void replaces_an_object_within_metadata_as_a_whole() {
    Map<String, Object> user =
        created(Map.of("user_metadata", Map.of("address", Map.of("city", "X", "street", "Y"))));

    Map<String, Object> changed =
        patched(user, Json.of("user_metadata", Map.of("address", Map.of("city", "Z"))));

    assertThat(changed).containsEntry("user_metadata", Map.of("address", Map.of("city", "Z")));
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void tells_when_a_password_was_changed() {
    Map<String, Object> user = created(Map.of());

    Map<String, Object> changed = patched(user, Json.of("password", PASSWORD + "2"));

    assertThat(user).doesNotContainKey("last_password_reset");
    assertThat(Json.text(changed, "last_password_reset")).startsWith("20").endsWith("Z");
  }

  @NotYetVerified(D)
  void lets_a_user_in_by_the_new_password_alone() {
    Person person = tenant.fixtures().person();
    tenant.management().patch(path(person.userId()), Json.of("password", PASSWORD + "3"));

    assertThat(login(person, PASSWORD + "3")).hasStatus(200);
    assertThat(login(person, person.password()))
        .isOAuthError(403, "invalid_grant", "Wrong email or password.");
  }

  @NotYetVerified(D)
  void refuses_to_change_password_and_email_at_once() {
    Map<String, Object> user = created(Map.of());

    Reply reply =
        tenant
            .management()
            .patch(
                path(Json.text(user, "user_id")), Json.of("password", PASSWORD, "email", email()));

    assertThat(reply)
        .isManagementError(400, "Bad Request", "Cannot update password and email simultaneously.");
  }

  @NotYetVerified(D)
  void refuses_to_change_a_password_and_verify_an_email_at_once() {
    Map<String, Object> user = created(Map.of());

    Reply reply =
        tenant
            .management()
            .patch(
                path(Json.text(user, "user_id")),
                Json.of("password", PASSWORD, "email_verified", true));

    assertThat(reply)
        .isManagementError(
            400, "Bad Request", "Cannot update password and email_verified simultaneously.");
  }

  @VerifiedAgainstAuth0(on = "2023-07-12", by = RECORDING)
  void tells_when_a_user_was_changed() {
    Map<String, Object> user = created(Map.of());

    String made = Json.text(user, "updated_at");

    // Dates count milliseconds, and a near target makes and changes a user within one.
    String changed = made;
    for (int change = 0; change < 50 && changed.equals(made); change++) {
      changed = Json.text(patched(user, Json.of("nickname", "other" + change)), "updated_at");
    }

    assertThat(changed).isGreaterThan(made);
  }

  @NotYetVerified(D)
  void counts_the_logins_of_a_user() {
    Person person = tenant.fixtures().person();
    login(person, person.password());
    login(person, person.password());

    Map<String, Object> user = Json.object(read(person.userId()));

    assertThat(user).containsEntry("logins_count", 2L).containsKeys("last_login", "last_ip");
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void has_no_user_who_was_deleted() {
    String id = tenant.fixtures().person().userId();

    assertThat(tenant.management().delete(path(id))).hasStatus(204);

    assertThat(read(id))
        .isManagementError(404, "Not Found", "The user does not exist.")
        .hasErrorCode("inexistent_user");
  }

  @NotYetVerified(D)
  void deletes_a_user_who_is_gone_as_if_there() {
    assertThat(tenant.management().delete("/users/auth0%7C000000000000000000000000"))
        .hasStatus(204);
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void finds_users_by_their_exact_email_address() {
    Person person = tenant.fixtures().person();

    Reply reply =
        tenant.management().call("GET", "/users-by-email").query("email", person.email()).send();

    assertThat(Json.objects(reply))
        .singleElement()
        .satisfies(user -> assertThat(user).containsEntry("user_id", person.userId()));
  }

  @NotYetVerified(D)
  void finds_nobody_by_an_email_address_that_nobody_has() {
    Reply reply = tenant.management().get("/users-by-email?email=nobody%40fa0-contract.example");

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).isEqualTo("[]");
  }

  @NotYetVerified(D)
  void finds_nobody_by_an_email_address_written_large() {
    Person person = tenant.fixtures().person();

    Reply reply =
        tenant
            .management()
            .call("GET", "/users-by-email")
            .query("email", person.email().toUpperCase(Locale.ROOT))
            .send();

    assertThat(reply.body()).isEqualTo("[]");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void knows_of_no_block_against_a_new_user() {
    String id = tenant.fixtures().person().userId();

    assertThat(tenant.management().get("/user-blocks/" + ManagementApi.segment(id)))
        .hasStatus(200)
        .hasMember("blocked_for", List.of());
  }

  @VerifiedAgainstAuth0(on = "2025-03-24", by = RECORDING)
  void lists_the_log_of_a_user() {
    String id = tenant.fixtures().person().userId();

    Reply reply = tenant.management().get(path(id) + "/logs");

    assertThat(reply).hasStatus(200);
    assertThat(Json.objects(reply))
        .allSatisfy(entry -> assertThat(entry).containsEntry("user_id", id));
  }

  /** A user of this contract as the answer to its creation has it. */
  private Map<String, Object> created(Map<String, ?> properties) {
    return tenant.fixtures().make("/users", body(properties));
  }

  /** An attempt at a user that has to fail; if it does not, what it made is removed. */
  private Reply create(Map<String, ?> properties) {
    Reply reply = tenant.management().post("/users", body(properties));
    if (reply.status() == 201) {
      tenant.fixtures().remove(path(Json.text(Json.object(reply), "user_id")));
    }
    return reply;
  }

  /** A new user; nobody is sent a message. */
  private Map<String, Object> body(Map<String, ?> properties) {
    return Json.with(
        Json.of(
            "connection",
            tenant.fixtures().directory(),
            "email",
            email(),
            "password",
            PASSWORD,
            "verify_email",
            false),
        properties);
  }

  private String email() {
    return tenant.fixtures().newName("user") + "@example.com";
  }

  private Reply read(String id) {
    return tenant.management().get(path(id));
  }

  private Map<String, Object> patched(Map<String, Object> user, Map<String, ?> change) {
    Reply reply = tenant.management().patch(path(Json.text(user, "user_id")), change);
    assertThat(reply).hasStatus(200);
    return Json.object(reply);
  }

  private Reply login(Person person, String password) {
    Application web = tenant.fixtures().web();
    if (!web.passwords()) {
      throw new Skipped("needs a web application that takes passwords: web.passwords");
    }
    return tenant.token(
        Json.with(web.passwordRequest(person), Json.of("password", password, "scope", "openid")));
  }

  private static String path(String id) {
    return "/users/" + ManagementApi.segment(id);
  }
}
