package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Log records about one user, newest first (Management API, "Get user's log events"). */
final class UserLogRules implements ResourceRules {

  @Override
  public String place() {
    return "users/{id}/logs";
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>(UserRemoval.ownedBy(work.state(), "logs", work.owner()));
    if (!work.query().text("sort").orElse("date:-1").endsWith(":1")) {
      Collections.reverse(all);
    }
    return all;
  }

  @Override
  public boolean linked() {
    return true;
  }
}
