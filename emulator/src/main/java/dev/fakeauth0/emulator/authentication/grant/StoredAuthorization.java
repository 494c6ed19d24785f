package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import java.time.Instant;
import java.util.Optional;

/**
 * An authorization as a refresh token's document keeps it, so that a snapshot of the tenant has it.
 * A nonce is not kept: it belongs to one ID token (OpenID Connect Core section 12.2).
 */
final class StoredAuthorization {

  private StoredAuthorization() {}

  static Document written(UserAuthorization authorization) {
    Login login = authorization.login();
    return Document.of(
        "client_id",
        authorization.clientId(),
        "user_id",
        login.userId(),
        "connection",
        login.connection(),
        "authenticated_at",
        login.at().toString(),
        "methods",
        login.methods(),
        "session_id",
        login.sessionId().orElse(null),
        "audience",
        authorization.audience().orElse(null),
        "scope",
        authorization.scope(),
        "requested_scope",
        authorization.requestedScope().orElse(null),
        "organization_id",
        authorization.organizationId().orElse(null),
        "names_organization",
        authorization.namesOrganization(),
        "says_auth_time",
        authorization.saysAuthTime());
  }

  static UserAuthorization read(Document stored) {
    return new UserAuthorization(
        stored.string("client_id", ""),
        new Login(
            stored.string("user_id", ""),
            stored.string("connection", ""),
            Instant.parse(stored.string("authenticated_at").orElseThrow()),
            stored.strings("methods"),
            stored.string("session_id")),
        stored.string("audience"),
        stored.strings("scope"),
        stored.string("requested_scope"),
        stored.string("organization_id"),
        stored.flag("names_organization", false),
        Optional.empty(),
        stored.flag("says_auth_time", false));
  }
}
