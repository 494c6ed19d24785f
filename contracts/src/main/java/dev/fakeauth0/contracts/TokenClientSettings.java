package dev.fakeauth0.contracts;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the owners of a token client that is examined think of matters of taste. Immutable; begin
 * with {@link #defaults}.
 */
public final class TokenClientSettings {

  private final int attempts;
  private final Duration patience;
  private final Set<TokenClientCase> excused;
  private final Set<TokenClientCase> insisted;

  private TokenClientSettings(
      int attempts,
      Duration patience,
      Set<TokenClientCase> excused,
      Set<TokenClientCase> insisted) {
    this.attempts = attempts;
    this.patience = patience;
    this.excused = Set.copyOf(excused);
    this.insisted = Set.copyOf(insisted);
  }

  /** At most ten attempts for one token, within thirty seconds. */
  public static TokenClientSettings defaults() {
    return new TokenClientSettings(10, Duration.ofSeconds(30), Set.of(), Set.of());
  }

  /** This, where so many requests for one token are the most there may be. */
  public TokenClientSettings atMost(int requests) {
    return new TokenClientSettings(requests, patience, excused, insisted);
  }

  /** This, where a call for a token may take so long, pauses between attempts included. */
  public TokenClientSettings within(Duration longest) {
    return new TokenClientSettings(attempts, longest, excused, insisted);
  }

  /** This, where what these cases find is told but fails nothing. */
  public TokenClientSettings excusing(TokenClientCase... cases) {
    return new TokenClientSettings(attempts, patience, set(cases), insisted);
  }

  /** This, where these matters of taste are asked for. */
  public TokenClientSettings insistingOn(TokenClientCase... cases) {
    return new TokenClientSettings(attempts, patience, excused, set(cases));
  }

  int attempts() {
    return attempts;
  }

  Duration patience() {
    return patience;
  }

  Weight weigh(TokenClientCase about, Weight seen) {
    if (excused.contains(about)) {
      return Weight.TASTE;
    }
    return seen == Weight.TASTE && insisted.contains(about) ? Weight.FLAW : seen;
  }

  private static Set<TokenClientCase> set(TokenClientCase... cases) {
    return Arrays.stream(cases)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenClientCase.class)));
  }
}
