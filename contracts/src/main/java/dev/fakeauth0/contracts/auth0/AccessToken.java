package dev.fakeauth0.contracts.auth0;

import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Map;

/**
 * A signed token, read without being believed.
 *
 * @param text the token
 * @param header its header
 * @param claims its claims; whole numbers are {@code Long}
 */
record AccessToken(String text, Map<String, Object> header, Map<String, Object> claims) {

  /** Reads one. */
  static AccessToken read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new AssertionError(
          "Expected a signed token of three parts, but it has " + parts.length + ": " + text);
    }
    try {
      return new AccessToken(text, part(parts[0]), part(parts[1]));
    } catch (ParseException e) {
      throw new AssertionError("Expected a JWT, but its parts are no JSON: " + text, e);
    }
  }

  /** A claim that is a whole number. */
  long number(String claim) {
    if (claims.get(claim) instanceof Long number) {
      return number;
    }
    throw new AssertionError("Expected the number " + claim + ", but the claims are " + claims);
  }

  private static Map<String, Object> part(String encoded) throws ParseException {
    return Json.read(new Base64URL(encoded).decodeToString());
  }
}
