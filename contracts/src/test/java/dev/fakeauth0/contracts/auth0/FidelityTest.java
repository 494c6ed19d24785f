package dev.fakeauth0.contracts.auth0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Clause.Evidence;
import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class FidelityTest {

  private static final Evidence SEEN =
      new Evidence(Grade.R, Optional.of("2026-05-14, recording"), Optional.empty());
  private static final Evidence DOCUMENTED =
      new Evidence(Grade.D, Optional.empty(), Optional.empty());
  private static final Evidence KNOWN =
      new Evidence(Grade.OPEN, Optional.empty(), Optional.of("it has no such thing"));

  private final Fidelity found =
      new Fidelity(
          URI.create("http://localhost/"),
          Instant.parse("2026-11-21T12:00:00Z"),
          List.of(
              verdict("keys", "holds well", SEEN, Outcome.HOLDS, ""),
              verdict("keys", "is broken", DOCUMENTED, Outcome.BROKEN, "Expected <a>\n & \u0007b"),
              verdict("users", "is skipped", DOCUMENTED, Outcome.SKIPPED, "needs | your\nleave"),
              verdict("users", "is known", KNOWN, Outcome.DIVERGES, "it is 404")),
          List.of("/clients/abc: 403"));

  @Test
  void counts() {
    assertThat(found.headline())
        .isEqualTo(
            "http://localhost/: 1 of 4 contracts hold, 1 broken, 1 known to differ, 1 skipped");
  }

  @Test
  void tells_what_is_broken_and_what_was_left() {
    assertThat(found.toString())
        .contains("BROKEN keys: is broken\n         Expected <a>")
        .contains("could not be removed: /clients/abc: 403")
        .doesNotContain("holds well");
  }

  @Test
  void is_a_page_with_a_table_for_each_area() {
    assertThat(found.markdown())
        .contains("on 2026-11-21")
        .contains("\n## keys\n")
        .contains("\n## users\n")
        .contains("| holds well | R | 2026-05-14, recording | holds |\n")
        .contains("| is broken | D | - | broken |\n")
        .contains("| is skipped | D | - | skipped: needs \\| your leave |\n")
        .contains("| is known | OPEN | - | diverges: it has no such thing |\n");
  }

  @Test
  void is_xml_as_junit_writes_it() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(found.junitXml())));

    Element keys = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(keys.getAttribute("name")).isEqualTo("keys");
    assertThat(keys.getAttribute("tests")).isEqualTo("2");
    assertThat(keys.getAttribute("failures")).isEqualTo("1");
    assertThat(keys.getAttribute("time")).isEqualTo("3.000");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("Expected <a>");
    assertThat(failure.getTextContent()).isEqualTo("Expected <a>\n & ?b");
    assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(2);
  }

  private static Verdict verdict(
      String area, String sentence, Evidence evidence, Outcome outcome, String told) {
    return new Verdict(
        new Clause(area, sentence, evidence, List.of()), outcome, told, Duration.ofMillis(1500));
  }
}
