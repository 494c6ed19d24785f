package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.LoginBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Blocks that too many failed logins brought about (Management API, "user-blocks"), kept as {@code
 * identifier}, {@code ip} and {@code connection}.
 */
final class UserBlockRules implements ResourceRules {

  @Override
  public String place() {
    return LoginBlocks.COLLECTION;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /user-blocks", work -> shown(work, sent(work)),
        "DELETE /user-blocks", work -> cleared(work, sent(work)),
        "GET /user-blocks/{id}",
            work ->
                work.required(TenantState.USERS, work.owner())
                    .then(user -> shown(work, LoginBlocks.identifiers(user))),
        "DELETE /user-blocks/{id}",
            work ->
                work.required(TenantState.USERS, work.owner())
                    .then(user -> cleared(work, LoginBlocks.identifiers(user))));
  }

  private static Set<String> sent(Work work) {
    return Set.of(work.query().text("identifier").orElse(""));
  }

  private static Decision<Answer> shown(Work work, Set<String> identifiers) {
    List<Object> blocks = new ArrayList<>();
    for (Resource block : LoginBlocks.of(identifiers, work.state())) {
      blocks.add(block.document().asMap());
    }
    return Decision.grant(work.shaped(200, Document.of("blocked_for", blocks)));
  }

  private static Decision<Answer> cleared(Work work, Set<String> identifiers) {
    for (Resource block : LoginBlocks.of(identifiers, work.state())) {
      work.draft().remove(LoginBlocks.COLLECTION, block.id());
    }
    return Decision.grant(work.done());
  }
}
