package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.Emulator;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a command has to do with.
 *
 * @param program the words that started this program, for commands that are suggested
 * @param arguments the arguments it was given
 * @param out where results go
 * @param err where messages go
 * @param environment the environment variables
 * @param serving runs as long as an emulator serves, then closes it
 */
record Surroundings(
    String program,
    List<String> arguments,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Consumer<Emulator> serving) {

  /** Says something to the person at the terminal. */
  void complain(String line) {
    err.println("fake-auth0: " + line);
  }
}
