package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.tenant.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Proof Key for Code Exchange (RFC 7636). */
public final class CodeChallenge {

  private CodeChallenge() {}

  /**
   * Whether a verifier is what a challenge was made of (RFC 7636 section 4.6).
   *
   * @param method {@code S256}, or {@code plain}, where both are one text
   */
  public static boolean matches(String verifier, String challenge, String method) {
    String made = method.equals("plain") ? verifier : s256(verifier);
    // In constant time: nobody is to learn a challenge by measuring.
    return MessageDigest.isEqual(
        made.getBytes(StandardCharsets.UTF_8), challenge.getBytes(StandardCharsets.UTF_8));
  }

  /** The challenge of a verifier by the method {@code S256} (RFC 7636 section 4.2). */
  public static String s256(String verifier) {
    return Sha256.base64Url(verifier);
  }
}
