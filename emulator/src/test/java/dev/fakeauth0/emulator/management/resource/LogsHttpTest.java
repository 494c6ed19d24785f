package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogsHttpTest {

  private static final String EXAMPLE_API = "https://api.example.com";

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void an_exchange_leaves_a_record_as_auth0_writes_it() throws Exception {
    tenant.auth0().clock().freeze();
    tenant.auth0().clock().set(Instant.parse("2026-03-04T05:06:07.123456Z"));
    exchange("m2m-secret", EXAMPLE_API);

    Document record = logs("?q=type:seccft").get(0);

    assertThat(record.asMap().keySet())
        .containsExactly(
            "_id",
            "log_id",
            "date",
            "type",
            "description",
            "connection",
            "connection_id",
            "organization_id",
            "organization_name",
            "client_id",
            "client_name",
            "ip",
            "hostname",
            "details",
            "user_id",
            "user_name",
            "user_agent",
            "audience",
            "scope",
            "strategy",
            "strategy_type",
            "isMobile",
            "location_info");
    assertThat(record.string("log_id", ""))
        .hasSize(56)
        .startsWith("90020260304050607123456")
        .isEqualTo(record.string("_id", ""));
    assertThat(record.string("date")).contains("2026-03-04T05:06:07.123Z");
    assertThat(record.string("client_id")).contains("m2m");
    assertThat(record.string("client_name", "")).isNotEmpty();
    assertThat(record.string("audience")).contains(EXAMPLE_API);
    assertThat(record.string("scope", "")).contains("read:messages");
    assertThat(record.string("ip")).contains("127.0.0.1");
    assertThat(record.string("user_agent")).contains("Other 0.0.0 / Other 0.0.0");
  }

  @Test
  void a_refused_exchange_leaves_one_in_the_words_of_the_refusal() throws Exception {
    exchange("wrong", EXAMPLE_API);
    exchange("m2m-secret", "https://unknown.example.com");

    List<Document> records = logs("?q=type:feccft&sort=date:1");

    assertThat(records).hasSize(2);
    assertThat(records.get(0).string("description")).contains("Unauthorized");
    assertThat(records.get(0).string("client_id")).contains("m2m");
    assertThat(records.get(1).string("description", "")).startsWith("Service not found");
    assertThat(records.get(1).string("audience")).contains("https://unknown.example.com");
  }

  @Test
  void a_write_leaves_what_was_asked_and_answered_with_secrets_masked() throws Exception {
    String secret =
        tenant
            .call("POST", "clients", Map.of("name", "Orders"))
            .body()
            .string("client_secret")
            .orElseThrow();

    Document record = logs("?q=type:sapi").get(0);
    Document details = record.object("details").orElseThrow();
    Document request = details.object("request").orElseThrow();
    Document response = details.object("response").orElseThrow();

    assertThat(record.string("description")).contains("Create a client");
    assertThat(record.string("client_id")).contains("management");
    assertThat(request.string("method")).contains("post");
    assertThat(request.string("path")).contains("/api/v2/clients");
    assertThat(request.string("channel")).contains("api");
    assertThat(request.object("body").orElseThrow().string("name")).contains("Orders");
    assertThat(
            request
                .object("auth")
                .flatMap(auth -> auth.object("credentials"))
                .orElseThrow()
                .strings("scopes"))
        .contains("create:clients");
    assertThat(response.number("statusCode")).contains(201L);
    assertThat(response.object("body").orElseThrow().string("client_secret")).contains("*****");
    assertThat(record.toString()).doesNotContain(secret);
  }

  @Test
  void neither_a_read_nor_a_refused_write_leaves_one() throws Exception {
    tenant.call("GET", "clients");
    tenant.call("POST", "roles", Map.of());
    tenant.call("PATCH", "roles/rol_unknown", Map.of("name", "x"));
    tenant.callWith("Bearer a.b.c", "POST", "roles", Map.of("name", "x"));

    assertThat(logs("")).isEmpty();
  }

  @Test
  void a_new_user_leaves_a_signup_that_is_found_by_user() throws Exception {
    String user =
        tenant
            .call(
                "POST",
                "users",
                Map.of(
                    "connection",
                    "Username-Password-Authentication",
                    "email",
                    "grace@example.com",
                    "password",
                    "Secret-Passw0rd!"))
            .body()
            .string("user_id", "");

    List<Document> own = tenant.call("GET", "users/" + user.replace("|", "%7C") + "/logs").list();

    assertThat(own).hasSize(1);
    assertThat(own.get(0).string("type")).contains("ss");
    assertThat(own.get(0).string("user_name")).contains("grace@example.com");
    assertThat(logs("").toString()).doesNotContain("Secret-Passw0rd!");
  }

  @Test
  void lists_newest_first_by_page_with_totals_and_fields() throws Exception {
    roles("a", "b", "c");

    Answer totals = tenant.call("GET", "logs?per_page=2&page=0&include_totals=true");
    List<Document> second = logs("?per_page=2&page=1");
    List<Document> some = logs("?fields=log_id,type&include_fields=true");

    assertThat(totals.body().asMap().keySet())
        .containsExactly("start", "limit", "length", "total", "logs");
    assertThat(totals.body().number("total")).contains(3L);
    assertThat(named(totals.body().objects("logs"))).containsExactly("c", "b");
    assertThat(named(second)).containsExactly("a");
    assertThat(some.get(0).asMap().keySet()).containsExactly("log_id", "type");
  }

  @Test
  void goes_on_from_a_checkpoint_oldest_first_by_the_link() throws Exception {
    roles("a", "b", "c", "d");
    String first = logs("?sort=date:1&per_page=1").get(0).string("log_id", "");

    Answer page = tenant.call("GET", "logs?from=" + first + "&take=2&q=type:nothing");
    String link = page.raw().headers().firstValue("Link").orElseThrow();
    Answer next =
        tenant.call("GET", link.substring(link.indexOf("logs?"), link.indexOf(">; rel=\"next\"")));
    Answer end = tenant.call("GET", "logs?take=2&from=" + next.list().get(0).string("log_id", ""));

    assertThat(named(page.list())).containsExactly("b", "c");
    assertThat(named(next.list())).containsExactly("d");
    assertThat(end.list()).isEmpty();
    assertThat(end.raw().headers().firstValue("Link")).isEmpty();
  }

  @Test
  void searches_by_details_and_refuses_what_is_no_query() throws Exception {
    roles("a", "b");

    assertThat(logs("?q=details.request.body.name:b")).hasSize(1);
    assertThat(tenant.call("GET", "logs?q=type:%28").status()).isEqualTo(400);
  }

  @Test
  void one_record_is_read_by_its_id() throws Exception {
    roles("a");
    String id = logs("").get(0).string("log_id", "");

    Answer read = tenant.call("GET", "logs/" + id);
    Answer missing = tenant.call("GET", "logs/900");

    assertThat(read.body()).isEqualTo(logs("").get(0));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body().string("message")).contains("Log not found.");
  }

  @Test
  void a_reset_takes_the_records_away() throws Exception {
    roles("a");

    tenant.auth0().reset();

    assertThat(logs("")).isEmpty();
  }

  @Test
  void records_are_dated_by_the_tenants_clock() throws Exception {
    roles("a");
    tenant.auth0().clock().advance(Duration.ofDays(2));
    roles("b");

    List<Document> records = logs("");

    assertThat(Instant.parse(records.get(0).string("date", "")))
        .isAfter(Instant.parse(records.get(1).string("date", "")).plus(Duration.ofDays(1)));
  }

  private void roles(String... names) throws IOException {
    for (String name : names) {
      tenant.call("POST", "roles", Map.of("name", name));
    }
  }

  private List<Document> logs(String query) throws IOException {
    return tenant.call("GET", "logs" + query).list();
  }

  private static List<String> named(List<Document> records) {
    return records.stream()
        .map(record -> record.object("details").flatMap(it -> it.object("request")))
        .map(request -> request.flatMap(it -> it.object("body")).orElseThrow().string("name", ""))
        .toList();
  }

  private void exchange(String secret, String audience) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(tenant.auth0().issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=m2m&client_secret="
                        + secret
                        + "&audience="
                        + audience))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isLessThan(500);
  }
}
