package dev.fakeauth0.emulator.authentication.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an application wants of one thing, as the consent page says it (Auth0 docs, "User Consent
 * and Third-Party Applications"): {@code read:posts write:posts} reads "Posts: read and write your
 * posts".
 *
 * @param resource the thing; empty where the text stands alone
 * @param text what would be done with it
 */
public record ScopeLine(String resource, String text) {

  /**
   * The lines of scopes, in the order the scopes were asked for.
   *
   * @param scopes the scopes asked for
   * @param descriptions the API's descriptions by scope; empty unless the tenant's flag {@code
   *     use_scope_descriptions_for_consent} is on
   */
  public static List<ScopeLine> of(List<String> scopes, Map<String, String> descriptions) {
    List<ScopeLine> lines = new ArrayList<>();
    Map<String, List<String>> actions = new LinkedHashMap<>();
    boolean profile = false;
    for (String scope : scopes) {
      int colon = scope.indexOf(':');
      if (scope.equals("profile") || scope.equals("email")) {
        profile = true;
      } else if (scope.equals("offline_access")) {
        lines.add(new ScopeLine("Offline access", "keep access while you are away"));
      } else if (!descriptions.getOrDefault(scope, "").isEmpty()) {
        lines.add(new ScopeLine("", descriptions.getOrDefault(scope, "")));
      } else if (colon > 0 && colon < scope.length() - 1) {
        actions
            .computeIfAbsent(scope.substring(colon + 1), resource -> new ArrayList<>())
            .add(scope.substring(0, colon));
      } else if (!scope.equals("openid")) {
        lines.add(new ScopeLine("", scope));
      }
    }
    List<ScopeLine> all = new ArrayList<>();
    if (profile) {
      all.add(new ScopeLine("Profile", "access to your profile and email"));
    }
    actions.forEach((resource, of) -> all.add(line(resource, of)));
    all.addAll(lines);
    return all;
  }

  private static ScopeLine line(String resource, List<String> actions) {
    String words = resource.replace('_', ' ').replace('-', ' ');
    String title =
        new String(Character.toChars(words.codePointAt(0))).toUpperCase(Locale.ROOT)
            + words.substring(Character.charCount(words.codePointAt(0)));
    int last = actions.size() - 1;
    String does =
        last == 0
            ? actions.get(0)
            : String.join(", ", actions.subList(0, last)) + " and " + actions.get(last);
    return new ScopeLine(title, does + " your " + words);
  }
}
