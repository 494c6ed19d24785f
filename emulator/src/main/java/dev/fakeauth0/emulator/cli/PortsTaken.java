package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.CannotStartException;
import dev.fakeauth0.emulator.http.PortInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The way out when a port is taken: a command that works. */
final class PortsTaken {

  private PortsTaken() {}

  /**
   * What to add to the message; empty if another port would not help.
   *
   * @param program the words that started this program
   * @param arguments the arguments it was given
   * @param oneTenant whether there is one tenant only
   * @param port the port of plain HTTP it was to listen on; 0 for none
   * @param httpsPort that of HTTPS, likewise
   */
  static String wayOut(
      CannotStartException problem,
      String program,
      List<String> arguments,
      boolean oneTenant,
      int port,
      int httpsPort) {
    if (!(problem.getCause() instanceof PortInUseException taken)) {
      return "";
    }
    if (taken.port() != port && taken.port() != httpsPort) {
      String seed =
          "; change "
              + (taken.scheme().equals("http") ? "port" : "httpsPort")
              + " in the seed's fakeAuth0";
      if (!oneTenant) {
        return seed;
      }
      List<String> beating = new ArrayList<>(arguments);
      beating.addAll(List.of(taken.scheme().equals("http") ? "--port" : "--https-port", "0"));
      return seed + ", or: " + command(program, beating);
    }
    List<String> command = new ArrayList<>(without(arguments, port, httpsPort, taken));
    if (port > 0 && taken(taken.host(), port)) {
      command.addAll(List.of("--port", "0"));
    }
    if (httpsPort > 0 && taken(taken.host(), httpsPort)) {
      command.addAll(List.of("--https-port", "0"));
    }
    return "; any free port will do: " + command(program, command);
  }

  private static String command(String program, List<String> arguments) {
    StringBuilder words = new StringBuilder(program);
    arguments.forEach(word -> words.append(' ').append(quoted(word)));
    return words.toString();
  }

  private static List<String> without(
      List<String> arguments, int port, int httpsPort, PortInUseException taken) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean plain = port > 0 && names(argument, "--port") && taken(taken.host(), port);
      boolean secure =
          httpsPort > 0 && names(argument, "--https-port") && taken(taken.host(), httpsPort);
      if (!plain && !secure) {
        rest.add(argument);
      } else if (argument.indexOf('=') < 0) {
        i++;
      }
    }
    return rest;
  }

  private static boolean names(String argument, String flag) {
    return argument.equals(flag) || argument.startsWith(flag + "=");
  }

  private static boolean taken(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return false;
    } catch (IOException e) {
      return true; // That is what was asked.
    }
  }

  private static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars()
                .allMatch(
                    letter ->
                        letter < 128
                            && (Character.isLetterOrDigit(letter)
                                || "-_./:=,@".indexOf(letter) >= 0));
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
