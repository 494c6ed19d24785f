package dev.fakeauth0.emulator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void is_where_each_system_wants_caches() {
    Path linux = CacheDirectory.of(Map.of(), "Linux", HOME);
    Path linuxWithCache = CacheDirectory.of(Map.of("XDG_CACHE_HOME", "/cache"), "Linux", HOME);
    Path relative = CacheDirectory.of(Map.of("XDG_CACHE_HOME", "cache"), "Linux", HOME);
    Path mac = CacheDirectory.of(Map.of(), "Mac OS X", HOME);
    Path windows = CacheDirectory.of(Map.of("LOCALAPPDATA", "/local"), "Windows 11", HOME);

    assertThat(linux).isEqualTo(HOME.resolve(".cache/fake-auth0"));
    assertThat(linuxWithCache).isEqualTo(Path.of("/cache/fake-auth0"));
    assertThat(relative).isEqualTo(linux);
    assertThat(mac).isEqualTo(HOME.resolve("Library/Caches/fake-auth0"));
    assertThat(windows).isEqualTo(Path.of("/local/fake-auth0"));
  }
}
