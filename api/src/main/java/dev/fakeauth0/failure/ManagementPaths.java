package dev.fakeauth0.failure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The paths of the Management API that rules can name, parameters in braces. Read when a rule is
 * first checked against them; a test of the emulator holds the file to what is served.
 */
final class ManagementPaths {

  /** What they all begin with. */
  static final String PREFIX = "/api/v2/";

  private ManagementPaths() {}

  private static final class Known {
    static final List<String> PATHS = read();
  }

  static List<String> all() {
    return Known.PATHS;
  }

  private static List<String> read() {
    try (InputStream in = ManagementPaths.class.getResourceAsStream("management-paths.txt")) {
      if (in == null) {
        throw new IOException("management-paths.txt is missing");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> "/api/v2" + line)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the paths of the Management API cannot be read", e);
    }
  }
}
