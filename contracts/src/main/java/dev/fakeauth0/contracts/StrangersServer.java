package dev.fakeauth0.contracts;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A tenant of a stranger's own on the loopback interface: metadata, JWKS and certificate. It notes
 * who comes for them: nobody has a reason to. Where the API under test runs on another machine or
 * in a container it cannot come, so that goes unseen.
 */
final class StrangersServer implements AutoCloseable {

  private final HttpServer server;
  private final List<String> visits = new CopyOnWriteArrayList<>();
  private final Map<String, String> documents;

  /** Publishes a key under two kids, that of the stranger and another. */
  StrangersServer(StrangersKey key, String otherKid) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<Object> keys = List.of(key.jwk(StrangersKey.KID), key.jwk(otherKid));
    String metadata =
        JSONObjectUtils.toJSONString(Map.of("issuer", issuer(), "jwks_uri", jwksUri()));
    documents =
        Map.of(
            "/.well-known/jwks.json",
            JSONObjectUtils.toJSONString(Map.of("keys", keys)),
            "/.well-known/openid-configuration",
            metadata,
            "/.well-known/oauth-authorization-server",
            metadata,
            "/certificate.pem",
            key.pem());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its issuer, ending in a slash as Auth0's. */
  String issuer() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  String jwksUri() {
    return issuer() + ".well-known/jwks.json";
  }

  String certificateUri() {
    return issuer() + "certificate.pem";
  }

  /** The paths that were asked for since this was asked last. */
  List<String> visits() {
    List<String> seen = List.copyOf(visits);
    visits.clear();
    return seen;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    visits.add(path);
    String document = documents.getOrDefault(path, "");
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        document.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
