package dev.fakeauth0.acceptance.oldparsers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fakeauth0.junit.AccessToken;
import dev.fakeauth0.junit.Issuer;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.net.URI;
import org.junit.jupiter.api.Test;

@WithFakeAuth0
class OldParsersIT {

  @Test
  void reads_a_token_with_its_own_nimbus(@AccessToken String token, @Issuer URI issuer)
      throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.load(issuer.resolve("/.well-known/jwks.json").toURL());

    assertTrue(
        jwt.verify(
            new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
  }

  @Test
  void keeps_its_own_jackson(@Issuer URI issuer) throws Exception {
    URI metadata = issuer.resolve("/.well-known/openid-configuration");

    assertEquals("2.13.5", new ObjectMapper().version().toString());
    assertEquals(
        issuer.toString(), new ObjectMapper().readTree(metadata.toURL()).get("issuer").asText());
  }
}
