package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.ProviderToken;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log record of an exchange for tokens, such as {@code seccft} and {@code feccft} (Auth0 docs,
 * "Log Event Type Codes").
 */
final class ExchangeFacts implements LogFacts {

  private final TokenRequest request;
  private final Optional<Client> client;
  private final @Nullable AccessTokenGrant granted;
  private final @Nullable Subject user;
  private final String type;
  private final String description;
  private final InetAddress remote;

  /**
   * How the exchanges of a grant type are logged.
   *
   * @param ok the code of one that was granted
   * @param failed the code of one that was refused
   * @param description what is said of one that was granted
   */
  private record Kind(String ok, String failed, String description) {}

  /** Polls before the user has decided are no exchange that failed. */
  private static final Set<RefusalReason> WAITING =
      EnumSet.of(
          RefusalReason.AUTHORIZATION_PENDING,
          RefusalReason.SLOW_DOWN,
          RefusalReason.CIBA_PENDING,
          RefusalReason.CIBA_SLOW_DOWN);

  private static final Kind CLIENT_CREDENTIALS =
      new Kind("seccft", "feccft", "Client Credentials for Access Token");

  /**
   * The user an exchange is about.
   *
   * @param state where the user's connection is looked up once the record is read
   */
  private record Subject(Item user, TenantState state) {}

  private ExchangeFacts(
      TokenRequest request,
      Optional<Client> client,
      @Nullable AccessTokenGrant granted,
      @Nullable Subject user,
      String type,
      String description,
      InetAddress remote) {
    this.request = request;
    this.client = client;
    this.granted = granted;
    this.user = user;
    this.type = type;
    this.description = description;
    this.remote = remote;
  }

  /** What an exchange leaves; nothing if no type code is known for its grant type. */
  static List<LogFacts> of(TokenRequest request, Decision<?> decided, Call call) {
    if (call.route().path().equals(BackchannelAuthenticationEndpoint.PATH)) {
      return List.of(
          started(
              decided.refused() ? "ciba_start_failed" : "ciba_start_succeeded",
              decided.fold(granted -> "Successful CIBA Start", call::words),
              request,
              call));
    }
    if (call.route().path().equals(DeviceAuthorizationEndpoint.PATH)) {
      return decided.fold(
          granted -> List.of(),
          refusal -> List.of(started("fdeaz", call.words(refusal), request, call)));
    }
    if (decided.fold(granted -> false, refusal -> WAITING.contains(refusal.reason()))) {
      return List.of();
    }
    @Nullable Kind kind = kind(request.grantType().orElse(""));
    if (kind == null) {
      return List.of();
    }
    if (!decided.refused() && kind.ok().isEmpty()) {
      return List.of();
    }
    InetAddress remote = call.request().remote();
    return List.of(
        decided.<LogFacts>fold(
            value -> granted(request, kind, (TokenGrant) value, call, remote),
            refusal -> refused(request, kind, refusal, call, remote)));
  }

  /** Of what comes before an exchange: a device or a phone is asked. */
  private static LogFacts started(
      String type, String description, TokenRequest request, Call call) {
    return new ExchangeFacts(
        request,
        request.clientId().flatMap(call.epoch().store().state().clients()::find),
        null,
        null,
        type,
        description,
        call.request().remote());
  }

  private static @Nullable Kind kind(String grantType) {
    if (grantType.equals(GrantType.CLIENT_CREDENTIALS.wireName())) {
      return CLIENT_CREDENTIALS;
    }
    return GrantType.of(grantType).map(ExchangeFacts::ofUsers).orElse(null);
  }

