package dev.fakeauth0.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads and checks rules: the one parser and the one validator of all doors. */
final class FailureRules {

  private static final List<String> LIMITS =
      List.of("client", "audience", "user", "tenant", "times", "nth");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private FailureRules() {}

  static FailureRule[] parseAll(String... rules) {
    FailureRule[] parsed = new FailureRule[rules.length];
    for (int i = 0; i < rules.length; i++) {
      parsed[i] = parse(rules[i]);
    }
    return parsed;
  }

  static FailureRule parse(String text) {
    String rule = text.strip();
    String[] parts = rule.split(";", -1);
    String head = parts[0];
    int at = head.indexOf('@');
    Optional<String> endpoint =
        at < 0 ? Optional.empty() : Optional.of(head.substring(at + 1).strip());
    String what = at < 0 ? head : head.substring(0, at);
    int equals = what.indexOf('=');
    String name = (equals < 0 ? what : what.substring(0, equals)).strip();
    Optional<String> argument =
        equals < 0 ? Optional.empty() : Optional.of(what.substring(equals + 1).strip());
    FailureMode mode =
        FailureMode.named(name)
            .orElseThrow(
                () ->
                    new InvalidFailureRule(
                        rule, "there is no failure mode " + quoted(name) + nearestMode(name)));
    Map<String, String> limits = limits(rule, parts);
    return new FailureRule(
        mode,
        argument,
        endpoint,
        Optional.ofNullable(limits.get("client")),
        Optional.ofNullable(limits.get("audience")),
        Optional.ofNullable(limits.get("user")),
        Optional.ofNullable(limits.get("tenant")),
        count(rule, limits, "times"),
        count(rule, limits, "nth"));
  }

  /**
   * Checks that the parts of a rule go together.
   *
   * @param rule the rule's text
   */
  static void check(
      String rule,
      FailureMode mode,
      Optional<String> argument,
      Optional<String> endpoint,
      OptionalInt times,
      OptionalInt nth) {
    if (mode.argument() == FailureMode.Argument.NONE && argument.isPresent()) {
      throw new InvalidFailureRule(
          rule, mode.mode() + " takes no argument; say " + quoted(mode.mode()));
    }
    if (mode.argument() != FailureMode.Argument.NONE && argument.isEmpty()) {
      throw new InvalidFailureRule(rule, mode.mode() + " wants " + mode.argument().wanted());
    }
    if (argument.isPresent() && !fits(mode.argument(), argument.get())) {
      throw new InvalidFailureRule(
          rule, quoted(argument.get()) + " is not " + mode.argument().wanted());
    }
    endpoint.ifPresent(path -> checkEndpoint(rule, mode, path));
    if (times.isPresent() && nth.isPresent()) {
      throw new InvalidFailureRule(
          rule, "times and nth exclude one another: times=n is the first n calls, nth=n the nth");
    }
    if (times.orElse(1) < 1 || nth.orElse(1) < 1) {
      throw new InvalidFailureRule(rule, "times and nth count from 1");
    }
  }

  /** Checks that a limit's value can stand in a rule's text. */
  static void checkLimit(String rule, String name, Optional<String> value) {
    if (value.isEmpty()) {
      return;
    }
    String text = value.get();
    boolean writable =
        !text.isEmpty()
            && text.strip().equals(text)
            && text.indexOf(';') < 0
            && text.chars().noneMatch(Character::isISOControl);
    if (!writable) {
      throw new InvalidFailureRule(
          rule,
          name
              + " wants a value that has no semicolon in it, nor blanks around it: "
              + name
              + "=...");
    }
  }

  private static void checkEndpoint(String rule, FailureMode mode, String endpoint) {
    if (!endpoint.startsWith("/")) {
      throw new InvalidFailureRule(
          rule, "an endpoint is a path such as /oauth/token, not " + quoted(endpoint));
    }
    if (endpoint.equals("/__admin") || endpoint.startsWith("/__admin/")) {
      throw new InvalidFailureRule(
          rule,
          "the emulator's own endpoints do not fail on demand"
              + nearest(endpoint, mode.endpoints()));
    }
    if (mode.endpoints().stream().anyMatch(path -> covers(endpoint, path))) {
      return;
    }
    boolean served = FailureMode.served().stream().anyMatch(path -> covers(endpoint, path));
    throw new InvalidFailureRule(
        rule,
        (served ? mode.mode() + " does not fit " : "nothing is served at ")
            + endpoint
            + nearest(endpoint, mode.endpoints()));
  }

