package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;

/** Connection profiles (Management API, "connection-profiles"). */
final class ConnectionProfileRules implements ResourceRules {

  @Override
  public String place() {
    return "connection-profiles";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(completed(sent));
  }

  /** A seeded profile may lack what a created one is given. */
  @Override
  public Document shown(Document profile, Work work) {
    return completed(profile);
  }

  private static Document completed(Document profile) {
    return profile.withDefault("strategy_overrides", null);
  }
}
