package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.CIBA_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_PENDING;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_SLOW_DOWN;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_AUTH_REQ_ID;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/**
 * CIBA, in the mode poll (OpenID Connect CIBA Core sections 10.1 and 11; Auth0 docs, "User
 * Initiated Backchannel Authentication"): a client polls until the user has answered on their
 * phone, or the request expired. Whoever polls too early has to wait longer from then on.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#CIBA_PENDING}, {@code
 * CIBA_SLOW_DOWN}, {@code CIBA_DENIED} (told once), {@code INVALID_AUTH_REQ_ID}, and for what
 * {@link UserTokens} refuses.
 */
public final class BackchannelPolicy implements GrantPolicy {

  @Override
  public GrantType grantType() {
    return GrantType.CIBA;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<BackchannelRequest> found =
        request
            .parameter("auth_req_id")
            .flatMap(id -> tenant.kept(BackchannelRequest.class, id, now))
            .filter(known -> known.authorization().clientId().equals(client.id()));
    if (found.isEmpty()) {
      return Decision.refuse(unknown(client, request));
    }
    BackchannelRequest asked = found.get();
    if (!asked.expiresAt().isAfter(now)) {
      tenant.drop(BackchannelRequest.class, asked.id());
      return Decision.refuse(
          denied(asked, "nobody answered the push in time")
              .fact("expired_at", asked.expiresAt().toString()));
    }
    Optional<Boolean> answer = PushAnswer.to(asked.messageId(), tenant.state(), now);
    if (answer.isEmpty()) {
      BackchannelRequest polled = asked.polled(now).keptIn(tenant, now);
      return asked.tooEarly(now)
          ? Decision.refuse(
              tooEarly(asked, polled), Document.of("interval", polled.interval().toSeconds()))
          : Decision.refuse(pending(asked));
    }
    tenant.drop(BackchannelRequest.class, asked.id());
    return answer.get()
        ? UserTokens.of(
            asked.approved(now), request.issuer(), request.names(), Optional.empty(), tenant, now)
        : Decision.refuse(denied(asked, "the user rejected the push"));
  }

  private static Diagnosis unknown(Client client, TokenRequest request) {
    return INVALID_AUTH_REQ_ID
        .because(
            request.parameter("auth_req_id").isPresent()
                ? "nothing asked by client %s goes by this auth_req_id: it was answered, told that"
                    + " it expired, or never given to this client"
                : "the request of client %s has no auth_req_id",
            client.id())
        .fact("client_id", client.id())
        .remedy("stop polling after tokens or access_denied")
        .remedy("begin again with POST /bc-authorize, by the same client");
  }

  private static Diagnosis denied(BackchannelRequest asked, String because) {
    return CIBA_DENIED
        .because("%s", because)
        .fact("user_id", asked.authorization().login().userId())
        .fact("message_id", asked.messageId())
        .remedy("begin again with POST /bc-authorize")
        .remedy(
            "in tests: POST /__admin/messages/{id}/answer {\"approve\": true} before it expires");
  }

  private static Diagnosis pending(BackchannelRequest asked) {
    return CIBA_PENDING
        .because("nobody answered the push yet")
        .fact("user_id", asked.authorization().login().userId())
        .fact("message_id", asked.messageId())
        .remedy("in tests: POST /__admin/messages/%s/answer {\"approve\": true}", asked.messageId())
        .remedy("go on polling meanwhile, an interval apart");
  }

  private static Diagnosis tooEarly(BackchannelRequest before, BackchannelRequest after) {
    return CIBA_SLOW_DOWN
        .because(
            "the client polled again before its interval of %s seconds was over",
            before.interval().toSeconds())
        .fact("interval", after.interval().toSeconds())
        .remedy("wait for interval seconds after each answer (CIBA Core section 11)")
        .remedy("with a frozen clock: advance it between two polls, PUT /__admin/clock");
  }
}
