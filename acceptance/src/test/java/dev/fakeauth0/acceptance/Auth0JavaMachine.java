package dev.fakeauth0.acceptance;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.json.auth.TokenHolder;
import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A machine on auth0-java, as its documentation writes it, and an API on jwks-rsa and java-jwt. All
 * of them insist on HTTPS for a bare domain and know no trust but the JVM's: hence a program of its
 * own, to be run with {@code -Djavax.net.ssl.trustStore}.
 */
final class Auth0JavaMachine {

  private Auth0JavaMachine() {}

  /** Arguments: domain, client_id, client_secret, audience. Prints one JSON object. */
  public static void main(String[] arguments) throws Exception {
    String domain = arguments[0];
    String audience = arguments[3];
    Map<String, Object> found = new LinkedHashMap<>();

    TokenHolder granted =
        AuthAPI.newBuilder(domain, arguments[1], arguments[2])
            .build()
            .requestToken(audience)
            .execute()
            .getBody();
    found.put("access_token", granted.getAccessToken());
    found.put("expires_in", granted.getExpiresIn());
    found.put("token_type", granted.getTokenType());
    found.put("scope", granted.getScope());

    JwkProvider keys = new JwkProviderBuilder(domain).build();
    DecodedJWT unverified = JWT.decode(granted.getAccessToken());
    var key = (RSAPublicKey) keys.get(unverified.getKeyId()).getPublicKey();
    DecodedJWT verified =
        JWT.require(Algorithm.RSA256(key, null))
            .withIssuer("https://" + domain + "/")
            .withAudience(audience)
            .build()
            .verify(granted.getAccessToken());
    found.put("subject", verified.getSubject());

    System.out.println(new ObjectMapper().writeValueAsString(found));
  }

  /** The Management API client of auth0-java, which fetches its token by itself. */
  static final class Management {

    private Management() {}

    /** Arguments: domain, client_id, client_secret. Prints how the first call ended. */
    public static void main(String[] arguments) throws Exception {
      Map<String, Object> found = new LinkedHashMap<>();
      var management =
          ManagementApi.builder()
              .domain(arguments[0])
              .clientCredentials(arguments[1], arguments[2])
              .maxRetries(0)
              .build();
      try {
        management.clients().list();
        found.put("status", 200);
      } catch (ManagementApiException e) {
        found.put("status", e.statusCode());
      }
      System.out.println(new ObjectMapper().writeValueAsString(found));
    }
  }
}
