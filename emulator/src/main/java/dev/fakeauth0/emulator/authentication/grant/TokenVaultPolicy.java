package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.FEDERATED_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.FEDERATED_USER_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.PUBLIC_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.ROTATING_REFRESH_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.emulator.token.ProviderToken;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.emulator.user.Tokensets;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Token Vault (RFC 8693; Auth0 docs, "Refresh Token Exchange with Token Vault", "Access Token
 * Exchange with Token Vault"): the access token that an identity provider gave for the user of a
 * refresh token, or of an access token for the API that the client itself serves. One that has
 * expired is renewed where the provider gave a refresh token with it.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#PUBLIC_CLIENT}, {@code
 * SUBJECT_TOKEN_MISSING}, {@code UNKNOWN_SUBJECT_TOKEN_TYPE}, {@code SUBJECT_TOKEN_DENIED}, {@code
 * ROTATING_REFRESH_TOKEN}, {@code CONNECTION_UNKNOWN}, {@code FEDERATED_USER_UNKNOWN}, {@code
 * FEDERATED_TOKEN_MISSING}, for what {@link RefreshTokenPolicy} refuses of a refresh token, and for
 * what {@link UserAccess} refuses of a user.
 */
public final class TokenVaultPolicy implements GrantPolicy {

  private static final String REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final String REQUESTED =
      "http://auth0.com/oauth/token-type/federated-connection-access-token";

  /** What is said of a token of which nobody knows how long it is good. */
  private static final Duration USUAL_LIFETIME = Duration.ofHours(1);

  private static final String SEED =
      "seed: identities of the user: {connection: %s, user_id: ..., access_token: ...}";

  @Override
  public GrantType grantType() {
    return GrantType.FEDERATED_CONNECTION_ACCESS_TOKEN;
  }

  @Override
  public TokenRequest prepared(TokenRequest request, TenantState state, Instant now) {
    if (!request.parameter("subject_token_type").equals(Optional.of(ACCESS_TOKEN))) {
      return request;
    }
    return request.with(
        TokenInspector.inspect(
            request.parameter("subject_token").orElse(""),
            KnownTenant.of(
                state,
                request.names().issuers(request.issuer()),
                request::canonicalAudience,
                request.neighbours()::tenantOfKey),
            TokenInspector.Wanted.ANYTHING,
            now));
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<Diagnosis> unusable = unusable(client, request);
    if (unusable.isPresent()) {
      return Decision.refuse(unusable.get());
    }
    return subject(client, request, tenant, now)
        .then(
            userId ->
                UserAccess.user(userId, Optional.empty(), tenant.state())
                    .then(user -> connection(request, tenant.state()))
                    .then(
                        connection ->
                            handedOn(
                                tenant.state().users().find(userId).orElseThrow(),
                                connection,
                                client,
                                request,
                                tenant,
                                now)));
  }

  private static Optional<Diagnosis> unusable(Client client, TokenRequest request) {
    if (client.publicClient()) {
      return Optional.of(
          PUBLIC_CLIENT
              .because(
                  "client %s is public (token_endpoint_auth_method none), and gets no tokens of"
                      + " identity providers",
                  client.id())
              .fact("client_id", client.id())
              .remedy("let the application's backend ask, as a confidential client"));
    }
    for (String name : List.of("subject_token", "subject_token_type")) {
      if (request.parameter(name).isEmpty()) {
        return Optional.of(
            SUBJECT_TOKEN_MISSING
                .because("the request has no %s", name)
                .fact("parameter", name)
                .remedy("send subject_token and subject_token_type (RFC 8693 section 2.1)"));
      }
    }
    for (String name : List.of("requested_token_type", "connection")) {
      if (request.parameter(name).isEmpty()) {
        return Optional.of(MfaTokens.missing(name));
      }
    }
    String type = request.parameter("subject_token_type").orElse("");
    if (!type.equals(REFRESH_TOKEN) && !type.equals(ACCESS_TOKEN)) {
      return Optional.of(
          UNKNOWN_SUBJECT_TOKEN_TYPE
              .because("the Token Vault takes no token of the type %s", Shown.text(type))
              .fact("subject_token_type", type)
              .fact("known", List.of(REFRESH_TOKEN, ACCESS_TOKEN))
              .remedy(
                  "send a refresh token of the user, and subject_token_type=%s", REFRESH_TOKEN));
    }
    String requested = request.parameter("requested_token_type").orElse("");
    return requested.equals(REQUESTED)
        ? Optional.empty()
        : Optional.of(
            denied("the Token Vault gives no token of the type " + Shown.text(requested))
                .fact("message", "Invalid requested_token_type: " + Shown.text(requested))
                .remedy("send requested_token_type=%s", REQUESTED));
  }

