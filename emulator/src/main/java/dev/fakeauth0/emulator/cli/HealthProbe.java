package dev.fakeauth0.emulator.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The image's health check, a program of its own: asks the emulator beside it for its health. A JVM
 * starts for it every few seconds, so it uses bare sockets and nothing of the emulator.
 */
final class HealthProbe {

  private static final int PATIENCE_MILLIS = 2000;
  private static final String OK = "HTTP/1.1 200 ";

  private HealthProbe() {}

  /** Ends with 0 if the emulator serves, else with 1. */
  public static void main(String[] arguments) {
    System.exit(serves(System.getenv()) ? Exit.OK : Exit.FAILED);
  }

  /**
   * Whether an emulator serves on the ports that an environment names: by its answer on the plain
   * one, or, where there is none, by taking a connection on the other.
   */
  static boolean serves(Map<String, String> environment) {
    String plain = environment.getOrDefault("FAKE_AUTH0_PORT", "8080");
    boolean asked = !plain.equals("off");
    String port = asked ? plain : environment.getOrDefault("FAKE_AUTH0_HTTPS_PORT", "8443");
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)),
          PATIENCE_MILLIS);
      return !asked || healthy(socket);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static boolean healthy(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket
        .getOutputStream()
        .write(
            "GET /__admin/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    byte[] begin = socket.getInputStream().readNBytes(OK.length());
    return new String(begin, StandardCharsets.US_ASCII).equals(OK);
  }
}
