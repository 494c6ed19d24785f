package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.TOKEN_EXCHANGE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens for the user of somebody else's token, decided by the seed. */
class TokenExchangeHttpTest {

  private static final String SEED =
      """
      clients:
        - name: migrating
          client_id: migrating
          client_secret: migrating-secret
          app_type: regular_web
          grant_types: [urn:ietf:params:oauth:grant-type:token-exchange]
          token_exchange: {allow_any_profile_of_type: [custom_authentication]}
        - name: other
          client_id: other
          client_secret: other-secret
          grant_types: [urn:ietf:params:oauth:grant-type:token-exchange]
      resourceServers:
        - {name: API, identifier: https://api.example.com, scopes: [{value: read:messages}]}
      tokenExchangeProfiles:
        - name: legacy
          subject_token_type: urn:acme:legacy
          type: custom_authentication
          action: legacy
      actions:
        - name: legacy
          code: "exports.onExecuteCustomTokenExchange = async () => {};"
          supported_triggers: [{id: custom-token-exchange, version: v1}]
      databases:
        - {name: Username-Password-Authentication, strategy: auth0}
      users:
        - {email: ada@example.com, password: Passw0rd!}
      fakeAuth0:
        tokenExchange:
          - {subject_token_type: urn:acme:legacy, subject_token: of-ada, user: ada@example.com}
          - {subject_token_type: urn:acme:legacy, deny: the legacy session has ended}
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
  void gives_tokens_of_the_user_that_the_seed_finds_in_the_token() throws Exception {
    HttpResponse<String> reply =
        exchange("migrating", "urn:acme:legacy", "of-ada", "&audience=https://api.example.com");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    Document body = body(reply);
    assertThat(body.string("issued_token_type"))
        .contains("urn:ietf:params:oauth:token-type:access_token");
    Document claims = claims(body.string("access_token", ""));
    assertThat(claims.string("sub", "")).startsWith("auth0|");
    assertThat(claims.string("azp")).contains("migrating");
    assertThat(claims.has("gty")).isFalse();
  }

  @Test
  void refuses_in_the_words_of_the_rule_that_denies() throws Exception {
    HttpResponse<String> reply = exchange("migrating", "urn:acme:legacy", "of-nobody", "");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"error\":\"invalid_request\",\"error_description\":\"the legacy session has"
                + " ended\"}");
    assertThat(reason()).isEqualTo(SUBJECT_TOKEN_DENIED);
  }

  @Test
  void refuses_a_client_that_may_use_no_profile() throws Exception {
    HttpResponse<String> reply = exchange("other", "urn:acme:legacy", "of-ada", "");

    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(body(reply).string("error_description"))
        .contains(
            "\"custom_authentication\" Token Exchange Profile is not allowed for the client.");
    assertThat(reason()).isEqualTo(TOKEN_EXCHANGE_NOT_ALLOWED);
  }

  @Test
  void refuses_a_type_that_no_profile_is_for() throws Exception {
    assertThat(exchange("migrating", "urn:acme:newer", "of-ada", "").statusCode()).isEqualTo(400);
    assertThat(reason()).isEqualTo(UNKNOWN_SUBJECT_TOKEN_TYPE);
  }

  @Test
  void refuses_a_request_without_a_token() throws Exception {
    assertThat(exchange("migrating", "urn:acme:legacy", "", "").statusCode()).isEqualTo(400);
    assertThat(reason()).isEqualTo(SUBJECT_TOKEN_MISSING);
  }

  private HttpResponse<String> exchange(String client, String type, String token, String more)
      throws Exception {
    String form =
        "grant_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:grant-type:token-exchange", StandardCharsets.UTF_8)
            + "&client_id="
            + client
            + "&client_secret="
            + client
            + "-secret&subject_token_type="
            + URLEncoder.encode(type, StandardCharsets.UTF_8)
            + "&subject_token="
            + token
            + more;
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private RefusalReason reason() {
    return auth0.journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  private static Document body(HttpResponse<String> reply) throws Exception {
    return Json.readObject(reply.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Document claims(String token) throws Exception {
    return Json.readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }
}
