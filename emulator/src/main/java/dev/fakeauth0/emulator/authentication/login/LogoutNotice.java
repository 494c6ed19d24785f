package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
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
record LogoutNotice(String clientId, String url, TokenPlan plan) {

  private static final long LIFETIME_SECONDS = 120;

  /** The notices of a session that ends: to its clients that want to know. */
  static List<LogoutNotice> of(
      BrowserSession session, String issuer, TenantDraft tenant, Instant now) {
    List<LogoutNotice> notices = new ArrayList<>();
    for (String clientId : session.clients()) {
      List<String> urls =
          tenant
              .state()
              .clients()
              .find(clientId)
              .flatMap(client -> client.document().object("oidc_logout"))
              .map(logout -> logout.strings("backchannel_logout_urls"))
              .orElse(List.of());
      for (String url : urls) {
        notices.add(new LogoutNotice(clientId, url, plan(session, clientId, issuer, tenant, now)));
      }
    }
    return notices;
  }

  private static TokenPlan plan(
      BrowserSession session, String clientId, String issuer, TenantDraft tenant, Instant now) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", session.userId());
    claims.put("aud", clientId);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
    claims.put("jti", tenant.ids().jti());
    claims.put(
        "events",
        Document.of("http://schemas.openid.net/event/backchannel-logout", Document.EMPTY).asMap());
    claims.put("sid", session.id());
    return new TokenPlan("RS256", "logout+jwt", claims, Optional.empty(), Optional.empty(), false);
  }
}
