package dev.fakeauth0.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the contracts lists their cases: these, in this order. */
class ContractsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "contracts.md");

  @Test
  void the_page_lists_each_case() throws Exception {
    List<String> rows =
        Stream.<ContractCase>concat(
                Stream.of(ProtectedApiCase.values()), Stream.of(TokenClientCase.values()))
            .map(ContractsPageTest::row)
            .toList();

    List<String> listed =
        Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| `[A-Z].*")).toList();

    assertThat(listed).isEqualTo(rows);
  }

  private static String row(ContractCase about) {
    String worst = about.weight().name().toLowerCase(Locale.ROOT);
    return "| `" + about.name() + "` | " + about.title() + " | " + worst + " |";
  }
}
