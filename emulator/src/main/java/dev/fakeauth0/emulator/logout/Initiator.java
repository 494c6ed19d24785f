package dev.fakeauth0.emulator.logout;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What brings a logout about (Auth0 docs, "OIDC Back-Channel Logout Initiators"). A client that
 * says nothing is told of logouts at the tenant or at its provider; one with {@code mode: all} of
 * everything, one with {@code custom} of what it selects.
 */
public enum Initiator {
  /** The user logged out. */
  RP_LOGOUT,
  /** The user's password was changed. */
  PASSWORD_CHANGED,
  /** The session came to the end of its lifetime. */
  SESSION_EXPIRED,
  /** The session was deleted or revoked. */
  SESSION_REVOKED,
  /** The user was deleted. */
  ACCOUNT_DELETED,
  /** The user's e-mail address was changed. */
  EMAIL_IDENTIFIER_CHANGED,
  /** A phone is no second factor of the user's any more. */
  MFA_PHONE_UNENROLLED,
  /** The user was blocked. */
  ACCOUNT_DEACTIVATED;

  /** As the Management API has it. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a client wants to be told. */
  boolean concerns(Client client) {
    Optional<Document> initiators =
        client
            .document()
            .object("oidc_logout")
            .flatMap(logout -> logout.object("backchannel_logout_initiators"));
    if (initiators.isEmpty()) {
      return this == RP_LOGOUT;
    }
    if (initiators.get().string("mode", "custom").equals("all")) {
      return true;
    }
    List<String> selected = initiators.get().strings("selected_initiators");
    return selected.isEmpty() ? this == RP_LOGOUT : selected.contains(wireName());
  }
}
