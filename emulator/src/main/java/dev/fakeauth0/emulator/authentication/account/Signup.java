package dev.fakeauth0.emulator.authentication.account;

import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_TOO_WEAK;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.USER_EXISTS;

import dev.fakeauth0.emulator.authentication.grant.AddressThrottle;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.NewAccount;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an account for somebody who asks for one themselves, at {@code /dbconnections/signup} or on
 * the sign-up page (Auth0 docs, "Signup").
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#SIGNUP_DISABLED}, {@code
 * SUSPICIOUS_IP}, {@code SIGNUP_INVALID}, {@code PASSWORD_TOO_WEAK} and {@code USER_EXISTS}.
 */
public final class Signup {

  private static final List<String> PROFILE =
      List.of("given_name", "family_name", "name", "nickname", "picture");

  private Signup() {}

  /**
   * Makes the account.
   *
   * @param sent what was sent: identifiers, profile, {@code user_metadata}
   * @param hash the password's hash, made beforehand
   * @return the user as stored
   */
  public static Decision<Document> decide(
      UserConnection connection,
      Document sent,
      Optional<String> password,
      String hash,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    if (connection.signupDisabled() || !connection.database()) {
      return Decision.refuse(disabled(connection));
    }
    AddressThrottle throttle =
        AddressThrottle.of(AddressThrottle.Stage.REGISTRATION, visitor.address(), tenant, now);
    Optional<Diagnosis> throttled = throttle.refusal();
    if (throttled.isPresent()) {
      return Decision.refuse(throttled.get());
    }
    throttle.count();
    Optional<Diagnosis> metadata = metadata(sent);
    if (metadata.isPresent()) {
      return Decision.refuse(metadata.get());
    }
    NewAccount account =
        NewAccount.of(
            members(connection, sent, password, hash, now), tenant.ids().objectId(), connection);
    Optional<NewAccount.Unfit> unfit = account.unfit(tenant.state());
    if (unfit.isPresent()) {
      return Decision.refuse(refused(unfit.get(), connection, tenant.state()));
    }
    Document user = account.user();
    tenant.put(TenantState.USERS, user.string("user_id", ""), user);
    if (user.string("email").isPresent()) {
      AccountTickets.verifyEmail(user, visitor.issuer(), tenant, now);
    }
    return Decision.grant(user);
  }

  private static Document members(
      UserConnection connection,
      Document sent,
      Optional<String> password,
      String hash,
      Instant now) {
    String at = Timestamp.of(now);
    Document user = Document.of("connection", connection.name());
    for (String name : List.of("email", "username", "phone_number")) {
      user = copied(name, sent, user);
    }
    for (String name : PROFILE) {
      user = copied(name, sent, user);
    }
    if (user.string("phone_number").isPresent()) {
      user = user.with("phone_verified", false);
    }
    Optional<Document> metadata = sent.object("user_metadata");
    if (metadata.isPresent()) {
      user = user.with("user_metadata", metadata.get());
    }
    user = user.with("password_hash", hash).with("created_at", at).with("updated_at", at);
    return password.isPresent() ? user.with("password", password.get()) : user;
  }

  private static Document copied(String name, Document from, Document to) {
    Optional<String> value = from.string(name).filter(text -> !text.isEmpty());
    return value.isPresent() ? to.with(name, value.get()) : to;
  }

  private static Diagnosis disabled(UserConnection connection) {
    return SIGNUP_DISABLED
        .because("nobody can sign up in connection %s", connection.name())
        .fact("connection", connection.name())
        .fact("disable_signup", connection.signupDisabled())
        .fact("strategy", connection.strategy())
        .remedy(
            "Dashboard: Authentication > Database > %s > Settings: Disable Sign Ups off",
            connection.name())
        .remedy("seed: options.disable_signup of the database");
  }

  private static Diagnosis refused(
      NewAccount.Unfit problem, UserConnection connection, TenantState state) {
    return switch (problem.obstacle()) {
      case PASSWORD_WEAK ->
          PASSWORD_TOO_WEAK
              .because(
                  "connection %s refuses the password: %s",
                  connection.name(),
                  problem.weakness().map(weakness -> weakness.because()).orElse(""))
              .fact("connection", connection.name())
              .fact(
                  "name",
                  problem
                      .weakness()
                      .map(weakness -> weakness.kind().message())
                      .map(message -> message.substring(0, message.indexOf(':')))
                      .orElse(""))
              .fact(
                  "message",
                  problem
                      .weakness()
                      .map(weakness -> weakness.kind().message())
                      .map(message -> message.substring(message.indexOf(':') + 2))
                      .orElse(""))
              .remedy("send a password that fits the policy that the answer spells out")
              .remedy(
                  "Dashboard: Authentication > Database > %s > Authentication Methods > Password",
                  connection.name());
      case TAKEN -> taken(problem, connection, state);
      default ->
          SIGNUP_INVALID
              .because(
                  problem.obstacle() == NewAccount.Obstacle.USERNAME_NOT_TAKEN
                      ? "users of connection %s have no usernames"
                      : "users of connection %s need " + article(problem.member()),
                  connection.name())
              .fact("connection", connection.name())
              .fact("parameter", problem.member())
              .fact("message", words(problem, connection))
              .remedy(
                  problem.obstacle() == NewAccount.Obstacle.USERNAME_NOT_TAKEN
                      ? "leave username out, or set options.requires_username of the connection"
                      : "send %s",
                  problem.member());
    };
  }

  private static String article(String member) {
    return (member.equals("email") ? "an " : "a ") + member;
  }

  private static String words(NewAccount.Unfit problem, UserConnection connection) {
    if (problem.obstacle() == NewAccount.Obstacle.USERNAME_NOT_TAKEN) {
      return "username is not allowed for " + connection.name() + " connection";
    }
    return problem.member().equals("username")
        ? "missing username for " + connection.name() + " connection with requires_username enabled"
        : problem.member() + " is required";
  }

  private static Diagnosis taken(
      NewAccount.Unfit problem, UserConnection connection, TenantState state) {
    boolean told =
        state
            .settings()
            .object("flags")
            .orElse(Document.EMPTY)
            .flag("enable_public_signup_user_exists_error", false);
    return USER_EXISTS
        .because(
            "connection %s has a user with the %s %s",
            connection.name(), problem.member(), problem.value())
        .fact("connection", connection.name())
        .fact(problem.member(), problem.value())
        .fact("code", told ? "user_exists" : "invalid_signup")
        .fact("message", told ? "The user already exists." : "Invalid sign up")
        .remedy("log in as this user, or sign up with another %s", problem.member())
        .remedy(
            "to be told so by Auth0 itself: tenant flag enable_public_signup_user_exists_error");
  }

  /**
   * At most 10 members, texts, names of 100 and values of 500 characters (Auth0 docs, "Signup").
   */
  private static Optional<Diagnosis> metadata(Document sent) {
    Map<String, @Nullable Object> metadata =
        sent.object("user_metadata").orElse(Document.EMPTY).asMap();
    boolean fits = metadata.size() <= 10;
    for (Map.Entry<String, @Nullable Object> member : metadata.entrySet()) {
      fits &=
          member.getKey().length() <= 100
              && member.getValue() instanceof String text
              && text.length() <= 500;
    }
    return fits
        ? Optional.empty()
        : Optional.of(
            SIGNUP_INVALID
                .because(
                    "user_metadata of a sign-up has at most 10 members, all of them texts; names up"
                        + " to 100 characters, values up to 500")
                .fact("parameter", "user_metadata")
                .fact("message", "user_metadata is invalid")
                .remedy("send fewer, shorter texts; the rest by the Management API"));
  }
}