  /** Whether a rule's endpoint, which may end in a star, covers a path. */
  static boolean covers(String endpoint, String path) {
    return endpoint.endsWith("*")
        ? path.startsWith(endpoint.substring(0, endpoint.length() - 1))
        : path.equals(endpoint);
  }

  static Optional<Duration> duration(String text) {
    int digits = digits(text);
    if (digits == 0 || digits > 9) {
      return Optional.empty();
    }
    long amount = Long.parseLong(text.substring(0, digits));
    Optional<Duration> duration =
        switch (text.substring(digits)) {
          case "ms" -> Optional.of(Duration.ofMillis(amount));
          case "s" -> Optional.of(Duration.ofSeconds(amount));
          case "m" -> Optional.of(Duration.ofMinutes(amount));
          default -> Optional.empty();
        };
    return duration.filter(length -> length.compareTo(LONGEST) <= 0);
  }

  /** A rule's text. */
  static String text(
      FailureMode mode,
      Optional<String> argument,
      Optional<String> endpoint,
      Map<String, Optional<String>> limits) {
    StringBuilder text = new StringBuilder(mode.mode());
    argument.ifPresent(value -> text.append('=').append(value));
    endpoint.ifPresent(path -> text.append('@').append(path));
    limits.forEach(
        (name, limit) ->
            limit.ifPresent(value -> text.append(';').append(name).append('=').append(value)));
    return text.toString();
  }

  private static boolean fits(FailureMode.Argument wanted, String argument) {
    return switch (wanted) {
      case NONE -> false;
      case CLAIM -> claim(argument);
      case DURATION -> duration(argument).isPresent();
      case BEFORE_OR_AFTER -> argument.equals("before") || argument.equals("after");
      case STATUS ->
          argument.length() == 3
              && digits(argument) == 3
              && (argument.charAt(0) == '4' || argument.charAt(0) == '5');
    };
  }

  /** Whether a claim's name, which is often a URL, can stand in a rule's text. */
  private static boolean claim(String name) {
    return !name.isEmpty()
        && name.chars()
            .noneMatch(
                character ->
                    character == '@'
                        || character == ';'
                        || Character.isWhitespace(character)
                        || Character.isSpaceChar(character)
                        || Character.isISOControl(character));
  }

  private static Map<String, String> limits(String rule, String[] parts) {
    Map<String, String> limits = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (!LIMITS.contains(name)) {
        throw new InvalidFailureRule(
            rule,
            quoted(part.strip())
                + " is no limit"
                + nearest(name, LIMITS)
                + "; limits are "
                + String.join(", ", LIMITS));
      }
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (value.isEmpty()) {
        throw new InvalidFailureRule(rule, name + " wants a value: " + name + "=...");
      }
      if (limits.put(name, value) != null) {
        throw new InvalidFailureRule(rule, name + " is said twice");
      }
    }
    return limits;
  }

  private static OptionalInt count(String rule, Map<String, String> limits, String name) {
    String value = limits.get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value.length() > 9 || digits(value) != value.length()) {
      throw new InvalidFailureRule(rule, name + " is a count from 1, not " + quoted(value));
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  /** How many of the digits 0 to 9 a text begins with. */
  private static int digits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }

  private static String nearestMode(String name) {
    List<String> known = new ArrayList<>();
    for (FailureMode mode : FailureMode.values()) {
      known.add(mode.mode());
      known.addAll(mode.aliases());
    }
    String best = nearestOf(name, known);
    Optional<FailureMode> meant = FailureMode.named(best);
    return meant.isPresent() && !meant.get().aliases().isEmpty()
        ? "; the nearest is " + quoted(best) + " (" + meant.get().hint() + ")"
        : "; the nearest is " + quoted(best);
  }

  private static String nearest(String name, List<String> known) {
    return "; the nearest is " + quoted(nearestOf(name, known));
  }

  private static String nearestOf(String name, List<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** The Levenshtein distance. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
