package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_ASSERTION;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.ProvenAssertion;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.refusal.Diagnosis;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies client assertions (RFC 7523 section 3; Auth0 docs, "Authenticate with Private Key JWT").
 * Pure; that an assertion is taken once is for the caller to see to.
 */
public final class ClientAssertions {

  /** What Auth0 takes; a credential is bound to one of them. */
  static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "PS256", "PS384", "ES256", "ES384");

  private ClientAssertions() {}

  /** The client that an assertion claims to be of, nothing verified; empty if it is no JWT. */
  public static Optional<String> claimedClientId(String assertion) {
    try {
      JWTClaimsSet claims = JWTParser.parse(assertion).getJWTClaimsSet();
      return claims == null ? Optional.empty() : Optional.ofNullable(claims.getSubject());
    } catch (ParseException | IllegalArgumentException e) {
      // Verifying it will say what is wrong.
      return Optional.empty();
    }
  }

  /**
   * Verifies an assertion.
   *
   * @param assertion the {@code client_assertion} as sent
   * @param client the client it claims to be of
   * @param issuers the tenant's issuers, one of which it must be addressed to
   * @param now the tenant's time
   * @return the assertion, or a refusal for {@code INVALID_CLIENT_ASSERTION} with the fact {@code
   *     problem}: what the wire says
   */
  public static Decision<ProvenAssertion> verify(
      String assertion, Client client, Set<String> issuers, Instant now) {
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(assertion);
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException | IllegalArgumentException e) {
      return refuse(client, "it is not a signed JWT", "the client assertion is not a signed JWT");
    }
    return signatureProblem(jwt, client, now)
        .or(() -> claimsProblem(claims, client, issuers, now))
        .map(Decision::<ProvenAssertion>refuse)
        .orElseGet(
            () ->
                Decision.grant(
                    new ProvenAssertion(
                        client.id(), claims.getJWTID(), claims.getExpirationTime().toInstant())));
  }

  private static Optional<Diagnosis> signatureProblem(SignedJWT jwt, Client client, Instant now) {
    String algorithm = jwt.getHeader().getAlgorithm().getName();
    if (!ALGORITHMS.contains(algorithm)) {
      return problem(
          client,
          "algorithm " + algorithm + " is not supported",
          "the client assertion is signed with " + algorithm,
          diagnosis ->
              diagnosis
                  .fact("alg", algorithm)
                  .remedy("sign it with the client's private key and RS256, RS384 or PS256"));
    }
    List<Document> credentials = credentials(client);
    if (credentials.isEmpty()) {
      return problem(
          client,
          "the client has no credentials",
          "client " + client.id() + " has no public key to verify a client assertion with",
          diagnosis ->
              diagnosis.remedy(
                  "register its public key: dashboard, Application > Credentials > Private Key JWT;"
                      + " in the seed, client_authentication_methods.private_key_jwt.credentials"
                      + " with credential_type, pem and alg"));
    }
    String kid = jwt.getHeader().getKeyID();
    boolean verified =
        credentials.stream()
            .filter(credential -> !expired(credential, now))
            .filter(credential -> credential.string("alg", "RS256").equals(algorithm))
            .filter(
                credential -> kid == null || credential.string("kid").map(kid::equals).orElse(true))
            .flatMap(credential -> PemKeys.publicKey(credential.string("pem", "")).stream())
            .anyMatch(key -> verifies(jwt, key));
    return verified
        ? Optional.empty()
        : problem(
            client,
            "signature verification failed",
            "no credential of client " + client.id() + " verifies the signature",
            diagnosis ->
                diagnosis
                    .fact("alg", algorithm)
                    .fact("kid", kid == null ? "" : kid)
                    .fact("credentials", credentials.stream().map(c -> named(c, now)).toList())
                    .remedy(
                        "sign it with the private key of one of these credentials and with that"
                            + " credential's alg and kid"));
  }

  private static Optional<Diagnosis> claimsProblem(
      JWTClaimsSet claims, Client client, Set<String> issuers, Instant now) {
    if (!names(claims.getIssuer(), client) || !names(claims.getSubject(), client)) {
      return problem(
          client,
          "iss and sub must be the client_id",
          "the client assertion's iss and sub are not both the client_id",
          diagnosis ->
              diagnosis
                  .fact("iss", text(claims.getIssuer()))
                  .fact("sub", text(claims.getSubject()))
                  .remedy("set iss and sub to %s", client.externalId().orElse(client.id())));
    }
    if (claims.getAudience().stream().noneMatch(issuers::contains)) {
      return problem(
          client,
          "unexpected audience",
          "the client assertion is addressed to somebody else",
          diagnosis ->
              diagnosis
                  .fact("aud", claims.getAudience())
                  .fact("accepted", List.copyOf(issuers))
                  .remedy("set aud to the tenant's issuer URL with its final slash"));
    }
    Date expiry = claims.getExpirationTime();
    if (expiry == null) {
      return problem(
          client,
          "exp is missing",
          "the client assertion never expires",
          diagnosis -> diagnosis.remedy("set exp to at most five minutes from now"));
    }
    if (!expiry.toInstant().isAfter(now)) {
      return problem(
          client,
          "it has expired",
          "the client assertion has expired",
          diagnosis ->
              diagnosis
                  .fact("exp", expiry.toInstant().toString())
                  .fact("now", now.toString())
                  .remedy("make a new assertion for each request; compare the clocks"));
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && notBefore.toInstant().isAfter(now)) {
      return problem(
          client,
          "it is not valid yet",
          "the client assertion is not valid yet",
          diagnosis ->
              diagnosis
                  .fact("nbf", notBefore.toInstant().toString())
                  .fact("now", now.toString())
                  .remedy("leave nbf out, or compare the clocks"));
    }
    String jti = claims.getJWTID();
    if (jti == null || jti.isEmpty()) {
      return problem(
          client,
          "jti is missing",
          "the client assertion has no id to tell a replay by",
          diagnosis -> diagnosis.remedy("set jti to a new UUID for each assertion"));
    }
    return Optional.empty();
  }

  private static boolean names(@org.jspecify.annotations.Nullable String claim, Client client) {
    return claim != null && client.goesBy(claim);
  }

  static boolean verifies(SignedJWT jwt, PublicKey key) {
    try {
      JWSVerifier verifier;
      if (key instanceof RSAPublicKey rsa) {
        verifier = new RSASSAVerifier(rsa);
      } else if (key instanceof ECPublicKey ec) {
        verifier = new ECDSAVerifier(ec);
      } else {
        return false;
      }
      return verifier.supportedJWSAlgorithms().contains(jwt.getHeader().getAlgorithm())
          && jwt.verify(verifier);
    } catch (JOSEException | IllegalStateException e) {
      // A key and an algorithm that do not go together: this key does not verify it.
      return false;
    }
  }

  private static List<Document> credentials(Client client) {
    return client
        .document()
        .object("client_authentication_methods")
        .flatMap(methods -> methods.object("private_key_jwt"))
        .map(method -> method.objects("credentials"))
        .orElse(List.of());
  }

  static boolean expired(Document credential, Instant now) {
    return credential
        .string("expires_at")
        .map(
            expiry -> {
              try {
                return !Instant.parse(expiry).isAfter(now);
              } catch (DateTimeException e) {
                return false; // Not a time: the seed's warnings say so, no caller suffers for it.
              }
            })
        .orElse(false);
  }

  private static String named(Document credential, Instant now) {
    return credential.string("name").or(() -> credential.string("kid")).orElse("unnamed")
        + " ("
        + credential.string("alg", "RS256")
        + (expired(credential, now) ? ", expired" : "")
        + (PemKeys.publicKey(credential.string("pem", "")).isEmpty() ? ", pem unreadable" : "")
        + ")";
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }

  private static Optional<Diagnosis> problem(
      Client client,
      String problem,
      String because,
      java.util.function.UnaryOperator<Diagnosis> more) {
    return Optional.of(more.apply(diagnosis(client, problem, because)));
  }

  private static Decision<ProvenAssertion> refuse(Client client, String problem, String because) {
    return Decision.refuse(
        diagnosis(client, problem, because)
            .remedy("send a JWT signed with the client's private key as client_assertion"));
  }

  private static Diagnosis diagnosis(Client client, String problem, String because) {
    return INVALID_CLIENT_ASSERTION
        .because("%s", because)
        .fact("client_id", client.id())
        .fact("problem", problem);
  }
}
