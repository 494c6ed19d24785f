package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Forms: lists show names and how many flows each one runs (deploy-cli recordings). */
final class FormRules implements ResourceRules {

  @Override
  public String place() {
    return "forms";
  }

  @Override
  public Document shown(Document stored, Work work) {
    Document form = SeededTimes.filled(stored);
    if (!work.request().pathValues().isEmpty() || !work.operation().method().equals("GET")) {
      return form;
    }
    Set<String> flows = new HashSet<>();
    collect(form.asMap(), flows);
    return Document.of(
        "id", form.get("id"),
        "name", form.get("name"),
        "flow_count", flows.size(),
        "created_at", form.get("created_at"),
        "updated_at", form.get("updated_at"));
  }

  private static void collect(@Nullable Object value, Set<String> flows) {
    if (value instanceof Map<?, ?> members) {
      if (members.get("flow_id") instanceof String flow) {
        flows.add(flow);
      }
      members.values().forEach(member -> collect(member, flows));
    } else if (value instanceof List<?> items) {
      items.forEach(item -> collect(item, flows));
    }
  }
}
