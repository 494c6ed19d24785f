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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Actions: a draft, versions of it, one of them deployed (recorded by terraform-provider-auth0 and
 * go-auth0). Building takes no time here: what answers a write is {@code pending}, what is read
 * afterwards {@code built}.
 */
final class ActionRules implements ResourceRules {

  static final String ACTIONS = "actions/actions";

  private static final String RUNTIME = "node22";

  /** What a version takes from the draft, in the order of answers. */
  private static final List<String> VERSIONED = List.of("code", "dependencies");

  @Override
  public String place() {
    return ACTIONS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /actions/actions/{id}/deploy",
        work -> work.required(ACTIONS, work.id()).map(action -> deploy(action, work)),
        "GET /actions/actions/{actionId}/versions",
        ActionRules::versions,
        "GET /actions/actions/{actionId}/versions/{id}",
        work -> version(work).map(version -> Answer.of(200, hidden(version).asMap())),
        "POST /actions/actions/{actionId}/versions/{id}/deploy",
        work -> version(work).then(version -> redeploy(version, work)),
        "POST /actions/actions/{id}/test",
        work ->
            work.required(ACTIONS, work.id())
                .map(action -> Answer.of(200, Document.of("payload", Document.EMPTY).asMap())),
        // Nothing here runs actions yet.
        "GET /actions/executions/{id}",
        work -> Decision.refuse(Work.missing("actions/executions", work.id())));
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Decision<List<Document>> modules = ActionModules.used(sent, work);
    return modules.map(
        used -> {
          Document action =
              Document.of(
                  "id", sent.get("id"),
                  "name", sent.get("name"),
                  "supported_triggers", sent.get("supported_triggers"),
                  "created_at", work.timestamp(),
                  "updated_at", work.timestamp(),
                  "code", sent.string("code", ""),
                  "dependencies", sent.objects("dependencies"),
                  "runtime", sent.string("runtime", ActionTriggers.runtime(sent)),
                  "status", "built",
                  "secrets", secrets(List.of(), sent.objects("secrets"), work));
          action = sent.has("modules") ? action.with("modules", used) : action;
          action = action.with("all_changes_deployed", false);
          return sent.flag("deploy", false) ? withVersion(action, action, work) : action;
        });
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return ActionModules.used(sent, work)
        .map(
            used -> {
              Document after = Merge.over(before, sent.without("deploy"), work);
              after =
                  after.with(
                      "secrets",
                      sent.has("secrets")
                          ? secrets(before.objects("secrets"), sent.objects("secrets"), work)
                          : before.objects("secrets"));
              after = sent.has("modules") ? after.with("modules", used) : after;
              after = after.with("updated_at", work.timestamp());
              return sent.flag("deploy", false)
                  ? withVersion(after, after, work)
                  : after.with("all_changes_deployed", false);
            });
  }

  @Override
  public Document shown(Document action, Work work) {
    Document shown =
        SeededTimes.filled(hidden(action))
            .withDefault("dependencies", List.of())
            .withDefault("runtime", RUNTIME)
            .withDefault("status", "built")
            .withDefault("secrets", List.of())
            .withDefault("all_changes_deployed", false);
    Optional<Document> deployed = shown.object("deployed_version");
    if (deployed.isPresent()) {
      // Where the deployed version stands, this does, too; and in front of it.
      shown =
          shown
              .without("deployed_version")
              .without("all_changes_deployed")
              .with("current_version", current(deployed.get()))
              .with("deployed_version", hidden(deployed.get()))
              .with("all_changes_deployed", action.flag("all_changes_deployed", false));
    }
    if (work.operation().method().equals("GET")) {
      return shown;
    }
    return (work.body().flag("deploy", false) ? unbuilt(shown) : shown).with("status", "pending");
  }

  /** An action that is written and deployed at once is answered before it is built. */
  private static Document unbuilt(Document action) {
    Document current = action.object("current_version").orElse(Document.EMPTY);
    Document deployed = action.object("deployed_version").orElse(Document.EMPTY);
    return action
        .with("current_version", current.without("build_time").with("status", "PENDING"))
        .with("deployed_version", deployed.without("built_at").with("status", "pending"));
  }

  @Override
  public boolean listed(Document action, Work work) {
    Optional<String> name = work.query().text("actionName");
    Optional<String> trigger = work.query().text("triggerId");
    Optional<String> deployed = work.query().text("deployed");
    return name.map(action.string("name", "")::equals).orElse(true)
        && (trigger.isEmpty() || supports(action, trigger.get()))
        && (deployed.isEmpty()
            || action.has("deployed_version") == Boolean.parseBoolean(deployed.get()))
        && !work.query().flag("installed", false);
  }

  @Override
  public Optional<Diagnosis> removing(Document action, Work work) {
    if (work.query().flag("force", false) || !ActionTriggers.binds(action.string("id", ""), work)) {
      return Optional.empty();
    }
    return Optional.of(
        Refusals.badRequest(
            new Words(
                "This action is currently bound to a trigger. Unbind it first, or delete it with"
                    + " force.",
                "action_bound"),
            "the action is bound to a trigger",
            "unbind it with PATCH /api/v2/actions/triggers/{triggerId}/bindings, or send"
                + " force=true"));
  }

  @Override
  public void removed(Document action, Work work) {
    ActionTriggers.unbind(action.string("id", ""), work);
  }

  /** Whether an action can be bound to a trigger. */
  static boolean supports(Document action, String trigger) {
    for (Document supported : action.objects("supported_triggers")) {
      if (supported.string("id", "").equals(trigger)) {
        return true;
      }
    }
    return false;
  }

  /** An action as bindings show it. */
  static Document summary(Document action) {
    Document summary = brief(action);
    Optional<Document> deployed = action.object("deployed_version");
    if (deployed.isPresent()) {
      summary =
          summary
              .with("current_version", current(deployed.get()))
              .with("deployed_version", hidden(deployed.get()));
    }
    return summary.with("all_changes_deployed", false);
  }

  private static Answer deploy(Document action, Work work) {
    Document after = withVersion(action, action, work);
    work.draft().put(ACTIONS, action.string("id", ""), after);
    return deployed(after);
  }

  /** An earlier version is deployed as a new one. */
  private static Decision<Answer> redeploy(Document version, Work work) {
    return work.required(ACTIONS, work.owner())
        .map(
            action -> {
              Document after = withVersion(action, version, work);
              work.draft().put(ACTIONS, work.owner(), after);
              return deployed(after);
            });
  }

  /** Recorded: the version that answers a deployment is not deployed yet. */
  private static Answer deployed(Document action) {
    Document version = action.object("deployed_version").orElseThrow();
    return Answer.of(
        200,
        hidden(version)
            .without("built_at")
            .with("deployed", false)
            .with("action", brief(action).with("all_changes_deployed", false))
            .asMap());
  }

  /** An action with a new version of what it, or an earlier version, says; it is deployed. */
  private static Document withVersion(Document action, Document of, Work work) {
    String id = action.string("id", "");
    String versions = ACTIONS + '/' + id + "/versions";
    Document version = Document.EMPTY;
    for (String name : VERSIONED) {
      version = version.with(name, of.get(name));
    }
    version =
        version
            .with("dependencies", resolved(of.objects("dependencies")))
            .with("id", work.ids().uuid())
            .with("deployed", true)
            .with("number", work.state().collection(versions).size() + 1L)
            .with("built_at", work.timestamp())
            .with("secrets", of.objects("secrets"));
    version = of.has("modules") ? version.with("modules", of.get("modules")) : version;
    version =
        version
            .with("status", "built")
            .with("created_at", work.timestamp())
            .with("updated_at", work.timestamp())
            .with("runtime", of.string("runtime", RUNTIME))
            .with("supported_triggers", of.get("supported_triggers"));
    work.draft().put(versions, version.string("id", ""), version);
    return action
        .without("all_changes_deployed")
        .with("dependencies", resolved(action.objects("dependencies")))
        .with("deployed_version", version)
        .with("all_changes_deployed", true);
  }

  private static Decision<Answer> versions(Work work) {
    return work.required(ACTIONS, work.owner())
        .then(
            action -> {
              List<Paging.Entry> entries = new ArrayList<>();
              for (Document version : work.all(ACTIONS + '/' + work.owner() + "/versions")) {
                entries.add(
                    0,
                    new Paging.Entry(
                        version.string("id", ""),
                        version.string("created_at", ""),
                        hidden(full(version, action)).asMap()));
              }
              return Paging.answer(work, entries);
            });
  }

  private static Decision<Document> version(Work work) {
    return work.required(ACTIONS, work.owner())
        .then(
            action ->
                work.required(ACTIONS + '/' + work.owner() + "/versions", work.id())
                    .map(version -> full(version, action)));
  }

  private static Document full(Document version, Document action) {
    Optional<Document> deployed = action.object("deployed_version");
    boolean current =
        deployed.isPresent() && deployed.get().string("id", "").equals(version.string("id", ""));
    return version
        .with("deployed", current)
        .with("action", brief(action).with("all_changes_deployed", false));
  }

  private static Document brief(Document action) {
    return Document.of(
        "id", action.get("id"),
        "name", action.get("name"),
        "supported_triggers", action.get("supported_triggers"),
        "created_at", action.get("created_at"),
        "updated_at", action.get("updated_at"));
  }

  private static Document current(Document version) {
    return Document.of(
        "id", version.get("id"),
        "code", version.get("code"),
        "runtime", version.get("runtime"),
        "status", "BUILT",
        "number", version.get("number"),
        "build_time", version.get("built_at"),
        "created_at", version.get("created_at"),
        "updated_at", version.get("updated_at"));
  }

  /** The same without the values of secrets. */
  private static Document hidden(Document withSecrets) {
    List<Document> shown = new ArrayList<>();
    for (Document secret : withSecrets.objects("secrets")) {
      shown.add(secret.without("value"));
    }
    return withSecrets.has("secrets") ? withSecrets.with("secrets", shown) : withSecrets;
  }

  /** Recorded: what is built does not say where its packages come from. */
  private static List<Document> resolved(List<Document> dependencies) {
    List<Document> resolved = new ArrayList<>();
    for (Document dependency : dependencies) {
      resolved.add(dependency.without("registry_url"));
    }
    return resolved;
  }

  /**
   * The secrets that are named, those that were there first; one without a value keeps what it has.
   */
  static List<Document> secrets(List<Document> before, List<Document> sent, Work work) {
    Map<String, Document> named = new LinkedHashMap<>();
    for (Document secret : sent) {
      named.put(secret.string("name", ""), secret);
    }
    List<Document> secrets = new ArrayList<>();
    for (Document secret : before) {
      Optional<Document> again = Optional.ofNullable(named.remove(secret.string("name", "")));
      if (again.isPresent()) {
        secrets.add(again.get().has("value") ? stamped(again.get(), work) : secret);
      }
    }
    for (Document secret : named.values()) {
      secrets.add(stamped(secret, work));
    }
    return secrets;
  }

  private static Document stamped(Document secret, Work work) {
    return Document.of(
        "name", secret.get("name"),
        "value", secret.get("value"),
        "updated_at", work.timestamp());
  }
}
