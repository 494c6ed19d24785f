package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.util.Optional;

/** Ids of seeded resources that need not be derived. */
final class KeptIds {

  private KeptIds() {}

  /**
   * The id that a seeded resource pins, else that of the resource it replaces.
   *
   * @param place the collection
   * @param idMember the member that holds the id
   * @param nameMember the member that tells one from another
   */
  static Optional<String> of(
      TenantDraft draft, String place, String idMember, String nameMember, Document seeded) {
    Optional<String> pinned = seeded.string(idMember);
    if (pinned.isPresent() && !pinned.get().isEmpty()) {
      return pinned;
    }
    String name = seeded.string(nameMember, "");
    for (Resource before : draft.state().collection(place).all()) {
      if (before.document().string(nameMember, "").equals(name)) {
        return Optional.of(before.id());
      }
    }
    return Optional.empty();
  }
}
