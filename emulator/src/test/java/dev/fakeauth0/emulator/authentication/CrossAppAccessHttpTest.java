package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.emulator.pipeline.AssertingProvider.assertion;
import static dev.fakeauth0.emulator.pipeline.AssertingProvider.claims;
import static dev.fakeauth0.refusal.RefusalReason.AUDIENCE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_APP_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_ASSERTION;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.AssertingProvider;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens for a user of whom an enterprise's identity provider says who they are (ID-JAG). */
class CrossAppAccessHttpTest {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String API = "https://api.example.com";

  private static final String SEED =
      """
      clients:
        - name: agent
          client_id: agent
          client_secret: agent-secret
          app_type: regular_web
          identity_assertion_authorization_grant: {active: true}
        - name: device
          client_id: device
          token_endpoint_auth_method: none
          app_type: native
          identity_assertion_authorization_grant: {active: true}
        - name: outsider
          client_id: outsider
          client_secret: outsider-secret
          identity_assertion_authorization_grant: {active: true}
        - name: other
          client_id: other
          client_secret: other-secret
      resourceServers:
        - name: API
          identifier: https://api.example.com
          allow_offline_access: true
          scopes: [{value: read:messages}, {value: write:messages}]
      connections:
        - name: acme
          strategy: oidc
          enabled_clients: [agent, device]
          cross_app_access_resource_app: {status: enabled}
          options:
            issuer: https://idp.acme.example
            client_id: resource-app
            KEYS
      users:
        - {user_id: "oidc|acme|u-ada", email: ada@acme.example, connection: acme}
      """;

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private Emulator emulator;
  private FakeAuth0 auth0;

  @BeforeEach
  void start() throws Exception {
    start("jwks: " + json(AssertingProvider.jwks()));
  }

