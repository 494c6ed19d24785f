package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tokens that identity providers gave at logins, a set for each account a user has with one
 * (Auth0 docs, "Token Vault"; Management API, "Get a list of a user's federated connections token
 * sets"). The tokens themselves are stored in the set and shown to nobody.
 */
public final class Tokensets {

  /** How long the tokens of a provider are good that is played by a page. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  private static final List<String> SECRET = List.of("access_token", "refresh_token", "subject");

  private Tokensets() {}

  /** The collection of a user's sets. */
  public static String collection(String userId) {
    return "users/" + userId.replace("/", "%2F") + "/federated-connections-tokensets";
  }

  /** A set as the Management API shows it. */
  public static Document shown(Document tokenset) {
    Document shown = tokenset;
    for (String name : SECRET) {
      shown = shown.without(name);
    }
    return shown;
  }

  /** Whether a connection keeps its provider's tokens. */
  public static boolean keptBy(UserConnection connection) {
    return connection
            .settings()
            .object("federated_connections_access_tokens")
            .filter(setting -> setting.flag("active", false))
            .isPresent()
        || connection.connectsAccounts();
  }

  /**
   * Keeps the tokens of a login at a provider, in the place of those of the last one.
   *
   * @param subject the user as the provider knows them
   */
  public static void keep(
      String userId,
      UserConnection connection,
      String subject,
      String scope,
      TenantDraft draft,
      Instant now) {
    Document tokenset =
        stored(userId, draft.state()).stream()
            .filter(
                one ->
                    one.string("connection", "").equals(connection.name())
                        && one.string("subject", "").equals(subject))
            .findFirst()
            .orElseGet(
                () ->
                    Document.of(
                        "id",
                        draft.ids().uuid(),
                        "connection",
                        connection.name(),
                        "subject",
                        subject));
    renewed(
        userId,
        tokenset
            .with("scope", scope)
            .with("issued_at", Timestamp.of(now))
            .with("last_used_at", null)
            .with("refresh_token", draft.ids().opaque(43)),
        draft,
        now);
  }

  /** The set with an access token that the provider gave just now. */
  public static Document renewed(String userId, Document tokenset, TenantDraft draft, Instant now) {
    Document fresh =
        tokenset
            .with("access_token", draft.ids().opaque(43))
            .with("expires_at", Timestamp.of(now.plus(LIFETIME)));
    draft.put(collection(userId), tokenset.string("id", ""), fresh);
    return fresh;
  }

  /**
   * Hands sets of an account on to the user it is linked to, or back when it is unlinked (Auth0
   * docs, "Client-Initiated Account Linking": after it the tokens of the second account are the
   * first one's).
   *
   * @param from who had them
   * @param to who has them
   * @param wanted which
   */
  public static void move(String from, String to, Predicate<Document> wanted, TenantDraft draft) {
    for (Document tokenset : stored(from, draft.state())) {
      if (wanted.test(tokenset)) {
        String id = tokenset.string("id", "");
        draft.remove(collection(from), id);
        draft.put(collection(to), id, tokenset);
      }
    }
  }

  /** Notes that the tokens were asked for. */
  public static void used(String userId, Document tokenset, TenantDraft draft, Instant now) {
    draft.put(
        collection(userId),
        tokenset.string("id", ""),
        tokenset.with("last_used_at", Timestamp.of(now)));
  }

  /**
   * What is kept of a user's accounts with a connection: the sets, and the identities that hold
   * tokens themselves, as a seed's do; these have no {@code id}.
   */
  public static List<Document> of(Item user, String connection, TenantState state) {
    List<Document> all = new ArrayList<>();
    for (Document tokenset : stored(user.id(), state)) {
      if (tokenset.string("connection", "").equals(connection)) {
        all.add(tokenset);
      }
    }
    for (Document identity : UserView.identities(user.document())) {
      if (identity.string("connection", "").equals(connection)
          && identity.string("access_token").isPresent()) {
        all.add(
            Document.of(
                    "connection",
                    connection,
                    "subject",
                    identity.string("user_id", ""),
                    "access_token",
                    identity.string("access_token", ""))
                .with("refresh_token", identity.string("refresh_token").orElse(null))
                .with("scope", identity.string("scope").orElse(null))
                .with("expires_at", identity.string("expires_at").orElse(null)));
      }
    }
    return all;
  }

  /** Until when the access token of a set is good; none: nobody knows. */
  public static Optional<Instant> expiry(Document tokenset) {
    return tokenset.string("expires_at").map(Instant::parse);
  }

  private static List<Document> stored(String userId, TenantState state) {
    List<Document> all = new ArrayList<>();
    for (Resource resource : state.collection(collection(userId)).all()) {
      all.add(resource.document());
    }
    return all;
  }
}
