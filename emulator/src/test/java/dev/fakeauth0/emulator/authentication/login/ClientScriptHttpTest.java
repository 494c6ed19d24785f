package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Lock loads before it shows itself. */
class ClientScriptHttpTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SEED =
      """
      clients:
        - name: shop
          client_id: shop
          callbacks: [https://shop.example/callback]
      databases:
        - name: customers
          strategy: auth0
          enabled_clients: [shop]
          options:
            passwordPolicy: fair
            requires_username: true
            disable_signup: true
            validation: {username: {min: 3, max: 9}}
        - name: staff
          strategy: auth0
          enabled_clients: []
      connections:
        - {name: google-oauth2, strategy: google-oauth2, enabled_clients: [shop]}
      fakeAuth0:
        name: lock
      """;

  @TempDir static Path files;

  private static Emulator emulator;

  @BeforeAll
  static void start() throws IOException {
    Path seed = files.resolve("tenant.yaml");
    Files.writeString(seed, SEED, StandardCharsets.UTF_8);
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(files.resolve("cache"))
                .tenant(seed.toString()));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void tells_lock_of_the_client_and_its_connections() throws Exception {
    HttpResponse<String> answer = get("client/shop.js?t1795304225000");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/javascript; charset=utf-8");
    Document client = told(answer.body());
    assertThat(client.string("id")).contains("shop");
    assertThat(client.string("tenant")).contains("lock");
    assertThat(client.string("callback")).contains("https://shop.example/callback");
    assertThat(client.objects("strategies"))
        .extracting(strategy -> strategy.string("name", ""))
        .containsExactly("auth0", "google-oauth2");
    List<Document> databases = client.objects("strategies").get(0).objects("connections");
    assertThat(databases).hasSize(1);
    assertThat(databases.get(0).string("name")).contains("customers");
    assertThat(databases.get(0).string("passwordPolicy")).contains("fair");
    assertThat(databases.get(0).flag("showSignup", true)).isFalse();
    assertThat(databases.get(0).flag("requires_username", false)).isTrue();
    assertThat(databases.get(0).object("validation")).isPresent();
  }

  @Test
  void has_no_script_for_a_client_that_is_not_there() throws Exception {
    assertThat(get("client/another.js").statusCode()).isEqualTo(404);
    assertThat(get("client/shop").statusCode()).isEqualTo(404);
  }

  private static Document told(String script) throws MalformedJson {
    assertThat(script).startsWith("Auth0.setClient(").endsWith(");");
    String client = script.substring("Auth0.setClient(".length(), script.length() - 2);
    return Json.readObject(client.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(emulator.first().issuer().resolve("/" + path)).build(),
        BodyHandlers.ofString());
  }
}
