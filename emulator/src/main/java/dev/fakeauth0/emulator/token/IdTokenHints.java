package dev.fakeauth0.emulator.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads ID tokens that come back as {@code id_token_hint} (OpenID Connect Core section 3.1.2.1).
 */
public final class IdTokenHints {

  /**
   * What a hint says.
   *
   * @param subject the user_id
   * @param clientId the client it was issued to
   * @param sessionId the {@code sid}
   */
  public record Hint(String subject, String clientId, Optional<String> sessionId) {}

  private IdTokenHints() {}

  /**
   * The hint of a token that this tenant signed, expired or not: a logout comes late as a rule
   * (OpenID Connect RP-Initiated Logout section 2). None of any other text.
   */
  public static Optional<Hint> of(String token, Set<String> issuers, TenantState state) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      List<String> audience = claims.getAudience();
      if (audience.size() != 1
          || claims.getSubject() == null
          || !issuers.contains(String.valueOf(claims.getIssuer()))) {
        return Optional.empty();
      }
      Optional<Client> client = state.clients().find(audience.get(0));
      return client.isPresent() && signed(jwt, client.get(), state)
          ? Optional.of(
              new Hint(
                  claims.getSubject(),
                  client.get().id(),
                  Optional.ofNullable(claims.getStringClaim("sid"))))
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean signed(SignedJWT jwt, Client client, TenantState state)
      throws JOSEException {
    String algorithm = jwt.getHeader().getAlgorithm().getName();
    if (algorithm.equals("HS256")) {
      return client.secret().isPresent()
          && client.secret().get().length() >= 32
          && jwt.verify(new MACVerifier(client.secret().get().getBytes(StandardCharsets.UTF_8)));
    }
    String kid = jwt.getHeader().getKeyID();
    Optional<SigningKey> key = kid == null ? Optional.empty() : state.keys().verifying(kid);
    return algorithm.startsWith("RS")
        && key.isPresent()
        && jwt.verify(new RSASSAVerifier(key.get().publicKey()));
  }
}
