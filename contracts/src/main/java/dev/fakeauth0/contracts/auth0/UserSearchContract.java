package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The search of users in Lucene's syntax (Auth0 docs, "User Search Query Syntax"). It finds a new
 * user only after a while, so each question is asked again until somebody is found.
 */
@SuppressWarnings("MemberName") // Sentences.
final class UserSearchContract {

  private static final int PATIENCE = 30;

  private final Tenant tenant;

  UserSearchContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void finds_a_user_by_a_quoted_email_address() {
    Person user = tenant.fixtures().user();

    assertFinds(user, "email:\"" + user.email() + "\"");
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void finds_a_user_by_an_unquoted_email_address() {
    Person user = tenant.fixtures().user();

    assertFinds(user, "email:" + user.email());
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void finds_a_user_by_an_unquoted_username() {
    Map<String, Object> named =
        tenant.fixtures().connection(Map.of("options", Map.of("requires_username", true)));
    String name =
        "fa0" + Long.toString(tenant.fixtures().newName("x").hashCode() & 0xffffffffL, 36);
    Person user = tenant.fixtures().person(Json.text(named, "name"), Map.of("username", name));

    assertFinds(user, "username:" + name);
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void counts_who_was_found() {
    Person user = tenant.fixtures().user();
    found(email(user));

    Reply reply =
        tenant
            .management()
            .call("GET", "/users")
            .query("q", email(user))
            .query("include_totals", "true")
            .query("per_page", "50")
            .send();

    assertThat(reply)
        .hasMember("start", 0L)
        .hasMember("limit", 50L)
        .hasMember("length", 1L)
        .hasMember("total", 1L);
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void takes_the_third_engine_if_it_is_named() {
    Person user = tenant.fixtures().user();
    found(email(user));

    assertThat(
            tenant
                .management()
                .call("GET", "/users")
                .query("q", email(user))
                .query("search_engine", "v3")
                .send())
        .hasStatus(200);
  }

  @NotYetVerified(D)
  void refuses_the_second_engine() {
    Reply reply =
        tenant
            .management()
            .call("GET", "/users")
            .query("q", "email:\"nobody@fa0-contract.example\"")
            .query("search_engine", "v2")
            .send();

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "You are not allowed to use search_engine=v2. Use search_engine=v3 instead.");
  }

  @NotYetVerified(D)
  void finds_an_email_address_however_it_is_written() {
    Person user = tenant.fixtures().user();

    assertFinds(user, "email:\"" + user.email().toUpperCase(Locale.ROOT) + "\"");
  }

  @NotYetVerified(D)
  void finds_those_who_are_both() {
    Person user = tenant.fixtures().user();

    assertFinds(user, email(user) + " AND email_verified:true");
    assertMisses(user, email(user) + " AND email_verified:false");
  }

  @NotYetVerified(D)
  void finds_those_who_are_either() {
    Person user = tenant.fixtures().user();

    assertFinds(user, "email:\"nobody@fa0-contract.example\" OR " + email(user));
  }

  @NotYetVerified(D)
  void leaves_out_those_who_must_not_be() {
    Person user = tenant.fixtures().user();
    String directory = "identities.connection:\"" + user.connection() + "\"";

    assertFinds(user, directory + " AND NOT email_verified:false");
    assertMisses(user, directory + " AND NOT " + email(user));
    assertMisses(user, directory + " AND -" + email(user));
  }

  @NotYetVerified(D)
  void finds_the_users_of_a_connection() {
    Person user = tenant.fixtures().user();

    assertFinds(user, "identities.connection:\"" + user.connection() + "\"");
  }

  @NotYetVerified(D)
  void finds_what_begins_so() {
    Person user = tenant.fixtures().user();
    String local = user.email().substring(0, user.email().indexOf('@'));

    assertFinds(user, "email:" + local + "*");
  }

  @NotYetVerified(D)
  void finds_what_has_this_in_it() {
    Person user = tenant.fixtures().user();
    String local = user.email().substring(0, user.email().indexOf('@'));

    // Three letters at the least, which a name from a fixtures file may have in all.
    String part = local.substring(Math.max(0, Math.min(4, local.length() - 3)));
    assertFinds(user, "email:*" + part + "*");
  }

  @NotYetVerified(D)
  void finds_an_email_address_by_its_domain() {
    Person user = tenant.fixtures().user();
    String domain = user.email().substring(user.email().indexOf('@') + 1);

    assertFinds(user, email(user) + " AND email.domain:\"" + domain + "\"");
    assertMisses(user, email(user) + " AND email.domain:\"fa0-contract.example\"");
  }

  @NotYetVerified(D)
  void finds_the_members_of_an_organization() {
    Person person = person(Map.of());
    String organization =
        Json.text(
            tenant
                .fixtures()
                .make("/organizations", Json.of("name", tenant.fixtures().newName("org"))),
            "id");
    tenant
        .management()
        .post(
            "/organizations/" + organization + "/members",
            Json.of("members", List.of(person.userId())));

    assertFinds(person, "organization_id:\"" + organization + "\"");
  }

  @NotYetVerified(D)
  void finds_those_who_have_a_value_at_all() {
    Person user = tenant.fixtures().user();

    assertFinds(user, email(user) + " AND _exists_:created_at");
    assertMisses(user, email(user) + " AND _exists_:family_name");
  }

  @NotYetVerified(D)
  void finds_a_time_between_two() {
    Person user = tenant.fixtures().user();

    assertFinds(user, email(user) + " AND created_at:[2020-01-01 TO *]");
    assertMisses(user, email(user) + " AND created_at:[2020-01-01 TO 2021-01-01]");
  }

  @NotYetVerified(D)
  void finds_an_id() {
    Person user = tenant.fixtures().user();

    assertFinds(user, "user_id:\"" + user.userId() + "\"");
  }

  @NotYetVerified(D)
  void finds_metadata_by_their_path() {
    String tag = tenant.fixtures().newName("tag");
    Person person = person(Map.of("app_metadata", Map.of("plan", Map.of("name", tag))));

    assertFinds(person, "app_metadata.plan.name:\"" + tag + "\"");
  }

  @NotYetVerified(D)
  void finds_one_of_several_values() {
    String tag = tenant.fixtures().newName("tag");
    Person person = person(Map.of("app_metadata", Map.of("tags", List.of("other", tag))));

    assertFinds(person, "app_metadata.tags:\"" + tag + "\"");
  }

  @NotYetVerified(D)
  void minds_the_case_of_metadata() {
    String tag = tenant.fixtures().newName("tag");
    Person person = person(Map.of("user_metadata", Map.of("tag", tag)));

    assertFinds(person, "user_metadata.tag:\"" + tag + "\"");
    assertMisses(person, "user_metadata.tag:\"" + tag.toUpperCase(Locale.ROOT) + "\"");
  }

  @NotYetVerified(D)
  void minds_no_case_of_a_name() {
    String name = tenant.fixtures().newName("Name");
    Person person = person(Map.of("name", name));

    assertFinds(person, "name:\"" + name.toUpperCase(Locale.ROOT) + "\"");
  }

  @NotYetVerified(D)
  void sorts_as_told() {
    String tag = tenant.fixtures().newName("tag");
    Map<String, Object> tagged = Json.of("app_metadata", Map.of("tag", tag));
    Person ann = person(Json.with(tagged, Map.of("name", "Ann")));
    Person bob = person(Json.with(tagged, Map.of("name", "Bob")));
    String query = "app_metadata.tag:\"" + tag + "\"";
    found(email(ann));
    found(email(bob));

    assertThat(sorted(query, "name:1")).containsExactly(ann.userId(), bob.userId());
    assertThat(sorted(query, "name:-1")).containsExactly(bob.userId(), ann.userId());
  }

  @NotYetVerified(D)
  void finds_nobody_where_nobody_is() {
    Reply reply =
        tenant
            .management()
            .call("GET", "/users")
            .query("q", "email:\"nobody@fa0-contract.example\"")
            .send();

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).isEqualTo("[]");
  }

  @NotYetVerified(D)
  void refuses_a_query_that_is_none() {
    Reply reply = tenant.management().call("GET", "/users").query("q", "email:\"unfinished").send();

    assertThat(reply).hasStatus(400).hasErrorCode("invalid_query_string");
  }

  private Person person(Map<String, ?> properties) {
    return tenant.fixtures().person(tenant.fixtures().directory(), properties);
  }

  private static String email(Person user) {
    return "email:\"" + user.email() + "\"";
  }

  private void assertFinds(Person user, String query) {
    assertThat(found(query)).as(query).contains(user.userId());
  }

  /** That a query does not find somebody who can be found by now. */
  private void assertMisses(Person user, String query) {
    assertThat(found(email(user))).contains(user.userId());
    assertThat(ids(search(query))).as(query).doesNotContain(user.userId());
  }

  /** Whom a query finds, as soon as it finds anybody. */
  private List<String> found(String query) {
    for (int i = 0; i < PATIENCE; i++) {
      List<String> found = ids(search(query));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<String> sorted(String query, String sort) {
    return ids(
        tenant.management().call("GET", "/users").query("q", query).query("sort", sort).send());
  }

  private Reply search(String query) {
    return tenant.management().call("GET", "/users").query("q", query).send();
  }

  private static List<String> ids(Reply reply) {
    assertThat(reply).hasStatus(200);
    return Json.objects(reply).stream().map(user -> Json.text(user, "user_id")).toList();
  }
}
