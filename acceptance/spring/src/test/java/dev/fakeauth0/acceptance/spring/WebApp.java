package dev.fakeauth0.acceptance.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A web application that logs people in with code and PKCE, and the browser of the one who logs in:
 * without scripts, and as quick at typing as a password manager. Knows nothing of FakeAuth0.
 */
final class WebApp {

  private static final String VERIFIER = "a-verifier-that-is-as-long-as-rfc-7636-wants-it-to-be";

  private final URI issuer;
  private final String callback;
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  WebApp(URI issuer, String callback) {
    this.issuer = issuer;
    this.callback = callback;
  }

  /**
   * Logs a user in.
   *
   * @param authorization further parameters of the authorization request
   * @return what the token endpoint answers, JSON
   */
  String login(String user, String password, Map<String, String> authorization) throws Exception {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", "web");
    request.put("redirect_uri", callback);
    request.put("scope", "openid profile");
    request.put("state", "where-the-user-was");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    request.putAll(authorization);
    URI page = redirected(get(issuer.resolve("authorize?" + form(request))));
    page = redirected(post(page, Map.of("state", state(page), "username", user)));
    page =
        redirected(
            post(page, Map.of("state", state(page), "username", user, "password", password)));
    URI answer = redirected(get(page));
    if (!answer.toString().startsWith(callback)) {
      throw new AssertionError("the browser is at " + answer + ", not at the application");
    }
    return post(
            issuer.resolve("oauth/token"),
            Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "web",
                "client_secret",
                "web-secret",
                "redirect_uri",
                callback,
                "code",
                parameters(answer).getOrDefault("code", "none: " + answer),
                "code_verifier",
                VERIFIER))
        .body();
  }

  private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  private HttpResponse<String> post(URI address, Map<String, String> form)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(form))));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    // The JDK's cookie manager gives no cookies back to a host without a dot.
    if (!cookies.isEmpty()) {
      StringBuilder field = new StringBuilder();
      cookies.forEach(
          (name, value) ->
              field.append(field.isEmpty() ? "" : "; ").append(name).append('=').append(value));
      request.header("Cookie", field.toString());
    }
    HttpResponse<String> answer =
        browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    for (String field : answer.headers().allValues("Set-Cookie")) {
      String pair = field.split(";", 2)[0];
      cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return answer;
  }

  private static URI redirected(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(answer.uri()::resolve)
        .orElseThrow(() -> new AssertionError(answer + "\n" + answer.body()));
  }

  private static String state(URI page) {
    return parameters(page).get("state");
  }

  private static Map<String, String> parameters(URI address) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : address.getRawQuery().split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return parameters;
  }

  private static String form(Map<String, String> parameters) {
    StringBuilder form = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            form.append(form.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
    return form.toString();
  }

  private static String challenge() throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8)));
  }
}
