package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.authentication.BackchannelAuthenticationEndpoint;
import dev.fakeauth0.emulator.authentication.DeviceAuthorizationEndpoint;
import dev.fakeauth0.emulator.authentication.DirectEndpoints;
import dev.fakeauth0.emulator.authentication.TokenEndpoint;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.authentication.registration.ClientRegistration;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.token.ProviderToken;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint on its road, without a socket and without signing, at {@code
 * http://localhost:8080/}. A second tenant, {@code dev}, has the client {@code dev-client}.
 */
public final class TokenDoor {

  /** The issuer of the tenant. */
  public static final String ISSUER = "http://localhost:8080/";

  private final List<TokenGrant> granted = new ArrayList<>();
  private final Tenant tenant;
  private final Pipeline pipeline;

  private TokenDoor(Consumer<TenantDraft> seed, Function<TokenGrant, TokenSet> signing) {
    tenant = tenant("prod", Requests.PLAIN, seed);
    Tenant other =
        tenant(
            "dev",
            new Listener("http", "127.0.0.1", 8081),
            draft -> draft.put(aClient("dev-client", "client_secret", "dev-secret")));
    TokenEndpoint endpoint =
        new TokenEndpoint(
            new GrantPolicies(GrantPolicies.all()),
            (grant, keys, tampering) -> {
              granted.add(grant);
              return signing.apply(grant);
            });
    pipeline =
        new Pipeline(
            new TenantDirectory(List.of(tenant, other)),
            endpoints(endpoint),
            FaultLayer.NONE,
            line -> {});
  }

  private static List<Endpoint> endpoints(TokenEndpoint endpoint) {
    List<Endpoint> all = new ArrayList<>(DirectEndpoints.all());
    all.add(endpoint);
    all.add(new ClientRegistration());
    all.add(new DeviceAuthorizationEndpoint());
    all.add(new BackchannelAuthenticationEndpoint());
    return all;
  }

  /** The door of a tenant that holds what the seed puts there. */
  public static TokenDoor of(Consumer<TenantDraft> seed) {
    return new TokenDoor(seed, TokenDoor::signed);
  }

  /** A door whose signing breaks, as only a defect of the emulator would have it. */
  public static TokenDoor thatFails() {
    return new TokenDoor(
        TokenDoor::seedM2m,
        grant -> {
          throw new IllegalStateException(
              "signing broke in " + grant.accessToken().orElseThrow().issuer());
        });
  }

  /**
   * The door of a tenant with the client {@code m2m} / {@code m2m-secret}, granted two scopes of
   * {@code https://api.example.com}, which has three; and with what else the seed puts there.
   */
  public static TokenDoor withM2m(Consumer<TenantDraft> seed) {
    return of(
        draft -> {
          seedM2m(draft);
          seed.accept(draft);
        });
  }

  /** A client that may use client credentials. */
  public static Client aClient(String id, Object... namesAndValues) {
    return Client.of(
        plus(
            Document.of("client_id", id, "name", id, "grant_types", List.of("client_credentials")),
            namesAndValues));
  }

  /** An API with the scopes {@code read:messages}, {@code write:messages}, {@code admin}. */
  public static ResourceServer anApi(String identifier, Object... namesAndValues) {
    return ResourceServer.of(
        plus(
            Document.of(
                "id",
                Integer.toHexString(identifier.hashCode()),
                "identifier",
                identifier,
                "name",
                identifier,
                "scopes",
                List.of(
                    Map.of("value", "read:messages"),
                    Map.of("value", "write:messages"),
                    Map.of("value", "admin"))),
            namesAndValues));
  }

  /** The tenant's Management API. */
  public static ResourceServer managementApi() {
    return anApi(
        ManagementApi.IDENTIFIER,
        "name",
        "Auth0 Management API",
        "is_system",
        true,
        "scopes",
        List.of(Map.of("value", "read:users"), Map.of("value", "update:users")));
  }

  /** A client grant of {@code read:messages} and {@code write:messages}. */
  public static ClientGrant aGrant(
      String id, String clientId, String audience, Object... namesAndValues) {
    return ClientGrant.of(
        plus(
            Document.of(
                "id",
                id,
                "client_id",
                clientId,
                "audience",
                audience,
                "scope",
                List.of("read:messages", "write:messages")),
            namesAndValues));
  }

  /** An organization with the client grants of these ids. */
  public static Organization anOrganization(String id, String name, String... grants) {
    return Organization.of(
        Document.of("id", id, "name", name, Organization.CLIENT_GRANTS, List.of(grants)));
  }

  /** Posts a form of name, value, name, value, nothing of which needs encoding. */
  public Reply form(String... namesAndValues) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(
              java.net.URLEncoder.encode(
                  namesAndValues[i + 1], java.nio.charset.StandardCharsets.UTF_8));
    }
    return post("application/x-www-form-urlencoded", body.toString());
  }

  /** Posts a form as {@code m2m}, with these parameters besides. */
  public Reply asM2m(String... namesAndValues) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "m2m",
                "client_secret",
                "m2m-secret"));
    all.addAll(List.of(namesAndValues));
    return form(all.toArray(String[]::new));
  }

  /** Posts JSON. */
  public Reply json(String body) {
    return post("application/json", body);
  }

  /** Posts any body. */
  public Reply post(String contentType, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", contentType));
    all.addAll(List.of(headers));
    return handle(Requests.post("/oauth/token", body, all.toArray(String[]::new)));
  }

  /** Posts JSON to an endpoint that answers like the token endpoint. */
  public Reply at(String path, Document body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return handle(Requests.post(path, Json.text(body), all.toArray(String[]::new)));
  }

  /** Sends any request. */
  public Reply handle(Request request) {
    return pipeline.handle(request);
  }

  /** The tenant behind the door. */
  public Tenant tenant() {
    return tenant;
  }

  /** Registers a client. */
  public Reply register(String metadata) {
    return handle(
        Requests.post(
            "/oidc/register",
            metadata,
            "Host",
            "localhost:8080",
            "Content-Type",
            "application/json"));
  }

  /** The access token that was granted last. */
  public AccessTokenGrant granted() {
    return tokens().accessToken().orElseThrow();
  }

  /** All that was granted last. */
  public TokenGrant tokens() {
    return granted.get(granted.size() - 1);
  }

  /** How often a token was granted. */
  public int grants() {
    return granted.size();
  }

  /** The journal's newest entry. */
  public JournalEntry last() {
    return tenant.epoch().journal().last().orElseThrow();
  }

  /** Why the last call was refused. */
  public Diagnosis diagnosis() {
    return last().diagnosis().orElseThrow();
  }

  /** The body of a reply. */
  public static Document body(Reply reply) {
    try {
      return Json.readObject(reply.body());
    } catch (MalformedJson e) {
      throw new AssertionError(reply.text(), e);
    }
  }

  private static TokenSet signed(TokenGrant grant) {
    Optional<ProviderToken> handedOn = grant.providerToken();
    return new TokenSet(
        Optional.of(handedOn.map(ProviderToken::value).orElse("a.signed.token")),
        grant.idToken().map(any -> "an.id.token"),
        grant.refreshToken(),
        grant.scope(),
        handedOn
            .map(ProviderToken::lifetime)
            .orElseGet(() -> grant.accessToken().orElseThrow().lifetime()),
        grant.more());
  }

  private static void seedM2m(TenantDraft draft) {
    draft.put(aClient("m2m", "client_secret", "m2m-secret", "name", "Nightly Job"));
    draft.put(anApi("https://api.example.com", "name", "Messages API"));
    draft.put(managementApi());
    draft.put(aGrant("cgr_m2m", "m2m", "https://api.example.com"));
  }

  private static Tenant tenant(String name, Listener listener, Consumer<TenantDraft> seed) {
    TenantDraft draft =
        TenantDraft.of(TenantState.empty(Keys.ringOf(name)), RandomIdSource.seeded(1));
    seed.accept(draft);
    return new Tenant(
        new TenantNames(
            name, List.of(listener), List.of(), TenantNames.Listening.OWN, Optional.empty(), false),
        draft.state(),
        RandomIdSource.seeded(2),
        Keys.signingKeys(),
        () -> Keys.NOW,
        100);
  }

  private static Document plus(Document document, @Nullable Object... namesAndValues) {
    Document changed = document;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      changed = changed.with((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return changed;
  }
}
