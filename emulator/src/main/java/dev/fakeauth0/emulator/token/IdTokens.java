package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.Organization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans ID tokens (OpenID Connect Core sections 2 and 3.3.2.11; Auth0 docs, "ID Token Structure"):
 * what is known of the user first, then the token's own claims, in the order of live tokens. Signed
 * with the tenant's key or, where the client asks for HS256, with the client's secret.
 */
final class IdTokens {

  private IdTokens() {}

  /**
   * The token, signed.
   *
   * @param accessToken the access token that goes with it, signed
   */
  static String sign(IdTokenGrant grant, Optional<String> accessToken, KeyRing keys) {
    TokenPlan plan = plan(grant, accessToken);
    return plan.algorithm().equals("HS256")
        ? CompactJws.sign(plan, secret(grant.client()))
        : CompactJws.sign(plan, keys);
  }

  private static TokenPlan plan(IdTokenGrant grant, Optional<String> accessToken) {
    Client client = grant.client();
    String algorithm = algorithm(client);
    Map<String, @Nullable Object> claims = new LinkedHashMap<>(grant.profile());
    claims.put("iss", grant.issuer());
    claims.put("sub", grant.subject());
    claims.put("aud", client.id());
    claims.put("iat", grant.issuedAt().getEpochSecond());
    claims.put("exp", grant.issuedAt().plus(grant.lifetime()).getEpochSecond());
    grant.sessionId().ifPresent(sid -> claims.put("sid", sid));
    grant.authenticatedAt().ifPresent(at -> claims.put("auth_time", at.getEpochSecond()));
    grant.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    claims.putAll(grant.loginClaims());
    if (grant.hashesAccessToken() && accessToken.isPresent()) {
      claims.put("at_hash", halfHash(accessToken.get(), algorithm));
    }
    grant.code().ifPresent(code -> claims.put("c_hash", halfHash(code, algorithm)));
    if (grant.organization().isPresent()) {
      Organization organization = grant.organization().get();
      claims.put("org_id", organization.id());
      if (grant.namesOrganization()) {
        claims.put("org_name", organization.name());
      }
    }
    return new TokenPlan(
        algorithm,
        "JWT",
        AccessTokens.customized(claims, grant.customClaims()),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * The algorithm of a client's ID tokens: HS256 where it says so, and where it says nothing and is
   * not OIDC conformant (Auth0 docs, "Application Settings"). Without a secret there is no HS256.
   */
  private static String algorithm(Client client) {
    if (client.secret().isEmpty()) {
      return "RS256";
    }
    Optional<String> named =
        client.document().object("jwt_configuration").flatMap(jwt -> jwt.string("alg"));
    return named.orElse(client.document().flag("oidc_conformant", true) ? "RS256" : "HS256");
  }

  /** The client's secret as HS256 takes it: its text, or what that stands for in base64. */
  private static byte[] secret(Client client) {
    String text = client.secret().orElseThrow();
    boolean encoded =
        client
            .document()
            .object("jwt_configuration")
            .orElse(Document.EMPTY)
            .flag("secret_encoded", false);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (!encoded) {
      return plain;
    }
    try {
      return Base64.getUrlDecoder()
          .decode(text.replace('+', '-').replace('/', '_').replace("=", ""));
    } catch (IllegalArgumentException e) {
      return plain; // It is no base64 after all: the text itself is what both sides know.
    }
  }

  /** The left half of a text's hash (OpenID Connect Core section 3.3.2.11). */
  private static String halfHash(String text, String algorithm) {
    try {
      byte[] hash =
          MessageDigest.getInstance(algorithm.endsWith("512") ? "SHA-512" : "SHA-256")
              .digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256 and SHA-512", e);
    }
  }
}
