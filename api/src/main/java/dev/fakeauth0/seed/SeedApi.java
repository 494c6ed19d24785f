package dev.fakeauth0.seed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An API to be made (Management API, "resource-servers"). Immutable; see {@link Seeds#anApi}. */
public final class SeedApi implements SeedPart {

  private final Properties properties;

  SeedApi(String identifier) {
    this(
        Properties.of("name", identifier)
            .with("identifier", identifier)
            .with("signing_alg", "RS256"));
  }

  private SeedApi(Properties properties) {
    this.properties = properties;
  }

  /** The identifier: the audience of its tokens. */
  public String identifier() {
    return properties.text("identifier");
  }

  /** This, with a display name other than the identifier. */
  public SeedApi named(String name) {
    return with("name", name);
  }

  /** This, defining further scopes. */
  public SeedApi withScopes(String... scopes) {
    return new SeedApi(
        properties.adding(
            "scopes", Stream.of(scopes).map(scope -> Map.of("value", scope)).toList()));
  }

  /**
   * This, signing its access tokens with another algorithm.
   *
   * @param algorithm {@code RS256}, {@code RS512}, {@code PS256} or {@code HS256}
   */
  public SeedApi signedWith(String algorithm) {
    return with("signing_alg", algorithm);
  }

  /**
   * This, signing with HS256 and this secret.
   *
   * @param secret at least 16 characters
   */
  public SeedApi signedWithSecret(String secret) {
    return signedWith("HS256").with("signing_secret", secret);
  }

  /**
   * This, with access tokens of another shape.
   *
   * @param dialect {@code access_token}, {@code access_token_authz}, {@code rfc9068_profile} or
   *     {@code rfc9068_profile_authz}
   */
  public SeedApi dialect(String dialect) {
    return with("token_dialect", dialect);
  }

  /** This, with access tokens that are good for so long, in whole seconds. */
  public SeedApi withTokensFor(Duration lifetime) {
    return with("token_lifetime", lifetime.toSeconds());
  }

  /** This, limiting users to their permissions (RBAC). */
  public SeedApi enforcingPermissions() {
    return with("enforce_policies", true);
  }

  /** This, letting clients have refresh tokens. */
  public SeedApi allowingOfflineAccess() {
    return with("allow_offline_access", true);
  }

  /**
   * This, with access tokens encrypted for a key.
   *
   * @param algorithm {@code RSA-OAEP-256}, {@code RSA-OAEP-384} or {@code RSA-OAEP-512}
   * @param publicKeyPem the API's public key in PEM
   */
  public SeedApi encryptedWith(String algorithm, String publicKeyPem) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("alg", algorithm);
    key.put("pem", publicKeyPem);
    Map<String, Object> encryption = new LinkedHashMap<>();
    encryption.put("format", "compact-nested-jwe");
    encryption.put("encryption_key", key);
    return with("token_encryption", encryption);
  }

  /** This, with a property as the Management API names it. */
  public SeedApi with(String property, Object value) {
    return new SeedApi(properties.with(property, value));
  }

  @Override
  public Map<String, List<Map<String, Object>>> resources() {
    return Map.of("resourceServers", List.of(properties.asMap()));
  }
}
