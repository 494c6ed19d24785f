package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.FactorFacts;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the pages leave in the log of second factors: told by how the login stood when the call came
 * in and how it stands now, whichever page it was; and that a factor is asked for in a session that
 * goes on.
 */
final class FactorLog {

  private FactorLog() {}

  /** The records of a call of a page. */
  static List<LogFacts> of(PageForm form, Decision<?> decided, Call call) {
    TenantState state = call.epoch().store().state();
    Instant now = call.tenant().now(state);
    Optional<Interaction> after =
        form.interaction()
            .flatMap(before -> state.expiring().find(Interaction.class, before.id(), now));
    Optional<Login> login = after.flatMap(Interaction::login);
    if (login.isEmpty() || form.interaction().orElseThrow().secondFactor()) {
      return List.of();
    }
    FactorState factor =
        state.expiring().find(FactorState.class, after.get().id(), now).orElse(FactorState.NONE);
    String userId = login.get().userId();
    Visitor visitor = new Visitor(form.client().orElseThrow(), form.address(), form.issuer());
    List<LogFacts> records = new ArrayList<>();
    List<String> types =
        decided.fold(
            granted -> granted(form, after.get(), factor, granted),
            refusal -> refused(form, refusal).map(List::of).orElse(List.of()));
    types.forEach(type -> records.add(FactorFacts.of(type, userId, visitor, call)));
    if (!factor.oobCode().equals(form.factor().oobCode())) {
      FactorFacts.sent(factor.oobCode(), userId, visitor, call).ifPresent(records::add);
    }
    return records;
  }

  /** The record of a request that needs a second factor of whoever is logged in already. */
  static List<LogFacts> started(Turn turn, Caller caller, Call call) {
    Optional<Client> client =
        call.epoch().store().state().clients().find(turn.interaction().request().clientId());
    if (!turn.page().equals(Optional.of(NextStep.MFA))
        || turn.login().isEmpty()
        || client.isEmpty()) {
      return List.of();
    }
    Visitor visitor = new Visitor(client.get(), caller.ip(), call.issuer());
    return List.of(FactorFacts.of("gd_start_auth", turn.login().get().userId(), visitor, call));
  }

  private static List<String> granted(
      PageForm form, Interaction after, FactorState factor, Object outcome) {
    boolean recovery = form.page().equals(Optional.of(FactorPages.RECOVERY));
    boolean shown =
        (after.secondFactor() && !form.factor().shown())
            || (factor.shown() && !form.factor().shown());
    if (after.enrolls()) {
      return shown
          ? List.of("gd_enrollment_complete")
          : factor.begunSince(form.factor()) ? List.of("gd_start_enroll") : List.of();
    }
    if (shown && recovery) {
      return List.of("gd_recovery_succeed");
    }
    if (shown) {
      // A recovery code that waits to be seen came with a factor that was enrolled.
      return form.factor().recoveryCode().isPresent()
          ? List.of("gd_enrollment_complete", "gd_auth_succeed")
          : List.of("gd_auth_succeed");
    }
    boolean enrolls = factor.recoveryCode().isPresent() && form.factor().recoveryCode().isEmpty();
    if (enrolls) {
      return List.of("gd_start_enroll");
    }
    boolean elsewhere = form.page().filter(FactorPages.class::isInstance).isEmpty();
    return elsewhere
            && outcome instanceof Onward.Sent sent
            && sent.location().startsWith(NextStep.MFA.path())
        ? List.of("gd_start_auth")
        : List.of();
  }

  private static Optional<String> refused(PageForm form, Diagnosis refusal) {
    if (form.page().filter(FactorPages.class::isInstance).isEmpty()) {
      return Optional.empty();
    }
    boolean recovery = form.page().equals(Optional.of(FactorPages.RECOVERY));
    return switch (String.valueOf(refusal.facts().get("code"))) {
      case "invalid-code" -> Optional.of(recovery ? "gd_recovery_failed" : "gd_auth_failed");
      case "too-many-failures" -> Optional.of(FactorFacts.exceeded(recovery));
      case "transaction-rejected" -> Optional.of("gd_auth_rejected");
      default -> Optional.empty();
    };
  }
}
