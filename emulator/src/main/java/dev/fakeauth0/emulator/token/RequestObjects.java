package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.refusal.RefusalReason.REQUEST_OBJECT_INVALID;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Verifies signed authorization requests (RFC 9101 section 6). Pure. */
public final class RequestObjects {

  private RequestObjects() {}

  /**
   * The parameters in a signed request. Refuses for {@code REQUEST_OBJECT_INVALID}, with the fact
   * {@code problem}: what the wire says.
   *
   * @param jwt the {@code request} parameter
   * @param settings the client's {@code signed_request_object}, with its credentials
   * @param issuers the tenant's issuers, one of which it must be addressed to
   */
  public static Decision<Map<String, String>> verify(
      String jwt, String clientId, Document settings, Set<String> issuers, Instant now) {
    SignedJWT signed;
    JWTClaimsSet claims;
    try {
      signed = SignedJWT.parse(jwt);
      claims = signed.getJWTClaimsSet();
    } catch (ParseException | IllegalArgumentException e) {
      return refuse(clientId, "it is not a signed JWT");
    }
    String algorithm = signed.getHeader().getAlgorithm().getName();
    boolean verified =
        ClientAssertions.ALGORITHMS.contains(algorithm)
            && settings.objects("credentials").stream()
                .filter(credential -> !ClientAssertions.expired(credential, now))
                .filter(credential -> credential.string("alg", "RS256").equals(algorithm))
                .flatMap(credential -> PemKeys.publicKey(credential.string("pem", "")).stream())
                .anyMatch(key -> ClientAssertions.verifies(signed, key));
    if (!verified) {
      return refuse(clientId, "signature verification failed");
    }
    if (!clientId.equals(claims.getIssuer())
        || claims.getAudience().stream().noneMatch(issuers::contains)) {
      return refuse(clientId, "iss must be the client_id and aud the issuer");
    }
    Date expiry = claims.getExpirationTime();
    Date notBefore = claims.getNotBeforeTime();
    if ((expiry != null && !expiry.toInstant().isAfter(now))
        || (notBefore != null && notBefore.toInstant().isAfter(now))) {
      return refuse(clientId, "it has expired or is not valid yet");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, Object> claim : claims.getClaims().entrySet()) {
      if (claim.getValue() instanceof String || claim.getValue() instanceof Number) {
        parameters.put(claim.getKey(), String.valueOf(claim.getValue()));
      }
    }
    Object client = parameters.getOrDefault("client_id", clientId);
    return client.equals(clientId)
        ? Decision.grant(parameters)
        : refuse(clientId, "client_id is another than beside it");
  }

  private static Decision<Map<String, String>> refuse(String clientId, String problem) {
    return Decision.refuse(
        REQUEST_OBJECT_INVALID
            .because("the signed request of client %s is refused: %s", clientId, problem)
            .fact("client_id", clientId)
            .fact("problem", problem)
            .remedy(
                "sign it with the private key of one of signed_request_object.credentials, iss the"
                    + " client_id, aud the tenant's issuer")
            .remedy("make a new one for each request"));
  }
}
