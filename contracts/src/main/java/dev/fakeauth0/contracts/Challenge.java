package dev.fakeauth0.contracts;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an API asks of whoever calls it: {@code WWW-Authenticate: Bearer ...} (RFC 6750 section 3).
 *
 * @param text the header as it came
 * @param parameters its parameters by name
 */
record Challenge(String text, Map<String, String> parameters) {

  private static final Pattern PARAMETER =
      Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

  /** The challenge of a header, if it is one for bearer tokens. */
  static Optional<Challenge> bearer(String header) {
    if (!header.regionMatches(true, 0, "Bearer", 0, "Bearer".length())) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.put(
          matcher.group(1), quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    return Optional.of(new Challenge(header, parameters));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
