package dev.fakeauth0.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection that asks for tokens. For one thread. */
final class TokenConnection implements AutoCloseable {

  private static final String FORM =
      "grant_type=client_credentials&client_id=m2m&client_secret=m2m-secret"
          + "&audience=https%3A%2F%2Fapi.example.com";

  private final HttpConnection connection;
  private final byte[] request;

  private TokenConnection(HttpConnection connection, byte[] request) {
    this.connection = connection;
    this.request = request;
  }

  /** A connection to a token endpoint. */
  static TokenConnection to(URI endpoint) throws IOException {
    return new TokenConnection(HttpConnection.to(endpoint.getPort()), post(endpoint));
  }

  /** Asks for a document once. */
  static int get(URI document) throws IOException {
    String request =
        "GET "
            + document.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + document.getAuthority()
            + "\r\n\r\n";
    try (HttpConnection connection = HttpConnection.to(document.getPort())) {
      return connection.ask(request.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * Asks once.
   *
   * @return the length of the answer's body in bytes
   * @throws IOException if there is no token
   */
  int ask() throws IOException {
    return connection.ask(request);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private static byte[] post(URI endpoint) {
    return ("POST "
            + endpoint.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + endpoint.getAuthority()
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + FORM.length()
            + "\r\n\r\n"
            + FORM)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
