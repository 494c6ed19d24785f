package dev.fakeauth0.contracts;

import dev.fakeauth0.FakeAuth0;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What a token client is configured with. Safe for use by many threads. */
public final class TokenClientSetup {

  private final FakeAuth0 auth0;
  private final String clientId;
  private final String audience;
  private volatile String secret;
  private volatile boolean clockFollowed;

  TokenClientSetup(FakeAuth0 auth0, String clientId, String secret, String audience) {
    this.auth0 = auth0;
    this.clientId = clientId;
    this.secret = secret;
    this.audience = audience;
  }

  /** The issuer, ending in a slash; the token endpoint is {@code oauth/token} below it. */
  public URI issuer() {
    return auth0.issuer();
  }

  /** The {@code client_id}. */
  public String clientId() {
    return clientId;
  }

  /**
   * The {@code client_secret} as it stands where it is kept now. It is rotated while the client
   * lives: one that reads it once goes on with the old one.
   */
  public String clientSecret() {
    return secret;
  }

  /** The identifier of the API the tokens are for. */
  public String audience() {
    return audience;
  }

  /**
   * The tenant's clock, which is moved forward to see what becomes of tokens. Whoever calls this
   * promises to judge expiry by it; a client that knows no clock but the system's is examined with
   * tokens of a few seconds instead, which shows less.
   */
  public Clock clock() {
    clockFollowed = true;
    return new TenantTime(ZoneOffset.UTC);
  }

  boolean clockFollowed() {
    return clockFollowed;
  }

  void rotated(String newSecret) {
    secret = newSecret;
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "TokenClientSetup[clientId=" + clientId + ", audience=" + audience + "]";
  }

  private final class TenantTime extends Clock {

    private final ZoneId zone;

    TenantTime(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new TenantTime(other);
    }

    @Override
    public Instant instant() {
      return auth0.clock().now();
    }
  }
}
