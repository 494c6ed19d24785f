package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log records of a login (Auth0 docs, "Log Event Type Codes"): {@code s} for one that
 * succeeded, {@code fp}, {@code fu} or {@code f} for one that failed, {@code limit_wc} and {@code
 * limit_mu} where it locked the account or throttled the address or met such a lock, {@code
 * pwd_leak} for a password known from a breach, {@code mfar} where a second factor is asked for.
 *
 * @param type the record's type
 * @param description what refused, in Auth0's words
 * @param client the application
 * @param connection the connection's name
 * @param user what was typed in place of the user
 * @param userId the user_id
 * @param address the IP address
 * @param state the state it was decided in
 * @param hostname the tenant's domain as it was reached
 */
public record LoginFacts(
    String type,
    String description,
    Client client,
    String connection,
    String user,
    Optional<String> userId,
    String address,
    TenantState state,
    String hostname)
    implements LogFacts {

  /**
   * The records of a login with a password.
   *
   * @param decided what it came to; further steps may have refused what the login granted
   */
  public static List<LogFacts> of(
      PasswordCheck check, Visitor visitor, Decision<?> decided, Call call) {
    return decided.fold(
        granted -> List.of(record("s", "", check, visitor, call)),
        refusal -> refused(check, visitor, refusal, call));
  }

  private static List<LogFacts> refused(
      PasswordCheck check, Visitor visitor, Diagnosis refusal, Call call) {
    String words = call.words(refusal);
    List<LogFacts> records = new ArrayList<>();
    String type =
        switch (refusal.reason()) {
          case WRONG_PASSWORD -> "fp";
          case UNKNOWN_USER -> "fu";
          case USER_BLOCKED -> "f";
          case TOO_MANY_ATTEMPTS -> "limit_wc";
          case SUSPICIOUS_IP -> "limit_mu";
          case PASSWORD_LEAKED -> "pwd_leak";
          case MFA_REQUIRED -> "mfar";
          default -> "";
        };
    if (!type.isEmpty()) {
      records.add(record(type, words, check, visitor, call));
    }
    if (refusal.facts().containsKey(PasswordLogin.LOCKED)) {
      records.add(record("limit_wc", words, check, visitor, call));
    }
    if (refusal.facts().containsKey(PasswordLogin.THROTTLED)) {
      records.add(record("limit_mu", words, check, visitor, call));
    }
    return records;
  }

  private static LoginFacts record(
      String type, String description, PasswordCheck check, Visitor visitor, Call call) {
    return new LoginFacts(
        type,
        description,
        visitor.client(),
        check.connection(),
        check.typed(),
        check.userId(),
        visitor.address(),
        call.epoch().store().state(),
        call.domain());
  }

  @Override
  public Document members() {
    Optional<UserConnection> known = UserConnection.of(state, connection);
    String name =
        userId
            .flatMap(state.users()::find)
            .map(Resource::document)
            .flatMap(stored -> stored.string("email").or(() -> stored.string("username")))
            .orElse(user);
    return Document.of(
        "type",
        type,
        "description",
        description,
        "connection",
        connection,
        "connection_id",
        known.map(UserConnection::id).orElse(""),
        "client_id",
        client.id(),
        "client_name",
        client.name(),
        "ip",
        address,
        "hostname",
        hostname,
        "user_id",
        userId.orElse(""),
        "user_name",
        name,
        "strategy",
        known.map(UserConnection::strategy).orElse(""),
        "strategy_type",
        known.filter(UserConnection::database).isPresent()
            ? "database"
            : known.filter(UserConnection::passwordless).isPresent() ? "passwordless" : "");
  }
}
