package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.logout.Initiator;
import dev.fakeauth0.emulator.logout.LogoutNotice;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which applications are told of an operation: those of sessions it took away, and those of a
 * user's sessions where it changed what the user logs in with (Auth0 docs, "OIDC Back-Channel
 * Logout Initiators").
 */
final class EndedSessions {

  private static final String USER = "/api/v2/users/{id}";

  /** What operations on second factors have in their paths. */
  private static final List<String> FACTORS = List.of("/authentication-methods", "/authenticators");

  private EndedSessions() {}

  /** The notices of an operation that was granted. */
  static List<LogoutNotice> of(Work work, TenantState before) {
    TenantState after = work.state();
    // The case of most operations, which pays nothing.
    if (before.collection("sessions").size() == 0) {
      return List.of();
    }
    String issuer = work.request().issuer();
    if (FACTORS.stream().anyMatch(work.operation().path()::contains)) {
      return unenrolled(work, before, issuer);
    }
    boolean changed =
        work.operation().method().equals("PATCH") && work.operation().path().equals(USER);
    Optional<Initiator> initiator =
        changed
            ? before
                .users()
                .find(work.id())
                .map(Item::document)
                .flatMap(user -> initiator(user, after.users().find(work.id())))
            : Optional.empty();
    return initiator.isPresent()
        ? LogoutNotice.ofUser(work.id(), initiator.get(), issuer, after, work.ids(), work.now())
        : LogoutNotice.between(before, after, issuer, work.ids(), work.now());
  }

  /** The notices of users who had a phone for a second factor, and have it no more. */
  private static List<LogoutNotice> unenrolled(Work work, TenantState before, String issuer) {
    Set<String> users = new LinkedHashSet<>();
    for (Resource session : before.collection("sessions").all()) {
      session.document().string("user_id").ifPresent(users::add);
    }
    List<LogoutNotice> notices = new ArrayList<>();
    for (String user : users) {
      if (!phones(user, work.state()).containsAll(phones(user, before))) {
        notices.addAll(
            LogoutNotice.ofUser(
                user,
                Initiator.MFA_PHONE_UNENROLLED,
                issuer,
                work.state(),
                work.ids(),
                work.now()));
      }
    }
    return notices;
  }

  private static Set<String> phones(String userId, TenantState state) {
    Set<String> numbers = new LinkedHashSet<>();
    for (Resource method : state.collection(MfaFactors.collection(userId)).all()) {
      if (method.document().string("type", "").equals("phone")
          && method.document().flag("confirmed", false)) {
        numbers.add(method.document().string("phone_number", ""));
      }
    }
    return numbers;
  }

  private static Optional<Initiator> initiator(Document before, Optional<Item> changed) {
    Document after = changed.map(Item::document).orElse(before);
    if (after.flag("blocked", false) && !before.flag("blocked", false)) {
      return Optional.of(Initiator.ACCOUNT_DEACTIVATED);
    }
    if (!after.string("password_hash").equals(before.string("password_hash"))) {
      return Optional.of(Initiator.PASSWORD_CHANGED);
    }
    return after.string("email").equals(before.string("email"))
        ? Optional.empty()
        : Optional.of(Initiator.EMAIL_IDENTIFIER_CHANGED);
  }
}
