package dev.fakeauth0.emulator.management.search;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be searched in documents of one kind.
 *
 * @param folded fields whose values are compared without regard to case
 * @param bare fields that a term without a field name is looked for in
 * @param exact fields, and all below them, that know neither wildcards nor ranges
 * @param derived fields that are no member of the document
 */
public record SearchedFields(
    Set<String> folded, List<String> bare, Set<String> exact, Derived derived) {

  /** Gives the values of fields that are no member of the document. */
  @FunctionalInterface
  public interface Derived {

    /** The values; empty if the field is not derived. */
    List<?> values(Document document, String field);
  }

  private static final Set<String> PROFILE =
      Set.of("email", "email.domain", "name", "given_name", "family_name", "nickname");

  private static final SearchedFields USERS = ofUsers((document, field) -> List.of());

  /** Users (Auth0 docs, "User Search Query Syntax"). */
  public static SearchedFields ofUsers(Derived derived) {
    return new SearchedFields(
        PROFILE,
        List.of(
            "email",
            "name",
            "given_name",
            "family_name",
            "nickname",
            "username",
            "phone_number",
            "user_id"),
        Set.of("user_metadata"),
        (document, field) ->
            field.equals("email.domain") ? domain(document) : derived.values(document, field));
  }

  /** Log records (Auth0 docs, "Log Search Query Syntax"). */
  public static SearchedFields ofLogs() {
    return new SearchedFields(
        Set.of(),
        List.of(
            "type",
            "description",
            "client_id",
            "client_name",
            "connection",
            "ip",
            "hostname",
            "user_id",
            "user_name",
            "log_id"),
        Set.of(),
        (document, field) -> List.of());
  }

  /**
   * The values a user is found by in an index of a field, as {@link Search.Equality} writes them.
   * Fields that depend on more than the user have none.
   */
  public static List<String> indexed(Document user, String field) {
    List<String> texts = new ArrayList<>();
    for (Object value : USERS.values(user, field)) {
      String text =
          value instanceof Number number
              ? Condition.Range.text(Condition.Range.decimal(number))
              : String.valueOf(value);
      texts.add(USERS.folds(field) ? text.toLowerCase(Locale.ROOT) : text);
    }
    return texts;
  }

  /** The value that users are put in order by; empty if they have none of the field. */
  public static Optional<Object> sortedBy(Document user, String field) {
    for (Object value : USERS.values(user, field)) {
      if (value != null) {
        return Optional.of(
            USERS.folds(field) ? String.valueOf(value).toLowerCase(Locale.ROOT) : value);
      }
    }
    return Optional.empty();
  }

  boolean folds(String field) {
    return folded.contains(field);
  }

  boolean exactOnly(String field) {
    int dot = field.indexOf('.');
    return exact.contains(dot < 0 ? field : field.substring(0, dot));
  }

  /** The scalars at a path; the elements of arrays on the way stand for their array. */
  List<@Nullable Object> values(Document document, String field) {
    List<@Nullable Object> found = new ArrayList<>(derived.values(document, field));
    if (found.isEmpty()) {
      collect(document.asMap(), field, found);
    }
    return found;
  }

  private static void collect(@Nullable Object at, String path, List<@Nullable Object> found) {
    if (at instanceof List<?> items) {
      for (Object item : items) {
        collect(item, path, found);
      }
      return;
    }
    if (!(at instanceof Map<?, ?> members)) {
      if (path.isEmpty() && at != null) {
        found.add(at);
      }
      return;
    }
    if (path.isEmpty()) {
      return;
    }
    // A name may hold a dot itself, so the whole path is tried before its first part.
    if (members.containsKey(path)) {
      collectValue(members.get(path), found);
      return;
    }
    int dot = path.indexOf('.');
    if (dot > 0) {
      collect(members.get(path.substring(0, dot)), path.substring(dot + 1), found);
    }
  }

  private static void collectValue(@Nullable Object value, List<@Nullable Object> found) {
    if (value instanceof Map<?, ?> members) {
      // Exists if anything in it does; equals nothing that can be asked for.
      if (!members.isEmpty()) {
        found.add(members);
      }
    } else {
      collect(value, "", found);
    }
  }

  private static List<String> domain(Document document) {
    String email = document.string("email", "");
    int at = email.lastIndexOf('@');
    return at < 0 ? List.of() : List.of(email.substring(at + 1));
  }
}
