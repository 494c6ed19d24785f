package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers let pages of other origins read. */
class CrossOriginHttpTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SEED =
      """
      clients:
        - name: spa
          client_id: spa
          app_type: spa
          token_endpoint_auth_method: none
          callbacks: [https://shop.example/callback, "https://*.callback.example/back"]
          web_origins: ["https://*.preview.example", "https://slash.example/"]
      """;

  @TempDir static Path files;

  private static Emulator emulator;
  private static URI issuer;

  @BeforeAll
  static void start() throws IOException {
    Path seed = files.resolve("tenant.yaml");
    Files.writeString(seed, SEED, StandardCharsets.UTF_8);
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(files.resolve("cache"))
                .tenant(seed.toString()));
    issuer = emulator.first().issuer();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  /** As the React quickstart "Call an API" does with its user's token. */
  @Test
  void lets_a_single_page_app_call_the_management_api() throws Exception {
    String user = "api/v2/users/auth0%7Cada";

    HttpResponse<String> preflight = preflight(user, "GET", "https://shop.example");
    HttpResponse<String> answer = get(user, "https://shop.example");

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://shop.example");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).contains("GET");
    assertThat(allowedHeaders(preflight)).contains("authorization", "content-type");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://shop.example");
  }

  /** Auth0.js names the language of the message it wants to be sent. */
  @Test
  void lets_a_page_say_in_which_language_a_code_is_sent() throws Exception {
    HttpResponse<String> preflight =
        preflight("passwordless/start", "POST", "https://shop.example");

    assertThat(allowedHeaders(preflight)).contains("x-request-language", "auth0-client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://slash.example",
        "https://pr-7.preview.example",
        "https://de.callback.example"
      })
  void takes_origins_as_a_client_names_them_with_an_asterisk_or_a_slash(String origin)
      throws Exception {
    assertThat(
            preflight("oauth/token", "POST", origin)
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .contains(origin);
  }

  @ParameterizedTest
  @CsvSource({
    "api/v2/clients, https://other.example",
    "oauth/token, https://other.example",
    "oauth/token, https://a.b.preview.example",
    "oauth/token, https://preview.example",
    "oauth/token, https://pr-7.preview.example.evil.example",
    "oauth/token, http://shop.example",
    "__admin/tenant, https://shop.example"
  })
  void lets_no_page_of_another_origin_read_what_is_not_for_everybody(String path, String origin)
      throws Exception {
    assertThat(preflight(path, "GET", origin).headers().firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
    assertThat(get(path, origin).headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static List<String> allowedHeaders(HttpResponse<String> preflight) {
    return Arrays.asList(
        preflight.headers().firstValue("Access-Control-Allow-Headers").orElse("").split(", "));
  }

  private static HttpResponse<String> preflight(String path, String method, String origin)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(issuer.resolve("/" + path))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String origin) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(issuer.resolve("/" + path)).header("Origin", origin).build(),
        BodyHandlers.ofString());
  }
}
