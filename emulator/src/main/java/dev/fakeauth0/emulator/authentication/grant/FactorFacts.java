package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log records of second factors, {@code gd_*} (Auth0 docs, "Log Event Type Codes"): asked for,
 * sent, shown or not, enrolled and taken away, at the token endpoint, at the MFA API and on the
 * pages.
 */
public final class FactorFacts {

  /** What the records say; Auth0's titles of the types. */
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("gd_start_auth", "Second factor started"),
          Map.entry("gd_auth_succeed", "MFA Auth success"),
          Map.entry("gd_auth_failed", "MFA Auth failed"),
          Map.entry("gd_auth_rejected", "MFA Auth rejected"),
          Map.entry("gd_otp_rate_limit_exceed", "Too many MFA failures"),
          Map.entry("gd_recovery_succeed", "MFA recovery success"),
          Map.entry("gd_recovery_failed", "Recovery failed"),
          Map.entry(
              "gd_recovery_rate_limit_exceed",
              "Multi-factor recovery code has failed too many times"),
          Map.entry("gd_start_enroll", "MFA Enroll started"),
          Map.entry("gd_start_enroll_failed", "MFA Enrollment Failed"),
          Map.entry("gd_enrollment_complete", "MFA enrollment complete"),
          Map.entry("gd_unenroll", "Unenroll device account"),
          Map.entry("gd_send_sms", "MFA SMS Sent"),
          Map.entry("gd_send_voice", "MFA voice call success"),
          Map.entry("gd_send_email", "MFA Email Sent"),
          Map.entry("gd_send_pn", "Push notification sent"));

  /**
   * Whose factor a request for tokens is about, as it stood when the request came in.
   *
   * @param userId the user
   * @param unconfirmed the authenticators of theirs that never worked, by id
   */
  public record Asked(String userId, List<String> unconfirmed) {

    /** Copies the ids. */
    public Asked {
      unconfirmed = List.copyOf(unconfirmed);
    }

    static Asked of(String userId, TenantState state) {
      return new Asked(
          userId,
          SecondFactors.of(userId, state).stream()
              .filter(each -> !each.active())
              .map(Authenticator::id)
              .toList());
    }

    /** Whether one of them works now. */
    boolean confirmed(TenantState state) {
      return SecondFactors.of(userId, state).stream()
          .anyMatch(each -> each.active() && unconfirmed.contains(each.id()));
    }
  }

  private FactorFacts() {}

  /** A record of a type. */
  public static LogFacts of(String type, String userId, Visitor visitor, Call call) {
    TenantState state = call.epoch().store().state();
    String connection =
        state.users().find(userId).map(Item::document).map(UserView::connection).orElse("");
    return new LoginFacts(
        type,
        TITLES.getOrDefault(type, ""),
        visitor.client(),
        connection,
        userId,
        Optional.of(userId),
        visitor.address(),
        state,
        call.domain());
  }

  /** The records of an exchange of a factor for tokens. */
  public static List<LogFacts> ofGrant(
      Asked asked, Optional<String> grantType, Visitor visitor, Decision<?> decided, Call call) {
    boolean recovery = grantType.equals(Optional.of(GrantType.MFA_RECOVERY_CODE.wireName()));
    List<String> types =
        decided.fold(
            granted ->
                recovery
                    ? List.of("gd_recovery_succeed")
                    : asked.confirmed(call.epoch().store().state())
                        ? List.of("gd_enrollment_complete", "gd_auth_succeed")
                        : List.of("gd_auth_succeed"),
            refusal -> refused(refusal.reason(), recovery).map(List::of).orElse(List.of()));
    List<LogFacts> records = new ArrayList<>();
    types.forEach(type -> records.add(of(type, asked.userId(), visitor, call)));
    return records;
  }

  /** The type of a refusal. */
  private static Optional<String> refused(RefusalReason reason, boolean recovery) {
    return switch (reason) {
      case WRONG_OTP, WRONG_BINDING_CODE -> Optional.of("gd_auth_failed");
      case MFA_REJECTED -> Optional.of("gd_auth_rejected");
      case WRONG_RECOVERY_CODE -> Optional.of("gd_recovery_failed");
      case TOO_MANY_FACTOR_ATTEMPTS -> Optional.of(exceeded(recovery));
      default -> Optional.empty();
    };
  }

  /** The type of a record of too many wrong codes. */
  public static String exceeded(boolean recovery) {
    return recovery ? "gd_recovery_rate_limit_exceed" : "gd_otp_rate_limit_exceed";
  }

  /** The type of a record of what was sent to an authenticator; none of one that is an app. */
  public static Optional<String> sent(String authenticatorId) {
    return switch (UserView.provider(authenticatorId)) {
      case "sms" -> Optional.of("gd_send_sms");
      case "voice" -> Optional.of("gd_send_voice");
      case "email" -> Optional.of("gd_send_email");
      case "push", "guardian" -> Optional.of("gd_send_pn");
      default -> Optional.empty();
    };
  }

  /** The record of what a challenge sent, by its {@code oob_code}. */
  public static Optional<LogFacts> sent(
      Optional<String> oobCode, String userId, Visitor visitor, Call call) {
    TenantState state = call.epoch().store().state();
    return oobCode
        .flatMap(code -> state.expiring().find(OobChallenge.class, code, call.tenant().now(state)))
        .flatMap(challenge -> sent(challenge.authenticatorId()))
        .map(type -> of(type, userId, visitor, call));
  }
}
