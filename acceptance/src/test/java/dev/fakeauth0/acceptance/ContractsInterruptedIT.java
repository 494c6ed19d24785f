package dev.fakeauth0.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The runnable jar of the contracts when somebody has had enough of it: Ctrl-C. */
@Timeout(120)
class ContractsInterruptedIT {

  private static final Path CONTRACTS =
      Path.of("..", "contracts", "target", "fake-auth0-contracts.jar");
  private static final int INTERRUPTED = 130;

  @Test
  void removes_what_it_made_before_it_ends() throws Exception {
    try (Emulator plain = Emulator.start(EmulatorConfig.defaults().port(0))) {
      String before = plain.first().snapshot();
      Process run = started(plain.first().issuer().toString());
      try (BufferedReader out = run.inputReader(UTF_8)) {
        List<String> printed = until(out, "ok     token-endpoint: takes a form");
        String meanwhile = plain.first().snapshot();

        interrupt(run);
        out.lines().forEach(printed::add);

        assertThat(run.waitFor()).as(String.join("\n", printed)).isEqualTo(INTERRUPTED);
        assertThat(meanwhile).contains("fa0-contract-");
        assertThat(plain.first().snapshot()).isEqualTo(before);
        assertThat(String.join("\n", printed))
            .doesNotContain("could not be removed", "contracts hold");
      } finally {
        run.destroyForcibly();
      }
    }
  }

  /** So slow that it is at work when it is interrupted. */
  private static Process started(String domain) throws Exception {
    List<String> command = new ArrayList<>(heedingInterrupts());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            CONTRACTS.toString(),
            "--domain",
            domain,
            "--client-id",
            "management",
            "--client-secret",
            "management-secret",
            "--rate",
            "25"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * A program that was started in the background ignores SIGINT, and so do those that it starts:
   * builds run there, people do not.
   */
  private static List<String> heedingInterrupts() throws Exception {
    List<String> heeding = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(heeding);
    trial.add("true");
    return ChildProcess.run(trial, Map.of()).status() == 0 ? heeding : List.of();
  }

  private static List<String> until(BufferedReader out, String wanted) throws Exception {
    List<String> printed = new ArrayList<>();
    String line = out.readLine();
    while (line != null) {
      printed.add(line);
      if (line.equals(wanted)) {
        return printed;
      }
      line = out.readLine();
    }
    throw new AssertionError("it ended before: " + String.join("\n", printed));
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).inheritIO().start();
    Assumptions.assumeTrue(
        kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0,
        "needs kill to send SIGINT, which this system does not have");
  }
}
