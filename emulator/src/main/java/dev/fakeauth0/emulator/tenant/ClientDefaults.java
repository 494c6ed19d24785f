package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Auth0 adds to an application when it is made (Management API, "Create a client"), as
 * recorded. Id and secret are the caller's. Every start runs this for the clients of its seed, so
 * it is plain code without lambdas, which have to be linked first.
 */
public final class ClientDefaults {

  private static final List<String> GRANT_TYPES =
      List.of("authorization_code", "implicit", "refresh_token", "client_credentials");
  private static final List<String> PUBLIC_GRANT_TYPES =
      List.of("authorization_code", "implicit", "refresh_token");

  /** Where Okta's administration takes the answers of an express configuration client. */
  private static final String EXPRESS_CALLBACK =
      "https://system-admin.okta.com/admin/app/generic/oauth20redirect";

  private ClientDefaults() {}

  /** Which applications begin with which settings. */
  private enum Kind {
    ORDINARY,
    /** {@code app_type: resource_server}: stands for an API. */
    API,
    /** {@code app_type: express_configuration}: Okta's, to set up enterprise connections. */
    EXPRESS,
    /** Somebody else's, as they were before the strict mode. */
    THIRD_PARTY,
    /** Somebody else's, held to {@code third_party_security_mode: strict}. */
    STRICT_THIRD_PARTY;

    static Kind of(Document sent) {
      return switch (sent.string("app_type", "")) {
        case "resource_server" -> API;
        case "express_configuration" -> EXPRESS;
        default -> ofOrdinaryType(sent);
      };
    }

    private static Kind ofOrdinaryType(Document sent) {
      if (sent.flag("is_first_party", true)) {
        return ORDINARY;
      }
      return sent.string("third_party_security_mode", "").equals("strict")
          ? STRICT_THIRD_PARTY
          : THIRD_PARTY;
    }
  }

  /** A client with all that it has after it was made. */
  public static Document complete(Document sent) {
    Kind kind = Kind.of(sent);
    Document client =
        sent.withDefault("global", false)
            .withDefault("is_token_endpoint_ip_header_trusted", false)
            .withDefault("is_first_party", true)
            .withDefault("oidc_conformant", kind != Kind.ORDINARY)
            .withDefault("sso_disabled", false)
            .withDefault("cross_origin_authentication", false);
    if (kind == Kind.EXPRESS) {
      client =
          client
              .withDefault("callbacks", List.of(EXPRESS_CALLBACK))
              .withDefault("organization_usage", "require")
              .withDefault("organization_require_behavior", "pre_login_prompt")
              .withDefault(
                  "client_authentication_methods",
                  Document.of("private_key_jwt", Document.of("credentials", List.of())));
    }
    if (kind == Kind.EXPRESS || client.object("express_configuration").isPresent()) {
      client = client.withDefault("async_approval_notification_channels", List.of("guardian-push"));
    }
    boolean open = "none".equals(client.string("token_endpoint_auth_method", ""));
    return settled(client)
        .with("refresh_token", refreshToken(client, kind, open))
        .withDefault("jwt_configuration", jwtConfiguration(kind))
        .withDefault("grant_types", grantTypes(kind, open))
        .withDefault("custom_login_page_on", true);
  }

  /**
   * A client with the members completed that Auth0 keeps whole: those of {@code jwt_configuration}
   * and {@code session_transfer}.
   */
  public static Document settled(Document client) {
    Document settled = client;
    Optional<Document> jwt = client.object("jwt_configuration");
    if (jwt.isPresent()) {
      settled = settled.with("jwt_configuration", jwt.get().withDefault("secret_encoded", false));
    }
    Optional<Document> transfer = client.object("session_transfer");
    if (transfer.isPresent()) {
      settled =
          settled.with(
              "session_transfer",
              over(
                  Document.of(
                      "can_create_session_transfer_token",
                      false,
                      "allowed_authentication_methods",
                      List.of(),
                      "enforce_device_binding",
                      "ip",
                      "allow_refresh_token",
                      false,
                      "enforce_online_refresh_tokens",
                      true,
                      "enforce_cascade_revocation",
                      true),
                  transfer.get()));
    }
    return settled;
  }

  private static List<String> grantTypes(Kind kind, boolean open) {
    return switch (kind) {
      case API -> List.of();
      case EXPRESS -> List.of("authorization_code", "client_credentials");
      case STRICT_THIRD_PARTY -> List.of("authorization_code");
      case ORDINARY, THIRD_PARTY -> open ? PUBLIC_GRANT_TYPES : GRANT_TYPES;
    };
  }

  private static Document jwtConfiguration(Kind kind) {
    return switch (kind) {
      case ORDINARY -> Document.of("lifetime_in_seconds", 36000L, "secret_encoded", false);
      case API, EXPRESS -> Document.of("alg", "RS256", "secret_encoded", false);
      case THIRD_PARTY ->
          Document.of("alg", "RS256", "lifetime_in_seconds", 36000L, "secret_encoded", false);
      case STRICT_THIRD_PARTY ->
          Document.of("alg", "RS256", "lifetime_in_seconds", 3600L, "secret_encoded", false);
    };
  }

  private static Document refreshToken(Document client, Kind kind, boolean open) {
    boolean post = "client_secret_post".equals(client.string("token_endpoint_auth_method", ""));
    boolean theirs = kind == Kind.THIRD_PARTY && open;
    boolean strict = kind == Kind.STRICT_THIRD_PARTY;
    Document defaults =
        Document.of(
            "expiration_type",
            theirs || strict ? "expiring" : "non-expiring",
            "leeway",
            0L,
            "infinite_token_lifetime",
            !theirs,
            "infinite_idle_token_lifetime",
            !theirs && !strict,
            "token_lifetime",
            post ? 31557600L : 2592000L,
            "idle_token_lifetime",
            post ? 2592000L : 1296000L,
            "rotation_type",
            theirs ? "rotating" : "non-rotating");
    Optional<Document> sent = client.object("refresh_token");
    return sent.isPresent() ? over(defaults, sent.get()) : defaults;
  }

  private static Document over(Document base, Document changes) {
    Document merged = base;
    for (Map.Entry<String, ?> change : changes.asMap().entrySet()) {
      merged = merged.with(change.getKey(), change.getValue());
    }
    return merged;
  }
}
