package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_LEAKED;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_USER;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_PASSWORD;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.CustomPasswordHash;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.AttackProtection;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A login with a user name and a password, at the token endpoint and on the login page alike. In
 * this order: the address is not throttled, the account is not locked by failed logins, the user is
 * there and the password right, the user is not blocked, the password is not known from a breach.
 * Failures are counted; a success forgets them and is counted with the user.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#SUSPICIOUS_IP}, {@code
 * TOO_MANY_ATTEMPTS}, {@code UNKNOWN_USER}, {@code WRONG_PASSWORD}, {@code USER_BLOCKED} and {@code
 * PASSWORD_LEAKED}.
 */
public final class PasswordLogin {

  /** The fact of a refusal that says: with this failed login the account was locked. */
  static final String LOCKED = "account_locked_now";

  /** The fact of a refusal that says: with this failed login the address was throttled. */
  static final String THROTTLED = "address_throttled_now";

  /** Where somebody looks for a user who is not there: not through a million. */
  private static final int SEARCHED = 1_000;

  private final UserConnection connection;
  private final PasswordCheck check;
  private final Visitor visitor;
  private final TenantDraft tenant;
  private final Instant now;
  private final FailedLogins failures;
  private final AddressThrottle throttle;

  private PasswordLogin(
      UserConnection connection,
      PasswordCheck check,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    this.connection = connection;
    this.check = check;
    this.visitor = visitor;
    this.tenant = tenant;
    this.now = now;
    this.failures = new FailedLogins(connection, check, visitor, tenant, now);
    this.throttle = AddressThrottle.of(AddressThrottle.Stage.LOGIN, visitor.address(), tenant, now);
  }

  /**
   * Decides. What it changes is to be committed also when it refuses.
   *
   * @param connection the connection as it is now
   * @param check what was typed, compared with a snapshot
   */
  public static Decision<Login> decide(
      UserConnection connection,
      PasswordCheck check,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    return new PasswordLogin(connection, check.in(connection, tenant.state()), visitor, tenant, now)
        .decide();
  }

  private Decision<Login> decide() {
    Optional<Diagnosis> locked = throttle.refusal().or(failures::refusal);
    if (locked.isPresent()) {
      return Decision.refuse(locked.get().fact("client_id", visitor.client().id()));
    }
    if (check.userId().isEmpty() || !check.right()) {
      return Decision.refuse(failed(check.userId().isEmpty() ? unknown() : wrong()));
    }
    String userId = check.userId().get();
    Document user =
        tenant.state().users().find(userId).map(Resource::document).orElse(Document.EMPTY);
    if (user.flag("blocked", false)) {
      return Decision.refuse(UserAccess.blocked(userId));
    }
    Optional<Diagnosis> leaked = leaked(user);
    if (leaked.isPresent()) {
      return Decision.refuse(leaked.get());
    }
    failures.forget();
    check.instead().ifPresent(hash -> adopted(userId, hash));
    LoginCount.add(userId, visitor.address(), tenant, now);
    return Decision.grant(
        new Login(userId, connection.name(), now, List.of("pwd"), Optional.empty()));
  }

  /** Keeps the password as this tenant does, where another system's hash was good for one login. */
  private void adopted(String userId, String hash) {
    connection
        .holder(tenant.state(), check.typed())
        .filter(holder -> holder.credentials().has(CustomPasswordHash.MEMBER))
        .ifPresent(
            holder ->
                tenant.put(
                    TenantState.USERS,
                    userId,
                    holder.with(
                        holder
                            .credentials()
                            .without(CustomPasswordHash.MEMBER)
                            .with("password_hash", hash))));
  }

  private Diagnosis failed(Diagnosis diagnosis) {
    Diagnosis counted = diagnosis;
    Optional<Integer> inRow = failures.count();
    if (inRow.isPresent()) {
      counted = counted.fact("failed_in_a_row", inRow.get()).fact("max_attempts", failures.most());
      if (inRow.get() >= failures.most()) {
        counted = counted.fact(LOCKED, true);
      }
    }
    return throttle.count() ? counted.fact(THROTTLED, true) : counted;
  }

  private Diagnosis facts(Diagnosis diagnosis) {
    return diagnosis
        .fact("client_id", visitor.client().id())
        .fact("connection", connection.name())
        .fact("identifier", Shown.text(check.typed()))
        .fact("named_by", connection.takesUsernames() ? "username" : "email")
        .fact("ip", visitor.address());
  }

  private Diagnosis wrong() {
    Diagnosis diagnosis =
        facts(
                check.secret().isPresent()
                    ? WRONG_PASSWORD.because(
                        "the password is not that of user %s", check.userId().orElse(""))
                    : WRONG_PASSWORD.because(
                        "user %s has no password that can be compared", check.userId().orElse("")))
            .fact("user_id", check.userId().orElse(""));
    return diagnosis
        .remedy("send the user's password; a seed's users have the one that the seed gives them")
        .remedy(
            "Management API: PATCH /api/v2/users/%s {\"password\": \"...\"}",
            check.userId().orElse(""));
  }

  private Diagnosis unknown() {
    Diagnosis diagnosis =
        facts(
            UNKNOWN_USER.because(
                "connection %s has no user %s", connection.name(), Shown.text(check.typed())));
    List<String> elsewhere =
        tenant.state().users().allByKey(check.counted()).stream()
            .map(user -> UserView.connection(user.document()))
            .toList();
    if (!elsewhere.isEmpty()) {
      return diagnosis
          .fact("connections_of_that_user", elsewhere)
          .remedy("name the connection the user is in: realm=%s", elsewhere.get(0))
          .remedy("or create the user in connection %s", connection.name());
    }
    if (tenant.state().users().size() <= SEARCHED) {
      List<String> known =
          tenant.state().users().all().stream()
              .map(Item::document)
              .filter(user -> UserView.connection(user).equals(connection.name()))
              .flatMap(user -> user.string("email").stream())
              .toList();
      List<String> nearest = Nearest.to(check.typed(), known);
      if (!nearest.isEmpty()) {
        diagnosis =
            diagnosis
                .fact("nearest", nearest)
                .remedy("send username=%s, if that is the one meant", nearest.get(0));
      }
    }
    return diagnosis
        .remedy("Management API: POST /api/v2/users; seed: users")
        .remedy("Dashboard: User Management > Users > Create User");
  }

  private Optional<Diagnosis> leaked(Document user) {
    Document settings = AttackProtection.BREACHED_PASSWORD_DETECTION.of(tenant.state());
    if (!check.breached() || !settings.flag("enabled", false)) {
      return Optional.empty();
    }
    if (settings.strings("shields").contains("user_notification")) {
      user.string("email")
          .ifPresent(
              email ->
                  Outbox.send(
                      Outbox.Letter.email(
                          "stolen_credentials",
                          email,
                          "Your password may have been stolen",
                          "The password you use was disclosed through a data breach of another"
                              + " application. Please change it."),
                      tenant,
                      now));
    }
    if (!settings.strings("shields").contains("block")) {
      return Optional.empty();
    }
    return Optional.of(
        facts(
                PASSWORD_LEAKED.because(
                    "the password is right, and known from a data breach; the tenant blocks such"
                        + " logins"))
            .fact("user_id", user.string("user_id", ""))
            .fact("shields", settings.strings("shields"))
            .remedy("give the user another password: POST /dbconnections/change_password")
            .remedy(
                "Dashboard: Security > Attack Protection > Breached Password Detection: switch"
                    + " blocking off")
            .remedy(
                "in tests: passwords that count as breached are the most common ones and those of"
                    + " fakeAuth0.breachedPasswords in the seed"));
  }
}
