package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.IdSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a database connection, strategy {@code auth0}: what they are completed with, and which
 * Auth0 does not take together.
 */
final class DatabaseOptions {

  private static final Document MFA = Document.of("active", true, "return_enroll_settings", true);
  private static final Document PASSKEY_OPTIONS =
      Document.of(
          "challenge_ui",
          "both",
          "progressive_enrollment_enabled",
          true,
          "local_enrollment_enabled",
          true);
  private static final Document PASSWORD =
      Document.of("enabled", true, "api_behavior", "required", "signup_behavior", "allow");
  private static final Document OFF = Document.of("enabled", false);
  private static final Document COMPLEXITY =
      Document.of(
          "character_type_rule",
          "all",
          "identical_characters",
          "allow",
          "sequential_characters",
          "allow",
          "max_length_exceeded",
          "error",
          "min_length",
          15,
          "character_types",
          List.of());
  private static final Document PROFILE_DATA =
      Document.of(
          "active",
          false,
          "blocked_fields",
          List.of(
              "name",
              "username",
              "nickname",
              "email",
              "phone_number",
              "user_metadata.name",
              "user_metadata.first",
              "user_metadata.last"));
  private static final Document HISTORY = Document.of("active", false, "size", 3);
  private static final Document DICTIONARY =
      Document.of("active", false, "custom", List.of(), "default", "en_100k");

  // What Auth0 seals a custom database's settings into begins with this.
  private static final byte[] SEAL = {0x0a, 0x42, 0x0a, 0x20};

  private DatabaseOptions() {}

  /** What is stored when a connection is made with these options. */
  static Document created(Document sent, IdSource ids) {
    return sealed(Document.EMPTY, completed(sent), ids);
  }

  /** Options with all that is added to those that were sent. */
  static Document completed(Document sent) {
    Document options = sent.withDefault("mfa", MFA);
    if (!sent.has("password_options")) {
      options = options.withDefault("passwordPolicy", "good");
    }
    options = options.with("password_options", passwordOptions(sent));
    options = options.withDefault("strategy_version", 2);
    options = options.with("authentication_methods", authenticationMethods(sent));
    options = options.withDefault("passkey_options", PASSKEY_OPTIONS);
    return attributes(options).withDefault("brute_force_protection", true);
  }

  /** What is stored when options are replaced: a few stay as they were unless they are sent. */
  static Document updated(Document before, Document sent, IdSource ids) {
    Document options = sent;
    for (String kept :
        List.of("brute_force_protection", "authentication_methods", "passkey_options")) {
      if (before.has(kept)) {
        options = options.withDefault(kept, before.get(kept));
      }
    }
    if (sent.object("password_options").isPresent()) {
      options = options.with("password_options", passwordOptions(sent));
    }
    return sealed(before, attributes(options), ids);
  }

  private static Document passwordOptions(Document sent) {
    Document given = sent.object("password_options").orElse(Document.EMPTY);
    return given
        .with("complexity", completed(given, "complexity", COMPLEXITY))
        .with("profile_data", completed(given, "profile_data", PROFILE_DATA))
        .with("history", completed(given, "history", HISTORY))
        .with("dictionary", completed(given, "dictionary", DICTIONARY));
  }

  private static Document authenticationMethods(Document sent) {
    Optional<Document> given = sent.object("authentication_methods");
    if (given.isEmpty()) {
      return Document.of("password", PASSWORD, "passkey", OFF);
    }
    return given
        .get()
        .with("password", completed(given.get(), "password", PASSWORD))
        .withDefault("passkey", OFF)
        .withDefault("email_otp", OFF)
        .withDefault("phone_otp", OFF);
  }

  /** An e-mail attribute is unique and verified by a link unless said otherwise. */
  private static Document attributes(Document options) {
    Optional<Document> attributes = options.object("attributes");
    Optional<Document> email = attributes.flatMap(some -> some.object("email"));
    return email.isEmpty()
        ? options
        : options.with(
            "attributes",
            attributes
                .get()
                .with(
                    "email",
                    email
                        .get()
                        .withDefault("unique", true)
                        .withDefault("verification_method", "link")));
  }

  /** Settings of custom scripts are secrets: Auth0 shows what it sealed them into. */
  private static Document sealed(Document before, Document options, IdSource ids) {
    Optional<Document> sent = options.object("configuration");
    if (sent.isEmpty()) {
      return options;
    }
    Document known = before.object("configuration").orElse(Document.EMPTY);
    Map<String, Object> sealed = new LinkedHashMap<>();
    for (String name : sent.get().asMap().keySet()) {
      String value = String.valueOf(sent.get().get(name));
      boolean unchanged = known.string(name).filter(value::equals).isPresent();
      sealed.put(name, unchanged ? value : seal(ids));
    }
    return options.with("configuration", sealed);
  }

  private static String seal(IdSource ids) {
    byte[] bytes = ids.bytes(IdSource.Kind.RESOURCE, 128);
    System.arraycopy(SEAL, 0, bytes, 0, SEAL.length);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Document completed(Document of, String member, Document with) {
    Document given = of.object(member).orElse(Document.EMPTY);
    for (String name : with.asMap().keySet()) {
      given = given.withDefault(name, with.get(name));
    }
    return given;
  }
}
