package dev.fakeauth0.contracts;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer, whichever client got it.
 *
 * @param status the HTTP status
 * @param headers the header fields, found whatever their case
 * @param body the body as text
 */
public record Reply(int status, Map<String, List<String>> headers, String body) {

  /** Copies its headers. */
  public Reply {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> copy.computeIfAbsent(name, any -> new ArrayList<>()).addAll(values));
    headers = Collections.unmodifiableMap(copy);
  }

  /**
   * An answer to the JDK's client.
   *
   * @throws IllegalArgumentException if its body is neither text nor bytes
   */
  public static Reply of(HttpResponse<?> response) {
    return new Reply(response.statusCode(), response.headers().map(), text(response.body()));
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** What it asks of whoever calls, if that is a bearer token. */
  Optional<Challenge> bearer() {
    return headers.getOrDefault("WWW-Authenticate", List.of()).stream()
        .flatMap(value -> Challenge.bearer(value).stream())
        .findFirst();
  }

  private static String text(Object body) {
    if (body instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (body == null || body instanceof CharSequence) {
      return body == null ? "" : body.toString();
    }
    throw new IllegalArgumentException(
        "a body is asserted about as text: send with BodyHandlers.ofString(), not one that gives "
            + body.getClass().getName());
  }
}
