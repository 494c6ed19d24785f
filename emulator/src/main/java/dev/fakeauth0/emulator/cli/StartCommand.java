package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.CannotStartException;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code start}: serves until it is stopped. */
final class StartCommand implements Subcommand {

  static final String NAME = "start";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Serves one or more tenants until it is stopped. Options may also stand in the"
        + " environment: --https-port as FAKE_AUTH0_HTTPS_PORT; a flag beats a variable, a variable"
        + " the seed; lists are separated by commas.";
  }

  @Override
  public List<OptionSpec> options() {
    List<OptionSpec> options = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      options.add(
          setting.isSwitch()
              ? Arguments.flag(setting.flag(), setting.meaning())
              : setting.repeatable()
                  ? Arguments.repeatable(setting.flag(), setting.label(), setting.meaning())
                  : Arguments.option(setting.flag(), setting.label(), setting.meaning()));
    }
    return options;
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) throws BadOptionException {
    Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (given.has(setting.flag())) {
        flags.put(
            setting,
            setting.isSwitch()
                ? List.of("true")
                : setting.repeatable()
                    ? given.values(setting.flag())
                    : List.of(given.value(setting.flag()).orElseThrow()));
      }
    }
    return run(flags, surroundings);
  }

  /** Starts with flags that were read already. */
  static int run(Map<Setting, List<String>> flags, Surroundings surroundings)
      throws BadOptionException {
    return run(StartSettings.of(surroundings.environment(), flags), surroundings);
  }

  private static int run(StartSettings settings, Surroundings surroundings)
      throws BadOptionException {
    settings.warnings().forEach(surroundings::complain);
    Optional<Path> caOut = settings.caOut();
    EmulatorConfig config = settings.config().log(surroundings::complain);
    Emulator emulator;
    try {
      emulator = Emulator.start(config);
    } catch (CannotStartException e) {
      return cannotStart(e, settings, surroundings);
    }
    boolean closed = false;
    Thread maker = certificateMaker(emulator, surroundings);
    try {
      if (caOut.isPresent()) {
        Files.writeString(caOut.get(), emulator.first().caPem());
      }
      emulator.readyLines().forEach(surroundings.out()::println);
      surroundings.out().flush();
      maker.start();
      surroundings.serving().accept(emulator);
      closed = true;
    } catch (IOException e) {
      surroundings.complain("--ca-out: " + caOut.orElseThrow() + " cannot be written: " + e);
      return Exit.FAILED;
    } finally {
      if (!closed) {
        emulator.close();
      }
      // Files that are half made would be left behind, or turn up after the end.
      waitFor(maker);
    }
    return Exit.OK;
  }

  private static int cannotStart(
      CannotStartException problem, StartSettings settings, Surroundings surroundings) {
    String message = String.valueOf(problem.getMessage());
    if (problem.what() == CannotStartException.Cause.ADDRESS) {
      surroundings.complain(
          message
              + PortsTaken.wayOut(
                  problem,
                  surroundings.program(),
                  surroundings.arguments(),
                  settings.oneTenant(),
                  settings.port(),
                  settings.httpsPort()));
      return Exit.FAILED;
    }
    message.lines().forEach(surroundings::complain);
    return Exit.BAD_INPUT;
  }

  /** The file that the ready line names is there a moment later; only the first start makes it. */
  private static Thread certificateMaker(Emulator emulator, Surroundings surroundings) {
    Thread maker =
        new Thread(
            () -> {
              try {
                if (emulator.first().httpsIssuer().isPresent()
                    && emulator.caFile().filter(file -> !Files.exists(file)).isPresent()) {
                  emulator.first().caPem();
                }
              } catch (CannotStartException e) {
                surroundings.complain(String.valueOf(e.getMessage()));
              }
            },
            "fake-auth0-ca");
    maker.setDaemon(true);
    return maker;
  }

  private static void waitFor(Thread maker) {
    try {
      maker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
