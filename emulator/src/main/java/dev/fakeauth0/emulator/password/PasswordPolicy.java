package dev.fakeauth0.emulator.password;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which passwords a database connection accepts (Auth0 docs, "Password Strength in Auth0 Database
 * Connections" and "Password Options in Auth0 Database Connections").
 */
public final class PasswordPolicy {

  private static final Set<String> LEVELS = Set.of("low", "fair", "good", "excellent");

  private final Document options;
  private final Optional<Document> flexible;

  private PasswordPolicy(Document options) {
    this.options = options;
    // The older members win: Auth0 fills in password_options unasked beside them.
    this.flexible =
        options.string("passwordPolicy").isPresent()
            ? Optional.empty()
            : options.object("password_options");
  }

  /**
   * The policy of a connection.
   *
   * @param options the connection's {@code options}
   */
  public static PasswordPolicy of(Document options) {
    return new PasswordPolicy(options);
  }

  /**
   * What is wrong with a password, if anything is.
   *
   * @param user the user it is for, as the Management API shows them
   * @param hashes those of the user's earlier passwords, newest first
   */
  public Optional<PasswordWeakness> weakness(String password, Document user, List<String> hashes) {
    return strength(password)
        .or(() -> common(password))
        .or(() -> used(password, hashes))
        .or(() -> personal(password, user));
  }

  /**
   * The policy as a sign-up is told of it.
   *
   * @param least the least number of characters
   * @param kinds the kinds of characters that count: {@code lower}, {@code upper}, {@code number},
   *     {@code special}
   * @param atLeast how many of these there must be
   * @param repeats whether a character may stand more than twice in a row
   */
  record Shape(int least, List<String> kinds, int atLeast, boolean repeats) {}

  Shape shape() {
    List<String> all = List.of("lower", "upper", "number", "special");
    if (flexible.isPresent()) {
      Document complexity = flexible.get().object("complexity").orElse(Document.EMPTY);
      List<String> kinds =
          complexity.strings("character_types").stream().map(PasswordPolicy::shortName).toList();
      boolean some = complexity.string("character_type_rule", "all").equals("three_of_four");
      return new Shape(
          complexity.number("min_length").orElse(1L).intValue(),
          kinds,
          some ? Math.min(3, kinds.size()) : kinds.size(),
          !complexity.string("identical_characters", "allow").equals("block"));
    }
    return switch (level()) {
      case "fair" -> new Shape(least("fair"), List.of("lower", "upper", "number"), 3, true);
      case "good" -> new Shape(least("good"), all, 3, true);
      case "excellent" -> new Shape(least("excellent"), all, 3, false);
      default -> new Shape(least(level()), List.of(), 0, true);
    };
  }

  private static String shortName(String type) {
    return switch (type) {
      case "lowercase" -> "lower";
      case "uppercase" -> "upper";
      default -> type;
    };
  }

  private String level() {
    String given = options.string("passwordPolicy", "none");
    return LEVELS.contains(given) ? given : "none";
  }

  private int least(String level) {
    return options
        .object("password_complexity_options")
        .flatMap(complexity -> complexity.number("min_length"))
        .map(Long::intValue)
        .orElse(
            switch (level) {
              case "low" -> 6;
              case "fair", "good" -> 8;
              case "excellent" -> 10;
              default -> 1;
            });
  }

  /** How many earlier passwords have to be remembered. */
  public int remembered() {
    Optional<Document> history = section("password_history", "history");
    return history.isEmpty() ? 0 : history.get().number("size").orElse(5L).intValue();
  }

  private Optional<PasswordWeakness> strength(String password) {
    if (flexible.isPresent()) {
      return flexibleStrength(password, flexible.get().object("complexity").orElse(Document.EMPTY));
    }
    String level = level();
    int least = least(level);
    if (length(password) < least) {
      return weak("it has " + length(password) + " characters, and " + least + " are wanted");
    }
    int kinds = Kinds.of(password).count();
    return switch (level) {
      case "fair" -> {
        Kinds has = Kinds.of(password);
        yield has.lower && has.upper && has.digit
            ? Optional.empty()
            : weak("policy fair wants a lower case letter, an upper case letter and a digit");
      }
      case "good" -> kinds >= 3 ? Optional.empty() : tooFewKinds(level);
      case "excellent" ->
          kinds < 3
              ? tooFewKinds(level)
              : repeats(password)
                  ? weak("policy excellent wants no character more than twice in a row")
                  : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<PasswordWeakness> tooFewKinds(String level) {
    return weak(
        "policy "
            + level
            + " wants three of: lower case letters, upper case letters, digits, other characters");
  }

  private static Optional<PasswordWeakness> flexibleStrength(String password, Document complexity) {
    long least = complexity.number("min_length").orElse(1L);
    if (length(password) < least) {
      return weak("it has " + length(password) + " characters, and " + least + " are wanted");
    }
    if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 72
        && !complexity.string("max_length_exceeded", "error").equals("truncate")) {
      return weak("it has more than 72 bytes");
    }
    Kinds has = Kinds.of(password);
    List<String> missing = new ArrayList<>();
    List<String> wanted = complexity.strings("character_types");
    for (String kind : wanted) {
      if (!has.has(kind)) {
        missing.add(kind);
      }
    }
    boolean threeOfFour = complexity.string("character_type_rule", "all").equals("three_of_four");
    if (!missing.isEmpty() && !(threeOfFour && has.count() >= 3)) {
      return weak("it lacks: " + String.join(", ", missing));
    }
    if (complexity.string("identical_characters", "allow").equals("block") && repeats(password)) {
      return weak("it has a character more than twice in a row");
    }
    if (complexity.string("sequential_characters", "allow").equals("block") && runs(password)) {
      return weak("it has three characters in sequence");
    }
    return Optional.empty();
  }

  private Optional<PasswordWeakness> common(String password) {
    Optional<Document> section = section("password_dictionary", "dictionary");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    String folded = password.toLowerCase(Locale.ROOT);
    List<String> own = new ArrayList<>(section.get().strings("dictionary"));
    own.addAll(section.get().strings("custom"));
    boolean found =
        CommonPasswords.has(folded)
            || own.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).equals(folded));
    return found
        ? Optional.of(
            new PasswordWeakness(
                PasswordWeakness.Kind.DICTIONARY,
                "it is in the list of common passwords or in the connection's own"))
        : Optional.empty();
  }

  private Optional<PasswordWeakness> used(String password, List<String> hashes) {
    for (String hash : hashes.subList(0, Math.min(remembered(), hashes.size()))) {
      if (PasswordHash.matches(password, hash)) {
        return Optional.of(
            new PasswordWeakness(
                PasswordWeakness.Kind.HISTORY,
                "it is one of the user's last " + remembered() + " passwords"));
      }
    }
    return Optional.empty();
  }

  private Optional<PasswordWeakness> personal(String password, Document user) {
    if (section("password_no_personal_info", "profile_data").isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (String name : List.of("name", "username", "nickname", "given_name", "family_name")) {
      user.string(name).ifPresent(parts::add);
    }
    String email = user.string("email", "");
    parts.add(email.substring(0, Math.max(0, email.indexOf('@'))));
    Document metadata = user.object("user_metadata").orElse(Document.EMPTY);
    for (String name : List.of("name", "first", "last")) {
      metadata.string(name).ifPresent(parts::add);
    }
    String folded = password.toLowerCase(Locale.ROOT);
    for (String part : parts) {
      for (String word : part.toLowerCase(Locale.ROOT).split("[\\s@.]+", -1)) {
        if (word.length() > 2 && folded.contains(word)) {
          return Optional.of(
              new PasswordWeakness(
                  PasswordWeakness.Kind.USER_INFO, "it holds a part of the user's own data"));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * A check's settings if it is on, by its older name or by its name in {@code password_options}.
   */
  private Optional<Document> section(String older, String newer) {
    Optional<Document> section =
        options.object(older).filter(settings -> settings.flag("enable", false));
    return section.isPresent()
        ? section
        : flexible
            .flatMap(settings -> settings.object(newer))
            .filter(settings -> settings.flag("active", false));
  }

  private static Optional<PasswordWeakness> weak(String because) {
    return Optional.of(new PasswordWeakness(PasswordWeakness.Kind.STRENGTH, because));
  }

  private static int length(String password) {
    return password.codePointCount(0, password.length());
  }

  static boolean repeats(String password) {
    for (int i = 2; i < password.length(); i++) {
      if (password.charAt(i) == password.charAt(i - 1)
          && password.charAt(i) == password.charAt(i - 2)) {
        return true;
      }
    }
    return false;
  }

  private static boolean runs(String password) {
    for (int i = 2; i < password.length(); i++) {
      int step = password.charAt(i) - password.charAt(i - 1);
      if (Math.abs(step) == 1 && password.charAt(i - 1) - password.charAt(i - 2) == step) {
        return true;
      }
    }
    return false;
  }

  /** The kinds of characters in a password. */
  private record Kinds(boolean lower, boolean upper, boolean digit, boolean special) {

    static Kinds of(String password) {
      return new Kinds(
          password.chars().anyMatch(c -> c >= 'a' && c <= 'z'),
          password.chars().anyMatch(c -> c >= 'A' && c <= 'Z'),
          password.chars().anyMatch(c -> c >= '0' && c <= '9'),
          password
              .chars()
              .anyMatch(
                  c ->
                      !(c >= 'a' && c <= 'z')
                          && !(c >= 'A' && c <= 'Z')
                          && !(c >= '0' && c <= '9')));
    }

    boolean has(String name) {
      return switch (name) {
        case "lowercase" -> lower;
        case "uppercase" -> upper;
        case "number" -> digit;
        case "special" -> special;
        default -> true;
      };
    }

    int count() {
      return (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (special ? 1 : 0);
    }
  }
}
