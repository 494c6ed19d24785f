package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;

/** Settings of rules: shown once, as they are set; lists name the keys only. */
final class RuleConfigRules implements ResourceRules {

  @Override
  public String place() {
    return "rules-configs";
  }

  @Override
  public Document shown(Document document, Work work) {
    return work.operation().method().equals("GET") ? document.without("value") : document;
  }
}
