package dev.fakeauth0.emulator.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.tenant.SealingKey;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opaque access tokens, for users without an audience: a JWE of five parts with {@code dir} and
 * {@code A256GCM} (RFC 7516, RFC 7518 section 4.5), no kid, which only the tenant can open. Their
 * header is exactly {@code {"alg":"dir","enc":"A256GCM","iss":"..."}}, as in live tokens.
 */
public final class OpaqueTokens {

  private OpaqueTokens() {}

  /** Seals claims that have an {@code iss}. */
  static String seal(Map<String, @Nullable Object> claims, SealingKey key) {
    Map<String, @Nullable Object> header = new LinkedHashMap<>();
    header.put("alg", "dir");
    header.put("enc", "A256GCM");
    header.put("iss", claims.get("iss"));
    JWEObject jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                // As it is to be written: the library has an order of its own.
                .parsedBase64URL(Base64URL.encode(Json.write(header)))
                .build(),
            new Payload(Json.write(claims)));
    try {
      jwe.encrypt(new DirectEncrypter(key.key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be sealed", e);
    }
    return jwe.serialize();
  }

  /** The claims of an opaque token of this tenant; empty if it is no such token. */
  public static Optional<Document> open(String token, SealingKey key) {
    try {
      JWEObject jwe = JWEObject.parse(token);
      jwe.decrypt(new DirectDecrypter(key.key()));
      return Optional.of(Json.readObject(jwe.getPayload().toBytes()));
    } catch (ParseException | JOSEException | MalformedJson | IllegalArgumentException e) {
      // Whatever is wrong with it, it is not a token of this tenant.
      return Optional.empty();
    }
  }
}
