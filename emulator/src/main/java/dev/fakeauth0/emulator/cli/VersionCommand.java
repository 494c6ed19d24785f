package dev.fakeauth0.emulator.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code version}: prints the version, and that of the JVM. */
final class VersionCommand implements Subcommand {

  static final String NAME = "version";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Prints the version.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of();
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) {
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("development");
    surroundings
        .out()
        .println("fake-auth0 " + version + " (Java " + System.getProperty("java.version") + ")");
    return Exit.OK;
  }
}
