package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.password.CustomPasswordHash;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One users import (Auth0 docs, "Bulk User Imports", "Database Schema and Examples"). */
final class UserImport {

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("email", String.class),
          Map.entry("email_verified", Boolean.class),
          Map.entry("user_id", String.class),
          Map.entry("username", String.class),
          Map.entry("given_name", String.class),
          Map.entry("family_name", String.class),
          Map.entry("name", String.class),
          Map.entry("nickname", String.class),
          Map.entry("picture", String.class),
          Map.entry("blocked", Boolean.class),
          Map.entry("phone_number", String.class),
          Map.entry("phone_verified", Boolean.class),
          Map.entry("password_hash", String.class),
          Map.entry("custom_password_hash", Map.class),
          Map.entry("app_metadata", Map.class),
          Map.entry("user_metadata", Map.class),
          Map.entry(MfaFactors.MEMBER, List.class));

  private static final Set<String> SECRET = Set.of("password_hash", "custom_password_hash");

  /** What an import that changes a user leaves as it is. */
  private static final Set<String> UNCHANGED =
      Set.of("user_id", "email", "password_hash", MfaFactors.MEMBER);

  private final Work work;
  private final UserConnection connection;
  private final boolean upsert;
  private final List<Document> errors = new ArrayList<>();
  private long inserted;
  private long updated;
  private long total;

  UserImport(Work work, UserConnection connection, boolean upsert) {
    this.work = work;
    this.connection = connection;
    this.upsert = upsert;
  }

  /** Takes in all users of a file. One that is wrong does not keep out the others. */
  void all(List<?> users) {
    for (Object each : users) {
      total++;
      if (each instanceof Map<?, ?> members) {
        one(Document.of(members));
      } else {
        refused(Document.EMPTY, List.of(error("INVALID_TYPE", "Expected type object", "")));
      }
    }
  }

  /** How many were made, changed and refused. */
  Document summary() {
    return Document.of(
        "failed", (long) errors.size(), "updated", updated, "inserted", inserted, "total", total);
  }

  /** Who was refused, and why. */
  List<Document> errors() {
    return errors;
  }

  private void one(Document user) {
    List<Document> wrong = wrong(user);
    if (!wrong.isEmpty()) {
      refused(user, wrong);
      return;
    }
    Optional<Item> known = known(user);
    if (known.isPresent() && !upsert) {
      refused(
          user,
          List.of(
              Document.of(
                  "code",
                  "DUPLICATED_USER",
                  "message",
                  "The user already exist and upsert parameter is false")));
      return;
    }
    if (known.isPresent()) {
      update(known.get(), user);
      updated++;
    } else {
      insert(user);
      inserted++;
    }
  }

  private Optional<Item> known(Document user) {
    Optional<String> id = user.string("user_id");
    if (id.isPresent()) {
      Optional<Item> found = work.state().users().find("auth0|" + id.get());
      if (found.isPresent()) {
        return found;
      }
    }
    for (String identifier : List.of("email", "username", "phone_number")) {
      Optional<String> value = user.string(identifier);
      if (value.isPresent()) {
        Optional<Item> found = connection.holder(work.state(), identifier, value.get());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private void insert(Document user) {
    Map<String, @Nullable Object> made = new LinkedHashMap<>();
    String id = "auth0|" + user.string("user_id").orElseGet(work.ids()::objectId);
    made.put("connection", connection.name());
    user.string("email")
        .ifPresent(
            email -> {
              made.put("email", email.toLowerCase(Locale.ROOT));
              made.put("email_verified", false);
            });
    made.put("created_at", work.timestamp());
    made.put("updated_at", work.timestamp());
    user.asMap()
        .forEach(
            (name, value) -> {
              if (value != null && !name.equals("email") && !name.equals(MfaFactors.MEMBER)) {
                made.put(name, value);
              }
            });
    made.put("user_id", id);
    Document stored = Document.of(made);
    // Recorded: the pictures of imported users are of another host.
    work.draft()
        .put(
            TenantState.USERS,
            id,
            stored.withDefault("picture", UserView.gravatar("secure", stored)));
    enroll(id, user);
  }

  private void enroll(String userId, Document user) {
    MfaFactors.enroll(
        userId, user, work.timestamp(), i -> work.ids().prefixed("dev_"), work.draft());
  }

  private void update(Item known, Document user) {
    Document before = known.document();
    Map<String, @Nullable Object> after = new LinkedHashMap<>(before.asMap());
    user.asMap()
        .forEach(
            (name, value) -> {
              if (value != null && !UNCHANGED.contains(name) && !tooLate(name, before)) {
                after.put(
                    name,
                    name.endsWith("_metadata")
                        ? Merge.metadata(
                            before.object(name).orElse(Document.EMPTY),
                            user.object(name).orElse(Document.EMPTY))
                        : value);
              }
            });
    after.put("updated_at", work.timestamp());
    work.draft().put(TenantState.USERS, known.id(), Document.of(after));
    enroll(known.id(), user);
  }

  /** Another system's hash that a login has replaced is not brought back. */
  private static boolean tooLate(String name, Document before) {
    return name.equals(CustomPasswordHash.MEMBER) && before.has("password_hash");
  }

  private List<Document> wrong(Document user) {
    List<Document> wrong = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> member : user.asMap().entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      Class<?> type = TYPES.get(name);
      if (type == null) {
        wrong.add(
            error(
                "OBJECT_ADDITIONAL_PROPERTIES",
                "Additional properties not allowed: " + name,
                name));
      } else if (value != null && !type.isInstance(value)) {
        wrong.add(error("INVALID_TYPE", "Expected type " + wire(type), name));
      }
    }
    for (String identifier : connection.requiredIdentifiers()) {
      if (!user.has(identifier)) {
        wrong.add(error("OBJECT_REQUIRED", "Missing required property: " + identifier, identifier));
      }
    }
    Optional<String> email = user.string("email");
    if (email.isPresent() && !email.get().matches("[^@\\s]+@[^@\\s]+")) {
      wrong.add(
          error(
              "FORMAT", "Object didn't pass validation for format email: " + email.get(), "email"));
    }
    Optional<String> hash = user.string("password_hash");
    if (hash.isPresent() && !PasswordHash.wellFormed(hash.get())) {
      wrong.add(
          error(
              "PATTERN",
              "String does not match pattern ^\\$2[ab]\\$10\\$[./0-9A-Za-z]{53}$",
              "password_hash"));
    }
    user.object(CustomPasswordHash.MEMBER)
        .flatMap(CustomPasswordHash::problem)
        .ifPresent(
            problem ->
                wrong.add(
                    error(
                        problem.message().startsWith("Missing")
                            ? "OBJECT_REQUIRED"
                            : "ENUM_MISMATCH",
                        problem.message(),
                        problem.path())));
    wrong.addAll(ImportedFactors.wrong(user));
    if (hash.isPresent() && user.has("custom_password_hash")) {
      wrong.add(
          error(
              "NOT_PASSED",
              "password_hash and custom_password_hash cannot be used together",
              "password_hash"));
    }
    return wrong;
  }

  private static String wire(Class<?> type) {
    if (type == String.class) {
      return "string";
    }
    return type == Boolean.class ? "boolean" : type == List.class ? "array" : "object";
  }

  private void refused(Document user, List<Document> wrong) {
    Document shown = user;
    for (String secret : SECRET) {
      shown = shown.without(secret);
    }
    errors.add(Document.of("user", shown, "errors", wrong));
  }

  private static Document error(String code, String message, String path) {
    return Document.of("code", code, "message", message, "path", path);
  }
}
