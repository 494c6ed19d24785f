package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/cookbook.md shows the code of {@link CookbookIT}, and of the Spring Boot project beside it,
 * as it is compiled and run. Run with {@code -Dgolden.update=true} to write the page's code anew.
 */
class CookbookPageIT {

  private static final Path PAGE = Path.of("..", "docs", "cookbook.md");
  private static final List<Path> CODE =
      List.of(
          Path.of("src/test/java/dev/fakeauth0/acceptance/CookbookIT.java"),
          Path.of(
              "spring-boot-4/src/test/java/dev/fakeauth0/acceptance/springboot4/OrdersIT.java"));
  private static final Pattern RECIPE =
      Pattern.compile(" *// recipe: ([\\w-]+)\\n(.*?)\\n *// end\\n", Pattern.DOTALL);
  private static final Pattern SHOWN =
      Pattern.compile("<!-- recipe: ([\\w-]+) -->\\n```java\\n(.*?)```\\n", Pattern.DOTALL);

  @Test
  void shows_each_recipe_as_it_is_run() throws IOException {
    Map<String, String> recipes = recipes();
    String page = Files.readString(PAGE);
    TreeSet<String> shown = new TreeSet<>();
    StringBuilder expected = new StringBuilder();
    Matcher matcher = SHOWN.matcher(page);
    while (matcher.find()) {
      shown.add(matcher.group(1));
      String code = recipes.getOrDefault(matcher.group(1), "(no such recipe)\n");
      matcher.appendReplacement(
          expected,
          Matcher.quoteReplacement(
              "<!-- recipe: " + matcher.group(1) + " -->\n```java\n" + code + "```\n"));
    }
    matcher.appendTail(expected);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(shown).containsExactlyInAnyOrderElementsOf(recipes.keySet());
    assertThat(Files.readString(PAGE)).isEqualTo(expected.toString());
  }

  private static Map<String, String> recipes() throws IOException {
    Map<String, String> recipes = new LinkedHashMap<>();
    for (Path file : CODE) {
      Matcher matcher = RECIPE.matcher(Files.readString(file));
      while (matcher.find()) {
        recipes.put(matcher.group(1), matcher.group(2).stripTrailing().stripIndent() + "\n");
      }
    }
    return recipes;
  }
}
