package dev.fakeauth0.acceptance.junit6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.junit.FailsWith;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@WithFakeAuth0
class TokenIT {

  @Test
  @FailsWith("rate-limited@/oauth/token;times=1")
  void gets_a_token_once_the_rate_limit_is_over(FakeAuth0 auth0) throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(auth0.issuer().resolve("/oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=m2m"
                + "&client_secret=m2m-secret&audience=https://api.example.com"))
            .build();

    assertEquals(429, HttpClient.newHttpClient().send(call, BodyHandlers.ofString()).statusCode());
    assertEquals(200, HttpClient.newHttpClient().send(call, BodyHandlers.ofString()).statusCode());
  }

  @Test
  void keeps_its_own_junit() {
    assertTrue(Test.class.getPackage().getImplementationVersion().startsWith("6."));
  }
}
