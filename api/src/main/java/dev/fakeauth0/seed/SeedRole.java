package dev.fakeauth0.seed;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A role to be made (Management API, "roles"). Immutable; see {@link Seeds#aRole}. */
public final class SeedRole implements SeedPart {

  private final Properties properties;

  SeedRole(String name) {
    this(Properties.of("name", name));
  }

  private SeedRole(Properties properties) {
    this.properties = properties;
  }

  /** The name. */
  public String name() {
    return properties.text("name");
  }

  /** This, with an id of its own in place of the one that follows from the name. */
  public SeedRole withId(String id) {
    return with("id", id);
  }

  /** This, with a description. */
  public SeedRole describedAs(String description) {
    return with("description", description);
  }

  /** This, with permissions of an API, given by its identifier. */
  public SeedRole withPermissions(String audience, String... permissions) {
    return new SeedRole(
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

  /** This, with a property as the Management API names it. */
  public SeedRole with(String property, Object value) {
    return new SeedRole(properties.with(property, value));
  }

  @Override
  public Map<String, List<Map<String, Object>>> resources() {
    return Map.of("roles", List.of(properties.asMap()));
  }
}
