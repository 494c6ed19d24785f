package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import java.util.List;
import java.util.Optional;

/**
 * Whether a callback is one of a client's (RFC 6749 section 3.1.2.3; RFC 9700 section 4.1.3; Auth0
 * docs, "Application Settings", "Subdomain URL Placeholders"). Compared as texts: ports of
 * localhost too, which RFC 8252 section 7.3 would let vary and Auth0 does not. A client of the
 * tenant's own may have one asterisk, in the leftmost label of an http or https URL; it stands for
 * letters, digits and hyphens of that one label. {@code {organization_name}} stands for the name of
 * the organization asked for.
 */
final class RedirectUris {

  private static final String ORGANIZATION = "{organization_name}";

  private RedirectUris() {}

  /** Whether a client may be answered there. */
  static boolean allowed(
      String sent, Client client, Optional<String> organization, TenantState state) {
    for (String callback : client.document().strings("callbacks")) {
      if (callback.equals(sent)) {
        return absolute(sent);
      }
      if (callback.contains(ORGANIZATION)) {
        Optional<String> name = name(organization, state);
        if (name.isPresent() && matches(callback.replace(ORGANIZATION, name.get()), sent, client)) {
          return true;
        }
      } else if (matches(callback, sent, client)) {
        return true;
      }
    }
    return false;
  }

  /** The callbacks that look most like one that is not allowed come first. */
  static List<String> of(Client client) {
    return client.document().strings("callbacks");
  }

  private static boolean matches(String callback, String sent, Client client) {
    return callback.equals(sent)
        ? absolute(sent)
        : client.firstParty() && UrlPattern.covers(callback, sent) && absolute(sent);
  }

  /** Whether an address is where a browser can be sent, and has nothing that readers differ on. */
  private static boolean absolute(String sent) {
    for (int i = 0; i < sent.length(); i++) {
      char character = sent.charAt(i);
      if (character <= ' ' || character == '\\' || character == 127) {
        return false;
      }
    }
    int colon = sent.indexOf(':');
    String scheme = colon < 0 ? "" : sent.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    return colon > 0
        && !List.of("javascript", "data", "vbscript", "blob", "about", "file").contains(scheme);
  }

  private static Optional<String> name(Optional<String> organization, TenantState state) {
    return organization
        .flatMap(
            asked ->
                state
                    .organizations()
                    .find(asked)
                    .map(Organization.class::cast)
                    .or(() -> state.organizations().findByKey(asked)))
        .map(Organization::name);
  }
}
