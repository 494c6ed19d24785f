package dev.fakeauth0.emulator.password;

import dev.fakeauth0.emulator.json.Document;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * What another system kept of a password, as a users import brings it (Auth0 docs, "Bulk User
 * Import Database Schema and Examples", custom password hash). Compared at the first login, and
 * replaced by a hash of the tenant's own then.
 */
public final class CustomPasswordHash {

  /** The member of a user that holds it. */
  public static final String MEMBER = "custom_password_hash";

  private static final List<String> ALGORITHMS =
      List.of(
          "argon2", "bcrypt", "hmac", "ldap", "md4", "md5", "sha1", "sha256", "sha512", "pbkdf2",
          "scrypt");

  /** Those whose hash says its own salt and settings. */
  private static final List<String> SELF_CONTAINED = List.of("argon2", "bcrypt", "ldap", "pbkdf2");

  /** How much of a password bcrypt reads, its salt included. */
  private static final int BCRYPT_BYTES = 72;

  /** What a hash in PHC form is taken to have where it does not say. */
  private static final int PBKDF2_ITERATIONS = 100_000;

  private static final int PBKDF2_BYTES = 64;

  /**
   * What is wrong with one.
   *
   * @param message in the words of a validator
   * @param path the member, from the user on
   */
  public record Problem(String message, String path) {}

  private CustomPasswordHash() {}

  /** What keeps a hash from being imported, if anything does. */
  public static Optional<Problem> problem(Document custom) {
    String algorithm = custom.string("algorithm", "");
    Document hash = custom.object("hash").orElse(Document.EMPTY);
    String encoding = hash.string("encoding", "utf8");
    if (algorithm.isEmpty()) {
      return missing("algorithm");
    }
    if (!ALGORITHMS.contains(algorithm)) {
      return wrong("No enum match for: " + algorithm, "algorithm");
    }
    if (hash.string("value").isEmpty()) {
      return missing("hash.value");
    }
    boolean selfContained = SELF_CONTAINED.contains(algorithm);
    if (selfContained != encoding.equals("utf8")
        || (!selfContained && !List.of("hex", "base64").contains(encoding))) {
      return wrong("No enum match for: " + encoding, "hash.encoding");
    }
    if (selfContained && !algorithm.equals("bcrypt") && custom.has("salt")) {
      return wrong("Additional properties not allowed: salt", "salt");
    }
    if (algorithm.equals("hmac")) {
      if (digest(hash.string("digest", "")).isEmpty()) {
        return hash.string("digest").isEmpty()
            ? missing("hash.digest")
            : wrong("No enum match for: " + hash.string("digest", ""), "hash.digest");
      }
      if (hash.object("key").flatMap(key -> key.string("value")).isEmpty()) {
        return missing("hash.key.value");
      }
    }
    return algorithm.equals("scrypt") && custom.number("keylen").isEmpty()
        ? missing("keylen")
        : Optional.empty();
  }

  private static Optional<Problem> missing(String path) {
    return wrong("Missing required property: " + path.substring(path.lastIndexOf('.') + 1), path);
  }

  private static Optional<Problem> wrong(String message, String path) {
    return Optional.of(new Problem(message, MEMBER + '.' + path));
  }

  /** Whether a hash is of this password; false for one that cannot be read. */
  public static boolean matches(String password, Document custom) {
    Document hash = custom.object("hash").orElse(Document.EMPTY);
    String value = hash.string("value", "");
    byte[] plain = encoded(password, custom);
    try {
      return switch (custom.string("algorithm", "")) {
        case "bcrypt" -> bcrypt(salted(plain, custom), value);
        case "argon2" -> Argon2Hash.matches(plain, value);
        case "pbkdf2" -> pbkdf2(plain, value);
        case "ldap" -> ldap(plain, value);
        case "scrypt" -> same(scrypt(plain, custom), bytes(hash, "hex"));
        case "hmac" -> same(hmac(salted(plain, custom), hash), bytes(hash, "hex"));
        case "md4", "md5", "sha1", "sha256", "sha512" ->
            same(
                hashed(digest(custom.string("algorithm", "")).orElseThrow(), salted(plain, custom)),
                bytes(hash, "hex"));
        default -> false;
      };
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      // Not what it claims to be: nobody's password then.
      return false;
    }
  }

  /** {@code password.encoding}: how the other system saw the password. */
  private static byte[] encoded(String password, Document custom) {
    Charset charset =
        switch (custom
            .object("password")
            .map(settings -> settings.string("encoding", "utf8"))
            .orElse("utf8")) {
          case "ascii" -> StandardCharsets.US_ASCII;
          case "utf16le", "ucs2" -> StandardCharsets.UTF_16LE;
          case "latin1", "binary" -> StandardCharsets.ISO_8859_1;
          default -> StandardCharsets.UTF_8;
        };
    return password.getBytes(charset);
  }

  private static byte[] salt(Document custom) {
    return custom.object("salt").map(salt -> bytes(salt, "utf8")).orElse(new byte[0]);
  }

  private static byte[] salted(byte[] plain, Document custom) {
    byte[] salt = salt(custom);
    boolean suffix =
        custom
            .object("salt")
            .map(settings -> settings.string("position", "prefix"))
            .filter("suffix"::equals)
            .isPresent();
    return suffix ? joined(plain, salt) : joined(salt, plain);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** The bytes of an object with {@code value} and {@code encoding}. */
  private static byte[] bytes(Document object, String encoding) {
    String value = object.string("value", "");
    return switch (object.string("encoding", encoding)) {
      case "hex" -> HexFormat.of().parseHex(value.toLowerCase(Locale.ROOT));
      case "base64" -> base64(value);
      default -> value.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** Base64 in either alphabet, padded or not. */
  static byte[] base64(String text) {
    String plain = text.replace('-', '+').replace('_', '/');
    while (plain.endsWith("=")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    return Base64.getDecoder().decode(plain);
  }

  static boolean same(byte[] one, byte[] other) {
    return other.length > 0 && MessageDigest.isEqual(one, other);
  }

  private static boolean bcrypt(byte[] salted, String value) {
    byte[] read = salted.length > BCRYPT_BYTES ? Arrays.copyOf(salted, BCRYPT_BYTES) : salted;
    boolean known =
        value.startsWith("$2a$") || value.startsWith("$2b$") || value.startsWith("$2y$");
    return known && value.length() == 60 && BCrypt.checkpw(read, value);
  }

  private static byte[] hashed(Digest digest, byte[] message) {
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(message, 0, message.length);
    digest.doFinal(hash, 0);
    return hash;
  }

  private static byte[] hmac(byte[] message, Document hash) {
    HMac mac =
        new HMac(digest(hash.string("digest", "")).orElseThrow(IllegalArgumentException::new));
    mac.init(new KeyParameter(bytes(hash.object("key").orElse(Document.EMPTY), "utf8")));
    mac.update(message, 0, message.length);
    byte[] code = new byte[mac.getMacSize()];
    mac.doFinal(code, 0);
    return code;
  }

  /** RFC 7914. */
  private static byte[] scrypt(byte[] plain, Document custom) {
    return SCrypt.generate(
        plain,
        salt(custom),
        number(custom, "cost", 16_384),
        number(custom, "blockSize", 8),
        number(custom, "parallelization", 1),
        number(custom, "keylen", 0));
  }

  private static int number(Document custom, String name, long otherwise) {
    return Math.toIntExact(custom.number(name).orElse(otherwise));
  }

  /**
   * {@code {SCHEME}base64}, where a salted scheme has the salt behind the digest (RFC 2307 section
   * 5.3).
   */
  private static boolean ldap(byte[] plain, String value) {
    int close = value.indexOf('}');
    if (!value.startsWith("{") || close < 0) {
      return false;
    }
    String scheme = value.substring(1, close).toLowerCase(Locale.ROOT);
    byte[] kept = base64(value.substring(close + 1));
    boolean salted = scheme.startsWith("ss") || scheme.startsWith("sm");
    String name = salted ? scheme.substring(1) : scheme;
    Optional<Digest> digest = digest(name.equals("sha") ? "sha1" : name);
    if (digest.isEmpty() || kept.length < digest.get().getDigestSize()) {
      return false;
    }
    int size = digest.get().getDigestSize();
    byte[] salt = salted ? Arrays.copyOfRange(kept, size, kept.length) : new byte[0];
    return same(
        hashed(digest.get(), joined(plain, salt)), salted ? Arrays.copyOf(kept, size) : kept);
  }

  /** {@code $pbkdf2-DIGEST$i=..,l=..$salt$hash} (RFC 8018 section 5.2, in PHC form). */
  private static boolean pbkdf2(byte[] plain, String value) {
    PhcString phc = PhcString.of(value);
    String named = phc.id().substring(phc.id().indexOf('-') + 1).toLowerCase(Locale.ROOT);
    String name =
        named
            .replaceFirst("^rsa-", "")
            .replaceFirst("^ssl3-", "")
            .replaceFirst("with-?rsa(encryption)?$", "")
            .replaceFirst("^sha1-2$", "sha1")
            .replaceFirst("^(rmd160|ripemd)$", "ripemd160");
    Optional<Digest> digest = digest(name);
    if (!phc.id().startsWith("pbkdf2-") || digest.isEmpty()) {
      return false;
    }
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest.get());
    generator.init(plain, phc.salt(), phc.number("i", PBKDF2_ITERATIONS));
    int bits = phc.number("l", PBKDF2_BYTES) * Byte.SIZE;
    byte[] key = ((KeyParameter) generator.generateDerivedMacParameters(bits)).getKey();
    return same(key, phc.hash());
  }

  private static Optional<Digest> digest(String name) {
    return Digests.of(name);
  }
}
