package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_ASSERTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.PrivateKeyClient;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
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

/** A client that signs is believed, or not, at every endpoint where clients say who they are. */
class ClientAssertionDoorsHttpTest {

  private static final String TYPE =
      "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private Emulator emulator;
  private FakeAuth0 auth0;

  @BeforeEach
  void start() throws Exception {
    Document client =
        Document.of(
            "name",
            "Signer",
            "client_id",
            PrivateKeyClient.ID,
            "client_authentication_methods",
            PrivateKeyClient.methods(),
            "grant_types",
            List.of("urn:ietf:params:oauth:grant-type:device_code"));
    Path seed =
        Files.write(
            directory.resolve("tenant.json"),
            Json.write(Document.of("clients", List.of(client)).asMap()));
    emulator =
        Emulator.start(EmulatorConfig.defaults().clock(() -> Keys.NOW).tenant(seed.toString()));
    auth0 = emulator.first();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void believes_a_good_assertion_at_the_device_endpoint_and_says_that_devices_are_public()
      throws Exception {
    HttpResponse<byte[]> refused = post("oauth/device/code", good("a"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(error(refused)).isEqualTo("unauthorized_client");
    assertThat(reason()).isEqualTo(GRANT_TYPE_NOT_ALLOWED);
  }

  @Test
  void refuses_a_forged_assertion_at_each_endpoint() throws Exception {
    for (String path :
        new String[] {
          "oauth/device/code", "oauth/par", "oauth/token", "bc-authorize", "mfa/challenge"
        }) {
      HttpResponse<byte[]> refused = post(path, forged());

      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(error(refused)).as(path).isEqualTo("invalid_client");
      assertThat(reason()).as(path).isEqualTo(INVALID_CLIENT_ASSERTION);
      assertThat(auth0.journal().last().orElseThrow().diagnosis().orElseThrow().facts())
          .as(path)
          .containsEntry("problem", "signature verification failed");
    }
  }

  private String good(String jti) {
    return PrivateKeyClient.assertion(auth0.issuer().toString(), jti, Keys.NOW);
  }

  private String forged() {
    String good = good("forged");
    return good.substring(0, good.length() - 8) + "AAAAAAAA";
  }

  private HttpResponse<byte[]> post(String path, String assertion) throws Exception {
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(TYPE + "&client_assertion=" + assertion))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static String error(HttpResponse<byte[]> response) throws Exception {
    return Json.readObject(response.body()).string("error", text(response));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private RefusalReason reason() {
    return auth0.journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }
}
