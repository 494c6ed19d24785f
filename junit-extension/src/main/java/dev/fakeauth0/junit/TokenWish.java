package dev.fakeauth0.junit;

import dev.fakeauth0.token.TokenSpec;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the token that a parameter's annotation describes. */
final class TokenWish {

  private TokenWish() {}

  /**
   * The token.
   *
   * @throws IllegalArgumentException naming the attribute that cannot be read
   */
  static TokenSpec of(AccessToken said) {
    TokenSpec wanted = TokenSpec.any();
    if (!said.client().isEmpty()) {
      wanted = wanted.client(said.client());
    }
    if (!said.user().isEmpty()) {
      wanted = wanted.user(said.user());
    }
    if (!said.audience().isEmpty()) {
      wanted = wanted.audience(said.audience());
    }
    if (said.scope().length > 0) {
      wanted = wanted.scope(words(said.scope()));
    }
    if (said.permissions().length > 0) {
      wanted = wanted.permissions(words(said.permissions()));
    }
    if (!said.organization().isEmpty()) {
      wanted = wanted.organization(said.organization());
    }
    for (String claim : said.claims()) {
      wanted = withClaim(wanted, claim);
    }
    if (!said.expiresIn().isEmpty()) {
      wanted = wanted.expiresIn(lifetime(said.expiresIn()));
    }
    return said.defect().isEmpty() ? wanted : wanted.defect(said.defect());
  }

  static TokenSpec of(ManagementToken said, String audience) {
    TokenSpec wanted = TokenSpec.any().audience(audience);
    return said.scope().length == 0 ? wanted : wanted.scope(words(said.scope()));
  }

  /** A removed claim is a null value, which the api's unmarked package takes. */
  @SuppressWarnings("NullAway")
  private static TokenSpec withClaim(TokenSpec wanted, String claim) {
    if (claim.startsWith("-") && claim.indexOf('=') < 0) {
      return wanted.claim(claim.substring(1), null);
    }
    int equals = claim.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "claims: \"" + claim + "\" has no value; write \"" + claim + "=value\"");
    }
    return wanted.claim(claim.substring(0, equals), value(claim.substring(equals + 1)));
  }

  private static Object value(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      List<Object> values = new ArrayList<>();
      String inner = text.substring(1, text.length() - 1);
      for (String one : inner.isBlank() ? new String[0] : inner.split(",", -1)) {
        values.add(value(one.strip()));
      }
      return values;
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1);
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("-?[0-9]{1,18}")) {
      return new BigInteger(text).longValueExact();
    }
    return text;
  }

  private static Duration lifetime(String text) {
    if (text.matches("[0-9]{1,9}[smhd]")) {
      long amount = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(amount);
        case 'm' -> Duration.ofMinutes(amount);
        case 'h' -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    throw new IllegalArgumentException(
        "expiresIn: \""
            + text
            + "\" is no lifetime; write a number with s, m, h or d, such as \"5m\","
            + " or defect = \"expired\" for one that is over");
  }

  private static String[] words(String[] said) {
    List<String> words = new ArrayList<>();
    for (String some : said) {
      for (String word : some.split(" ", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words.toArray(String[]::new);
  }
}
