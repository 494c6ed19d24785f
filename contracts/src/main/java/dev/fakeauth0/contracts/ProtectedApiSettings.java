package dev.fakeauth0.contracts;

import dev.fakeauth0.token.TokenSpec;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is particular about an API that is examined, and what its owners think of matters of taste.
 * Immutable; begin with {@link #defaults}.
 */
public final class ProtectedApiSettings {

  private static final Duration LARGEST_LEEWAY = Duration.ofMinutes(5);

  private final TokenSpec token;
  private final Optional<URI> issuer;
  private final Optional<String> scope;
  private final List<String> claims;
  private final Optional<Duration> leeway;
  private final boolean challenges;
  private final Set<Integer> statuses;
  private final Set<ProtectedApiCase> excused;
  private final Set<ProtectedApiCase> insisted;

  private ProtectedApiSettings(
      TokenSpec token,
      Optional<URI> issuer,
      Optional<String> scope,
      List<String> claims,
      Optional<Duration> leeway,
      boolean challenges,
      Set<Integer> statuses,
      Set<ProtectedApiCase> excused,
      Set<ProtectedApiCase> insisted) {
    this.token = token;
    this.issuer = issuer;
    this.scope = scope;
    this.claims = List.copyOf(claims);
    this.leeway = leeway;
    this.challenges = challenges;
    this.statuses = Set.copyOf(statuses);
    this.excused = Set.copyOf(excused);
    this.insisted = Set.copyOf(insisted);
  }

  /**
   * An API that takes the token the tenant mints when nothing is said ({@link TokenSpec#any}), asks
   * for no scope, and answers with 401 or 403 and a challenge.
   */
  public static ProtectedApiSettings defaults() {
    return new ProtectedApiSettings(
        TokenSpec.any(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        true,
        Set.of(),
        Set.of(),
        Set.of());
  }

  /** This, where the API takes such a token. */
  public ProtectedApiSettings token(TokenSpec good) {
    return new ProtectedApiSettings(
        good, issuer, scope, claims, leeway, challenges, statuses, excused, insisted);
  }

  /** This, where the API is configured with another of the tenant's issuers than the first. */
  public ProtectedApiSettings issuer(URI configured) {
    return new ProtectedApiSettings(
        token,
        Optional.of(configured),
        scope,
        claims,
        leeway,
        challenges,
        statuses,
        excused,
        insisted);
  }

  /** This, where the endpoint asks for a scope, which the good token has. */
  public ProtectedApiSettings scope(String required) {
    return new ProtectedApiSettings(
        token,
        issuer,
        Optional.of(required),
        claims,
        leeway,
        challenges,
        statuses,
        excused,
        insisted);
  }

  /** This, where the API needs claims besides {@code exp}, {@code iss} and {@code aud}. */
  public ProtectedApiSettings requiring(String... names) {
    return new ProtectedApiSettings(
        token, issuer, scope, List.of(names), leeway, challenges, statuses, excused, insisted);
  }

  /**
   * This, where the API takes tokens for so long after they expired, and no longer. When unset, a
   * token that just expired may be taken or not, and one that expired more than five minutes ago is
   * to be refused.
   */
  public ProtectedApiSettings leeway(Duration allowed) {
    return new ProtectedApiSettings(
        token,
        issuer,
        scope,
        claims,
        Optional.of(allowed),
        challenges,
        statuses,
        excused,
        insisted);
  }

  /** This, not asking for {@code WWW-Authenticate} (RFC 6750 section 3). */
  public ProtectedApiSettings withoutChallenges() {
    return new ProtectedApiSettings(
        token, issuer, scope, claims, leeway, false, statuses, excused, insisted);
  }

  /** This, where the API refuses with other statuses than 401 and 403 too, such as 404. */
  public ProtectedApiSettings refusingWith(Integer... others) {
    return new ProtectedApiSettings(
        token,
        issuer,
        scope,
        claims,
        leeway,
        challenges,
        new LinkedHashSet<>(Arrays.asList(others)),
        excused,
        insisted);
  }

  /** This, where what these cases find is told but fails nothing. */
  public ProtectedApiSettings excusing(ProtectedApiCase... cases) {
    return new ProtectedApiSettings(
        token, issuer, scope, claims, leeway, challenges, statuses, set(cases), insisted);
  }

  /** This, where these matters of taste are asked for. */
  public ProtectedApiSettings insistingOn(ProtectedApiCase... cases) {
    return new ProtectedApiSettings(
        token, issuer, scope, claims, leeway, challenges, statuses, excused, set(cases));
  }

  TokenSpec good() {
    return issuer
        .map(own -> (Object) own.toString())
        .map(own -> token.claim("iss", own))
        .orElse(token);
  }

  Optional<URI> issuer() {
    return issuer;
  }

  Optional<String> scope() {
    return scope;
  }

  List<String> claims() {
    return claims;
  }

  Optional<Duration> leeway() {
    return leeway;
  }

  Duration largestLeeway() {
    return leeway.orElse(LARGEST_LEEWAY);
  }

  boolean challenges() {
    return challenges;
  }

  boolean refuses(int status) {
    return status == 401 || status == 403 || statuses.contains(status);
  }

  Weight weigh(ProtectedApiCase about, Weight seen) {
    if (excused.contains(about)) {
      return Weight.TASTE;
    }
    return seen == Weight.TASTE && insisted.contains(about) ? Weight.FLAW : seen;
  }

  private static Set<ProtectedApiCase> set(ProtectedApiCase... cases) {
    return Arrays.stream(cases)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProtectedApiCase.class)));
  }
}
