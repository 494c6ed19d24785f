package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.WRONG_VERIFICATION_CODE;

import dev.fakeauth0.emulator.authentication.grant.PasswordlessLogin;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
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
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserConnection;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code POST /passwordless/verify}: whether a code is the one that was sent (Auth0.js, {@code
 * passwordlessVerify}). It logs nobody in: Auth0.js goes on to {@link MagicLinkEndpoint} with the
 * same code. No live answer was seen; Auth0.js reads nothing of it but errors.
 */
final class PasswordlessVerifyEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.post("/passwordless/verify", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(DirectRequest::from)
        .decide(PasswordlessVerifyEndpoint::decide)
        .reply(right -> new Outcome.Content(200, right));
  }

  private static Decision<Document> decide(DirectRequest request, TenantDraft tenant, Instant now) {
    Optional<Client> client = request.clientId().flatMap(tenant.state()::clientNamed);
    Optional<UserConnection> connection =
        request
            .parameter("connection")
            .flatMap(name -> UserConnection.of(tenant.state(), name))
            .filter(UserConnection::passwordless);
    if (client.isEmpty() || connection.isEmpty()) {
      return Decision.refuse(
          WRONG_VERIFICATION_CODE
              .because("the request names no client or connection of this tenant")
              .fact("client_id", Shown.text(request.clientId().orElse("")))
              .fact("connection", Shown.text(request.parameter("connection").orElse("")))
              .fact("kind", "email")
              .remedy("send client_id and connection as POST /passwordless/start was sent them"));
    }
    Visitor visitor =
        new Visitor(
            client.get(),
            request.common().sender().address(client.get()),
            request.common().issuer());
    return PasswordlessLogin.right(
            connection.get(),
            request.parameter(PasswordlessLogin.member(connection.get())).orElse(""),
            request.parameter("verification_code").orElse(""),
            visitor,
            tenant,
            now)
        .map(right -> Document.EMPTY);
  }
}
