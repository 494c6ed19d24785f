package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Map;

/**
 * The ID token of a second account that {@code link_with} brings (Management API, "Link a User
 * Account"). It must be this tenant's, whole, in time, and a client's: whoever holds it has logged
 * in with that account.
 */
final class LinkToken {

  private LinkToken() {}

  /** The user it is about, or why it is not taken. */
  static Decision<String> subject(String token, Work work) {
    TokenInspection inspection =
        TokenInspector.inspectIdToken(
            token, work.request().known().apply(work.state()), work.now());
    return inspection.accepted()
        ? Decision.grant(inspection.claims().string("sub").orElseThrow())
        : Decision.refuse(refused(inspection.diagnosis().orElseThrow()));
  }

  private static Diagnosis refused(Diagnosis wrong) {
    Diagnosis refused =
        Refusals.badRequest(
            Words.of("Invalid token (link_with)."),
            "link_with is not taken: " + wrong.because(),
            "send the ID token that the second account got when it logged in at a client of this"
                + " tenant");
    for (Map.Entry<String, Object> fact : wrong.facts().entrySet()) {
      refused = refused.fact(fact.getKey(), fact.getValue());
    }
    for (String remedy : wrong.remedies()) {
      refused = refused.remedy("%s", remedy);
    }
    return refused;
  }
}
