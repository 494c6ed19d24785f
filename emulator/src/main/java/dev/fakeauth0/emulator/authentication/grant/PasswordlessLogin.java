package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.VERIFICATION_CODE_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.VERIFICATION_CODE_TRIES_EXCEEDED;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_VERIFICATION_CODE;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.NewAccount;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A login with a code that was sent, at the token endpoint, by the link or on a page. Whoever has
 * no account yet is given one. A code is good once, for three minutes and three tries.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#WRONG_VERIFICATION_CODE}, {@code
 * VERIFICATION_CODE_TRIES_EXCEEDED}, {@code VERIFICATION_CODE_EXPIRED}, {@code USER_BLOCKED} and
 * {@code SIGNUP_DISABLED}.
 */
public final class PasswordlessLogin {

  private PasswordlessLogin() {}

  /**
   * Decides. What it changes is to be committed also when it refuses.
   *
   * @param recipient the e-mail address or phone number
   */
  public static Decision<Login> decide(
      UserConnection connection,
      String recipient,
      String code,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    return right(connection, recipient, code, visitor, tenant, now)
        .then(kept -> loggedIn(connection, recipient, kept, visitor, tenant, now))
        .map(
            login -> {
              tenant.drop(
                  PasswordlessCode.class, PasswordlessCode.id(connection.name(), recipient));
              return login;
            });
  }

  /**
   * The code that was sent, if this is the one. It stays good; a wrong one is a try, to be
   * committed.
   *
   * @param recipient the e-mail address or phone number
   */
  public static Decision<PasswordlessCode> right(
      UserConnection connection,
      String recipient,
      String code,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    String id = PasswordlessCode.id(connection.name(), recipient);
    Optional<PasswordlessCode> kept = tenant.kept(PasswordlessCode.class, id, now);
    if (kept.isEmpty()) {
      return Decision.refuse(
          wrong(
              connection,
              recipient,
              visitor,
              "no code was sent to " + Shown.text(recipient) + ", or it was used"));
    }
    if (kept.get().failed() >= PasswordlessCode.TRIES) {
      return Decision.refuse(
          facts(
                  VERIFICATION_CODE_TRIES_EXCEEDED.because(
                      "%d wrong codes were tried for %s",
                      kept.get().failed(), Shown.text(recipient)),
                  connection,
                  recipient,
                  visitor)
              .fact("tries", PasswordlessCode.TRIES)
              .remedy("POST /passwordless/start for a new code"));
    }
    if (!kept.get().expiresAt().isAfter(now)) {
      return Decision.refuse(
          facts(
                  VERIFICATION_CODE_EXPIRED.because(
                      "the code for %s expired at %s",
                      Shown.text(recipient), kept.get().expiresAt()),
                  connection,
                  recipient,
                  visitor)
              .fact("expired_at", kept.get().expiresAt().toString())
              .remedy("POST /passwordless/start for a new code; one is good for 3 minutes")
              .remedy("seed: options.totp.time_step of the connection, in seconds"));
    }
    if (!kept.get().code().equals(code.strip())) {
      PasswordlessCode failed = kept.get().failedOnceMore();
      tenant.keep(id, failed, failed.expiresAt().plus(PasswordlessCode.REMEMBERED), now);
      return Decision.refuse(
          wrong(
                  connection,
                  recipient,
                  visitor,
                  "the code is not the one that was sent to " + Shown.text(recipient))
              .fact("tries_left", PasswordlessCode.TRIES - failed.failed()));
    }
    return Decision.grant(kept.get());
  }

  private static Decision<Login> loggedIn(
      UserConnection connection,
      String recipient,
      PasswordlessCode code,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    String member = member(connection);
    Optional<UserConnection.Holder> known = connection.holder(tenant.state(), recipient);
    if (known.isEmpty() && connection.signupDisabled()) {
      return Decision.refuse(
          SIGNUP_DISABLED
              .because("%s has no account, and nobody can sign up", Shown.text(recipient))
              .fact("connection", connection.name())
              .remedy("switch Disable Sign Ups of the connection off")
              .remedy("seed: options.disable_signup of the connection"));
    }
    Document user =
        known
            .map(UserConnection.Holder::user)
            .orElseGet(() -> made(connection, recipient, code, now));
    String userId = user.string("user_id", "");
    if (user.flag("blocked", false)) {
      return Decision.refuse(UserAccess.blocked(userId));
    }
    String verified = member.equals("email") ? "email_verified" : "phone_verified";
    // What a linked identity is reached by is not the user's own address.
    tenant.put(
        TenantState.USERS,
        userId,
        known
            .filter(holder -> !holder.credentials().equals(user))
            .map(holder -> holder.with(provenIdentity(holder.credentials(), verified)))
            .orElseGet(() -> user.with(verified, true)));
    LoginCount.add(userId, visitor.address(), tenant, now);
    return Decision.grant(
        new Login(userId, connection.name(), now, List.of("otp"), Optional.empty()));
  }

  private static Document provenIdentity(Document identity, String verified) {
    Document profile = identity.object("profileData").orElse(Document.EMPTY);
    return identity.with("profileData", profile.with(verified, true).asMap());
  }

  private static Document made(
      UserConnection connection, String recipient, PasswordlessCode code, Instant now) {
    String at = Timestamp.of(now);
    return NewAccount.of(
            Document.of(
                "connection",
                connection.name(),
                member(connection),
                recipient,
                "created_at",
                at,
                "updated_at",
                at),
            code.userPart(),
            connection)
        .user();
  }

  /** By which member of a user a connection knows its users. */
  public static String member(UserConnection connection) {
    return connection.strategy().equals("sms") ? "phone_number" : "email";
  }

  private static Diagnosis wrong(
      UserConnection connection, String recipient, Visitor visitor, String because) {
    return facts(WRONG_VERIFICATION_CODE.because("%s", because), connection, recipient, visitor)
        .remedy("send the code of the newest message: GET /__admin/messages?to=RECIPIENT")
        .remedy("POST /passwordless/start for a new one");
  }

  private static Diagnosis facts(
      Diagnosis diagnosis, UserConnection connection, String recipient, Visitor visitor) {
    return diagnosis
        .fact("client_id", visitor.client().id())
        .fact("connection", connection.name())
        .fact("recipient", Shown.text(recipient).toLowerCase(Locale.ROOT))
        .fact("kind", member(connection).equals("email") ? "email" : "phone number");
  }
}
