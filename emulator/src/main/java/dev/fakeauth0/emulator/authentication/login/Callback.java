package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.FormPostView;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.authentication.page.WebMessageView;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.WireError;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an authorization request is answered, and how (RFC 6749 section 4.1.2; OAuth 2.0 Multiple
 * Response Type Encoding Practices; OAuth 2.0 Form Post Response Mode).
 *
 * @param redirectUri the callback, known to be the client's
 * @param mode how the answer gets there
 * @param state the client's {@code state}
 * @param issuer who answers, where the tenant says so with each answer (RFC 9207 section 2)
 */
record Callback(
    String redirectUri, ResponseMode mode, Optional<String> state, Optional<String> issuer) {

  /** The tenant's setting, and what its metadata then says (RFC 9207 section 3). */
  private static final String SAYS_ISSUER = "authorization_response_iss_parameter_supported";

  /**
   * The callback of a request that may not be whole; none where it names none, or one that is not
   * the client's: nothing may be sent there then (RFC 9700 section 4.11).
   */
  static Optional<Callback> of(SentAuthorization sent, TenantState state) {
    Optional<Client> client = sent.clientId().flatMap(state::clientNamed);
    Optional<String> uri = sent.get("redirect_uri");
    if (client.isEmpty()
        || uri.isEmpty()
        || guarded(client.get())
        || !RedirectUris.allowed(uri.get(), client.get(), sent.get("organization"), state)) {
      return Optional.empty();
    }
    boolean frontChannel =
        sent.get("response_type")
            .flatMap(ResponseType::of)
            .filter(ResponseType::frontChannel)
            .isPresent();
    ResponseMode mode =
        sent.get("response_mode")
            .flatMap(ResponseMode::of)
            .orElse(frontChannel ? ResponseMode.FRAGMENT : ResponseMode.QUERY);
    if (mode == ResponseMode.WEB_MESSAGE && !WebOrigins.allowed(uri.get(), client.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Callback(uri.get(), mode, sent.get("state"), issuer(sent.issuer(), state)));
  }

  /** Where a request that was checked and granted is answered. */
  static Callback granted(AuthorizationRequest request, TenantState state) {
    return new Callback(
        request.redirectUri().orElseThrow(),
        request.responseMode(),
        request.state(),
        issuer(request.issuer(), state));
  }

  private static Optional<String> issuer(String issuer, TenantState state) {
    return state.settings().flag(SAYS_ISSUER, false) ? Optional.of(issuer) : Optional.empty();
  }

  /** Where a request that was checked is told of an error. */
  static Optional<Callback> of(AuthorizationRequest request, TenantState state) {
    return state.clients().find(request.clientId()).filter(Callback::guarded).isPresent()
        ? Optional.empty()
        : request
            .redirectUri()
            .map(
                uri ->
                    new Callback(
                        uri,
                        request.responseMode(),
                        request.state(),
                        issuer(request.issuer(), state)));
  }

  /** Whether a client's errors are never sent to its callback (third-party applications). */
  private static boolean guarded(Client client) {
    return client.document().string("redirection_policy", "").equals("open_redirect_protection");
  }

  /** Tells an error there; a page of {@code form_post} and {@code web_message} is a success. */
  Outcome error(WireError error, Headers headers) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", error.error());
    if (!error.description().isEmpty()) {
      answer.put("error_description", error.description());
    }
    if (!error.errorUri().isEmpty()) {
      answer.put("error_uri", error.errorUri());
    }
    return answer(answer, headers);
  }

  /** Answers there; the client's {@code state} comes last, unless it is there already. */
  Outcome answer(Map<String, String> members, Headers headers) {
    Map<String, String> answer = new LinkedHashMap<>(members);
    state.ifPresent(sent -> answer.putIfAbsent("state", sent));
    issuer.ifPresent(own -> answer.put("iss", own));
    return switch (mode) {
      case QUERY -> new Outcome.Redirect(withQuery(redirectUri, answer), notKept(headers));
      case FRAGMENT ->
          new Outcome.Redirect(withoutFragment() + "#" + encoded(answer), notKept(headers));
      case FORM_POST ->
          PageHeaders.outcome(
              200,
              Pages.formPost(FormPostView.FRAME, new FormPostView(redirectUri, answer)),
              notKept(headers));
      case WEB_MESSAGE ->
          PageHeaders.outcome(
              200,
              Pages.webMessage(
                  new WebMessageView(
                      UrlPattern.origin(redirectUri).orElse("null"), message(answer))),
              notKept(headers));
    };
  }

  /** The message of {@code web_message}, as Auth0's libraries wait for it. */
  private static String message(Map<String, String> answer) {
    Map<String, Object> response = new LinkedHashMap<>(answer);
    Optional.ofNullable(answer.get("expires_in"))
        .ifPresent(seconds -> response.put("expires_in", Long.valueOf(seconds)));
    return Json.text(Document.of("type", "authorization_response", "response", response).asMap());
  }

  /** An address with parameters added to its query. */
  static String withQuery(String address, Map<String, String> parameters) {
    int hash = address.indexOf('#');
    String before = hash < 0 ? address : address.substring(0, hash);
    String fragment = hash < 0 ? "" : address.substring(hash);
    return parameters.isEmpty()
        ? address
        : before + (before.indexOf('?') < 0 ? '?' : '&') + encoded(parameters) + fragment;
  }

  private String withoutFragment() {
    int hash = redirectUri.indexOf('#');
    return hash < 0 ? redirectUri : redirectUri.substring(0, hash);
  }

  private static String encoded(Map<String, String> parameters) {
    StringBuilder encoded = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      encoded
          .append(encoded.isEmpty() ? "" : "&")
          .append(parameter.getKey())
          .append('=')
          // A blank as a plus is for forms; some fragment parsers leave it alone.
          .append(
              URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return encoded.toString();
  }

  /** Answers hold codes and tokens (RFC 9700 sections 4.2 and 4.3). */
  private static Headers notKept(Headers headers) {
    return Headers.of("Cache-Control", "no-store", "Referrer-Policy", "no-referrer").and(headers);
  }
}
