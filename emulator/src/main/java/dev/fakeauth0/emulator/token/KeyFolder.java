package dev.fakeauth0.emulator.token;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Key pairs that wait on disk for the next process, so that a cold start need not make one. One
 * file a pair: the private half in PKCS#8 (RFC 5208), which holds the public one too; named by its
 * SHA-256, so a damaged file does not bear its own name. Only the owner can read them. A pair
 * belongs to the process that removed its file: the system lets one removal succeed, so no two
 * processes get the same pair. Safe for use by many threads and processes.
 */
final class KeyFolder {

  private static final String SUFFIX = ".key";
  private static final String UNFINISHED = ".new-";
  private static final int NAME_LENGTH = 32;

  private final File folder;

  KeyFolder(Path folder) {
    this.folder = folder.toFile();
  }

  /** A pair, removed from the folder; empty if there is none. Damaged files are removed. */
  Optional<KeyPair> take() {
    String[] names = folder.list();
    if (names == null) {
      return Optional.empty();
    }
    for (String name : names) {
      if (name.length() == NAME_LENGTH + SUFFIX.length() && name.endsWith(SUFFIX)) {
        Optional<KeyPair> pair = claim(new File(folder, name));
        if (pair.isPresent()) {
          return pair;
        }
      }
    }
    return Optional.empty();
  }

  /** How many pairs wait. */
  int size() {
    String[] names = folder.list((where, name) -> name.endsWith(SUFFIX));
    return names == null ? 0 : names.length;
  }

  /**
   * Adds a pair.
   *
   * @throws IOException if the folder cannot be written
   */
  void put(KeyPair pair) throws IOException {
    Path directory = folder.toPath();
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!folder.isDirectory()) {
      Files.createDirectories(directory, ownerOnly(posix, "rwx------"));
    }
    byte[] encoded = pair.getPrivate().getEncoded();
    String name = name(encoded);
    Path unfinished = directory.resolve(name + UNFINISHED + ProcessHandle.current().pid());
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(posix, "rw-------"))) {
      Channels.newOutputStream(channel).write(encoded);
    }
    Files.move(unfinished, directory.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what processes left behind that ended while they wrote. */
  void tidy() {
    String[] names = folder.list((where, name) -> name.contains(UNFINISHED));
    if (names == null) {
      return;
    }
    for (String name : names) {
      String pid = name.substring(name.lastIndexOf(UNFINISHED) + UNFINISHED.length());
      if (!pid.chars().allMatch(Character::isDigit)
          || pid.isEmpty()
          || ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
        removed(new File(folder, name));
      }
    }
  }

  private static Optional<KeyPair> claim(File file) {
    byte[] encoded;
    try {
      encoded = Files.readAllBytes(file.toPath());
    } catch (IOException e) {
      // Somebody else has taken it since the folder was listed, or it is not ours to read.
      return Optional.empty();
    }
    if (!removed(file) || !file.getName().equals(name(encoded) + SUFFIX)) {
      return Optional.empty();
    }
    return decoded(encoded);
  }

  private static boolean removed(File file) {
    return file.delete();
  }

  private static Optional<KeyPair> decoded(byte[] encoded) {
    try {
      KeyFactory factory = SigningProvider.keyFactory();
      if (factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey key
          && key.getModulus().bitLength() == KeyPool.BITS) {
        BigInteger exponent = key.getPublicExponent();
        return Optional.of(
            new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), exponent)), key));
      }
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      // Its name is its checksum, so this is a key of some other kind: as good as damaged.
      return Optional.empty();
    }
  }

  private static String name(byte[] encoded) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return HexFormat.of().formatHex(digest, 0, NAME_LENGTH / 2);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(boolean posix, String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
