package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_TOO_WEAK;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.USER_EXISTS;

import dev.fakeauth0.emulator.authentication.account.Signup;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.password.StrengthReport;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.WireError;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code POST /dbconnections/signup}: a new account in a database (Auth0 docs, "Signup"). */
public final class SignupEndpoint implements Endpoint {

  private static final List<String> SHOWN =
      List.of(
          "email",
          "username",
          "email_verified",
          "phone_number",
          "phone_verified",
          "given_name",
          "family_name",
          "name",
          "nickname",
          "picture",
          "user_metadata");

  /** A password's hash, made before the step that decides. */
  private record Hash(String text) {}

  @Override
  public Route route() {
    return Route.post("/dbconnections/signup", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> DirectRequest.from(call, SignupEndpoint::logged))
        .read(
            (request, state) ->
                Decision.grant(
                    request.with(
                        new Hash(
                            PasswordHash.of(
                                request.parameter("password").orElse(""), call.tenant().ids())))))
        .decide(SignupEndpoint::decide)
        .reply(user -> new Outcome.Content(200, shown(user)));
  }

  private static Decision<Document> decide(DirectRequest request, TenantDraft tenant, Instant now) {
    return DatabaseRequests.client(request, tenant.state())
        .then(
            client ->
                DatabaseRequests.connection(request, client, tenant.state())
                    .then(
                        connection ->
                            Signup.decide(
                                connection,
                                request.body(),
                                request.parameter("password"),
                                request.common().found(Hash.class).map(Hash::text).orElseThrow(),
                                new Visitor(
                                    client,
                                    request.common().sender().address(),
                                    request.common().issuer()),
                                tenant,
                                now)));
  }

  private static Document shown(Document user) {
    Document shown = Document.of("_id", UserView.part(user.string("user_id", "")));
    for (String name : SHOWN) {
      if (user.get(name) != null) {
        shown = shown.with(name, user.get(name));
      }
    }
    return shown;
  }

  private static List<LogFacts> logged(DirectRequest request, Decision<?> decided, Call call) {
    return List.of(
        DatabaseRequests.log(
            decided.refused() ? "fs" : "ss",
            decided.fold(any -> "", call::words),
            decided.fold(
                user -> user instanceof Document made ? made.string("user_id", "") : "", why -> ""),
            request,
            call));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return new Outcome.Told(
        diagnosis,
        Door.TOKEN,
        error -> new Outcome.Content(error.status(), body(diagnosis, error, call)));
  }

  /** The shapes of refused sign-ups (auth0-js, fixtures). */
  private static Document body(Diagnosis diagnosis, WireError error, Call call) {
    RefusalReason reason = diagnosis.reason();
    if (reason == SIGNUP_INVALID) {
      return Document.of("error", error.description());
    }
    if (reason == USER_EXISTS || reason == SIGNUP_DISABLED) {
      return Document.of(
          "name",
          "BadRequestError",
          "code",
          error.error(),
          "description",
          error.description(),
          "statusCode",
          error.status());
    }
    if (reason == PASSWORD_TOO_WEAK) {
      return weak(diagnosis, error, call);
    }
    return Document.of("error", error.error(), "error_description", error.description());
  }

  private static Document weak(Diagnosis diagnosis, WireError error, Call call) {
    String name = String.valueOf(diagnosis.facts().get("name"));
    Document body =
        Document.of("name", name, "message", error.description(), "code", error.error());
    Optional<DirectRequest> request = call.subject().map(DirectRequest.class::cast);
    Optional<UserConnection> connection =
        UserConnection.of(
            call.epoch().store().state(), String.valueOf(diagnosis.facts().get("connection")));
    if (!name.equals("PasswordStrengthError") || connection.isEmpty() || request.isEmpty()) {
      return body.with("description", error.description()).with("statusCode", error.status());
    }
    StrengthReport report =
        StrengthReport.of(
            request.get().parameter("password").orElse(""), connection.get().settings());
    return body.with("description", report.description())
        .with("policy", report.policy())
        .with("statusCode", error.status());
  }
}
