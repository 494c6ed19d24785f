package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which factors are on, who has to use them, and tickets to enroll (go-auth0 and
 * terraform-provider-auth0 recordings). Enrollments are listed with their users, not here.
 */
final class GuardianFactors implements ResourceRules {

  private static final String FACTORS = "guardian/factors";
  private static final String POLICIES = "guardian/policies";

  /** The page behind a ticket. */
  private static final String ENROLLMENT = "mfa/enrollment";

  /** The factors in the order of the list. */
  private static final List<String> NAMES =
      List.of(
          "sms",
          "push-notification",
          "otp",
          "email",
          "duo",
          "webauthn-roaming",
          "webauthn-platform",
          "recovery-code");

  @Override
  public String place() {
    return FACTORS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /guardian/factors",
        work -> Decision.grant(Answer.of(200, factors(work.state()))),
        "PUT /guardian/factors/{name}",
        GuardianFactors::turn,
        "GET /guardian/policies",
        work -> Decision.grant(Answer.of(200, policies(work.state()))),
        "PUT /guardian/policies",
        GuardianFactors::setPolicies,
        "POST /guardian/enrollments/ticket",
        GuardianFactors::ticket,
        "GET /guardian/enrollments/{id}",
        GuardianFactors::unknown,
        "DELETE /guardian/enrollments/{id}",
        GuardianFactors::unknown);
  }

  private static List<Object> factors(TenantState state) {
    Document enabled = state.singleton(FACTORS).orElse(Document.EMPTY);
    List<Object> factors = new ArrayList<>();
    for (String name : NAMES) {
      factors.add(
          Document.of("name", name, "enabled", enabled.flag(name, false), "trial_expired", false)
              .asMap());
    }
    return factors;
  }

  private static Decision<Answer> turn(Work work) {
    boolean enabled = work.body().flag("enabled", false);
    Document factors = work.state().singleton(FACTORS).orElse(Document.EMPTY);
    work.draft().singleton(FACTORS, factors.with(work.id(), enabled));
    return Decision.grant(Answer.of(200, Map.of("enabled", enabled)));
  }

  private static List<String> policies(TenantState state) {
    return state.singleton(POLICIES).orElse(Document.EMPTY).strings("policies");
  }

  private static Decision<Answer> setPolicies(Work work) {
    @Nullable Object sent = work.request().body();
    work.draft().singleton(POLICIES, Document.of("policies", sent));
    return Decision.grant(Answer.of(200, policies(work.state())));
  }

  private static Decision<Answer> unknown(Work work) {
    return Decision.refuse(Work.missing("guardian/enrollments", work.id()));
  }

  private static Decision<Answer> ticket(Work work) {
    String user = work.body().string("user_id", "");
    return work.required(TenantState.USERS, user)
        .map(
            found -> {
              String id = TicketRules.remembered(work, user, ENROLLMENT);
              String url = work.request().issuer() + ENROLLMENT + "?ticket=" + id;
              if (work.body().flag("send_mail", false)) {
                send(url, found, work);
              }
              return Answer.of(200, Document.of("ticket_id", id, "ticket_url", url).asMap());
            });
  }

  /** The message with the link; none where neither the ticket nor the user has an address. */
  private static void send(String url, Document user, Work work) {
    Optional<String> address = work.body().string("email").or(() -> user.string("email"));
    if (address.isPresent()) {
      Outbox.send(
          Outbox.Letter.email(
                  "enrollment_email",
                  address.get(),
                  "Enroll in multi-factor authentication",
                  "Secure your account with a second factor: " + url)
              .withLink(url),
          work.draft(),
          work.now());
    }
  }
}
