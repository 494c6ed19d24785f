package dev.fakeauth0.contracts.auth0;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What was found, as a page of the documentation. */
final class FidelityPage {

  private FidelityPage() {}

  /** The page, in Markdown. */
  static String of(Fidelity found) {
    StringBuilder page = new StringBuilder("# Fidelity: what holds, and what that rests on\n\n");
    page.append("Written by the contracts of Auth0 themselves ([contracts.md](contracts.md)) on ")
        .append(found.at().atZone(ZoneOffset.UTC).toLocalDate())
        .append(":\n");
    List<Verdict> verdicts = found.verdicts();
    page.append(found.only(Verdict.Outcome.HOLDS).size())
        .append(" of ")
        .append(verdicts.size())
        .append(" hold, ")
        .append(found.broken().size())
        .append(" broken, ")
        .append(found.only(Verdict.Outcome.DIVERGES).size())
        .append(" known to differ, ")
        .append(found.skipped().size())
        .append(" skipped.\n\n");
    page.append("The grade says what a contract rests on:\n");
    for (Grade grade : Grade.values()) {
      page.append("- ").append(grade.name()).append(": ").append(grade.words()).append('\n');
    }
    String area = "";
    for (Verdict verdict : verdicts) {
      if (!verdict.clause().area().equals(area)) {
        area = verdict.clause().area();
        page.append("\n## ").append(area).append("\n\n");
        page.append("| Auth0 ... | grade | last seen at Auth0 | here |\n|---|---|---|---|\n");
      }
      page.append(row(verdict));
    }
    return page.toString();
  }

  private static String row(Verdict verdict) {
    Clause.Evidence evidence = verdict.clause().evidence();
    String result =
        verdict.outcome().name().toLowerCase(Locale.ROOT)
            + switch (verdict.outcome()) {
              case HOLDS, BROKEN -> "";
              case DIVERGES -> ": " + cell(evidence.divergence().orElse(""));
              case SKIPPED -> ": " + cell(verdict.told());
            };
    return "| "
        + cell(verdict.clause().sentence())
        + " | "
        + evidence.grade()
        + " | "
        + evidence.seen().orElse("-")
        + " | "
        + result
        + " |\n";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
  }
}
