package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.CannotStartException;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.refusal.Nearest;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The program. {@code start} unless another subcommand is named. */
public final class Main {

  /** What the launcher says it was called as. */
  private static final String PROGRAM = "fakeauth0.command";

  private static final List<String> SHOWN =
      List.of(
          StartCommand.NAME,
          DoctorCommand.NAME,
          TokenCommand.NAME,
          EnvCommand.NAME,
          ExportCommand.NAME,
          VersionCommand.NAME);

  private Main() {}

  /** Runs, and ends the JVM with the exit status. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            new Surroundings(
                program(),
                List.of(arguments),
                System.out,
                System.err,
                System.getenv(),
                Main::untilStopped)));
  }

  /** Runs and returns the exit status. */
  static int run(Surroundings surroundings) {
    List<String> arguments = surroundings.arguments();
    try {
      boolean named = !arguments.isEmpty() && arguments.get(0).equals(StartCommand.NAME);
      Optional<Map<Setting, List<String>>> flags =
          StartFlags.of(named ? arguments.subList(1, arguments.size()) : arguments);
      return flags.isPresent()
          ? StartCommand.run(flags.get(), surroundings)
          : run(arguments, surroundings);
    } catch (CannotStartException e) {
      surroundings.complain(String.valueOf(e.getMessage()));
      return Exit.BAD_INPUT;
    } catch (BadOptionException e) {
      String.valueOf(e.getMessage()).lines().forEach(surroundings::complain);
      return Exit.BAD_INPUT;
    }
  }

  private static int run(List<String> arguments, Surroundings surroundings)
      throws BadOptionException {
    String first = arguments.get(0);
    if (first.equals("help") || first.equals("--help") || first.equals("-h")) {
      return help(arguments.subList(1, arguments.size()), surroundings.out());
    }
    if (first.equals("--version")) {
      return new VersionCommand().run(Arguments.of(new VersionCommand(), List.of()), surroundings);
    }
    boolean named = !first.startsWith("-");
    Subcommand command = command(named ? first : StartCommand.NAME);
    List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
    if (Arguments.help(rest)) {
      return help(List.of(command.name()), surroundings.out());
    }
    return command.run(Arguments.of(command, rest), surroundings);
  }

  private static Subcommand command(String name) throws BadOptionException {
    return switch (name) {
      case StartCommand.NAME -> new StartCommand();
      case DoctorCommand.NAME -> new DoctorCommand();
      case TokenCommand.NAME -> new TokenCommand();
      case EnvCommand.NAME -> new EnvCommand();
      case ExportCommand.NAME -> new ExportCommand();
      case VersionCommand.NAME -> new VersionCommand();
      case WarmUpCommand.NAME -> new WarmUpCommand();
      default -> {
        List<String> near = Nearest.to(name, SHOWN);
        throw new BadOptionException(
            name
                + " is no subcommand"
                + (near.isEmpty()
                    ? "; there are " + String.join(", ", SHOWN) + ", help"
                    : "; did you mean " + near.get(0) + "?"));
      }
    };
  }

  private static int help(List<String> about, PrintStream out) throws BadOptionException {
    if (about.isEmpty()) {
      out.println("Usage: fake-auth0 [SUBCOMMAND] [OPTIONS]");
      out.println("A local Auth0 for tests. Without a subcommand it starts.");
      out.println();
      for (String name : SHOWN) {
        out.println("  " + (name + "        ").substring(0, 8) + command(name).summary());
      }
      out.println("  help    Prints this, or with a subcommand's name its options.");
    } else {
      out.print(Arguments.usage(command(about.get(0))));
    }
    out.flush();
    return Exit.OK;
  }

  /** Serves until the JVM is told to stop (SIGINT, SIGTERM), and closes before it does. */
  private static void untilStopped(Emulator emulator) {
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "fake-auth0-stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How this program was started, as somebody would type it. */
  private static String program() {
    return Optional.ofNullable(System.getProperty(PROGRAM))
        .orElseGet(
            () -> {
              String jar = System.getProperty("java.class.path", "fake-auth0.jar");
              return "java -jar " + (jar.endsWith(".jar") ? jar : "fake-auth0.jar");
            });
  }
}
