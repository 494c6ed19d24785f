package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls that tests make of the default tenant. */
final class Calls {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Calls() {}

  /** Where the login page leads whoever submits it. */
  static String submittedLogin(FakeAuth0 auth0, String user, String password) {
    HttpResponse<Void> begun =
        sent(
            HttpRequest.newBuilder(
                auth0
                    .issuer()
                    .resolve(
                        "authorize?response_type=code&client_id=web&redirect_uri="
                            + "http://localhost:3000/callback")));
    String page = begun.headers().firstValue("Location").orElseThrow();
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return sent(HttpRequest.newBuilder(
                auth0.issuer().resolve(page.replace("/u/login/identifier", "/u/login")))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=" + user + "&password=" + password)))
        .headers()
        .firstValue("Location")
        .orElse("");
  }

  private static HttpResponse<Void> sent(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks for a token for the example API. */
  static HttpResponse<String> token(FakeAuth0 auth0, String client) {
    HttpRequest request =
        HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&audience=https://api.example.com&client_id="
                        + client
                        + "&client_secret="
                        + client
                        + "-secret"))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
