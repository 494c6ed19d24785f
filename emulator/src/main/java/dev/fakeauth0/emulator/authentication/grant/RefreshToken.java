package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.Sha256;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.EndedRefreshToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token (RFC 6749 section 1.5; Auth0 docs, "Refresh Tokens"): a document of the
 * Management API's collection. One that rotates keeps its document: that is what joins a family.
 *
 * <p>The text a client holds is a handle and a secret. The handle finds the document, and nobody
 * but the family's holders ever saw it; so whoever comes with the handle and a secret that is not
 * good any more, comes with a token that was rotated away. The state keeps secrets as fingerprints.
 */
public final class RefreshToken {

  /** The collection, by its path in the Management API. */
  public static final String COLLECTION = "refresh-tokens";

  private static final int HANDLE = 22;
  private static final int SECRET = 43;

  /** Auth0 docs, "Refresh Token Limits": active ones of a user and an application. */
  private static final int MOST = 200;

  /** How many of a family can be good at once: more only come of a leeway that is exploited. */
  private static final int MOST_AT_ONCE = 20;

  private final Document document;
  private final String secret;

  private RefreshToken(Document document, String secret) {
    this.document = document;
    this.secret = Sha256.base64Url(secret);
  }

  /** Puts a new one into the state. Gives its text. */
  static String issue(
      UserAuthorization authorization, Client client, TenantDraft tenant, Instant now) {
    makeRoom(authorization.login().userId(), client, tenant);
    String handle = tenant.ids().opaque(HANDLE);
    String secret = tenant.ids().opaque(SECRET);
    String id = tenant.ids().jti();
    Document settings = settings(client);
    Document document =
        Document.of(
            "id",
            id,
            "user_id",
            authorization.login().userId(),
            "created_at",
            Timestamp.of(now),
            "idle_expires_at",
            expiry(settings, "idle_token_lifetime", now),
            "expires_at",
            expiry(settings, "token_lifetime", now),
            "client_id",
            client.id(),
            "session_id",
            authorization.login().sessionId().orElse(null),
            "rotating",
            rotates(client),
            "resource_servers",
            List.of(
                Document.of(
                    "audience",
                    authorization.audience().orElse(""),
                    "scopes",
                    String.join(" ", authorization.scope()))),
            "last_exchanged_at",
            null,
            "handle",
            handle,
            "secrets",
            List.of(generation(secret, 1)),
            "authorization",
            StoredAuthorization.written(authorization));
    tenant.put(COLLECTION, id, document);
    return handle + secret;
  }

  /** The token of a text, if there is one of its handle; the secret is not looked at yet. */
  public static Optional<RefreshToken> find(String text, TenantState state) {
    var table = state.collection(COLLECTION);
    if (text.length() != HANDLE + SECRET || table.size() == 0) {
      return Optional.empty();
    }
    for (Resource found : table.having("handle", RefreshToken::handles, handle(text))) {
      return Optional.of(new RefreshToken(found.document(), text.substring(HANDLE)));
    }
    return Optional.empty();
  }

  /** What became of a token that is there no more, if that is still known. */
  static Optional<EndedRefreshToken> ended(String text, TenantDraft tenant, Instant now) {
    return text.length() == HANDLE + SECRET
        ? tenant.kept(EndedRefreshToken.class, handle(text), now)
        : Optional.empty();
  }

  /** The id of its document. */
  public String id() {
    return document.string("id", "");
  }

  /** The client it was issued to. */
  public String clientId() {
    return document.string("client_id", "");
  }

  /** What it stands for. */
  UserAuthorization authorization() {
    return StoredAuthorization.read(document.object("authorization").orElse(Document.EMPTY));
  }

  /** Whether another comes in its place when it is exchanged. */
  boolean rotates() {
    return document.flag("rotating", false);
  }

