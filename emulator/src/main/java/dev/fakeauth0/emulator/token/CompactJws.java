package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.SealingKey;
import dev.fakeauth0.emulator.tenant.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs plans as JWS in compact serialization (RFC 7515 section 7.1) with the platform's own
 * signatures. Not through Nimbus: this stands on the way to the first token of a cold start, and
 * all that Nimbus would add is the two dots.
 */
final class CompactJws {

  /** What a token may be signed with (Auth0 docs, "Signing Algorithms"). */
  static final Set<String> ALGORITHMS = Set.of("RS256", "RS512", "PS256", "HS256");

  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  private CompactJws() {}

  static String sign(TokenPlan plan, KeyRing keys) {
    if (plan.algorithm().equals(TokenPlan.UNSIGNED)) {
      return unsigned(plan);
    }
    boolean shared = plan.algorithm().equals("HS256");
    SigningKey signer = plan.signer().orElse(keys.current());
    byte[] header = encodedHeader(plan, shared ? "" : plan.kid().orElse(signer.kid()));
    byte[] claims = BASE64_URL.encode(Json.write(plan.claims()));
    byte[] signed = joined(header, claims);
    byte[] signature =
        BASE64_URL.encode(
            shared
                ? authenticated(signed, secret(plan.secret(), keys.sealing()))
                : signed(plan.algorithm(), signed, signer.privateKey()));
    return new String(joined(signed, signature), StandardCharsets.ISO_8859_1);
  }

  /** Signs with a shared secret, HS256. */
  static String sign(TokenPlan plan, byte[] secret) {
    byte[] signed = joined(encodedHeader(plan, ""), BASE64_URL.encode(Json.write(plan.claims())));
    byte[] signature = BASE64_URL.encode(authenticated(signed, secret));
    return new String(joined(signed, signature), StandardCharsets.ISO_8859_1);
  }

  /** Signs something nobody will see, so that classes are loaded and code is warm. */
  static void rehearse(KeyPair pair) {
    TokenPlan plan =
        new TokenPlan(
            "RS256",
            "JWT",
            Map.of("iss", "", "iat", 0L),
            Optional.empty(),
            Optional.empty(),
            false);
    byte[] claims = BASE64_URL.encode(Json.write(plan.claims()));
    byte[] header = encodedHeader(plan, "rehearsal");
    BASE64_URL.encode(signed(plan.algorithm(), joined(header, claims), pair.getPrivate()));
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] both = new byte[left.length + 1 + right.length];
    System.arraycopy(left, 0, both, 0, left.length);
    both[left.length] = '.';
    System.arraycopy(right, 0, both, left.length + 1, right.length);
    return both;
  }

  /** A token that claims what it likes: its third part is empty. */
  private static String unsigned(TokenPlan plan) {
    return new String(encodedHeader(plan, ""), StandardCharsets.ISO_8859_1)
        + "."
        + BASE64_URL.encodeToString(Json.write(plan.claims()))
        + ".";
  }

  /** The header in Auth0's order: alg, typ, kid; a shared secret has no kid. */
  private static byte[] encodedHeader(TokenPlan plan, String kid) {
    String json =
        "{\"alg\":\""
            + plan.algorithm()
            + "\",\"typ\":\""
            + plan.type()
            + (kid.isEmpty() ? "\"}" : "\",\"kid\":\"" + kid + "\"}");
    return BASE64_URL.encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] signed(String algorithm, byte[] input, PrivateKey key) {
    try {
      Signature engine = engine(algorithm);
      engine.initSign(key);
      engine.update(input);
      return engine.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform does not sign with " + algorithm, e);
    }
  }

  private static Signature engine(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256" -> SigningProvider.signature("SHA256withRSA");
      case "RS512" -> SigningProvider.signature("SHA512withRSA");
      case "PS256" -> {
        Signature engine = SigningProvider.signature("RSASSA-PSS");
        engine.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        yield engine;
      }
      default ->
          throw new IllegalArgumentException(
              "no token is signed with " + algorithm + ": use RS256, RS512, PS256 or HS256");
    };
  }

  static byte[] authenticated(byte[] input, byte[] secret) {
    try {
      Mac engine = Mac.getInstance("HmacSHA256");
      engine.init(new SecretKeySpec(secret, "HmacSHA256"));
      return engine.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The API's secret; one that nobody else knows where it has none (a forced HS256). */
  private static byte[] secret(Optional<String> secret, SealingKey sealing) {
    return secret
        .filter(text -> !text.isEmpty())
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> sealing.key().getEncoded());
  }
}
