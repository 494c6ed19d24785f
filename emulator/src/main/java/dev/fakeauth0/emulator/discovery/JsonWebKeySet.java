package dev.fakeauth0.emulator.discovery;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.CertificateForms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tenant's public keys, {@code GET /.well-known/jwks.json} (RFC 7517 section 5): the current
 * one, the next, then those rotated out and not revoked. Rendered once per set of keys and tenant.
 */
final class JsonWebKeySet implements Endpoint {

  private record Rendered(KeyRing keys, boolean named, byte[] bytes) {}

  private final ConcurrentMap<String, Rendered> rendered = new ConcurrentHashMap<>();

  @Override
  public Route route() {
    return Route.document("/.well-known/jwks.json");
  }

  @Override
  public Reply answer(Call call) {
    return PublicDocument.cached(
        call.show(
            state -> new Outcome.File(PublicDocument.JSON, bytes(call.tenant().name(), state))));
  }

  @SuppressWarnings("ReferenceEquality")
  private byte[] bytes(String tenant, TenantState state) {
    boolean named = !removesAlgorithm(state.settings());
    Rendered known = rendered.get(tenant);
    if (known == null || !known.keys().equals(state.keys()) || known.named() != named) {
      known = new Rendered(state.keys(), named, Json.write(document(state.keys(), named)));
      rendered.put(tenant, known);
    }
    return known.bytes();
  }

  /** The set of a ring's keys. */
  static Map<String, Object> document(KeyRing ring, boolean named) {
    List<Object> keys = new ArrayList<>();
    for (SigningKey key : ring.published()) {
      keys.add(jwk(key, named));
    }
    return Map.of("keys", keys);
  }

  private static Map<String, Object> jwk(SigningKey key, boolean named) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "RSA");
    jwk.put("use", "sig");
    jwk.put("n", unsigned(key.publicKey().getModulus()));
    jwk.put("e", unsigned(key.publicKey().getPublicExponent()));
    jwk.put("kid", key.kid());
    jwk.put("x5t", CertificateForms.thumbprint(key.certificate()));
    jwk.put(
        "x5c",
        List.of(Base64.getEncoder().encodeToString(CertificateForms.der(key.certificate()))));
    if (named) {
      jwk.put("alg", "RS256");
    }
    return jwk;
  }

  /** The tenant's {@code flags.remove_alg_from_jwks}. */
  private static boolean removesAlgorithm(Document settings) {
    return settings
        .object("flags")
        .map(flags -> flags.flag("remove_alg_from_jwks", false))
        .orElse(false);
  }

  /** A positive integer in base64url, big-endian, without a sign octet (RFC 7518 section 2). */
  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = new byte[bytes.length - from];
    System.arraycopy(bytes, from, magnitude, 0, magnitude.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }
}
