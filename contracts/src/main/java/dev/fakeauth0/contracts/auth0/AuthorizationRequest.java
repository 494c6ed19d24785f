package dev.fakeauth0.contracts.auth0;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.auth0.Browser.Stop;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request at {@code /authorize} for a code (RFC 6749 section 4.1; RFC 7636), and how a user takes
 * it to its end. Further parameters may be set before it is sent, or taken away by an empty value.
 */
final class AuthorizationRequest {

  /** What proves that the code is asked for by who asked for the login (RFC 7636 section 4.1). */
  static final String VERIFIER = "fa0-contract-verifier-0123456789-0123456789-0123456789";

  /** What has to come back. */
  static final String STATE = "fa0-contract-state";

  private final Tenant tenant;
  private final Application client;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** A request for a code, without PKCE and without audience. */
  AuthorizationRequest(Tenant tenant, Application client) {
    this.tenant = tenant;
    this.client = client;
    parameters.put("response_type", "code");
    parameters.put("client_id", client.clientId());
    parameters.put("redirect_uri", client.callback());
    parameters.put("scope", "openid");
    parameters.put("state", STATE);
  }

  /** With a parameter, or without it where the value is empty. */
  AuthorizationRequest with(String name, String value) {
    if (value.isEmpty()) {
      parameters.remove(name);
    } else {
      parameters.put(name, value);
    }
    return this;
  }

  /** With the challenge of {@link #VERIFIER}. */
  AuthorizationRequest withPkce() {
    return with("code_challenge", challenge()).with("code_challenge_method", "S256");
  }

  /** Sends it: a page, or a redirect that leaves the tenant. */
  Stop send(Browser browser) {
    return browser.open("/authorize", parameters);
  }

  /** Sends it and logs a user in: a page that asks for more, or the callback. */
  Stop logIn(Browser browser, Person user) {
    return browser.logIn(send(browser), user);
  }

  /** Takes it to a code, with a user who logs in and, where asked, consents. */
  String code(Browser browser, Person user) {
    Stop stop = logIn(browser, user);
    if (stop.offers("action", "accept")) {
      stop = browser.submit(stop, Map.of("action", "accept"));
    }
    return code(stop);
  }

  /** The code that came to the callback. */
  static String code(Stop stop) {
    String code = stop.left() ? stop.parameters().get("code") : null;
    if (code == null) {
      throw new AssertionError(
          "Expected a code at the callback, but there is "
              + stop.address()
              + (stop.left() ? "" : ": " + Json.told(stop.reply())));
    }
    return code;
  }

  /** What the token endpoint makes of a code, with the secret of a confidential client. */
  Reply exchange(String code) {
    return exchange(code, Map.of());
  }

  /** The same with further parameters, or others; an empty one is left out. */
  Reply exchange(String code, Map<String, String> more) {
    Map<String, Object> body =
        Json.of(
            "grant_type",
            "authorization_code",
            "client_id",
            client.clientId(),
            "code",
            code,
            "redirect_uri",
            client.callback());
    if (!client.secret().isEmpty()) {
      body.put("client_secret", client.secret());
    }
    if (parameters.containsKey("code_challenge")) {
      body.put("code_verifier", VERIFIER);
    }
    body.putAll(more);
    body.values().removeIf(""::equals);
    return tenant.token(body);
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
