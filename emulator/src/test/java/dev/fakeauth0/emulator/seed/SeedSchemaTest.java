package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SeedSchemaTest {

  static final List<String> presets = SeedDocument.PRESETS;

  @ParameterizedTest
  @FieldSource("presets")
  void presets_fit_the_schema_with_nothing_unknown_in_them(String preset) throws IOException {
    String text = preset(preset);

    SeedDocument seed = SeedDocument.read("preset.json", text, new SeedOptions(true, Map.of()));

    assertThat(seed.warnings()).isEmpty();
    assertThat(SeedExport.yaml(Seeded.state(seed)))
        .isEqualTo(SeedExport.yaml(Seeded.preset(preset)));
  }

  @Test
  void the_schema_says_which_draft_it_follows() throws MalformedJson {
    Map<?, ?> schema = Json.readObject(SeedSchema.text().getBytes(StandardCharsets.UTF_8)).asMap();

    assertThat(schema.get("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.get("additionalProperties")).isEqualTo(false);
  }

  @Test
  void the_schema_uses_no_keyword_that_the_reader_passes_over() throws MalformedJson {
    Set<String> used = new HashSet<>();
    collect(Json.readObject(SeedSchema.text().getBytes(StandardCharsets.UTF_8)).asMap(), used);

    assertThat(used)
        .isSubsetOf(
            "$schema",
            "$id",
            "title",
            "description",
            "$defs",
            "$ref",
            "type",
            "enum",
            "anyOf",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minimum",
            "maximum",
            "minLength",
            "format");
  }

  @Test
  void every_key_of_the_schema_is_one_the_reader_takes() {
    SeedSchema schema = SeedSchema.load();

    assertThat(schema.keys())
        .contains(
            "tenant", "clients", "resourceServers", "users", "fakeAuth0", "supplementalSignals");
    for (String key : schema.keys()) {
      String value = key.equals("$schema") ? "x" : schema.holdsArray(key) ? "[]" : "{}";
      SeedDocument seed =
          SeedDocument.read("seed.yaml", key + ": " + value + "\n", SeedOptions.plain());
      assertThat(Seeded.state(seed)).as(key).isNotNull();
    }
  }

  private static void collect(Map<?, ?> schema, Set<String> used) {
    schema.forEach(
        (keyword, value) -> {
          used.add((String) keyword);
          if (keyword.equals("properties") || keyword.equals("$defs")) {
            ((Map<?, ?>) value)
                .values()
                .forEach(
                    inner -> {
                      if (inner instanceof Map<?, ?> map) {
                        collect(map, used);
                      }
                    });
          } else if (value instanceof Map<?, ?> inner) {
            collect(inner, used);
          } else if (keyword.equals("anyOf")) {
            ((List<?>) value).forEach(choice -> collect((Map<?, ?>) choice, used));
          }
        });
  }

  private static String preset(String name) throws IOException {
    try (InputStream in = SeedDocument.class.getResourceAsStream("preset-" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
