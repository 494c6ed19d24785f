package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests to one target, at its pace; follows no redirect and keeps no cookie. */
final class Wire {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Auth0Target target;
  private final Masking masking;
  private final HttpClient client;
  private final Pace pace;

  Wire(Auth0Target target, Masking masking) {
    this.target = target;
    this.masking = masking;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    target.trusting().ifPresent(builder::sslContext);
    this.client = builder.build();
    this.pace = new Pace(target.requestsPerSecond(), target.now(), target.sleeper());
  }

  /** A request to a path of the target, {@code /oauth/token}. */
  Call call(String method, String path) {
    return call(method, target.issuer().resolve(path));
  }

  /** A request to an address of the target. */
  Call call(String method, URI address) {
    return new Call(this, method, address);
  }

  Masking masking() {
    return masking;
  }

  /** Sends it, again after each 429 unless that is what is wanted. */
  Reply send(HttpRequest request, boolean once) {
    String door = door(request.uri());
    try {
      for (int retry = 0; ; retry++) {
        if (once) {
          pace.await();
        } else {
          pace.await(door);
        }
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        Reply reply = Reply.of(response);
        masking.learnFrom(reply.body());
        boolean tooMany = reply.status() == 429;
        if (!tooMany) {
          pace.note(door, reply); // What a 429 says is waited for at once.
        }
        if (!tooMany || once || retry == Pace.RETRIES) {
          return reply;
        }
        pace.backOff(reply);
      }
    } catch (IOException e) {
      throw new AssertionError(
          "no answer to " + request.method() + " " + request.uri().getPath() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted at " + request.uri().getPath(), e);
    }
  }

  /**
   * What a limit counts together: the Management API as a whole, other endpoints each by itself.
   */
  private static String door(URI address) {
    String path = address.getPath();
    return path.startsWith("/api/v2") ? "/api/v2" : path;
  }
}
