package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.refusal.Nearest;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a start: a flag beats the environment, which beats the default. */
final class StartSettings {

  private static final int PORT = 8080;
  private static final int HTTPS_PORT = 8443;

  /** Where a value was found, and what it is. */
  private record Given(String where, List<String> values) {}

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final List<String> warnings = new ArrayList<>();

  private StartSettings() {}

  /**
   * Gathers the settings.
   *
   * @param flags the values of the flags that were given
   */
  static StartSettings of(Map<String, String> environment, Map<Setting, List<String>> flags) {
    StartSettings settings = new StartSettings();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(Setting.PREFIX)) {
        settings.variable(variable.getKey(), variable.getValue());
      }
    }
    flags.forEach(
        (setting, values) -> settings.given.put(setting, new Given(setting.flag(), values)));
    return settings;
  }

  /** What is odd about the environment, a line each. */
  List<String> warnings() {
    return warnings;
  }

  /** The file that the certificate to trust is written to. */
  Optional<Path> caOut() throws BadOptionException {
    return given.containsKey(Setting.CA_OUT) ? Optional.of(path(Setting.CA_OUT)) : Optional.empty();
  }

  /** The port of plain HTTP that is asked for; 0 for any, or none. */
  int port() {
    return fixedPort(Setting.PORT, PORT);
  }

  /** The port of HTTPS that is asked for; 0 for any, or none. */
  int httpsPort() {
    return fixedPort(Setting.HTTPS_PORT, HTTPS_PORT);
  }

  private int fixedPort(Setting setting, int otherwise) {
    @Nullable Given at = given.get(setting);
    if (at == null) {
      return otherwise;
    }
    String value = at.values().get(at.values().size() - 1);
    return value.equals("off") ? 0 : Integer.parseInt(value);
  }

  /** Whether no more than one tenant is asked for. */
  boolean oneTenant() {
    @Nullable Given at = given.get(Setting.TENANT);
    return at == null || at.values().size() == 1;
  }

  /** The configuration. */
  EmulatorConfig config() throws BadOptionException {
    EmulatorConfig config = EmulatorConfig.defaults().usualPorts(PORT, HTTPS_PORT);
    for (Map.Entry<Setting, Given> entry : given.entrySet()) {
      try {
        config = applied(entry.getKey(), entry.getValue(), config);
      } catch (IllegalArgumentException e) {
        throw new BadOptionException(entry.getValue().where() + ": " + e.getMessage());
      }
    }
    return certificate(config);
  }

  private EmulatorConfig applied(Setting setting, Given at, EmulatorConfig config)
      throws BadOptionException {
    String value = at.values().get(at.values().size() - 1);
    return switch (setting) {
      case PORT -> value.equals("off") ? config.withoutHttp() : config.port(port(at));
      case HTTPS_PORT -> value.equals("off") ? config.withoutHttps() : config.httpsPort(port(at));
      case HOST -> config.host(value);
      case ISSUER ->
          value.equals("follow-host")
              ? config.issuerFollowsHost()
              : config.issuer(URI.create(value));
      case TENANT -> {
        EmulatorConfig changed = config;
        for (String seed : at.values()) {
          changed = changed.tenant(seed);
        }
        yield changed;
      }
      case FAIL -> config.failing(at.values().toArray(String[]::new));
      case ADMIN_TOKEN -> config.adminToken(value);
      case STRICT_SEED -> on(at) ? config.strictSeed() : config;
      case SEED_RANDOM -> config.randomSeed(number(at));
      case CA_DIR -> config.cacheDirectory(path(setting));
      case TLS_SAN -> {
        EmulatorConfig changed = config;
        for (String name : at.values()) {
          changed = changed.tlsName(name);
        }
        yield changed;
      }
      case MAX_BODY -> config.maxBodyBytes(whole(at));
      case JOURNAL_SIZE -> config.journalSize(whole(at));
      // Read together, or elsewhere.
      case CA_OUT, TLS_CERT, TLS_KEY, TLS_KEYSTORE, TLS_KEYSTORE_PASSWORD -> config;
    };
  }

  private EmulatorConfig certificate(EmulatorConfig config) throws BadOptionException {
    boolean certificate = given.containsKey(Setting.TLS_CERT);
    boolean key = given.containsKey(Setting.TLS_KEY);
    boolean keystore = given.containsKey(Setting.TLS_KEYSTORE);
    if (certificate != key) {
      throw new BadOptionException("--tls-cert and --tls-key belong together: give both");
    }
    if (certificate && keystore) {
      throw new BadOptionException("--tls-cert and --tls-keystore exclude each other: give one");
    }
    if (given.containsKey(Setting.TLS_KEYSTORE_PASSWORD) && !keystore) {
      throw new BadOptionException("--tls-keystore-password belongs to --tls-keystore: give both");
    }
    if (certificate) {
      return config.tlsCertificate(path(Setting.TLS_CERT), path(Setting.TLS_KEY));
    }
    if (keystore) {
      @Nullable Given password = given.get(Setting.TLS_KEYSTORE_PASSWORD);
      return config.tlsKeystore(
          path(Setting.TLS_KEYSTORE), password == null ? "" : password.values().get(0));
    }
    return config;
  }

  private void variable(String name, String value) {
    if (fromKubernetes(name, value)) {
      return;
    }
    for (Setting setting : Setting.values()) {
      if (setting.variable().equals(name)) {
        if (!value.isBlank()) {
          given.put(setting, new Given(name, values(setting, value)));
        }
        return;
      }
    }
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
    }
    List<String> near = Nearest.to(name, known);
    warnings.add(
        name
            + " is not a variable of FakeAuth0 and does nothing"
            + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?"));
  }

  /** Kubernetes describes a service called fake-auth0 to its neighbours in variables like ours. */
  private static boolean fromKubernetes(String name, String value) {
    String rest = name.substring(Setting.PREFIX.length());
    return rest.startsWith("SERVICE_")
        || rest.startsWith("PORT_")
        || (rest.equals("PORT") && value.startsWith("tcp://"));
  }

  private static List<String> values(Setting setting, String value) {
    if (!setting.repeatable()) {
      return List.of(value.strip());
    }
    List<String> values = new ArrayList<>();
    for (String item : value.split(",", -1)) {
      if (!item.isBlank()) {
        values.add(item.strip());
      }
    }
    return values.isEmpty() ? List.of(value.strip()) : values;
  }

  private static int port(Given at) throws BadOptionException {
    String value = at.values().get(at.values().size() - 1);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new BadOptionException(
          at.where() + ": a port is a number from 0 to 65535, or off, not " + value);
    }
  }

  private static int whole(Given at) throws BadOptionException {
    long number = number(at);
    if (number > Integer.MAX_VALUE || number < Integer.MIN_VALUE) {
      throw new BadOptionException(at.where() + ": " + number + " is too large");
    }
    return (int) number;
  }

  private static long number(Given at) throws BadOptionException {
    String value = at.values().get(at.values().size() - 1);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new BadOptionException(at.where() + ": a whole number is wanted, not " + value);
    }
  }

  private static boolean on(Given at) throws BadOptionException {
    String value = at.values().get(0);
    return switch (value) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default ->
          throw new BadOptionException(at.where() + ": true or false is wanted, not " + value);
    };
  }

  private Path path(Setting setting) throws BadOptionException {
    Given at = java.util.Objects.requireNonNull(given.get(setting));
    try {
      return Path.of(at.values().get(at.values().size() - 1));
    } catch (InvalidPathException e) {
      throw new BadOptionException(at.where() + ": is no path: " + e.getReason());
    }
  }
}
