package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.MFA_ACCESS_DENIED;

import dev.fakeauth0.emulator.authentication.grant.FactorFacts;
import dev.fakeauth0.emulator.authentication.grant.MfaTokens;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may see and change a user's authenticators (Auth0 docs, "Manage Authentication Factors with
 * Authentication API"): the holder of the {@code mfa_token} of the user's login, or of an access
 * token for the API {@code {issuer}mfa/}.
 *
 * <p>Refuses for {@link dev.fakeauth0.refusal.RefusalReason#MFA_ACCESS_DENIED}.
 *
 * @param token what was shown
 * @param claims what an access token says that is good; none of an {@code mfa_token}
 * @param issuer the issuer as the tenant is reached, ending in a slash
 */
record MfaBearer(String token, Optional<Document> claims, String issuer) implements Subject {

  private static final String SCHEME = "bearer ";

  /**
   * Reads a call.
   *
   * @param scope what an access token must have
   */
  static Decision<MfaBearer> from(Call call, String scope) {
    String header = call.request().header("Authorization").orElse("").strip();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Decision.refuse(denied("no bearer token was sent"));
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.split("\\.", -1).length != 3) {
      return Decision.grant(new MfaBearer(token, Optional.empty(), call.issuer()));
    }
    TokenInspection inspection = inspected(token, call);
    if (inspection.diagnosis().isPresent()) {
      Diagnosis why = inspection.diagnosis().get();
      return Decision.refuse(
          denied("the access token is not good here: " + why.because())
              .fact("check", why.reason().mode())
              .remedy(
                  "ask for an access token with audience %smfa/ and scope %s",
                  call.issuer(), scope));
    }
    Document claims = inspection.claims();
    Set<String> scopes = GrantedScope.words(claims.string("scope", ""));
    return scopes.contains(scope)
        ? Decision.grant(new MfaBearer(token, Optional.of(claims), call.issuer()))
        : Decision.refuse(
            denied("the access token lacks the scope " + scope)
                .fact("scope", List.copyOf(scopes))
                .remedy("ask for an access token with the scope %s", scope));
  }

  /** The user_id. */
  Decision<String> userId(TenantDraft tenant, Instant now) {
    return waiting(tenant, now).map(MfaTokens.Found::userId);
  }

  /** The login that waits, or the one that an access token comes from. */
  Decision<MfaTokens.Found> waiting(TenantDraft tenant, Instant now) {
    if (claims.isPresent()) {
      return Decision.grant(MfaTokens.ofAccessToken(token, claims.get(), issuer, now));
    }
    return MfaTokens.find(token, tenant, now)
        .fold(Decision::grant, why -> Decision.refuse(denied(why.because())));
  }

  /**
   * The records of a call that its holder made.
   *
   * @param type the type of the first
   * @param oobCode what a challenge goes by that the call sent
   */
  List<LogFacts> logged(String type, Optional<String> oobCode, Call call) {
    TenantState state = call.epoch().store().state();
    Optional<MfaTokens.Found> found = MfaTokens.find(token, state, call.tenant().now(state));
    Optional<String> userId =
        claims.flatMap(said -> said.string("sub")).or(() -> found.map(MfaTokens.Found::userId));
    Optional<Client> client =
        clientId()
            .or(() -> found.map(one -> one.transaction().authorization().clientId()))
            .flatMap(state.clients()::find);
    if (userId.isEmpty() || client.isEmpty()) {
      return List.of();
    }
    Visitor visitor = new Visitor(client.get(), call.request().remote().getHostAddress(), issuer);
    List<LogFacts> records = new ArrayList<>();
    records.add(FactorFacts.of(type, userId.get(), visitor, call));
    FactorFacts.sent(oobCode, userId.get(), visitor, call).ifPresent(records::add);
    return records;
  }

  @Override
  public Optional<String> clientId() {
    return claims.flatMap(said -> said.string("azp").or(() -> said.string("client_id")));
  }

  private static Diagnosis denied(String because) {
    return MFA_ACCESS_DENIED
        .because("%s", because)
        .remedy(
            "send Authorization: Bearer and the mfa_token of the answer with error mfa_required,"
                + " within 10 minutes");
  }

  private static TokenInspection inspected(String token, Call call) {
    TenantState state = call.epoch().store().state();
    return TokenInspector.inspect(
        token,
        call.known(state),
        new TokenInspector.Wanted(Optional.of(call.issuer() + "mfa/"), List.of()),
        call.tenant().now(state));
  }

  /** Says nothing of the token. */
  @Override
  public String toString() {
    return "MfaBearer[" + claims.flatMap(said -> said.string("sub")).orElse("mfa_token") + "]";
  }
}
