package dev.fakeauth0.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/failures.md} what the code says. It writes the page when it is run with {@code
 * -Dfailures.md=write}.
 */
class FailureDocumentationTest {

  private static final Path PAGE = Path.of("..", "docs", "failures.md");

  @Test
  void the_page_is_what_the_code_says() throws Exception {
    String page = page();
    if ("write".equals(System.getProperty("failures.md"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as(
            "docs/failures.md; write it with: mvn test -pl api -Dtest=FailureDocumentationTest"
                + " -Dfailures.md=write")
        .hasContent(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Failures on demand

            <!-- Made from FailureMode by FailureDocumentationTest: change that, not this. -->

            A rule says what goes wrong, where, for whom and how often:

                mode[=argument][@endpoint][;client=..;audience=..;user=..;tenant=..;times=n|nth=n]

            Always, unless `times=n` (the first n calls that fit) or `nth=n` (only the nth). Rules are counted, and
            the newest that fits acts; an exhausted one uncovers the older. A rule counts the calls that get as far as
            it: those a newer one acted on are not among them. One rule each for the refusal, the token, the keys, the
            delay and the rest of the transport can act on a call together. An endpoint may end in a star. `client` is
            an id or a name, `tenant` is the one the rule is given to unless it says otherwise.

            | door | how |
            |---|---|
            | JUnit | `@FailsWith("hs256")` |
            | Java | `auth0.failures().add("hs256;times=1")`, `EmulatorConfig.failing("hs256")` |
            | seed | `fakeAuth0: {failures: ["hs256"]}`, oldest first |
            | command line | `--fail hs256`, repeatable; `FAKE_AUTH0_FAIL` |
            | HTTP | `PUT /__admin/failures` with `["hs256"]` replaces all; `GET` tells hits, `DELETE` takes all away |

            Modes of the two token families are also defects of tokens minted on demand: `POST /__admin/tokens` with
            `{"client":"m2m","defect":"hs256"}`, and `TokenSpec.defect("hs256")` in Java. Such tokens use no rule up,
            nor do calls of `/__admin`, preflights, and paths that nobody serves. A reset brings back the rules and
            counts of the baseline. The journal names the rules that acted on a call.
            """);
    for (FailureMode.Family family : FailureMode.Family.values()) {
      page.append("\n## ").append(title(family)).append("\n");
      for (FailureMode mode : FailureMode.values()) {
        if (mode.family() == family) {
          section(page, mode);
        }
      }
    }
    return page.toString();
  }

  private static String title(FailureMode.Family family) {
    return switch (family) {
      case REFUSAL -> "Refusals, in Auth0's own status and words";
      case TOKEN_PLAN -> "The token, altered before it is signed";
      case TOKEN_BYTES -> "The token's signature and header, altered as it is signed";
      case KEYS -> "The published keys";
      case TRANSPORT -> "The transport";
      case CONSISTENCY -> "What is seen, and when";
    };
  }

  private static void section(StringBuilder page, FailureMode mode) {
    page.append("\n### `").append(mode.mode()).append("`\n\n");
    if (!mode.aliases().isEmpty()) {
      page.append("Also `")
          .append(String.join("`, `", mode.aliases()))
          .append("`: ")
          .append(mode.hint())
          .append(".\n\n");
    }
    row(page, "argument", mode.argument().wanted());
    row(page, "seen by the caller", mode.wire());
    row(page, "in real life", mode.cause());
    row(page, "remedy", mode.remedy());
    row(page, "endpoints", endpoints(mode));
    row(page, "state", mode.state());
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("- **").append(name).append(":** ").append(value).append('\n');
  }

  private static String endpoints(FailureMode mode) {
    List<String> own = new ArrayList<>();
    boolean management = false;
    for (String path : mode.endpoints()) {
      if (path.startsWith("/api/v2/") && mode.endpoints().size() > 1) {
        management = true;
      } else {
        own.add("`" + path + "`");
      }
    }
    if (management) {
      own.add("every path of the Management API as its reference writes it, `/api/v2/users/{id}`");
    }
    return (mode.endpoints().equals(FailureMode.served()) ? "all: " : "") + String.join(", ", own);
  }
}
