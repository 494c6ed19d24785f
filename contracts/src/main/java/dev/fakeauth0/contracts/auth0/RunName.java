package dev.fakeauth0.contracts.auth0;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run. Everything it makes is called after it, and a later run can tell from the name
 * alone what was left behind, and since when.
 *
 * @param startedAt when the run began
 * @param token what tells it from another of the same second: base 36, three characters
 */
record RunName(Instant startedAt, String token) {

  private static final String PREFIX = "fa0-contract-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9a-z]{6,7})([0-9a-z]{3})-.*");
  private static final int BASE = 36;

  /** A name for something of this run. */
  String of(String what) {
    return PREFIX + Long.toString(startedAt.getEpochSecond(), BASE) + token + "-" + what;
  }

  /** When the run began that made something of this name; empty if no run did. */
  static Optional<Instant> startOf(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1), BASE)))
        : Optional.empty();
  }

  /** Whether this run made something of this name. */
  boolean made(String name) {
    return name.startsWith(of(""));
  }
}
