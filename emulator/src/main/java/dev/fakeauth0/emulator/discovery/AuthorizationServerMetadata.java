package dev.fakeauth0.emulator.discovery;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tenant's metadata, {@code GET /.well-known/openid-configuration} (OpenID Connect Discovery
 * 1.0 section 4) and {@code GET /.well-known/oauth-authorization-server} (RFC 8414 section 3): the
 * same bytes at both, as at Auth0, in the order of live tenants. Every URL is built from the issuer
 * the request came by. Endpoints and what belongs to them stand there only where they are served;
 * the lists that both standards require always, since parsers refuse a document that lacks one.
 */
final class AuthorizationServerMetadata implements Endpoint {

  /** Those whose order was seen; Auth0 names the others behind them. */
  private static final List<String> FIRST_GRANT_TYPES =
      List.of(
          "client_credentials",
          "authorization_code",
          "refresh_token",
          "password",
          "implicit",
          "urn:ietf:params:oauth:grant-type:device_code",
          "urn:ietf:params:oauth:grant-type:token-exchange",
          "urn:ietf:params:oauth:grant-type:jwt-bearer");

  private final String path;
  private final ServedFeatures served;

  private AuthorizationServerMetadata(String path, ServedFeatures served) {
    this.path = path;
    this.served = served;
  }

  static List<Endpoint> endpoints(ServedFeatures served) {
    return List.of(
        new AuthorizationServerMetadata("/.well-known/openid-configuration", served),
        new AuthorizationServerMetadata("/.well-known/oauth-authorization-server", served));
  }

  @Override
  public Route route() {
    return Route.document(path);
  }

  @Override
  public Reply answer(Call call) {
    return PublicDocument.cached(
        call.show(
            state ->
                new Outcome.File(
                    PublicDocument.JSON,
                    Json.write(document(call.issuer(), served, state.settings())))));
  }

  /** The implicit grant is the authorization endpoint's, so no policy of a token names it. */
  private static List<String> grantTypes(ServedFeatures served, boolean authorizes) {
    List<String> granted = new ArrayList<>(served.grantTypes());
    if (authorizes) {
      granted.add("implicit");
    }
    List<String> ordered = new ArrayList<>(granted.size());
    for (String first : FIRST_GRANT_TYPES) {
      if (granted.remove(first)) {
        ordered.add(first);
      }
    }
    ordered.addAll(granted);
    return ordered;
  }

  /** The metadata at an issuer, which ends in a slash. */
  static Map<String, Object> document(String issuer, ServedFeatures served, Document settings) {
    boolean authorizes = served.serves("/authorize");
    Rows rows = new Rows(issuer, served);
    rows.put("issuer", issuer);
    rows.endpoint("authorization_endpoint", "authorize");
    rows.endpoint("token_endpoint", "oauth/token");
    rows.endpoint("device_authorization_endpoint", "oauth/device/code");
    rows.endpoint("userinfo_endpoint", "userinfo");
    rows.endpoint("mfa_challenge_endpoint", "mfa/challenge");
    rows.put("jwks_uri", issuer + ".well-known/jwks.json");
    rows.endpoint("registration_endpoint", "oidc/register");
    rows.endpoint("revocation_endpoint", "oauth/revoke");
    if (authorizes) {
      rows.put(
          "scopes_supported",
          List.of(
              "openid",
              "profile",
              "offline_access",
              "name",
              "given_name",
              "family_name",
              "nickname",
              "email",
              "email_verified",
              "picture",
              "created_at",
              "identities",
              "phone",
              "address"));
    }
    rows.put(
        "response_types_supported",
        List.of(
            "code",
            "token",
            "id_token",
            "code token",
            "code id_token",
            "token id_token",
            "code token id_token"));
    if (authorizes) {
      rows.put("code_challenge_methods_supported", List.of("S256", "plain"));
      rows.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    }
    rows.put("subject_types_supported", List.of("public"));
    rows.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
    rows.put(
        "token_endpoint_auth_signing_alg_values_supported", List.of("RS256", "RS384", "PS256"));
    if (authorizes) {
      rows.put(
          "claims_supported",
          List.of(
              "aud",
              "auth_time",
              "created_at",
              "email",
              "email_verified",
              "exp",
              "family_name",
              "given_name",
              "iat",
              "identities",
              "iss",
              "name",
              "nickname",
              "phone_number",
              "picture",
              "sub"));
    }
    rows.put("grant_types_supported", grantTypes(served, authorizes));
    // Said although false: of the first, OpenID Connect Discovery takes silence for true.
    rows.put("request_uri_parameter_supported", false);
    rows.put("request_parameter_supported", false);
    rows.put("id_token_signing_alg_values_supported", List.of("HS256", "RS256", "PS256"));
    if (logoutIsDiscoverable(settings)) {
      rows.endpoint("end_session_endpoint", "oidc/logout");
    }
    if (rows.endpoint("backchannel_authentication_endpoint", "bc-authorize")) {
      rows.put("backchannel_token_delivery_modes_supported", List.of("poll"));
    }
    rows.put("dpop_signing_alg_values_supported", List.of("ES256"));
    if (rows.endpoint("pushed_authorization_request_endpoint", "oauth/par")) {
      rows.put("require_request_uri_registration", false);
    }
    // Off unless the tenant switches them on, and not named then.
    for (String setting :
        List.of(
            "authorization_response_iss_parameter_supported",
            "client_id_metadata_document_supported")) {
      if (authorizes && settings.flag(setting, false)) {
        rows.put(setting, true);
      }
    }
    return rows.members;
  }

  /** {@code oidc_logout.rp_logout_end_session_endpoint_discovery}, true unless set. */
  private static boolean logoutIsDiscoverable(Document settings) {
    return settings
        .object("oidc_logout")
        .map(logout -> logout.flag("rp_logout_end_session_endpoint_discovery", true))
        .orElse(true);
  }

  private static final class Rows {

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final String issuer;
    private final ServedFeatures served;

    Rows(String issuer, ServedFeatures served) {
      this.issuer = issuer;
      this.served = served;
    }

    void put(String name, Object value) {
      members.put(name, value);
    }

    boolean endpoint(String name, String path) {
      boolean there = served.serves("/" + path);
      if (there) {
        members.put(name, issuer + path);
      }
      return there;
    }
  }
}
