package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The groups of a directory that a connection synchronizes (Management API, "Replace the
 * synchronized groups"), listed by id: PUT replaces them, POST adds, DELETE takes away.
 */
final class SynchronizedGroupsRules implements ResourceRules {

  private static final String PATH = "/connections/{id}/directory-provisioning/synchronized-groups";

  @Override
  public String place() {
    return PATH.substring(1);
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "PUT " + PATH,
        work -> {
          work.draft().removeUnder(DirectoryProvisioningRules.of(work.owner()));
          return change(work, SynchronizedGroupsRules::put);
        },
        "POST " + PATH,
        work -> change(work, SynchronizedGroupsRules::put),
        "DELETE " + PATH,
        work ->
            change(
                work,
                (all, group) -> all.draft().remove(all.collection(), group.string("id", ""))));
  }

  @Override
  public List<Document> all(Work work) {
    Map<String, Document> byId = new TreeMap<>();
    for (Document group : work.all(work.collection())) {
      byId.put(group.string("id", ""), group);
    }
    return List.copyOf(byId.values());
  }

  /** {@code q} asks by name, with a wildcard at the end perhaps: {@code name:Eng*}. */
  @Override
  public boolean listed(Document group, Work work) {
    Optional<String> q = work.query().text("q");
    if (q.isEmpty() || !q.get().startsWith("name:")) {
      return true;
    }
    String wanted = q.get().substring("name:".length()).replace("\"", "");
    String name = group.string("name", "");
    return wanted.endsWith("*")
        ? name.startsWith(wanted.substring(0, wanted.length() - 1))
        : name.equals(wanted);
  }

  private static void put(Work work, Document group) {
    work.draft().put(work.collection(), group.string("id", ""), group);
  }

  private static Decision<Answer> change(Work work, BiConsumer<Work, Document> one) {
    if (work.state().singleton(DirectoryProvisioningRules.of(work.owner())).isEmpty()) {
      return Decision.refuse(Work.missing(DirectoryProvisioningRules.PLACE, work.owner()));
    }
    for (Document group : work.body().objects("groups")) {
      one.accept(work, group);
    }
    return Decision.grant(Answer.empty(204));
  }
}
