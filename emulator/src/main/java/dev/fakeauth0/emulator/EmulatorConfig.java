package dev.fakeauth0.emulator;

import dev.fakeauth0.failure.FailureRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How an emulator is to run. Immutable: each method gives a changed copy. {@link #defaults()} is
 * what a test wants: a free port on loopback, plain HTTP, {@code preset:default}.
 */
public final class EmulatorConfig implements Cloneable {

  private static final EmulatorConfig DEFAULTS = new EmulatorConfig();

  private String host = "127.0.0.1";
  private OptionalInt port = OptionalInt.of(0);
  private OptionalInt httpsPort = OptionalInt.empty();
  private boolean portChosen;
  private boolean httpsPortChosen;
  private Optional<URI> issuer = Optional.empty();
  private boolean followHost;
  private List<String> tenants = List.of();
  private Optional<String> name = Optional.empty();
  private boolean strictSeed;
  private OptionalLong randomSeed = OptionalLong.empty();
  private Optional<String> adminToken = Optional.empty();
  private Optional<Path> cacheDirectory = Optional.empty();
  private List<FailureRule> failures = List.of();
  private List<String> tlsNames = List.of();
  private Optional<TlsFiles> tlsFiles = Optional.empty();
  private int maxBodyBytes = 1024 * 1024;
  private int journalSize = 10_000;
  private InstantSource clock = InstantSource.system();
  private Consumer<String> log = line -> {};

  /**
   * A certificate and key of the caller's own.
   *
   * @param certificate the certificate chain in PEM; empty with a keystore
   * @param key the key in PEM, or a PKCS#12 keystore that holds both
   * @param password the keystore's password; empty if it has none
   */
  public record TlsFiles(Optional<Path> certificate, Path key, String password) {

    @Override
    public String toString() {
      return "TlsFiles[" + certificate.map(Path::toString).orElse("keystore") + ", " + key + "]";
    }
  }

  private EmulatorConfig() {}

  /** Loopback, any free port, plain HTTP only, {@code preset:default}. */
  public static EmulatorConfig defaults() {
    return DEFAULTS;
  }

  private EmulatorConfig changed(Consumer<EmulatorConfig> change) {
    try {
      EmulatorConfig copy = (EmulatorConfig) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("a Cloneable is cloned", e);
    }
  }

  /** The address to listen on; {@code 127.0.0.1} unless said otherwise. */
  public EmulatorConfig host(String address) {
    return changed(copy -> copy.host = Objects.requireNonNull(address, "address"));
  }

  /** The port of plain HTTP; 0 for any that is free. It beats that of the first tenant's seed. */
  public EmulatorConfig port(int number) {
    return port(OptionalInt.of(checkedPort(number)));
  }

  /** No plain HTTP, whatever the first tenant's seed says. */
  public EmulatorConfig withoutHttp() {
    return port(OptionalInt.empty());
  }

  private EmulatorConfig port(OptionalInt choice) {
    return changed(
        copy -> {
          copy.port = choice;
          copy.portChosen = true;
        });
  }

  /**
   * The port of HTTPS; 0 for any that is free. There is none unless it is asked for here or by a
   * seed. It beats that of the first tenant's seed.
   */
  public EmulatorConfig httpsPort(int number) {
    return httpsPort(OptionalInt.of(checkedPort(number)));
  }

  /** No HTTPS, whatever the first tenant's seed says. */
  public EmulatorConfig withoutHttps() {
    return httpsPort(OptionalInt.empty());
  }

  private EmulatorConfig httpsPort(OptionalInt choice) {
    return changed(
        copy -> {
          copy.httpsPort = choice;
          copy.httpsPortChosen = true;
        });
  }

  /** The ports where neither the caller nor a seed names one; 0 for any that is free. */
  public EmulatorConfig usualPorts(int plain, int secure) {
    return changed(
        copy -> {
          if (!copy.portChosen) {
            copy.port = OptionalInt.of(checkedPort(plain));
          }
          if (!copy.httpsPortChosen) {
            copy.httpsPort = OptionalInt.of(checkedPort(secure));
          }
        });
  }

  /**
   * One issuer for every listener of the first tenant, instead of each listener's own.
   *
   * @param url absolute, {@code http} or {@code https}; a slash is added if it lacks one
   */
  public EmulatorConfig issuer(URI url) {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "an issuer is an absolute http or https URL such as http://auth.test:8080/, not " + url);
    }
    URI slashed = url.toString().endsWith("/") ? url : URI.create(url + "/");
    return changed(
        copy -> {
          copy.issuer = Optional.of(slashed);
          copy.followHost = false;
        });
  }

  /** The issuer follows the Host header of each request. */
  public EmulatorConfig issuerFollowsHost() {
    return changed(
        copy -> {
          copy.issuer = Optional.empty();
          copy.followHost = true;
        });
  }

  /**
   * One more tenant: a seed file's path, or {@code preset:NAME}. The first one given comes first.
   */
  public EmulatorConfig tenant(String fileOrPreset) {
    return changed(
        copy -> {
          List<String> more = new ArrayList<>(copy.tenants);
          more.add(fileOrPreset);
          copy.tenants = List.copyOf(more);
        });
  }

  /** The first tenant's name, which beats its seed's. */
  public EmulatorConfig name(String wanted) {
    return changed(copy -> copy.name = Optional.of(wanted));
  }

  /** Refuses seeds with unknown properties, which are otherwise kept with a warning. */
  public EmulatorConfig strictSeed() {
    return changed(copy -> copy.strictSeed = true);
  }

  /** Ids follow from this number: two runs with one number give the same ids; keys excepted. */
  public EmulatorConfig randomSeed(long number) {
    return changed(copy -> copy.randomSeed = OptionalLong.of(number));
  }

  /**
   * What goes wrong from the start, in the grammar of {@link FailureRule}; the last rule is the
   * newest. A rule is for the first tenant, unless it names another.
   *
   * @throws dev.fakeauth0.failure.InvalidFailureRule naming the part that cannot be
   */
  public EmulatorConfig failing(String... rules) {
    return changed(
        copy -> {
          List<FailureRule> more = new ArrayList<>(copy.failures);
          for (String rule : rules) {
            more.add(FailureRule.parse(rule));
          }
          copy.failures = List.copyOf(more);
        });
  }

  /** Opens {@code /__admin} to callers from elsewhere that send this token. */
  public EmulatorConfig adminToken(String token) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("an admin token is not blank");
    }
    return changed(copy -> copy.adminToken = Optional.of(token));
  }

  /**
   * Where the certificate authority and ready-made signing keys are kept between runs, readable by
   * the owner only. The user's cache folder unless said otherwise.
   */
  public EmulatorConfig cacheDirectory(Path directory) {
    return changed(copy -> copy.cacheDirectory = Optional.of(directory));
  }

  /** One more name or address that the emulator's own certificate is good for. */
  public EmulatorConfig tlsName(String name) {
    return changed(
        copy -> {
          List<String> more = new ArrayList<>(copy.tlsNames);
          more.add(name);
          copy.tlsNames = List.copyOf(more);
        });
  }

  /** A certificate (chain) and key in PEM in place of the emulator's own. */
  public EmulatorConfig tlsCertificate(Path certificate, Path key) {
    return changed(
        copy -> copy.tlsFiles = Optional.of(new TlsFiles(Optional.of(certificate), key, "")));
  }

  /** A PKCS#12 keystore in place of the emulator's own certificate. */
  public EmulatorConfig tlsKeystore(Path keystore, String password) {
    return changed(
        copy -> copy.tlsFiles = Optional.of(new TlsFiles(Optional.empty(), keystore, password)));
  }

  /** The largest request body read, in bytes; 1 MiB unless said otherwise. */
  public EmulatorConfig maxBodyBytes(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a body has 0 bytes or more, not " + bytes);
    }
    return changed(copy -> copy.maxBodyBytes = bytes);
  }

  /** How many calls each tenant's journal keeps; 10,000 unless said otherwise. */
  public EmulatorConfig journalSize(int entries) {
    if (entries < 1) {
      throw new IllegalArgumentException("a journal keeps 1 entry or more, not " + entries);
    }
    return changed(copy -> copy.journalSize = entries);
  }

  /** The system's time, which each tenant's clock follows. */
  public EmulatorConfig clock(InstantSource source) {
    return changed(copy -> copy.clock = Objects.requireNonNull(source, "source"));
  }

  /** Takes a line for each refusal and each warning about a seed. Silent unless said otherwise. */
  public EmulatorConfig log(Consumer<String> lines) {
    return changed(copy -> copy.log = Objects.requireNonNull(lines, "lines"));
  }

  String host() {
    return host;
  }

  OptionalInt port() {
    return port;
  }

  OptionalInt httpsPort() {
    return httpsPort;
  }

  boolean portChosen() {
    return portChosen;
  }

  boolean httpsPortChosen() {
    return httpsPortChosen;
  }

  Optional<URI> issuer() {
    return issuer;
  }

  boolean followHost() {
    return followHost;
  }

  List<String> tenants() {
    return tenants.isEmpty() ? List.of("preset:default") : tenants;
  }

  Optional<String> name() {
    return name;
  }

  boolean isStrictSeed() {
    return strictSeed;
  }

  OptionalLong randomSeed() {
    return randomSeed;
  }

  List<FailureRule> failures() {
    return failures;
  }

  Optional<String> adminToken() {
    return adminToken;
  }

  Optional<Path> cacheDirectory() {
    return cacheDirectory;
  }

  List<String> tlsNames() {
    return tlsNames;
  }

  Optional<TlsFiles> tlsFiles() {
    return tlsFiles;
  }

  int maxBodyBytes() {
    return maxBodyBytes;
  }

  int journalSize() {
    return journalSize;
  }

  InstantSource clock() {
    return clock;
  }

  Consumer<String> log() {
    return log;
  }

  private static int checkedPort(int number) {
    if (number < 0 || number > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + number);
    }
    return number;
  }
}
