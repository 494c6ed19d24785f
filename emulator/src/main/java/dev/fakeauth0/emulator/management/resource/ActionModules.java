package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Paging;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Modules that actions share: a draft and its published versions (terraform recordings of 2026).
 */
final class ActionModules implements ResourceRules {

  private static final String MODULES = "actions/modules";

  @Override
  public String place() {
    return MODULES;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /actions/modules/{id}/versions",
        work -> work.required(MODULES, work.owner()).map(module -> publish(module, work)),
        "GET /actions/modules/{id}/versions",
        ActionModules::versions,
        "GET /actions/modules/{id}/versions/{versionId}",
        work ->
            work.required(MODULES, work.owner())
                .then(module -> work.required(versionsOf(work.owner()), work.id()))
                .map(version -> Answer.of(200, hidden(version).asMap())),
        "POST /actions/modules/{id}/rollback",
        ActionModules::rollBack);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document module =
        Document.of(
            "id", sent.get("id"),
            "name", sent.get("name"),
            "code", sent.string("code", ""),
            "dependencies", sent.objects("dependencies"),
            "secrets", ActionRules.secrets(List.of(), sent.objects("secrets"), work),
            "created_at", work.timestamp(),
            "updated_at", work.timestamp());
    return Decision.grant(sent.flag("publish", false) ? published(module, work) : module);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.over(before, sent, work).with("changed", true);
    return Decision.grant(
        sent.has("secrets")
            ? after.with(
                "secrets",
                ActionRules.secrets(before.objects("secrets"), sent.objects("secrets"), work))
            : after);
  }

  @Override
  public Optional<Diagnosis> removing(Document module, Work work) {
    return actions(module.string("id", ""), work).isEmpty()
        ? Optional.empty()
        : Optional.of(
            Refusals.conflict(Words.of("This module is used by actions."), "user of the module"));
  }

  @Override
  public Document shown(Document module, Work work) {
    Optional<Document> latest = module.object("latest_version");
    Document shown =
        hidden(module)
            .without("changed")
            .without("latest_version")
            .with("all_changes_published", latest.isPresent() && !module.flag("changed", false))
            .with("actions_using_module_total", actions(module.string("id", ""), work).size());
    return latest.isEmpty()
        ? shown
        : shown.with(
            "latest_version", hidden(latest.get()).without("module_id").without("created_at"));
  }

  @Override
  public boolean zeros() {
    return true;
  }

  /** The modules an action is sent with, named in full; or which of them there is not. */
  static Decision<List<Document>> used(Document action, Work work) {
    List<Document> used = new ArrayList<>();
    for (Document sent : action.objects("modules")) {
      String id = sent.string("module_id", "");
      String version = sent.string("module_version_id", "");
      Optional<Document> module = work.stored(MODULES, id);
      Optional<Document> published = work.stored(versionsOf(id), version);
      if (module.isEmpty() || published.isEmpty()) {
        return Decision.refuse(
            Refusals.badRequest(
                Words.of("The module or module version does not exist."),
                "there is no version " + version + " of a module " + id,
                "publish the module with POST /api/v2/actions/modules/{id}/versions"));
      }
      used.add(
          Document.of(
              "module_id",
              id,
              "module_name",
              module.get().get("name"),
              "module_version_id",
              version,
              "module_version_number",
              published.get().get("version_number")));
    }
    return Decision.grant(used);
  }

  private static Answer publish(Document module, Work work) {
    Document after = published(module, work);
    work.draft().put(MODULES, module.string("id", ""), after);
    return Answer.of(200, hidden(after.object("latest_version").orElseThrow()).asMap());
  }

  private static Document published(Document module, Work work) {
    String id = module.string("id", "");
    long number = work.state().collection(versionsOf(id)).size() + 1L;
    Document version =
        Document.of(
            "id", work.ids().uuid(),
            "module_id", id,
            "version_number", number,
            "code", module.get("code"),
            "secrets", module.get("secrets"),
            "dependencies", module.get("dependencies"),
            "created_at", work.timestamp());
    work.draft().put(versionsOf(id), version.string("id", ""), version);
    return module.without("changed").with("latest_version", version);
  }

  private static Decision<Answer> versions(Work work) {
    return work.required(MODULES, work.owner())
        .then(
            module -> {
              List<Paging.Entry> entries = new ArrayList<>();
              for (Document version : work.all(versionsOf(work.owner()))) {
                entries.add(
                    0,
                    new Paging.Entry(
                        version.string("id", ""),
                        version.string("created_at", ""),
                        hidden(version).asMap()));
              }
              return Paging.answer(work, entries);
            });
  }

  private static Decision<Answer> rollBack(Work work) {
    String version = work.body().string("module_version_id", "");
    return work.required(MODULES, work.owner())
        .then(
            module ->
                work.required(versionsOf(work.owner()), version)
                    .map(
                        earlier -> {
                          Document after = module.with("changed", true);
                          for (String name : List.of("code", "dependencies", "secrets")) {
                            after = after.with(name, earlier.get(name));
                          }
                          work.draft().put(MODULES, work.owner(), after);
                          return work.answer(after);
                        }));
  }

  /** The actions that use a module, as they are listed. */
  static List<Document> actions(String module, Work work) {
    List<Document> users = new ArrayList<>();
    for (Document action : work.all(ActionRules.ACTIONS)) {
      for (Document used : action.objects("modules")) {
        if (used.string("module_id", "").equals(module)) {
          users.add(
              Document.of(
                  "action_id", action.get("id"),
                  "action_name", action.get("name"),
                  "module_version_id", used.get("module_version_id"),
                  "module_version_number", used.get("module_version_number")));
        }
      }
    }
    return users;
  }

  private static String versionsOf(String module) {
    return MODULES + '/' + module + "/versions";
  }

  private static Document hidden(Document withSecrets) {
    List<Document> shown = new ArrayList<>();
    for (Document secret : withSecrets.objects("secrets")) {
      shown.add(secret.without("value"));
    }
    return withSecrets.with("secrets", shown);
  }
}
