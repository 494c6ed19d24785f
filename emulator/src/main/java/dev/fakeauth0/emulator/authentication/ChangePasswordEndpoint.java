package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_INVALID;

import dev.fakeauth0.emulator.authentication.account.AccountTickets;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /dbconnections/change_password}: sends a user the link to set a new password (Auth0
 * docs, "Change Password"). The answer is the same whether or not there is such a user.
 */
public final class ChangePasswordEndpoint implements Endpoint {

  private static final byte[] SENT =
      "We've just sent you an email to reset your password.".getBytes(StandardCharsets.UTF_8);

  @Override
  public Route route() {
    return Route.post("/dbconnections/change_password", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> DirectRequest.from(call, ChangePasswordEndpoint::logged))
        .decide(ChangePasswordEndpoint::decide)
        .reply(
            finding -> {
              call.note(finding);
              return new Outcome.File("text/html; charset=utf-8", SENT);
            });
  }

  private static Decision<String> decide(DirectRequest request, TenantDraft tenant, Instant now) {
    for (String name : List.of("connection", "email")) {
      // A database whose users have usernames takes one in the e-mail address's place.
      boolean named = name.equals("email") && request.parameter("username").isPresent();
      if (request.parameter(name).isEmpty() && !named) {
        return Decision.refuse(DatabaseRequests.missing(name));
      }
    }
    Optional<UserConnection> connection =
        request.parameter("connection").flatMap(name -> UserConnection.of(tenant.state(), name));
    if (connection.isEmpty()) {
      return Decision.refuse(
          DatabaseRequests.unknown(request.parameter("connection").orElse(""), tenant.state()));
    }
    String typed = request.user().orElse("");
    Optional<Document> user =
        connection
            .get()
            .holder(tenant.state(), typed)
            .map(UserConnection.Holder::user)
            .filter(found -> found.string("email").isPresent());
    if (user.isEmpty()) {
      return Decision.grant("nothing was sent: the connection has no such user");
    }
    AccountTickets.resetPassword(user.get(), request.common().issuer(), tenant, now);
    return Decision.grant("the link was sent: GET /__admin/messages");
  }

  private static List<LogFacts> logged(DirectRequest request, Decision<?> decided, Call call) {
    return List.of(
        DatabaseRequests.log(
            decided.refused() ? "fcpr" : "scpr",
            decided.fold(any -> "", call::words),
            "",
            request,
            call));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return diagnosis.reason() == SIGNUP_INVALID
        ? new Outcome.Told(
            diagnosis,
            Door.TOKEN,
            error -> new Outcome.Content(error.status(), Document.of("error", error.description())))
        : new Outcome.Refuse(diagnosis, Door.TOKEN);
  }
}
