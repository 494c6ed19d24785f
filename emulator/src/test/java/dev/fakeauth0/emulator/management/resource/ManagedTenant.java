package dev.fakeauth0.emulator.management.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A tenant of its own and someone who may manage all of it. */
final class ManagedTenant implements AutoCloseable {

  private final Emulator emulator;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  /** A tenant of the default preset. */
  ManagedTenant() {
    this(EmulatorConfig.defaults());
  }

  /** A tenant whose seed has a client {@code management} that may manage it. */
  ManagedTenant(EmulatorConfig config) {
    emulator = Emulator.start(config);
    token = token();
  }

  /**
   * What came back.
   *
   * @param status the status
   * @param text the body
   */
  record Reply(int status, String text) {

    /** The body as an object. */
    Document document() {
      return Document.of((Map<?, ?>) json());
    }

    /** The body as an array of objects. */
    List<Document> documents() {
      return ((List<?>) json()).stream().map(item -> Document.of((Map<?, ?>) item)).toList();
    }

    /** A member of the body that is a string. */
    String string(String name) {
      return document().string(name).orElseThrow();
    }

    private Object json() {
      try {
        return Json.read(text.getBytes(UTF_8));
      } catch (MalformedJson e) {
        throw new AssertionError("no JSON: " + text, e);
      }
    }
  }

  /** The tenant as a user of the library sees it. */
  FakeAuth0 auth0() {
    return emulator.first();
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply delete(String path) {
    return send("DELETE", path, "");
  }

  Reply post(String path, String json) {
    return send("POST", path, json);
  }

  Reply put(String path, String json) {
    return send("PUT", path, json);
  }

  Reply patch(String path, String json) {
    return send("PATCH", path, json);
  }

  /** A call with a body, if that is not empty. */
  Reply send(String method, String path, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api(path)).header("Authorization", "Bearer " + token);
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return exchange(request.method(method, body(json)).build());
  }

  @Override
  public void close() {
    emulator.close();
  }

  private String token() {
    String credentials =
        """
        {"grant_type": "client_credentials", "client_id": "management",
         "client_secret": "management-secret", "audience": "%s"}
        """
            .formatted(auth0().managementAudience());
    HttpRequest request =
        HttpRequest.newBuilder(auth0().issuer().resolve("oauth/token"))
            .header("Content-Type", "application/json")
            .POST(body(credentials))
            .build();
    return exchange(request).string("access_token");
  }

  private URI api(String path) {
    return auth0().issuer().resolve("api/v2/" + path);
  }

  private Reply exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static HttpRequest.BodyPublisher body(String json) {
    return json.isEmpty()
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(json);
  }
}
