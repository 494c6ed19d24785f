package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.PAGE_INPUT_INVALID;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import java.util.List;
import java.util.Optional;

/**
 * A call of a page behind a ticket.
 *
 * @param ticket the ticket
 * @param password the new password; empty if there is none
 * @param again the same once more
 * @param hash the hash of the password
 * @param userId whose ticket it was when the call came in
 * @param address the browser's IP address
 */
record TicketForm(
    String ticket,
    String password,
    String again,
    Optional<String> hash,
    Optional<String> userId,
    String address)
    implements Subject {

  /** Reads a call. Refuses a form that cannot be read for {@code PAGE_INPUT_INVALID}. */
  static Decision<TicketForm> from(Call call) {
    return Parameters.ofQuery(call.request())
        .then(query -> Parameters.of(call.request(), List.of()).map(form -> of(query, form, call)))
        .fold(
            Decision::grant,
            why ->
                Decision.refuse(
                    PAGE_INPUT_INVALID
                        .because("%s", why.because())
                        .fact("code", "custom-error")
                        .fact("message", "The form could not be read.")
                        .remedy("send the form as application/x-www-form-urlencoded")));
  }

  private static TicketForm of(Parameters query, Parameters form, Call call) {
    TenantState state = call.epoch().store().state();
    String ticket =
        query.get("ticket").or(() -> form.get("state")).or(() -> query.get("state")).orElse("");
    return new TicketForm(
        ticket,
        form.get("password-reset").orElse(""),
        form.get("re-enter-password").orElse(""),
        Optional.empty(),
        Tickets.of(ticket, state).flatMap(found -> found.string("user_id")),
        call.request().remote().getHostAddress());
  }

  /** This, with its password hashed. */
  TicketForm hashed(IdSource ids) {
    return password.isEmpty()
        ? this
        : new TicketForm(
            ticket, password, again, Optional.of(PasswordHash.of(password, ids)), userId, address);
  }

  @Override
  public Optional<String> clientId() {
    return Optional.empty();
  }

  @Override
  public Optional<String> user() {
    return userId;
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    if (userId.isEmpty()) {
      return List.of();
    }
    boolean verifies = call.route().path().equals("/u/email-verification");
    if (call.request().method().equals("GET") && !verifies) {
      return List.of();
    }
    String type = verifies ? (decided.refused() ? "fv" : "sv") : decided.refused() ? "fcp" : "scp";
    Document user =
        call.epoch()
            .store()
            .state()
            .users()
            .find(userId.get())
            .map(found -> found.document())
            .orElse(Document.EMPTY);
    return List.of(
        () ->
            Document.of(
                "type",
                type,
                "description",
                decided.fold(granted -> "", call::words),
                "connection",
                UserView.connection(user),
                "connection_id",
                UserConnection.of(call.epoch().store().state(), UserView.connection(user))
                    .map(UserConnection::id)
                    .orElse(""),
                "ip",
                address,
                "user_id",
                userId.get(),
                "user_name",
                user.string("email").or(() -> user.string("username")).orElse("")));
  }

  /** Says nothing of ticket or password: both open the account. */
  @Override
  public String toString() {
    return "TicketForm[" + userId.orElse("") + "]";
  }
}
