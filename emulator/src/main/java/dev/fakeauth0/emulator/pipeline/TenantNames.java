package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.MfaApi;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names a tenant goes by: where it is reached, what it calls itself, which spellings of its
 * Management API it knows.
 *
 * @param tenant the tenant's name
 * @param listeners the sockets it is reached by; the first plain one comes first
 * @param domains the names the seed declares, such as {@code acme.eu.auth0.com}
 * @param listening how its listeners are shared
 * @param fixedIssuer the issuer of {@code --issuer}, ending in a slash
 * @param followsHost whether the issuer follows the Host header ({@code --issuer follow-host})
 */
public record TenantNames(
    String tenant,
    List<Listener> listeners,
    List<String> domains,
    Listening listening,
    Optional<String> fixedIssuer,
    boolean followsHost) {

  /** How a tenant's listeners are shared with other tenants. */
  public enum Listening {
    /** They are its own: every request by them is for it. */
    OWN,
    /** They are shared, and what names no tenant is for it. */
    FIRST,
    /** They are shared: only requests that name it are for it. */
    BY_NAME
  }

  private static final String AUTH0 = ".auth0.com";

  private static final List<String> LOOPBACK =
      List.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

  /** Copies its collections. */
  public TenantNames {
    listeners = List.copyOf(listeners);
    domains = List.copyOf(domains);
  }

  /** Whether a listener is the tenant's own. */
  boolean ownListener(Listener listener) {
    return listening == Listening.OWN && listeners.contains(listener);
  }

  /** Whether the tenant declares a Host, whatever its port. */
  boolean declares(String host) {
    return domains.contains(name(host));
  }

  /** The issuer of a request: its listener's, or its declared name's; ends in a slash. */
  public String issuer(Request request) {
    if (fixedIssuer.isPresent()) {
      return fixedIssuer.get();
    }
    Optional<String> host = request.host();
    if (followsHost && host.isPresent() && plausible(host.get())) {
      return request.listener().scheme() + "://" + host.get() + "/";
    }
    return host.filter(this::declares)
        .map(declared -> at(request.listener(), name(declared)))
        .orElseGet(() -> issuer(request.listener()));
  }

  /** The issuer of a listener; ends in a slash. */
  public String issuer(Listener listener) {
    return fixedIssuer.orElseGet(
        () ->
            at(
                listener,
                listening != Listening.BY_NAME || domains.isEmpty()
                    ? "localhost"
                    : domains.get(0)));
  }

  /** All issuers the tenant answers to; a token of one is good on the others. */
  public Set<String> issuers() {
    Set<String> all = new LinkedHashSet<>();
    fixedIssuer.ifPresent(all::add);
    for (Listener listener : listeners) {
      all.add(issuer(listener));
      for (String domain : domains) {
        all.add(at(listener, domain));
      }
    }
    return all;
  }

  /**
   * All issuers the tenant answers to, and the one a request saw: where the issuer follows the Host
   * header, nothing else tells by which names the tenant is reached.
   */
  public Set<String> issuers(String seen) {
    Set<String> all = issuers();
    all.add(seen);
    return all;
  }

  /**
   * The identifier an audience is kept under: {@link ManagementApi#IDENTIFIER} for every spelling
   * of the tenant's own API, {@link MfaApi#IDENTIFIER} for every one of its second factors' API,
   * else itself.
   */
  public String canonicalAudience(String audience) {
    if (audience.endsWith("/mfa/")) {
      return ownOrigin(audience.substring(0, audience.length() - "mfa/".length()))
          ? MfaApi.IDENTIFIER
          : audience;
    }
    return audience.endsWith("/api/v2/")
            && ownOrigin(audience.substring(0, audience.length() - "api/v2/".length()))
        ? ManagementApi.IDENTIFIER
        : audience;
  }

  /** Whether an address with its final slash is one that the tenant is reached at. */
  private boolean ownOrigin(String origin) {
    if (fixedIssuer.isPresent() && fixedIssuer.get().equals(origin)) {
      return true;
    }
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String host = uri.getHost();
    if (host == null || !"/".equals(uri.getPath())) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (domains.contains(name)) {
      return true;
    }
    if (listening == Listening.BY_NAME) {
      return false;
    }
    // Where the issuer follows the Host, its ports may be mapped and its names anybody's; but
    // Auth0's own names stay those of other tenants.
    return followsHost ? !name.endsWith(AUTH0) : loopback(host) && listensOn(uri);
  }

  /** Whether a host name, without port, is a name of this machine. */
  public static boolean loopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals("::1") || name.endsWith(".localhost");
  }

  private boolean listensOn(URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return listeners.stream().anyMatch(listener -> listener.port() == port);
  }

  /** A Host header's name: without port, lower case. */
  public static String name(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port && colon >= 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }

  private static boolean plausible(String host) {
    return host.chars()
        .allMatch(
            character ->
                (Character.isLetterOrDigit(character) && character < 128)
                    || ".-:[]".indexOf(character) >= 0);
  }

  private static String at(Listener listener, String host) {
    int usual = listener.secure() ? 443 : 80;
    return listener.scheme()
        + "://"
        + host
        + (listener.port() == usual ? "" : ":" + listener.port())
        + "/";
  }

  /** The domain of an issuer, with its port: what stands between its slashes. */
  public static String domain(String issuer) {
    return issuer.substring(issuer.indexOf("//") + 2, issuer.length() - 1);
  }
}
