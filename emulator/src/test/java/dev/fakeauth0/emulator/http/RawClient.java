package dev.fakeauth0.emulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes no HTTP library would send, and reads what comes back. */
final class RawClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;

  RawClient(HttpServer server) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners().get(0).port());
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  RawClient send(String latin1) throws IOException {
    socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  RawClient finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Everything until the server closes the connection. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** One answer with a Content-Length. */
  String readAnswer() throws IOException {
    InputStream in = socket.getInputStream();
    String head = readHead(in);
    int at = head.indexOf("Content-Length: ");
    int length =
        at < 0
            ? 0
            : Integer.parseInt(
                head.substring(at + "Content-Length: ".length(), head.indexOf('\r', at)));
    return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  /** The lines of one answer up to the empty one. */
  String readHead() throws IOException {
    return readHead(socket.getInputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head.toString(StandardCharsets.ISO_8859_1));
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
