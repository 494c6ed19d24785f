package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Seed collections whose elements are what the Management API keeps, without names to resolve or
 * relations to make: a table, so that another is one line. Every start asks it: plain code without
 * lambdas.
 */
final class PlainCollections {

  /**
   * One of them.
   *
   * @param key the seed's key, which is the Deploy CLI's
   * @param path the collection's path in the Management API
   * @param idMember the member that holds the id
   * @param prefix what ids begin with
   * @param length how many letters and digits follow
   * @param name the member that tells one from another
   */
  record Plain(String key, String path, String idMember, String prefix, int length, String name) {}

  static final List<Plain> ALL =
      List.of(
          new Plain("customDomains", "custom-domains", "custom_domain_id", "cd_", 16, "domain"),
          new Plain("userAttributeProfiles", "user-attribute-profiles", "id", "uap_", 22, "name"),
          new Plain("connectionProfiles", "connection-profiles", "id", "cop_", 22, "name"),
          new Plain("selfServiceProfiles", "self-service-profiles", "id", "ssp_", 22, "name"),
          new Plain("tokenExchangeProfiles", "token-exchange-profiles", "id", "tep_", 16, "name"));

  private PlainCollections() {}

  /** Whether a key of the seed is one of them. */
  static boolean knows(String key) {
    for (Plain plain : ALL) {
      if (plain.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** Puts a resource in, in the place of the one of its name, whose id it keeps. */
  static void put(TenantDraft draft, Plain plain, Document seeded) {
    Optional<String> kept = KeptIds.of(draft, plain.path(), plain.idMember(), plain.name(), seeded);
    String id =
        kept.isPresent()
            ? kept.get()
            : DerivedIds.prefixed(plain.prefix(), seeded.string(plain.name(), ""), plain.length());
    draft.put(plain.path(), id, seeded.with(plain.idMember(), id));
  }

  /** What a state writes under the key. */
  static List<Document> written(TenantState state, Plain plain, boolean deployCli) {
    List<Document> written = new ArrayList<>();
    for (Resource resource : state.collection(plain.path()).all()) {
      Document document = resource.document();
      if (deployCli) {
        document = document.without(plain.idMember()).without("created_at").without("updated_at");
      }
      written.add(document);
    }
    return written;
  }
}