  private void start(String keys) throws Exception {
    Path seed = Files.writeString(directory.resolve("tenant.yaml"), SEED.replace("KEYS", keys));
    emulator =
        Emulator.start(EmulatorConfig.defaults().clock(() -> Keys.NOW).tenant(seed.toString()));
    auth0 = emulator.first();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void gives_an_access_token_for_the_user_and_nothing_else() throws Exception {
    Document claims =
        good("agent")
            .with("resource", API)
            .with("scope", "read:messages openid offline_access other");

    HttpResponse<String> reply = exchange("agent", assertion(claims));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    Document body = body(reply);
    assertThat(body.asMap().keySet())
        .containsExactly("access_token", "scope", "expires_in", "token_type");
    assertThat(body.string("scope")).contains("read:messages");
    Document token = payload(body.string("access_token", ""));
    assertThat(token.string("sub")).contains("oidc|acme|u-ada");
    assertThat(token.string("aud")).contains(API);
    assertThat(token.string("azp")).contains("agent");
    assertThat(token.has("gty")).isFalse();
  }

  @Test
  void takes_an_assertion_again_until_it_expires() throws Exception {
    String assertion = assertion(good("agent"));
    exchange("agent", assertion, "resource", API);

    HttpResponse<String> again = exchange("agent", assertion, "resource", API);
    auth0.clock().advance(Duration.ofMinutes(5));
    HttpResponse<String> late = exchange("agent", assertion, "resource", API);

    assertThat(again.statusCode()).isEqualTo(200);
    refused(late, INVALID_ASSERTION);
  }

  @Test
  void names_the_api_by_assertion_then_request_then_tenant() throws Exception {
    HttpResponse<String> none = exchange("agent", assertion(good("agent")));
    HttpResponse<String> sent = exchange("agent", assertion(good("agent")), "audience", API);
    HttpResponse<String> other =
        exchange(
            "agent",
            assertion(good("agent").with("resource", API)),
            "audience",
            "https://other.example.com");

    assertThat(none.statusCode()).isEqualTo(403);
    assertThat(sent.statusCode()).isEqualTo(200);
    refused(other, INVALID_ASSERTION);
    assertThat(reasons()).contains(AUDIENCE_MISSING);
  }

  @Test
  void refuses_every_assertion_that_is_not_as_it_should_be() throws Exception {
    Document good = good("agent").with("resource", API);
    String signed = assertion(good);

    for (String bad :
        List.of(
            "x",
            "a.b.c",
            signed.substring(0, signed.length() - 8) + "AAAAAAAA",
            assertion("JWT", good),
            assertion(good.with("iss", "https://other.example")),
            assertion(good.with("aud", "https://other.example/")),
            assertion(good.with("client_id", "other")),
            assertion(good.without("jti")),
            assertion(good.without("exp")),
            assertion(good.with("exp", Keys.NOW.getEpochSecond())),
            assertion(good.with("nbf", Keys.NOW.getEpochSecond() + 120)),
            assertion(good.with("sub", "u-nobody")))) {
      refused(exchange("agent", bad), INVALID_ASSERTION);
    }
  }

  @Test
  void takes_an_assertion_of_a_public_client_for_a_minute() throws Exception {
    String assertion = assertion(good("device").with("resource", API));

    HttpResponse<String> soon = exchange("device", assertion);
    auth0.clock().advance(Duration.ofSeconds(61));
    HttpResponse<String> late = exchange("device", assertion);

    assertThat(soon.statusCode()).isEqualTo(200);
    refused(late, INVALID_ASSERTION);
  }

  @Test
  void refuses_clients_that_are_not_set_up_for_it() throws Exception {
    HttpResponse<String> off = exchange("other", assertion(good("other")));
    RefusalReason first = last();
    HttpResponse<String> elsewhere =
        exchange("outsider", assertion(good("outsider").with("resource", API)));
    RefusalReason second = last();
    HttpResponse<String> nothing = exchange("agent", "");

    assertThat(off.statusCode()).isEqualTo(403);
    assertThat(body(off).string("error")).contains("unauthorized_client");
    assertThat(first).isEqualTo(GRANT_TYPE_NOT_ALLOWED);
    assertThat(elsewhere.statusCode()).isEqualTo(403);
    assertThat(body(elsewhere).string("error")).contains("access_denied");
    assertThat(second).isEqualTo(CROSS_APP_ACCESS_DENIED);
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(body(nothing).string("error_description"))
        .contains("Missing required parameter: assertion");
    assertThat(last()).isEqualTo(PARAMETER_MISSING);
  }

  @Test
  void asks_the_provider_for_its_keys_where_it_publishes_them() throws Exception {
    emulator.close();
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys = Json.write(AssertingProvider.jwks());
    provider.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    provider.start();
    String uri = "http://127.0.0.1:" + provider.getAddress().getPort() + "/keys";
    start("jwks_uri: " + uri);
    String assertion = assertion(good("agent").with("resource", API));

    HttpResponse<String> reachable = exchange("agent", assertion);
    provider.stop(0);
    HttpResponse<String> gone = exchange("agent", assertion);

    assertThat(reachable.statusCode()).as(reachable.body()).isEqualTo(200);
    refused(gone, INVALID_ASSERTION);
    assertThat(auth0.journal().last().orElseThrow().diagnosis().orElseThrow().because())
        .contains(uri + ": nobody answered there");
  }

  @Test
  void logs_what_came_of_it() throws Exception {
    exchange("agent", assertion(good("agent").with("resource", API)));
    exchange("agent", "x");

    assertThat(logged()).contains("idjag_exchange_succeeded", "idjag_exchange_failed");
  }

  private Document good(String client) {
    return claims(client, auth0.issuer().toString(), Keys.NOW);
  }

  private void refused(HttpResponse<String> reply, RefusalReason reason) {
    assertThat(reply.statusCode() + " " + reply.body())
        .isEqualTo(
            "400 {\"error\":\"invalid_grant\",\"error_description\":\"Assertion is invalid or has"
                + " expired\"}");
    assertThat(last()).isEqualTo(reason);
  }

  private RefusalReason last() {
    return auth0.journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  private List<RefusalReason> reasons() {
    List<RefusalReason> reasons = new ArrayList<>();
    auth0
        .journal()
        .entries()
        .forEach(entry -> entry.diagnosis().ifPresent(why -> reasons.add(why.reason())));
    return reasons;
  }

  private List<String> logged() throws Exception {
    HttpResponse<String> token =
        http.send(
            HttpRequest.newBuilder(auth0.issuer().resolve("__admin/tokens"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        json(
                            Document.of(
                                "client",
                                "agent",
                                "audience",
                                auth0.managementAudience(),
                                "scope",
                                "read:logs read:logs_users"))))
                .build(),
            BodyHandlers.ofString());
    HttpResponse<String> logs =
        http.send(
            HttpRequest.newBuilder(auth0.issuer().resolve("api/v2/logs"))
                .header("Authorization", "Bearer " + body(token).string("access_token", ""))
                .build(),
            BodyHandlers.ofString());
    return java.util.regex.Pattern.compile("\"type\":\"(\\w+)\"")
        .matcher(logs.body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private HttpResponse<String> exchange(String client, String assertion, String... more)
      throws Exception {
    StringBuilder form = new StringBuilder("grant_type=" + encoded(GRANT));
    form.append("&client_id=").append(client);
    if (!client.equals("device")) {
      form.append("&client_secret=").append(client).append("-secret");
    }
    form.append("&assertion=").append(encoded(assertion));
    for (int i = 0; i < more.length; i += 2) {
      form.append('&').append(more[i]).append('=').append(encoded(more[i + 1]));
    }
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String json(Document document) {
    return new String(Json.write(Map.copyOf(document.asMap())), StandardCharsets.UTF_8);
  }

  private static Document body(HttpResponse<String> reply) throws Exception {
    return Json.readObject(reply.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Document payload(String token) throws Exception {
    return Json.readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }
}
