package dev.fakeauth0.emulator.seed;

import java.util.Map;

/**
 * How seeds are read.
 *
 * @param strict whether what is otherwise kept with a warning is a mistake ({@code --strict-seed})
 * @param environment the environment variables that {@code ##KEYWORDS##} and {@code @@ARRAYS@@} are
 *     taken from
 */
public record SeedOptions(boolean strict, Map<String, String> environment) {

  /** Copies its collection. */
  public SeedOptions {
    environment = Map.copyOf(environment);
  }

  /** Neither strict nor with keywords. */
  public static SeedOptions plain() {
    return new SeedOptions(false, Map.of());
  }
}
