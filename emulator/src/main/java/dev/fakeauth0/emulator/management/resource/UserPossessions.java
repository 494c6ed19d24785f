package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Optional;

/**
 * What one user has of a collection whose resources name their user: {@code users/{id}/sessions},
 * {@code users/{id}/refresh-tokens}.
 */
final class UserPossessions implements ResourceRules {

  private static final List<String> INTERNAL =
      List.of(
          "cookie_fingerprint", "idle_seconds", "connection", "handle", "secrets", "authorization");

  private final String collection;

  /**
   * Possessions.
   *
   * @param collection where they are kept, and the last word of the place
   */
  UserPossessions(String collection) {
    this.collection = collection;
  }

  @Override
  public String place() {
    return "users/{id}/" + collection;
  }

  /** What logins need to know of them and nobody else: shown to none. */
  static Document withoutInternals(Document possession) {
    Document shown = possession;
    for (String name : INTERNAL) {
      shown = shown.without(name);
    }
    return shown;
  }

  @Override
  public Document shown(Document possession, Work work) {
    return withoutInternals(possession);
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return act == Act.CLEAR || act == Act.DELETE_SINGLE || act == Act.CALL
        ? Optional.of(this::clear)
        : Optional.empty();
  }

  @Override
  public List<Document> all(Work work) {
    return UserRemoval.ownedBy(work.state(), collection, work.owner());
  }

  private Decision<Answer> clear(Work work) {
    for (Document each : all(work)) {
      work.draft().remove(collection, each.string("id", ""));
    }
    return Decision.grant(work.done());
  }
}
