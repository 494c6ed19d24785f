package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.WRONG_VERIFICATION_CODE;

import dev.fakeauth0.emulator.authentication.grant.PasswordlessLogin;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.authentication.login.Browser;
import dev.fakeauth0.emulator.authentication.login.BrowserSession;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /passwordless/verify_redirect}: where the link of a passwordless login leads (Auth0
 * docs, "Passwordless Authentication with Magic Link"), and where Auth0.js goes with a code that
 * somebody typed, of a text message too. It logs the browser in and goes on to {@code /authorize}
 * with what the application asked for, so all that holds there holds here; a link that is wrong,
 * used or too old tells the application so.
 */
public final class MagicLinkEndpoint implements Endpoint {

  private static final List<String> OWN =
      List.of("verification_code", "connection", "email", "phone_number", "client_id");

  private record Request(
      Map<String, String> parameters,
      Browser browser,
      String address,
      String userAgent,
      String issuer)
      implements Subject {

    Optional<String> parameter(String name) {
      return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
    }

    @Override
    public Optional<String> clientId() {
      return parameter("client_id");
    }

    /** Whom the code was sent to. */
    @Override
    public Optional<String> user() {
      return parameter("email").or(() -> parameter("phone_number"));
    }
  }

  @Override
  public Route route() {
    return new Route(
        List.of("GET"), "/passwordless/verify_redirect", Surface.AUTHENTICATION, Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    Request request = read(call);
    return call.parse(any -> Decision.grant(request))
        .decide(MagicLinkEndpoint::decide)
        .reply(
            given ->
                new Outcome.Redirect(
                    onwards(request, call.epoch().store().state()),
                    request.browser().session(given.cookie(), given.lifetime())));
  }

  private static Decision<BrowserSession.Given> decide(
      Request request, TenantDraft tenant, Instant now) {
    Optional<Client> client = request.clientId().flatMap(id -> tenant.state().clients().find(id));
    Optional<UserConnection> connection =
        request
            .parameter("connection")
            .flatMap(name -> UserConnection.of(tenant.state(), name))
            .filter(UserConnection::passwordless);
    if (client.isEmpty() || connection.isEmpty()) {
      return Decision.refuse(
          WRONG_VERIFICATION_CODE
              .because("the link names no client or connection of this tenant")
              .fact("client_id", Shown.text(request.clientId().orElse("")))
              .fact("connection", Shown.text(request.parameter("connection").orElse("")))
              .remedy("follow the link as the message has it: GET /__admin/messages"));
    }
    return PasswordlessLogin.decide(
            connection.get(),
            request.user().orElse(""),
            request.parameter("verification_code").orElse(""),
            new Visitor(client.get(), request.address(), request.issuer()),
            tenant,
            now)
        .map(
            login ->
                BrowserSession.begin(
                    login,
                    BrowserSession.of(request.browser().session(), tenant.state(), now),
                    request.clientId(),
                    request.address(),
                    request.userAgent(),
                    tenant,
                    now));
  }

  /** The authorization request that the application's parameters make. */
  private static String onwards(Request request, TenantState state) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", request.clientId().orElse(""));
    parameters.put("response_type", request.parameter("response_type").orElse("code"));
    parameters.put(
        "redirect_uri",
        request.parameter("redirect_uri").or(() -> firstCallback(request, state)).orElse(""));
    for (Map.Entry<String, String> each : request.parameters().entrySet()) {
      if (!OWN.contains(each.getKey())) {
        parameters.putIfAbsent(each.getKey(), each.getValue());
      }
    }
    return request.issuer() + "authorize" + query(parameters);
  }

  private static Optional<String> firstCallback(Request request, TenantState state) {
    return callbacks(request, state).stream().findFirst();
  }

  private static List<String> callbacks(Request request, TenantState state) {
    return request
        .clientId()
        .flatMap(state.clients()::find)
        .map(client -> client.document().strings("callbacks"))
        .orElse(List.of());
  }

  /** To the application, if the callback is its own: else an error where the browser is. */
  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    Optional<Request> request =
        call.subject().filter(Request.class::isInstance).map(Request.class::cast);
    TenantState state = call.epoch().store().state();
    Optional<String> callback =
        request.flatMap(
            sent ->
                sent.parameter("redirect_uri")
                    .filter(callbacks(sent, state)::contains)
                    .or(() -> firstCallback(sent, state)));
    if (callback.isEmpty()) {
      return new Outcome.Refuse(diagnosis, Door.TOKEN);
    }
    return new Outcome.Told(
        diagnosis,
        Door.TOKEN,
        error -> {
          Map<String, String> parameters = new LinkedHashMap<>();
          parameters.put("error", "unauthorized");
          parameters.put("error_description", error.description());
          request
              .flatMap(sent -> sent.parameter("state"))
              .ifPresent(value -> parameters.put("state", value));
          String query = query(parameters);
          return new Outcome.Redirect(
              callback.get() + (callback.get().indexOf('?') < 0 ? query : '&' + query.substring(1)),
              Headers.NONE);
        });
  }

  private static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private static Request read(Call call) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : call.request().query().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Request(
        parameters,
        Browser.of(call.request()),
        call.request().remote().getHostAddress(),
        call.request().header("User-Agent").orElse(""),
        call.issuer());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // Not percent-encoded after all: compared as it is, and found wrong.
    }
  }
}
