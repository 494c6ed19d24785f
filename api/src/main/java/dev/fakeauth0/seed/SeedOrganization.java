package dev.fakeauth0.seed;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An organization to be made (Management API, "organizations"). Immutable; see {@link
 * Seeds#anOrganization}.
 */
public final class SeedOrganization implements SeedPart {

  private final Properties properties;

  SeedOrganization(String name) {
    this(Properties.of("name", name));
  }

  private SeedOrganization(Properties properties) {
    this.properties = properties;
  }

  /** The name. */
  public String name() {
    return properties.text("name");
  }

  /** This, with an id of its own in place of the one that follows from the name. */
  public SeedOrganization withId(String id) {
    return with("id", id);
  }

  /** This, shown to people by another name. */
  public SeedOrganization shownAs(String displayName) {
    return with("display_name", displayName);
  }

  /** This, associated with all client grants of these clients, given by name or client_id. */
  public SeedOrganization withClientGrantsOf(String... clients) {
    return new SeedOrganization(
        properties.adding(
            "client_grants",
            Stream.of(clients).map(client -> Map.of("client_id", client)).toList()));
  }

  /** This, associated with a client's grant for one API. */
  public SeedOrganization withClientGrant(String client, String audience) {
    return new SeedOrganization(
        properties.adding(
            "client_grants",
            List.of(Properties.of("client_id", client).with("audience", audience).asMap())));
  }

  /** This, with a property as the Management API names it. */
  public SeedOrganization with(String property, Object value) {
    return new SeedOrganization(properties.with(property, value));
  }

  @Override
  public Map<String, List<Map<String, Object>>> resources() {
    return Map.of("organizations", List.of(properties.asMap()));
  }
}
