package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.token.Keys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An enterprise's identity provider that asserts who its users are (ID-JAG). */
public final class AssertingProvider {

  /** Its issuer. */
  public static final String ISSUER = "https://idp.acme.example";

  private static final KeyPair PAIR = Keys.pair();

  private AssertingProvider() {}

  /** Its public keys, a JWK set. */
  public static Document jwks() {
    RSAPublicKey key = (RSAPublicKey) PAIR.getPublic();
    return Document.of(
        "keys",
        List.of(
            Map.of(
                "kty",
                "RSA",
                "kid",
                "acme-1",
                "use",
                "sig",
                "alg",
                "RS256",
                "n",
                base64(unsigned(key.getModulus())),
                "e",
                base64(unsigned(key.getPublicExponent())))));
  }

  /** The claims of a good assertion for a client, addressed to a tenant, about {@code u-ada}. */
  public static Document claims(String clientId, String audience, Instant now) {
    return Document.of(
        "jti",
        "ID-JAG.1",
        "iss",
        ISSUER,
        "aud",
        audience,
        "sub",
        "u-ada",
        "client_id",
        clientId,
        "iat",
        now.getEpochSecond(),
        "exp",
        now.plusSeconds(300).getEpochSecond());
  }

  /** An assertion of these claims. */
  public static String assertion(Document claims) {
    return assertion("oauth-id-jag+jwt", claims);
  }

  /** A JWT of a type, signed RS256. */
  public static String assertion(String type, Document claims) {
    String input =
        base64(Json.write(Document.of("alg", "RS256", "typ", type, "kid", "acme-1")))
            + "."
            + base64(Json.write(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(PAIR.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
