package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.CREDENTIAL_TYPE_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_ORIGIN_BODY_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_ORIGIN_LOGIN_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.ORIGIN_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;

import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.PasswordCheck;
import dev.fakeauth0.emulator.authentication.grant.PasswordGrantPolicy;
import dev.fakeauth0.emulator.authentication.grant.PasswordLogin;
import dev.fakeauth0.emulator.authentication.grant.PasswordlessLogin;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /co/authenticate}: a login from a form on the application's own page (Auth0 docs,
 * "Cross-Origin Authentication"). What is granted is a ticket that the page brings to {@code
 * /authorize} as {@code login_ticket}; the login is the one of the login page in all else. In this
 * order: the body is whole, the client is known, its pages may be at this origin, it may log users
 * in from there, the kind of credentials is known, the connection exists and is the client's, the
 * user logs in.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#CROSS_ORIGIN_BODY_INVALID}, {@code
 * UNKNOWN_CLIENT}, {@code ORIGIN_NOT_ALLOWED}, {@code CROSS_ORIGIN_LOGIN_DISABLED}, {@code
 * CREDENTIAL_TYPE_UNKNOWN}, {@code UNKNOWN_REALM}, {@code CONNECTION_DISABLED}, and for what {@link
 * PasswordLogin} and {@link PasswordlessLogin} refuse.
 */
final class EmbeddedLoginEndpoint implements Endpoint {

  /** What a login comes to: a ticket, and a device cookie for a browser that has none. */
  private record Ticket(Document body, Optional<String> device) {}

  @Override
  public Route route() {
    return Route.post("/co/authenticate", Door.CROSS_ORIGIN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(EmbeddedLogin::from)
        .read((request, state) -> Decision.grant(request.compared(state)))
        .decide(EmbeddedLoginEndpoint::decide)
        .reply(
            ticket ->
                new Outcome.Content(
                    200,
                    ticket.body(),
                    ticket.device().map(Browser.of(call.request())::device).orElse(Headers.NONE)));
  }

  private static Decision<Ticket> decide(EmbeddedLogin request, TenantDraft tenant, Instant now) {
    return client(request, tenant)
        .then(
            client ->
                connection(request, client, tenant)
                    .then(connection -> login(request, client, connection, tenant, now))
                    .map(login -> ticket(request, client, login, tenant, now)));
  }

  private static Decision<Client> client(EmbeddedLogin request, TenantDraft tenant) {
    List<String> members = request.members();
    if (!members.containsAll(request.body().asMap().keySet())
        || members.stream().anyMatch(member -> request.text(member).isEmpty())) {
      return Decision.refuse(
          CROSS_ORIGIN_BODY_INVALID
              .because("the body has not all and only of the members it needs, as texts")
              .fact("members", String.join(", ", members))
              .fact("sent", List.copyOf(request.body().asMap().keySet()))
              .remedy("send JSON with %s, and no more", String.join(", ", members)));
    }
    String id = request.text("client_id");
    Optional<Client> client = tenant.state().clientNamed(id);
    if (client.isEmpty()) {
      return Decision.refuse(
          UNKNOWN_CLIENT
              .because("no client has this client_id")
              .fact("client_id", Shown.text(id))
              .remedy(
                  "Dashboard: the client id is at Applications > Applications > (name) >"
                      + " Settings"));
    }
    return allowed(request, client.get());
  }

  private static Decision<Client> allowed(EmbeddedLogin request, Client client) {
    Optional<String> origin = request.origin();
    if (origin.filter(sent -> WebOrigins.loggingIn(sent, client)).isEmpty()) {
      return Decision.refuse(
          ORIGIN_NOT_ALLOWED
              .because(
                  origin.isPresent()
                      ? "the page's origin is not one of the origins of client " + client.id()
                      : "the call has no Origin: browsers send one, and nothing else may call")
              .fact("client_id", client.id())
              .fact("origin", Shown.text(origin.orElse("undefined")))
              .fact("web_origins", client.document().strings("web_origins"))
              .fact("allowed_origins", client.document().strings("allowed_origins"))
              .remedy(
                  "Dashboard: Applications > Applications > %s > Settings > Allowed Web Origins,"
                      + " and Allowed Origins (CORS)",
                  client.name())
              .remedy("seed: web_origins of the client"));
    }
    if (!client.document().flag("cross_origin_authentication", false)) {
      return Decision.refuse(
          CROSS_ORIGIN_LOGIN_DISABLED
              .because("client %s may not log users in from its own pages", client.id())
              .fact("client_id", client.id())
              .remedy(
                  "Dashboard: Applications > Applications > %s > Settings > Cross-Origin"
                      + " Authentication",
                  client.name())
              .remedy("seed: cross_origin_authentication: true of the client")
              .remedy("or send users to the login page: /authorize"));
    }
    return Decision.grant(client);
  }

  private static Decision<UserConnection> connection(
      EmbeddedLogin request, Client client, TenantDraft tenant) {
    Optional<GrantType> type = request.credentialType();
    if (type.isEmpty()) {
      return Decision.refuse(
          CREDENTIAL_TYPE_UNKNOWN
              .because(
                  "there is no credential_type \"%s\"", Shown.text(request.text("credential_type")))
              .fact("credential_type", Shown.text(request.text("credential_type")))
              .remedy("send credential_type=%s", GrantType.PASSWORD_REALM.wireName())
              .remedy(
                  "or, with a code in otp, credential_type=%s",
                  GrantType.PASSWORDLESS_OTP.wireName()));
    }
    boolean code = type.get() == GrantType.PASSWORDLESS_OTP;
    Optional<UserConnection> found =
        UserConnection.ofRealm(tenant.state(), request.text("realm"))
            .filter(known -> code == known.passwordless());
    if (found.isEmpty()) {
      return Decision.refuse(
          PasswordGrantPolicy.unknownRealm(request.text("realm"), tenant.state()));
    }
    return found.get().enabledFor(client.id())
        ? Decision.grant(found.get())
        : Decision.refuse(PasswordGrantPolicy.disabled(found.get(), client));
  }

  private static Decision<Login> login(
      EmbeddedLogin request,
      Client client,
      UserConnection connection,
      TenantDraft tenant,
      Instant now) {
    Visitor visitor = new Visitor(client, request.address(), request.issuer());
    String username = request.text("username");
    if (connection.passwordless()) {
      return PasswordlessLogin.decide(
          connection, username, request.text("otp"), visitor, tenant, now);
    }
    PasswordCheck check =
        request
            .check()
            .filter(made -> made.connection().equals(connection.name()))
            .orElseGet(
                () ->
                    PasswordCheck.of(
                        connection, username, request.text("password"), tenant.state()));
    return PasswordLogin.decide(connection, check, visitor, tenant, now);
  }

  private static Ticket ticket(
      EmbeddedLogin request, Client client, Login login, TenantDraft tenant, Instant now) {
    Optional<String> device =
        request.browser().device().isPresent()
            ? Optional.empty()
            : Optional.of(tenant.ids().opaque(43));
    String browser = device.or(() -> request.browser().device()).orElseThrow();
    return new Ticket(
        Document.of(
            "login_ticket",
            LoginTicket.issue(client.id(), Browser.fingerprint(browser), login, tenant, now),
            "co_verifier",
            tenant.ids().opaque(32),
            "co_id",
            tenant.ids().opaque(12)),
        device);
  }
}
