package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Listings of the Management API: by page and by checkpoint (Auth0 docs, "Pagination"). Most of it
 * is shown by the permissions and the users of a role, which nobody else adds to.
 */
@SuppressWarnings("MemberName") // Sentences.
final class PagingContract {

  private final Tenant tenant;

  PagingContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void lists_without_an_envelope_where_no_totals_are_asked_for() {
    Reply reply = tenant.management().get(permissions());

    assertThat(reply).hasStatus(200);
    assertThat(Json.objects(reply)).hasSize(3);
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void counts_exactly_what_there_is() {
    Map<String, Object> page = page(permissions() + "?include_totals=true");

    assertThat(page).containsEntry("start", 0L).containsEntry("total", 3L);
    assertThat(Json.objects(page, "permissions")).hasSize(3);
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void counts_everything_whatever_the_page() {
    String path = permissions() + "?include_totals=true&per_page=2";

    assertThat(page(path + "&page=0")).containsEntry("total", 3L).containsEntry("limit", 2L);
    assertThat(page(path + "&page=1")).containsEntry("total", 3L).containsEntry("limit", 2L);
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void starts_a_page_where_those_before_it_end() {
    Map<String, Object> second = page(permissions() + "?include_totals=true&per_page=2&page=1");

    assertThat(second).containsEntry("start", 2L);
    assertThat(Json.objects(second, "permissions")).hasSize(1);
  }

  @NotYetVerified(D)
  void gives_each_thing_on_one_page_only() {
    String path = permissions() + "?per_page=2&page=";
    List<String> names = new ArrayList<>();

    for (int page = 0; page < 2; page++) {
      Json.objects(tenant.management().get(path + page))
          .forEach(one -> names.add(Json.text(one, "permission_name")));
    }

    assertThat(names).containsExactlyInAnyOrder("read:things", "write:things", "delete:things");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void gives_fifty_to_a_page_if_not_told() {
    assertThat(page(permissions() + "?include_totals=true")).containsEntry("limit", 50L);
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void counts_none_where_there_is_none() {
    String role = role();

    assertThat(page("/roles/" + role + "/permissions?include_totals=true"))
        .containsEntry("permissions", List.of())
        .containsEntry("start", 0L)
        .containsEntry("limit", 50L)
        .containsEntry("total", 0L);
  }

  @VerifiedAgainstAuth0(on = "2026-04-23", by = RECORDING)
  void has_an_empty_page_behind_the_last() {
    Map<String, Object> page = page(permissions() + "?include_totals=true&per_page=2&page=7");

    assertThat(page)
        .containsEntry("permissions", List.of())
        .containsEntry("start", 14L)
        .containsEntry("total", 3L);
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void names_the_total_before_the_clients() {
    assertThat(tenant.management().get("/clients?include_totals=true&per_page=1").body())
        .matches("(?s)\\{\"total\":\\d+,\"start\":0,\"limit\":1,\"clients\":\\[.*");
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void names_the_total_after_the_roles() {
    assertThat(tenant.management().get("/roles?include_totals=true&per_page=1").body())
        .matches("(?s)\\{\"roles\":\\[.*],\"start\":0,\"limit\":1,\"total\":\\d+}");
  }

  @VerifiedAgainstAuth0(on = "2025-02-14", by = RECORDING)
  void tells_of_users_how_many_are_on_the_page() {
    assertThat(page("/users?include_totals=true&per_page=1&q=email:nobody@fa0-contract.example"))
        .containsEntry("length", 0L)
        .containsEntry("total", 0L)
        .containsEntry("users", List.of());
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void lists_custom_domains_without_an_envelope() {
    Reply reply = tenant.management().get("/custom-domains");

    assertThat(reply).hasStatus(200);
    assertThat(reply.body()).startsWith("[");
  }

  @VerifiedAgainstAuth0(on = "2026-08-10", by = RECORDING)
  void wraps_actions_in_an_envelope_even_if_not_asked() {
    Reply reply = tenant.management().get("/actions/actions?page=0&per_page=100");

    assertThat(reply).hasStatus(200).hasMember("per_page", 100L);
    assertThat(Json.object(reply)).containsKey("actions").doesNotContainKeys("start", "limit");
  }

  @VerifiedAgainstAuth0(on = "2023-03-14", by = RECORDING)
  void goes_on_from_a_checkpoint() {
    String role = roleOfThree();

    Map<String, Object> first = page("/roles/" + role + "/users?take=2");
    Map<String, Object> second =
        Json.object(
            tenant
                .management()
                .call("GET", "/roles/" + role + "/users")
                .query("take", "2")
                .query("from", Json.text(first, "next"))
                .send());

    assertThat(Json.objects(first, "users")).hasSize(2);
    assertThat(Json.objects(second, "users"))
        .hasSize(1)
        .doesNotContainAnyElementsOf(Json.objects(first, "users"));
  }

  @VerifiedAgainstAuth0(on = "2023-03-14", by = RECORDING)
  void names_no_checkpoint_after_the_last() {
    String role = roleOfThree();

    assertThat(page("/roles/" + role + "/users?take=4")).containsOnlyKeys("users");
  }

  @VerifiedAgainstAuth0(on = "2026-08-14", by = RECORDING)
  void counts_nothing_between_checkpoints() {
    assertThat(page("/organizations?take=1&include_totals=true"))
        .containsKey("organizations")
        .doesNotContainKeys("start", "limit", "total");
  }

  @VerifiedAgainstAuth0(on = "2023-03-14", by = RECORDING)
  void makes_a_checkpoint_of_the_time_and_the_id_it_stands_at() {
    Map<String, Object> page = page("/roles/" + roleOfThree() + "/users?take=2");

    String next = new String(Base64.getDecoder().decode(padded(Json.text(page, "next"))), UTF_8);

    String last = Json.text(Json.objects(page, "users").get(1), "user_id");
    assertThat(next)
        .matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{6}UTC,.*")
        .endsWith("," + last);
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void links_to_the_first_page_and_the_last() {
    String clients =
        "<" + tenant.issuer().replaceFirst("^https?://", "http://") + "api/v2/clients?page=";

    String link = tenant.management().get("/clients").header("Link").orElse("no such header");

    assertThat(link).startsWith(clients + "0&per_page=50>; rel=\"first\", ");
    assertThat(link.substring(link.lastIndexOf(", ") + 2))
        .matches(Pattern.quote(clients) + "\\d+&per_page=50>; rel=\"last\"");
  }

  @NotYetVerified(D)
  void shows_no_more_than_a_thousand_users_by_page() {
    Reply reply = tenant.management().get("/users?page=10&per_page=100");

    assertThat(reply)
        .isManagementError(
            400,
            "Bad Request",
            "You can only page through the first 1000 records. See"
                + " https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation")
        .hasErrorCode("invalid_paging");
  }

  @NotYetVerified(D)
  void shows_no_more_than_a_thousand_organizations_by_page() {
    Reply reply = tenant.management().get("/organizations?page=10&per_page=100");

    assertThat(reply)
        .isManagementError(
            400, "Bad Request", "Requesting page exceeds the allowed maximum of 1000 records.");
  }

  @VerifiedAgainstAuth0(on = "2026-08-13", by = RECORDING)
  void keeps_to_the_fields_asked_for() {
    String id = tenant.fixtures().machine().clientId();

    Reply reply =
        tenant.management().get("/clients/" + id + "?fields=client_id&include_fields=true");

    assertThat(Json.object(reply)).containsEntry("client_id", id).doesNotContainKey("name");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void leaves_out_the_fields_not_wanted() {
    String id = tenant.fixtures().machine().clientId();

    Reply reply =
        tenant.management().get("/clients/" + id + "?fields=client_secret&include_fields=false");

    assertThat(Json.object(reply))
        .containsEntry("client_id", id)
        .containsKey("name")
        .doesNotContainKey("client_secret");
  }

  @NotYetVerified(D)
  void keeps_to_the_fields_asked_for_in_a_listing() {
    List<Map<String, Object>> users =
        Json.objects(tenant.management().get("/users?fields=user_id&per_page=2"));

    assertThat(users).allSatisfy(user -> assertThat(user).containsOnlyKeys("user_id"));
  }

  /** The permissions of a new role, of which it has three. */
  private String permissions() {
    String path = "/roles/" + role() + "/permissions";
    String api = tenant.fixtures().api(Map.of()).identifier();
    List<Map<String, Object>> three = new ArrayList<>();
    for (String name : List.of("read:things", "write:things", "delete:things")) {
      three.add(Json.of("resource_server_identifier", api, "permission_name", name));
    }
    assertThat(tenant.management().post(path, Json.of("permissions", three))).hasStatus(201);
    return path;
  }

  /** A new role that three users have. */
  private String roleOfThree() {
    String role = role();
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(tenant.fixtures().person().userId());
    }
    assertThat(tenant.management().post("/roles/" + role + "/users", Json.of("users", users)))
        .hasStatus(200);
    return role;
  }

  private String role() {
    String name = tenant.fixtures().newName("role");
    return Json.text(tenant.fixtures().make("/roles", Json.of("name", name)), "id");
  }

  private Map<String, Object> page(String path) {
    Reply reply = tenant.management().get(path);
    assertThat(reply).hasStatus(200);
    return Json.object(reply);
  }

  private static String padded(String base64) {
    return base64.replace('-', '+').replace('_', '/') + "=".repeat((4 - base64.length() % 4) % 4);
  }
}
