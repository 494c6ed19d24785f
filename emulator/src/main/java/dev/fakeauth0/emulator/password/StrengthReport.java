package dev.fakeauth0.emulator.password;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a sign-up is told of a password that is too weak: each rule of the policy, and whether the
 * password keeps it (auth0-js, {@code PasswordStrengthError}).
 *
 * @param description the rules, for programs
 * @param policy the rules, in words
 */
public record StrengthReport(Document description, String policy) {

  private static final List<String> KINDS = List.of("lower", "upper", "number", "special");

  /** The report of a password under a connection's {@code options}. */
  public static StrengthReport of(String password, Document options) {
    List<Object> rules = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    PasswordPolicy.Shape shape = PasswordPolicy.of(options).shape();
    int length = password.codePointCount(0, password.length());
    boolean verified = length >= shape.least();
    rules.add(
        Document.of(
            "message",
            "At least %d characters in length",
            "format",
            List.of(shape.least()),
            "code",
            "lengthAtLeast",
            "verified",
            verified));
    words.append("* At least ").append(shape.least()).append(" characters in length");
    if (!shape.kinds().isEmpty()) {
      boolean kept = kinds(password, shape, rules, words);
      verified &= kept;
    }
    if (!shape.repeats()) {
      boolean kept = !PasswordPolicy.repeats(password);
      verified &= kept;
      rules.add(
          rule(
                  "No more than %d identical characters in a row (e.g., \"%s\" not allowed)",
                  "identicalChars", kept)
              .with("format", List.of(2, "aaa")));
      words.append("\n* No more than 2 identical characters in a row (e.g., \"aaa\" not allowed)");
    }
    return new StrengthReport(Document.of("rules", rules, "verified", verified), words.toString());
  }

  private static boolean kinds(
      String password, PasswordPolicy.Shape shape, List<Object> rules, StringBuilder words) {
    boolean some = shape.atLeast() < shape.kinds().size();
    List<Object> items = new ArrayList<>();
    int kept = 0;
    words.append(
        some
            ? "\n* Contain at least "
                + shape.atLeast()
                + " of the following "
                + shape.kinds().size()
                + " types of characters:"
            : "\n* Should contain:");
    for (String kind : KINDS) {
      if (shape.kinds().contains(kind)) {
        boolean has = has(password, kind);
        kept += has ? 1 : 0;
        Map<String, String> named = NAMES.get(kind);
        String message = named == null ? kind : named.getOrDefault("message", kind);
        items.add(rule(message, named == null ? kind : named.getOrDefault("code", kind), has));
        words.append("\n * ").append(message);
      }
    }
    boolean verified = kept >= shape.atLeast();
    Document rule =
        some
            ? Document.of(
                "message",
                "Contain at least %d of the following %d types of characters:",
                "code",
                "containsAtLeast",
                "format",
                List.of(shape.atLeast(), shape.kinds().size()))
            : Document.of("message", "Should contain:", "code", "shouldContain");
    rules.add(rule.with("items", items).with("verified", verified));
    return verified;
  }

  private static final Map<String, Map<String, String>> NAMES =
      Map.of(
          "lower", Map.of("message", "lower case letters (a-z)", "code", "lowerCase"),
          "upper", Map.of("message", "upper case letters (A-Z)", "code", "upperCase"),
          "number", Map.of("message", "numbers (i.e. 0-9)", "code", "numbers"),
          "special",
              Map.of("message", "special characters (e.g. !@#$%^&*)", "code", "specialCharacters"));

  private static Document rule(String message, String code, boolean verified) {
    return Document.of("message", message, "code", code, "verified", verified);
  }

  private static boolean has(String password, String kind) {
    return password
        .chars()
        .anyMatch(
            each -> {
              boolean lower = each >= 'a' && each <= 'z';
              boolean upper = each >= 'A' && each <= 'Z';
              boolean number = each >= '0' && each <= '9';
              return switch (kind) {
                case "lower" -> lower;
                case "upper" -> upper;
                case "number" -> number;
                default -> !lower && !upper && !number;
              };
            });
  }
}