  /** The user_id of the token that is exchanged. */
  private static Decision<String> subject(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    String token = request.parameter("subject_token").orElse("");
    Optional<TokenInspection> inspected = request.found(TokenInspection.class);
    if (inspected.isPresent()) {
      return ofAccessToken(inspected.get(), client, request);
    }
    return RefreshTokenPolicy.usable(token, client, tenant, now)
        .then(
            found ->
                found.rotates()
                    ? Decision.refuse(rotating(client))
                    : Decision.grant(found.authorization().login().userId()));
  }

  private static Decision<String> ofAccessToken(
      TokenInspection inspected, Client client, TokenRequest request) {
    if (inspected.diagnosis().isPresent()) {
      Diagnosis why = inspected.diagnosis().get();
      return Decision.refuse(
          denied("the access token is not good here: " + why.because())
              .fact("message", "Invalid subject token")
              .fact("check", why.reason().mode())
              .remedy("send an access token of this tenant that has not expired"));
    }
    Document claims = inspected.claims();
    List<String> audiences =
        claims.strings("aud").isEmpty() ? List.of(claims.string("aud", "")) : claims.strings("aud");
    Optional<String> served = client.document().string("resource_server_identifier");
    boolean own =
        served
            .map(request::canonicalAudience)
            .filter(
                identifier ->
                    audiences.stream().map(request::canonicalAudience).anyMatch(identifier::equals))
            .isPresent();
    if (!own) {
      return Decision.refuse(
          denied("the access token is for an API that client " + client.id() + " does not serve")
              .fact("message", "Invalid subject token")
              .fact("client_id", client.id())
              .fact("aud", audiences)
              .fact("resource_server_identifier", served.orElse(""))
              .remedy("exchange it by the custom API client of that API")
              .remedy("seed: resource_server_identifier of the client, the API's identifier"));
    }
    String userId = claims.string("sub", "");
    return userId.endsWith("@clients")
        ? Decision.refuse(
            denied("the access token is an application's own, and of no user")
                .fact("message", "Invalid subject token")
                .fact("sub", userId)
                .remedy("send the access token of a user"))
        : Decision.grant(userId);
  }

  private static Decision<UserConnection> connection(TokenRequest request, TenantState state) {
    String name = request.parameter("connection").orElse("");
    return UserConnection.of(state, name)
        .map(Decision::grant)
        .orElseGet(
            () ->
                Decision.refuse(
                    CONNECTION_UNKNOWN
                        .because("there is no connection %s", Shown.text(name))
                        .fact("connection", name)
                        .remedy("send the name of a connection, such as google-oauth2")));
  }

