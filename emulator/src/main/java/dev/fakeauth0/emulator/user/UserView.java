package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.CustomPasswordHash;
import dev.fakeauth0.emulator.tenant.Item;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A user as the Management API shows them (Management API, "Get a User"). Stored is only what was
 * sent and what cannot be derived, since there may be a million: the rest is added here.
 */
public final class UserView {

  /** When users of a seed that says nothing else were made: the same in every run. */
  private static final String SEEDED_AT = "2024-01-01T00:00:00.000Z";

  private static final String DEFAULT_CONNECTION = "Username-Password-Authentication";

  /** What is stored and never shown. */
  private static final Set<String> HIDDEN =
      Set.of(
          "connection",
          "password",
          "password_hash",
          "password_history",
          "custom_password_hash",
          "mfa_factors",
          "verify_email",
          "verify_phone_number",
          "client_id");

  /** How a user's password is kept: as a seed has it, hashed, or hashed by another system. */
  private static final List<String> PASSWORDS =
      List.of("password", "password_hash", CustomPasswordHash.MEMBER);

  /** What is added to what is stored, or put in its place. */
  private static final Set<String> DERIVED =
      Set.of("created_at", "email_verified", "identities", "name", "nickname", "updated_at");

  /** What all that is derived from. */
  private static final Set<String> SOURCES =
      Set.of(
          "connection",
          "created_at",
          "email",
          "identities",
          "name",
          "nickname",
          "phone_number",
          "updated_at",
          "user_id",
          "username");

  private UserView() {}

  /** The whole user. */
  public static Document of(Document stored) {
    return view(stored, member -> true);
  }

  /**
   * Shows as much of a user as searches of some fields look at, since they may look at a million:
   * what is stored is read no further than that, and nothing is derived that is not looked at.
   * There is no picture.
   *
   * @param fields the paths
   */
  public static Function<Item, Document> searched(Set<String> fields) {
    Set<String> members = new HashSet<>();
    boolean derived = false;
    for (String field : fields) {
      // A name may hold a dot itself.
      int dot = field.indexOf('.');
      String first = dot < 0 ? field : field.substring(0, dot);
      members.add(field);
      members.add(first.equals("organization_id") ? "user_id" : first);
      derived |= DERIVED.contains(first);
    }
    members.removeAll(HIDDEN);
    Set<String> shown = Set.copyOf(members);
    if (!derived) {
      return user -> user.document(shown::contains);
    }
    members.addAll(SOURCES);
    Set<String> read = Set.copyOf(members);
    return user ->
        view(
            user.document(read::contains),
            member -> shown.contains(member) && !member.equals("picture"));
  }

  private static Document view(Document stored, Predicate<String> wanted) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> member : stored.asMap().entrySet()) {
      boolean empty =
          member.getKey().equals("app_metadata")
              && member.getValue() instanceof Map<?, ?> metadata
              && metadata.isEmpty();
      if (member.getValue() != null && !HIDDEN.contains(member.getKey()) && !empty) {
        view.put(member.getKey(), member.getValue());
      }
    }
    view.putIfAbsent("created_at", SEEDED_AT);
    view.putIfAbsent("updated_at", stored.string("created_at", SEEDED_AT));
    if (stored.string("email").isPresent()) {
      view.putIfAbsent("email_verified", false);
    }
    if (wanted.test("identities")) {
      view.put("identities", identities(stored));
    }
    absent(stored, view, "name", name(stored));
    absent(stored, view, "nickname", nickname(stored));
    if (wanted.test("picture")) {
      absent(stored, view, "picture", picture(stored));
    }
    return Document.of(view);
  }

  /** A null that is stored says that it was taken away: nothing is put in its place then. */
  private static void absent(
      Document stored, Map<String, @Nullable Object> view, String name, String value) {
    if (!stored.has(name) && !value.isEmpty()) {
      view.put(name, value);
    }
  }

  /** The identities as they are shown, the primary one first. */
  public static List<Document> identities(Document stored) {
    if (!stored.has("identities")) {
      return List.of(primary(stored));
    }
    List<Document> shown = new ArrayList<>();
    for (Document identity : stored.objects("identities")) {
      Document open = identity;
      for (String name : PASSWORDS) {
        open = open.without(name);
      }
      shown.add(open);
    }
    return shown;
  }

  /** An account, with the password of one that it was linked to or unlinked from. */
  public static Document withPassword(Document account, Document from) {
    Document whole = account;
    for (String name : PASSWORDS) {
      if (from.has(name)) {
        whole = whole.with(name, from.get(name));
      }
    }
    return whole;
  }

  /** The identity of a user who is linked to no other. */
  public static Document primary(Document stored) {
    String id = stored.string("user_id", "");
    String provider = provider(id);
    return Document.of(
        "connection",
        connection(stored),
        "user_id",
        part(id),
        "provider",
        provider,
        "isSocial",
        Strategies.social(provider));
  }

  /** The name of the connection a user is in. */
  public static String connection(Document stored) {
    return stored.string(
        "connection",
        stored.objects("identities").stream()
            .findFirst()
            .flatMap(identity -> identity.string("connection"))
            .orElse(DEFAULT_CONNECTION));
  }

  /** What a user may be called by: e-mail address, user_id, user name; those there are. */
  public static List<String> names(Document stored) {
    List<String> names = new ArrayList<>(3);
    stored.string("email").ifPresent(names::add);
    stored.string("user_id").ifPresent(names::add);
    stored.string("username").ifPresent(names::add);
    return names;
  }

  /** What stands before the first bar of a user_id. */
  public static String provider(String userId) {
    int bar = userId.indexOf('|');
    return bar < 0 ? "auth0" : userId.substring(0, bar);
  }

  /** What stands behind the first bar of a user_id. */
  public static String part(String userId) {
    return userId.substring(userId.indexOf('|') + 1);
  }

  private static String name(Document stored) {
    return first(stored, "email", "username", "phone_number");
  }

  private static String nickname(Document stored) {
    String name = name(stored);
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  private static String picture(Document stored) {
    return gravatar("s", stored);
  }

  /**
   * The picture of a user without one (recorded).
   *
   * @param host {@code s} where it is made by the API, {@code secure} by an import
   */
  public static String gravatar(String host, Document stored) {
    String of = name(stored).toLowerCase(Locale.ROOT);
    String letters = stored.string("name").orElse(of).toLowerCase(Locale.ROOT);
    return "https://"
        + host
        + ".gravatar.com/avatar/"
        + md5(of)
        + "?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F"
        + letters.substring(0, Math.min(2, letters.length()))
        + ".png";
  }

  private static String first(Document stored, String... names) {
    for (String name : names) {
      Optional<String> value = stored.string(name);
      if (value.isPresent()) {
        return value.get();
      }
    }
    return "";
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      StringBuilder hex = new StringBuilder(32);
      for (byte each : digest) {
        hex.append(Character.forDigit(each >> 4 & 15, 16))
            .append(Character.forDigit(each & 15, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
