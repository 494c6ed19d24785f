package dev.fakeauth0.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client to be made (Management API, "clients"), and its client grants. Immutable; see {@link
 * Seeds#aClient}.
 */
public final class SeedClient implements SeedPart {

  private final Properties properties;
  private final List<Properties> grants;

  SeedClient(String name) {
    this(
        Properties.of("name", name)
            .with("client_id", name)
            .with("client_secret", name + "-secret")
            .with("app_type", "non_interactive")
            .with("oidc_conformant", true)
            .with("jwt_configuration", Map.of("alg", "RS256")),
        List.of());
  }

  private SeedClient(Properties properties, List<Properties> grants) {
    this.properties = properties;
    this.grants = List.copyOf(grants);
  }

  /** The {@code client_id}. */
  public String clientId() {
    return properties.text("client_id");
  }

  /** The {@code client_secret}; empty if it has none. */
  public String clientSecret() {
    return properties.text("client_secret");
  }

  /** This, with another {@code client_id}. */
  public SeedClient withId(String clientId) {
    return new SeedClient(
        properties.with("client_id", clientId),
        grants.stream().map(grant -> grant.with("client_id", clientId)).toList());
  }

  /** This, with another secret. */
  public SeedClient withSecret(String secret) {
    return with("client_secret", secret);
  }

  /** This as a public client, such as a single-page app: it authenticates with nothing. */
  public SeedClient withoutSecret() {
    return new SeedClient(
        properties
            .without("client_secret")
            .with("app_type", "spa")
            .with("token_endpoint_auth_method", "none"),
        grants);
  }

  /**
   * This, authenticating in one way only.
   *
   * @param method {@code client_secret_post}, {@code client_secret_basic} or {@code none}
   */
  public SeedClient authenticatingWith(String method) {
    return with("token_endpoint_auth_method", method);
  }

  /**
   * This, authenticating with a JWT it signs ({@code private_key_jwt}, RFC 7523).
   *
   * @param publicKeyPem its public key or certificate in PEM
   */
  public SeedClient authenticatingWithKey(String publicKeyPem) {
    Map<String, Object> credential = new LinkedHashMap<>();
    credential.put("credential_type", "public_key");
    credential.put("pem", publicKeyPem);
    return new SeedClient(
        properties
            .without("token_endpoint_auth_method")
            .with(
                "client_authentication_methods",
                Map.of("private_key_jwt", Map.of("credentials", List.of(credential)))),
        grants);
  }

  /**
   * This, with exactly these grant types. A client that says none has {@code client_credentials},
   * or {@code authorization_code} and {@code refresh_token} if it redirects.
   */
  public SeedClient grantTypes(String... types) {
    return with("grant_types", List.of(types));
  }

  /** This as a web app that may redirect there ({@code callbacks}). */
  public SeedClient redirectingTo(String... uris) {
    Properties web =
        properties.text("app_type").equals("non_interactive")
            ? properties.with("app_type", "regular_web")
            : properties;
    return new SeedClient(web.adding("callbacks", List.of(uris)), grants);
  }

  /** This, which may redirect there after a logout ({@code allowed_logout_urls}). */
  public SeedClient loggingOutTo(String... uris) {
    return new SeedClient(properties.adding("allowed_logout_urls", List.of(uris)), grants);
  }

  /** This as a third-party client: not the tenant's own. */
  public SeedClient thirdParty() {
    return with("is_first_party", false);
  }

  /** This, with a client grant for an API: exactly these scopes of it. */
  public SeedClient grantedScopes(String audience, String... scopes) {
    return granted(grant(audience).with("scope", List.of(scopes)));
  }

  /** This, with a client grant for an API: all scopes it has or will have. */
  public SeedClient grantedAllScopes(String audience) {
    return granted(grant(audience).with("allow_all_scopes", true));
  }

  /**
   * This, where the client grants made so far may be used with an organization that they are
   * associated with: see {@link SeedOrganization#withClientGrantsOf}.
   */
  public SeedClient allowingOrganizations() {
    return usingOrganizations("allow");
  }

  /** As {@link #allowingOrganizations}, and never without an organization. */
  public SeedClient requiringOrganizations() {
    return usingOrganizations("require");
  }

  /** This, where the client grants made so far may be used with any organization. */
  public SeedClient inAnyOrganization() {
    return new SeedClient(
        properties,
        grants.stream().map(grant -> grant.with("allow_any_organization", true)).toList());
  }

  /** This, with a property as the Management API names it. */
  public SeedClient with(String property, Object value) {
    return new SeedClient(properties.with(property, value), grants);
  }

  @Override
  public Map<String, List<Map<String, Object>>> resources() {
    Properties client =
        properties.has("grant_types") ? properties : properties.with("grant_types", usualTypes());
    Map<String, List<Map<String, Object>>> resources = new LinkedHashMap<>();
    resources.put("clients", List.of(client.asMap()));
    if (!grants.isEmpty()) {
      resources.put("clientGrants", grants.stream().map(Properties::asMap).toList());
    }
    return resources;
  }

  private List<String> usualTypes() {
    boolean redirects =
        properties.has("callbacks") || properties.text("token_endpoint_auth_method").equals("none");
    return redirects
        ? List.of("authorization_code", "refresh_token")
        : List.of("client_credentials");
  }

  private Properties grant(String audience) {
    return Properties.of("client_id", clientId()).with("audience", audience);
  }

  private SeedClient granted(Properties grant) {
    List<Properties> more = new ArrayList<>(grants);
    more.add(grant);
    return new SeedClient(properties, more);
  }

  private SeedClient usingOrganizations(String usage) {
    return new SeedClient(
        properties.with("organization_usage", usage),
        grants.stream().map(grant -> grant.with("organization_usage", usage)).toList());
  }
}
