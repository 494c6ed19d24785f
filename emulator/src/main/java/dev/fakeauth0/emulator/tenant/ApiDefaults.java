package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;

/**
 * What Auth0 adds to an API when it is made (Management API, "Create a resource server"), as
 * recorded. Plain code without lambdas: every start runs it.
 */
public final class ApiDefaults {

  private ApiDefaults() {}

  /** An API with all that it has after it was made, but for id and signing secret. */
  public static Document complete(Document sent) {
    long lifetime = sent.number("token_lifetime").orElse(86400L);
    return sent.withDefault("name", sent.string("identifier", ""))
        .withDefault("allow_offline_access", false)
        .withDefault("skip_consent_for_verifiable_first_party_clients", false)
        .withDefault(
            "subject_type_authorization",
            Document.of(
                "client", Document.of("policy", "require_client_grant"),
                "user", Document.of("policy", "allow_all")))
        .withDefault("token_lifetime", lifetime)
        .withDefault("token_lifetime_for_web", Math.min(7200L, lifetime))
        .withDefault("signing_alg", "RS256");
  }
}
