package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of the Deploy CLI that a tenant serves comes out of it as it went in. */
class EverySeedKeyTest {

  private static final Path FILE = Path.of("src", "test", "resources", "seed", "everything.yaml");
  private static final SeedDocument EVERYTHING = SeedDocument.read(FILE, SeedOptions.plain());
  private static final List<String> EVERYTHING_KEYS = keysOf(FILE);
  private static final TenantState STATE = Seeded.state(EVERYTHING);
  private static final String TEXT = SeedExport.json(STATE);
  private static final Document WRITTEN = read(TEXT);
  private static final Document AGAIN =
      read(SeedExport.json(Seeded.state(SeedDocument.read("again", TEXT, SeedOptions.plain()))));

  static Stream<String> keys() {
    return EVERYTHING_KEYS.stream();
  }

  @Test
  void nothing_is_kept_that_nobody_serves() {
    assertThat(STATE.others()).isEmpty();
  }

  @Test
  void an_export_of_its_export_is_the_same_text() {
    String yaml = SeedExport.yaml(STATE);

    TenantState again = Seeded.state(SeedDocument.read("again", yaml, SeedOptions.plain()));

    assertThat(SeedExport.yaml(again)).isEqualTo(yaml);
  }

  @Test
  void an_export_for_the_deploy_cli_seeds_a_tenant_that_exports_the_same() {
    SeedOptions options = new SeedOptions(false, Map.of("AUTH0_DOMAIN", "localhost"));
    String yaml = SeedExport.deployCliYaml(STATE);

    TenantState again = Seeded.state(SeedDocument.read("again", yaml, options));

    assertThat(SeedExport.deployCliYaml(again)).isEqualTo(yaml);
    assertThat(yaml)
        .doesNotContainPattern("(con|org|rol|uap|af|ac)_[A-Za-z0-9]{16}")
        .doesNotContain("action_id");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void what_stood_under_a_key_stands_there_in_an_export(String key) {
    assertThat(WRITTEN.has(key)).isTrue();
    assertThat(AGAIN.get(key)).isEqualTo(WRITTEN.get(key));
  }

  /** The top-level keys: whatever begins a line. */
  private static List<String> keysOf(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.matches("[a-zA-Z]+:"))
          .map(line -> line.substring(0, line.length() - 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document read(String json) {
    try {
      return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError("an export is JSON", e);
    }
  }
}
