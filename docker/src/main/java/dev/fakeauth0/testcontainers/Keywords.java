package dev.fakeauth0.testcontainers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variables of the environment a seed document asks for (Auth0 Deploy CLI's documentation,
 * "Keyword Replacement"). It is replaced where it is read, which is in the container; the values
 * come from where the test runs, and no other variable leaves it.
 */
final class Keywords {

  private static final Pattern MARKER = Pattern.compile("##(\\w+)##|@@(\\w+)@@");
  private static final String MAPPINGS = "AUTH0_KEYWORD_REPLACE_MAPPINGS";

  private Keywords() {}

  /** The variables, of those there are, that a document asks for. */
  static Map<String, String> of(String document, Map<String, String> environment) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Matcher marker = MARKER.matcher(document);
    while (marker.find()) {
      String name = marker.group(1) == null ? marker.group(2) : marker.group(1);
      copy(name, environment, wanted);
      copy(MAPPINGS, environment, wanted);
    }
    return wanted;
  }

  private static void copy(
      String name, Map<String, String> environment, Map<String, String> wanted) {
    String value = environment.get(name);
    if (value != null) {
      wanted.put(name, value);
    }
  }
}
