package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.FactorFacts;
import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.authentication.grant.LoginFacts;
import dev.fakeauth0.emulator.authentication.grant.MfaTokens;
import dev.fakeauth0.emulator.authentication.grant.PasswordCheck;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.ClientAuthentication;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.PresentedCredentials;
import dev.fakeauth0.emulator.decision.ProvenAssertion;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Neighbours;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for tokens, read and not yet judged. Parameters nobody knows are passed over, as Auth0
 * does.
 *
 * @param credentials what it says of who the client is
 * @param proof its client assertion, once that is verified
 * @param parameters what was sent in its body
 * @param sender where it came from
 * @param checks what was checked against a snapshot, by its type
 * @param issuer the issuer as the tenant is reached, ending in a slash
 * @param names the names of the tenant
 * @param neighbours what the other tenants know
 */
public record TokenRequest(
    PresentedCredentials credentials,
    Optional<ProvenAssertion> proof,
    Parameters parameters,
    Sender sender,
    Map<Class<?>, Object> checks,
    String issuer,
    TenantNames names,
    Neighbours neighbours)
    implements Subject {

  /** All that some grant type takes: each is a string where it is sent. */
  private static final List<String> NAMES =
      List.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "audience",
          "resource",
          "scope",
          "organization",
          "code",
          "code_verifier",
          "redirect_uri",
          "refresh_token",
          "token",
          "username",
          "password",
          "realm",
          "device_code",
          "otp",
          "auth_session",
          "mfa_token",
          "oob_code",
          "binding_code",
          "recovery_code",
          "challenge_type",
          "authenticator_id",
          "phone_number",
          "email",
          "send",
          "delivery_method",
          "credential_type",
          "subject_token",
          "subject_token_type",
          "requested_token_type",
          "actor_token",
          "actor_token_type",
          "connection",
          "login_hint",
          "auth_req_id",
          "binding_message",
          "requested_expiry",
          "assertion",
          "authn_response");

  /** Reads a call. May refuse for what {@link Parameters} and {@link BasicCredentials} refuse. */
  static Decision<TokenRequest> from(Call call) {
    return from(call.request(), call.issuer(), call.tenant().names(), call.neighbours());
  }

  static Decision<TokenRequest> from(
      Request request, String issuer, TenantNames names, Neighbours neighbours) {
    return Parameters.of(request, NAMES)
        .then(
            parameters ->
                BasicCredentials.of(request.headers())
                    .map(
                        basic ->
                            of(parameters, basic, Sender.of(request), issuer, names, neighbours)
                                .with(new SentProofs(request.headers().all("DPoP")))));
  }

  private static TokenRequest of(
      Parameters parameters,
      Optional<BasicCredentials> basic,
      Sender sender,
      String issuer,
      TenantNames names,
      Neighbours neighbours) {
    return new TokenRequest(
        SentCredentials.of(parameters, basic),
        Optional.empty(),
        parameters,
        sender,
        Map.of(),
        issuer,
        names,
        neighbours);
  }

  /** {@code grant_type}. */
  public Optional<String> grantType() {
    return parameter("grant_type");
  }

  /** {@code audience} itself, without what may stand for it. */
  public Optional<String> audienceParameter() {
    return parameter("audience");
  }

  /** {@code resource} (RFC 8707). */
  public Optional<String> resource() {
    return parameter("resource");
  }

  /** {@code scope}. */
  public Optional<String> scope() {
    return parameter("scope");
  }

  /** {@code organization}. */
  public Optional<String> organization() {
    return parameter("organization");
  }

  /** A parameter that its grant type takes, such as {@code code}. */
  public Optional<String> parameter(String name) {
    return parameters.get(name);
  }

  /** The client, authenticated (RFC 6749 section 2.3); an assertion is spent by this. */
  Decision<Client> authenticated(TenantDraft tenant, Instant now) {
    return ClientAuthentication.of(credentials, proof, neighbours::tenantOfClient, tenant, now);
  }

  /** This request with its client assertion verified, as {@link SentCredentials#proof} does it. */
  Decision<TokenRequest> asserted(TenantState state, Instant now) {
    return SentCredentials.proof(credentials, names.issuers(issuer), state, now).map(this::proven);
  }

  /** The {@code DPoP} headers, as sent. */
  private record SentProofs(List<String> headers) {}

  /** This request with its proof of possession verified, so far as no state is needed for it. */
  TokenRequest examined(Instant now) {
    List<String> sent = found(SentProofs.class).map(SentProofs::headers).orElse(List.of());
    return with(SenderConstraint.Examined.of(sent, names.issuers(issuer), now));
  }

  private TokenRequest proven(Optional<ProvenAssertion> assertion) {
    return new TokenRequest(
        credentials, assertion, parameters, sender, checks, issuer, names, neighbours);
  }

  /** This request with something that was checked against a snapshot. */
  public TokenRequest with(Object check) {
    Map<Class<?>, Object> more = new LinkedHashMap<>(checks);
    more.put(check.getClass(), check);
    return new TokenRequest(
        credentials, proof, parameters, sender, more, issuer, names, neighbours);
  }

  /** What was checked against a snapshot, by its type. */
  public <T> Optional<T> found(Class<T> type) {
    return Optional.ofNullable(checks.get(type)).map(type::cast);
  }

  /** The user a login is about, as the request names them. */
  @Override
  public Optional<String> user() {
    return parameter("username");
  }

  @Override
  public Optional<String> clientId() {
    return credentials.clientId();
  }

  @Override
  public Optional<String> audience() {
    return audienceParameter().or(this::resource);
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    clientId().ifPresent(id -> facts.put("client_id", id));
    audience().ifPresent(identifier -> facts.put("audience", identifier));
    grantType().ifPresent(grant -> facts.put("grant_type", grant));
    organization().ifPresent(name -> facts.put("organization", name));
    if (reason == RefusalReason.USER_NOT_IN_ORGANIZATION) {
      found(PasswordCheck.class)
          .flatMap(PasswordCheck::userId)
          .or(this::user)
          .ifPresent(id -> facts.put("user_id", id));
    }
    return facts;
  }

  /** A user is refused an organization in other words than a machine client. */
  @Override
  public Optional<RefusalReason> forced(RefusalReason reason) {
    boolean user =
        reason == RefusalReason.ORGANIZATION_DENIED
            && grantType().isPresent()
            && !grantType().get().equals(GrantType.CLIENT_CREDENTIALS.wireName());
    return user
        ? organization().map(any -> RefusalReason.USER_NOT_IN_ORGANIZATION)
        : Optional.of(reason);
  }

  @Override
  public Document more(RefusalReason reason, IdSource ids) {
    return reason == RefusalReason.MFA_REQUIRED ? MfaTokens.forced(ids) : Document.EMPTY;
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    List<LogFacts> all = new ArrayList<>();
    Optional<PasswordCheck> check = found(PasswordCheck.class);
    Optional<Client> client = clientId().flatMap(call.epoch().store().state()::clientNamed);
    if (check.isPresent() && client.isPresent()) {
      Visitor visitor = new Visitor(client.get(), sender.address(client.get()), issuer);
      all.addAll(LoginFacts.of(check.get(), visitor, decided, call));
    }
    Optional<FactorFacts.Asked> factor = found(FactorFacts.Asked.class);
    if (factor.isPresent() && client.isPresent()) {
      Visitor visitor = new Visitor(client.get(), sender.address(client.get()), issuer);
      all.addAll(FactorFacts.ofGrant(factor.get(), grantType(), visitor, decided, call));
    }
    all.addAll(ExchangeFacts.of(this, decided, call));
    return all;
  }

  /** The tenant's domain as it is reached, with its port. */
  String domain() {
    return TenantNames.domain(issuer);
  }

  /** The identifier an API is kept under, whichever spelling of the tenant an audience has. */
  public String canonicalAudience(String spelled) {
    return names.canonicalAudience(spelled);
  }
}
