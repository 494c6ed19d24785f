package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Links for users to change a password or verify an address with (Management API, "tickets"). Each
 * is remembered with what it is for, until it expires.
 */
final class TicketRules implements ResourceRules {

  static final String TICKETS = "tickets";

  private static final Duration FIVE_DAYS = Duration.ofDays(5);

  @Override
  public String place() {
    return TICKETS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /tickets/password-change", TicketRules::passwordChange,
        "POST /tickets/email-verification", TicketRules::emailVerification);
  }

  private static Decision<Answer> passwordChange(Work work) {
    Document body = work.body();
    // Recorded: with a new password, as it could be sent once, the link is the older page's.
    String page = body.string("new_password").isPresent() ? "lo/reset" : "u/reset-password";
    Optional<String> user = body.string("user_id");
    if (user.isPresent()) {
      return user(work, user.get()).map(id -> ticket(work, id, page));
    }
    Optional<String> connection = body.string("connection_id");
    Optional<String> email = body.string("email");
    if (connection.isEmpty() || email.isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of(
                  "Payload validation error: 'Missing required property: "
                      + (connection.isEmpty() ? "user_id" : "email")
                      + "'."),
              "the body does not say whose password it is about",
              "send user_id, or email and connection_id"));
    }
    Optional<? extends Resource> found =
        work.state().collection("connections").find(connection.get());
    if (found.isEmpty()) {
      return Decision.refuse(Work.missing("connections", connection.get()));
    }
    Optional<Item> holder =
        UserConnection.of(work.state(), found.get().document().string("name", ""))
            .flatMap(named -> named.holder(work.state(), "email", email.get()));
    return holder.isPresent()
        ? Decision.grant(ticket(work, holder.get().id(), page))
        : Decision.refuse(Work.missing(TenantState.USERS, email.get()));
  }

  private static Decision<Answer> emailVerification(Work work) {
    return user(work, work.body().string("user_id", ""))
        .then(
            id -> {
              boolean address =
                  work.stored(TenantState.USERS, id)
                      .flatMap(user -> user.string("email"))
                      .isPresent();
              return address
                  ? Decision.grant(ticket(work, id, "u/email-verification"))
                  : Decision.refuse(
                      Refusals.badRequest(
                          Words.of("The user does not have an email address."),
                          "there is no address to verify",
                          "give the user an email first"));
            });
  }

  private static Decision<String> user(Work work, String id) {
    return work.required(TenantState.USERS, id).map(user -> id);
  }

  private static Answer ticket(Work work, String userId, String page) {
    String link =
        work.request().issuer() + page + "?ticket=" + remembered(work, userId, page) + '#';
    return Answer.of(work.operation().successStatus(), Map.of("ticket", link));
  }

  /** Keeps a ticket with what was asked for and the page that it opens; gives its id. */
  static String remembered(Work work, String userId, String page) {
    String ticket = work.ids().prefixed("", 32);
    Duration life =
        work.body()
            .number("ttl_sec")
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds)
            .orElse(FIVE_DAYS);
    work.draft()
        .put(
            TICKETS,
            ticket,
            work.body()
                .without("new_password")
                .with("id", ticket)
                .with("user_id", userId)
                .with("page", page)
                .with("expires_at", Timestamp.of(work.now().plus(life))));
    return ticket;
  }
}
