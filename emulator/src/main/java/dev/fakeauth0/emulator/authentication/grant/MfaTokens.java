package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_MFA_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.MFA_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_TOKEN_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_TOKEN_OF_ANOTHER_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_MISSING;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.MfaApi;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Logins that wait for their second factor (Auth0 docs, "Multi-factor Authentication API"): made
 * where one is needed, found by the {@code mfa_token}.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#MFA_REQUIRED}, {@code
 * PARAMETER_MISSING}, {@code INVALID_MFA_TOKEN}, {@code MFA_TOKEN_EXPIRED} and {@code
 * MFA_TOKEN_OF_ANOTHER_CLIENT}.
 */
public final class MfaTokens {

  private MfaTokens() {}

  /**
   * A login that waits.
   *
   * @param token the {@code mfa_token}
   * @param transaction what it stands for
   */
  public record Found(String token, MfaTransaction transaction) {

    /** The user_id. */
    public String userId() {
      return transaction.authorization().login().userId();
    }

    /** Whether it stands for somebody who is logged in already: it is an access token. */
    boolean loggedIn() {
      return transaction.authorization().login().methods().contains("mfa");
    }
  }

  /** Keeps a login waiting, and refuses for {@code MFA_REQUIRED} with the token of it. */
  static <T> Decision<T> required(
      UserAuthorization authorization,
      Optional<String> grantType,
      TenantDraft tenant,
      Instant now) {
    Instant expiry = now.plus(MfaTransaction.LIFETIME);
    String token = SealedText.make(tenant.ids(), now, expiry);
    tenant.keep(
        token,
        new MfaTransaction(authorization, grantType, expiry),
        now.plus(MfaTransaction.REMEMBERED),
        now);
    String userId = authorization.login().userId();
    List<Authenticator> active = SecondFactors.active(userId, tenant.state());
    return Decision.refuse(
        MFA_REQUIRED
            .because("user %s has to show a second factor", userId)
            .fact("client_id", authorization.clientId())
            .fact("user_id", userId)
            .fact("factors", SecondFactors.enabled(tenant.state()))
            .fact("authenticators", active.stream().map(Authenticator::id).toList())
            .remedy(
                SecondFactors.hasActive(active)
                    ? "POST /mfa/challenge with the mfa_token, then POST /oauth/token with the"
                        + " grant type of the factor"
                    : "the user has no factor yet: POST /mfa/associate with the mfa_token as bearer"
                        + " token, then POST /oauth/token with the grant type of the factor")
            .remedy("Dashboard: Security > Multi-factor Auth > Require Multi-factor Auth: Never")
            .remedy("Management API: PUT /api/v2/guardian/policies []"),
        more(token, requirements(active, tenant.state())));
  }

  /**
   * What the refusal says beside the error where no login waits: a token that is good for nothing.
   */
  public static Document forced(IdSource ids) {
    return more(
        SealedText.make(ids, Instant.EPOCH, Instant.EPOCH.plus(MfaTransaction.LIFETIME)),
        Document.of("challenge", List.of(Document.of("type", "otp"))));
  }

  private static Document more(String token, Document requirements) {
    return Document.of("mfa_token", token, "mfa_requirements", requirements);
  }

  /** By what the user can go on: what they have, else what they may enroll. */
  private static Document requirements(List<Authenticator> active, TenantState state) {
    Set<String> types = new LinkedHashSet<>();
    boolean challenge = SecondFactors.hasActive(active);
    if (challenge) {
      active.forEach(each -> types.add(each.requirement()));
    } else {
      for (String factor : SecondFactors.enabled(state)) {
        if (!factor.equals("recovery-code")) {
          types.add(factor.equals("sms") ? "phone" : factor);
        }
      }
    }
    List<Object> all = new ArrayList<>();
    types.forEach(type -> all.add(Document.of("type", type)));
    return Document.of(challenge ? "challenge" : "enroll", all);
  }

  /** The login of a token that a client shows. */
  public static Decision<Found> find(
      Optional<String> token, Client client, TenantDraft tenant, Instant now) {
    return token.isEmpty()
        ? Decision.refuse(missing("mfa_token"))
        : find(token.get(), tenant, now).then(found -> own(found, client));
  }

  /** What was found, if it is the client's own. */
  static Decision<Found> own(Found found, Client client) {
    return found.transaction().authorization().clientId().equals(client.id())
        ? Decision.grant(found)
        : Decision.refuse(
            MFA_TOKEN_OF_ANOTHER_CLIENT
                .because("the mfa_token was issued to another client")
                .fact("client_id", client.id())
                .fact("issued_to", found.transaction().authorization().clientId())
                .remedy("send the mfa_token of this client's own login"));
  }

  /**
   * What an access token for the MFA API stands for where it is shown in the place of an {@code
   * mfa_token}: a login that is over, and the same again once a factor was enrolled.
   *
   * @param claims what the token says, verified
   */
  public static Found ofAccessToken(String token, Document claims, String issuer, Instant now) {
    Login login =
        new Login(claims.string("sub", ""), "", now, List.of("pwd", "mfa"), Optional.empty());
    UserAuthorization authorization =
        new UserAuthorization(
            claims.string("azp", ""),
            login,
            Optional.of(ManagementApi.shown(MfaApi.IDENTIFIER, issuer)),
            List.copyOf(GrantedScope.words(claims.string("scope", ""))),
            claims.string("scope"),
            Optional.empty(),
            false,
            Optional.empty(),
            false);
    return new Found(
        token,
        new MfaTransaction(
            authorization,
            Optional.empty(),
            Instant.ofEpochSecond(claims.number("exp").orElse(0L))));
  }

  /** The login of a token, whichever client shows it. */
  public static Decision<Found> find(String token, TenantDraft tenant, Instant now) {
    Optional<MfaTransaction> kept = tenant.kept(MfaTransaction.class, token, now);
    if (kept.isEmpty()) {
      return Decision.refuse(
          INVALID_MFA_TOKEN
              .because(
                  token.startsWith(SealedText.BEGINNING)
                      ? "no login waits for this mfa_token: it was used, or is of before a reset"
                      : "the mfa_token is none")
              .fact("begins_as_one", token.startsWith(SealedText.BEGINNING))
              .remedy(
                  "log in again and take the mfa_token of the answer with error mfa_required; one"
                      + " is good for one login"));
    }
    return kept.get().expiresAt().isAfter(now)
        ? Decision.grant(new Found(token, kept.get()))
        : Decision.refuse(expired("mfa_token", kept.get().expiresAt()));
  }

  /** The login of a token as a snapshot has it, good or not any more: for the log. */
  public static Optional<Found> find(String token, TenantState state, Instant now) {
    return state
        .expiring()
        .find(MfaTransaction.class, token, now)
        .map(transaction -> new Found(token, transaction));
  }

  static Diagnosis expired(String what, Instant since) {
    return MFA_TOKEN_EXPIRED
        .because("the %s expired at %s", what, since)
        .fact("what", what)
        .fact("expired_at", since.toString())
        .remedy("log in again: a login waits 10 minutes for its second factor");
  }

  static Diagnosis missing(String parameter) {
    return PARAMETER_MISSING
        .because("the request has no %s", parameter)
        .fact("parameter", parameter)
        .remedy("send %s", parameter);
  }
}
