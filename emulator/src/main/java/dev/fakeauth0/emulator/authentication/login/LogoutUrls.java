package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.LOGOUT_URL_NOT_ALLOWED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a logout may lead (RFC 9700 section 4.11; Auth0 docs, "Redirect Users after Logout", "Log
 * Users Out of Auth0 with OIDC Endpoint").
 *
 * @param parameter the parameter it is asked for by
 * @param client the client it is asked for; none: the tenant's list counts
 */
record LogoutUrls(String parameter, Optional<Client> client) {

  private static final String SETTING = "allowed_logout_urls";

  /** The URL asked for, if it is allowed; without one the first that is. */
  Decision<Optional<String>> of(Optional<String> asked, boolean exactly, TenantState state) {
    List<String> allowed =
        client
            .map(known -> known.document().strings(SETTING))
            .orElse(state.settings().strings(SETTING));
    if (client.filter(Client::strictThirdParty).isPresent()) {
      // These have no logout here (Auth0 docs, "Third-Party Applications").
      allowed = List.of();
    }
    if (asked.isEmpty()) {
      return Decision.grant(
          client.isPresent() ? allowed.stream().findFirst() : Optional.<String>empty());
    }
    String url = asked.get();
    for (String known : allowed) {
      if (exactly ? known.equals(url) : covers(known, url)) {
        return Decision.grant(asked);
      }
    }
    return Decision.refuse(
        LOGOUT_URL_NOT_ALLOWED
            .because(
                "%s is not one of the logout URLs of %s",
                Shown.text(url), client.map(known -> "client " + known.id()).orElse("the tenant"))
            .fact("parameter", parameter)
            .fact("url", url)
            .fact(
                "place",
                client.map(known -> "#/applications/" + known.id() + "/settings").orElse(""))
            .fact("allowed", allowed)
            .remedy(
                client.isPresent()
                    ? "Dashboard: Applications > Applications > the application > Settings >"
                        + " Allowed Logout URLs"
                    : "send client_id, so that the list of the application counts; else Dashboard:"
                        + " Settings > Advanced > Allowed Logout URLs")
            .remedy("seed: allowed_logout_urls of the client, or of tenant"));
  }

  /** Whether a URL is one of the list but for its query: scheme and host in any case. */
  private static boolean covers(String known, String url) {
    Optional<String> sent = comparable(url);
    if (sent.isEmpty()) {
      return false;
    }
    int star = known.indexOf('*');
    return star >= 0
        ? UrlPattern.covers(lower(cut(known)), sent.get())
        : comparable(known).equals(sent);
  }

  private static Optional<String> comparable(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getRawUserInfo() != null || (uri.getHost() == null && uri.isOpaque())) {
        return Optional.empty();
      }
      return Optional.of(lower(cut(url)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String cut(String url) {
    int end = url.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = url.indexOf(mark);
      end = at >= 0 && at < end ? at : end;
    }
    return url.substring(0, end);
  }

  /** Scheme and host in lower case; the path as it is. */
  private static String lower(String url) {
    int host = url.indexOf("://");
    int path = host < 0 ? -1 : url.indexOf('/', host + 3);
    return path < 0
        ? url.toLowerCase(Locale.ROOT)
        : url.substring(0, path).toLowerCase(Locale.ROOT) + url.substring(path);
  }
}
