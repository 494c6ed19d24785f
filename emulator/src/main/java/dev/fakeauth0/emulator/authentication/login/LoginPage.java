package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a login: what it shows, and what its form does. What the form decides is one commit;
 * a wrong input is a refusal, after which the page is shown again.
 */
interface LoginPage {

  /** Its path. */
  String path();

  /** Whether it may be seen by a login that {@code next} is due for. */
  boolean open(Interaction interaction, NextStep next);

  /**
   * What its being opened does, one commit; gives the path of another page that is to be seen
   * instead. Happens to no form.
   */
  default Optional<String> arrive(
      Interaction interaction, PageForm form, TenantDraft tenant, Instant now) {
    return Optional.empty();
  }

  /** The page. */
  Page show(Sight sight);

  /** Does what takes long: compares a password with a snapshot, or hashes one. */
  default PageForm prove(PageForm form, TenantState snapshot, IdSource ids) {
    return form;
  }

  /** Takes the form. What it changes is committed also when it refuses. */
  Decision<Onward> take(PageForm form, Interaction interaction, TenantDraft tenant, Instant now);

  /** What the form leaves in the tenant's log. */
  default List<LogFacts> logged(PageForm form, Decision<?> decided, Call call) {
    return List.of();
  }
}
