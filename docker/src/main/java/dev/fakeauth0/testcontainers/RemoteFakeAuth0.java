package dev.fakeauth0.testcontainers;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.TenantClock;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of an emulator that runs elsewhere: a process, a service of a CI job, a container of a
 * compose file.
 *
 * <pre>{@code
 * FakeAuth0 auth0 =
 *     RemoteFakeAuth0.at(URI.create("http://localhost:8080/")).withAdminToken("admin-token");
 * }</pre>
 *
 * <p>It does what a tenant in this JVM does, by {@code /__admin}, with three differences: a call of
 * {@code /__admin} that is refused, such as for a seed with a mistake, stands in the journal;
 * claims and properties are what JSON has; {@link #close} stops nothing, since the emulator is
 * somebody else's. {@link IllegalStateException} says that the emulator cannot be reached or does
 * not let us in. Immutable and safe for use by many threads.
 */
public final class RemoteFakeAuth0 implements FakeAuth0 {

  private final AdminCalls calls;
  private final Optional<URI> secureAddress;

  private RemoteFakeAuth0(AdminCalls calls, Optional<URI> secureAddress) {
    this.calls = calls;
    this.secureAddress = secureAddress;
  }

  /**
   * The first tenant of an emulator.
   *
   * @param address its plain listener as it is reached from here, such as {@code
   *     http://localhost:8080/}; it may differ from the issuer
   * @throws IllegalArgumentException if the address is not of plain HTTP
   */
  public static RemoteFakeAuth0 at(URI address) {
    if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "the address of the emulator's plain listener is wanted, such as"
              + " http://localhost:8080/, not "
              + address);
    }
    return new RemoteFakeAuth0(AdminCalls.at(address, Optional.empty()), Optional.empty());
  }

  /** This, sending the token that the emulator was given by {@code --admin-token}. */
  public RemoteFakeAuth0 withAdminToken(String token) {
    return new RemoteFakeAuth0(
        new AdminCalls(calls.http(), calls.address(), Optional.of(token), calls.tenant()),
        secureAddress);
  }

  /** This, reached over HTTPS there; without it, HTTPS is where the emulator says it is. */
  public RemoteFakeAuth0 withSecureAddress(URI address) {
    return new RemoteFakeAuth0(calls, Optional.of(address));
  }

  /** Another tenant of the emulator. */
  public RemoteFakeAuth0 ofTenant(String name) {
    return new RemoteFakeAuth0(
        new AdminCalls(calls.http(), calls.address(), calls.token(), Optional.of(name)),
        secureAddress);
  }

  @Override
  public String tenant() {
    return standing(calls).text("tenant");
  }

  @Override
  public URI issuer() {
    return URI.create(standing(calls).text("issuer"));
  }

  @Override
  public Optional<URI> httpsIssuer() {
    if (secureAddress.isPresent()) {
      AdminCalls securely = AdminCalls.at(secureAddress.get(), Optional.of(sslContext()));
      return Optional.of(URI.create(standing(securely).text("issuer")));
    }
    return standing(calls).strings("issuers").stream()
        .filter(issuer -> issuer.startsWith("https:"))
        .findFirst()
        .map(URI::create);
  }

  /** What the emulator's health tells of the tenant. */
  private JsonObject standing(AdminCalls by) {
    List<JsonObject> tenants = JsonObject.of(by.get("health")).objects("tenants");
    if (calls.tenant().isEmpty()) {
      return tenants.get(0);
    }
    String wanted = calls.tenant().get();
    return tenants.stream()
        .filter(each -> each.text("tenant").equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no tenant "
                        + wanted
                        + "; there are: "
                        + String.join(
                            ", ", tenants.stream().map(each -> each.text("tenant")).toList())));
  }

  @Override
  public void seed(SeedPart... parts) {
    Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
    for (SeedPart part : parts) {
      part.resources()
          .forEach(
              (key, resources) ->
                  all.computeIfAbsent(key, added -> new ArrayList<>()).addAll(resources));
    }
    calls.send("POST", "seed", Map.of("parts", all));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Values of its keywords come from the environment of this JVM, as they do for a tenant in it.
   */
  @Override
  public void seed(String document) {
    calls.send(
        "POST",
        "seed",
        Map.of("document", document, "environment", Keywords.of(document, System.getenv())));
  }

  @Override
  public void keepAsBaseline() {
    calls.send("POST", "baseline", null);
  }

  @Override
  public void reset() {
    calls.send("POST", "reset", null);
  }

  @Override
  public String snapshot() {
    return calls.text("tenant");
  }

  @Override
  public Journal journal() {
    return new RemoteJournal(calls);
  }

  @Override
  public Messages messages() {
    return new RemoteMessages(calls);
  }

  @Override
  public Failures failures() {
    return new RemoteFailures(calls, this::tenant);
  }

  @Override
  public TenantClock clock() {
    return new RemoteClock(calls);
  }

  @Override
  public MintedToken token(TokenSpec wanted) {
    JsonObject token = JsonObject.of(calls.send("POST", "tokens", body(wanted)));
    return new MintedToken(
        token.text("access_token"),
        token.string("scope").map(scope -> List.of(scope.split(" "))).orElse(List.of()),
        Duration.ofSeconds(token.number("expires_in")),
        token.text("token_type"));
  }

  private static Map<String, Object> body(TokenSpec wanted) {
    Map<String, Object> body = new LinkedHashMap<>();
    wanted.client().ifPresent(value -> body.put("client", value));
    wanted.user().ifPresent(value -> body.put("user", value));
    wanted.audience().ifPresent(value -> body.put("audience", value));
    wanted.scope().ifPresent(value -> body.put("scope", value));
    wanted.permissions().ifPresent(value -> body.put("permissions", value));
    wanted.organization().ifPresent(value -> body.put("organization", value));
    wanted.expiresIn().ifPresent(value -> body.put("expires_in", value.toSeconds()));
    wanted.defect().ifPresent(value -> body.put("defect", value));
    if (!wanted.claims().isEmpty()) {
      body.put("claims", wanted.claims());
    }
    return body;
  }

  @Override
  public Optional<Diagnosis> refusalOf(String token, Optional<String> audience) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token", token);
    audience.ifPresent(identifier -> body.put("audience", identifier));
    return JsonObject.of(calls.send("POST", "explain", body))
        .child("diagnosis")
        .map(Answers::diagnosis);
  }

  @Override
  public Optional<MachineClient> machineClient() {
    @Nullable Object answer = calls.get("machine-client");
    return Optional.ofNullable(answer)
        .map(JsonObject::of)
        .map(
            client ->
                new MachineClient(
                    client.text("client_id"),
                    client.string("client_secret"),
                    client.string("audience")));
  }

  @Override
  public void rotateKeys() {
    calls.send("POST", "keys/rotate", null);
  }

  @Override
  public SSLContext sslContext() {
    return Trust.context(caPem());
  }

  @Override
  public KeyStore trustStore() {
    return Trust.store(caPem());
  }

  @Override
  public String caPem() {
    return calls.text("ca.pem");
  }

  /** Stops nothing: the emulator is somebody else's. */
  @Override
  public void close() {}

  @Override
  public String toString() {
    return "RemoteFakeAuth0["
        + calls.tenant().map(name -> name + " at ").orElse("")
        + calls.address()
        + "]";
  }
}
