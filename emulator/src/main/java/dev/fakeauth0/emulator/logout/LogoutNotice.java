package dev.fakeauth0.emulator.logout;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.Table;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a client is to be told of the end of a session (OpenID Connect Back-Channel Logout section
 * 2.4; Auth0 docs, "OIDC Back-Channel Logout").
 *
 * @param clientId the client
 * @param url where it is told
 * @param plan the logout token, not yet signed
 */
public record LogoutNotice(String clientId, String url, TokenPlan plan) {

  private static final String SESSIONS = "sessions";
  private static final long LIFETIME_SECONDS = 120;

  /**
   * The notices of a session: to its clients that want to know.
   *
   * @param session the session, as the Management API's collection has it
   * @param issuer the issuer as the tenant is reached, ending in a slash
   */
  public static List<LogoutNotice> of(
      Document session,
      Initiator why,
      String issuer,
      TenantState state,
      IdSource ids,
      Instant now) {
    List<LogoutNotice> notices = new ArrayList<>();
    for (Document member : session.objects("clients")) {
      Optional<Client> client = member.string("client_id").flatMap(state.clients()::find);
      if (client.isPresent() && why.concerns(client.get())) {
        for (String url : urls(client.get())) {
          notices.add(
              new LogoutNotice(
                  client.get().id(), url, plan(session, client.get(), issuer, ids.jti(), now)));
        }
      }
    }
    return notices;
  }

  /** The notices of all sessions of a user. */
  public static List<LogoutNotice> ofUser(
      String userId, Initiator why, String issuer, TenantState state, IdSource ids, Instant now) {
    List<LogoutNotice> notices = new ArrayList<>();
    for (Resource session : state.collection(SESSIONS).all()) {
      if (session.document().string("user_id", "").equals(userId)) {
        notices.addAll(of(session.document(), why, issuer, state, ids, now));
      }
    }
    return notices;
  }

  /** The notices of the sessions that a change took away, with their users or without. */
  public static List<LogoutNotice> between(
      TenantState before, TenantState after, String issuer, IdSource ids, Instant now) {
    Table<? extends Resource> sessions = before.collection(SESSIONS);
    Table<? extends Resource> left = after.collection(SESSIONS);
    // No operation makes sessions: as many as before are the same ones.
    if (sessions.size() == left.size()) {
      return List.of();
    }
    List<LogoutNotice> notices = new ArrayList<>();
    for (Resource session : sessions.all()) {
      if (left.find(session.id()).isEmpty()) {
        boolean user = after.users().find(session.document().string("user_id", "")).isPresent();
        notices.addAll(
            of(
                session.document(),
                user ? Initiator.SESSION_REVOKED : Initiator.ACCOUNT_DELETED,
                issuer,
                after,
                ids,
                now));
      }
    }
    return notices;
  }

  private static List<String> urls(Client client) {
    return settings(client).strings("backchannel_logout_urls");
  }

  private static Document settings(Client client) {
    return client.document().object("oidc_logout").orElse(Document.EMPTY);
  }

  /** What is known of the session, for a client that wants it (Auth0 docs, "Session Metadata"). */
  private static Optional<Document> metadata(Document session, Client client) {
    boolean wanted =
        settings(client)
            .object("backchannel_logout_session_metadata")
            .map(said -> said.flag("include", false))
            .orElse(false);
    return wanted
        ? session.object("session_metadata").filter(known -> !known.asMap().isEmpty())
        : Optional.empty();
  }

  private static TokenPlan plan(
      Document session, Client client, String issuer, String jti, Instant now) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", session.string("user_id", ""));
    claims.put("aud", client.id());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
    claims.put("jti", jti);
    claims.put(
        "events",
        Document.of("http://schemas.openid.net/event/backchannel-logout", Document.EMPTY).asMap());
    claims.put("sid", session.string("id", ""));
    metadata(session, client).ifPresent(known -> claims.put("session_metadata", known.asMap()));
    return new TokenPlan("RS256", "logout+jwt", claims, Optional.empty(), Optional.empty(), false);
  }
}
