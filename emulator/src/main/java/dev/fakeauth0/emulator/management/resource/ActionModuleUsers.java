package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;

/** Which actions use a module. */
final class ActionModuleUsers implements ResourceRules {

  @Override
  public String place() {
    return "actions/modules/{id}/actions";
  }

  @Override
  public List<Document> all(Work work) {
    return ActionModules.actions(work.owner(), work);
  }
}
