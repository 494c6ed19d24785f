package dev.fakeauth0.failure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What goes wrong, where, for whom and how often:
 *
 * <pre>mode[=argument][@endpoint][;client=..;audience=..;user=..;tenant=..;times=n|nth=n]</pre>
 *
 * <p>Always, unless {@code times} (the first n calls that fit) or {@code nth} (only the nth) says
 * otherwise; a rule counts the calls that no newer rule acted on. Immutable; its text, {@link
 * #toString}, is what {@link #parse} reads.
 *
 * @param mode what goes wrong
 * @param argument what stands behind the mode's equals sign
 * @param endpoint the path it is limited to, such as {@code /oauth/token}, one of those its mode
 *     fits; a star at the end matches whatever follows
 * @param client the client_id (or name) it is limited to
 * @param audience the audience it is limited to
 * @param user the user (e-mail address or user_id) it is limited to
 * @param tenant the tenant it is for; the one it is given to when absent
 * @param times how many calls it is good for
 * @param nth the one call it is for, counted from 1
 */
public record FailureRule(
    FailureMode mode,
    Optional<String> argument,
    Optional<String> endpoint,
    Optional<String> client,
    Optional<String> audience,
    Optional<String> user,
    Optional<String> tenant,
    OptionalInt times,
    OptionalInt nth) {

  /** Checks that the parts go together. */
  public FailureRule {
    Objects.requireNonNull(mode, "mode");
    String rule =
        FailureRules.text(
            mode, argument, endpoint, limits(client, audience, user, tenant, times, nth));
    FailureRules.check(rule, mode, argument, endpoint, times, nth);
    FailureRules.checkLimit(rule, "client", client);
    FailureRules.checkLimit(rule, "audience", audience);
    FailureRules.checkLimit(rule, "user", user);
    FailureRules.checkLimit(rule, "tenant", tenant);
  }

  /**
   * The rule of a text.
   *
   * @throws InvalidFailureRule naming the part that cannot be, and the nearest that can
   */
  public static FailureRule parse(String text) {
    return FailureRules.parse(text);
  }

  /**
   * A rule that always holds, everywhere its mode fits.
   *
   * @param mode the mode's name, with its argument: {@code hs256}, {@code delay=2s}
   */
  public static FailureRule failing(String mode) {
    return parse(mode);
  }

  /** This rule, limited to an endpoint. */
  public FailureRule at(String path) {
    return new FailureRule(
        mode, argument, Optional.of(path), client, audience, user, tenant, times, nth);
  }

  /** This rule, limited to a client. */
  public FailureRule forClient(String clientId) {
    return new FailureRule(
        mode, argument, endpoint, Optional.of(clientId), audience, user, tenant, times, nth);
  }

  /** This rule, limited to an API. */
  public FailureRule forAudience(String identifier) {
    return new FailureRule(
        mode, argument, endpoint, client, Optional.of(identifier), user, tenant, times, nth);
  }

  /** This rule, limited to a user. */
  public FailureRule forUser(String emailOrUserId) {
    return new FailureRule(
        mode, argument, endpoint, client, audience, Optional.of(emailOrUserId), tenant, times, nth);
  }

  /** This rule, in another tenant than the first. */
  public FailureRule inTenant(String name) {
    return new FailureRule(
        mode, argument, endpoint, client, audience, user, Optional.of(name), times, nth);
  }

  /** This rule, in whichever tenant it is given to. */
  public FailureRule inTenant() {
    return new FailureRule(
        mode, argument, endpoint, client, audience, user, Optional.empty(), times, nth);
  }

  /** This rule, for the first calls that fit. */
  public FailureRule times(int count) {
    return new FailureRule(
        mode,
        argument,
        endpoint,
        client,
        audience,
        user,
        tenant,
        OptionalInt.of(count),
        OptionalInt.empty());
  }

  /** This rule, for one call that fits, counted from 1. */
  public FailureRule nth(int count) {
    return new FailureRule(
        mode,
        argument,
        endpoint,
        client,
        audience,
        user,
        tenant,
        OptionalInt.empty(),
        OptionalInt.of(count));
  }

  /** Whether the rule's endpoint, if it has one, covers a path. */
  public boolean covers(String path) {
    return endpoint.map(wanted -> FailureRules.covers(wanted, path)).orElse(true);
  }

  /**
   * The argument as a duration.
   *
   * @throws IllegalStateException if the mode takes none
   */
  public Duration duration() {
    return argument.flatMap(FailureRules::duration).orElseThrow(IllegalStateException::new);
  }

  /** The rule as {@link #parse} reads it. */
  @Override
  public String toString() {
    return FailureRules.text(
        mode, argument, endpoint, limits(client, audience, user, tenant, times, nth));
  }

  private static Map<String, Optional<String>> limits(
      Optional<String> client,
      Optional<String> audience,
      Optional<String> user,
      Optional<String> tenant,
      OptionalInt times,
      OptionalInt nth) {
    Map<String, Optional<String>> limits = new LinkedHashMap<>();
    limits.put("client", client);
    limits.put("audience", audience);
    limits.put("user", user);
    limits.put("tenant", tenant);
    limits.put("times", count(times));
    limits.put("nth", count(nth));
    return limits;
  }

  private static Optional<String> count(OptionalInt count) {
    return count.isPresent() ? Optional.of(Integer.toString(count.getAsInt())) : Optional.empty();
  }
}
