package dev.fakeauth0.emulator.password;

import java.util.Optional;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.WhirlpoolDigest;

/** The digests that imported passwords may be hashed with, by Auth0's names of them. */
final class Digests {

  private Digests() {}

  /** A digest; none of a name that is not one. */
  static Optional<Digest> of(String name) {
    return switch (name) {
      case "md4" -> Optional.of(new MD4Digest());
      case "md5" -> Optional.of(new MD5Digest());
      case "ripemd160" -> Optional.of(new RIPEMD160Digest());
      case "sha1" -> Optional.of(new SHA1Digest());
      case "sha224" -> Optional.of(new SHA224Digest());
      case "sha256" -> Optional.of(new SHA256Digest());
      case "sha384" -> Optional.of(new SHA384Digest());
      case "sha512" -> Optional.of(new SHA512Digest());
      case "whirlpool" -> Optional.of(new WhirlpoolDigest());
      default -> Optional.empty();
    };
  }
}
