package dev.fakeauth0.acceptance;

import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.aUser;
import static dev.fakeauth0.seed.Seeds.anApi;
import static dev.fakeauth0.seed.Seeds.anOrganization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.InvalidFailureRule;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.token.MachineClient;
import dev.fakeauth0.token.MintedToken;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link FakeAuth0} does, wherever it runs. Subclasses say which: a tenant of {@code
 * preset:default} with a plain and an HTTPS listener.
 */
@Timeout(60)
abstract class FakeAuth0Suite {

  private static final String API = "https://api.example.com";
  private static final Machine M2M = new Machine("m2m", "m2m-secret");
  private static final Machine STRANGER = new Machine("stranger", "stranger-secret");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The tenant, the same one for all tests of the class. */
  abstract FakeAuth0 auth0();

  @BeforeEach
  void begin_anew() {
    auth0().reset();
  }

  @Test
  void is_a_tenant_with_an_issuer_for_each_listener() {
    assertThat(auth0().tenant()).isEqualTo("default");
    assertThat(auth0().issuer()).hasScheme("http").hasPath("/");
    assertThat(auth0().httpsIssuer().orElseThrow()).hasScheme("https").hasPath("/");
    assertThat(auth0().managementAudience()).isEqualTo(auth0().issuer() + "api/v2/");
  }

  @Test
  void publishes_the_issuer_it_names() throws Exception {
    JsonNode metadata = get(HTTP, auth0().issuer());

    assertThat(metadata.path("issuer").textValue()).isEqualTo(auth0().issuer().toString());
  }

  @Test
  void serves_https_to_who_trusts_its_authority() throws Exception {
    HttpClient trusting = HttpClient.newBuilder().sslContext(auth0().sslContext()).build();

    JsonNode metadata = get(trusting, auth0().httpsIssuer().orElseThrow());

    assertThat(metadata.path("issuer").textValue())
        .isEqualTo(auth0().httpsIssuer().orElseThrow().toString());
  }

