package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.CIBA_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_AUTH_REQ_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.message.Message;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens for a user who is asked on their phone. */
class BackchannelHttpTest {

  private static final String SEED =
      """
      clients:
        - name: Bank
          client_id: bank
          client_secret: bank-secret
          app_type: regular_web
          grant_types: ["urn:openid:params:grant-type:ciba", refresh_token]
        - name: other
          client_id: other
          client_secret: other-secret
          grant_types: ["urn:openid:params:grant-type:ciba"]
      resourceServers:
        - name: API
          identifier: https://api.example.com
          allow_offline_access: true
          scopes: [{value: read:messages}]
      databases:
        - {name: Username-Password-Authentication, strategy: auth0}
      users:
        - {user_id: ada, email: ada@example.com, password: Passw0rd!}
      fakeAuth0:
        clock: {now: "2026-05-01T12:00:00Z", frozen: true}
      """;

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private Emulator emulator;
  private FakeAuth0 auth0;

  @BeforeEach
  void start() throws Exception {
    Path seed = Files.writeString(directory.resolve("tenant.yaml"), SEED);
    emulator = Emulator.start(EmulatorConfig.defaults().tenant(seed.toString()));
    auth0 = emulator.first();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void gives_tokens_once_the_user_approved() throws Exception {
    Document begun = Json.readObject(begin().body());
    String id = begun.string("auth_req_id", "");

    HttpResponse<byte[]> before = poll(id);
    answer(true);
    HttpResponse<byte[]> tokens = poll(id);
    HttpResponse<byte[]> again = poll(id);

    assertThat(begun.asMap().keySet()).containsExactly("auth_req_id", "expires_in", "interval");
    assertThat(begun.asMap()).containsEntry("expires_in", 300L).containsEntry("interval", 5L);
    assertThat(before.statusCode()).isEqualTo(400);
    assertThat(text(before))
        .contains("authorization_pending", "The end-user authorization is pending");
    assertThat(tokens.statusCode()).isEqualTo(200);
    assertThat(Json.readObject(tokens.body()).asMap())
        .containsKeys("access_token", "id_token", "refresh_token");
    assertThat(text(again)).contains("invalid_grant", "Invalid or expired auth_req_id");
    assertThat(auth0.journal().last().orElseThrow().diagnosis().orElseThrow().reason())
        .isEqualTo(INVALID_AUTH_REQ_ID);
  }

  @Test
  void shows_the_user_the_binding_message() throws Exception {
    begin();

    Message push = auth0.messages().all().get(0);

    assertThat(push.channel()).isEqualTo(Message.Channel.PUSH);
    assertThat(push.to()).isEqualTo("auth0|ada");
    assertThat(push.text()).isEqualTo("Bank asks: Pay 5 to Bob");
  }

  @Test
  void gives_no_tokens_where_the_user_rejects() throws Exception {
    String id = Json.readObject(begin().body()).string("auth_req_id", "");

    answer(false);
    HttpResponse<byte[]> denied = poll(id);

    assertThat(denied.statusCode()).isEqualTo(400);
    assertThat(text(denied))
        .contains(
            "access_denied",
            "The end-user denied the authorization request or it has been expired");
    assertThat(auth0.journal().last().orElseThrow().diagnosis().orElseThrow().reason())
        .isEqualTo(CIBA_DENIED);
    assertThat(text(poll(id))).contains("invalid_grant");
  }

  @Test
  void lets_whoever_polls_too_fast_wait_longer_each_time() throws Exception {
    String id = Json.readObject(begin().body()).string("auth_req_id", "");

    poll(id);
    HttpResponse<byte[]> fast = poll(id);
    HttpResponse<byte[]> faster = poll(id);

    assertThat(fast.statusCode()).isEqualTo(400);
    assertThat(fast.headers().firstValue("Retry-After")).contains("10");
    assertThat(Json.readObject(fast.body()).asMap())
        .containsEntry("error", "slow_down")
        .containsEntry(
            "error_description", "You are polling faster than allowed. Try again in 10 seconds.")
        .containsEntry("interval", 10L);
    assertThat(faster.headers().firstValue("Retry-After")).contains("15");
  }

  @Test
  void lets_no_other_client_have_the_tokens() throws Exception {
    String id = Json.readObject(begin().body()).string("auth_req_id", "");
    answer(true);

    HttpResponse<byte[]> stolen =
        post(
            "/oauth/token",
            "grant_type=urn:openid:params:grant-type:ciba&client_id=other"
                + "&client_secret=other-secret&auth_req_id="
                + id);

    assertThat(text(stolen)).contains("invalid_grant");
    assertThat(poll(id).statusCode()).isEqualTo(200);
  }

  @Test
  void tells_discovery_of_the_endpoint_and_its_mode() throws Exception {
    HttpResponse<byte[]> metadata =
        http.send(
            HttpRequest.newBuilder(auth0.issuer().resolve("/.well-known/openid-configuration"))
                .build(),
            BodyHandlers.ofByteArray());

    Document document = Json.readObject(metadata.body());

    assertThat(document.string("backchannel_authentication_endpoint", ""))
        .endsWith("/bc-authorize");
    assertThat(document.strings("grant_types_supported"))
        .contains("urn:openid:params:grant-type:ciba");
    assertThat(document.strings("backchannel_token_delivery_modes_supported"))
        .isEqualTo(List.of("poll"));
  }

  private HttpResponse<byte[]> begin() throws Exception {
    String hint =
        "{\"format\":\"iss_sub\",\"iss\":\"" + auth0.issuer() + "\",\"sub\":\"auth0|ada\"}";
    return post(
        "/bc-authorize",
        "client_id=bank&client_secret=bank-secret&scope=openid+offline_access+read:messages"
            + "&audience=https://api.example.com&binding_message=Pay+5+to+Bob&login_hint="
            + URLEncoder.encode(hint, StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> poll(String id) throws Exception {
    return post(
        "/oauth/token",
        "grant_type=urn:openid:params:grant-type:ciba&client_id=bank&client_secret=bank-secret"
            + "&auth_req_id="
            + id);
  }

  private void answer(boolean approve) throws Exception {
    String id = auth0.messages().all().get(0).id();
    http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("/__admin/messages/" + id + "/answer"))
            .POST(BodyPublishers.ofString("{\"approve\": " + approve + "}"))
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofByteArray());
  }

  @Test
  void names_the_charset_of_its_errors_as_recorded() throws Exception {
    HttpResponse<byte[]> refused =
        post("/bc-authorize", "client_id=other&client_secret=other-secret&scope=profile");

    assertThat(text(refused)).contains("openid scope must be requested");
    assertThat(refused.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
  }

  private HttpResponse<byte[]> post(String path, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
