package dev.fakeauth0.contracts.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs, and ends the JVM with the exit status: 0, 1 a contract does not hold, 2 a bad option. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            System.getenv(),
            arguments));
  }

  /** Runs and returns the exit status. */
  static int run(
      PrintWriter out, PrintWriter err, Map<String, String> environment, String... arguments) {
    CommandLine command = new CommandLine(new ContractsCommand(environment));
    command
        .getCommandSpec()
        .version(
            "fake-auth0-contracts "
                + Objects.requireNonNullElse(
                    Main.class.getPackage().getImplementationVersion(), "unpackaged"));
    command.setOut(out);
    command.setErr(err);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(
        (exception, wrong) -> {
          err.println("fake-auth0-contracts: " + exception.getMessage());
          err.println("--help names the options");
          return CommandLine.ExitCode.USAGE;
        });
    return command.execute(arguments);
  }
}
