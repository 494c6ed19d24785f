package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesFileTest {

  @TempDir private Path folder;

  @Test
  void reads_properties() throws Exception {
    assertThat(
            read("machine.client_id = m2m\n# a comment\nmachine.client_secret=s\napi.scope=a b\n"))
        .isEqualTo(
            Map.of(
                "machine", Map.of("client_id", "m2m", "client_secret", "s"),
                "api", Map.of("scope", "a b")));
  }

  @Test
  void reads_json() throws Exception {
    assertThat(read("{\"machine\":{\"client_id\":\"m2m\"},\"api\":{\"scope\":[\"a\",\"b\"]}}"))
        .isEqualTo(Map.of("machine", Map.of("client_id", "m2m"), "api", Map.of("scope", "a b")));
  }

  @Test
  void names_what_is_wrong() {
    assertThatThrownBy(() -> read("{\"machine\":")).hasMessageContaining("is no JSON");
    assertThatThrownBy(() -> read("{\"machine\":\"m2m\"}"))
        .hasMessageContaining("machine has properties");
    assertThatThrownBy(() -> read("machine=m2m"))
        .hasMessageContaining("machine is no fixture's property");
  }

  private Map<String, Map<String, String>> read(String text) throws Exception {
    return FixturesFile.read(Files.writeString(folder.resolve("fixtures"), text));
  }
}
