package dev.fakeauth0.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that has no browser shows a code, and its user answers in Chromium. */
@NeedsChromium
class DeviceLoginIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path cache;
  private Emulator emulator;
  private FakeAuth0 auth0;
  private Chromium chromium;
  private Visitor visitor;

  @BeforeEach
  void open() {
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
    auth0 = emulator.first();
    auth0.seed(
        """
        clients:
          - name: Living room TV
            client_id: tv
            app_type: native
            oidc_conformant: true
            token_endpoint_auth_method: none
            grant_types: ["urn:ietf:params:oauth:grant-type:device_code"]
        databases:
          - name: Username-Password-Authentication
            strategy: auth0
            enabled_clients: [tv]
        """);
    chromium = new Chromium();
    visitor = new Visitor(chromium);
  }

  @AfterEach
  void close() {
    chromium.close();
    emulator.close();
  }

  @Test
  void gets_its_tokens_once_the_user_confirms_the_code() throws Exception {
    JsonNode device = asksForCodes();
    JsonNode early = asksForTokens(device);
    auth0.clock().advance(Duration.ofSeconds(device.path("interval").asLong() + 1));

    visitor.goesTo(device.path("verification_uri_complete").asText()).presses("default");
    visitor.logsIn("ada@example.com", "Passw0rd!");
    String shown = visitor.sees("Living room TV").reads("user-code");
    visitor.presses("confirm").sees("Your device is now connected.");
    JsonNode tokens = asksForTokens(device);

    assertThat(early.path("error").asText()).isEqualTo("authorization_pending");
    assertThat(shown).isEqualTo(device.path("user_code").asText());
    assertThat(tokens.path("access_token").asText()).isNotEmpty();
    assertThat(tokens.path("id_token").asText()).isNotEmpty();
  }

  @Test
  void is_told_when_the_user_who_typed_the_code_says_no() throws Exception {
    JsonNode device = asksForCodes();

    visitor.goesTo(device.path("verification_uri").asText());
    visitor.types("code", device.path("user_code").asText()).presses("default");
    visitor.logsIn("ada@example.com", "Passw0rd!");
    visitor.presses("cancel").sees("You chose not to connect it.");

    assertThat(asksForTokens(device).path("error").asText()).isEqualTo("access_denied");
  }

  private JsonNode asksForCodes() throws IOException, InterruptedException {
    return posts("oauth/device/code", Map.of("client_id", "tv", "scope", "openid"));
  }

  private JsonNode asksForTokens(JsonNode device) throws IOException, InterruptedException {
    return posts(
        "oauth/token",
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            "tv",
            "device_code",
            device.path("device_code").asText()));
  }

  private JsonNode posts(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(auth0.issuer().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }
}
