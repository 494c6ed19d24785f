package dev.fakeauth0.emulator.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** {@code export}: prints a tenant as a seed document. */
final class ExportCommand implements Subcommand {

  static final String NAME = "export";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Prints a running tenant, or what a seed makes, as a seed document that --tenant reads.";
  }

  @Override
  public List<OptionSpec> options() {
    List<OptionSpec> options =
        new ArrayList<>(
            List.of(
                Arguments.option("--format", "FORMAT", "yaml or json. yaml"),
                Arguments.flag(
                    "--deploy-cli", "Leaves out what Auth0's Deploy CLI does not know")));
    options.addAll(SomeTenant.OPTIONS);
    return options;
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) throws BadOptionException {
    String format = given.value("--format").orElse("yaml");
    if (!format.equals("yaml") && !format.equals("json")) {
      throw new BadOptionException("--format: yaml or json is wanted, not " + format);
    }
    try {
      String document =
          SomeTenant.exported(
              given, surroundings, format.equals("yaml"), given.has("--deploy-cli"));
      surroundings.out().print(document);
      if (!document.endsWith("\n")) {
        surroundings.out().println();
      }
      surroundings.out().flush();
      return Exit.OK;
    } catch (Remote.RefusedException e) {
      surroundings.complain(String.valueOf(e.getMessage()));
      return Exit.FAILED;
    }
  }
}
