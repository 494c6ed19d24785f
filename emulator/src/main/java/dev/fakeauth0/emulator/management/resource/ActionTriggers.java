package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Paging;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The triggers of actions, as recorded in August 2026, and which actions run when one fires. The
 * bindings of a trigger are kept in order in one document: {@code bindings}, each with the action's
 * id.
 */
final class ActionTriggers implements ResourceRules {

  private static final String TRIGGERS = "actions/triggers";

  /** The triggers by id: versions that are current, then those that are not. */
  private static final Map<String, List<String>> VERSIONS = new LinkedHashMap<>();

  static {
    VERSIONS.put("post-login", List.of("v3", "v1", "v2"));
    for (String trigger :
        List.of(
            "credentials-exchange",
            "pre-user-registration",
            "post-user-registration",
            "post-change-password",
            "send-phone-message")) {
      VERSIONS.put(trigger, List.of("v2", "v1"));
    }
    for (String trigger :
        List.of(
            "password-reset-post-challenge",
            "custom-phone-provider",
            "custom-email-provider",
            "custom-token-exchange",
            "event-stream",
            "password-hash-migration",
            "mcp-tool")) {
      VERSIONS.put(trigger, List.of("v1"));
    }
  }

  private static final List<String> ENTITY_BOUND =
      List.of("custom-token-exchange", "event-stream", "password-hash-migration", "mcp-tool");

  @Override
  public String place() {
    return TRIGGERS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /actions/triggers",
        work -> Decision.grant(Answer.of(200, Map.of("triggers", triggers()))),
        "GET /actions/triggers/{triggerId}/bindings",
        work -> Paging.answer(work, entries(work)),
        "PATCH /actions/triggers/{triggerId}/bindings",
        ActionTriggers::bind);
  }

  /** What an action runs on that does not say so: what its trigger's version does. */
  static String runtime(Document action) {
    for (Document trigger : action.objects("supported_triggers")) {
      String id = trigger.string("id", "");
      List<String> versions = VERSIONS.getOrDefault(id, List.of(""));
      return runtime(id, trigger.string("version", versions.get(0)));
    }
    return runtime("", "");
  }

  private static String runtime(String trigger, String version) {
    List<String> versions = VERSIONS.getOrDefault(trigger, List.of());
    if (!versions.contains(version) || versions.get(0).equals(version)) {
      return "node22";
    }
    return trigger.equals("post-login") && version.equals("v2") ? "node16" : "node12";
  }

  /** Whether an action is bound to any trigger. */
  static boolean binds(String action, Work work) {
    for (String trigger : VERSIONS.keySet()) {
      for (Document binding : bindings(trigger, work)) {
        if (binding.string("action", "").equals(action)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes an action away from all triggers. */
  static void unbind(String action, Work work) {
    for (String trigger : VERSIONS.keySet()) {
      List<Document> bindings = bindings(trigger, work);
      List<Document> kept = new ArrayList<>(bindings);
      kept.removeIf(binding -> binding.string("action", "").equals(action));
      if (kept.size() < bindings.size()) {
        store(trigger, kept, work);
      }
    }
  }

  private static Decision<Answer> bind(Work work) {
    String trigger = work.owner();
    List<Document> bindings = new ArrayList<>();
    for (Document sent : work.body().objects("bindings")) {
      Document ref = sent.object("ref").orElse(Document.EMPTY);
      Optional<Document> action = referred(ref, trigger, work);
      if (action.isEmpty()) {
        return Decision.refuse(
            Refusals.badRequest(
                Words.of("The action " + ref.string("value", "") + " does not exist."),
                "there is no such action, or only with another trigger",
                "refer to an action by its id, or by its name for this trigger"));
      }
      if (!action.get().has("deployed_version")) {
        return Decision.refuse(
            Refusals.badRequest(
                Words.of("The action must be deployed before it can be bound."),
                "the action " + action.get().string("name", "") + " has no deployed version",
                "deploy it with POST /api/v2/actions/actions/{id}/deploy"));
      }
      bindings.add(
          Document.of(
              "id", work.ids().uuid(),
              "trigger_id", trigger,
              "action", action.get().get("id"),
              "created_at", work.timestamp(),
              "updated_at", work.timestamp(),
              "display_name", sent.string("display_name", action.get().string("name", ""))));
    }
    store(trigger, bindings, work);
    List<@Nullable Object> shown = new ArrayList<>();
    for (Paging.Entry entry : entries(work)) {
      shown.add(entry.value());
    }
    return Decision.grant(Answer.of(200, Map.of("bindings", shown)));
  }

  private static Optional<Document> referred(Document ref, String trigger, Work work) {
    String value = ref.string("value", "");
    if (!ref.string("type", "").equals("action_name")) {
      return work.stored(ActionRules.ACTIONS, value)
          .filter(action -> ActionRules.supports(action, trigger));
    }
    for (Document action : work.all(ActionRules.ACTIONS)) {
      if (action.string("name", "").equals(value) && ActionRules.supports(action, trigger)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  private static List<Paging.Entry> entries(Work work) {
    List<Paging.Entry> entries = new ArrayList<>();
    for (Document binding : bindings(work.owner(), work)) {
      Optional<Document> action = work.stored(ActionRules.ACTIONS, binding.string("action", ""));
      if (action.isPresent()) {
        entries.add(
            new Paging.Entry(
                binding.string("id", ""),
                binding.string("created_at", ""),
                binding.with("action", ActionRules.summary(action.get())).asMap()));
      }
    }
    return entries;
  }

  private static List<Document> bindings(String trigger, Work work) {
    return work.state()
        .singleton(TRIGGERS + '/' + trigger + "/bindings")
        .orElse(Document.EMPTY)
        .objects("bindings");
  }

  private static void store(String trigger, List<Document> bindings, Work work) {
    work.draft()
        .singleton(TRIGGERS + '/' + trigger + "/bindings", Document.of("bindings", bindings));
  }

  private static List<Object> triggers() {
    List<Object> triggers = new ArrayList<>();
    for (Map.Entry<String, List<String>> trigger : VERSIONS.entrySet()) {
      String current = trigger.getValue().get(0);
      for (String version : trigger.getValue()) {
        triggers.add(trigger(trigger.getKey(), version, version.equals(current)).asMap());
      }
    }
    return triggers;
  }

  private static Document trigger(String id, String version, boolean current) {
    boolean successor = id.equals("post-login") && current;
    boolean former = id.equals("post-login") && version.equals("v2");
    List<String> runtimes =
        former
            ? List.of("node18", "node22")
            : current && !ENTITY_BOUND.contains(id)
                ? List.of("node18-actions", "node22")
                : List.of("node22");
    return Document.of(
        "id",
        id,
        "version",
        version,
        "status",
        current ? "CURRENT" : "DEPRECATED",
        "runtimes",
        runtimes,
        "default_runtime",
        runtime(id, version),
        "binding_policy",
        ENTITY_BOUND.contains(id) ? "entity-bound" : "trigger-bound",
        "compatible_triggers",
        successor ? List.of(Document.of("id", id, "version", "v2")) : List.of());
  }
}