  private static @Nullable Kind ofUsers(GrantType type) {
    return switch (type) {
      case AUTHORIZATION_CODE ->
          new Kind("seacft", "feacft", "Authorization Code for Access Token");
      case REFRESH_TOKEN -> new Kind("sertft", "fertft", "Refresh Token for Access Token");
      case PASSWORD, PASSWORD_REALM -> new Kind("sepft", "fepft", "Password for Access Token");
      case DEVICE_CODE -> new Kind("sede", "fede", "Device Code for Access Token");
      case MFA_OTP -> new Kind("seotpft", "feotpft", "Password and OTP Challenge for Access Token");
      case MFA_OOB -> new Kind("seoobft", "feoobft", "Password and OOB Challenge for Access Token");
      case MFA_RECOVERY_CODE ->
          new Kind("sercft", "fercft", "Password and MFA Recovery Code for Access Token");
      // Auth0 has no code for one that is granted: it logs the login.
      case PASSWORDLESS_OTP -> new Kind("", "fepotpft", "");
      case TOKEN_EXCHANGE -> new Kind("secte", "fecte", "Custom Token Exchange");
      case FEDERATED_CONNECTION_ACCESS_TOKEN ->
          new Kind("seta", "feta", "Token Vault Token Exchange");
      case CIBA ->
          new Kind("ciba_exchange_succeeded", "ciba_exchange_failed", "Successful CIBA Exchange");
      case JWT_BEARER ->
          new Kind(
              "idjag_exchange_succeeded",
              "idjag_exchange_failed",
              "Identity Assertion for Access Token");
      case CLIENT_CREDENTIALS, WEBAUTHN -> null;
    };
  }

  private static LogFacts granted(
      TokenRequest request, Kind kind, TokenGrant tokens, Call call, InetAddress remote) {
    @Nullable AccessTokenGrant grant = tokens.accessToken().orElse(null);
    @Nullable Subject user = null;
    if (!kind.equals(CLIENT_CREDENTIALS)) {
      TenantState state = call.epoch().store().state();
      user =
          tokens
              .accessToken()
              .map(AccessTokenGrant::subject)
              .or(() -> tokens.providerToken().map(ProviderToken::userId))
              .flatMap(state.users()::find)
              .map(item -> new Subject(item, state))
              .orElse(null);
    }
    return new ExchangeFacts(
        request, Optional.of(tokens.client()), grant, user, kind.ok(), kind.description(), remote);
  }

  private static LogFacts refused(
      TokenRequest request, Kind kind, Diagnosis refusal, Call call, InetAddress remote) {
    Optional<Client> client = request.clientId().flatMap(call.epoch().store().state()::clientNamed);
    // The one refusal that has a code of its own: somebody may have stolen a token.
    boolean reused = refusal.reason() == RefusalReason.REFRESH_TOKEN_REUSED;
    return new ExchangeFacts(
        request,
        client,
        null,
        null,
        reused ? "ferrt" : kind.failed(),
        reused
            ? "Unsuccessful Refresh Token exchange, reused refresh token detected"
            : call.words(refusal),
        remote);
  }

  @Override
  public Document members() {
    Document record =
        Document.of(
            "type",
            type,
            "description",
            description,
            "connection_id",
            "",
            "client_id",
            request.clientId().orElse(""),
            "client_name",
            client.map(Client::name).orElse(""),
            "ip",
            remote.getHostAddress(),
            "hostname",
            request.domain(),
            "user_id",
            "",
            "user_name",
            "");
    if (granted == null) {
      return withUser(record)
          .with("audience", request.audience().orElse(null))
          .with("scope", request.scope().orElse(null));
    }
    Document whole =
        withUser(record)
            .with("audience", granted.audience())
            .with("scope", granted.scope().isEmpty() ? null : String.join(" ", granted.scope()));
    Optional<Organization> organization = granted.organization();
    return organization.isEmpty()
        ? whole
        : whole
            .with("organization_id", organization.get().id())
            .with("organization_name", organization.get().name());
  }

  private Document withUser(Document record) {
    if (user == null) {
      return record;
    }
    Document stored = user.user().document();
    String name = UserView.connection(stored);
    Document known =
        record
            .with("user_id", user.user().id())
            .with("user_name", UserView.names(stored).get(0))
            .with("connection", name);
    Optional<? extends Resource> connection =
        user.state().collection("connections").findByKey(name);
    if (connection.isEmpty()) {
      return known;
    }
    String strategy = connection.get().document().string("strategy", "");
    return known
        .with("connection_id", connection.get().id())
        .with("strategy", strategy)
        .with("strategy_type", strategy.equals("auth0") ? "database" : "social");
  }
}
