package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hooks: names in kebab case, secrets that are named and never shown (go-auth0 recordings). */
final class HookRules implements ResourceRules {

  private static final String NOT_SHOWN = "_VALUE_NOT_SHOWN_";

  @Override
  public String place() {
    return "hooks";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /hooks/{id}/secrets", HookRules::names,
        "POST /hooks/{id}/secrets", HookRules::put,
        "PATCH /hooks/{id}/secrets", HookRules::put,
        "DELETE /hooks/{id}/secrets", HookRules::forget);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(
        sent.with("name", KebabCase.of(sent.string("name", "")))
            .withDefault("dependencies", Document.EMPTY)
            .withDefault("enabled", false));
  }

  @Override
  public Document shown(Document hook, Work work) {
    return hook.withDefault("dependencies", Document.EMPTY).withDefault("enabled", false);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return ResourceRules.super
        .changing(before, sent, work)
        .map(after -> after.with("name", KebabCase.of(after.string("name", ""))));
  }

  private static Decision<Answer> names(Work work) {
    Map<String, Object> names = new LinkedHashMap<>();
    for (String name : secrets(work).asMap().keySet()) {
      names.put(name, NOT_SHOWN);
    }
    return Decision.grant(Answer.of(200, names));
  }

  private static Decision<Answer> put(Work work) {
    Document secrets = secrets(work);
    for (Map.Entry<String, ?> secret : work.body().asMap().entrySet()) {
      secrets = secrets.with(secret.getKey(), secret.getValue());
    }
    work.draft().singleton(work.collection(), secrets);
    return Decision.grant(Answer.of(201, Map.of()));
  }

  private static Decision<Answer> forget(Work work) {
    Document secrets = secrets(work);
    if (work.request().body() instanceof List<?> names) {
      for (Object name : names) {
        secrets = secrets.without(String.valueOf(name));
      }
    }
    work.draft().singleton(work.collection(), secrets);
    return Decision.grant(Answer.empty(204));
  }

  private static Document secrets(Work work) {
    return work.state().singleton(work.collection()).orElse(Document.EMPTY);
  }
}
