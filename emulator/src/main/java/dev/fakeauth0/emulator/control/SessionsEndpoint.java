package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.login.Browser;
import dev.fakeauth0.emulator.authentication.login.BrowserSession;
import dev.fakeauth0.emulator.authentication.login.LoginHint;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /__admin/sessions}: a login without the pages, for browser tests. Answers the session
 * as the Management API shows it, and its cookies, as the browser is to be given them; the answer
 * sets them, too.
 */
final class SessionsEndpoint implements ControlEndpoint {

  private static final List<String> MEMBERS = List.of("user", "client", "methods");

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/sessions");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Body.of(call.request().body(), MEMBERS)
        .then(
            body -> {
              Optional<String> user = body.string("user");
              Optional<String> client = body.string("client");
              Optional<List<String>> methods = body.words("methods");
              return body.then(() -> begun(user, client, methods, call));
            });
  }

  private static Decision<Outcome> begun(
      Optional<String> named,
      Optional<String> clientNamed,
      Optional<List<String>> methods,
      ControlCall call) {
    TenantState state = call.state();
    Optional<Item> user = named.flatMap(name -> LoginHint.user(name, state));
    if (user.isEmpty()) {
      return Decision.refuse(unknown("user", named, emails(state)));
    }
    Optional<Client> client =
        clientNamed.flatMap(
            name -> state.clients().find(name).or(() -> state.clients().findByKey(name)));
    if (clientNamed.isPresent() && client.isEmpty()) {
      return Decision.refuse(
          unknown("client", clientNamed, state.clients().all().stream().map(Client::id).toList()));
    }
    Browser browser = Browser.of(call.request());
    BrowserSession.Given given =
        call.tenant()
            .epoch()
            .store()
            .change(
                draft ->
                    BrowserSession.begin(
                        new Login(
                            user.get().id(),
                            UserView.connection(user.get().document()),
                            call.now(),
                            methods.orElse(List.of("pwd")),
                            Optional.empty()),
                        Optional.empty(),
                        client.map(Client::id),
                        call.request().remote().getHostAddress(),
                        call.request().header("User-Agent").orElse(""),
                        draft,
                        call.now()))
            .result();
    Headers cookies = browser.session(given.cookie(), given.lifetime());
    List<Object> shown = new ArrayList<>();
    for (Browser.Cookie cookie : browser.cookies(given.cookie())) {
      shown.add(
          Document.of(
              "name",
              cookie.name(),
              "value",
              cookie.value(),
              "path",
              "/",
              "http_only",
              true,
              "secure",
              cookie.secure(),
              "same_site",
              cookie.sameSite().orElse(null)));
    }
    return Decision.grant(
        new Outcome.Managed(
            201,
            Optional.of(Document.of("session", given.session().shown(), "cookies", shown).asMap()),
            cookies));
  }

  private static List<String> emails(TenantState state) {
    List<String> emails = new ArrayList<>();
    for (Item user : state.users().all()) {
      if (emails.size() == 20) {
        break;
      }
      emails.add(user.document().string("email").orElse(user.id()));
    }
    return emails;
  }

  private static Diagnosis unknown(String what, Optional<String> named, List<String> known) {
    Diagnosis diagnosis =
        RefusalReason.ADMIN_BAD_REQUEST
            .because(
                named.isEmpty()
                    ? "the body names no %s"
                    : "there is no %s " + Shown.text(named.get()).replace("%", "%%"),
                what)
            .fact("known", known.stream().limit(20).toList());
    List<String> nearest = Nearest.to(named.orElse(""), known);
    return nearest.isEmpty()
        ? diagnosis.remedy(
            "send {\"%s\": ...} with %s",
            what, what.equals("user") ? "an e-mail address or a user_id" : "a client_id or name")
        : diagnosis.remedy("did you mean %s?", nearest.get(0));
  }
}
