package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.IdSource;
import java.util.List;

/**
 * What becomes of a connection's options when they are written, by strategy. An update replaces
 * them as a whole (Management API, "Update a connection"), but a few that follow from others are
 * worked out again or stay.
 *
 * @param domain the tenant's domain
 * @param ids where what is drawn at random comes from
 */
record ConnectionOptions(String domain, IdSource ids) {

  /** The options of a new connection. */
  Document created(String strategy, Document sent) {
    return switch (strategy) {
      case "auth0" -> DatabaseOptions.created(sent, ids);
      case "email" -> sent.withDefault("brute_force_protection", true);
      case "ad", "auth0-adldap" ->
          sent.withDefault("ips", null).withDefault("brute_force_protection", true);
      case "waad" -> azure(sent);
      case "oidc", "okta" -> OidcOptions.created(strategy, sent);
      case "samlp", "pingfederate", "adfs" -> SamlOptions.created(strategy, sent);
      case "google-apps" -> workspace(sent.withDefault("map_user_id_to_id", false));
      default -> SocialScopes.applied(strategy, sent);
    };
  }

  /** The options of a connection that was seeded: with what creating it would have added. */
  Document seeded(String strategy, Document seeded) {
    // What one completion adds, the next completes: twice is what importing an export gives.
    return strategy.equals("auth0")
        ? DatabaseOptions.completed(DatabaseOptions.completed(seeded))
        : created(strategy, seeded);
  }

  /** The options of a connection that had others before. */
  Document updated(String strategy, Document before, Document sent) {
    return switch (strategy) {
      case "auth0" -> DatabaseOptions.updated(before, sent, ids);
      case "email" -> sent;
      case "ad", "auth0-adldap" -> sent.withDefault("ips", null);
      case "waad" -> azure(sent);
      case "oidc", "okta" -> OidcOptions.updated(strategy, sent);
      case "samlp", "pingfederate", "adfs" -> SamlOptions.updated(strategy, before, sent);
      case "google-apps" ->
          // Recorded: an update turns Google's users API on where nobody said otherwise.
          workspace(
              sent.withDefault("map_user_id_to_id", before.flag("map_user_id_to_id", false))
                  .withDefault("api_enable_users", before.flag("api_enable_users", true)));
      default -> SocialScopes.applied(strategy, sent);
    };
  }

  private static Document workspace(Document sent) {
    return SocialScopes.applied("google-apps", sent).withDefault("handle_login_from_social", true);
  }

  private Document azure(Document sent) {
    return sent.withDefault("thumbprints", List.of())
        .withDefault("app_domain", domain)
        .withDefault("identity_api", "microsoft-identity-platform-v2.0")
        .withDefault("useCommonEndpoint", false)
        .withDefault("should_trust_email_verified_connection", "never_set_emails_as_verified")
        .withDefault("waad_common_endpoint", sent.flag("useCommonEndpoint", false))
        .withDefault("use_wsfed", false)
        .withDefault("waad_protocol", "openid-connect");
  }
}
