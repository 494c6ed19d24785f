package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.emulator.pipeline.Door.PAGE;
import static dev.fakeauth0.refusal.RefusalReason.TICKET_UNKNOWN;

import dev.fakeauth0.emulator.authentication.page.FieldError;
import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.authentication.page.ResetPasswordView;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.logout.BackChannel;
import dev.fakeauth0.emulator.logout.Initiator;
import dev.fakeauth0.emulator.logout.LogoutNotice;
import dev.fakeauth0.emulator.password.CustomPasswordHash;
import dev.fakeauth0.emulator.password.PasswordWeakness;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.WireError;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.LoginBlocks;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The page behind a password-change ticket (Management API, "Create a Password Change Ticket";
 * Auth0 docs, "Change Users' Passwords"): who has the link chooses a new password, once.
 */
final class ResetPasswordEndpoint implements Endpoint {

  private final Route route;

  private ResetPasswordEndpoint(Route route) {
    this.route = route;
  }

  static Endpoint showing(String path) {
    return new ResetPasswordEndpoint(Route.page(path, "GET", "HEAD"));
  }

  static Endpoint taking(String path) {
    return new ResetPasswordEndpoint(Route.page(path, "POST"));
  }

  @Override
  public Route route() {
    return route;
  }

  @Override
  public Reply answer(Call call) {
    return call.request().method().equals("POST") ? take(call) : show(call);
  }

  private static Reply show(Call call) {
    return call.parse(any -> TicketForm.from(any))
        .consult(
            (form, tenant, now) ->
                ticket(form, tenant.state(), now)
                    .map(ticket -> page(form, ticket, Optional.empty(), tenant.state())))
        .reply(page -> PageHeaders.outcome(200, page));
  }

  private static Reply take(Call call) {
    return call.parse(any -> TicketForm.from(any))
        .read((form, snapshot) -> Decision.grant(form.hashed(call.tenant().ids())))
        .decide(
            (form, tenant, now) ->
                ticket(form, tenant.state(), now)
                    .then(
                        ticket ->
                            changed(form, ticket, tenant, now)
                                .map(outcome -> told(outcome, ticket, tenant, now, call))))
        .mint(
            (changed, keys, tampering) -> {
              BackChannel.tell(changed.notices(), keys, call);
              return changed;
            })
        .reply(Changed::outcome);
  }

  /** What the browser sees, and which applications are told. */
  private record Changed(Outcome outcome, List<LogoutNotice> notices) {}

  private static Changed told(
      Outcome outcome, Document ticket, TenantDraft tenant, Instant now, Call call) {
    return new Changed(
        outcome,
        LogoutNotice.ofUser(
            ticket.string("user_id", ""),
            Initiator.PASSWORD_CHANGED,
            call.issuer(),
            tenant.state(),
            tenant.ids(),
            now));
  }

  private static Decision<Document> ticket(TicketForm form, TenantState state, Instant now) {
    return Tickets.find(form.ticket(), Tickets.Purpose.PASSWORD, state, now)
        .filter(found -> state.users().find(found.string("user_id", "")).isPresent())
        .map(Decision::grant)
        .orElseGet(() -> Decision.refuse(unknown()));
  }

  /** Says that a link leads nowhere any more. */
  static Diagnosis unknown() {
    return TICKET_UNKNOWN
        .because("the ticket is unknown, expired, or was used already")
        .remedy("ask for another link: each is good once, for five days unless ttl_sec says else")
        .remedy("after a reset of the tenant, tickets made before it are gone");
  }

  private static Page page(
      TicketForm form, Document ticket, Optional<FieldError> error, TenantState state) {
    Document user = user(ticket, state);
    return Pages.resetPassword(
        Frames.of(state),
        new ResetPasswordView(
            form.ticket(),
            user.string("email")
                .or(() -> user.string("username"))
                .orElse(user.string("user_id", "")),
            UserConnection.of(state, UserView.connection(user))
                .map(connection -> PasswordRule.of(connection.settings()))
                .orElse(""),
            error));
  }

