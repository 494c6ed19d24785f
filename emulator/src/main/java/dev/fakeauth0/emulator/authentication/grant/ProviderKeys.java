package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.outgoing.Fetched;
import dev.fakeauth0.emulator.outgoing.Fetching;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The public keys of an enterprise connection's identity provider: {@code options.jwks} as it
 * stands there, else what {@code options.jwks_uri} answers. Nothing is remembered, so a provider
 * that rotates its keys is followed at once.
 */
final class ProviderKeys {

  /** Bytes; room for a dozen keys with their certificates. */
  private static final int MOST = 64 * 1024;

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
    Fetched fetched = Fetching.get(uri, MOST);
    return fetched
        .text()
        .map(Found::keys)
        .orElseGet(() -> Found.nothing(uri + ": " + fetched.problem().orElse("")));
  }
}
