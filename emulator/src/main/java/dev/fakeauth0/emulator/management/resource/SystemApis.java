package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Optional;

/**
 * APIs of Auth0's own that a tenant can switch on by making them (Auth0 docs, "My Account API",
 * "Express Configuration"): whatever is sent, they have Auth0's name and scopes. As recorded.
 */
final class SystemApis {

  private static final String EXPRESS = "urn:auth0:express-configure";

  private SystemApis() {}

  /** The API of an identifier with what was sent, if it is one of Auth0's own. */
  static Optional<Document> of(Document sent, String issuer) {
    String identifier = sent.string("identifier", "");
    if (identifier.equals(EXPRESS)) {
      return Optional.of(
          over(
              sent,
              Document.of(
                  "name",
                  "Okta OIN Express Configuration API",
                  "scopes",
                  List.of(
                      scope("express_configure:sso", "Ability to create SSO configurations"),
                      scope("express_configure:scim", "Ability to create scim configurations")),
                  "signing_alg",
                  "RS256",
                  "allow_offline_access",
                  false,
                  "token_lifetime",
                  300L,
                  "token_lifetime_for_web",
                  7200L,
                  "skip_consent_for_verifiable_first_party_clients",
                  false,
                  "enforce_policies",
                  true,
                  "is_system",
                  true,
                  "subject_type_authorization",
                  policies("deny_all", "allow_all"))));
    }
    if (identifier.equals(issuer + "me/")) {
      return Optional.of(
          over(
              sent,
              Document.of(
                  "name",
                  "Auth0 My Account API",
                  "allow_offline_access",
                  true,
                  "skip_consent_for_verifiable_first_party_clients",
                  true,
                  "subject_type_authorization",
                  policies("deny_all", "require_client_grant"),
                  "token_lifetime",
                  600L,
                  "token_lifetime_for_web",
                  600L,
                  "signing_alg",
                  "RS256",
                  "scopes",
                  myAccountScopes(),
                  "is_system",
                  true,
                  "proof_of_possession",
                  Document.of("mechanism", "dpop", "required", false))));
    }
    return Optional.empty();
  }

  private static List<Document> myAccountScopes() {
    return List.of(
        scope("create:me:connected_accounts", "Create Connected Accounts"),
        scope("read:me:connected_accounts", "Read Connected Accounts"),
        scope("delete:me:connected_accounts", "Delete Connected Accounts"),
        scope("read:me:authentication_methods", "Read Authentication Methods"),
        scope("delete:me:authentication_methods", "Delete Authentication Methods"),
        scope("update:me:authentication_methods", "Update Authentication Methods"),
        scope("read:me:factors", "Read Factors"),
        scope("create:me:authentication_methods", "Create Authentication Methods"));
  }

  private static Document scope(String value, String description) {
    return Document.of("value", value, "description", description);
  }

  private static Document policies(String client, String user) {
    return Document.of(
        "client", Document.of("policy", client), "user", Document.of("policy", user));
  }

  private static Document over(Document sent, Document own) {
    Document api = sent;
    for (var member : own.asMap().entrySet()) {
      api = api.with(member.getKey(), member.getValue());
    }
    return api;
  }
}
