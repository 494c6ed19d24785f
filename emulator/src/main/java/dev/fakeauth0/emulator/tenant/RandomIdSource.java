package dev.fakeauth0.emulator.tenant;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Ids from the system's randomness, or, with a seed, the same ones each time. */
public final class RandomIdSource implements IdSource {

  private final Map<Kind, RandomGenerator> streams = new EnumMap<>(Kind.class);

  private RandomIdSource() {}

  /** Ids nobody can foresee. */
  public static IdSource unpredictable() {
    RandomIdSource source = new RandomIdSource();
    SecureRandom shared = new SecureRandom();
    for (Kind kind : Kind.values()) {
      source.streams.put(kind, shared);
    }
    return source;
  }

  /** The ids of a seed, the same in every run. */
  public static IdSource seeded(long seed) {
    RandomIdSource source = new RandomIdSource();
    for (Kind kind : Kind.values()) {
      source.streams.put(kind, new Random(seed * 31 + kind.name().hashCode()));
    }
    return source;
  }

  @Override
  public String text(Kind kind, String alphabet, int length) {
    RandomGenerator stream = stream(kind);
    if (stream instanceof SecureRandom secure) {
      return drawn(secure, alphabet, length);
    }
    char[] text = new char[length];
    synchronized (stream) {
      for (int i = 0; i < length; i++) {
        text[i] = alphabet.charAt(stream.nextInt(alphabet.length()));
      }
    }
    return new String(text);
  }

  @Override
  public byte[] bytes(Kind kind, int length) {
    byte[] bytes = new byte[length];
    RandomGenerator stream = stream(kind);
    synchronized (stream) {
      stream.nextBytes(bytes);
    }
    return bytes;
  }

  /**
   * Characters from the system's randomness, asked for once and not for each character. A byte's
   * low bits pick the character; what points beyond the alphabet is thrown away, so none is
   * likelier.
   */
  private static String drawn(SecureRandom secure, String alphabet, int length) {
    int mask = (Integer.highestOneBit(alphabet.length() - 1) << 1) - 1;
    char[] text = new char[length];
    byte[] bytes = new byte[length + 8];
    int filled = 0;
    while (filled < length) {
      secure.nextBytes(bytes);
      for (int i = 0; i < bytes.length && filled < length; i++) {
        int index = bytes[i] & mask;
        if (index < alphabet.length()) {
          text[filled++] = alphabet.charAt(index);
        }
      }
    }
    return new String(text);
  }

  private RandomGenerator stream(Kind kind) {
    return java.util.Objects.requireNonNull(streams.get(kind));
  }
}
