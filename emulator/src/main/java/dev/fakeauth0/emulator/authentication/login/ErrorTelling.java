package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.ErrorView;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.WireError;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How refusals in the browser leave (RFC 6749 section 4.1.2.1; Auth0 docs, "Error Pages",
 * "Customize Error Pages", "Configure Default Login Routes"): to the client where its callback is
 * known to be its own, else by a page, or by the redirect that stands in a page's place.
 */
public final class ErrorTelling {

  /** What is about the callback itself, or comes before anything is read: never sent there. */
  private static final Set<RefusalReason> PAGES_ONLY =
      EnumSet.of(
          RefusalReason.CALLBACK_NOT_ALLOWED,
          RefusalReason.CALLBACK_MISSING,
          RefusalReason.WEB_ORIGIN_NOT_ALLOWED,
          RefusalReason.CLIENT_ID_MISSING,
          RefusalReason.UNKNOWN_CLIENT,
          RefusalReason.MALFORMED_BODY,
          RefusalReason.PARAMETER_REPEATED,
          RefusalReason.BODY_TOO_LARGE,
          RefusalReason.RATE_LIMITED,
          RefusalReason.INTERNAL_ERROR,
          RefusalReason.INTERACTION_UNKNOWN,
          RefusalReason.INTERACTION_OF_ANOTHER_BROWSER,
          RefusalReason.LOGOUT_URL_NOT_ALLOWED,
          RefusalReason.LOGOUT_HINT_INVALID);

  /**
   * Tells a refusal.
   *
   * @param callback where the client would be answered, if that is known
   * @param clientId the client, if one was named
   */
  Outcome tell(
      Call call, Diagnosis diagnosis, Optional<Callback> callback, Optional<String> clientId) {
    return tell(call, diagnosis, callback, clientId, Headers.NONE);
  }

  /** Tells a refusal, with cookies. */
  Outcome tell(
      Call call,
      Diagnosis diagnosis,
      Optional<Callback> callback,
      Optional<String> clientId,
      Headers cookies) {
    if (callback.isPresent() && !PAGES_ONLY.contains(diagnosis.reason())) {
      return new Outcome.Told(
          diagnosis, Door.CALLBACK, error -> callback.get().error(error, cookies));
    }
    return new Outcome.Told(
        diagnosis, Door.PAGE, error -> page(call, diagnosis, error, clientId, cookies));
  }

  /** Tells a refusal by a page. */
  public Outcome page(Call call, Diagnosis diagnosis, Optional<String> clientId) {
    return new Outcome.Told(diagnosis, Door.PAGE, error -> page(call, diagnosis, error, clientId));
  }

  /** The page of a refusal, or the redirect in its place. */
  Outcome page(Call call, Diagnosis diagnosis, WireError error, Optional<String> clientId) {
    return page(call, diagnosis, error, clientId, Headers.NONE);
  }

  private static Outcome page(
      Call call, Diagnosis diagnosis, WireError error, Optional<String> clientId, Headers cookies) {
    TenantState state = call.epoch().store().state();
    Optional<String> elsewhere = elsewhere(diagnosis, error, clientId, state, call);
    if (elsewhere.isPresent()) {
      return new Outcome.Redirect(elsewhere.get(), PageHeaders.PAGE.and(cookies));
    }
    ErrorView view =
        diagnosis.reason() == RefusalReason.CALLBACK_NOT_ALLOWED
            ? ErrorView.callbackMismatch(
                error.error(),
                error.description(),
                call.id(),
                diagnosis.because(),
                diagnosis.remedies())
            : ErrorView.general(
                error.error(),
                error.description(),
                call.id(),
                diagnosis.because(),
                diagnosis.remedies());
    return PageHeaders.outcome(
        error.status(), Pages.error(Frames.of(state), view), PageHeaders.PAGE.and(cookies));
  }

  /** Where the tenant sends browsers in the place of an error page. */
  private static Optional<String> elsewhere(
      Diagnosis diagnosis,
      WireError error,
      Optional<String> clientId,
      TenantState state,
      Call call) {
    Document settings = state.settings();
    Map<String, String> told = new LinkedHashMap<>();
    if (diagnosis.reason() == RefusalReason.INTERACTION_UNKNOWN) {
      // A bookmarked login page: the login begins anew where the application begins it.
      Optional<String> initiates =
          clientId
              .flatMap(state.clients()::find)
              .flatMap(client -> client.document().string("initiate_login_uri"))
              .filter(uri -> !uri.isEmpty());
      if (initiates.isPresent()) {
        return initiates;
      }
    }
    boolean routed =
        diagnosis.reason() == RefusalReason.INTERACTION_UNKNOWN
            || diagnosis.reason() == RefusalReason.RESPONSE_TYPE_MISSING;
    Optional<String> fallback =
        settings.string("default_redirection_uri").filter(uri -> routed && !uri.isEmpty());
    if (fallback.isPresent()) {
      told.put("error", error.error());
      told.put("error_description", error.description());
      return Optional.of(Callback.withQuery(fallback.get(), told));
    }
    Optional<String> custom = settings.object("error_page").flatMap(page -> page.string("url"));
    if (custom.filter(url -> !url.isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    clientId.ifPresent(id -> told.put("client_id", id));
    told.put("lang", "en");
    told.put("error", error.error());
    told.put("error_description", error.description());
    told.put("tracking", call.id());
    return custom.map(url -> Callback.withQuery(url, told));
  }
}
