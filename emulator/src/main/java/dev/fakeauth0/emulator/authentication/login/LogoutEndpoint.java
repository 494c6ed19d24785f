package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.ConfirmationView;
import dev.fakeauth0.emulator.authentication.page.Frame;
import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Rule;
import dev.fakeauth0.emulator.logout.BackChannel;
import dev.fakeauth0.emulator.logout.ExpiredSessions;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;

/**
 * {@code /v2/logout} (Auth0 docs, "Log Users Out of Auth0"), {@code /oidc/logout} (OpenID Connect
 * RP-Initiated Logout) and the page that asks whether to.
 */
public final class LogoutEndpoint implements Endpoint {

  /** The page that asks. */
  private static final String QUESTION = "/u/logout";

  private final String path;
  private final Rule<LogoutRequest, LoggedOut> rule;
  private final ErrorTelling errors;

  private LogoutEndpoint(String path, Rule<LogoutRequest, LoggedOut> rule, ErrorTelling errors) {
    this.path = path;
    this.rule = rule;
    this.errors = errors;
  }

  /** The three. */
  static List<Endpoint> all(ErrorTelling errors) {
    return List.of(
        new LogoutEndpoint("/v2/logout", Logout::plain, errors),
        new LogoutEndpoint("/oidc/logout", Logout::oidc, errors),
        new LogoutEndpoint(QUESTION, Logout::answered, errors));
  }

  @Override
  public Route route() {
    return Route.page(path, "GET", "POST");
  }

  @Override
  public Reply answer(Call call) {
    ExpiredSessions.tell(Browser.of(call.request()).session(), call);
    return call.parse(LogoutRequest::from)
        .decide(rule)
        .mint(
            (out, keys, tampering) -> {
              BackChannel.tell(out.notices(), keys, call);
              return out;
            })
        .reply(out -> shown(out, call));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return errors.page(call, diagnosis, call.subject().flatMap(Subject::clientId));
  }

  private Outcome shown(LoggedOut out, Call call) {
    Frame frame = Frames.of(call.epoch().store().state());
    if (out.question().isPresent()) {
      String state = out.question().get();
      return path.equals(QUESTION)
          ? PageHeaders.outcome(
              200, Pages.confirmation(frame, ConfirmationView.logout(state, frame.tenantName())))
          : new Outcome.Redirect(QUESTION + "?state=" + state, PageHeaders.PAGE);
    }
    Headers headers =
        path.equals(QUESTION) && out.login().isEmpty()
            ? PageHeaders.PAGE
            : PageHeaders.PAGE.and(Browser.of(call.request()).withoutSession());
    if (out.location().isPresent()) {
      return new Outcome.Redirect(out.location().get(), headers);
    }
    return path.equals("/v2/logout")
        ? new Outcome.Page(200, "OK", headers)
        : PageHeaders.outcome(
            200, Pages.notice(frame, NoticeView.of("Logged out", "You are logged out.")), headers);
  }
}
