package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_ASSERTION;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.refusal.Diagnosis;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies identity assertions, ID-JAGs for short (RFC 7523 section 3;
 * draft-ietf-oauth-identity-assertion-authz-grant, "Access Token Request"; Auth0 docs, "Cross App
 * Access"). Pure. An assertion is good until it expires, however often it is shown: Auth0 has the
 * client come with it again where others have refresh tokens.
 */
public final class IdentityAssertions {

  /** The {@code typ} of its header. */
  public static final String TYPE = "oauth-id-jag+jwt";

  /** Clocks differ. */
  private static final long SKEW_SECONDS = 30;

  private IdentityAssertions() {}

  /** The issuer that an assertion claims to be of, nothing verified; none if it is no JWT. */
  public static Optional<String> claimedIssuer(String assertion) {
    try {
      JWTClaimsSet claims = JWTParser.parse(assertion).getJWTClaimsSet();
      return claims == null ? Optional.empty() : Optional.ofNullable(claims.getIssuer());
    } catch (ParseException | IllegalArgumentException e) {
      // Verifying it will say what is wrong.
      return Optional.empty();
    }
  }

  /** Whether a text is a set of public keys (RFC 7517 section 5). */
  public static boolean keys(String jwks) {
    return parsed(jwks).isPresent();
  }

  /**
   * Verifies an assertion; refuses for {@code INVALID_ASSERTION}.
   *
   * @param assertion the {@code assertion} as sent
   * @param jwks the keys of the identity provider, a JWK set
   * @param issuer the identity provider's issuer
   * @param clientId the client that shows it
   * @param audiences the tenant's issuers, one of which it must be addressed to
   */
  public static Decision<IdentityAssertion> verify(
      String assertion,
      String jwks,
      String issuer,
      String clientId,
      Set<String> audiences,
      Instant now) {
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(assertion);
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException | IllegalArgumentException e) {
      return Decision.refuse(
          refused("the assertion is not a signed JWT")
              .remedy("send the ID-JAG that the identity provider's token endpoint gave, uncut"));
    }
    return unsuitable(jwt)
        .or(() -> unsigned(jwt, parsed(jwks)))
        .or(() -> misdirected(claims, issuer, clientId, audiences))
        .or(() -> untimely(claims, now))
        .map(Decision::<IdentityAssertion>refuse)
        .orElseGet(() -> Decision.grant(read(claims, clientId)));
  }

  private static Optional<Diagnosis> unsuitable(SignedJWT jwt) {
    String type = jwt.getHeader().getType() == null ? "" : jwt.getHeader().getType().getType();
    if (!type.equals(TYPE)) {
      return Optional.of(
          refused("the assertion is another kind of token: its typ is \"" + Shown.text(type) + '"')
              .fact("typ", Shown.text(type))
              .fact("expected_typ", TYPE)
              .remedy(
                  "exchange the user's ID token for an ID-JAG at the identity provider"
                      + " (requested_token_type urn:ietf:params:oauth:token-type:id-jag), and send"
                      + " that"));
    }
    String algorithm = jwt.getHeader().getAlgorithm().getName();
    return ClientAssertions.ALGORITHMS.contains(algorithm)
        ? Optional.empty()
        : Optional.of(
            refused("the assertion is signed with " + Shown.text(algorithm))
                .fact("alg", Shown.text(algorithm))
                .remedy("have it signed with RS256, or another asymmetric algorithm"));
  }

  private static Optional<Diagnosis> unsigned(SignedJWT jwt, Optional<JWKSet> keys) {
    @Nullable String kid = jwt.getHeader().getKeyID();
    List<String> known = new ArrayList<>();
    for (JWK key : keys.map(JWKSet::getKeys).orElse(List.of())) {
      known.add(String.valueOf(key.getKeyID()));
      boolean named = kid == null || key.getKeyID() == null || kid.equals(key.getKeyID());
      if (named && verifies(jwt, key)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        refused("no key of the connection verifies the assertion's signature")
            .fact("kid", Shown.text(kid == null ? "" : kid))
            .fact("known_kids", known)
            .remedy("sign it with a key of the connection's options.jwks, or options.jwks_uri"));
  }

  private static boolean verifies(SignedJWT jwt, JWK key) {
    try {
      return key instanceof AsymmetricJWK pair
          && ClientAssertions.verifies(jwt, pair.toPublicKey());
    } catch (JOSEException e) {
      return false; // A key of a kind that signs nothing here.
    }
  }

  private static Optional<Diagnosis> misdirected(
      JWTClaimsSet claims, String issuer, String clientId, Set<String> audiences) {
    for (String required : List.of("iss", "sub", "aud", "client_id", "jti", "exp", "iat")) {
      if (claims.getClaim(required) == null) {
        return Optional.of(
            refused("the assertion has no " + required)
                .fact("missing", required)
                .remedy("have the identity provider say iss, sub, aud, client_id, jti, exp, iat"));
      }
    }
    if (!issuer.equals(claims.getIssuer())) {
      return Optional.of(
          refused("the assertion is of another issuer than the connection's")
              .fact("iss", Shown.text(claims.getIssuer()))
              .fact("issuer", issuer)
              .remedy("set options.issuer of the connection to iss, exactly"));
    }
    List<String> audience = claims.getAudience();
    if (audience.size() != 1 || !audiences.contains(audience.get(0))) {
      return Optional.of(
          refused("the assertion is addressed to somebody else")
              .fact("aud", audience)
              .fact("accepted", List.copyOf(audiences))
              .remedy(
                  "ask the identity provider for one with the tenant's issuer URL as audience, its"
                      + " final slash included"));
    }
    String named = String.valueOf(claims.getClaim("client_id"));
    return named.equals(clientId)
        ? Optional.empty()
        : Optional.of(
            refused("the assertion was made for another client")
                .fact("client_id", clientId)
                .fact("asserted_client_id", Shown.text(named))
                .remedy(
                    "register the client at the identity provider under the client_id it has"
                        + " here"));
  }

  private static Optional<Diagnosis> untimely(JWTClaimsSet claims, Instant now) {
    Instant expiry = claims.getExpirationTime().toInstant();
    if (!expiry.isAfter(now)) {
      return Optional.of(
          refused("the assertion has expired")
              .fact("exp", expiry.toString())
              .fact("now", now.toString())
              .remedy("ask the identity provider for a new one; compare the clocks"));
    }
    Instant issued = claims.getIssueTime().toInstant();
    @Nullable Date notBefore = claims.getNotBeforeTime();
    Instant begin = notBefore == null ? issued : notBefore.toInstant();
    return begin.minusSeconds(SKEW_SECONDS).isAfter(now)
        ? Optional.of(
            refused("the assertion is not valid yet")
                .fact("valid_from", begin.toString())
                .fact("now", now.toString())
                .remedy("compare the clocks"))
        : Optional.empty();
  }

  private static IdentityAssertion read(JWTClaimsSet claims, String clientId) {
    return new IdentityAssertion(
        claims.getIssuer(),
        claims.getSubject(),
        nameId(claims),
        clientId,
        claims.getClaim("scope") instanceof String scope ? Optional.of(scope) : Optional.empty(),
        resources(claims),
        claims.getIssueTime().toInstant(),
        claims.getExpirationTime().toInstant());
  }

  private static Optional<String> nameId(JWTClaimsSet claims) {
    return claims.getClaim("sub_id") instanceof Map<?, ?> subject
            && subject.get("nameid") instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  private static List<String> resources(JWTClaimsSet claims) {
    Object resource = claims.getClaim("resource");
    if (resource instanceof String one) {
      return List.of(one);
    }
    return resource instanceof List<?> several
        ? several.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  private static Optional<JWKSet> parsed(String jwks) {
    try {
      return Optional.of(JWKSet.parse(jwks));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Diagnosis refused(String because) {
    return INVALID_ASSERTION.because("%s", because);
  }
}
