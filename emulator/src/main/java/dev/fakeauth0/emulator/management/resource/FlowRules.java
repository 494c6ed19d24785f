package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;

/** Flows: lists do not show what one does (go-auth0 recordings). */
final class FlowRules implements ResourceRules {

  @Override
  public String place() {
    return "flows";
  }

  @Override
  public Document shown(Document stored, Work work) {
    Document flow = SeededTimes.filled(stored);
    return work.request().pathValues().isEmpty() && work.operation().method().equals("GET")
        ? flow.without("actions")
        : flow;
  }
}
