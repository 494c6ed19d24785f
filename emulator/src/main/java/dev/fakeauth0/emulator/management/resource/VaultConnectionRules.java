package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;

/** Connections of the vault of flows: what one is set up with stays in the vault. */
final class VaultConnectionRules implements ResourceRules {

  @Override
  public String place() {
    return "flows/vault/connections";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String fingerprint = work.ids().objectId() + work.ids().objectId().substring(0, 8);
    return Decision.grant(
        sent.with("ready", sent.has("setup"))
            .with("refreshed_at", null)
            .with("fingerprint", fingerprint));
  }

  @Override
  public Document shown(Document connection, Work work) {
    Document shown = connection.without("setup").withDefault("ready", connection.has("setup"));
    return work.operation().method().equals("POST") ? shown : shown.without("refreshed_at");
  }
}
