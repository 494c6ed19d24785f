package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_MFA_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_OOB_CODE;
import static dev.fakeauth0.refusal.RefusalReason.MFA_PENDING;
import static dev.fakeauth0.refusal.RefusalReason.MFA_REJECTED;
import static dev.fakeauth0.refusal.RefusalReason.OOB_CODE_MISMATCH;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_BINDING_CODE;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_OTP;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_RECOVERY_CODE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.MfaApi;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.KnownTenant;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The second half of a login that needed a second factor (Auth0 docs, "Verify with One-Time
 * Password", "Verify with Out-of-Band", "Verify with Recovery Code"): the {@code mfa_token} and the
 * factor for the tokens that were asked for at first.
 *
 * <p>May refuse for what {@link MfaTokens#find} and {@link UserTokens} refuse, and for {@link
 * dev.fakeauth0.refusal.RefusalReason#PARAMETER_MISSING}, {@code WRONG_OTP}, {@code
 * INVALID_OOB_CODE}, {@code OOB_CODE_MISMATCH}, {@code MFA_TOKEN_EXPIRED}, {@code
 * WRONG_BINDING_CODE}, {@code MFA_PENDING}, {@code MFA_REJECTED}, {@code WRONG_RECOVERY_CODE} and
 * {@code TOO_MANY_FACTOR_ATTEMPTS}.
 */
public final class SecondFactorPolicy implements GrantPolicy {

  private final GrantType type;

  private SecondFactorPolicy(GrantType type) {
    this.type = type;
  }

  /** The policies of all three. */
  public static List<GrantPolicy> all() {
    return List.of(
        new SecondFactorPolicy(GrantType.MFA_OTP),
        new SecondFactorPolicy(GrantType.MFA_OOB),
        new SecondFactorPolicy(GrantType.MFA_RECOVERY_CODE));
  }

  @Override
  public GrantType grantType() {
    return type;
  }

  /** Looks who it is, for the log, and verifies an access token that stands for the mfa_token. */
  @Override
  public TokenRequest prepared(TokenRequest request, TenantState state, Instant now) {
    String token = request.parameter("mfa_token").orElse("");
    if (token.split("\\.", -1).length != 3) {
      return MfaTokens.find(token, state, now)
          .map(MfaTokens.Found::userId)
          .map(userId -> request.with(FactorFacts.Asked.of(userId, state)))
          .orElse(request);
    }
    Set<String> issuers = new LinkedHashSet<>(request.names().issuers());
    issuers.add(request.issuer());
    TokenInspection inspected =
        TokenInspector.inspect(
            token,
            KnownTenant.of(
                state, issuers, request::canonicalAudience, request.neighbours()::tenantOfKey),
            new TokenInspector.Wanted(
                Optional.of(ManagementApi.shown(MfaApi.IDENTIFIER, request.issuer())), List.of()),
            now);
    String userId = inspected.claims().string("sub", "");
    return request.with(inspected).with(FactorFacts.Asked.of(userId, state));
  }

  /** The login that waits, or the one that an access token for the MFA API comes from. */
  private static Decision<MfaTokens.Found> waiting(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<TokenInspection> inspected = request.found(TokenInspection.class);
    if (inspected.isEmpty()) {
      return MfaTokens.find(request.parameter("mfa_token"), client, tenant, now);
    }
    return inspected
        .get()
        .diagnosis()
        .map(
            why ->
                Decision.<MfaTokens.Found>refuse(
                    INVALID_MFA_TOKEN
                        .because("the access token in its place is not good: %s", why.because())
                        .fact("check", why.reason().mode())
                        .remedy(
                            "send the mfa_token of the answer with error mfa_required, or an"
                                + " access token with audience %smfa/",
                            request.issuer())))
        .orElseGet(
            () ->
                MfaTokens.own(
                    MfaTokens.ofAccessToken(
                        request.parameter("mfa_token").orElse(""),
                        inspected.get().claims(),
                        request.issuer(),
                        now),
                    client));
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    return waiting(client, request, tenant, now)
        .then(
            waiting ->
                switch (type) {
                  case MFA_OTP -> byOtp(waiting, request, tenant, now);
                  case MFA_OOB -> byOob(waiting, request, tenant, now);
                  default -> byRecoveryCode(waiting, request, tenant, now);
                });
  }

  private static Decision<TokenGrant> byOtp(
      MfaTokens.Found waiting, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> otp = request.parameter("otp");
    if (otp.isEmpty()) {
      return Decision.refuse(MfaTokens.missing("otp"));
    }
    Optional<Diagnosis> exceeded =
        FactorAttempts.refusal(FactorAttempts.Kind.CODE, waiting.userId(), tenant, now);
    if (exceeded.isPresent()) {
      return Decision.refuse(exceeded.get());
    }
    if (OneTimePasswords.spend(waiting.userId(), otp.get(), tenant, now).isPresent()) {
      return completed(waiting, request, tenant, now);
    }
    FactorAttempts.failed(FactorAttempts.Kind.CODE, waiting.userId(), tenant, now);
    return Decision.refuse(
        WRONG_OTP
            .because("the otp is not a code of an app of user %s now", waiting.userId())
            .fact("user_id", waiting.userId())
            .fact("now", now.toString())
            .fact(
                "apps",
                SecondFactors.of(waiting.userId(), tenant.state()).stream()
                    .filter(each -> each.kind() == Authenticator.Kind.OTP)
                    .map(Authenticator::id)
                    .toList())
            .remedy(
                "make the code of the secret that /mfa/associate gave (RFC 6238: SHA-1, 30"
                    + " seconds, 6 digits) at the tenant's time: GET /__admin/clock")
            .remedy("a code is good once: wait for the next one, or advance the clock"));
  }

  private static Decision<TokenGrant> byOob(
      MfaTokens.Found waiting, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> code = request.parameter("oob_code");
    if (code.isEmpty()) {
      return Decision.refuse(MfaTokens.missing("oob_code"));
    }
    Optional<OobChallenge> kept = tenant.kept(OobChallenge.class, code.get(), now);
    if (kept.isEmpty()) {
      return Decision.refuse(
          INVALID_OOB_CODE
              .because("no challenge goes by this oob_code: it was used, or never was")
              .fact("begins_as_one", code.get().startsWith(SealedText.BEGINNING))
              .remedy("send the oob_code of the answer of POST /mfa/challenge"));
    }
    OobChallenge challenge = kept.get();
    if (!challenge.mfaToken().equals(waiting.token())) {
      return Decision.refuse(
          OOB_CODE_MISMATCH
              .because("the oob_code is of a challenge for another mfa_token")
              .fact("user_id", waiting.userId())
              .remedy("send the oob_code of the challenge that was made with this mfa_token"));
    }
    if (!challenge.expiresAt().isAfter(now)) {
      return Decision.refuse(MfaTokens.expired("oob_code", challenge.expiresAt()));
    }
    return (challenge.bindingCode().isPresent()
            ? bound(challenge, waiting.userId(), request, tenant, now)
            : answered(challenge, waiting.userId(), tenant, now))
        .then(
            good -> {
              tenant.drop(OobChallenge.class, code.get());
              SecondFactors.of(waiting.userId(), tenant.state()).stream()
                  .filter(each -> each.id().equals(good.authenticatorId()))
                  .findFirst()
                  .ifPresent(each -> OneTimePasswords.used(waiting.userId(), each, tenant, now));
              return completed(waiting, request, tenant, now);
            });
  }

  private static Decision<OobChallenge> bound(
      OobChallenge challenge,
      String userId,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    Optional<String> sent = request.parameter("binding_code");
    if (sent.isEmpty()) {
      return Decision.refuse(
          MfaTokens.missing("binding_code")
              .fact("message_id", challenge.messageId())
              .remedy("in tests the code is in GET /__admin/messages"));
    }
    Optional<Diagnosis> exceeded =
        FactorAttempts.refusal(FactorAttempts.Kind.CODE, userId, tenant, now);
    if (exceeded.isPresent()) {
      return Decision.refuse(exceeded.get());
    }
    if (challenge.bindingCode().equals(sent.map(String::strip))) {
      return Decision.grant(challenge);
    }
    FactorAttempts.failed(FactorAttempts.Kind.CODE, userId, tenant, now);
    return Decision.refuse(
        WRONG_BINDING_CODE
            .because("the binding_code is not the one that was sent")
            .fact("user_id", userId)
            .fact("authenticator_id", challenge.authenticatorId())
            .fact("message_id", challenge.messageId())
            .remedy("send the code of the newest message: GET /__admin/messages"));
  }

  private static Decision<OobChallenge> answered(
      OobChallenge challenge, String userId, TenantDraft tenant, Instant now) {
    Optional<Boolean> answer = PushAnswer.to(challenge.messageId(), tenant.state(), now);
    if (answer.isEmpty()) {
      return Decision.refuse(
          MFA_PENDING
              .because("nobody answered the push yet")
              .fact("authenticator_id", challenge.authenticatorId())
              .fact("message_id", challenge.messageId())
              .remedy(
                  "in tests: POST /__admin/messages/%s/answer {\"approve\": true}",
                  challenge.messageId())
              .remedy("ask again in a few seconds"));
    }
    return answer.get()
        ? Decision.grant(challenge)
        : Decision.refuse(
            MFA_REJECTED
                .because("the push was rejected")
                .fact("user_id", userId)
                .fact("authenticator_id", challenge.authenticatorId())
                .fact("message_id", challenge.messageId())
                .remedy("ask for a new challenge: POST /mfa/challenge"));
  }

  private static Decision<TokenGrant> byRecoveryCode(
      MfaTokens.Found waiting, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> code = request.parameter("recovery_code");
    if (code.isEmpty()) {
      return Decision.refuse(MfaTokens.missing("recovery_code"));
    }
    Optional<Diagnosis> exceeded =
        FactorAttempts.refusal(FactorAttempts.Kind.RECOVERY_CODE, waiting.userId(), tenant, now);
    if (exceeded.isPresent()) {
      return Decision.refuse(exceeded.get());
    }
    if (!RecoveryCodes.matches(waiting.userId(), code.get(), tenant.state())) {
      FactorAttempts.failed(FactorAttempts.Kind.RECOVERY_CODE, waiting.userId(), tenant, now);
      return Decision.refuse(
          WRONG_RECOVERY_CODE
              .because("the recovery_code is not that of user %s", waiting.userId())
              .fact("user_id", waiting.userId())
              .remedy(
                  "send the code that came with the first factor, or with the last login by"
                      + " recovery code: each is good once"));
    }
    String next = RecoveryCodes.make(tenant.ids());
    RecoveryCodes.put(waiting.userId(), next, tenant, now);
    return completed(waiting, request, tenant, now)
        .map(tokens -> tokens.and("recovery_code", next));
  }

  private static Decision<TokenGrant> completed(
      MfaTokens.Found waiting, TokenRequest request, TenantDraft tenant, Instant now) {
    tenant.drop(MfaTransaction.class, waiting.token());
    return UserTokens.of(
        waiting.transaction().completed(now),
        request.issuer(),
        request.names(),
        waiting.transaction().grantType(),
        tenant,
        now);
  }
}
