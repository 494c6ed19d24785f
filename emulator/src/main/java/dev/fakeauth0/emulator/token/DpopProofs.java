package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_DPOP_PROOF;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.ProvenPossession;
import dev.fakeauth0.emulator.decision.Shown;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies DPoP proofs (RFC 9449 section 4.3; Auth0 docs, "Demonstrating Proof-of-Possession
 * (DPoP)"). Pure; that a proof is taken once, and repeats the nonce it should, is for the caller to
 * see to.
 */
public final class DpopProofs {

  /** What a proof may be signed with. */
  public static final List<String> ALGORITHMS = List.of("ES256");

  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

  /** How old a proof may be. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** How far the clock of its sender may be ahead. */
  private static final Duration LEEWAY = Duration.ofMinutes(1);

  private DpopProofs() {}

  /**
   * Verifies a proof.
   *
   * @param proof the {@code DPoP} header as sent
   * @param method the method of the request it came with
   * @param addresses the spellings of the address that the request was sent to
   * @param accessToken the access token it came with, which it has to name
   * @param now the tenant's time
   * @return the proof, or a refusal for {@code INVALID_DPOP_PROOF} with the fact {@code problem}:
   *     what the wire says
   */
  public static Decision<ProvenPossession> verify(
      String proof,
      String method,
      Set<String> addresses,
      Optional<String> accessToken,
      Instant now) {
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(proof);
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException | IllegalArgumentException e) {
      return refuse(
          "it is not a signed JWT", "", "sign a JWT of type dpop+jwt with a key of your own");
    }
    JWSHeader header = jwt.getHeader();
    if (!TYPE.equals(header.getType())) {
      return refuse("typ is not dpop+jwt", text(header.getType()), "set typ to dpop+jwt");
    }
    String algorithm = header.getAlgorithm().getName();
    if (!ALGORITHMS.contains(algorithm)) {
      return refuse("alg is not supported", algorithm, "sign it with ES256");
    }
    if (!(header.getJWK() instanceof ECKey key) || key.isPrivate()) {
      return refuse(
          "jwk is not a public key", "", "put the public half of the signing key into jwk");
    }
    if (!signed(jwt, key)) {
      return refuse(
          "signature verification failed", "", "sign it with the private half of the key in jwk");
    }
    String sentMethod = text(claims.getClaim("htm"));
    if (!method.equals(sentMethod)) {
      return refuse("htm mismatch", sentMethod, "set htm to " + method);
    }
    String sentAddress = text(claims.getClaim("htu"));
    if (addresses.stream().noneMatch(address -> same(address, sentAddress))) {
      return refuse(
          "htu mismatch",
          sentAddress,
          "set htu to the address of the request, without query and fragment");
    }
    Date issued = claims.getIssueTime();
    if (issued == null
        || issued.toInstant().isBefore(now.minus(LIFETIME))
        || issued.toInstant().isAfter(now.plus(LEEWAY))) {
      return refuse(
          "iat is missing or not recent",
          issued == null ? "" : issued.toInstant().toString(),
          "make a new proof for each request; compare the clocks: it is " + now + " here");
    }
    String id = claims.getJWTID();
    if (id == null || id.isEmpty()) {
      return refuse("jti is missing", "", "set jti to a new UUID for each proof");
    }
    String sentHash = text(claims.getClaim("ath"));
    if (accessToken.isPresent() && !hash(accessToken.get()).equals(sentHash)) {
      return refuse(
          "ath mismatch", sentHash, "set ath to the SHA-256 of the access token, in base64url");
    }
    return Decision.grant(
        new ProvenPossession(
            thumbprint(key),
            Optional.ofNullable(claims.getClaim("nonce")).map(DpopProofs::text),
            id,
            issued.toInstant().plus(LIFETIME)));
  }

  private static boolean signed(SignedJWT jwt, ECKey key) {
    try {
      return ClientAssertions.verifies(jwt, key.toECPublicKey());
    } catch (JOSEException e) {
      return false; // No point of its curve: it verifies nothing.
    }
  }

  private static String thumbprint(ECKey key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** RFC 9449 section 4.3, item 9: query and fragment do not count, nor does the host's case. */
  private static boolean same(String address, String sent) {
    try {
      URI one = new URI(address);
      URI other = new URI(sent);
      return text(one.getScheme()).equalsIgnoreCase(other.getScheme())
          && text(one.getHost()).equalsIgnoreCase(other.getHost())
          && port(one) == port(other)
          && text(one.getPath()).equals(other.getPath());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return text(address.getScheme()).toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Decision<ProvenPossession> refuse(String problem, String sent, String remedy) {
    var diagnosis =
        INVALID_DPOP_PROOF
            .because("the DPoP proof is no good: %s", problem)
            .fact("problem", problem);
    return Decision.refuse(
        (sent.isEmpty() ? diagnosis : diagnosis.fact("sent", Shown.text(sent)))
            .remedy("%s", remedy)
            .remedy("or leave the DPoP header out, where no proof is required"));
  }
}
