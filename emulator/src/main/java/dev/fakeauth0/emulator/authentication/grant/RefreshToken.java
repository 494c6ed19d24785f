package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Refresh tokens (RFC 6749 section 1.5; Auth0 docs, "Refresh Tokens"), each a document of the
 * Management API's collection. One that rotates keeps its document: that is what joins a family.
 *
 * <p>The text a client holds is a handle and a secret. The handle finds the document, and nobody
 * but the family's holders ever saw it; so whoever comes with the handle and a secret that is not
 * good any more, comes with a token that was rotated away. The state keeps secrets as fingerprints.
 */
final class RefreshToken {

  /** The collection, by its path in the Management API. */
  static final String COLLECTION = "refresh-tokens";

  private static final int HANDLE = 22;
  private static final int SECRET = 43;

  /** Auth0 docs, "Refresh Token Limits": active ones of a user and an application. */
  private static final int MOST = 200;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Document document;

  private RefreshToken(Document document) {
    this.document = document;
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
            DATE.format(now),
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
            List.of(Document.of("fingerprint", fingerprint(secret))),
            "authorization",
            StoredAuthorization.written(authorization));
    tenant.put(COLLECTION, id, document);
    return handle + secret;
  }

  /** The id of the document of a token's text, if there is one; the secret is not looked at. */
  static Optional<RefreshToken> find(String text, TenantState state) {
    if (text.length() != HANDLE + SECRET) {
      return Optional.empty();
    }
    var table = state.collection(COLLECTION);
    if (table.size() == 0) {
      return Optional.empty();
    }
    for (Resource found : table.having("handle", RefreshToken::handle, text.substring(0, HANDLE))) {
      return Optional.of(new RefreshToken(found.document()));
    }
    return Optional.empty();
  }

  String id() {
    return document.string("id", "");
  }

  Document document() {
    return document;
  }

  private static Document settings(Client client) {
    return client.document().object("refresh_token").orElse(Document.EMPTY);
  }

  static boolean rotates(Client client) {
    return settings(client).string("rotation_type", "non-rotating").equals("rotating");
  }

  private static @org.jspecify.annotations.Nullable String expiry(
      Document settings, String lifetime, Instant now) {
    boolean expires = settings.string("expiration_type", "non-expiring").equals("expiring");
    Optional<Long> seconds = settings.number(lifetime);
    return !expires || settings.flag("infinite_" + lifetime, false) || seconds.isEmpty()
        ? null
        : DATE.format(now.plusSeconds(seconds.get()));
  }

  private static void makeRoom(String userId, Client client, TenantDraft tenant) {
    List<String> own = new ArrayList<>();
    for (Resource token :
        tenant.state().collection(COLLECTION).having("user_id", RefreshToken::owner, userId)) {
      if (token.document().string("client_id", "").equals(client.id())) {
        own.add(token.id());
      }
    }
    for (String id : own.subList(0, Math.max(0, own.size() - MOST + 1))) {
      tenant.remove(COLLECTION, id);
    }
  }

  private static List<String> owner(Resource resource) {
    return resource.document().string("user_id").map(List::of).orElse(List.of());
  }

  private static List<String> handle(Resource resource) {
    return resource.document().string("handle").map(List::of).orElse(List.of());
  }

  static String fingerprint(String secret) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
