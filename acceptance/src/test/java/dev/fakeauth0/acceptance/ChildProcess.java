package dev.fakeauth0.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the test and ends by itself. */
final class ChildProcess {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a program left behind.
   *
   * @param status its exit status
   * @param out what it printed
   * @param err what it complained about
   */
  record Ended(int status, String out, String err) {

    /** The JSON it printed last. */
    JsonNode json() throws IOException {
      if (status != 0) {
        throw new AssertionError("exit status " + status + "\n" + out + err);
      }
      List<String> lines = out.lines().filter(line -> line.startsWith("{")).toList();
      return JSON.readTree(lines.get(lines.size() - 1));
    }
  }

  private ChildProcess() {}

  /** A Java program of this class path, in a JVM whose trust store is the given file. */
  static Ended java(Path trustStore, String password, Class<?> main, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djavax.net.ssl.trustStore=" + trustStore);
    command.add("-Djavax.net.ssl.trustStorePassword=" + password);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return run(command, Map.of());
  }

  static Ended run(List<String> command, Map<String, String> environment) throws Exception {
    return run(command, environment, Duration.ofMinutes(1));
  }

  static Ended run(List<String> command, Map<String, String> environment, Duration patience)
      throws Exception {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command.get(0) + " did not end within " + patience);
      }
      return new Ended(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
