package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.json.Document;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSearchHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @BeforeEach
  void make_users() throws IOException {
    make("carol@example.com", "Carol", "gold", 3);
    make("dave@example.org", "Dave", "silver", 10);
    make("erin@example.org", "Erin", "gold", 7);
  }

  @AfterEach
  void close() {
    tenant.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "email:\"CAROL@example.com\"; carol@example.com",
        "email.domain:\"example.org\"; dave@example.org erin@example.org",
        "app_metadata.plan:\"gold\"; carol@example.com erin@example.org",
        "app_metadata.plan:gold AND NOT given_name:Erin; carol@example.com",
        "app_metadata.seats:[4 TO 9]; erin@example.org",
        "given_name:da*; dave@example.org",
        "_exists_:app_metadata.plan; carol@example.com dave@example.org erin@example.org",
        "identities.connection:\"Username-Password-Authentication\" AND given_name:Dave;"
            + " dave@example.org",
      },
      quoteCharacter = '`')
  void finds_by_lucene_queries(String query, String emails) throws IOException {
    List<Document> found = tenant.call("GET", "users?sort=email:1&q=" + encoded(query)).list();

    assertThat(found)
        .extracting(user -> user.string("email", ""))
        .containsExactly(emails.strip().split(" "));
  }

  @Test
  void sorts_pages_and_counts() throws IOException {
    Document page =
        tenant
            .call(
                "GET",
                "users?sort=app_metadata.seats:-1&include_totals=true&per_page=2&page=0&q="
                    + encoded("_exists_:app_metadata.seats"))
            .body();

    assertThat(page.objects("users"))
        .extracting(user -> user.string("given_name", ""))
        .containsExactly("Dave", "Erin");
    assertThat(page.without("users"))
        .isEqualTo(Document.of("start", 0, "limit", 2, "length", 2, "total", 3));
  }

  @Test
  void shows_the_fields_that_are_asked_for() throws IOException {
    List<Document> found =
        tenant.call("GET", "users?fields=email,name&q=" + encoded("given_name:Carol")).list();

    assertThat(found.get(0).asMap().keySet()).containsExactlyInAnyOrder("email", "name");
  }

  @Test
  void finds_members_of_an_organization() throws IOException {
    tenant
        .auth0()
        .seed(
            """
            {"organizations":[{"name":"acme","id":"org_0000000000000001"}],
             "users":[{"email":"frank@example.com","organizations":["acme"]}]}
            """);

    assertThat(
            tenant
                .call("GET", "users?q=" + encoded("organization_id:\"org_0000000000000001\""))
                .list())
        .extracting(found -> found.string("email", ""))
        .containsExactly("frank@example.com");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "page=10&per_page=100; invalid_paging; You can only page through the first 1000 records."
            + " See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation",
        "search_engine=v2; invalid_query_string; You are not allowed to use search_engine=v2. Use"
            + " search_engine=v3 instead.",
        "q=email%3A%22; invalid_query_string; The query is not valid.",
      })
  void refuses_what_is_no_search(String query, String code, String message) throws IOException {
    var refused = tenant.call("GET", "users?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message")).contains(message.strip());
    assertThat(refused.body().string("errorCode")).contains(code.strip());
  }

  @Test
  void users_by_email_is_exact() throws IOException {
    assertThat(tenant.call("GET", "users-by-email?email=carol%40example.com").list()).hasSize(1);
    assertThat(tenant.call("GET", "users-by-email?email=CAROL%40example.com").list()).isEmpty();
  }

  private void make(String email, String givenName, String plan, int seats) throws IOException {
    tenant.call(
        "POST",
        "users",
        Map.of(
            "connection",
            "Username-Password-Authentication",
            "email",
            email,
            "password",
            "Passw0rd!",
            "given_name",
            givenName,
            "app_metadata",
            Map.of("plan", plan, "seats", seats)));
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
