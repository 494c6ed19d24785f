package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The public keys of an enterprise connection's identity provider: {@code options.jwks} as it
 * stands there, else what {@code options.jwks_uri} answers. Nothing is remembered, so a provider
 * that rotates its keys is followed at once.
 */
final class ProviderKeys {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Made when the first connection has its keys elsewhere. */
  private static final class Web {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * What was found.
   *
   * @param jwks the JWK set (RFC 7517 section 5)
   * @param problem why there is none
   */
  record Found(Optional<String> jwks, String problem) {

    static Found keys(String jwks) {
      return new Found(Optional.of(jwks), "");
    }

    static Found nothing(String problem) {
      return new Found(Optional.empty(), problem);
    }
  }

  private ProviderKeys() {}

  /** The keys; takes up to five seconds where they are elsewhere. */
  static Found of(Document options) {
    Optional<Document> own = options.object("jwks");
    if (own.isPresent()) {
      return Found.keys(new String(Json.write(own.get()), StandardCharsets.UTF_8));
    }
    Optional<String> uri =
        options
            .string("jwks_uri")
            .or(() -> options.object("oidc_metadata").flatMap(all -> all.string("jwks_uri")))
            .filter(text -> !text.isEmpty());
    return uri.map(ProviderKeys::fetched)
        .orElseGet(() -> Found.nothing("it has neither options.jwks nor options.jwks_uri"));
  }

  private static Found fetched(String uri) {
    try {
      HttpResponse<String> answer =
          Web.CLIENT.send(
              HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Found.keys(answer.body())
          : Found.nothing(uri + " answers with status " + answer.statusCode());
    } catch (IOException e) {
      return Found.nothing(uri + " does not answer");
    } catch (IllegalArgumentException e) {
      return Found.nothing("nobody can be asked at " + uri);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Found.nothing("the emulator is being stopped");
    }
  }
}
