package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.auth0.client.auth.AuthAPI;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.ContractCase;
import dev.fakeauth0.contracts.ContractReport;
import dev.fakeauth0.contracts.Finding;
import dev.fakeauth0.contracts.TokenClientCase;
import dev.fakeauth0.contracts.TokenClientExamination;
import dev.fakeauth0.contracts.TokenClientSettings;
import dev.fakeauth0.contracts.TokenClientSetup;
import dev.fakeauth0.contracts.TokenClients;
import dev.fakeauth0.contracts.TokenSource;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract finds in token clients that people use. */
@WithFakeAuth0
class TokenClientContractIT {

  private static final TokenClientSettings SETTINGS =
      TokenClientSettings.defaults().within(Duration.ofSeconds(10));

  private static final String DEFAULT_AUDIENCE =
      """
      resourceServers:
        - {name: Contract, identifier: "https://token-client-contract.example"}
      tenant: {default_audience: "https://token-client-contract.example"}
      """;

  @Test
  void a_careful_client_has_a_score_of_100(FakeAuth0 auth0) {
    ContractReport report = examined(auth0, CarefulTokenClient::new);

    assertThat(report.broken()).as(report.toString()).isEmpty();
    assertThat(report.score()).isEqualTo(100);
    assertThat(report.notExamined()).isEmpty();
  }

  @Test
  void the_token_request_of_auth0_java_keeps_nothing_and_hurries(FakeAuth0 auth0) {
    ContractReport report = examined(auth0, TokenClientContractIT::auth0Java);

    assertThat(broken(report))
        .as(report.toString())
        .containsExactlyInAnyOrder(
            TokenClientCase.KEEPS_THE_TOKEN,
            TokenClientCase.KEEPS_IT_UNTIL_NEAR_EXPIRY,
            TokenClientCase.ONE_REQUEST_FOR_MANY_CALLERS,
            TokenClientCase.HONOURS_RETRY_AFTER,
            TokenClientCase.RETRIES_A_SERVER_ERROR,
            TokenClientCase.SURVIVES_A_ROTATED_SECRET);
    assertThat(report.about(TokenClientCase.ONE_REQUEST_FOR_MANY_CALLERS).toString())
        .contains("asks 50 times where 1 will do");
    assertThat(report.about(TokenClientCase.HONOURS_RETRY_AFTER).toString())
        .contains("where Retry-After says 1 s");
  }

  @Test
  void a_naive_client_is_found_out(FakeAuth0 auth0) {
    auth0.seed(DEFAULT_AUDIENCE);

    ContractReport report =
        TokenClientExamination.examine(
            auth0, NaiveClient::new, SETTINGS.within(Duration.ofSeconds(3)));

    assertThat(broken(report))
        .as(report.toString())
        .containsExactlyInAnyOrder(
            TokenClientCase.SENDS_THE_AUDIENCE,
            TokenClientCase.REPLACES_IT_AT_ITS_END,
            TokenClientCase.ONE_REQUEST_FOR_MANY_CALLERS,
            TokenClientCase.HONOURS_RETRY_AFTER,
            TokenClientCase.RETRIES_A_DROPPED_CONNECTION,
            TokenClientCase.GIVES_UP_ON_SERVER_ERRORS,
            TokenClientCase.TAKES_A_REFUSAL_FOR_AN_ANSWER,
            TokenClientCase.SURVIVES_A_ROTATED_SECRET,
            TokenClientCase.LEAKS_NO_SECRET);
    assertThat(report.holes())
        .extracting(Finding::about)
        .containsExactly(TokenClientCase.LEAKS_NO_SECRET);
    assertThat(report.toString()).contains("It means: the secret stands in logs");
  }

  @Test
  void a_client_that_gets_no_token_at_all_is_told_why(FakeAuth0 auth0) {
    ContractReport report = TokenClientExamination.examine(auth0, NaiveClient::new, SETTINGS);

    assertThat(report.about(TokenClientCase.GETS_A_TOKEN).toString())
        .contains("the request names no audience, and the tenant has no default audience");
    assertThat(report.notExamined()).hasSize(TokenClientCase.values().length - 1);
  }

  @Test
  void the_tenant_is_left_as_it_was(FakeAuth0 auth0) {
    auth0.failures().add("delay=1ms", "hs256;client=stranger");

    examined(auth0, CarefulTokenClient::new);

    assertThat(auth0.failures().standings())
        .extracting(standing -> standing.rule().toString())
        .containsExactly("hs256;client=stranger", "delay=1ms");
    assertThat(auth0.clock().now()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
  }

  private static ContractReport examined(FakeAuth0 auth0, TokenClients clients) {
    return TokenClientExamination.examine(auth0, clients, SETTINGS);
  }

  private static List<ContractCase> broken(ContractReport report) {
    return report.broken().stream().map(Finding::about).toList();
  }

  /** As its documentation has it: a request for each token. */
  private static TokenSource auth0Java(TokenClientSetup setup) {
    AuthAPI authentication =
        AuthAPI.newBuilder(setup.issuer().toString(), setup.clientId(), setup.clientSecret())
            .build();
    return () -> authentication.requestToken(setup.audience()).execute().getBody().getAccessToken();
  }

  /** What is written in an afternoon: asks until it is given, keeps it for ever, tells all. */
  private static final class NaiveClient implements TokenSource {

    private final TokenClientSetup setup;
    private final String secret;
    private String token = "";

    NaiveClient(TokenClientSetup setup) {
      this.setup = setup;
      this.secret = setup.clientSecret();
      setup.clock();
    }

    @Override
    public String token() throws Exception {
      while (token.isEmpty()) {
        String body =
            new ObjectMapper()
                .createObjectNode()
                .put("grant_type", "client_credentials")
                .put("client_id", setup.clientId())
                .put("client_secret", secret)
                .toString();
        HttpResponse<String> answer =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(setup.issuer().resolve("oauth/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
          continue;
        }
        if (answer.statusCode() == 403) {
          throw new IllegalStateException("cannot get a token with " + body + ": " + answer.body());
        }
        token = new ObjectMapper().readTree(answer.body()).path("access_token").asText();
      }
      return token;
    }
  }
}
