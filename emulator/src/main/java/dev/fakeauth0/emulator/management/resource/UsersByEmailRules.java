package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Users of one e-mail address (Management API, "Search Users by Email"): as it is stored, so with
 * its case.
 */
final class UsersByEmailRules implements ResourceRules {

  private final UserRules users;

  UsersByEmailRules(UserRules users) {
    this.users = users;
  }

  @Override
  public String place() {
    return "users-by-email";
  }

  @Override
  public List<Document> all(Work work) {
    String email = work.query().text("email").orElse("");
    List<Document> all = new ArrayList<>();
    for (Item user : work.state().users().allByKey(email.toLowerCase(Locale.ROOT))) {
      Document stored = user.document();
      if (stored.string("email", "").equals(email)) {
        all.add(stored);
      }
    }
    return all;
  }

  @Override
  public Document shown(Document stored, Work work) {
    return users.shown(stored, work);
  }
}
