package dev.fakeauth0.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection that asks for tokens, over a bare socket: on two cores, whatever the
 * client spends is missing from the server. Understands answers with a Content-Length and no
 * others. For one thread.
 */
final class TokenConnection implements AutoCloseable {

  private static final String FORM =
      "grant_type=client_credentials&client_id=m2m&client_secret=m2m-secret"
          + "&audience=https%3A%2F%2Fapi.example.com";

  private static final byte[] LENGTH_FIELD =
      "content-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] request;
  private final byte[] buffer = new byte[16 * 1024];
  private int filled;

  private TokenConnection(Socket socket, byte[] request) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.request = request;
  }

  /** A connection to a token endpoint. */
  static TokenConnection to(URI endpoint) throws IOException {
    return open(endpoint, post(endpoint));
  }

  /** Asks for a document once. */
  static int get(URI document) throws IOException {
    String request =
        "GET "
            + document.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + document.getAuthority()
            + "\r\n\r\n";
    try (TokenConnection connection =
        open(document, request.getBytes(StandardCharsets.ISO_8859_1))) {
      return connection.ask();
    }
  }

  /**
   * Asks once.
   *
   * @return the length of the answer's body in bytes
   * @throws IOException if the answer is another than 200
   */
  int ask() throws IOException {
    out.write(request);
    filled = 0;
    int bodyAt = readHead();
    int length = contentLength(bodyAt);
    while (filled < bodyAt + length) {
      read();
    }
    if (buffer[STATUS_AT] != '2') {
      throw new IOException(
          "no token: " + new String(buffer, 0, filled, StandardCharsets.ISO_8859_1));
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static TokenConnection open(URI target, byte[] request) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(
              InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), target.getPort()));
      return new TokenConnection(socket, request);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
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

  private int readHead() throws IOException {
    int searched = 0;
    while (true) {
      read();
      for (int i = searched; i + 3 < filled; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r') {
          return i + 4;
        }
      }
      searched = Math.max(0, filled - 3);
    }
  }

  private void read() throws IOException {
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      throw new EOFException("the server closed the connection, or answered too much");
    }
    filled += count;
  }

  private int contentLength(int end) throws IOException {
    for (int i = 0; i + LENGTH_FIELD.length < end; i++) {
      if (buffer[i] == '\n' && isLengthField(i + 1)) {
        int length = 0;
        for (int at = i + 1 + LENGTH_FIELD.length; buffer[at] != '\r'; at++) {
          if (buffer[at] != ' ') {
            length = 10 * length + buffer[at] - '0';
          }
        }
        return length;
      }
    }
    throw new IOException("an answer without Content-Length");
  }

  private boolean isLengthField(int at) {
    for (int i = 0; i < LENGTH_FIELD.length; i++) {
      byte letter = buffer[at + i];
      if ((letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter) != LENGTH_FIELD[i]) {
        return false;
      }
    }
    return true;
  }
}
