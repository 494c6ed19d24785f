package dev.fakeauth0.contracts.auth0;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What the contracts are run against: an emulator, an image, or a tenant.
 *
 * @param issuer where it is; ends in a slash
 * @param management the client that makes and removes what contracts need; without one, they have
 *     what {@code fixtures} name and nothing else
 * @param fixtures what exists already, by name and property: {@code machine} has a {@code
 *     client_id}; see {@code docs/contracts.md}
 * @param trusting whom TLS trusts; the JDK's own certificates if empty
 * @param allowed what may be done that others notice
 * @param requestsPerSecond how many requests it is sent in a second at most
 * @param leftoversAfter how old what an interrupted run left behind has to be to be removed by this
 *     one
 * @param now the time, for names and for waiting
 * @param sleeper how to wait
 */
public record Auth0Target(
    URI issuer,
    Optional<Credentials> management,
    Map<String, Map<String, String>> fixtures,
    Optional<SSLContext> trusting,
    Set<Need> allowed,
    int requestsPerSecond,
    Duration leftoversAfter,
    InstantSource now,
    Sleeper sleeper) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int POLITE = 5;
  private static final int UNHURT = 1000;

  /**
   * A client and its secret.
   *
   * @param clientId the client
   * @param clientSecret its secret; not in {@link #toString}
   */
  public record Credentials(String clientId, String clientSecret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Credentials[clientId=" + clientId + "]";
    }
  }

  /** Copies, and completes the issuer with its slash. */
  public Auth0Target {
    issuer = URI.create(issuer.toString().replaceAll("/*$", "") + "/");
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    fixtures.forEach((name, properties) -> copy.put(name, Map.copyOf(properties)));
    fixtures = Map.copyOf(copy);
    allowed = Set.copyOf(allowed);
    if (requestsPerSecond < 1) {
      throw new IllegalArgumentException("requestsPerSecond is at least 1");
    }
  }

  /**
   * A target by its address, with nothing known of it. At most 5 requests per second, unless it is
   * on this machine.
   */
  public static Auth0Target at(URI issuer) {
    boolean near = LOOPBACK.contains(String.valueOf(issuer.getHost()));
    return new Auth0Target(
        issuer,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Set.of(),
        near ? UNHURT : POLITE,
        Duration.ofHours(1),
        InstantSource.system(),
        Sleeper.REAL);
  }

  /**
   * A target by its domain: {@code acme.eu.auth0.com} is asked by https, {@code localhost:8080} by
   * http, {@code http://auth0:8080} as it says.
   *
   * @throws IllegalArgumentException if it names no host
   */
  public static Auth0Target domain(String domain) {
    String text = domain.strip();
    if (!text.contains("://")) {
      String host = text.replaceFirst("(:\\d+)?/?$", "");
      text = (LOOPBACK.contains(host) ? "http://" : "https://") + text;
    }
    URI address = URI.create(text);
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw new IllegalArgumentException(
          "no domain: " + domain + " (acme.eu.auth0.com, or localhost:8080)");
    }
    return at(address);
  }

  /** With a client of the Management API that may create and delete. */
  public Auth0Target managedBy(String clientId, String clientSecret) {
    return new Auth0Target(
        issuer,
        Optional.of(new Credentials(clientId, clientSecret)),
        fixtures,
        trusting,
        allowed,
        requestsPerSecond,
        leftoversAfter,
        now,
        sleeper);
  }

  /** With what exists already. */
  public Auth0Target having(Map<String, Map<String, String>> existing) {
    return new Auth0Target(
        issuer,
        management,
        existing,
        trusting,
        allowed,
        requestsPerSecond,
        leftoversAfter,
        now,
        sleeper);
  }

  /** Trusting other certificates than the JDK does. */
  public Auth0Target trusting(SSLContext certificates) {
    return new Auth0Target(
        issuer,
        management,
        fixtures,
        Optional.of(certificates),
        allowed,
        requestsPerSecond,
        leftoversAfter,
        now,
        sleeper);
  }

  /** With leave for what others notice. */
  public Auth0Target allowing(Need... permissions) {
    Set<Need> more = EnumSet.noneOf(Need.class);
    more.addAll(allowed);
    more.addAll(Set.of(permissions));
    return new Auth0Target(
        issuer,
        management,
        fixtures,
        trusting,
        more,
        requestsPerSecond,
        leftoversAfter,
        now,
        sleeper);
  }

  /** With another ceiling. */
  public Auth0Target atMost(int perSecond) {
    return new Auth0Target(
        issuer, management, fixtures, trusting, allowed, perSecond, leftoversAfter, now, sleeper);
  }

  /** Removing what an interrupted run left behind once it is this old. */
  public Auth0Target removingLeftoversAfter(Duration age) {
    return new Auth0Target(
        issuer, management, fixtures, trusting, allowed, requestsPerSecond, age, now, sleeper);
  }

  /** With another time and another way to wait, for tests. */
  public Auth0Target timedBy(InstantSource time, Sleeper waiting) {
    return new Auth0Target(
        issuer,
        management,
        fixtures,
        trusting,
        allowed,
        requestsPerSecond,
        leftoversAfter,
        time,
        waiting);
  }

  /** Its address: nothing of it is secret. */
  @Override
  public String toString() {
    return issuer.toString();
  }
}
