package dev.fakeauth0.emulator.password;

import dev.fakeauth0.emulator.json.Document;
import java.util.Locale;

/**
 * Passwords that count as disclosed elsewhere (Auth0 docs, "Breached Password Detection"). Auth0
 * asks a service that knows billions; here it is the most common ones, and those that the seed
 * names in {@code fakeAuth0.breachedPasswords}.
 */
public final class BreachedPasswords {

  /** The member of the seed's {@code fakeAuth0} section. */
  public static final String MEMBER = "breachedPasswords";

  private BreachedPasswords() {}

  /** Whether a password is one of them. */
  public static boolean has(String password, Document fakeAuth0) {
    return CommonPasswords.has(password.toLowerCase(Locale.ROOT))
        || fakeAuth0.strings(MEMBER).contains(password);
  }
}
