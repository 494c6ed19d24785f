package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Auth0 does not take of a database's attributes (Auth0 docs, "Flexible Identifiers"). */
final class DatabaseAttributes {

  private DatabaseAttributes() {}

  /**
   * Why options are refused.
   *
   * @param before the options so far; empty for a new connection
   */
  static Optional<Diagnosis> unfit(Document options, Optional<Document> before) {
    Optional<Document> attributes = options.object("attributes");
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    if (options.flag("requires_username", false)) {
      return Optional.of(both("requires_username"));
    }
    if (options.object("validation").isPresent()) {
      return Optional.of(both("validation"));
    }
    boolean identified = false;
    for (var attribute : attributes.get().asMap().entrySet()) {
      Document said = attributes.get().object(attribute.getKey()).orElse(Document.EMPTY);
      identified |= said.object("identifier").orElse(Document.EMPTY).flag("active", false);
    }
    if (!identified) {
      return Optional.of(
          refused(
              "attributes must contain one active identifier",
              "no attribute has identifier.active",
              "set identifier.active of email, phone_number or username"));
    }
    return signup(attributes.get()).or(() -> nonUnique(attributes.get(), before));
  }

  private static Optional<Diagnosis> signup(Document attributes) {
    for (String name : attributes.asMap().keySet()) {
      Document said = attributes.object(name).orElse(Document.EMPTY);
      String status = said.object("signup").orElse(Document.EMPTY).string("status", "required");
      if (said.flag("profile_required", false) && !status.equals("required")) {
        return Optional.of(
            refused(
                "attribute " + name + " must also be required on signup",
                name + " is required in profiles, and its signup.status is " + status,
                "set signup.status to required, or profile_required to false"));
      }
    }
    return Optional.empty();
  }

  /** An address that need not be unique cannot be added to users who were told apart by it. */
  private static Optional<Diagnosis> nonUnique(Document attributes, Optional<Document> before) {
    boolean shared = isShared(attributes.object("email"));
    if (!shared || before.isEmpty()) {
      return Optional.empty();
    }
    Optional<Document> known = before.get().object("attributes");
    return isShared(known.flatMap(some -> some.object("email")))
        ? Optional.empty()
        : Optional.of(
            refused(
                "cannot add non-unique email attribute",
                "the connection was made with addresses that are unique",
                "leave attributes.email.unique true, or make another connection"));
  }

  private static boolean isShared(Optional<Document> email) {
    @Nullable Object unique = email.isPresent() ? email.get().get("unique") : null;
    return Boolean.FALSE.equals(unique);
  }

  private static Diagnosis both(String other) {
    return refused(
        "Cannot set both options.attributes and options." + other,
        "attributes take the place of " + other,
        "leave options." + other + " out");
  }

  private static Diagnosis refused(String message, String because, String remedy) {
    return Refusals.badRequest(Words.of(message), because, remedy);
  }
}
