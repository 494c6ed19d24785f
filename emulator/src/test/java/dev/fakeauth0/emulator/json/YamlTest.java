package dev.fakeauth0.emulator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  @Test
  void reads_the_core_schema_as_json_has_it() throws MalformedText {
    Object value =
        Yaml.read(
                """
                text: plain
                quoted: "5"
                yes: no
                flag: true
                nothing: ~
                absent:
                whole: 42
                hex: 0x1F
                large: 123456789012345678901234567890
                part: 1.5
                date: 2026-01-01
                items: [a, 2]
                """)
            .value();

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "plain");
    expected.put("quoted", "5");
    expected.put("yes", "no");
    expected.put("flag", true);
    expected.put("nothing", null);
    expected.put("absent", null);
    expected.put("whole", 42L);
    expected.put("hex", 31L);
    expected.put("large", new BigInteger("123456789012345678901234567890"));
    expected.put("part", 1.5);
    expected.put("date", "2026-01-01");
    expected.put("items", List.of("a", 2L));
    assertThat(value).isEqualTo(expected);
  }

  @Test
  void notes_the_lines_of_members_and_elements() throws MalformedText {
    Placed placed = Yaml.read("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n");

    Map<?, ?> root = (Map<?, ?>) placed.value();
    List<?> items = (List<?>) root.get("b");
    assertThat(placed.line(root, "a")).isEqualTo(1);
    assertThat(placed.line(root, "b")).isEqualTo(2);
    assertThat(placed.line(items, 1)).isEqualTo(4);
    assertThat(placed.line(items.get(1), "d")).isEqualTo(5);
    assertThat(placed.line(items.get(1), "e")).isZero();
  }

  @Test
  void follows_aliases_and_merge_keys() throws MalformedText {
    Object value = Yaml.read("base: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\nagain: *b\n").value();

    assertThat(value)
        .isEqualTo(
            Map.of(
                "base", Map.of("x", 1L, "y", 2L),
                "more", Map.of("x", 1L, "y", 3L),
                "again", Map.of("x", 1L, "y", 2L)));
  }

  record Hostile(String text, int line, String problem) {}

  static List<Hostile> hostile() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, before))).append("]\n");
    }
    return List.of(
        new Hostile(bomb.toString(), 6, "comes to more than 1000000 values"),
        new Hostile("a: &a [*a]\n", 1, "*a contains itself"),
        new Hostile("a: *nowhere\n", 1, "there is no anchor &nowhere"),
        new Hostile("[".repeat(100_000), 1, "nested deeper than 100 levels"),
        new Hostile("{a: ".repeat(100_000), 1, "nested deeper than 100 levels"),
        new Hostile("- ".repeat(50_000), 1, "nested deeper than 100 levels"),
        new Hostile("a: 1\nb: 2\na: 3\n", 3, "the key a is there twice"),
        new Hostile("a:\n\t- x\n", 2, "found character '\\t(TAB)' that cannot start any token"),
        new Hostile("a: !!java.net.URL [x]\n", 1, "the tag !!java.net.URL cannot be used here"),
        new Hostile("a: !!int five\n", 1, "the tag !!int cannot be used here"),
        new Hostile("a: !own x\n", 1, "the tag !own cannot be used here"),
        new Hostile("a: .inf\n", 1, ".inf is no number that JSON has"),
        new Hostile("? [a, b]\n: c\n", 1, "a key is wanted that is text"),
        new Hostile("a: 1\n---\nb: 2\n", 3, "there is a second document; one is allowed"),
        new Hostile("a: [1, 2\nb: 3\n", 2, "expected ',' or ']'"),
        new Hostile("a: b: c\n", 1, "mapping values are not allowed here"),
        new Hostile("a: \"open\n", 2, "found unexpected end of stream"),
        new Hostile("a: \u0001\n", 0, "special characters are not allowed"),
        new Hostile("%YAML 3.0\n---\na: 1\n", 0, ""));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refuses_what_is_hostile_or_wrong_with_its_line(Hostile hostile) {
    MalformedText refused =
        catchThrowableOfType(MalformedText.class, () -> Yaml.read(hostile.text()));

    assertThat(refused).hasMessageContaining(hostile.problem());
    assertThat(refused.getMessage()).doesNotContain("\n");
    if (hostile.line() > 0) {
      assertThat(refused.line()).isEqualTo(hostile.line());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        " ",
        " lead",
        "trail ",
        "yes",
        "No",
        "on",
        "null",
        "~",
        "true",
        "1",
        "-1",
        "1.5",
        "0x10",
        "2026-01-01",
        "12:30:45",
        "a: b",
        "a #b",
        "#b",
        "@at",
        "`tick",
        "*star",
        "&and",
        "!bang",
        "%pct",
        "{x",
        "[x",
        "- x",
        "-",
        "?",
        ": x",
        "'quote",
        "\"double",
        "line\nbreak",
        "line\n",
        "\nfirst",
        "  indented\nless",
        "tab\there",
        "end  \nspaces",
        "cr\r\nlf",
        "\u00e9\u4e2d\ud83d\ude00",
        "\u0007bell",
        "\u2028sep",
        "\ufeffbom",
        "<<",
        "=",
        "{issuer}api/v2/",
        "##KEY##",
        "a\n\n\nb\n\n"
      })
  void reads_back_what_it_wrote(String text) throws MalformedText {
    Object value = Map.of("key", Arrays.asList(text, Map.of(text, text)));

    String written = YamlWriter.write(value);

    assertThat(Yaml.read(written).value()).isEqualTo(value);
    assertThat(YamlWriter.write(Yaml.read(written).value())).isEqualTo(written);
  }

  @Test
  void reads_back_any_value_it_wrote() throws MalformedText {
    long seed = 20261121L;
    Random random = new Random(seed);

    for (int i = 0; i < 1_000; i++) {
      Object value = Map.of("v", Arrays.asList(any(random, 0)));
      assertThat(Yaml.read(YamlWriter.write(value)).value())
          .as("value %d of seed %d", i, seed)
          .isEqualTo(value);
    }
  }

  @Test
  void writes_text_that_readers_of_yaml_1_1_do_not_mistake() {
    String written =
        YamlWriter.write(Document.of("a", "yes", "b", "2026-01-01", "c", "plain", "d", 5L));

    assertThat(written).isEqualTo("a: 'yes'\nb: '2026-01-01'\nc: plain\nd: 5\n");
  }

  private static Object any(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble() * 1000;
      case 4 -> text(random);
      case 5 -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(any(random, depth + 1));
        }
        yield items;
      }
      default -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(text(random), any(random, depth + 1));
        }
        yield members;
      }
    };
  }

  private static String text(Random random) {
    String characters = "ab Z09 \n\t:#-?'\"\\{}[],&*!|>%@`~=<.\r\u00e9\u4e2d\u0001\u0085\u2028";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