  private static Decision<TokenGrant> handedOn(
      Item user,
      UserConnection connection,
      Client client,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    if (!Tokensets.keptBy(connection)) {
      return Decision.refuse(
          missing(
                  "connection " + connection.name() + " does not keep its provider's tokens",
                  user,
                  connection)
              .remedy(
                  "Dashboard: Authentication > Social or Enterprise > %s > Purpose: Connected"
                      + " Accounts for Token Vault",
                  connection.name())
              .remedy(
                  "seed: connected_accounts: {active: true} of the connection, or"
                      + " options.federated_connections_access_tokens: {active: true}"));
    }
    Optional<String> hint = request.parameter("login_hint");
    List<Document> accounts = Tokensets.of(user, connection.name(), tenant.state());
    List<Document> meant =
        accounts.stream().filter(one -> hint.isEmpty() || of(one, hint.get(), user)).toList();
    if (meant.isEmpty()) {
      return Decision.refuse(
          hint.isPresent() && !accounts.isEmpty()
              ? stranger(hint.get(), user, connection)
              : missing(
                      "user " + user.id() + " never connected an account of " + connection.name(),
                      user,
                      connection)
                  .remedy("let the user log in by the connection: its page leaves tokens")
                  .remedy(SEED, connection.name()));
    }
    Document account = meant.get(0);
    Optional<Instant> expiry = Tokensets.expiry(account);
    if (expiry.isPresent() && !expiry.get().isAfter(now)) {
      if (account.string("refresh_token").isEmpty()) {
        return Decision.refuse(
            missing(
                    "the provider's access token expired, and there is no refresh token to renew"
                        + " it with",
                    user,
                    connection)
                .fact("expires_at", expiry.get().toString())
                .remedy("let the user log in by the connection again")
                .remedy(SEED, connection.name()));
      }
      account =
          account.string("id").isPresent()
              ? Tokensets.renewed(user.id(), account, tenant, now)
              : account.with("expires_at", now.plus(Tokensets.LIFETIME).toString());
    }
    if (account.string("id").isPresent()) {
      Tokensets.used(user.id(), account, tenant, now);
    }
    Duration left =
        Tokensets.expiry(account).map(at -> Duration.between(now, at)).orElse(USUAL_LIFETIME);
    return Decision.grant(
        TokenGrant.of(
                client,
                new ProviderToken(account.string("access_token", ""), left, user.id()),
                List.copyOf(GrantedScope.words(account.string("scope", ""))))
            .and("issued_token_type", REQUESTED));
  }

  /** Whether an account is the one that is meant: by the provider's id of it, or its address. */
  private static boolean of(Document account, String hint, Item user) {
    String subject = account.string("subject", "");
    if (subject.equals(hint)) {
      return true;
    }
    for (Document identity : UserView.identities(user.document())) {
      if (identity.string("user_id", "").equals(subject)) {
        Document profile = identity.object("profileData").orElse(user.document());
        return profile.string("email", "").equalsIgnoreCase(hint);
      }
    }
    return false;
  }

  private static Diagnosis missing(String because, Item user, UserConnection connection) {
    return FEDERATED_TOKEN_MISSING
        .because("%s", because)
        .fact("user_id", user.id())
        .fact("connection", connection.name());
  }

  private static Diagnosis stranger(String hint, Item user, UserConnection connection) {
    return FEDERATED_USER_UNKNOWN
        .because(
            "user %s has accounts of %s, and none of them is %s",
            user.id(), connection.name(), Shown.text(hint))
        .fact("user_id", user.id())
        .fact("connection", connection.name())
        .fact("login_hint", Shown.text(hint))
        .remedy("send as login_hint the user's id at the provider")
        .remedy("or leave login_hint out");
  }

  private static Diagnosis rotating(Client client) {
    return ROTATING_REFRESH_TOKEN
        .because("the refresh token rotates, and the Token Vault takes none that does")
        .fact("client_id", client.id())
        .remedy(
            "Dashboard: Applications > Applications > %s > Settings > Refresh Token Rotation:"
                + " switch it off, then log in again",
            client.name())
        .remedy(
            "Management API: PATCH /api/v2/clients/%s {\"refresh_token\": {\"rotation_type\":"
                + " \"non-rotating\", \"expiration_type\": \"non-expiring\"}}",
            client.id());
  }

  private static Diagnosis denied(String because) {
    return SUBJECT_TOKEN_DENIED.because("%s", because);
  }
}
