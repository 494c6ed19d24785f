package dev.fakeauth0.emulator;

import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.anApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.token.MintedToken;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTenantHttpTest {

  private final Emulator emulator = Emulator.start(EmulatorConfig.defaults());
  private final FakeAuth0 auth0 = emulator.first();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void gives_a_seeded_client_a_token_at_once() throws Exception {
    auth0.seed(
        anApi("https://orders").withScopes("read:orders"),
        aClient("shop").withSecret("hush").grantedScopes("https://orders", "read:orders"));

    HttpResponse<String> reply = exchange("shop", "hush", "https://orders");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).contains("\"scope\":\"read:orders\"");
  }

  @Test
  void forgets_what_was_seeded_when_it_is_reset_but_for_the_baseline() throws Exception {
    auth0.seed(anApi("https://kept").withScopes("a"));
    auth0.keepAsBaseline();
    auth0.seed(anApi("https://dropped").withScopes("a"));
    exchange("m2m", "wrong", "https://kept");

    auth0.reset();

    assertThat(auth0.snapshot()).contains("https://kept").doesNotContain("https://dropped");
    assertThat(auth0.journal().entries()).isEmpty();
  }

  @Test
  void explains_a_refusal_in_the_journal_under_the_id_of_the_answer() throws Exception {
    HttpResponse<String> reply = exchange("stranger", "stranger-secret", "https://api.example.com");

    JournalEntry entry =
        auth0
            .journal()
            .find(reply.headers().firstValue("X-Auth0-RequestId").orElseThrow())
            .orElseThrow();
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(entry.diagnosis().orElseThrow().reason())
        .isEqualTo(RefusalReason.CLIENT_GRANT_MISSING);
    assertThat(entry.diagnosis().orElseThrow().remedies()).isNotEmpty();
  }

  @Test
  void seeds_all_or_nothing() {
    String before = auth0.snapshot();

    assertThatThrownBy(
            () ->
                auth0.seed(
                    anApi("https://orders").withScopes("read:orders"),
                    aClient("shop").grantedScopes("https://no-such-api", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://no-such-api");

    assertThat(auth0.snapshot()).isEqualTo(before);
  }

  @Test
  void starts_an_equal_tenant_from_its_own_snapshot() {
    String snapshot = auth0.snapshot();

    auth0.seed(snapshot);

    assertThat(auth0.snapshot()).isEqualTo(snapshot);
  }

  @Test
  void mints_a_token_without_asking_and_without_a_trace() {
    MintedToken token =
        auth0.token(TokenSpec.forUser("ada@example.com").audience("https://api.example.com"));

    assertThat(token.accessToken().split("\\.")).hasSize(3);
    assertThat(auth0.journal().entries()).isEmpty();
  }

  @Test
  void names_the_clients_there_are_when_a_token_is_wanted_for_another() {
    assertThatThrownBy(() -> auth0.token(TokenSpec.forClient("nobody")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m2m");
  }

  @Test
  void lives_through_a_month_in_no_time() throws Exception {
    Instant before = auth0.clock().now();
    auth0.clock().freeze();

    auth0.clock().advance(Duration.ofDays(30));

    assertThat(auth0.clock().now()).isAfterOrEqualTo(before.plus(Duration.ofDays(30)));
    assertThat(exchange("m2m", "m2m-secret", "https://api.example.com").statusCode())
        .isEqualTo(200);
    assertThat(auth0.journal().last().orElseThrow().at()).isEqualTo(auth0.clock().now());
  }

  @Test
  void stops_twice_without_complaint() throws Exception {
    URI issuer = auth0.issuer();

    auth0.close();
    emulator.close();

    assertThatThrownBy(
            () ->
                http.send(
                    HttpRequest.newBuilder(issuer.resolve("/__admin/health")).build(),
                    HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  private HttpResponse<String> exchange(String client, String secret, String audience)
      throws IOException, InterruptedException {
    String body =
        "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\",\"audience\":\"%s\"}"
            .formatted(client, secret, audience);
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("/oauth/token"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
