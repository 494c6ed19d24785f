package dev.fakeauth0.seed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection to be made (Management API, "connections"). Immutable; see {@link
 * Seeds#aConnection}.
 */
public final class SeedConnection implements SeedPart {

  private static final String DATABASE = "auth0";

  private final Properties properties;

  SeedConnection(String name) {
    this(Properties.of("name", name).with("strategy", DATABASE));
  }

  private SeedConnection(Properties properties) {
    this.properties = properties;
  }

  /** The name. */
  public String name() {
    return properties.text("name");
  }

  /** This, with an id of its own in place of the one that follows from the name. */
  public SeedConnection withId(String id) {
    return with("id", id);
  }

  /**
   * This, of another kind than a database.
   *
   * @param strategy as the Management API names it: {@code google-oauth2}, {@code samlp}, {@code
   *     email}, ...
   */
  public SeedConnection ofStrategy(String strategy) {
    return with("strategy", strategy);
  }

  /** This, shown to people by another name. */
  public SeedConnection shownAs(String displayName) {
    return with("display_name", displayName);
  }

  /** This, switched on for these clients, given by name or client_id. */
  public SeedConnection enabledFor(String... clients) {
    return new SeedConnection(properties.adding("enabled_clients", List.of(clients)));
  }

  /** This, with users who have usernames beside their e-mail addresses. */
  public SeedConnection requiringUsernames() {
    return withOption("requires_username", true);
  }

  /**
   * This, with passwords no weaker than a level.
   *
   * @param level {@code none}, {@code low}, {@code fair}, {@code good} or {@code excellent}
   */
  public SeedConnection withPasswordPolicy(String level) {
    return withOption("passwordPolicy", level);
  }

  /** This, with one of its {@code options} as the Management API names it. */
  public SeedConnection withOption(String name, Object value) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (properties.asMap().get("options") instanceof Map<?, ?> before) {
      before.forEach((known, is) -> options.put((String) known, is));
    }
    options.put(name, value);
    return with("options", options);
  }

  /** This, with a property as the Management API names it. */
  public SeedConnection with(String property, Object value) {
    return new SeedConnection(properties.with(property, value));
  }

  @Override
  public Map<String, List<Map<String, Object>>> resources() {
    String key = properties.text("strategy").equals(DATABASE) ? "databases" : "connections";
    return Map.of(key, List.of(properties.asMap()));
  }
}
