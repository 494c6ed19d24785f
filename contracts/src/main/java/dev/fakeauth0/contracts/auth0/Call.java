package dev.fakeauth0.contracts.auth0;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fakeauth0.contracts.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** A request as a contract words it: {@code tenant.post("/oauth/token").json(body).send()}. */
final class Call {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Wire wire;
  private final String method;
  private final HttpRequest.Builder request;
  private URI address;
  private boolean once;
  private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

  Call(Wire wire, String method, URI address) {
    this.wire = wire;
    this.method = method;
    this.address = address;
    this.request = HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  /** With a header. */
  Call header(String name, String value) {
    request.header(name, value);
    return this;
  }

  /** With a bearer token (RFC 6750 section 2.1). */
  Call bearer(String token) {
    wire.masking().learn(token);
    return header("Authorization", "Bearer " + token);
  }

  /** With a client's credentials in the header (RFC 6749 section 2.3.1). */
  Call basic(String clientId, String secret) {
    wire.masking().learn(secret);
    String pair = clientId + ":" + secret;
    return header(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  /** With a query parameter more. */
  Call query(String name, String value) {
    String before = address.toString();
    address =
        URI.create(
            before + (before.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value));
    return this;
  }

  /** With a JSON body. */
  Call json(Map<String, ?> object) {
    wire.masking().learn(object);
    return body("application/json", Json.write(object));
  }

  /** With a form as body. */
  Call form(Map<String, ?> fields) {
    wire.masking().learn(fields);
    String text =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(String.valueOf(field.getValue())))
            .collect(Collectors.joining("&"));
    return body("application/x-www-form-urlencoded", text);
  }

  /** With a body as it is. */
  Call body(String contentType, String text) {
    body = HttpRequest.BodyPublishers.ofString(text);
    return header("Content-Type", contentType);
  }

  /** Takes a 429 for an answer: no limit is waited for, nothing is sent again. */
  Call once() {
    once = true;
    return this;
  }

  /** Sends it. */
  Reply send() {
    return wire.send(request.uri(address).method(method, body).build(), once);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
