package dev.fakeauth0.emulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlHttpTest {

  @TempDir static Path cache;

  private static final String API = "https://api.example.com";

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static Emulator emulator;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void reset() {
    emulator.first().reset();
  }

  @Test
  void a_refused_request_is_explained_by_its_id() throws IOException, InterruptedException {
    HttpResponse<String> refused = token("stranger", "stranger-secret", API);

    Document explained =
        post("explain", Document.of("request_id", header(refused, "X-Auth0-RequestId")));

    assertThat(explained.asMap().keySet()).containsExactly("verdict", "checks", "diagnosis");
    assertThat(explained.string("verdict")).contains("refused");
    assertThat(explained.objects("checks"))
        .extracting(check -> check.string("name", "") + " " + check.flag("ok", false))
        .containsExactly(
            "request true",
            "client true",
            "grant type true",
            "audience true",
            "client grant false");
    assertThat(explained.object("diagnosis").orElseThrow().string("reason"))
        .contains("client-grant-missing");
  }

  @Test
  void a_granted_request_is_explained_too() throws IOException, InterruptedException {
    HttpResponse<String> granted = token("m2m", "m2m-secret", API);

    Document explained =
        post("explain", Document.of("request_id", header(granted, "X-Auth0-RequestId")));

    assertThat(explained.string("verdict")).contains("accepted");
    assertThat(explained.has("diagnosis")).isTrue();
    assertThat(explained.get("diagnosis")).isNull();
  }

  @Test
  void a_token_is_explained() throws IOException, InterruptedException {
    String token = accessToken(token("m2m", "m2m-secret", API).body());

    Document accepted =
        post("explain", Document.of("token", token, "audience", API, "scope", "read:messages"));
    Document lacking = post("explain", Document.of("token", token, "scope", "delete:messages"));

    assertThat(accepted.string("verdict")).contains("accepted");
    assertThat(lacking.object("diagnosis").orElseThrow().string("reason"))
        .contains("insufficient-scope");
  }

  @Test
  void an_explanation_needs_a_token_or_a_request() throws IOException, InterruptedException {
    assertThat(send("POST", "explain", "{}").statusCode()).isEqualTo(400);
    assertThat(send("POST", "explain", "{\"token\":\"a\",\"request_id\":\"b\"}").statusCode())
        .isEqualTo(400);
    assertThat(send("POST", "explain", "{\"request_id\":\"nobody\"}").body())
        .contains("no request in the journal has the id nobody");
  }

  @Test
  void the_journal_masks_what_is_secret() throws IOException, InterruptedException {
    token("m2m", "m2m-secret", API);

    String journal = send("GET", "requests?client_id=m2m&decision=granted", "").body();

    assertThat(journal).contains("\"endpoint\":\"POST /oauth/token\"").doesNotContain("m2m-secret");
  }

  @Test
  void a_minted_token_is_one_of_the_tenant() throws IOException, InterruptedException {
    String token = accessToken(send("POST", "tokens", "{\"user\":\"ada@example.com\"}").body());

    Document explained = post("explain", Document.of("token", token, "audience", API));

    assertThat(explained.string("verdict")).contains("accepted");
  }

  @Test
  void the_clock_makes_a_token_expire() throws IOException, InterruptedException {
    String token = accessToken(token("m2m", "m2m-secret", API).body());
    send("PUT", "clock", "{\"advance\":\"P2D\"}");

    Document explained = post("explain", Document.of("token", token));

    assertThat(explained.object("diagnosis").orElseThrow().string("because"))
        .contains("the token has expired");
  }

  @Test
  void a_page_of_another_origin_is_kept_out() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(admin("reset"))
            .header("Origin", "http://localhost:3000")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    HttpResponse<String> refused =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("admin-forbidden");
    assertThat(refused.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void a_pasted_answer_of_this_tenant_is_explained_by_the_journal()
      throws IOException, InterruptedException {
    HttpResponse<String> refused = token("stranger", "stranger-secret", API);

    Document explained =
        post(
            "explain",
            Document.of(
                "response",
                Document.of(
                    "status", 403,
                    "headers",
                        Document.of("X-Auth0-RequestId", header(refused, "X-Auth0-RequestId")),
                    "body", refused.body())));

    assertThat(reason(explained)).isEqualTo("client-grant-missing");
    assertThat(explained.object("diagnosis").orElseThrow().object("facts").orElseThrow().asMap())
        .containsEntry("client_id", "stranger");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | {}                                                                   | {"error":"access_denied","error_description":"Unauthorized"}              | invalid-client
          403 | {}                                                                   | {"error":"access_denied","error_description":"Service not found: x"}     | unknown-audience
          401 | {}                                                                   | {"statusCode":401,"error":"Unauthorized","message":"Invalid token"}       | invalid-token
          403 | {}                                                                   | {"statusCode":403,"error":"Forbidden","message":"Insufficient scope"}     | insufficient-scope
          404 | {}                                                                   | {"statusCode":404,"error":"Not Found","message":"x"}                      | not-found
          409 | {}                                                                   | {"statusCode":409,"error":"Conflict","message":"x"}                       | conflict
          429 | {}                                                                   | {"statusCode":429,"error":"Too Many Requests","message":"x"}              | rate-limited
          400 | {}                                                                   | {"statusCode":400,"error":"Bad Request","message":"x"}                    | management-refused
          401 | {"WWW-Authenticate":"Bearer error_description=\\"The iss claim is not valid\\""}   | ``                                                               | api-rejects-issuer
          401 | {"www-authenticate":["Bearer error_description=\\"unexpected 'aud' value\\""]}      | ``                                                               | api-rejects-audience
          403 | {"WWW-Authenticate":"Bearer error=\\"insufficient_scope\\", scope=\\"x\\""}           | ``                                                               | api-wants-scope
          500 | {}                                                                   | <html>                                                                   | api-fails
          """)
  void a_pasted_answer_of_anybody_is_explained_by_its_words(
      int status, String headers, String body, String reason)
      throws IOException, InterruptedException {
    Document explained =
        post(
            "explain",
            Document.of(
                "response", Document.of("status", status, "headers", json(headers), "body", body)));

    assertThat(reason(explained)).isEqualTo(reason);
    assertThat(explained.object("diagnosis").orElseThrow().strings("remedies")).isNotEmpty();
  }

  @Test
  void a_pasted_answer_comes_with_the_token_that_explains_it()
      throws IOException, InterruptedException {
    Document minted = post("tokens", Document.of("client", "m2m", "defect", "expired"));

    Document explained =
        post(
            "explain",
            Document.of(
                "response", Document.of("status", 401),
                "token", minted.string("access_token").orElseThrow()));

    assertThat(explained.object("diagnosis").orElseThrow().string("because"))
        .contains("the token has expired");
  }

  @Test
  void an_answer_without_a_status_is_refused_and_one_that_is_fine_is_accepted()
      throws IOException, InterruptedException {
    assertThat(send("POST", "explain", "{\"response\":{\"body\":\"x\"}}").body())
        .contains("has no status between 100 and 599");
    assertThat(
            post("explain", Document.of("response", Document.of("status", 200))).string("verdict"))
        .contains("accepted");
  }

  private static String reason(Document explained) {
    return explained.object("diagnosis").orElseThrow().string("reason", "");
  }

  @Test
  void the_state_of_now_becomes_what_a_reset_goes_back_to()
      throws IOException, InterruptedException {
    send("PUT", "failures", "[\"hs256\"]");
    send("PUT", "clock", "{\"now\":\"2030-01-01T00:00:00Z\",\"frozen\":true}");

    HttpResponse<String> kept = send("POST", "baseline", "");
    try {
      send("DELETE", "failures", "");
      send("PUT", "clock", "{\"advance\":\"P1D\"}");
      send("POST", "reset", "");

      assertThat(kept.statusCode()).isEqualTo(204);
      assertThat(send("GET", "failures", "").body()).contains("\"rule\":\"hs256\"");
      assertThat(send("GET", "clock", "").body())
          .isEqualTo("{\"now\":\"2030-01-01T00:00:00Z\",\"frozen\":true}");
    } finally {
      send("DELETE", "failures", "");
      emulator.first().clock().set(Instant.now());
      emulator.first().clock().resume();
      send("POST", "baseline", "");
    }
  }

  @Test
  void the_journal_is_seen_by_what_matched_and_by_reason()
      throws IOException, InterruptedException {
    token("stranger", "stranger-secret", API);
    token("m2m", "m2m-secret", API);
    HttpRequest nowhere =
        HttpRequest.newBuilder(emulator.first().issuer().resolve("oauth/tokens")).build();
    client.send(nowhere, HttpResponse.BodyHandlers.discarding());

    assertThat(paths("requests?unmatched=true")).containsExactly("/oauth/tokens");
    assertThat(paths("requests?unmatched=false")).containsExactly("/oauth/token", "/oauth/token");
    assertThat(paths("requests?path=/oauth/tokens")).containsExactly("/oauth/tokens");
    assertThat(paths("requests?reason=client-grant-missing")).containsExactly("/oauth/token");
    assertThat(paths("requests?decision=refused")).containsExactly("/oauth/token", "/oauth/tokens");
    assertThat(emulator.first().journal().unmatched())
        .extracting(entry -> entry.request().path())
        .containsExactly("/oauth/tokens");
    assertThat(emulator.first().journal().of("/oauth/token")).hasSize(2);
    assertThat(send("GET", "requests?unmatched=maybe", "").body())
        .contains("unmatched is true or false, not \\\"maybe\\\"");
    assertThat(send("GET", "requests?reason=client-grant-mising", "").body())
        .contains("nearest: client-grant-missing");
  }

  private List<String> paths(String query) throws IOException, InterruptedException {
    return json(send("GET", query, "").body()).objects("requests").stream()
        .map(entry -> entry.object("request").orElseThrow().string("path", ""))
        .toList();
  }

  @Test
  void an_unknown_path_is_refused_in_json() throws IOException, InterruptedException {
    HttpResponse<String> refused = send("GET", "clokc", "");

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("\"reason\":\"not-found\"");
  }

  private HttpResponse<String> token(String clientId, String secret, String audience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.first().issuer().resolve("oauth/token"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.text(
                        Document.of(
                            "grant_type", "client_credentials",
                            "client_id", clientId,
                            "client_secret", secret,
                            "audience", audience))))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private Document post(String path, Document body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("POST", path, Json.text(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(admin(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static URI admin(String path) {
    return emulator.first().issuer().resolve("__admin/" + path);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private static String accessToken(String body) {
    return json(body).string("access_token").orElseThrow();
  }

  private static Document json(String text) {
    try {
      return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(text, e);
    }
  }
}
