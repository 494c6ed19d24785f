package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_BODY;

import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.authentication.grant.PasswordCheck;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page of an application sends to log a user in.
 *
 * @param body the body
 * @param origin the page's origin, as the browser says it
 * @param browser the browser
 * @param address its IP address
 * @param issuer the issuer as the tenant is reached, ending in a slash
 * @param client the client that the body names, as the state had it when the call came in
 * @param check the password, compared with what is stored
 */
record EmbeddedLogin(
    Document body,
    Optional<String> origin,
    Browser browser,
    String address,
    String issuer,
    Optional<Client> client,
    Optional<PasswordCheck> check)
    implements Subject {

  private static final List<String> BY_PASSWORD =
      List.of("client_id", "credential_type", "username", "password", "realm");

  private static final List<String> BY_CODE =
      List.of("client_id", "credential_type", "username", "otp", "realm");

  /** Reads a call. Refuses for {@code MALFORMED_BODY}. */
  static Decision<EmbeddedLogin> from(Call call) {
    Document body;
    try {
      body = Json.readObject(call.request().body());
    } catch (MalformedJson e) {
      return Decision.refuse(
          MALFORMED_BODY
              .because("the body cannot be read as a JSON object")
              .fact("format", "JSON")
              .remedy("send %s as application/json", String.join(", ", BY_PASSWORD)));
    }
    return Decision.grant(
        new EmbeddedLogin(
            body,
            call.request().header("Origin"),
            Browser.of(call.request()),
            call.request().remote().getHostAddress(),
            call.issuer(),
            body.string("client_id").flatMap(call.epoch().store().state()::clientNamed),
            Optional.empty()));
  }

  /** This, with its password compared, which takes its time. */
  EmbeddedLogin compared(TenantState state) {
    Optional<UserConnection> connection =
        text("password").isEmpty()
            ? Optional.empty()
            : UserConnection.ofRealm(state, text("realm")).filter(UserConnection::database);
    return connection.isEmpty()
        ? this
        : new EmbeddedLogin(
            body,
            origin,
            browser,
            address,
            issuer,
            client,
            Optional.of(
                PasswordCheck.of(connection.get(), text("username"), text("password"), state)));
  }

  /** A member of the body; empty where it is not there, or no text. */
  String text(String member) {
    return body.string(member, "");
  }

  /** What the body must have, and no more. */
  List<String> members() {
    return credentialType().filter(type -> type == GrantType.PASSWORDLESS_OTP).isPresent()
        ? BY_CODE
        : BY_PASSWORD;
  }

  /** The kind of credentials, which have the names of grant types. */
  Optional<GrantType> credentialType() {
    return GrantType.of(text("credential_type"))
        .filter(type -> type == GrantType.PASSWORD_REALM || type == GrantType.PASSWORDLESS_OTP);
  }

  @Override
  public Optional<String> clientId() {
    return body.string("client_id");
  }

  @Override
  public Optional<String> user() {
    return body.string("username");
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    clientId().ifPresent(id -> facts.put("client_id", id));
    facts.put("realm", text("realm"));
    return facts;
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    if (client.isEmpty()) {
      return List.of();
    }
    List<LogFacts> records = new ArrayList<>();
    if (decided.refused() && check.isPresent()) {
      records.addAll(
          dev.fakeauth0.emulator.authentication.grant.LoginFacts.of(
              check.get(), new Visitor(client.get(), address, issuer), decided, call));
    }
    records.add(
        new dev.fakeauth0.emulator.authentication.grant.LoginFacts(
            decided.refused() ? "fcoa" : "scoa",
            decided.fold(any -> "", call::words),
            client.get(),
            text("realm"),
            text("username"),
            check.flatMap(PasswordCheck::userId),
            address,
            call.epoch().store().state(),
            call.domain()));
    return records;
  }

  /** Names, never values: one of them is a password. */
  @Override
  public String toString() {
    return "EmbeddedLogin" + body.asMap().keySet();
  }
}
