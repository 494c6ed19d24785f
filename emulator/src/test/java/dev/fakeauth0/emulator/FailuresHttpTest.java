package dev.fakeauth0.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.failure.InvalidFailureRule;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of each failure mode, and through which doors a rule comes. */
@Timeout(60)
class FailuresHttpTest {

  private static final String AUDIENCE = "https://api.example.com";

  @TempDir private static Path cache;

  private static Emulator emulator;

  private final FakeAuth0 auth0 = emulator.first();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    emulator = Emulator.start(config());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void reset() {
    auth0.reset();
  }

  // What a client sees

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          grant-type-not-allowed | 403 | unauthorized_client | Grant type 'client_credentials' not allowed for the client.
          client-grant-missing   | 403 | access_denied       | Client "m2m" is not authorized to access resource server "https://api.example.com". You need to create a "client-grant" associated to this API.
          unknown-audience       | 403 | access_denied       | Service not found: https://api.example.com
          invalid-client         | 401 | access_denied       | Unauthorized
          organization-denied    | 403 | access_denied       | Client is not authorized to access organization "org_1".
          rate-limited           | 429 | too_many_requests   | Global limit has been reached
          """)
  void a_refusal_is_in_the_words_of_auth0(String mode, int status, String error, String description)
      throws Exception {
    auth0.failures().add(mode);

    HttpResponse<String> reply = token("organization", "org_1");

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(json(reply).string("error")).contains(error);
    assertThat(json(reply).string("error_description")).contains(description.strip());
    JournalEntry entry = auth0.journal().last().orElseThrow();
    assertThat(entry.faults()).containsExactly(mode);
    assertThat(entry.diagnosis().orElseThrow().reason().mode()).isEqualTo(mode);
    assertThat(entry.diagnosis().orElseThrow().remedies()).hasSizeGreaterThan(1);
  }

  @Test
  void a_rate_limit_says_when_to_come_back() throws Exception {
    auth0.failures().add("rate-limited;times=1");

    HttpResponse<String> refused = get("/.well-known/jwks.json");
    HttpResponse<String> granted = get("/.well-known/jwks.json");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    assertThat(refused.headers().firstValue("Cache-Control")).isEmpty();
    assertThat(granted.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.well-known/jwks.json", "/api/v2/clients"})
  void a_rate_limit_names_its_headers_as_clients_that_heed_case_look_them_up(String path)
      throws Exception {
    TokenSpec management =
        TokenSpec.forClient("management")
            .audience(auth0.issuer() + "api/v2/")
            .scope("read:clients");
    String token = auth0.token(management).accessToken();
    auth0.failures().add("rate-limited");

    RawHttp.Answer refused =
        new RawHttp(auth0.issuer())
            .send(
                "GET " + path + " HTTP/1.1",
                List.of("Host: localhost", "Authorization: Bearer " + token),
                new byte[0]);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.fields().stream().map(field -> field.substring(0, field.indexOf(':'))))
        .contains("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after");
  }

  @ParameterizedTest
  @CsvSource({
    "hs256, HS256, 3",
    "alg-none, none, 3",
    "bad-signature, RS256, 3",
    "unknown-key, RS256, 3",
    "no-key-id, RS256, 3",
    "retired-key, RS256, 3",
    "opaque, dir, 5",
    "encrypted, RSA-OAEP-256, 5"
  })
  void a_token_comes_with_the_defect(String mode, String algorithm, int parts) throws Exception {
    auth0.failures().add(mode);

    String token = json(token()).string("access_token").orElseThrow();

    assertThat(token.split("\\.", -1)).hasSize(parts);
    assertThat(part(token, 0).string("alg")).contains(algorithm);
    assertThat(auth0.journal().last().orElseThrow().faults()).containsExactly(mode);
    assertThat(auth0.journal().last().orElseThrow().decision())
        .isEqualTo(JournalEntry.Decision.GRANTED);
  }

  @ParameterizedTest
  @MethodSource("tokenDefects")
  void every_token_defect_can_be_minted_on_demand(FailureMode mode) throws Exception {
    String defect = mode == FailureMode.MISSING_CLAIM ? "missing-claim=azp" : mode.mode();

    String good = auth0.token(TokenSpec.forClient("m2m")).accessToken();
    String bad = auth0.token(TokenSpec.forClient("m2m").defect(defect)).accessToken();
    HttpResponse<String> reply =
        send("POST", "/__admin/tokens", "{\"client\":\"m2m\",\"defect\":\"" + defect + "\"}");

    assertThat(bad).isNotEqualTo(good);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(auth0.journal().entries()).isEmpty();
  }

  static Stream<FailureMode> tokenDefects() {
    return Arrays.stream(FailureMode.values()).filter(FailureMode::tokenDefect);
  }

  @Test
  void the_answer_says_less_scope_where_the_token_has_less() throws Exception {
    auth0.failures().add("missing-scope");

    Document reply = json(token());

    assertThat(reply.string("scope")).contains("read:messages");
    assertThat(part(reply.string("access_token").orElseThrow(), 1).string("scope"))
        .contains("read:messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwks-empty", "jwks-stale", "jwks-malformed"})
  void spoilt_keys_keep_their_cache_headers(String mode) throws Exception {
    HttpResponse<String> good = get("/.well-known/jwks.json");
    auth0.failures().add(mode);

    HttpResponse<String> reply = get("/.well-known/jwks.json");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Cache-Control"))
        .isEqualTo(good.headers().firstValue("Cache-Control"))
        .isPresent();
    assertThat(reply.body()).isNotEqualTo(good.body());
  }

  @Test
  void stale_keys_lack_the_one_that_signs() throws Exception {
    auth0.failures().add("jwks-stale");

    String kid = part(json(token()).string("access_token").orElseThrow(), 0).string("kid", "");
    List<Document> keys = json(get("/.well-known/jwks.json")).objects("keys");

    assertThat(keys).isNotEmpty().noneMatch(key -> key.string("kid", "").equals(kid));
  }

  @Test
  void malformed_keys_are_no_json_and_empty_ones_are() throws Exception {
    auth0.failures().add("jwks-malformed;times=1", "jwks-empty;times=1");

    HttpResponse<String> empty = get("/.well-known/jwks.json");
    HttpResponse<String> malformed = get("/.well-known/jwks.json");

    assertThat(empty.body()).isEqualTo("{\"keys\":[]}");
    assertThatThrownBy(() -> Json.readObject(malformed.body().getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedJson.class);
  }

  @Test
  void keys_that_cannot_be_had_are_a_503_nobody_may_keep() throws Exception {
    auth0.failures().add("jwks-unavailable");

    HttpResponse<String> reply = get("/.well-known/jwks.json");

    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.headers().firstValue("Cache-Control")).isEmpty();
    assertThat(reply.headers().firstValue("X-Auth0-RequestId")).isPresent();
  }

  @Test
  void a_status_comes_as_a_proxy_would_say_it_and_changes_nothing() throws Exception {
    auth0.failures().add("status=502");

    HttpResponse<String> reply = token();

    assertThat(reply.statusCode()).isEqualTo(502);
    assertThat(reply.headers().firstValue("Content-Type")).contains("text/html");
    JournalEntry entry = auth0.journal().last().orElseThrow();
    assertThat(reply.headers().firstValue("X-Auth0-RequestId")).contains(entry.id());
    assertThat(entry.decision()).isEqualTo(JournalEntry.Decision.NONE);
    assertThat(entry.response().orElseThrow().status()).isEqualTo(502);
  }

  @Test
  void a_garbage_body_does_not_parse() throws Exception {
    auth0.failures().add("garbage-body");

    HttpResponse<String> reply = token();

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    assertThatThrownBy(() -> json(reply)).isInstanceOf(AssertionError.class);
  }

  @Test
  void a_wrong_content_type_stands_on_a_right_body() throws Exception {
    auth0.failures().add("wrong-content-type");

    HttpResponse<String> reply = token();

    assertThat(reply.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(json(reply).string("access_token")).isPresent();
    assertThat(auth0.journal().last().orElseThrow().response().orElseThrow().body())
        .as("secrets are masked all the same")
        .doesNotContain(json(reply).string("access_token").orElseThrow());
  }

  @Test
  void a_delayed_answer_comes_late_and_whole() throws Exception {
    token();
    auth0.failures().add("delay=300ms;times=1");
    long before = System.nanoTime();

    HttpResponse<String> reply = token();

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    assertThat(json(reply).string("access_token")).isPresent();
  }

  @Test
  void delays_hold_no_thread() {
    auth0.failures().add("delay=1s");

    var replies =
        java.util.stream.IntStream.range(0, 400)
            .mapToObj(i -> http.sendAsync(request("/.well-known/jwks.json"), text()))
            .toList();
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("fake-auth0 call"))
            .count();

    assertThat(threads).isLessThan(256);
    assertThat(replies).allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void a_dropped_connection_is_reset(String when) throws Exception {
    auth0.failures().add("drop-connection=" + when);

    try (Socket socket = sent("POST /oauth/token", form())) {
      InputStream in = socket.getInputStream();

      assertThatThrownBy(in::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    JournalEntry entry = auth0.journal().last().orElseThrow();
    assertThat(entry.response()).isEmpty();
    assertThat(entry.faults()).containsExactly("drop-connection=" + when);
    assertThat(entry.decision())
        .isEqualTo(
            when.equals("after") ? JournalEntry.Decision.GRANTED : JournalEntry.Decision.NONE);
  }

  @Test
  void a_dropped_connection_is_an_error_to_the_jdks_client() {
    auth0.failures().add("drop-connection=before");

    assertThatThrownBy(this::token).isInstanceOf(IOException.class);
  }

  @Test
  void a_truncated_body_is_half_of_what_its_length_promises() throws Exception {
    int whole = token().body().length();
    auth0.failures().add("truncated-body");

    String answer;
    try (Socket socket = sent("POST /oauth/token", form())) {
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    assertThat(answer).contains("HTTP/1.1 200 ").contains("Content-Length: " + whole);
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(whole / 2);
    assertThatThrownBy(this::token).isInstanceOf(IOException.class);
  }

  @Test
  void a_stalled_call_ends_with_the_clients_patience() {
    auth0.failures().add("stall;times=1");
    HttpRequest impatient =
        HttpRequest.newBuilder(auth0.issuer().resolve("/.well-known/jwks.json"))
            .timeout(Duration.ofSeconds(2))
            .build();

    assertThatThrownBy(() -> http.send(impatient, text())).isInstanceOf(HttpTimeoutException.class);
    JournalEntry entry = auth0.journal().await(any -> true, Duration.ofSeconds(30)).orElseThrow();
    assertThat(entry.response()).isEmpty();
  }

  @Test
  void a_stalled_call_ends_with_the_server() throws Exception {
    Emulator own = Emulator.start(config().failing("stall"));
    try (Socket socket = sent(own.first(), "GET /pem", "")) {
      assertThat(own.first().journal().await(entry -> true, Duration.ofSeconds(30))).isPresent();

      own.close();

      assertThat(ended(socket)).isTrue();
    } finally {
      own.close();
    }
  }

  @Test
  void a_connection_is_closed_when_the_client_of_a_stalled_call_gives_up() throws Exception {
    auth0.failures().add("stall;times=1");

    try (Socket socket = sent("GET /pem", "")) {
      assertThat(auth0.journal().await(entry -> true, Duration.ofSeconds(30))).isPresent();
      socket.shutdownOutput();

      assertThat(ended(socket)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, drop-connection=after",
    "HTTP_2, drop-connection=after",
    "HTTP_1_1, truncated-body",
    "HTTP_2, truncated-body"
  })
  void connections_break_over_tls_too(HttpClient.Version version, String rule) throws Exception {
    try (Emulator secure = Emulator.start(config().httpsPort(0))) {
      SSLContext trusting = secure.first().sslContext();
      HttpClient client = HttpClient.newBuilder().sslContext(trusting).version(version).build();
      URI jwks = secure.first().httpsIssuer().orElseThrow().resolve("/.well-known/jwks.json");
      HttpRequest request = HttpRequest.newBuilder(jwks).build();
      assertThat(client.send(request, text()).version()).isEqualTo(version);
      secure.first().failures().add(rule);

      assertThatThrownBy(() -> client.send(request, text())).isInstanceOf(IOException.class);

      secure.first().failures().clear();
      assertThat(client.send(request, text()).statusCode()).isEqualTo(200);
    }
  }

  // Which calls count

  @Test
  void a_rule_is_for_the_client_and_the_api_it_names() throws Exception {
    auth0.failures().add("invalid-client;client=web", "invalid-client;audience=https://other");

    assertThat(token().statusCode()).isEqualTo(200);

    auth0.failures().add("invalid-client;client=m2m;audience=" + AUDIENCE);
    assertThat(token().statusCode()).isEqualTo(401);
  }

  @Test
  void the_newest_rule_acts_and_uncovers_the_older_one() throws Exception {
    auth0.failures().add("invalid-client;times=1", "unknown-audience;times=1");

    List<Integer> statuses =
        List.of(token().statusCode(), token().statusCode(), token().statusCode());

    assertThat(statuses).containsExactly(403, 401, 200);
  }

  @Test
  void what_excludes_one_another_not_acts_together() throws Exception {
    auth0.failures().add("delay=1ms", "wrong-content-type", "hs256", "missing-scope;nth=9");

    token();

    assertThat(auth0.journal().last().orElseThrow().faults())
        .containsExactlyInAnyOrder("delay=1ms", "wrong-content-type", "hs256");
  }

  @Test
  void neither_control_calls_nor_unserved_paths_nor_preflights_use_a_rule_up() throws Exception {
    auth0.failures().add("status=503;times=1");

    get("/__admin/health");
    get("/nowhere");
    http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("/oauth/token"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", "http://localhost:3000")
            .header("Access-Control-Request-Method", "POST")
            .build(),
        text());
    auth0.token(TokenSpec.forClient("m2m"));

    assertThat(auth0.failures().standings().get(0).hits()).isZero();
  }

  @Test
  void a_reset_brings_the_baseline_back_with_its_counts() throws Exception {
    try (Emulator failing = Emulator.start(config().failing("invalid-client;times=2"))) {
      FakeAuth0 own = failing.first();
      assertThat(status(own)).isEqualTo(401);
      own.failures().add("hs256");

      own.reset();

      assertThat(own.failures().standings()).hasToString("[invalid-client;times=2 (0 hits)]");
      assertThat(status(own)).isEqualTo(401);
    }
  }

  // Doors

  @ParameterizedTest
  @ValueSource(strings = {"hs256", "rate-limited@/oauth/token;times=1", "invalid-client"})
  void a_rule_comes_through_the_control_endpoint(String rule) throws Exception {
    HttpResponse<String> put = send("PUT", "/__admin/failures", "[\"" + rule + "\"]");
    token();

    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(auth0.journal().last().orElseThrow().faults()).containsExactly(rule);
    assertThat(send("GET", "/__admin/failures", "").body())
        .isEqualTo(
            "[{\"rule\":\"%s\",\"hits\":1,\"exhausted\":%s}]"
                .formatted(rule, rule.endsWith("times=1")));
    assertThat(send("DELETE", "/__admin/failures", "").statusCode()).isEqualTo(204);
    assertThat(auth0.failures().standings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hs256", "rate-limited@/oauth/token;times=1", "invalid-client"})
  void a_rule_comes_with_a_seed_and_goes_out_with_the_snapshot(String rule) throws Exception {
    Path file =
        Files.writeString(
            cache.resolve("seeded.yaml"),
            """
            fakeAuth0:
              failures: ["%s"]
            resourceServers:
              - identifier: %s
                name: API
                scopes: [{value: read}]
            clients:
              - name: m2m
                client_id: m2m
                client_secret: m2m-secret
                grant_types: [client_credentials]
            clientGrants:
              - client_id: m2m
                audience: %s
                scope: [read]
            """
                .formatted(rule, AUDIENCE, AUDIENCE));
    try (Emulator seeded = Emulator.start(config().tenant(file.toString()))) {
      FakeAuth0 own = seeded.first();
      String before = own.snapshot();
      assertThat(before).contains("\"" + rule + "\"");

      exchange(own, List.of());

      assertThat(own.journal().last().orElseThrow().faults()).containsExactly(rule);
      own.reset();
      assertThat(own.snapshot()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hs256", "rate-limited@/oauth/token;times=1", "invalid-client"})
  void a_rule_comes_with_the_configuration(String rule) throws Exception {
    try (Emulator own = Emulator.start(config().failing(rule))) {
      exchange(own.first(), List.of());

      assertThat(own.first().journal().last().orElseThrow().faults()).containsExactly(rule);
    }
  }

  @Test
  void a_seed_with_a_rule_that_cannot_be_is_refused_with_its_line() throws Exception {
    Path file =
        Files.writeString(
            cache.resolve("bad.yaml"), "fakeAuth0:\n  failures:\n    - hs256\n    - hs265\n");

    assertThatThrownBy(() -> Emulator.start(config().tenant(file.toString())))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("bad.yaml:4: fakeAuth0.failures[1]: ")
        .hasMessageContaining("the nearest is \"hs256\"");
  }

  @Test
  void rules_go_to_the_tenant_they_name() throws Exception {
    try (Emulator two =
        Emulator.start(
            config()
                .tenant("preset:default")
                .tenant("preset:organizations")
                .failing("hs256;tenant=organizations", "opaque"))) {
      FakeAuth0 other = two.tenants().get(1);

      assertThat(two.first().failures().standings()).hasToString("[opaque (0 hits)]");
      assertThat(other.failures().standings()).hasToString("[hs256;tenant=organizations (0 hits)]");
      assertThat(other.snapshot()).contains("\"hs256\"");
      assertThatThrownBy(() -> other.failures().add("hs256;tenant=default"))
          .isInstanceOf(InvalidFailureRule.class);
    }
  }

  @Test
  void a_rule_for_a_tenant_there_is_not_keeps_the_emulator_from_starting() {
    EmulatorConfig config = config().failing("hs256;tenant=nobody");

    assertThatThrownBy(() -> Emulator.start(config))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ["hs265"]                  | the nearest is \\"hs256\\"
          ["hs256", "hs256@/pem"]    | hs256 does not fit /pem; the nearest is \\"/oauth/token\\"
          ["status=503@/oauth/tokn"] | nothing is served at /oauth/tokn; the nearest is \\"/oauth/token\\"
          ["hs256;tenant=nobody"]    | is for a tenant there is not
          {"rule": "hs256"}          | no array of failure rules
          [1]                        | no array of failure rules
          ["hs256"                   | cannot be read
          """)
  void a_rule_that_cannot_be_is_refused_and_changes_nothing(String body, String because)
      throws Exception {
    auth0.failures().add("opaque");

    HttpResponse<String> reply = send("PUT", "/__admin/failures", body);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains(because);
    assertThat(auth0.failures().standings()).hasToString("[opaque (0 hits)]");
  }

  @ParameterizedTest
  @CsvSource({"opaqe, opaque", "invalid-client, ", "missing-claim, a claim", "hs256@/x, "})
  void a_defect_that_cannot_be_is_refused(String defect, String hint) throws Exception {
    HttpResponse<String> reply =
        send("POST", "/__admin/tokens", "{\"client\":\"m2m\",\"defect\":\"" + defect + "\"}");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains(hint == null ? "remedies" : hint);
  }

  @Test
  void a_forced_refusal_says_who_forced_it_and_what_helps_in_earnest() throws Exception {
    auth0.failures().add("client-grant-missing;client=m2m");

    token();

    var diagnosis = auth0.journal().last().orElseThrow().diagnosis().orElseThrow();
    assertThat(diagnosis.reason()).isEqualTo(RefusalReason.CLIENT_GRANT_MISSING);
    assertThat(diagnosis.because()).contains("client-grant-missing;client=m2m");
    assertThat(diagnosis.facts())
        .containsEntry("audience", AUDIENCE)
        .containsEntry("client_id", "m2m");
    assertThat(String.join("\n", diagnosis.remedies()))
        .contains("DELETE /__admin/failures")
        .contains(FailureMode.CLIENT_GRANT_MISSING.remedy());
  }

  private static EmulatorConfig config() {
    return EmulatorConfig.defaults().cacheDirectory(cache);
  }

  private HttpResponse<String> token(String... more) throws IOException, InterruptedException {
    return exchange(auth0, List.of(more));
  }

  private int status(FakeAuth0 own) throws IOException, InterruptedException {
    return exchange(own, List.of()).statusCode();
  }

  private HttpResponse<String> exchange(FakeAuth0 own, List<String> more)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(own.issuer().resolve("/oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(more.toArray(String[]::new))))
            .build(),
        text());
  }

  private static String form(String... more) {
    StringBuilder body =
        new StringBuilder(
            "grant_type=client_credentials&client_id=m2m&client_secret=m2m-secret&audience="
                + AUDIENCE);
    for (int i = 0; i < more.length; i += 2) {
      body.append('&').append(more[i]).append('=').append(more[i + 1]);
    }
    return body.toString();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path), text());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(auth0.issuer().resolve(path)).build();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        text());
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  /** A request on a socket of its own, which waits for its answer. */
  private Socket sent(String line, String form) throws IOException {
    return sent(auth0, line, form);
  }

  private static Socket sent(FakeAuth0 own, String line, String form) throws IOException {
    Socket socket = new Socket(own.issuer().getHost(), own.issuer().getPort());
    socket.setSoTimeout(30_000);
    String request =
        line
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n"
            + form;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /** Whether the server ends the connection without an answer. */
  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static Document part(String token, int index) {
    return json(
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), StandardCharsets.UTF_8));
  }

  private static Document json(HttpResponse<String> reply) {
    return json(reply.body());
  }

  private static Document json(String text) {
    try {
      return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(text, e);
    }
  }
}
