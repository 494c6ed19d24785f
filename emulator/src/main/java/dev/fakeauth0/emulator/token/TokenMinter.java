package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Mints tokens: plans them, signs them with the tenant's current key or the API's or the client's
 * secret, and encrypts them where the API asks for it. Without state; safe for use by many threads.
 */
public final class TokenMinter implements Minter<TokenGrant, TokenSet> {

  @Override
  public TokenSet mint(TokenGrant granted, KeyRing keys, Tampering tampering) {
    if (granted.providerToken().isPresent()) {
      return handedOn(granted, granted.providerToken().get());
    }
    Optional<TokenPlan> plan =
        granted.accessToken().map(access -> tampering.plan(AccessTokens.plan(access)));
    Optional<String> access = plan.map(planned -> token(planned, keys, tampering));
    return new TokenSet(
        access,
        granted.idToken().map(id -> IdTokens.sign(id, access, keys)),
        granted.refreshToken(),
        plan.map(planned -> scope(granted, planned)).orElse(granted.scope()),
        granted.accessToken().map(AccessTokenGrant::lifetime).orElse(Duration.ZERO),
        granted.more(),
        granted.accessToken().flatMap(AccessTokenGrant::keyThumbprint).isPresent()
            ? "DPoP"
            : "Bearer");
  }

  /** Nothing is signed: the token is another's. */
  private static TokenSet handedOn(TokenGrant granted, ProviderToken token) {
    return new TokenSet(
        Optional.of(token.value()),
        Optional.empty(),
        Optional.empty(),
        granted.scope(),
        token.lifetime(),
        granted.more());
  }

  /**
   * What keeps tokens for an API from being minted, so that a seed or a request can be refused for
   * it; the property is named first.
   */
  public static Optional<String> problem(ResourceServer api) {
    if (!CompactJws.ALGORITHMS.contains(api.signingAlgorithm())) {
      return Optional.of(
          "signing_alg is RS256, RS512, PS256 or HS256, not " + api.signingAlgorithm());
    }
    if (api.tokenEncryption().isEmpty()) {
      return Optional.empty();
    }
    Document settings = api.tokenEncryption().get();
    if (settings.object("encryption_key").filter(key -> !key.has("pem")).isPresent()) {
      // Auth0 never gives the key back, so an export has none: tokens are signed and not encrypted.
      return Optional.empty();
    }
    String format = settings.string("format", "compact-nested-jwe");
    if (!format.equals("compact-nested-jwe")) {
      return Optional.of("token_encryption: format is compact-nested-jwe, not " + format);
    }
    return AccessTokens.encryption(settings)
        .map(encryption -> NestedJwe.problem(encryption))
        .orElse(Optional.of("encryption_key is missing"))
        .map(problem -> "token_encryption: " + problem);
  }

  /** The token of a plan, in compact serialization (RFC 7515 section 7.1, RFC 7516 section 7.1). */
  public String token(TokenPlan plan, KeyRing keys) {
    return token(plan, keys, Tampering.NONE);
  }

  private static String token(TokenPlan plan, KeyRing keys, Tampering tampering) {
    if (plan.opaque()) {
      return tampering.token(OpaqueTokens.seal(plan.claims(), keys.sealing()));
    }
    // Before it is encrypted: what is wrong with the signature is to be found by who decrypts it.
    String signed = tampering.token(CompactJws.sign(plan, keys));
    return plan.encryption().isPresent()
        ? NestedJwe.encrypt(signed, plan.encryption().get())
        : signed;
  }

  /** What the answer says the scope is: less than granted, where a failure rule took some away. */
  private static List<String> scope(TokenGrant granted, TokenPlan plan) {
    List<String> planned = granted.accessToken().map(AccessTokenGrant::scope).orElse(List.of());
    if (plan.claims().get("scope") instanceof String scope
        && !scope.equals(String.join(" ", planned))) {
      List<String> left = Arrays.asList(scope.split(" ", -1));
      return granted.scope().stream().filter(left::contains).toList();
    }
    return granted.scope();
  }
}
