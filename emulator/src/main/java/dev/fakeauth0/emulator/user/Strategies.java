package dev.fakeauth0.emulator.user;

import java.util.Set;

/** Kinds of connections by their {@code strategy} (Auth0 docs, "Identity Providers"). */
public final class Strategies {

  private static final Set<String> ENTERPRISE =
      Set.of(
          "ad",
          "adfs",
          "auth0-adldap",
          "auth0-oidc",
          "custom",
          "google-apps",
          "ip",
          "office365",
          "oidc",
          "okta",
          "pingfederate",
          "samlp",
          "sharepoint",
          "waad");

  /** A database, and what a code is sent to. */
  private static final Set<String> OWN = Set.of("auth0", "email", "sms");

  private Strategies() {}

  /** Whether an organization's own directory stands behind it. */
  public static boolean enterprise(String strategy) {
    return ENTERPRISE.contains(strategy);
  }

  /** Whether a public provider stands behind it: whatever is neither a directory nor Auth0's. */
  public static boolean social(String strategy) {
    return !ENTERPRISE.contains(strategy) && !OWN.contains(strategy);
  }
}
