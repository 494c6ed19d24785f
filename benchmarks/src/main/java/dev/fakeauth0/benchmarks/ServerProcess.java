package dev.fakeauth0.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A server as a process of its own, from the command that starts it. */
final class ServerProcess implements AutoCloseable {

  private static final long ASKED_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PATIENCE_SECONDS = 60;

  private final ProcessBuilder command;
  private final URI tokenEndpoint;
  private final Process process;

  private ServerProcess(ProcessBuilder command, URI tokenEndpoint) throws IOException {
    this.command = command;
    this.tokenEndpoint = tokenEndpoint;
    this.process = command.start();
  }

  /**
   * Starts a server on free ports.
   *
   * @param how {@code java -jar}, {@code ./fake-auth0} or {@code mock-oauth2-server}
   * @param jdk the folder of the JDK that runs it
   */
  static ServerProcess start(String how, String jdk) throws IOException {
    String java = Path.of(jdk, "bin", "java").toString();
    int port = freePort();
    List<String> command = new ArrayList<>();
    switch (how) {
      case "java -jar" -> command.addAll(List.of(java, "-jar", Server.jar().toString()));
      case "./fake-auth0" -> command.add(Server.home().resolve("fake-auth0").toString());
      case "mock-oauth2-server" ->
          command.addAll(
              List.of(
                  java,
                  "-cp",
                  Server.peerClassPath().stream()
                      .map(Path::toString)
                      .collect(Collectors.joining(File.pathSeparator)),
                  "dev.fakeauth0.benchmarks.peer.MockOAuth2ServerInstance",
                  Integer.toString(port)));
      default -> throw new IllegalArgumentException("no such command: " + how);
    }
    boolean ours = !how.equals("mock-oauth2-server");
    if (ours) {
      command.addAll(
          List.of("--port", Integer.toString(port), "--https-port", Integer.toString(freePort())));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", jdk);
    String path = ours ? "/oauth/token" : "/default/token";
    return new ServerProcess(builder, URI.create("http://localhost:" + port + path));
  }

  /** A connection, as soon as there is one. */
  TokenConnection connect() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        return TokenConnection.to(tokenEndpoint);
      } catch (ConnectException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("it does not serve: " + command.command(), notYet);
        }
        LockSupport.parkNanos(ASKED_EVERY_NANOS);
      }
    }
  }

  /** The memory it has in RAM, in kilobytes, as the system counts it (VmRSS of proc(5)). */
  long residentKilobytes() throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("this system does not tell a process's memory");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
