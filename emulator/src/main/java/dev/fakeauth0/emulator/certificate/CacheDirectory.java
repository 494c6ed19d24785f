package dev.fakeauth0.emulator.certificate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the current user's programs keep what they can make again. */
public final class CacheDirectory {

  private static final String NAME = "fake-auth0";

  private CacheDirectory() {}

  /**
   * Our own directory in the user's cache folder; it may not exist yet.
   *
   * @param environment the environment variables
   * @param osName the system property {@code os.name}
   * @param home the user's home directory
   */
  public static Path of(Map<String, String> environment, String osName, Path home) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return (local.isBlank() ? home.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve(NAME);
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve(NAME);
    }
    // A relative path is to be ignored (XDG Base Directory Specification, "Basics").
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache")).resolve(NAME);
  }
}
