package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A user who is asked on their phone (OpenID Connect CIBA Core section 7.3). Kept in the state
 * under its {@code auth_req_id}, some time longer than it is good: the first poll after that is
 * told so.
 *
 * @param id the {@code auth_req_id}
 * @param authorization what the client may have once the user approves
 * @param messageId the push that asks; its answer is the user's
 * @param expiresAt when it is good no more
 * @param interval how long the client is to wait between two polls
 * @param polledAt when the client polled last
 */
public record BackchannelRequest(
    String id,
    UserAuthorization authorization,
    String messageId,
    Instant expiresAt,
    Duration interval,
    Optional<Instant> polledAt) {

  /** How long a client waits between two polls at first, and how much longer after each mistake. */
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** The answer to the request that began it. */
  public record Begun(String id, Duration lifetime, Duration interval) {}

  /** This, kept. */
  BackchannelRequest keptIn(TenantDraft tenant, Instant now) {
    tenant.keep(id, this, expiresAt.plus(REMEMBERED), now);
    return this;
  }

  /** Whether a poll comes before its time. */
  boolean tooEarly(Instant now) {
    return polledAt.filter(before -> before.plus(interval).isAfter(now)).isPresent();
  }

  /** After a poll; one that came too early makes the interval longer. */
  BackchannelRequest polled(Instant now) {
    return new BackchannelRequest(
        id,
        authorization,
        messageId,
        expiresAt,
        tooEarly(now) ? interval.plus(INTERVAL) : interval,
        Optional.of(now));
  }

  /** What the client may have, for a user who approves now. */
  UserAuthorization approved(Instant now) {
    Login asked = authorization.login();
    return new UserAuthorization(
        authorization.clientId(),
        new Login(asked.userId(), asked.connection(), now, asked.methods(), asked.sessionId()),
        authorization.audience(),
        authorization.scope(),
        authorization.requestedScope(),
        authorization.organizationId(),
        authorization.namesOrganization(),
        authorization.nonce(),
        authorization.saysAuthTime());
  }
}
