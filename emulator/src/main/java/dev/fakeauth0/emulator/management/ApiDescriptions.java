package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What log records say of an operation: the title of its page in the Management API's reference, as
 * recorded. Where none is recorded, the title such pages have by their rule.
 */
final class ApiDescriptions {

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("POST /users", "Create a User"),
          Map.entry("PATCH /users/{id}", "Update a User"),
          Map.entry("DELETE /users/{id}", "Delete a User"),
          Map.entry("POST /users/{id}/identities", "Link a User Account"),
          Map.entry("DELETE /users/{id}/identities/{provider}/{user_id}", "Unlink a User Account"),
          Map.entry("POST /users/{id}/roles", "Assign roles to a user"),
          Map.entry("DELETE /users/{id}/roles", "Removes roles from a user"),
          Map.entry("POST /users/{id}/permissions", "Assign Permissions to a User"),
          Map.entry("DELETE /users/{id}/permissions", "Remove Permissions from a User"),
          Map.entry("POST /roles/{id}/users", "Assign users to a role"),
          Map.entry("POST /roles/{id}/permissions", "Associate permissions with a role"),
          Map.entry("DELETE /roles/{id}/permissions", "Remove permissions from a role"),
          Map.entry("DELETE /connections/{id}/users", "Delete a connection user"),
          Map.entry("POST /client-grants", "Create client grant"),
          Map.entry("PATCH /client-grants/{id}", "Update client grant"),
          Map.entry("DELETE /client-grants/{id}", "Delete client grant"),
          Map.entry("POST /clients/{id}/rotate-secret", "Rotate a client secret"),
          Map.entry("POST /organizations", "Create an Organization"),
          Map.entry("PATCH /organizations/{id}", "Modify an Organization"),
          Map.entry("DELETE /organizations/{id}", "Delete organization"),
          Map.entry("POST /organizations/{id}/members", "Add members to an organization"),
          Map.entry("DELETE /organizations/{id}/members", "Delete members from an organization"),
          Map.entry("POST /organizations/{id}/invitations", "Create invitations to organization"),
          Map.entry("POST /jobs/users-imports", "Create import users job"),
          Map.entry("POST /jobs/users-exports", "Create export users job"),
          Map.entry("POST /jobs/verification-email", "Send an email address verification email"),
          Map.entry("POST /tickets/email-verification", "Create an email verification ticket"),
          Map.entry("POST /tickets/password-change", "Create a password change ticket"),
          Map.entry("POST /blacklists/tokens", "Blacklist a token"),
          Map.entry("POST /emails/provider", "Configure the email provider"),
          Map.entry("PATCH /emails/provider", "Update the email provider"),
          Map.entry("DELETE /emails/provider", "Delete the email provider"),
          Map.entry("PATCH /tenants/settings", "Update tenant settings"),
          Map.entry("POST /keys/signing/rotate", "Rotate the Application Signing Key"));

  /** First words of paths that say what is done. */
  private static final Set<String> VERBS =
      Set.of(
          "clear",
          "deploy",
          "invalidate",
          "regenerate",
          "rekey",
          "retry",
          "revoke",
          "rotate",
          "test",
          "unregister",
          "verify");

  private ApiDescriptions() {}

  /**
   * The title of an operation.
   *
   * @param path the template, such as {@code /api/v2/roles/{id}}
   */
  static String of(String method, String path) {
    String place = path.substring(Catalogue.ROOT.length());
    String known = TITLES.get(method + ' ' + ofId(place));
    return known == null ? byRule(method, place) : known;
  }

  /** The path with the first parameter's usual name. */
  private static String ofId(String place) {
    int open = place.indexOf('{');
    return open < 0
        ? place
        : place.substring(0, open) + "{id}" + place.substring(place.indexOf('}') + 1);
  }

  private static String byRule(String method, String place) {
    boolean one = place.endsWith("}");
    String last = "";
    for (String segment : place.split("/", -1)) {
      last = segment.isEmpty() || segment.startsWith("{") ? last : segment;
    }
    String words = last.replace('-', ' ').replace('_', ' ');
    int blank = words.indexOf(' ');
    String first = blank < 0 ? words : words.substring(0, blank);
    if (VERBS.contains(first)) {
      return first.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
    String noun = singular(words);
    boolean several = !noun.equals(words);
    String verb =
        switch (method) {
          case "POST" -> "Create ";
          case "DELETE" -> "Delete ";
          default -> "Update ";
        };
    return several && (one || method.equals("POST"))
        ? verb + ("aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun
        : verb + words;
  }

  private static String singular(String words) {
    if (words.endsWith("ies")) {
      return words.substring(0, words.length() - 3) + 'y';
    }
    return words.endsWith("s") && !words.endsWith("ss")
        ? words.substring(0, words.length() - 1)
        : words;
  }
}
