package dev.fakeauth0.emulator.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** One subcommand. */
interface Subcommand {

  /** Its name on the command line. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** Its options. */
  List<OptionSpec> options();

  /**
   * Runs it.
   *
   * @return the exit status
   * @throws BadOptionException if something it was given cannot be used
   */
  int run(Arguments given, Surroundings surroundings) throws BadOptionException;
}
