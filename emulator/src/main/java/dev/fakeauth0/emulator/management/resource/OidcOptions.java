package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Optional;

/**
 * Options of an OpenID Connect or Okta connection. Auth0 reads the provider's metadata when they
 * are written and fills in the endpoints that were left open. This tenant asks nobody: it takes
 * what was sent; for Okta, whose metadata follow from the domain, what Okta would say; and for
 * others the least that OpenID Connect Discovery section 3 makes them say.
 */
final class OidcOptions {

  private static final List<String> ENDPOINTS =
      List.of(
          "issuer",
          "authorization_endpoint",
          "token_endpoint",
          "userinfo_endpoint",
          "jwks_uri",
          "registration_endpoint",
          "end_session_endpoint");
  private static final List<String> CLIENT_AUTHENTICATION =
      List.of(
          "client_secret_basic",
          "client_secret_post",
          "client_secret_jwt",
          "private_key_jwt",
          "none");
  private static final List<String> SIGNING =
      List.of("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512");

  private OidcOptions() {}

  static Document created(String strategy, Document sent) {
    return completed(strategy, sent, "auto");
  }

  /** Auth0 turns PKCE off where an update does not name it, though a new connection has it on. */
  static Document updated(String strategy, Document sent) {
    return completed(strategy, sent, "disabled");
  }

  private static Document completed(String strategy, Document sent, String pkce) {
    boolean okta = strategy.equals("okta");
    Document options = sent;
    Optional<Document> metadata = metadata(okta, sent);
    if (metadata.isPresent()) {
      Document found = metadata.get();
      options = options.with("oidc_metadata", found);
      for (String endpoint :
          List.of("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")) {
        if (options.get(endpoint) == null && found.has(endpoint)) {
          options = options.with(endpoint, found.get(endpoint));
        }
      }
    }
    return options
        .withDefault("schema_version", "oidc-V4")
        .withDefault("type", okta ? "back_channel" : "front_channel")
        .withDefault(
            "attribute_map", Document.of("mapping_mode", okta ? "basic_profile" : "bind_all"))
        .withDefault("connection_settings", Document.of("pkce", pkce));
  }

  private static Optional<Document> metadata(boolean okta, Document sent) {
    Optional<Document> given = sent.object("oidc_metadata");
    if (given.isEmpty() && okta) {
      given = sent.string("domain").map(OidcOptions::okta);
    }
    if (given.isEmpty() && sent.string("discovery_url").isPresent()) {
      given = Optional.of(leastOf(sent));
    }
    return given.map(OidcOptions::withDefaults);
  }

  /** What is taken where metadata are silent (OpenID Connect Discovery section 3). */
  private static Document withDefaults(Document metadata) {
    return metadata
        .withDefault("claims_parameter_supported", false)
        .withDefault("request_parameter_supported", false)
        .withDefault("request_uri_parameter_supported", false)
        .withDefault("require_request_uri_registration", false);
  }

  private static Document leastOf(Document sent) {
    Document metadata = Document.EMPTY;
    for (String endpoint : ENDPOINTS) {
      if (sent.get(endpoint) != null) {
        metadata = metadata.with(endpoint, sent.get(endpoint));
      }
    }
    return metadata
        .with("response_types_supported", List.of("code", "id_token", "code id_token"))
        .with("subject_types_supported", List.of("public"))
        .with("grant_types_supported", List.of("authorization_code", "refresh_token"))
        .with("id_token_signing_alg_values_supported", List.of("RS256"))
        .with("scopes_supported", List.of("openid", "profile", "email"))
        .with(
            "token_endpoint_auth_methods_supported",
            List.of("client_secret_basic", "client_secret_post"))
        .with("claims_supported", List.of("sub", "iss", "aud", "exp", "iat", "name", "email"))
        .with("response_modes_supported", List.of("query"));
  }

  /** The metadata of an Okta organization's own authorization server, as of 2026. */
  private static Document okta(String domain) {
    String issuer = "https://" + domain;
    String base = issuer + "/oauth2/v1/";
    return Document.of(
        "issuer",
        issuer,
        "authorization_endpoint",
        base + "authorize",
        "token_endpoint",
        base + "token",
        "userinfo_endpoint",
        base + "userinfo",
        "registration_endpoint",
        base + "clients",
        "jwks_uri",
        base + "keys",
        "response_types_supported",
        List.of(
            "code",
            "id_token",
            "code id_token",
            "code token",
            "id_token token",
            "code id_token token"),
        "response_modes_supported",
        List.of("query", "fragment", "form_post", "okta_post_message"),
        "grant_types_supported",
        List.of(
            "authorization_code",
            "implicit",
            "refresh_token",
            "password",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:openid:params:grant-type:ciba",
            "urn:okta:params:oauth:grant-type:otp",
            "http://auth0.com/oauth/grant-type/mfa-otp",
            "urn:okta:params:oauth:grant-type:oob",
            "http://auth0.com/oauth/grant-type/mfa-oob"),
        "subject_types_supported",
        List.of("public"),
        "id_token_signing_alg_values_supported",
        List.of("RS256"),
        "id_token_encryption_alg_values_supported",
        List.of("RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"),
        "id_token_encryption_enc_values_supported",
        List.of("A256GCM"),
        "scopes_supported",
        List.of("openid", "email", "profile", "address", "phone", "offline_access", "groups"),
        "token_endpoint_auth_methods_supported",
        CLIENT_AUTHENTICATION,
        "claims_supported",
        List.of(
            "iss",
            "ver",
            "sub",
            "aud",
            "iat",
            "exp",
            "jti",
            "auth_time",
            "amr",
            "idp",
            "nonce",
            "name",
            "nickname",
            "preferred_username",
            "given_name",
            "middle_name",
            "family_name",
            "email",
            "email_verified",
            "profile",
            "zoneinfo",
            "locale",
            "address",
            "phone_number",
            "picture",
            "website",
            "gender",
            "birthdate",
            "updated_at",
            "at_hash",
            "c_hash"),
        "code_challenge_methods_supported",
        List.of("S256"),
        "introspection_endpoint",
        base + "introspect",
        "introspection_endpoint_auth_methods_supported",
        CLIENT_AUTHENTICATION,
        "revocation_endpoint",
        base + "revoke",
        "revocation_endpoint_auth_methods_supported",
        CLIENT_AUTHENTICATION,
        "end_session_endpoint",
        base + "logout",
        "request_parameter_supported",
        true,
        "request_object_signing_alg_values_supported",
        SIGNING,
        "device_authorization_endpoint",
        base + "device/authorize",
        "pushed_authorization_request_endpoint",
        base + "par",
        "backchannel_token_delivery_modes_supported",
        List.of("poll"),
        "backchannel_authentication_request_signing_alg_values_supported",
        SIGNING,
        "dpop_signing_alg_values_supported",
        SIGNING.subList(3, SIGNING.size()));
  }
}
