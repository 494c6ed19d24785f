package dev.fakeauth0.testcontainers;

import dev.fakeauth0.refusal.Diagnosis;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls of {@code /__admin}. A refusal is an exception with the words of its diagnosis. Safe for
 * use by many threads.
 *
 * @param http the client that calls
 * @param address where the emulator is reached; ends in a slash
 * @param token the admin token, where one is sent
 * @param tenant the tenant that is meant; the first where it is empty
 */
record AdminCalls(HttpClient http, URI address, Optional<String> token, Optional<String> tenant) {

  /** How long an answer may take that nothing is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static AdminCalls at(URI address, Optional<SSLContext> trust) {
    // The emulator is near: no proxy stands between, and an upgrade to HTTP/2 would only cost.
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE);
    trust.ifPresent(http::sslContext);
    String text = address.toString();
    return new AdminCalls(
        http.build(),
        text.endsWith("/") ? address : URI.create(text + "/"),
        Optional.empty(),
        Optional.empty());
  }

  /** Reads JSON. */
  @Nullable Object get(String path) {
    return json(send("GET", path, Map.of(), null));
  }

  /** Reads text. */
  String text(String path) {
    return new String(send("GET", path, Map.of(), null).body(), StandardCharsets.UTF_8);
  }

  /** Reads JSON, and waits for it no longer than a moment more than the emulator is told to. */
  @Nullable Object get(String path, Map<String, String> query, Duration atMost)
      throws HttpTimeoutException {
    return json(checked(exchange("GET", path, query, null, atMost)));
  }

  /** Sends JSON, for which there may be an answer. */
  @Nullable Object send(String method, String path, @Nullable Object body) {
    return json(send(method, path, Map.of(), body == null ? null : Json.write(body)));
  }

  private HttpResponse<byte[]> send(
      String method, String path, Map<String, String> query, byte @Nullable [] body) {
    try {
      return checked(exchange(method, path, query, body, PATIENCE));
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException(
          "the emulator at " + address + " did not answer " + method + " /__admin/" + path, e);
    }
  }

  private HttpResponse<byte[]> exchange(
      String method,
      String path,
      Map<String, String> query,
      byte @Nullable [] body,
      Duration atMost)
      throws HttpTimeoutException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path, query)).timeout(atMost);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("no emulator answers at " + address + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling " + address, e);
    }
  }

  private URI uri(String path, Map<String, String> query) {
    Map<String, String> all = new LinkedHashMap<>(query);
    tenant.ifPresent(name -> all.put("tenant", name));
    StringBuilder uri = new StringBuilder("__admin/").append(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : all.entrySet()) {
      uri.append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return address.resolve(uri.toString());
  }

  private HttpResponse<byte[]> checked(HttpResponse<byte[]> response) {
    if (response.statusCode() < 300) {
      return response;
    }
    Optional<Diagnosis> diagnosis = diagnosis(response);
    if (diagnosis.isEmpty()) {
      throw new IllegalStateException(
          "what answers at "
              + address
              + " is no emulator: "
              + response.statusCode()
              + " for "
              + response.uri().getPath());
    }
    if (response.statusCode() != 400) {
      throw new IllegalStateException(diagnosis.get().toString());
    }
    throw new IllegalArgumentException(words(diagnosis.get()));
  }

  /** The mistakes of a seed a line each, as in the JVM; else the diagnosis. */
  private static String words(Diagnosis diagnosis) {
    return diagnosis.facts().get("mistakes") instanceof List<?> mistakes
        ? String.join("\n", mistakes.stream().map(String::valueOf).toList())
        : diagnosis.toString();
  }

  private static Optional<Diagnosis> diagnosis(HttpResponse<byte[]> response) {
    Object body;
    try {
      body = Json.read(response.body());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Told by the caller, with the status.
    }
    return body instanceof Map<?, ?>
        ? JsonObject.of(body).child("diagnosis").map(Answers::diagnosis)
        : Optional.empty();
  }

  private static @Nullable Object json(HttpResponse<byte[]> response) {
    return response.body().length == 0 ? null : Json.read(response.body());
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "AdminCalls[" + address + "]";
  }
}
