package dev.fakeauth0.contracts;

import com.nimbusds.jose.util.Base64URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token, read without being believed.
 *
 * @param token the token
 * @param form what it is
 * @param header its header; empty where it has none
 * @param claims its claims; empty where they cannot be read
 */
record TokenReading(
    String token, Form form, Map<String, Object> header, Map<String, Object> claims) {

  /** What a token is, by its parts. */
  enum Form {
    /** A JWT of three parts. */
    SIGNED,
    /** A token of five parts that only its issuer opens. */
    OPAQUE,
    /** A token of five parts that its API opens. */
    ENCRYPTED,
    /** No JWT at all. */
    FORMLESS
  }

  static TokenReading of(String token) {
    String[] parts = token.split("\\.", -1);
    Optional<Map<String, Object>> header = part(parts[0]);
    if (parts.length == 5 && header.isPresent()) {
      boolean direct = "dir".equals(header.get().get("alg"));
      return new TokenReading(token, direct ? Form.OPAQUE : Form.ENCRYPTED, header.get(), Map.of());
    }
    if (parts.length == 3 && header.isPresent()) {
      Optional<Map<String, Object>> claims = part(parts[1]);
      if (claims.isPresent()) {
        return new TokenReading(token, Form.SIGNED, header.get(), claims.get());
      }
    }
    return new TokenReading(token, Form.FORMLESS, Map.of(), Map.of());
  }

  /** A member of the header that is text. */
  Optional<String> headerText(String name) {
    return Optional.ofNullable(header.get(name)).map(String::valueOf);
  }

  /** A claim that is text. */
  Optional<String> text(String claim) {
    return Optional.ofNullable(claims.get(claim)).map(String::valueOf);
  }

  /** A claim that is a count of seconds since 1970. */
  Optional<Long> seconds(String claim) {
    return claims.get(claim) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** A claim that is a list, or one text. */
  List<String> list(String claim) {
    Object value = claims.get(claim);
    if (value instanceof List<?> items) {
      List<String> texts = new ArrayList<>();
      items.forEach(item -> texts.add(String.valueOf(item)));
      return texts;
    }
    return value == null ? List.of() : List.of(String.valueOf(value));
  }

  /** The words of {@code scope}. */
  List<String> scope() {
    return text("scope").stream()
        .flatMap(words -> Arrays.stream(words.split(" ", -1)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** What can be shown of it: everything but what makes it work. */
  String told() {
    return switch (form) {
      case SIGNED -> "\n  header " + header + "\n  claims " + claims;
      case OPAQUE, ENCRYPTED -> "\n  header " + header + ", encrypted";
      case FORMLESS -> "\n  no JWT, " + token.length() + " characters";
    };
  }

  private static Optional<Map<String, Object>> part(String encoded) {
    return JsonText.object(new Base64URL(encoded).decodeToString());
  }
}
