package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.MFA_ACCESS_DENIED;

import dev.fakeauth0.emulator.authentication.grant.MfaTokens;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
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
 * @param subject the user of an access token that is good; none of an {@code mfa_token}
 */
record MfaBearer(String token, Optional<String> subject, Optional<String> client)
    implements Subject {

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
      return Decision.grant(new MfaBearer(token, Optional.empty(), Optional.empty()));
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
        ? Decision.grant(
            new MfaBearer(
                token,
                claims.string("sub"),
                claims.string("azp").or(() -> claims.string("client_id"))))
        : Decision.refuse(
            denied("the access token lacks the scope " + scope)
                .fact("scope", List.copyOf(scopes))
                .remedy("ask for an access token with the scope %s", scope));
  }

  /** The user_id. */
  Decision<String> userId(TenantDraft tenant, Instant now) {
    if (subject.isPresent()) {
      return Decision.grant(subject.get());
    }
    return MfaTokens.find(token, tenant, now)
        .fold(
            found -> Decision.grant(found.userId()), why -> Decision.refuse(denied(why.because())));
  }

  /** The login that waits; an access token stands for none. */
  Decision<MfaTokens.Found> waiting(TenantDraft tenant, Instant now) {
    return MfaTokens.find(token, tenant, now)
        .fold(Decision::grant, why -> Decision.refuse(denied(why.because())));
  }

  @Override
  public Optional<String> clientId() {
    return client;
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
    return "MfaBearer[" + subject.orElse("mfa_token") + "]";
  }
}
