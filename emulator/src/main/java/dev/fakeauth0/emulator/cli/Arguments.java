package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.refusal.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options a subcommand was given. */
final class Arguments {

  private final ParseResult parsed;

  private Arguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** An option with a value. */
  static OptionSpec option(String flag, String label, String meaning) {
    return OptionSpec.builder(flag)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(meaning)
        .build();
  }

  /** An option with a value that may be given more than once. */
  static OptionSpec repeatable(String flag, String label, String meaning) {
    return OptionSpec.builder(flag)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(meaning)
        .build();
  }

  /** An option without a value. */
  static OptionSpec flag(String flag, String meaning) {
    return OptionSpec.builder(flag).type(boolean.class).arity("0").description(meaning).build();
  }

  /**
   * Reads arguments.
   *
   * @throws BadOptionException naming the one that cannot be used
   */
  static Arguments of(Subcommand command, List<String> arguments) throws BadOptionException {
    try {
      CommandLine line = new CommandLine(spec(command));
      // A repeated flag: the last one stands, as with variables that a script appends.
      line.setOverwrittenOptionsAllowed(true);
      return new Arguments(line.parseArgs(arguments.toArray(new String[0])));
    } catch (UnmatchedArgumentException e) {
      List<String> near = Nearest.to(e.getUnmatched().get(0), flags(command));
      throw new BadOptionException(
          e.getUnmatched().get(0)
              + " is not an option of "
              + command.name()
              + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?"));
    } catch (ParameterException e) {
      throw new BadOptionException(String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }

  /** Whether help was asked for. */
  static boolean help(List<String> arguments) {
    return arguments.contains("--help") || arguments.contains("-h");
  }

  /** How a subcommand is used. */
  static String usage(Subcommand command) {
    return new CommandLine(spec(command)).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** The value of an option. */
  Optional<String> value(String flag) {
    @Nullable String value = parsed.matchedOptionValue(flag, (String) null);
    return Optional.ofNullable(value);
  }

  /** The values of a repeatable option; none if it was not given. */
  List<String> values(String flag) {
    List<String> values = parsed.matchedOptionValue(flag, List.<String>of());
    return new ArrayList<>(values);
  }

  /** Whether an option was given. */
  boolean has(String flag) {
    return parsed.hasMatchedOption(flag);
  }

  /** The value of an option that names a file. */
  Optional<Path> path(String flag) throws BadOptionException {
    Optional<String> value = value(flag);
    try {
      return value.map(Path::of);
    } catch (InvalidPathException e) {
      throw new BadOptionException(flag + ": is no path: " + e.getReason());
    }
  }

  private static List<String> flags(Subcommand command) {
    return command.options().stream().map(OptionSpec::longestName).toList();
  }

  private static CommandSpec spec(Subcommand command) {
    CommandSpec spec = CommandSpec.create().name("fake-auth0 " + command.name());
    spec.usageMessage().description(command.summary()).sortOptions(false);
    for (OptionSpec option : command.options()) {
      spec.addOption(option);
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("Prints this help")
            .build());
    return spec;
  }

  /** The words of a text that are separated by blanks, each once. */
  static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
