package dev.fakeauth0.emulator.outgoing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a small document that somebody names by its URL: over https, or http on loopback, where
 * documents of tests are. Follows no redirect, reads no more than it has to, sends nothing that is
 * the emulator's own, and gives up after five seconds. Addresses of private networks are not kept
 * from: that is where what is under test runs. Safe for use by many threads; blocks.
 */
public final class Fetching {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Made when something is to be fetched: most tenants never need it. */
  private static final class Client {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Client() {}
  }

  private Fetching() {}

  /**
   * Fetches a document.
   *
   * @param url its URL
   * @param most how long it may be, in bytes
   */
  public static Fetched get(String url, int most) {
    HttpRequest request;
    try {
      URI uri = URI.create(url);
      if (!mayBeCalled(uri)) {
        return Fetched.not("it is no https URL; http is for loopback alone");
      }
      request =
          HttpRequest.newBuilder(uri)
              .timeout(PATIENCE)
              .header("Accept", "application/json")
              .GET()
              .build();
    } catch (IllegalArgumentException e) {
      return Fetched.not("it is no URL");
    }
    CompletableFuture<HttpResponse<BoundedText.Read>> answer =
        Client.HTTP.sendAsync(request, answered -> new BoundedText(most));
    try {
      return told(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), most);
    } catch (ExecutionException e) {
      return Fetched.not("nobody answered there");
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Fetched.not("there was no whole answer within " + PATIENCE.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Fetched.not("the emulator is stopping");
    }
  }

  private static Fetched told(HttpResponse<BoundedText.Read> answer, int most) {
    int status = answer.statusCode();
    if (status >= 300 && status < 400) {
      return Fetched.not("it redirects, and redirects are not followed");
    }
    if (status != 200) {
      return Fetched.not("the answer has status " + status);
    }
    return answer.body().whole()
        ? Fetched.of(answer.body().text())
        : Fetched.not("it is longer than " + most + " bytes");
  }

  private static boolean mayBeCalled(URI uri) {
    String host = uri.getHost();
    return host != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && ("https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(host)));
  }
}
