package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.SUSPICIOUS_IP;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.AttackProtection;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Attempts from one address (Auth0 docs, "Suspicious IP Throttling"): so many are free, and then
 * one more comes back every so many milliseconds. Whoever has none left is refused.
 */
public final class AddressThrottle {

  /** Where blocked addresses stand in the Management API ("Check if an IP address is blocked"). */
  private static final String BLOCKED = "anomaly/blocks/ips";

  /** What is counted. */
  public enum Stage {
    /** Failed logins. */
    LOGIN("pre-login"),
    /** Sign-ups. */
    REGISTRATION("pre-user-registration"),
    /** Refused custom token exchanges. */
    TOKEN_EXCHANGE("pre-custom-token-exchange");

    private final String setting;

    Stage(String setting) {
      this.setting = setting;
    }
  }

  private record Attempts(double left, Instant at) {}

  private final Stage stage;
  private final String address;
  private final TenantDraft tenant;
  private final Instant now;

  private AddressThrottle(Stage stage, String address, TenantDraft tenant, Instant now) {
    this.stage = stage;
    this.address = address;
    this.tenant = tenant;
    this.now = now;
  }

  /** The attempts of a kind from an address. */
  public static AddressThrottle of(Stage stage, String address, TenantDraft tenant, Instant now) {
    return new AddressThrottle(stage, address, tenant, now);
  }

  /**
   * Why an attempt is refused: for {@link dev.fakeauth0.refusal.RefusalReason#SUSPICIOUS_IP}, if
   * for anything.
   */
  public Optional<Diagnosis> refusal() {
    Document settings = settings(tenant.state());
    if (AttackProtection.exempts(settings, address)
        || !settings.strings("shields").contains("block")
        || left(settings) >= 1) {
      return Optional.empty();
    }
    return Optional.of(
        SUSPICIOUS_IP
            .because("too many attempts (%s) came from %s", stage.setting, address)
            .fact("ip", address)
            .fact("stage", stage.setting)
            .fact("max_attempts", most(settings))
            .fact("one_more_each_milliseconds", rate(settings))
            .remedy(
                "Dashboard: Security > Attack Protection > Suspicious IP Throttling: add the"
                    + " address to the IP AllowList, or raise the threshold")
            .remedy("Management API: DELETE /api/v2/anomaly/blocks/ips/%s", address)
            .remedy("in tests: POST /__admin/reset, or PUT /__admin/clock to go on in time"));
  }

  /**
   * Counts an attempt.
   *
   * @return whether it was the last that was free
   */
  public boolean count() {
    Document settings = settings(tenant.state());
    if (AttackProtection.exempts(settings, address)) {
      return false;
    }
    double left = Math.max(0, left(settings) - 1);
    tenant.keep(
        id(),
        new Attempts(left, now),
        now.plus(Duration.ofMillis(rate(settings) * most(settings))),
        now);
    boolean last = left < 1;
    if (last && stage == Stage.LOGIN) {
      tenant.put(BLOCKED, address, Document.of("id", address));
    }
    return last;
  }

  private double left(Document settings) {
    Optional<Attempts> kept = tenant.kept(Attempts.class, id(), now);
    boolean released =
        stage == Stage.LOGIN
            && kept.filter(attempts -> attempts.left() < 1).isPresent()
            && tenant.state().collection(BLOCKED).find(address).isEmpty();
    if (kept.isEmpty() || released) {
      return most(settings);
    }
    double back =
        (double) Duration.between(kept.get().at(), now).toMillis() / Math.max(1, rate(settings));
    return Math.min((double) most(settings), kept.get().left() + back);
  }

  private String id() {
    return stage.setting + ' ' + address;
  }

  private Document limits(Document settings) {
    return settings
        .object("stage")
        .flatMap(stages -> stages.object(stage.setting))
        .orElse(Document.EMPTY);
  }

  private long most(Document settings) {
    return limits(settings).number("max_attempts").orElse(100L);
  }

  private long rate(Document settings) {
    return limits(settings).number("rate").orElse(864_000L);
  }

  private static Document settings(TenantState state) {
    return AttackProtection.SUSPICIOUS_IP_THROTTLING.of(state);
  }
}
