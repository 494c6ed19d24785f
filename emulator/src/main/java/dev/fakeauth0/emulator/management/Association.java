package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place that lists what another resource is joined to: {@code users/{id}/roles}. A POST joins the
 * ids of its body, a DELETE parts them, and both are the two sides of one relation: what is joined
 * at {@code roles/{id}/users} is seen at {@code users/{id}/roles}.
 */
public class Association implements ResourceRules {

  private final String place;
  private final String relation;
  private final boolean ownerIsLeft;
  private final String member;
  private final String others;

  /**
   * An association.
   *
   * @param place the place
   * @param relation the relation's name, see {@link dev.fakeauth0.emulator.tenant.Relations}
   * @param ownerIsLeft whether what the path is about stands on the relation's left side
   * @param member the member of bodies that holds the ids
   * @param others the collection of what is joined
   */
  public Association(
      String place, String relation, boolean ownerIsLeft, String member, String others) {
    this.place = place;
    this.relation = relation;
    this.ownerIsLeft = ownerIsLeft;
    this.member = member;
    this.others = others;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Kind listed() {
    return Kinds.of(others);
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case CREATE -> Optional.of(this::join);
      case CLEAR -> Optional.of(this::part);
      default -> Optional.empty();
    };
  }

  @Override
  public List<Document> all(Work work) {
    String owner = side(work);
    var joined = work.state().relation(relation);
    List<Document> all = new ArrayList<>();
    for (String id : ownerIsLeft ? joined.rightsOf(owner) : joined.leftsOf(owner)) {
      work.stored(others, id).ifPresent(all::add);
    }
    return all;
  }

  /** What stands for the path's resource in the relation: its id. */
  protected String side(Work work) {
    return work.owner();
  }

  /** Why these cannot be joined, beside that one of them is not there. */
  protected Optional<dev.fakeauth0.refusal.Diagnosis> refused(List<String> ids, Work work) {
    return Optional.empty();
  }

  private Decision<Answer> join(Work work) {
    // What is joined at once is listed by id, as recorded.
    List<String> ids = work.body().strings(member).stream().sorted().toList();
    for (String id : ids) {
      if (work.stored(others, id).isEmpty()) {
        return Decision.refuse(Work.missing(others, id));
      }
    }
    var refused = refused(ids, work);
    if (refused.isPresent()) {
      return Decision.refuse(refused.get());
    }
    for (String id : ids) {
      String owner = side(work);
      work.draft()
          .join(relation, ownerIsLeft ? owner : id, ownerIsLeft ? id : owner, Document.EMPTY);
    }
    return Decision.grant(work.done());
  }

  private Decision<Answer> part(Work work) {
    for (String id : work.body().strings(member)) {
      String owner = side(work);
      work.draft().part(relation, ownerIsLeft ? owner : id, ownerIsLeft ? id : owner);
    }
    return Decision.grant(work.done());
  }
}