  private static Document user(Document ticket, TenantState state) {
    return state
        .users()
        .find(ticket.string("user_id", ""))
        .map(Item::document)
        .orElse(Document.EMPTY);
  }

  private static Decision<Outcome> changed(
      TicketForm form, Document ticket, TenantDraft tenant, Instant now) {
    Optional<Diagnosis> unfit = unfit(form, user(ticket, tenant.state()), tenant.state());
    if (unfit.isPresent()) {
      return Decision.refuse(unfit.get());
    }
    Document user = user(ticket, tenant.state());
    boolean verified =
        user.flag("email_verified", false) || ticket.flag("mark_email_as_verified", false);
    Document changed =
        user.without("password")
            .without(CustomPasswordHash.MEMBER)
            .with("password_hash", form.hash().orElseThrow())
            .with("last_password_reset", Timestamp.of(now))
            .with("updated_at", Timestamp.of(now));
    tenant.put(
        TenantState.USERS,
        user.string("user_id", ""),
        user.has("email") ? changed.with("email_verified", verified) : changed);
    Tickets.spend(ticket, tenant);
    LoginBlocks.lift(user, UserView.connection(user), tenant);
    Optional<String> back = ticket.string("result_url").filter(url -> !url.isEmpty());
    return Decision.grant(
        back.isPresent()
            ? new Outcome.Redirect(
                Results.of(
                    back.get(),
                    ticket.flag("includeEmailInRedirect", false)
                        ? user.string("email")
                        : Optional.empty(),
                    "You can now login to the application with the new password."),
                Headers.NONE)
            : PageHeaders.outcome(
                200,
                Pages.notice(
                    Frames.of(tenant.state()),
                    NoticeView.of(
                        "Password changed!", "Your password has been changed successfully."))));
  }

  private static Optional<Diagnosis> unfit(TicketForm form, Document user, TenantState state) {
    Optional<UserConnection> connection = UserConnection.of(state, UserView.connection(user));
    String password = form.password();
    if (password.isEmpty()) {
      return Optional.of(
          FieldErrors.refusal(
              "password-reset",
              "no-password",
              "New password is required",
              "the form has no password",
              "fill in password-reset and re-enter-password"));
    }
    if (!password.equals(form.again())) {
      return Optional.of(
          FieldErrors.refusal(
              "re-enter-password",
              "password-mismatch",
              "Passwords don't match",
              "the two passwords differ",
              "type the same password twice"));
    }
    List<String> earlier = new ArrayList<>();
    user.string("password_hash").ifPresent(earlier::add);
    earlier.addAll(user.strings("password_history"));
    Optional<PasswordWeakness> weakness =
        connection.flatMap(
            found -> found.passwordPolicy().weakness(password, UserView.of(user), earlier));
    return weakness.map(
        found ->
            FieldErrors.refusal(
                "password-reset",
                PasswordRule.code(found),
                PasswordRule.message(found),
                "the connection "
                    + UserView.connection(user)
                    + " refuses the password: "
                    + found.because(),
                "choose a password that fits"));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return new Outcome.Told(diagnosis, PAGE, error -> told(call, diagnosis, error));
  }

  private static Outcome told(Call call, Diagnosis diagnosis, WireError error) {
    TenantState state = call.epoch().store().state();
    Optional<TicketForm> form = call.subject().map(TicketForm.class::cast);
    Optional<Document> ticket =
        form.flatMap(
            sent ->
                Tickets.find(
                    sent.ticket(), Tickets.Purpose.PASSWORD, state, call.tenant().now(state)));
    Optional<FieldError> field = FieldErrors.of(diagnosis, error);
    return ticket.isPresent() && field.isPresent()
        ? PageHeaders.outcome(error.status(), page(form.orElseThrow(), ticket.get(), field, state))
        : new ErrorTelling().page(call, diagnosis, error, Optional.empty());
  }
}
