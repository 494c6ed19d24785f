package dev.fakeauth0.emulator.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 (RFC 9106) in PHC form: {@code $argon2id$v=19$m=65536,t=2,p=1$salt$hash}. */
final class Argon2Hash {

  /** More memory than this is no password's, but somebody's try to take all there is: 1 GiB. */
  private static final int MOST_MEMORY_KIB = 1 << 20;

  private Argon2Hash() {}

  /**
   * Whether a hash is of this password.
   *
   * @throws IllegalArgumentException if it is no such hash
   */
  static boolean matches(byte[] plain, String value) {
    PhcString phc = PhcString.of(value);
    int type =
        switch (phc.id()) {
          case "argon2d" -> Argon2Parameters.ARGON2_d;
          case "argon2i" -> Argon2Parameters.ARGON2_i;
          case "argon2id" -> Argon2Parameters.ARGON2_id;
          default -> throw new IllegalArgumentException("no Argon2");
        };
    int memory = phc.number("m", 4096);
    if (memory > MOST_MEMORY_KIB || phc.hash().length == 0) {
      return false;
    }
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(type)
            .withVersion(phc.number("v", Argon2Parameters.ARGON2_VERSION_10))
            .withMemoryAsKB(memory)
            .withIterations(phc.number("t", 3))
            .withParallelism(phc.number("p", 1))
            .withSalt(phc.salt())
            .build());
    byte[] hash = new byte[phc.hash().length];
    generator.generateBytes(plain, hash);
    return CustomPasswordHash.same(hash, phc.hash());
  }
}
