package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of a tenant (Auth0 docs, "Logs"). A record can be read only after a while, so it is
 * looked for again until it is there.
 */
@SuppressWarnings("MemberName") // Sentences.
final class LogsContract {

  private static final int PATIENCE = 60;

  private final Tenant tenant;

  LogsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-11-10", by = RECORDING)
  void names_a_record_by_56_digits_twice() {
    Map<String, Object> entry = Json.objects(tenant.management().get("/logs?per_page=1")).get(0);

    assertThat(Json.text(entry, "log_id")).matches("900\\d{53}");
    assertThat(entry).containsEntry("_id", Json.text(entry, "log_id"));
  }

  @VerifiedAgainstAuth0(on = "2023-11-10", by = RECORDING)
  void reads_a_record_by_its_id() {
    Map<String, Object> entry = Json.objects(tenant.management().get("/logs?per_page=1")).get(0);
    String id = Json.text(entry, "log_id");

    assertThat(tenant.management().get("/logs/" + id))
        .hasStatus(200)
        .hasMember("log_id", id)
        .hasMember("type", Json.text(entry, "type"))
        .hasMember("date", Json.text(entry, "date"));
  }

  @VerifiedAgainstAuth0(on = "2023-11-10", by = RECORDING)
  void records_what_was_done_through_the_management_api() {
    String name = tenant.fixtures().newName("org");
    tenant.fixtures().make("/organizations", Json.of("name", name));

    Map<String, Object> entry =
        awaited("type:\"sapi\" AND description:\"Create an Organization\"", name);

    assertThat(entry)
        .containsEntry("type", "sapi")
        .containsEntry("description", "Create an Organization")
        .containsEntry("client_id", tenant.management().client().clientId());
    Map<String, Object> details = Json.object(entry, "details");
    assertThat(Json.object(details, "request"))
        .containsEntry("method", "post")
        .containsEntry("path", "/api/v2/organizations")
        .containsEntry("channel", "api");
    assertThat(Json.object(details, "response")).containsEntry("statusCode", 201L);
  }

  @NotYetVerified(D)
  void records_a_token_that_was_granted() {
    Application machine = tenant.fixtures().machine(Map.of());
    Api api = tenant.fixtures().api();
    tenant.fixtures().grant(machine, api, api.granted());
    tenant.granted(token(machine, machine.secret()));

    Map<String, Object> entry =
        awaited("type:\"seccft\" AND client_id:\"" + machine.clientId() + "\"", "seccft");

    assertThat(entry)
        .containsEntry("client_id", machine.clientId())
        .containsEntry("audience", api.identifier())
        .containsEntry("scope", String.join(" ", api.granted()));
  }

  @NotYetVerified(D)
  void records_a_token_that_was_refused() {
    Application machine = tenant.fixtures().machine(Map.of());
    assertThat(token(machine, machine.secret())).hasStatus(403);

    Map<String, Object> entry =
        awaited("type:\"feccft\" AND client_id:\"" + machine.clientId() + "\"", "feccft");

    assertThat(entry).containsEntry("client_id", machine.clientId());
  }

  @VerifiedAgainstAuth0(on = "2023-11-10", by = RECORDING)
  void finds_records_of_one_type_only() {
    tenant.fixtures().make("/roles", Json.of("name", tenant.fixtures().newName("role")));
    awaited("type:\"sapi\"", "sapi");

    Reply reply =
        tenant
            .management()
            .call("GET", "/logs")
            .query("q", "type:\"sapi\"")
            .query("per_page", "5")
            .send();

    assertThat(Json.objects(reply))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(5)
        .allSatisfy(entry -> assertThat(entry).containsEntry("type", "sapi"));
  }

  @NotYetVerified(D)
  void tells_the_newest_record_first() {
    List<Map<String, Object>> entries =
        Json.objects(tenant.management().get("/logs?per_page=10&sort=date:-1"));

    assertThat(entries)
        .extracting(entry -> Json.text(entry, "date"))
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  @VerifiedAgainstAuth0(on = "2023-06-02", by = RECORDING)
  void goes_on_from_a_record_towards_newer_ones() {
    List<Map<String, Object>> newest =
        Json.objects(tenant.management().get("/logs?per_page=10&page=0"));
    String from = Json.text(newest.get(newest.size() - 1), "log_id");

    Reply reply = tenant.management().get("/logs?from=" + from + "&take=2");

    assertThat(Json.objects(reply))
        .hasSizeLessThanOrEqualTo(2)
        .extracting(entry -> Json.text(entry, "log_id"))
        .isSorted()
        .allSatisfy(id -> assertThat(id).isGreaterThan(from));
  }

  @NotYetVerified(D)
  void masks_passwords_in_what_it_records() {
    Person person = tenant.fixtures().person();

    Map<String, Object> entry =
        awaited("type:\"sapi\" AND description:\"Create a User\"", person.email());

    assertThat(entry.toString()).doesNotContain(person.password());
  }

  private Reply token(Application client, String secret) {
    return tenant.token(
        client.withSecret(secret).tokenRequest(tenant.fixtures().api().identifier()));
  }

  /** The newest record that a query finds and that has a text in it. */
  private Map<String, Object> awaited(String query, String text) {
    for (int i = 0; i < PATIENCE; i++) {
      Reply reply = tenant.management().call("GET", "/logs").query("q", query).send();
      assertThat(reply).hasStatus(200);
      Optional<Map<String, Object>> found =
          Json.objects(reply).stream().filter(entry -> entry.toString().contains(text)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new AssertionError("Expected a record of " + query + " with " + text);
  }
}
