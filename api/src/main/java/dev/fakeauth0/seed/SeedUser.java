package dev.fakeauth0.seed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A user to be made (Management API, "users"). Immutable; see {@link Seeds#aUser}. */
public final class SeedUser implements SeedPart {

  /** The password of a user for whom none is said. */
  public static final String PASSWORD = "Passw0rd!";

  private final Properties properties;

  SeedUser(String email) {
    this(Properties.of("email", email).with("email_verified", true).with("password", PASSWORD));
  }

  private SeedUser(Properties properties) {
    this.properties = properties;
  }

  /** The e-mail address. */
  public String email() {
    return properties.text("email");
  }

  /** This, with another password. */
  public SeedUser withPassword(String password) {
    return with("password", password);
  }

  /** This, with a {@code user_id} of its own, such as {@code auth0|ada}. */
  public SeedUser withId(String userId) {
    return with("user_id", userId);
  }

  /** This, with a full name. */
  public SeedUser named(String name) {
    return with("name", name);
  }

  /** This, in another connection. */
  public SeedUser inConnection(String connection) {
    return with("connection", connection);
  }

  /** This, with an e-mail address nobody confirmed. */
  public SeedUser unverified() {
    return with("email_verified", false);
  }

  /** This, blocked by an administrator. */
  public SeedUser blocked() {
    return with("blocked", true);
  }

  /** This as a member of an organization, with roles there. */
  public SeedUser inOrganization(String name, String... roles) {
    return new SeedUser(
        properties.adding(
            "organizations",
            List.of(Properties.of("name", name).with("roles", List.of(roles)).asMap())));
  }

  /** This, with further roles, which are to exist. */
  public SeedUser withRoles(String... roles) {
    return new SeedUser(properties.adding("roles", List.of(roles)));
  }

  /** This, with further permissions of an API. */
  public SeedUser withPermissions(String audience, String... permissions) {
    return new SeedUser(
        properties.adding(
            "permissions",
            Stream.of(permissions)
                .map(
                    permission ->
                        Properties.of("permission_name", permission)
                            .with("resource_server_identifier", audience)
                            .asMap())
                .toList()));
  }

  /** This, with {@code user_metadata}. */
  public SeedUser withUserMetadata(Map<String, ?> metadata) {
    return with("user_metadata", new LinkedHashMap<>(metadata));
  }

  /** This, with {@code app_metadata}. */
  public SeedUser withAppMetadata(Map<String, ?> metadata) {
    return with("app_metadata", new LinkedHashMap<>(metadata));
  }

  /** This, with a property as the Management API names it. */
  public SeedUser with(String property, Object value) {
    return new SeedUser(properties.with(property, value));
  }

  @Override
  public Map<String, List<Map<String, Object>>> resources() {
    return Map.of("users", List.of(properties.asMap()));
  }
}
