package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;
import java.util.Optional;

/** Says that a second factor was enrolled by a ticket. Its words and its path are ours. */
final class EnrolledPage implements LoginPage {

  static final String PATH = "/" + Tickets.ENROLL + "/success";

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next == NextStep.DONE && interaction.enrolls();
  }

  /** Leads back to the ticket whoever enrolled nothing by it: it was used elsewhere meanwhile. */
  @Override
  public Optional<String> arrive(
      Interaction interaction, PageForm form, TenantDraft tenant, Instant now) {
    return interaction.secondFactor()
        ? Optional.empty()
        : Optional.of(
            EnrollmentVisit.of(interaction, tenant.state(), now)
                .map(visit -> "/" + Tickets.ENROLL + "?ticket=" + visit.ticket())
                .orElse("/" + Tickets.ENROLL));
  }

  @Override
  public Page show(Sight sight) {
    return Pages.notice(
        sight.frame(),
        NoticeView.of(
            "You're all set!",
            "Your account asks for the new factor from now on when you log in."));
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    return Decision.grant(Onward.to(PATH, interaction));
  }
}
