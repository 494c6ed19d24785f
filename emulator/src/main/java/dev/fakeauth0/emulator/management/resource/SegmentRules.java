package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;

/** Segments of experiments: those that are made here are the tenant's own, not Auth0's. */
final class SegmentRules implements ResourceRules {

  @Override
  public String place() {
    return "experimentation/segments";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(sent.with("type", "self"));
  }
}
