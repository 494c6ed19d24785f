package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/**
 * The page behind an email-verification ticket (Management API, "Create an Email Verification
 * Ticket"): whoever opens the link has read the message, so the address is verified.
 */
final class EmailVerificationEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.page("/" + Tickets.VERIFY, "GET");
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> TicketForm.from(any))
        .decide(
            (form, tenant, now) ->
                Tickets.find(form.ticket(), Tickets.Purpose.VERIFICATION, tenant.state(), now)
                    .map(ticket -> verified(ticket, tenant, now))
                    .orElseGet(() -> Decision.refuse(ResetPasswordEndpoint.unknown())))
        .reply(outcome -> outcome);
  }

  private static Decision<Outcome> verified(Document ticket, TenantDraft tenant, Instant now) {
    String userId = ticket.string("user_id", "");
    Optional<Item> user = tenant.state().users().find(userId);
    if (user.isEmpty()) {
      return Decision.refuse(ResetPasswordEndpoint.unknown());
    }
    Tickets.spend(ticket, tenant);
    tenant.put(
        TenantState.USERS,
        userId,
        user.get().document().with("email_verified", true).with("updated_at", Timestamp.of(now)));
    String message = "Your email was verified. You can continue using the application.";
    Optional<String> back = ticket.string("result_url").filter(url -> !url.isEmpty());
    return Decision.grant(
        back.isPresent()
            ? new Outcome.Redirect(
                Results.of(back.get(), user.get().document().string("email"), message),
                Headers.NONE)
            : PageHeaders.outcome(
                200,
                Pages.notice(Frames.of(tenant.state()), NoticeView.of("Email verified", message))));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return new ErrorTelling().page(call, diagnosis, Optional.empty());
  }
}
