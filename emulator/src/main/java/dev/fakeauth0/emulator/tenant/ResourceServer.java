package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An API (Management API, "resource-servers"). A typed view; the document is the truth.
 *
 * @param document the stored document
 * @param id the id, 24 hexadecimal digits
 * @param identifier the audience; {@link ManagementApi#IDENTIFIER} for the Management API
 * @param name the display name
 * @param scopes the scopes it defines, in order
 * @param signingAlgorithm {@code RS256}, {@code RS512}, {@code PS256} or {@code HS256}
 * @param signingSecret the secret of {@code HS256}
 * @param dialect the shape of its access tokens
 * @param enforcePolicies whether users' permissions limit scopes (RBAC)
 * @param tokenLifetime how long its access tokens are good
 * @param tokenEncryption how its access tokens are encrypted, if they are
 * @param clientPolicy who may have tokens for itself
 */
public record ResourceServer(
    Document document,
    String id,
    String identifier,
    String name,
    List<String> scopes,
    String signingAlgorithm,
    Optional<String> signingSecret,
    Dialect dialect,
    boolean enforcePolicies,
    Duration tokenLifetime,
    Optional<Document> tokenEncryption,
    ClientPolicy clientPolicy)
    implements Resource {

  /** The lifetime of access tokens where the API names none (Auth0 docs, "API Settings"). */
  public static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(86400);

  /** The shape of access tokens (Auth0 docs, "Access Token Profiles"). */
  public enum Dialect {
    /** Auth0's own profile. */
    ACCESS_TOKEN("access_token", false, false),
    /** Auth0's own profile with permissions. */
    ACCESS_TOKEN_AUTHZ("access_token_authz", false, true),
    /** RFC 9068. */
    RFC9068_PROFILE("rfc9068_profile", true, false),
    /** RFC 9068 with permissions. */
    RFC9068_PROFILE_AUTHZ("rfc9068_profile_authz", true, true);

    private final String wireName;
    private final boolean rfc9068;
    private final boolean permissions;

    Dialect(String wireName, boolean rfc9068, boolean permissions) {
      this.wireName = wireName;
      this.rfc9068 = rfc9068;
      this.permissions = permissions;
    }

    /** The value of {@code token_dialect}. */
    public String wireName() {
      return wireName;
    }

    /** Whether tokens follow RFC 9068: {@code at+jwt}, {@code client_id}, {@code jti}. */
    public boolean rfc9068() {
      return rfc9068;
    }

    /** Whether tokens have a {@code permissions} claim. */
    public boolean permissions() {
      return permissions;
    }

    static Dialect of(String wireName) {
      for (Dialect dialect : values()) {
        if (dialect.wireName.equals(wireName)) {
          return dialect;
        }
      }
      return ACCESS_TOKEN;
    }
  }

  /** Who may have a token for itself ({@code subject_type_authorization.client.policy}). */
  public enum ClientPolicy {
    /** No client. */
    DENY_ALL,
    /** Clients that have a client grant: the default. */
    REQUIRE_CLIENT_GRANT
  }

  /** The view of a document that has an {@code id} and an {@code identifier}. */
  public static ResourceServer of(Document document) {
    return new ResourceServer(
        document,
        document.string("id").orElseThrow(),
        document.string("identifier").orElseThrow(),
        document.string("name", ""),
        document.objects("scopes").stream()
            .flatMap(scope -> scope.string("value").stream())
            .toList(),
        document.string("signing_alg", "RS256"),
        document.string("signing_secret"),
        Dialect.of(document.string("token_dialect", "access_token")),
        document.flag("enforce_policies", false),
        document.number("token_lifetime").map(Duration::ofSeconds).orElse(DEFAULT_LIFETIME),
        document.object("token_encryption"),
        document
            .object("subject_type_authorization")
            .flatMap(authorization -> authorization.object("client"))
            .flatMap(client -> client.string("policy"))
            .filter("deny_all"::equals)
            .map(policy -> ClientPolicy.DENY_ALL)
            .orElse(ClientPolicy.REQUIRE_CLIENT_GRANT));
  }

  /** Whether it is the tenant's Management API. */
  public boolean managementApi() {
    return identifier.equals(ManagementApi.IDENTIFIER);
  }
}
