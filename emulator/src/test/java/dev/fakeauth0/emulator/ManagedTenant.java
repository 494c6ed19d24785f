package dev.fakeauth0.emulator;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** An emulator whose Management API is called over HTTP, as an SDK would. */
public final class ManagedTenant implements AutoCloseable {

  /** An answer, its body read. */
  public record Answer(int status, String text, HttpResponse<String> raw) {

    /** The body as an object. */
    public Document body() {
      try {
        return Json.readObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      } catch (MalformedJson e) {
        throw new AssertionError(status + " with no object: " + text, e);
      }
    }

    /** The body as an array of objects. */
    public List<Document> list() {
      try {
        Object value = Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Document.of("list", value).objects("list");
      } catch (MalformedJson e) {
        throw new AssertionError(status + " with no array: " + text, e);
      }
    }

    /** The id of what was made. */
    public String id() {
      return body().string("id").orElseThrow(() -> new AssertionError(status + " " + text));
    }
  }

  private final Emulator emulator = Emulator.start(EmulatorConfig.defaults());
  private final HttpClient http = HttpClient.newHttpClient();

  /** The tenant. */
  public FakeAuth0 auth0() {
    return emulator.first();
  }

  /** A management token with all scopes, or with those that are named. */
  public String token(String... scopes) {
    TokenSpec all = spec();
    return auth0().token(scopes.length == 0 ? all : all.scope(scopes)).accessToken();
  }

  /** A management token that is wrong in one way. */
  public String defectiveToken(String defect) {
    return auth0().token(spec().defect(defect)).accessToken();
  }

  private TokenSpec spec() {
    return TokenSpec.forClient("management")
        .audience(auth0().issuer().resolve("api/v2/").toString());
  }

  /** Calls with a token of all scopes. */
  public Answer call(String method, String path, Object... body) throws IOException {
    return callWith("Bearer " + token(), method, path, body);
  }

  /** Calls with a token of all scopes and a body of some type. */
  public Answer callAs(String contentType, String method, String path, String body)
      throws IOException {
    return send(contentType, "Bearer " + token(), method, path, body);
  }

  /** Calls with an Authorization header, or, where it is empty, without. */
  public Answer callWith(String authorization, String method, String path, Object... body)
      throws IOException {
    return send("application/json", authorization, method, path, body);
  }

  private Answer send(
      String contentType, String authorization, String method, String path, Object... body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(auth0().issuer() + "api/v2/" + path))
            .header("Content-Type", contentType)
            .method(
                method,
                body.length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(
                        body[0] instanceof String text ? text : Json.text(body[0])));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** An object for bodies. */
  public static Map<String, Object> object(String name, Object value) {
    return Map.of(name, value);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
