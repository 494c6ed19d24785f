package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the {@code mfa_factors} of an imported user (Auth0 docs, "Import User MFA
 * Authenticator Enrollments", the schema there).
 */
final class ImportedFactors {

  /** What a factor of a kind consists of. */
  private record Kind(String member, Pattern pattern, boolean email) {}

  private static final int MOST = 10;

  private static final Map<String, Kind> KINDS =
      Map.of(
          "totp", new Kind("secret", Pattern.compile("^[A-Z2-7]+$"), false),
          "phone", new Kind("value", Pattern.compile("^\\+[0-9]{1,15}$"), false),
          "email", new Kind("value", Pattern.compile("^[^@\\s]+@[^@\\s]+$"), true));

  private final List<Document> wrong = new ArrayList<>();

  private ImportedFactors() {}

  /** What is wrong, in the order of the factors. */
  static List<Document> wrong(Document user) {
    ImportedFactors check = new ImportedFactors();
    if (user.get(MfaFactors.MEMBER) instanceof List<?> factors) {
      check.all(factors);
    }
    return check.wrong;
  }

  private void all(List<?> factors) {
    if (factors.isEmpty()) {
      add("ARRAY_LENGTH_SHORT", "Array is too short (0), minimum 1", MfaFactors.MEMBER);
    } else if (factors.size() > MOST) {
      add(
          "ARRAY_LENGTH_LONG",
          "Array is too long (" + factors.size() + "), maximum " + MOST,
          MfaFactors.MEMBER);
    }
    for (int i = 0; i < factors.size(); i++) {
      String path = MfaFactors.MEMBER + '[' + i + ']';
      if (factors.get(i) instanceof Map<?, ?> factor) {
        one(Document.of(factor), path);
      } else {
        add("INVALID_TYPE", "Expected type object", path);
      }
    }
  }

  private void one(Document factor, String path) {
    int members = factor.asMap().size();
    if (members > 1) {
      add(
          "OBJECT_PROPERTIES_MAXIMUM",
          "Too many properties defined (" + members + "), maximum 1",
          path);
    }
    factor
        .asMap()
        .forEach(
            (name, value) -> {
              Kind kind = KINDS.get(name);
              String at = path + '.' + name;
              if (kind == null) {
                additional(name, at);
              } else if (value instanceof Map<?, ?> detail) {
                detail(Document.of(detail), kind, at);
              } else {
                add("INVALID_TYPE", "Expected type object", at);
              }
            });
  }

  private void detail(Document detail, Kind kind, String path) {
    String at = path + '.' + kind.member();
    for (String name : detail.asMap().keySet()) {
      if (!name.equals(kind.member())) {
        additional(name, path + '.' + name);
      }
    }
    @Nullable Object value = detail.get(kind.member());
    if (!detail.has(kind.member())) {
      add("OBJECT_REQUIRED", "Missing required property: " + kind.member(), at);
    } else if (!(value instanceof String text)) {
      add("INVALID_TYPE", "Expected type string", at);
    } else if (!kind.pattern().matcher(text).matches()) {
      if (kind.email()) {
        add("FORMAT", "Object didn't pass validation for format email: " + text, at);
      } else {
        add("PATTERN", "String does not match pattern " + kind.pattern().pattern(), at);
      }
    }
  }

  private void additional(String name, String path) {
    add("OBJECT_ADDITIONAL_PROPERTIES", "Additional properties not allowed: " + name, path);
  }

  private void add(String code, String message, String path) {
    wrong.add(Document.of("code", code, "message", message, "path", path));
  }
}
