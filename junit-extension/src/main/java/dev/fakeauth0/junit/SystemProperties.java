package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** System properties that are set for a while, and what was there before. */
final class SystemProperties implements AutoCloseable {

  private final Map<String, Optional<String>> before = new LinkedHashMap<>();

  private SystemProperties() {}

  /** None at all. */
  static SystemProperties none() {
    return new SystemProperties();
  }

  /**
   * Sets properties.
   *
   * @throws ExtensionConfigurationException naming the property that cannot be read; none is set
   */
  static SystemProperties set(List<String> said, FakeAuth0 auth0) {
    SystemProperties properties = new SystemProperties();
    read(said, auth0)
        .forEach(
            (key, value) ->
                properties.before.put(key, Optional.ofNullable(System.setProperty(key, value))));
    return properties;
  }

  /**
   * Reads properties, with what stands for something filled in.
   *
   * @throws ExtensionConfigurationException naming the property that cannot be read
   */
  static Map<String, String> read(List<String> said, FakeAuth0 auth0) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String property : said) {
      int equals = property.indexOf('=');
      if (equals < 1) {
        throw new ExtensionConfigurationException(
            "properties: \"" + property + "\" has no value; write \"" + property + "=${issuer}\"");
      }
      wanted.put(
          property.substring(0, equals).strip(), filled(property.substring(equals + 1), auth0));
    }
    return wanted;
  }

  private static String filled(String value, FakeAuth0 auth0) {
    String issuer = auth0.issuer().toString();
    Map<String, String> places = new LinkedHashMap<>();
    places.put("issuer", issuer);
    places.put("domain", auth0.issuer().getAuthority());
    places.put("jwks_uri", issuer + ".well-known/jwks.json");
    places.put("token_endpoint", issuer + "oauth/token");
    places.put("management_audience", auth0.managementAudience());
    String filled = value;
    for (Map.Entry<String, String> place : places.entrySet()) {
      filled = filled.replace("${" + place.getKey() + "}", place.getValue());
    }
    int unknown = filled.indexOf("${");
    if (unknown >= 0) {
      throw new ExtensionConfigurationException(
          "properties: "
              + filled.substring(unknown)
              + " stands for nothing; what does: ${"
              + String.join("}, ${", places.keySet())
              + "}");
    }
    return filled;
  }

  @Override
  public void close() {
    before.forEach(
        (key, value) ->
            value.ifPresentOrElse(
                old -> System.setProperty(key, old), () -> System.clearProperty(key)));
    before.clear();
  }
}