  /** When it ended by age, and which of the two ages it was; empty while it is good. */
  Optional<Expiry> expired(Instant now) {
    for (String limit : List.of("expires_at", "idle_expires_at")) {
      Optional<Instant> at = document.string(limit).map(Instant::parse);
      if (at.isPresent() && !at.get().isAfter(now)) {
        return Optional.of(new Expiry(limit, at.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * That a token is too old.
   *
   * @param limit {@code expires_at} or {@code idle_expires_at}
   */
  record Expiry(String limit, Instant at) {}

  /**
   * Whether its secret is good: it was not exchanged yet, or a moment ago and is the last that was
   * (Auth0 docs, "Configure Refresh Token Rotation").
   */
  boolean good(Client client, Instant now) {
    List<Document> secrets = document.objects("secrets");
    long lastExchanged = 0;
    for (Document known : secrets) {
      if (known.string("exchanged_at").isPresent()) {
        lastExchanged = Math.max(lastExchanged, known.number("generation").orElse(0L));
      }
    }
    for (Document known : secrets) {
      if (is(known)) {
        Optional<Instant> exchanged = known.string("exchanged_at").map(Instant::parse);
        return exchanged.isEmpty()
            || (known.number("generation").orElse(0L) == lastExchanged
                && now.isBefore(exchanged.get().plusSeconds(leeway(client))));
      }
    }
    return false;
  }

  /**
   * Notes that it was exchanged. Gives the text of the one that comes in its place; none where it
   * does not rotate.
   */
  Optional<String> exchanged(Client client, TenantDraft tenant, Instant now) {
    boolean rotates = rotates(client);
    boolean rotated = document.flag("rotating", false);
    Document changed =
        document
            .with("last_exchanged_at", Timestamp.of(now))
            .with("idle_expires_at", expiry(settings(client), "idle_token_lifetime", now));
    Optional<String> next = Optional.empty();
    if (rotates || rotated) {
      String fresh = tenant.ids().opaque(SECRET);
      next = Optional.of(document.string("handle", "") + fresh);
      changed = changed.with("rotating", rotates).with("secrets", rotated(fresh, now));
    }
    tenant.put(COLLECTION, id(), changed);
    if (rotates != rotated) {
      removeLikes(rotated, tenant);
    }
    return next;
  }

  /** Ends it, with all of its family, because the client gave it back. */
  public void giveBack(TenantDraft tenant, Instant now) {
    end(EndedRefreshToken.Cause.GIVEN_BACK, tenant, now);
  }

  /**
   * Ends it with the user's consent and all other tokens that the client has for the user and the
   * API (Auth0 docs, "Revoke Refresh Tokens": with the grant).
   */
  public void endWithGrant(TenantDraft tenant, Instant now) {
    String userId = document.string("user_id", "");
    List<Document> tokens = new ArrayList<>();
    for (Resource other : ofUser(userId, tenant)) {
      Document like = other.document();
      if (like.string("client_id", "").equals(clientId())
          && audience(like).equals(audience(document))) {
        tokens.add(like);
      }
    }
    for (Document like : tokens) {
      end(like.string("id", ""), EndedRefreshToken.Cause.GIVEN_BACK, tenant, now);
    }
    List<String> grants = new ArrayList<>();
    for (Resource grant : tenant.state().collection("grants").all()) {
      Document consent = grant.document();
      if (consent.string("user_id", "").equals(userId)
          && consent.string("clientID", "").equals(clientId())
          && consent.string("audience", "").equals(audience(document))) {
        grants.add(grant.id());
      }
    }
    for (String grant : grants) {
      tenant.remove("grants", grant);
    }
  }

  /**
   * Ends it, with all of its family.
   *
   * @param cause why, for whoever comes with it later
   */
  void end(EndedRefreshToken.Cause cause, TenantDraft tenant, Instant now) {
    tenant.remove(COLLECTION, id());
    EndedRefreshToken.remember(document, cause, tenant, now);
  }

  /** Ends the token of an id, if it is there. */
  static void end(String id, EndedRefreshToken.Cause cause, TenantDraft tenant, Instant now) {
    tenant
        .state()
        .collection(COLLECTION)
        .find(id)
        .ifPresent(
            token -> {
              tenant.remove(COLLECTION, id);
              EndedRefreshToken.remember(token.document(), cause, tenant, now);
            });
  }

  /** The secrets there are once this one is exchanged for a fresh one. */
  private List<Document> rotated(String fresh, Instant now) {
    List<Document> secrets = new ArrayList<>();
    long generation = 0;
    for (Document known : document.objects("secrets")) {
      if (is(known)) {
        generation = known.number("generation").orElse(0L);
        secrets.add(
            known.string("exchanged_at").isPresent()
                ? known
                : known.with("exchanged_at", now.toString()));
      } else if (known.string("exchanged_at").isEmpty()) {
        secrets.add(known);
      }
    }
    secrets.add(generation(fresh, generation + 1));
    return secrets.subList(Math.max(0, secrets.size() - MOST_AT_ONCE), secrets.size());
  }

  private boolean is(Document known) {
    return MessageDigest.isEqual(
        known.string("fingerprint", "").getBytes(StandardCharsets.UTF_8),
        secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Where rotation was switched on or off, the first exchange ends the other tokens of the former
   * kind that the client has for the user and the API (Auth0 docs, "Configure Refresh Token
   * Rotation").
   */
  private void removeLikes(boolean rotating, TenantDraft tenant) {
    List<String> gone = new ArrayList<>();
    for (Resource other : ofUser(document.string("user_id", ""), tenant)) {
      Document like = other.document();
      if (!other.id().equals(id())
          && like.string("client_id", "").equals(clientId())
          && like.flag("rotating", false) == rotating
          && audience(like).equals(audience(document))) {
        gone.add(other.id());
      }
    }
    for (String id : gone) {
      tenant.remove(COLLECTION, id);
    }
  }

  private static String audience(Document token) {
    return token.objects("resource_servers").stream()
        .findFirst()
        .map(api -> api.string("audience", ""))
        .orElse("");
  }

  private static void makeRoom(String userId, Client client, TenantDraft tenant) {
    List<String> own = new ArrayList<>();
    for (Resource token : ofUser(userId, tenant)) {
      if (token.document().string("client_id", "").equals(client.id())) {
        own.add(token.id());
      }
    }
    for (String id : own.subList(0, Math.max(0, own.size() - MOST + 1))) {
      tenant.remove(COLLECTION, id);
    }
  }

  private static Iterable<? extends Resource> ofUser(String userId, TenantDraft tenant) {
    return tenant.state().collection(COLLECTION).having("user_id", RefreshToken::owners, userId);
  }

  private static List<String> owners(Resource resource) {
    return resource.document().string("user_id").map(List::of).orElse(List.of());
  }

  private static List<String> handles(Resource resource) {
    return resource.document().string("handle").map(List::of).orElse(List.of());
  }

  private static String handle(String text) {
    return text.substring(0, HANDLE);
  }

  private static Document generation(String secret, long generation) {
    return Document.of("fingerprint", Sha256.base64Url(secret), "generation", generation);
  }

  /** The client's {@code refresh_token} object. */
  private static Document settings(Client client) {
    return client.document().object("refresh_token").orElse(Document.EMPTY);
  }

  private static boolean rotates(Client client) {
    return settings(client).string("rotation_type", "non-rotating").equals("rotating");
  }

  private static long leeway(Client client) {
    return settings(client).number("leeway").orElse(0L);
  }

  private static @Nullable String expiry(Document settings, String lifetime, Instant now) {
    boolean expires = settings.string("expiration_type", "non-expiring").equals("expiring");
    Optional<Long> seconds = settings.number(lifetime);
    return !expires || settings.flag("infinite_" + lifetime, false) || seconds.isEmpty()
        ? null
        : Timestamp.of(now.plusSeconds(seconds.get()));
  }
}
