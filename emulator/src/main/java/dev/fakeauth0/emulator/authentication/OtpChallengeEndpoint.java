package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.OTP_CHALLENGE_INVALID;

import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.authentication.grant.OtpSession;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code POST /otp/challenge}: sends a code to a user of a database (Auth0 docs, "Passwordless on
 * Database Connections"). The answer is the same whether or not there is such a user.
 */
public final class OtpChallengeEndpoint implements Endpoint {

  private static final Duration LIFETIME = Duration.ofMinutes(3);

  @Override
  public Route route() {
    return Route.post("/otp/challenge", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(DirectRequest::from)
        .read((request, state) -> request.checked(state, call.tenant().now(state)))
        .decide(
            (request, tenant, now) ->
                request.client(tenant, now).then(client -> decide(client, request, tenant, now)))
        .reply(session -> new Outcome.Content(200, session));
  }

  private static Decision<Document> decide(
      Client client, DirectRequest request, TenantDraft tenant, Instant now) {
    Optional<String> email = request.parameter("email");
    Optional<String> to = email.or(() -> request.parameter("phone_number"));
    if (to.isEmpty()) {
      String words = "Either email or phone_number must be provided";
      return Decision.refuse(
          refused("invalid_request", words).remedy("send email or phone_number"),
          Document.of(
              "validation_errors",
              java.util.List.of(Document.of("field", "email", "message", words))));
    }
    if (!client.grantTypes().contains(GrantType.PASSWORDLESS_OTP.wireName())) {
      return Decision.refuse(GrantPolicies.notAllowed(client, GrantType.PASSWORDLESS_OTP));
    }
    String name = request.parameter("connection").orElse("");
    String way = email.isPresent() ? "email_otp" : "phone_otp";
    Optional<UserConnection> connection =
        UserConnection.of(tenant.state(), name)
            .filter(UserConnection::database)
            .filter(found -> found.enabledFor(client.id()))
            .filter(found -> on(found, way));
    if (connection.isEmpty()) {
      return Decision.refuse(
          refused("invalid_connection", "The connection is not valid")
              .fact("connection", Shown.text(name))
              .fact("method", way)
              .remedy(
                  "send the name of a database that is enabled for the client and whose"
                      + " options.authentication_methods.%s is enabled",
                  way));
    }
    return Decision.grant(sent(connection.get(), client, email.isPresent(), to.get(), tenant, now));
  }

  private static Document sent(
      UserConnection connection,
      Client client,
      boolean byEmail,
      String to,
      TenantDraft tenant,
      Instant now) {
    Optional<Item> user = connection.holder(tenant.state(), byEmail ? "email" : "phone_number", to);
    String session = tenant.ids().objectId();
    String code = tenant.ids().text(IdSource.Kind.TOKEN, "0123456789", 6);
    Instant expiry = now.plus(LIFETIME);
    tenant.keep(
        session,
        new OtpSession(client.id(), connection.name(), user.map(Item::id), code, 0, expiry),
        expiry,
        now);
    if (user.isPresent()) {
      String text = "Your verification code is: " + code;
      Outbox.send(
          (byEmail
                  ? Outbox.Letter.email("passwordless_code", to, "Your verification code", text)
                  : Outbox.Letter.sms("passwordless_code", to, text))
              .withCode(code),
          tenant,
          now);
    }
    return Document.of("auth_session", session);
  }

  private static boolean on(UserConnection connection, String way) {
    return connection
        .settings()
        .object("authentication_methods")
        .flatMap(methods -> methods.object(way))
        .filter(method -> method.flag("enabled", false))
        .isPresent();
  }

  private static Diagnosis refused(String error, String words) {
    return OTP_CHALLENGE_INVALID
        .because("no code can be sent: %s", words)
        .fact("error", error)
        .fact("message", words);
  }
}