  @Test
  void hands_its_authority_out_as_text_and_as_a_trust_store() throws Exception {
    KeyStore store = auth0().trustStore();

    assertThat(auth0().caPem()).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.isCertificateEntry(store.aliases().nextElement())).isTrue();
  }

  @Test
  void gives_a_seeded_client_a_token_at_once() throws Exception {
    auth0()
        .seed(
            aClient("shop").withSecret("hush").grantedScopes("https://orders", "read:orders"),
            anApi("https://orders").withScopes("read:orders"));

    Machine.Answer answer = new Machine("shop", "hush").tokenFor("https://orders", issuer());

    assertThat(answer.body().path("scope").textValue()).isEqualTo("read:orders");
    assertThat(Machine.claims(answer.accessToken()).path("iss").textValue())
        .isEqualTo(issuer().toString());
  }

  @Test
  void takes_a_seed_document_in_yaml() throws Exception {
    auth0()
        .seed(
            """
            resourceServers:
              - name: Orders
                identifier: https://orders
                scopes:
                  - value: read:orders
            clients:
              - name: shop
                client_id: shop
                client_secret: hush
                grant_types: [client_credentials]
            clientGrants:
              - client_id: shop
                audience: https://orders
                scope: ["read:orders"]
            """);

    assertThat(new Machine("shop", "hush").tokenFor("https://orders", issuer()).status())
        .isEqualTo(200);
  }

  @Test
  void takes_the_keywords_of_a_seed_document_from_the_environment_of_the_test() {
    String path = System.getenv("PATH");

    auth0().seed("clients:\n  - name: shop\n    description: '##PATH##'\n");

    assertThat(auth0().snapshot()).contains(path);
  }

  @Test
  void names_the_part_that_cannot_be_seeded_and_seeds_none() {
    String before = auth0().snapshot();

    assertThatThrownBy(
            () ->
                auth0()
                    .seed(
                        anApi("https://orders").withScopes("read:orders"),
                        aClient("shop").with("grant_types", 7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client \"shop\"")
        .hasMessageContaining("grant_types");
    assertThat(auth0().snapshot()).isEqualTo(before);
  }

  @Test
  void names_the_line_of_a_seed_document_that_cannot_be_used() {
    assertThatThrownBy(() -> auth0().seed("clients:\n  - name: shop\n    grant_types: 7\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("seed:3:")
        .hasMessageContaining("grant_types");
  }

  @Test
  void puts_the_failure_rules_of_a_seed_document_in_force() {
    auth0().seed("fakeAuth0:\n  failures: ['hs256']\n");

    assertThat(auth0().failures().standings())
        .extracting(Object::toString)
        .containsExactly("hs256 (0 hits)");
  }

  @Test
  void goes_back_to_the_baseline() throws Exception {
    auth0().seed(anApi("https://dropped"));
    auth0().failures().add("hs256");
    auth0().clock().freeze();
    STRANGER.tokenFor(API, issuer());

    auth0().reset();

    assertThat(auth0().snapshot()).doesNotContain("https://dropped");
    assertThat(auth0().failures().standings()).isEmpty();
    assertThat(auth0().clock().frozen()).isFalse();
    assertThat(auth0().journal().entries()).isEmpty();
  }

  @Test
  void keeps_a_baseline_and_finds_it_again() {
    auth0().seed(anApi("https://kept"));
    auth0().keepAsBaseline();
    auth0().seed(anApi("https://dropped"));

    auth0().reset();

    assertThat(auth0().snapshot()).contains("https://kept").doesNotContain("https://dropped");
  }

  @Test
  void starts_an_equal_tenant_from_its_own_snapshot() {
    String snapshot = auth0().snapshot();

    auth0().seed(snapshot);

    assertThat(auth0().snapshot()).isEqualTo(snapshot);
  }

  @Test
  void journals_a_grant() throws Exception {
    Machine.Answer answer = M2M.tokenFor(API, issuer());

    JournalEntry entry = auth0().journal().find(answer.requestId()).orElseThrow();
    assertThat(entry.tenant()).isEqualTo("default");
    assertThat(entry.endpoint()).contains("POST /oauth/token");
    assertThat(entry.clientId()).contains("m2m");
    assertThat(entry.decision()).isEqualTo(JournalEntry.Decision.GRANTED);
    assertThat(entry.diagnosis()).isEmpty();
    assertThat(entry.request().method()).isEqualTo("POST");
    assertThat(entry.request().path()).isEqualTo("/oauth/token");
    assertThat(entry.request().headers()).containsKey("Content-Type");
    assertThat(entry.request().body()).contains("client_id=m2m").doesNotContain("m2m-secret");
    assertThat(entry.response().orElseThrow().status()).isEqualTo(200);
    assertThat(entry.at()).isBeforeOrEqualTo(auth0().clock().now());
    assertThat(entry.faults()).isEmpty();
  }

  @Test
  void explains_a_refusal_in_the_journal() throws Exception {
    Machine.Answer answer = STRANGER.tokenFor(API, issuer());

    Diagnosis diagnosis =
        auth0().journal().find(answer.requestId()).orElseThrow().diagnosis().orElseThrow();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(diagnosis.reason()).isEqualTo(RefusalReason.CLIENT_GRANT_MISSING);
    assertThat(diagnosis.because()).contains("stranger");
    assertThat(diagnosis.facts()).containsEntry("client_id", "stranger");
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(auth0().journal().refused()).hasSize(1);
  }

  @Test
  void journals_what_nobody_serves_and_notes_what_is_odd() throws Exception {
    HTTP.send(
        HttpRequest.newBuilder(issuer().resolve("no/such/page")).build(),
        HttpResponse.BodyHandlers.discarding());

    assertThat(auth0().journal().unmatched())
        .singleElement()
        .satisfies(entry -> assertThat(entry.request().path()).isEqualTo("/no/such/page"));
    assertThat(auth0().journal().of("/no/such/page")).hasSize(1);
  }

  @Test
  void forgets_its_journal_when_told_to() throws Exception {
    M2M.tokenFor(API, issuer());

    auth0().journal().clear();

    assertThat(auth0().journal().entries()).isEmpty();
    assertThat(auth0().journal().last()).isEmpty();
    assertThat(auth0().journal().dropped()).isZero();
  }

  @Test
  void finds_an_entry_that_is_there_without_waiting() throws Exception {
    M2M.tokenFor(API, issuer());

    Optional<JournalEntry> found =
        auth0()
            .journal()
            .await(entry -> entry.clientId().equals(Optional.of("m2m")), Duration.ZERO);

    assertThat(found).isPresent();
  }

  @Test
  void waits_for_an_entry_past_those_that_do_not_match() throws Exception {
    CompletableFuture<Optional<JournalEntry>> awaited =
        CompletableFuture.supplyAsync(
            () ->
                auth0()
                    .journal()
                    .await(
                        entry -> entry.clientId().equals(Optional.of("stranger")),
                        Duration.ofSeconds(30)));

    M2M.tokenFor(API, issuer());
    Machine.Answer answer = STRANGER.tokenFor(API, issuer());

    assertThat(awaited.join().orElseThrow().id()).isEqualTo(answer.requestId());
  }

  @Test
  void gives_up_waiting_when_the_time_is_over() throws Exception {
    M2M.tokenFor(API, issuer());
    Instant began = Instant.now();

    Optional<JournalEntry> found = auth0().journal().await(entry -> false, Duration.ofMillis(200));

    assertThat(found).isEmpty();
    assertThat(Duration.between(began, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void fails_as_it_is_told_and_counts() throws Exception {
    auth0().failures().add("client-grant-missing;times=1");
    auth0().failures().add("rate-limited@/oauth/token;times=1");

    int first = M2M.tokenFor(API, issuer()).status();
    int second = M2M.tokenFor(API, issuer()).status();
    int third = M2M.tokenFor(API, issuer()).status();

    assertThat(List.of(first, second, third)).containsExactly(429, 403, 200);
    assertThat(auth0().failures().standings())
        .extracting(Object::toString)
        .containsExactly(
            "rate-limited@/oauth/token;times=1 (1 hit, exhausted)",
            "client-grant-missing;times=1 (1 hit, exhausted)");
    assertThat(auth0().journal().entries().get(0).faults())
        .containsExactly("rate-limited@/oauth/token;times=1");
  }

  @Test
  void keeps_the_counts_of_older_rules_when_one_is_added() throws Exception {
    auth0().failures().add("delay=1ms;times=5");
    M2M.tokenFor(API, issuer());

    auth0().failures().add("hs256", "jwks-empty");

    assertThat(auth0().failures().standings())
        .extracting(Object::toString)
        .containsExactly("jwks-empty (0 hits)", "hs256 (0 hits)", "delay=1ms;times=5 (1 hit)");
  }

  @Test
  void replaces_and_takes_away_failure_rules() {
    auth0().failures().add("hs256");

    auth0().failures().replace("jwks-empty");

    assertThat(auth0().failures().standings())
        .extracting(standing -> standing.rule().toString())
        .containsExactly("jwks-empty");
    auth0().failures().clear();
    assertThat(auth0().failures().standings()).isEmpty();
  }

  @Test
  void takes_no_failure_rule_for_another_tenant() {
    auth0().failures().add("hs256");

    assertThatThrownBy(
            () -> auth0().failures().replace(FailureRule.failing("opaque").inTenant("prod")))
        .isInstanceOf(InvalidFailureRule.class)
        .hasMessageContaining("tenant prod");
    assertThat(auth0().failures().standings()).hasSize(1);
  }

  @Test
  void lives_through_a_month_in_no_time() throws Exception {
    auth0().clock().freeze();
    Instant before = auth0().clock().now();

    auth0().clock().advance(Duration.ofDays(30));

    assertThat(auth0().clock().now()).isEqualTo(before.plus(Duration.ofDays(30)));
    M2M.tokenFor(API, issuer());
    assertThat(auth0().journal().last().orElseThrow().at()).isEqualTo(auth0().clock().now());
  }

  @Test
  void sets_and_resumes_the_clock() {
    Instant then = Instant.parse("2030-01-01T00:00:00Z");

    auth0().clock().freeze();
    auth0().clock().set(then);

    assertThat(auth0().clock().frozen()).isTrue();
    assertThat(auth0().clock().now()).isEqualTo(then);
    auth0().clock().resume();
    assertThat(auth0().clock().frozen()).isFalse();
    assertThat(auth0().clock().now()).isAfterOrEqualTo(then).isBefore(then.plusSeconds(60));
  }

  @Test
  void mints_any_token_without_a_trace() throws Exception {
    auth0()
        .seed(
            anOrganization("acme").withId("org_acme"),
            aUser("eve@example.com").withId("auth0|eve"));

    MintedToken token =
        auth0()
            .token(
                TokenSpec.forUser("eve@example.com")
                    .client("web")
                    .audience(API)
                    .scope("read:messages")
                    .permissions("read:messages")
                    .organization("acme")
                    .claim("https://example.com/roles", List.of("admin"))
                    .claim("level", 3)
                    .expiresIn(Duration.ofMinutes(5)));

    JsonNode claims = Machine.claims(token.accessToken());
    assertThat(claims.path("iss").textValue()).isEqualTo(issuer().toString());
    assertThat(claims.path("sub").textValue()).isEqualTo("auth0|eve");
    assertThat(claims.path("azp").textValue()).isEqualTo("web");
    assertThat(claims.path("aud").textValue()).isEqualTo(API);
    assertThat(claims.path("scope").textValue()).isEqualTo("read:messages");
    assertThat(claims.path("permissions").toString()).isEqualTo("[\"read:messages\"]");
    assertThat(claims.path("org_id").textValue()).isEqualTo("org_acme");
    assertThat(claims.path("https://example.com/roles").toString()).isEqualTo("[\"admin\"]");
    assertThat(claims.path("level").intValue()).isEqualTo(3);
    assertThat(claims.path("exp").longValue() - claims.path("iat").longValue()).isEqualTo(300);
    assertThat(token.scope()).containsExactly("read:messages");
    assertThat(token.expiresIn()).isEqualTo(Duration.ofMinutes(5));
    assertThat(token.tokenType()).isEqualTo("Bearer");
    assertThat(auth0().journal().entries()).isEmpty();
  }

  @Test
  void mints_a_token_with_all_left_open_and_one_without_scope() {
    assertThat(auth0().token(TokenSpec.any()).scope())
        .containsExactlyInAnyOrder("read:messages", "write:messages");
    assertThat(auth0().token(TokenSpec.any().scope(new String[0])).scope()).isEmpty();
  }

  @Test
  void removes_a_claim_that_is_null() throws Exception {
    MintedToken token = auth0().token(TokenSpec.forClient("m2m").claim("azp", null));

    assertThat(Machine.claims(token.accessToken()).has("azp")).isFalse();
  }

  @Test
  void names_the_clients_there_are_when_a_token_is_wanted_for_another() {
    assertThatThrownBy(() -> auth0().token(TokenSpec.forClient("nobody")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody")
        .hasMessageContaining("m2m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad-signature", "expired", "wrong-audience", "alg-none", "opaque"})
  void says_why_an_api_would_refuse_a_token(String defect) {
    String token = auth0().token(TokenSpec.any().defect(defect)).accessToken();

    Optional<Diagnosis> refusal = auth0().refusalOf(token, Optional.of(API));

    assertThat(refusal).isPresent();
    assertThat(refusal.orElseThrow().remedies()).isNotEmpty();
  }

  @Test
  void has_nothing_against_a_good_token() throws Exception {
    String token = M2M.tokenFor(API, issuer()).accessToken();

    assertThat(auth0().refusalOf(token, Optional.of(API))).isEmpty();
    assertThat(auth0().refusalOf(token, Optional.empty())).isEmpty();
    assertThat(auth0().refusalOf("", Optional.empty())).isPresent();
  }

  @Test
  void names_the_client_that_programs_use() {
    assertThat(auth0().machineClient())
        .contains(new MachineClient("m2m", Optional.of("m2m-secret"), Optional.of(API)));
  }

  @Test
  void rotates_its_keys() throws Exception {
    String before = kid();

    auth0().rotateKeys();

    assertThat(kid()).isNotEqualTo(before);
    assertThat(keys()).contains(before, kid());
  }

  @Test
  void manages_itself_by_its_own_api() throws Exception {
    String token =
        new Machine("management", "management-secret")
            .tokenFor(auth0().managementAudience(), issuer())
            .accessToken();

    HttpResponse<String> clients =
        HTTP.send(
            HttpRequest.newBuilder(issuer().resolve("api/v2/clients"))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(clients.statusCode()).isEqualTo(200);
    assertThat(clients.body()).contains("\"m2m\"");
  }

  private URI issuer() {
    return auth0().issuer();
  }

  private String kid() throws Exception {
    return Machine.header(auth0().token(TokenSpec.any()).accessToken()).path("kid").textValue();
  }

  private String keys() throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(issuer().resolve(".well-known/jwks.json")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static JsonNode get(HttpClient client, URI issuer) throws Exception {
    return new ObjectMapper()
        .readTree(
            client
                .send(
                    HttpRequest.newBuilder(issuer.resolve(".well-known/openid-configuration"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
  }
}
