package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.MFA_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_MISSING;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.IdSource;
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
 * Logins that wait for their second factor (Auth0 docs, "Multi-factor Authentication API").
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#MFA_REQUIRED}.
 */
public final class MfaTokens {

  private MfaTokens() {}

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
                    ? "POST /mfa/challenge with the mfa_token, then POST /oauth/token with the grant"
                        + " type of the factor"
                    : "the user has no factor yet: POST /mfa/associate with the mfa_token as bearer"
                        + " token, then POST /oauth/token with the grant type of the factor")
            .remedy("Dashboard: Security > Multi-factor Auth > Require Multi-factor Auth: Never")
            .remedy("Management API: PUT /api/v2/guardian/policies []"),
        more(token, requirements(active, tenant.state())));
  }

  /** What the refusal says beside the error where no login waits: a token that is good for nothing. */
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

  static Diagnosis missing(String parameter) {
    return PARAMETER_MISSING
        .because("the request has no %s", parameter)
        .fact("parameter", parameter)
        .remedy("send %s", parameter);
  }
}
