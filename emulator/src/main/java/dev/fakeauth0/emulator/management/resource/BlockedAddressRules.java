package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.Map;

/**
 * Blocked IP addresses: 200 while one is, 404 when it is not; nothing here blocks one by itself.
 */
final class BlockedAddressRules implements ResourceRules {

  @Override
  public String place() {
    return "anomaly/blocks/ips";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /anomaly/blocks/ips/{id}",
        work -> work.required(place(), work.id()).map(blocked -> Answer.empty(200)),
        "DELETE /anomaly/blocks/ips/{id}",
        this::unblock);
  }

  private Decision<Answer> unblock(Work work) {
    work.draft().remove(place(), work.id());
    return Decision.grant(Answer.empty(204));
  }
}
