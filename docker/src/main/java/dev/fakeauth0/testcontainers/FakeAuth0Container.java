package dev.fakeauth0.testcontainers;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.TenantClock;
import dev.fakeauth0.failure.FailureRule;
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
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * An emulator in a container, and its first tenant:
 *
 * <pre>{@code
 * try (FakeAuth0Container auth0 = new FakeAuth0Container("fake-auth0:latest")) {
 *   auth0.start();
 *   auth0.seed(anApi("https://orders").withScopes("read:orders"));
 *   String token = auth0.token(TokenSpec.any().audience("https://orders")).accessToken();
 * }
 * }</pre>
 *
 * <p>Its issuer follows the name it is called by, since the ports it is reached by from the test
 * are chosen when it starts: {@link #issuer} is the test's view. Where a container of the same
 * network has to verify what the test obtained, both need one issuer: {@link #withIssuer}.
 *
 * <p>{@code /__admin} is behind a token that this class makes and sends.
 */
public class FakeAuth0Container extends GenericContainer<FakeAuth0Container> implements FakeAuth0 {

  /** The port of plain HTTP, inside. */
  public static final int HTTP_PORT = 8080;

  /** The port of HTTPS, inside. */
  public static final int HTTPS_PORT = 8443;

  /** Where seeds said here lie, inside. */
  private static final String SEEDS = "/tmp/fake-auth0-seeds/";

  private static final int TOKEN_BYTES = 24;

  private final List<String> tenants = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> tlsNames = new ArrayList<>();
  private String issuer = "follow-host";
  private String adminToken = randomToken();

  /** A container of an image, such as {@code fake-auth0:latest}. */
  public FakeAuth0Container(String image) {
    this(DockerImageName.parse(image));
  }

  /** A container of an image. */
  public FakeAuth0Container(DockerImageName image) {
    super(image);
    withExposedPorts(HTTP_PORT, HTTPS_PORT);
    waitingFor(new ServesItsHealth());
  }

  /**
   * This, starting with a preset in place of {@code default}: {@code mcp}, {@code organizations},
   * {@code opaque}. Each further tenant said is one more; the first is the one this object is.
   */
  public FakeAuth0Container withPreset(String name) {
    tenants.add("preset:" + name);
    return self();
  }

  /**
   * This, starting with a seed document in place of {@code preset:default}; see {@link
   * #withPreset}. A mistake in it ends the start with the line and the key. Later, {@link
   * #seed(String)} adds.
   *
   * @param name the tenant's name, unless the document says another; letters, digits, {@code -} and
   *     {@code _}
   * @param document YAML or JSON in the format of the Deploy CLI's {@code tenant.yaml}
   */
  public FakeAuth0Container withSeed(String name, String document) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "a tenant's name has letters, digits, - and _ only: " + name);
    }
    String file = SEEDS + name + ".yaml";
    withCopyToContainer(Transferable.of(document), file);
    tenants.add(file);
    return self();
  }

  /**
   * This, failing from the start and after each reset.
   *
   * @param rules in the grammar of {@link FailureRule}
   * @throws dev.fakeauth0.failure.InvalidFailureRule naming the part that cannot be
   */
  public FakeAuth0Container withFailures(String... rules) {
    for (String rule : rules) {
      failures.add(FailureRule.parse(rule).toString());
    }
    return self();
  }

  /**
   * This, calling itself by one name whoever calls, such as {@code http://auth0:8080/} for services
   * in the same network where it has the alias {@code auth0}.
   */
  public FakeAuth0Container withIssuer(URI name) {
    this.issuer = name.toString();
    return self();
  }

  /** This, with a certificate that is good for further names, such as a network alias. */
  public FakeAuth0Container withTlsNames(String... names) {
    tlsNames.addAll(List.of(names));
    return self();
  }

  /** This, with an admin token of one's own choice in place of a random one. */
  public FakeAuth0Container withAdminToken(String token) {
    this.adminToken = token;
    return self();
  }

  /** What a program sends as bearer token to call {@code /__admin}. */
  public String adminToken() {
    return adminToken;
  }

  /** Where the test reaches it over plain HTTP; ends in a slash. It may differ from the issuer. */
  public URI address() {
    return URI.create("http://" + getHost() + ":" + getMappedPort(HTTP_PORT) + "/");
  }

  /** Where the test reaches it over HTTPS; ends in a slash. */
  public URI secureAddress() {
    return URI.create("https://" + getHost() + ":" + getMappedPort(HTTPS_PORT) + "/");
  }

  /** Another tenant of the container, by its name. */
  public FakeAuth0 tenant(String name) {
    return remote().ofTenant(name);
  }

  @Override
  protected void configure() {
    super.configure();
    // Said here, so that no seed moves a port away from where it is exposed.
    addEnv("FAKE_AUTH0_HOST", "0.0.0.0");
    addEnv("FAKE_AUTH0_PORT", Integer.toString(HTTP_PORT));
    addEnv("FAKE_AUTH0_HTTPS_PORT", Integer.toString(HTTPS_PORT));
    addEnv("FAKE_AUTH0_ADMIN_TOKEN", adminToken);
    addEnv("FAKE_AUTH0_ISSUER", issuer);
    addAll("FAKE_AUTH0_TENANT", tenants);
    addAll("FAKE_AUTH0_FAIL", failures);
    List<String> names = new ArrayList<>(tlsNames);
    if (!getHost().equals("localhost")) {
      names.add(getHost());
    }
    addAll("FAKE_AUTH0_TLS_SAN", names);
  }

  private void addAll(String variable, List<String> values) {
    if (!values.isEmpty()) {
      addEnv(variable, String.join(",", values));
    }
  }

  private RemoteFakeAuth0 remote() {
    return RemoteFakeAuth0.at(address())
        .withAdminToken(adminToken)
        .withSecureAddress(secureAddress());
  }

  @Override
  public String tenant() {
    return remote().tenant();
  }

  @Override
  public URI issuer() {
    return remote().issuer();
  }

  @Override
  public Optional<URI> httpsIssuer() {
    return remote().httpsIssuer();
  }

  @Override
  public void seed(SeedPart... parts) {
    remote().seed(parts);
  }

  @Override
  public void seed(String document) {
    remote().seed(document);
  }

  @Override
  public void keepAsBaseline() {
    remote().keepAsBaseline();
  }

  @Override
  public void reset() {
    remote().reset();
  }

  @Override
  public String snapshot() {
    return remote().snapshot();
  }

  @Override
  public Journal journal() {
    return remote().journal();
  }

  @Override
  public Messages messages() {
    return remote().messages();
  }

  @Override
  public Failures failures() {
    return remote().failures();
  }

  @Override
  public TenantClock clock() {
    return remote().clock();
  }

  @Override
  public MintedToken token(TokenSpec wanted) {
    return remote().token(wanted);
  }

  @Override
  public Optional<Diagnosis> refusalOf(String token, Optional<String> audience) {
    return remote().refusalOf(token, audience);
  }

  @Override
  public Optional<MachineClient> machineClient() {
    return remote().machineClient();
  }

  @Override
  public void rotateKeys() {
    remote().rotateKeys();
  }

  @Override
  public SSLContext sslContext() {
    return remote().sslContext();
  }

  @Override
  public KeyStore trustStore() {
    return remote().trustStore();
  }

  @Override
  public String caPem() {
    return remote().caPem();
  }

  /** Stops and removes the container. Does nothing the second time. */
  @Override
  public void close() {
    stop();
  }

  private static String randomToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
