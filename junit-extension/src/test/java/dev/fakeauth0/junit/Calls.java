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
