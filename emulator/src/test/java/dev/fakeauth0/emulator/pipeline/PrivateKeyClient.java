package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.token.Keys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A client that authenticates by private_key_jwt, and the assertions it makes. */
public final class PrivateKeyClient {

  /** Its id. */
  public static final String ID = "signer";

  private static final KeyPair PAIR = Keys.pair();

  private PrivateKeyClient() {}

  /** The client, granted nothing. */
  public static Client client() {
    return TokenDoor.aClient(ID, "client_authentication_methods", methods(), "name", "Signer");
  }

  /** Its {@code client_authentication_methods}. */
  public static Map<String, Object> methods() {
    return Map.of(
        "private_key_jwt",
        Map.of("credentials", List.of(Map.of("credential_type", "public_key", "pem", pem()))));
  }

  /** A good assertion. */
  public static String assertion(String audience, String jti, Instant now) {
    return assertion(
        Document.of(
            "iss",
            ID,
            "sub",
            ID,
            "aud",
            audience,
            "jti",
            jti,
            "iat",
            now.getEpochSecond(),
            "exp",
            now.plusSeconds(60).getEpochSecond()));
  }

  /** An assertion of these claims, signed RS256. */
  public static String assertion(Document claims) {
    String input =
        base64(Json.write(Document.of("alg", "RS256", "typ", "JWT")))
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

  private static String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(PAIR.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
