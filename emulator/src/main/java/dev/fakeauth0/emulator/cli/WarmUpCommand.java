package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.CannotStartException;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code warm-up}, not in the help: serves a few calls to itself and ends. The launcher records in
 * such a run which classes a start needs. Sockets are used bare, so that no client is recorded.
 */
final class WarmUpCommand implements Subcommand {

  static final String NAME = "warm-up";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Serves a few calls to itself and ends.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of();
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) throws BadOptionException {
    EmulatorConfig config =
        StartSettings.of(surroundings.environment(), Map.of())
            .config()
            .host("127.0.0.1")
            .port(0)
            .httpsPort(0)
            .log(line -> {});
    try {
      return run(config);
    } catch (CannotStartException e) {
      // A start will complain of it; what plain HTTP needs is worth recording all the same.
      surroundings.complain(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      surroundings.complain(String.valueOf(e.getMessage()));
      return Exit.FAILED;
    }
    try {
      return run(config.withoutHttps());
    } catch (CannotStartException | IOException e) {
      surroundings.complain(String.valueOf(e.getMessage()));
      return Exit.FAILED;
    }
  }

  private static int run(EmulatorConfig config) throws IOException {
    try (Emulator emulator = Emulator.start(config)) {
      emulator.readyLines();
      URI plain = emulator.first().issuer();
      call(plain, "GET", "/__admin/health", "");
      token(plain, "m2m", "m2m-secret");
      token(plain, "m2m", "not-the-secret");
      call(plain, "GET", "/.well-known/openid-configuration", "");
      call(plain, "GET", "/.well-known/jwks.json", "");
      if (emulator.first().httpsIssuer().isPresent()) {
        secure(emulator);
      }
      return Exit.OK;
    }
  }

  private static void token(URI issuer, String client, String secret) throws IOException {
    call(
        issuer,
        "POST",
        "/oauth/token",
        "{\"grant_type\":\"client_credentials\",\"client_id\":\""
            + client
            + "\",\"client_secret\":\""
            + secret
            + "\",\"audience\":\"https://api.example.com\"}");
  }

  private static void secure(Emulator emulator) throws IOException {
    URI secure = emulator.first().httpsIssuer().orElseThrow();
    try (Socket socket =
        emulator
            .first()
            .sslContext()
            .getSocketFactory()
            .createSocket(secure.getHost(), secure.getPort())) {
      ((SSLSocket) socket).startHandshake();
      exchange(socket, "GET", "/.well-known/jwks.json", "");
    }
  }

  private static void call(URI issuer, String method, String path, String body) throws IOException {
    try (Socket socket = new Socket(issuer.getHost(), issuer.getPort())) {
      exchange(socket, method, path, body);
    }
  }

  private static void exchange(Socket socket, String method, String path, String body)
      throws IOException {
    String request =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream answer = socket.getInputStream();
    if (answer.readAllBytes().length == 0) {
      throw new IOException(method + " " + path + " was not answered");
    }
  }
}
