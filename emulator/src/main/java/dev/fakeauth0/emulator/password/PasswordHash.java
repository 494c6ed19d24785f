package dev.fakeauth0.emulator.password;

import dev.fakeauth0.emulator.tenant.IdSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * What is kept of a password: bcrypt, as Auth0 does (Auth0 docs, "Password Security"), in its
 * modular form {@code $2b$04$...}. The work factor is the least there is: test passwords are no
 * secrets, and a user is made in a millisecond.
 */
public final class PasswordHash {

  private static final String SETTING = "$2b$04$";

  /** How much of a password bcrypt reads. */
  private static final int READ_BYTES = 72;

  private static final String ALPHABET =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Those of the alphabet whose low bits, which 16 bytes do not fill, are zero. */
  private static final String LAST = ".Oeu";

  private PasswordHash() {}

  /** The hash of a password. */
  public static String of(String password, IdSource ids) {
    String salt =
        ids.text(IdSource.Kind.RESOURCE, ALPHABET, 21) + ids.text(IdSource.Kind.RESOURCE, LAST, 1);
    return BCrypt.hashpw(bytes(password), SETTING + salt);
  }

  /**
   * The hash that takes the place of an imported one: its salt follows from that, so it is made
   * without drawing ids.
   *
   * @param imported the hash that was imported, as a text
   */
  public static String instead(String password, String imported) {
    byte[] drawn = digest(imported);
    StringBuilder salt = new StringBuilder(22);
    for (int i = 0; i < 21; i++) {
      salt.append(ALPHABET.charAt(drawn[i] & 63));
    }
    salt.append(LAST.charAt(drawn[21] & 3));
    return BCrypt.hashpw(bytes(password), SETTING + salt);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Whether a hash is of this password; false for what is no bcrypt hash. */
  public static boolean matches(String password, String hash) {
    return wellFormed(hash) && BCrypt.checkpw(bytes(password), hash);
  }

  /**
   * Whether a text is a bcrypt hash as a users import may bring one: {@code $2a$} or {@code $2b$}.
   */
  public static boolean wellFormed(String hash) {
    return hash.length() == 60
        && (hash.startsWith("$2a$") || hash.startsWith("$2b$"))
        && hash.charAt(6) == '$'
        && Character.isDigit(hash.charAt(4))
        && Character.isDigit(hash.charAt(5))
        && hash.chars().skip(7).allMatch(character -> ALPHABET.indexOf(character) >= 0);
  }

  private static byte[] bytes(String password) {
    byte[] all = password.getBytes(StandardCharsets.UTF_8);
    return all.length > READ_BYTES ? Arrays.copyOf(all, READ_BYTES) : all;
  }
}
