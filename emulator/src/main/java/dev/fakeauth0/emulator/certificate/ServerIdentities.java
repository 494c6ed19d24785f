package dev.fakeauth0.emulator.certificate;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a server, by the name a client asks for (server name indication, RFC 6066
 * section 3), made when asked for and again before they expire.
 *
 * <p>By name, because of {@code *.localhost}: many clients (OpenSSL's, Node's) take no wildcard
 * directly below a top-level domain, so {@code acme.localhost} has a certificate that spells it
 * out. Thread-safe.
 */
public final class ServerIdentities {

  private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofDays(30);

  /** Names are the client's to choose; remember no more than a test suite has tenants. */
  private static final int MOST_NAMES = 64;

  private final CaStore store;
  private final List<String> names;
  private final InstantSource clock;
  private final Map<String, ServerIdentity> issued = new LinkedHashMap<>();
  private @Nullable KeyPair keys;

  /**
   * Certificates by the authority of a store.
   *
   * @param names DNS names and IP addresses that stand in every certificate, besides the local ones
   * @param clock the time of the machine, whatever time the emulator has: clients compare with
   *     theirs
   */
  public ServerIdentities(CaStore store, List<String> names, InstantSource clock) {
    this.store = store;
    this.names = List.copyOf(names);
    this.clock = clock;
  }

  /**
   * The certificate for a client that asks for a name, or for none.
   *
   * @throws UnusableCertificateException if the authority cannot be had
   */
  public synchronized ServerIdentity forName(Optional<String> serverName) {
    String extra = serverName.flatMap(this::spelledOut).orElse("");
    Instant now = clock.instant();
    ServerIdentity known = issued.get(extra);
    if (known != null && !expiresSoon(known, now)) {
      return known;
    }
    ServerIdentity made = issue(extra, now);
    if (issued.size() >= MOST_NAMES) {
      issued.remove(issued.keySet().iterator().next());
    }
    issued.put(extra, made);
    return made;
  }

  /** The name, if a certificate must and may spell it out. */
  private Optional<String> spelledOut(String serverName) {
    SubjectName name;
    try {
      name = SubjectName.of(serverName);
    } catch (UnusableCertificateException strange) {
      return Optional.empty(); // The client will find that no certificate has such a name.
    }
    boolean inEveryCertificate = name.text().equals("localhost") || names.contains(name.text());
    return inEveryCertificate || name.isAddress() || !store.permits(name)
        ? Optional.empty()
        : Optional.of(name.text());
  }

  private ServerIdentity issue(String extra, Instant now) {
    LocalAuthority authority = store.authority();
    KeyPair server = keys;
    if (server == null) {
      server = authority.newServerKeys();
      keys = server;
    }
    List<String> all = new ArrayList<>(names);
    if (!extra.isEmpty()) {
      all.add(extra);
    }
    return authority.issue(server, all, now);
  }

  private static boolean expiresSoon(ServerIdentity identity, Instant now) {
    Instant end = identity.certificate().getNotAfter().toInstant();
    return now.isAfter(end.minus(RENEWED_BEFORE_EXPIRY));
  }
}
