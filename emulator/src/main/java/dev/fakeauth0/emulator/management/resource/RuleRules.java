package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rules: a new one runs last; lists are in the order of running (ruby-auth0 recordings). */
final class RuleRules implements ResourceRules {

  private static final Comparator<Document> RUNNING =
      Comparator.comparing(rule -> rule.number("order").orElse(0L));

  @Override
  public String place() {
    return "rules";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(
        sent.withDefault("enabled", true)
            .withDefault("order", last(work) + 1)
            .withDefault("stage", "login_success"));
  }

  @Override
  public Document shown(Document rule, Work work) {
    return rule.withDefault("enabled", true)
        .withDefault("order", 1L)
        .withDefault("stage", "login_success");
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> rules = new ArrayList<>(work.all(work.collection()));
    rules.sort(RUNNING);
    return rules;
  }

  @Override
  public boolean linked() {
    return true;
  }

  private static long last(Work work) {
    long last = 0;
    for (Document rule : work.all(work.collection())) {
      last = Math.max(last, rule.number("order").orElse(0L));
    }
    return last;
  }
}
