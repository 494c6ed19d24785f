package dev.fakeauth0.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.contracts.TokenClientSetup;
import dev.fakeauth0.contracts.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A token client that does what the contract asks for. */
final class CarefulTokenClient implements TokenSource {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration EARLY = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 3;

  private final URI endpoint;
  private final String clientId;
  private final Supplier<String> secret;
  private final String audience;
  private final Clock clock;
  private String token = "";
  private Instant goodUntil = Instant.MIN;

  CarefulTokenClient(TokenClientSetup setup) {
    endpoint = setup.issuer().resolve("oauth/token");
    clientId = setup.clientId();
    secret = setup::clientSecret;
    audience = setup.audience();
    clock = setup.clock();
  }

  // One caller asks, the others wait for what it gets.
  @Override
  public synchronized String token() throws Exception {
    if (clock.instant().isBefore(goodUntil)) {
      return token;
    }
    Duration pause = Duration.ofMillis(10);
    for (int attempt = 1; ; attempt++) {
      Instant asked = clock.instant();
      HttpResponse<String> answer;
      try {
        answer = HTTP.send(request(), HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        pause(pause);
        continue;
      }
      int status = answer.statusCode();
      if (status == 200) {
        keep(answer.body(), asked);
        return token;
      }
      if (attempt == ATTEMPTS || (status < 500 && status != 429)) {
        throw new IOException("no token: the issuer answers " + status);
      }
      long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(0);
      pause(seconds > 0 ? Duration.ofSeconds(seconds) : pause);
    }
  }

  private void keep(String body, Instant asked) throws IOException {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // Without the cause: it quotes what it could not read, and that is a token.
      throw new IOException("no token: the issuer's answer is no JSON");
    }
    token = answer.path("access_token").asText();
    goodUntil = asked.plusSeconds(answer.path("expires_in").asLong()).minus(EARLY);
  }

  private HttpRequest request() throws JsonProcessingException {
    Map<String, String> body =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_secret",
            secret.get(),
            "audience",
            audience);
    return HttpRequest.newBuilder(endpoint)
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private static void pause(Duration length) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, length.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
