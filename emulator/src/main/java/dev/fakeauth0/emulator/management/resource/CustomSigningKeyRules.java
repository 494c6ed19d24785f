package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.Map;
import java.util.Optional;

/** A tenant's own signing keys (Management API, "Get custom signing keys"): one set, or none. */
final class CustomSigningKeyRules implements ResourceRules {

  private static final String PLACE = "keys/custom-signing";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /keys/custom-signing",
        CustomSigningKeyRules::read,
        "PUT /keys/custom-signing",
        work -> {
          work.draft().singleton(PLACE, work.body());
          return Decision.grant(work.answer(work.body()));
        },
        "DELETE /keys/custom-signing",
        work -> {
          work.draft().removeSingleton(PLACE);
          return Decision.grant(work.done());
        });
  }

  private static Decision<Answer> read(Work work) {
    Optional<Document> keys = work.state().singleton(PLACE);
    return keys.isPresent()
        ? Decision.grant(work.answer(keys.get()))
        : Decision.refuse(Work.missing(PLACE, ""));
  }
}
