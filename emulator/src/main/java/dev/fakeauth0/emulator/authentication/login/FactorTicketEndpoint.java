package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.MfaAssociation;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page behind a ticket that enrolls a second factor (Management API, "Create a multi-factor
 * authentication enrollment ticket"): who has the link enrolls one for its user, without a login,
 * by the pages that a login has for it. Opening it spends nothing; the factor does, once it works.
 */
final class FactorTicketEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.page("/" + Tickets.ENROLL, "GET");
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> PageForm.from(Optional.empty(), any).map(form -> opened(form, call)))
        .decide(
            (opened, tenant, now) ->
                Tickets.find(opened.ticket(), Tickets.Purpose.ENROLLMENT, tenant.state(), now)
                    .flatMap(ticket -> tenant.state().users().find(ticket.string("user_id", "")))
                    .map(user -> begun(opened, user, tenant, now))
                    .orElseGet(() -> Decision.refuse(ResetPasswordEndpoint.unknown())))
        .reply(outcome -> outcome);
  }

  /**
   * A link that was opened.
   *
   * @param ticket its ticket
   * @param userId whose it was when the call came in
   * @param form the call
   */
  private record Opened(String ticket, Optional<String> userId, PageForm form) implements Subject {

    @Override
    public Optional<String> clientId() {
      return Optional.empty();
    }

    @Override
    public Optional<String> user() {
      return userId;
    }

    /** Not the ticket. */
    @Override
    public String toString() {
      return "Opened[" + userId.orElse("") + "]";
    }
  }

  private static Opened opened(PageForm form, Call call) {
    String ticket = form.text("ticket");
    return new Opened(
        ticket,
        Tickets.of(ticket, call.epoch().store().state()).flatMap(found -> found.string("user_id")),
        form);
  }

  private static Decision<Outcome> begun(
      Opened opened, Item user, TenantDraft tenant, Instant now) {
    Document ticket = Tickets.of(opened.ticket(), tenant.state()).orElseThrow();
    return MfaAssociation.offered(
            user,
            ticket.string("factor"),
            ticket.flag("allow_multiple_enrollments", false),
            tenant.state())
        .map(factors -> begun(opened, user, factors, tenant, now));
  }

  private static Outcome begun(
      Opened opened, Item user, List<String> factors, TenantDraft tenant, Instant now) {
    Browser browser = opened.form().browser();
    Optional<String> newDevice =
        browser.device().isPresent() ? Optional.empty() : Optional.of(tenant.ids().opaque(43));
    Interaction interaction =
        EnrollmentVisit.of(opened.ticket(), browser, tenant.state(), now)
            .orElseGet(
                () ->
                    Interaction.begun(
                            PageState.draw(tenant.ids(), "mfa", ""),
                            request(opened.form()),
                            Browser.fingerprint(newDevice.or(browser::device).orElseThrow()),
                            now)
                        .continuing(
                            new Login(
                                user.id(),
                                UserView.connection(user.document()),
                                now,
                                List.of(),
                                Optional.empty()))
                        .finishing(EnrolledPage.PATH));
    Interactions.keep(interaction, tenant, now);
    new EnrollmentVisit(opened.ticket(), interaction.id(), factors).keep(interaction, tenant, now);
    return new Outcome.Redirect(
        NextStep.of(interaction, tenant.state(), now).location(interaction),
        PageHeaders.PAGE.and(newDevice.map(browser::device).orElse(Headers.NONE)));
  }

  /** Asks for nothing, and has no application that would be answered. */
  private static AuthorizationRequest request(PageForm form) {
    return new AuthorizationRequest(
        "",
        new ResponseType(true, false, false),
        ResponseMode.QUERY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        form.issuer());
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return new ErrorTelling().page(call, diagnosis, Optional.empty());
  }
}
