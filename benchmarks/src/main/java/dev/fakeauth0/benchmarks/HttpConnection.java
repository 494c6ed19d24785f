package dev.fakeauth0.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One keep-alive connection over a bare socket: on two cores, whatever the client spends is missing
 * from the server. Understands answers with a Content-Length, or without a body, and no others. For
 * one thread.
 */
final class HttpConnection implements AutoCloseable {

  private static final byte[] LENGTH_FIELD =
      "content-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int TIMEOUT_MILLIS = 120_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[16 * 1024];
  private int filled;
  private int bodyAt;

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** A connection to a port of this machine. */
  static HttpConnection to(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return new HttpConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Asks once.
   *
   * @param request the request as it is sent, with its head
   * @return the length of the answer's body in bytes
   * @throws IOException if the answer's status is another than 2xx
   */
  int ask(byte[] request) throws IOException {
    out.write(request);
    filled = 0;
    bodyAt = readHead();
    int length = contentLength(bodyAt);
    while (filled < bodyAt + length) {
      read();
    }
    if (buffer[STATUS_AT] != '2') {
      throw new IOException(
          "refused: " + new String(buffer, 0, filled, StandardCharsets.ISO_8859_1));
    }
    return length;
  }

  /** The body of the last answer. */
  String body() {
    return new String(buffer, bodyAt, filled - bodyAt, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
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
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      throw new EOFException("the server closed the connection");
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
    if (new String(buffer, STATUS_AT, 3, StandardCharsets.ISO_8859_1).equals("204")) {
      return 0;
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
