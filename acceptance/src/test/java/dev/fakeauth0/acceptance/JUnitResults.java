package dev.fakeauth0.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The results of a run as build servers read them.
 *
 * @param cases one for each test
 */
record JUnitResults(List<JUnitResults.Case> cases) {

  private static final int WIDTH = 140;

  /** Where AssertJ says in what two things differ, the most telling first. */
  private static final List<Pattern> DIFFERENCES =
      List.of(
          Pattern.compile(
              "(keys not found|elements? not found|but could not find|but some|but there were"
                  + " differences).*"),
          Pattern.compile("but the following.*"),
          Pattern.compile("(not )?to (be|match|contain|start with|end with) .*"));

  /**
   * One test.
   *
   * @param suite the suite it is of
   * @param name its name
   * @param outcome {@code passed}, {@code failed} or {@code skipped}
   * @param told what it said
   */
  record Case(String suite, String name, String outcome, String told) {

    /** What it said, in short, without what differs from run to run. */
    String inOneLine() {
      String first = told.strip().lines().findFirst().orElse("");
      String flat = told.strip().replaceAll("\\s+", " ");
      String line = first.startsWith("Expected ") ? first.replaceFirst(":$", "") : difference(flat);
      line =
          line.replaceAll("localhost:\\d+", "localhost")
              .replaceAll("\\b\\d{10}L?\\b", "TIME")
              .replace('`', '\'');
      return line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line;
    }

    private static String difference(String flat) {
      return DIFFERENCES.stream()
          .map(pattern -> pattern.matcher(flat))
          .filter(Matcher::find)
          .map(Matcher::group)
          .findFirst()
          .orElse(flat);
    }
  }

  JUnitResults {
    cases = List.copyOf(cases);
  }

  /** Reads a file. */
  static JUnitResults read(Path file) throws Exception {
    NodeList found =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("testcase");
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      Element test = (Element) found.item(i);
      Element failure = (Element) test.getElementsByTagName("failure").item(0);
      Element skipped = (Element) test.getElementsByTagName("skipped").item(0);
      String outcome = failure != null ? "failed" : skipped != null ? "skipped" : "passed";
      String told =
          failure != null
              ? failure.getTextContent()
              : skipped != null ? skipped.getAttribute("message") : "";
      cases.add(new Case(test.getAttribute("classname"), test.getAttribute("name"), outcome, told));
    }
    return new JUnitResults(cases);
  }

  /** The suites, in order. */
  List<String> areas() {
    return cases.stream().map(Case::suite).distinct().toList();
  }

  /** Those of a suite. */
  List<Case> of(String suite) {
    return cases.stream().filter(one -> one.suite().equals(suite)).toList();
  }

  /** {@code suite/name} of those with an outcome. */
  List<String> ids(String outcome) {
    return cases.stream()
        .filter(one -> one.outcome().equals(outcome))
        .map(one -> one.suite() + "/" + one.name())
        .toList();
  }
}
