package dev.fakeauth0.contracts;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens with the claims of a good one, written by a stranger. They are put together by hand: a
 * library refuses to make most of them.
 */
final class ForgedTokens {

  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  private final TokenReading good;
  private final StrangersKey key;

  /** Forgeries of a good token. */
  ForgedTokens(TokenReading good, StrangersKey key) {
    this.good = good;
    this.key = key;
  }

  /** The header of the good token, changed. */
  private Map<String, Object> header(Map<String, ?> changes) {
    Map<String, Object> header = new LinkedHashMap<>(good.header());
    header.putAll(changes);
    return header;
  }

  /** Signed with the stranger's key, the header changed. */
  String signed(Map<String, ?> changes) {
    return signedAs(header(changes), good.claims());
  }

  /** Signed with the stranger's key, the claims changed too. */
  String signed(Map<String, ?> changes, Map<String, ?> claims) {
    Map<String, Object> all = new LinkedHashMap<>(good.claims());
    all.putAll(claims);
    return signedAs(header(changes), all);
  }

  /** Signed with the stranger's key under no kid at all. */
  String signedWithoutKeyId() {
    Map<String, Object> header = header(Map.of());
    header.remove("kid");
    return signedAs(header, good.claims());
  }

  /** Not signed, whatever the header says instead of an algorithm. */
  String unsigned(String algorithm, UnaryOperator<String> signature) {
    String text = input(header(Map.of("alg", algorithm)), good.claims());
    return text + "." + signature.apply(part(2));
  }

  /** Signed with HS256 and a key (RFC 7518 section 3.2). */
  String hs256(Map<String, ?> changes, byte[] secret) {
    Map<String, Object> header = header(changes);
    header.put("alg", "HS256");
    String text = input(header, good.claims());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return text + "." + BASE64_URL.encodeToString(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HMAC with SHA-256", e);
    }
  }

  /** The good token with more rights than it was issued with, and the signature it had. */
  String promoted() {
    Map<String, Object> claims = new LinkedHashMap<>(good.claims());
    claims.put("sub", "auth0|somebody-else");
    return input(good.header(), claims) + "." + part(2);
  }

  /** The good token without its signature: with a dot at the end, or with two parts. */
  String stripped(boolean dot) {
    return part(0) + "." + part(1) + (dot ? "." : "");
  }

  static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, bytes("\n")).encodeToString(der)
        + "\n-----END "
        + what
        + "-----";
  }

  private String signedAs(Map<String, Object> header, Map<String, Object> claims) {
    header.put("alg", "RS256");
    String text = input(header, claims);
    return text + "." + BASE64_URL.encodeToString(key.sign(bytes(text)));
  }

  private String part(int number) {
    return good.token().split("\\.", -1)[number];
  }

  private static String input(Map<String, Object> header, Map<String, Object> claims) {
    return json(header) + "." + json(claims);
  }

  private static String json(Map<String, Object> members) {
    return BASE64_URL.encodeToString(bytes(JSONObjectUtils.toJSONString(members)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
