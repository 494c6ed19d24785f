package dev.fakeauth0;

import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.message.Messages;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.seed.SeedPart;
import dev.fakeauth0.token.MachineClient;
import dev.fakeauth0.token.MintedToken;
import dev.fakeauth0.token.TokenSpec;
import java.net.URI;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One running tenant. Safe for use by many threads.
 *
 * <p>What it does is what {@code /__admin} does, so a tenant in this JVM and one in a container are
 * used alike.
 */
public interface FakeAuth0 extends AutoCloseable {

  /** The tenant's name. */
  String tenant();

  /**
   * The issuer, ending in a slash: the plain listener's, or the HTTPS listener's where there is no
   * plain one.
   */
  URI issuer();

  /** The HTTPS listener's issuer, where there is such a listener. */
  Optional<URI> httpsIssuer();

  /** The identifier of the tenant's Management API, {@code {issuer}api/v2/}. */
  default String managementAudience() {
    return issuer() + "api/v2/";
  }

  /**
   * Adds to the tenant, all or nothing; what is there under the same name is replaced.
   *
   * @throws IllegalArgumentException naming the part and the property that cannot be used
   */
  void seed(SeedPart... parts);

  /**
   * Adds a seed document, all or nothing.
   *
   * @param document YAML or JSON in the format of the Deploy CLI's {@code tenant.yaml}
   * @throws IllegalArgumentException naming line and key that cannot be used
   */
  void seed(String document);

  /** Makes the tenant as it is now what {@link #reset} goes back to. */
  void keepAsBaseline();

  /**
   * Goes back to the baseline: state, keys, failures, clock, rate windows, journal. Tokens of keys
   * made since are refused.
   */
  void reset();

  /** The tenant as a seed document in JSON, secrets included: it starts an equal tenant. */
  String snapshot();

  /** What the tenant was asked and answered. */
  Journal journal();

  /** The e-mails, text messages and pushes it would have sent. */
  Messages messages();

  /** What goes wrong on demand. */
  Failures failures();

  /** The tenant's time. */
  TenantClock clock();

  /**
   * Mints a token without asking the rules.
   *
   * @throws IllegalArgumentException naming the client, API, user or defect that does not exist
   */
  MintedToken token(TokenSpec wanted);

  /**
   * Why an API of this tenant that follows RFC 9068, section 4, would refuse a token now.
   *
   * @param token the token as it was presented, well-formed or not
   * @param audience the API's identifier; any API of the tenant where it is empty
   * @return empty if the API would take it
   */
  Optional<Diagnosis> refusalOf(String token, Optional<String> audience);

  /** The client that programs of this tenant use by default, where there is one. */
  Optional<MachineClient> machineClient();

  /** Makes the next signing key the current one; the current one stays published until revoked. */
  void rotateKeys();

  /** A context that trusts the emulator's certificate authority beside the JVM's. */
  SSLContext sslContext();

  /** A trust store that holds the emulator's certificate authority. */
  KeyStore trustStore();

  /** The emulator's certificate authority in PEM. */
  String caPem();

  /** Stops serving. Does nothing the second time. */
  @Override
  void close();
}
