package dev.fakeauth0.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Speaks HTTP/1.1 byte by byte, so that it can send what no proper client would. */
final class RawHttp {

  private static final int PATIENCE_MILLIS = 60_000;

  /**
   * An answer as it came; status 0 where the connection was closed without one.
   *
   * @param status the status
   * @param fields the header lines
   * @param body the body's bytes as sent, chunk framing included
   */
  record Answer(int status, List<String> fields, byte[] body) {

    /** The first field of a name. */
    Optional<String> header(String name) {
      return fields.stream()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }

    /** The body as text. */
    String text() {
      return new String(body, UTF_8);
    }

    @Override
    public String toString() {
      return status + " " + fields + "\n" + text();
    }
  }

  private final URI origin;

  RawHttp(URI origin) {
    this.origin = origin;
  }

  /** A request with the framing of its body right, and whatever else as given. */
  Answer send(String requestLine, List<String> headers, byte[] body) throws IOException {
    var head = new StringBuilder(requestLine).append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Connection: close\r\n");
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return exchange(bytes.toByteArray());
  }

  /** Bytes, and what came back until the server closed. */
  Answer exchange(byte[] request) throws IOException {
    return exchange(request, false);
  }

  /** Bytes and the end of them, and what came back: for what is no request that could end. */
  Answer exchangeAndEnd(byte[] request) throws IOException {
    return exchange(request, true);
  }

  private Answer exchange(byte[] request, boolean end) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), origin.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
        if (end) {
          socket.shutdownOutput();
        }
      } catch (SocketException refusedWhileSending) {
        // The answer to a request too large may come before all of it is sent.
      }
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (SocketException reset) {
      // A server that hangs up on unread bytes resets the connection; what came before counts.
    }
    String text = bytes.toString(ISO_8859_1);
    while (text.startsWith("HTTP/1.1 1")) {
      text = text.substring(text.indexOf("\r\n\r\n") + 4); // 100 Continue: the answer follows.
    }
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, List.of(), bytes.toByteArray());
    }
    List<String> lines = text.substring(0, end).lines().toList();
    int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
    byte[] body = text.substring(end + 4).getBytes(ISO_8859_1);
    return new Answer(status, lines.subList(1, lines.size()), body);
  }
}
