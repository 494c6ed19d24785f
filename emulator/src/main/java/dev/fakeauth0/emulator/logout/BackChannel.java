package dev.fakeauth0.emulator.logout;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.token.TokenMinter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells clients that a session ended (OpenID Connect Back-Channel Logout section 2.5): posts the
 * logout token, once, while nobody waits for it. What came of it stands in the tenant's log. Safe
 * for use by many threads.
 */
public final class BackChannel {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Made when somebody is to be told: most tenants never need it. */
  private static final class Web {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    static final TokenMinter MINTER = new TokenMinter();

    private Web() {}
  }

  private BackChannel() {}

  /** Signs the tokens of notices and posts them; returns at once. */
  public static void tell(List<LogoutNotice> notices, KeyRing keys, Call call) {
    for (LogoutNotice notice : notices) {
      call.note("client " + notice.clientId() + " is told of the logout at " + notice.url());
    }
    tell(notices, keys, call::log);
  }

  /** Does so for what no call brought about. */
  static void tell(List<LogoutNotice> notices, KeyRing keys, Consumer<LogFacts> log) {
    for (LogoutNotice notice : notices) {
      tell(notice.url(), Web.MINTER.token(notice.plan(), keys), notice.clientId(), log);
    }
  }

  private static void tell(String url, String token, String clientId, Consumer<LogFacts> log) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(PATIENCE)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
              .build();
    } catch (IllegalArgumentException e) {
      logged(log, clientId, url, Optional.of("the URL cannot be called"));
      return;
    }
    // Nobody waits for it: what became of it stands in the log.
    var unused =
        Web.CLIENT
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .whenComplete(
                (answer, problem) ->
                    logged(
                        log,
                        clientId,
                        url,
                        problem != null
                            ? Optional.of(
                                problem instanceof IOException
                                    ? "no answer"
                                    : String.valueOf(problem.getMessage()))
                            : answer.statusCode() < 300
                                ? Optional.empty()
                                : Optional.of("status " + answer.statusCode())));
  }

  private static void logged(
      Consumer<LogFacts> log, String clientId, String url, Optional<String> problem) {
    log.accept(
        () ->
            Document.of(
                "type",
                problem.isEmpty()
                    ? "oidc_backchannel_logout_succeeded"
                    : "oidc_backchannel_logout_failed",
                "description",
                problem.map(why -> url + ": " + why).orElse(url),
                "client_id",
                clientId));
  }
}
