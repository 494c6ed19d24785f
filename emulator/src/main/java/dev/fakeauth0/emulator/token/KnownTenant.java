package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is known of a tenant when a token is judged: all of it for one of this emulator's, what it
 * publishes for any other. Nothing here changes.
 */
public interface KnownTenant {

  /** How a key id stands with the tenant. */
  sealed interface KeyStanding {

    /** It verifies. */
    record Verifies(RSAPublicKey key) implements KeyStanding {}

    /** It verified until it was revoked. */
    record Revoked(Instant at) implements KeyStanding {}

    /** It is another tenant's of this emulator. */
    record Foreign(String tenant) implements KeyStanding {}

    /** Nobody knows it. */
    record Unknown() implements KeyStanding {}
  }

  /** The issuers it goes by, each ending in a slash. */
  Set<String> issuers();

  /** How a key id stands. */
  KeyStanding key(String kid);

  /** The ids of the keys that verify. */
  List<String> kids();

  /** The form under which an audience is kept: the same for all spellings of one API. */
  default String canonicalAudience(String audience) {
    return audience;
  }

  /** Whether all APIs and clients are known, so that one not found does not exist. */
  default boolean complete() {
    return false;
  }

  /** The API of an audience. */
  default Optional<ResourceServer> api(String audience) {
    return Optional.empty();
  }

  /** The client of an id. */
  default Optional<Client> client(String id) {
    return Optional.empty();
  }

  /** What stands in an opaque token of this tenant. */
  default Optional<Document> opened(String opaque) {
    return Optional.empty();
  }

  /**
   * A tenant of this emulator.
   *
   * @param state its state
   * @param issuers the issuers it answers to
   * @param canonicalAudience gives the identifier an audience is kept under
   * @param tenantOfKey gives the name of the other tenant that has a key of an id
   */
  static KnownTenant of(
      TenantState state,
      Set<String> issuers,
      UnaryOperator<String> canonicalAudience,
      Function<String, Optional<String>> tenantOfKey) {
    KeyRing ring = state.keys();
    return new KnownTenant() {
      @Override
      public Set<String> issuers() {
        return issuers;
      }

      @Override
      public KeyStanding key(String kid) {
        Optional<SigningKey> verifying = ring.verifying(kid);
        if (verifying.isPresent()) {
          return new KeyStanding.Verifies(verifying.get().publicKey());
        }
        Optional<Instant> revoked = ring.revoked(kid).flatMap(KeyRing.Previous::revokedAt);
        if (revoked.isPresent()) {
          return new KeyStanding.Revoked(revoked.get());
        }
        return tenantOfKey
            .apply(kid)
            .<KeyStanding>map(KeyStanding.Foreign::new)
            .orElseGet(KeyStanding.Unknown::new);
      }

      @Override
      public List<String> kids() {
        return ring.published().stream().map(SigningKey::kid).toList();
      }

      @Override
      public String canonicalAudience(String audience) {
        return canonicalAudience.apply(audience);
      }

      @Override
      public boolean complete() {
        return true;
      }

      @Override
      public Optional<ResourceServer> api(String audience) {
        return state.api(canonicalAudience(audience));
      }

      @Override
      public Optional<Client> client(String id) {
        return state.clients().find(id);
      }

      @Override
      public Optional<Document> opened(String opaque) {
        return OpaqueTokens.open(opaque, ring.sealing());
      }
    };
  }

  /**
   * Any tenant, by what it publishes.
   *
   * @param issuers its issuer, as its metadata says it
   * @param jwks its JWKS (RFC 7517 section 5); keys that are not RSA are passed over
   */
  static KnownTenant published(Set<String> issuers, Document jwks) {
    Map<String, RSAPublicKey> keys = new LinkedHashMap<>();
    for (Document key : jwks.objects("keys")) {
      if (key.string("kty", "").equals("RSA")) {
        key.string("kid").ifPresent(kid -> rsa(key).ifPresent(rsa -> keys.put(kid, rsa)));
      }
    }
    return new KnownTenant() {
      @Override
      public Set<String> issuers() {
        return issuers;
      }

      @Override
      public KeyStanding key(String kid) {
        RSAPublicKey key = keys.get(kid);
        return key == null ? new KeyStanding.Unknown() : new KeyStanding.Verifies(key);
      }

      @Override
      public List<String> kids() {
        return new ArrayList<>(keys.keySet());
      }
    };
  }

  private static Optional<RSAPublicKey> rsa(Document jwk) {
    try {
      BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(jwk.string("n", "")));
      BigInteger exponent = new BigInteger(1, Base64.getUrlDecoder().decode(jwk.string("e", "")));
      return Optional.of(
          (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Not a key: a token that names it will be found to name an unknown one.
      return Optional.empty();
    }
  }
}
