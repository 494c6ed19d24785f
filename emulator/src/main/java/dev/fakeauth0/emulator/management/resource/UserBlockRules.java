package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Blocks that too many failed logins brought about (Management API, "user-blocks"), kept as {@code
 * identifier}, {@code ip} and {@code connection}.
 */
final class UserBlockRules implements ResourceRules {

  private static final String BLOCKS = "user-blocks";

  @Override
  public String place() {
    return BLOCKS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /user-blocks", work -> shown(work, sent(work)),
        "DELETE /user-blocks", work -> cleared(work, sent(work)),
        "GET /user-blocks/{id}",
            work ->
                work.required(TenantState.USERS, work.owner()).then(user -> shown(work, of(user))),
        "DELETE /user-blocks/{id}",
            work ->
                work.required(TenantState.USERS, work.owner())
                    .then(user -> cleared(work, of(user))));
  }

  private static Set<String> sent(Work work) {
    return Set.of(work.query().text("identifier").orElse(""));
  }

  /** What the user may have given to log in. */
  private static Set<String> of(Document user) {
    Set<String> identifiers = new TreeSet<>();
    for (String member : List.of("email", "username", "phone_number")) {
      user.string(member).ifPresent(identifiers::add);
    }
    return identifiers;
  }

  private static Decision<Answer> shown(Work work, Set<String> identifiers) {
    List<Object> blocks = new ArrayList<>();
    for (Resource block : found(work, identifiers)) {
      blocks.add(block.document().asMap());
    }
    return Decision.grant(work.shaped(200, Document.of("blocked_for", blocks)));
  }

  private static Decision<Answer> cleared(Work work, Set<String> identifiers) {
    for (Resource block : found(work, identifiers)) {
      work.draft().remove(BLOCKS, block.id());
    }
    return Decision.grant(work.done());
  }

  private static List<Resource> found(Work work, Set<String> identifiers) {
    List<Resource> found = new ArrayList<>();
    for (Resource block : work.state().collection(BLOCKS).all()) {
      if (identifiers.contains(block.document().string("identifier", ""))) {
        found.add(block);
      }
    }
    return found;
  }
}
