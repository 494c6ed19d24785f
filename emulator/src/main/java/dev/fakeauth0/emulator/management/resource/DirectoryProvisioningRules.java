package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.Map;
import java.util.Optional;

/**
 * Directory provisioning of a Google Workspace connection (Management API, "Create a directory
 * provisioning configuration"). Nothing is ever fetched: a synchronization is noted and that is
 * all.
 */
final class DirectoryProvisioningRules implements ResourceRules {

  /** The singleton. */
  static final String PLACE = "connections/{id}/directory-provisioning";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /connections/{id}/directory-provisioning/default-mapping",
        work ->
            work.required(ConnectionRules.PLACE, work.owner())
                .map(
                    any ->
                        work.shaped(200, Document.of("mapping", ConnectionDefaults.directory()))),
        "POST /connections/{id}/directory-provisioning/synchronizations",
        DirectoryProvisioningRules::synchronize);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document connection = work.stored(ConnectionRules.PLACE, work.owner()).orElseThrow();
    return Decision.grant(
        Document.of(
            "connection_id",
            work.owner(),
            "connection_name",
            connection.string("name", ""),
            "strategy",
            connection.string("strategy", ""),
            "mapping",
            sent.has("mapping") ? sent.get("mapping") : ConnectionDefaults.directory(),
            "synchronize_automatically",
            sent.flag("synchronize_automatically", false),
            "created_at",
            work.timestamp(),
            "updated_at",
            work.timestamp(),
            "synchronize_groups",
            sent.string("synchronize_groups", "off")));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(Merge.over(before, sent, work).with("updated_at", work.timestamp()));
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.empty();
  }

  /** Where a connection's configuration stands in the state. */
  static String of(String connection) {
    return ConnectionRules.PLACE + '/' + connection + "/directory-provisioning";
  }

  private static Decision<Answer> synchronize(Work work) {
    Optional<Document> known = work.state().singleton(of(work.owner()));
    if (known.isEmpty()) {
      return Decision.refuse(Work.missing(PLACE, work.owner()));
    }
    work.draft()
        .singleton(
            of(work.owner()),
            known
                .get()
                .with("last_synchronization_at", work.timestamp())
                .with("last_synchronization_status", "succeeded"));
    return Decision.grant(
        work.shaped(
            201,
            Document.of(
                "connection_id",
                work.owner(),
                "synchronization_id",
                work.ids().prefixed("dirsync_", 22),
                "status",
                "in_progress")));
  }
}
