package dev.fakeauth0.emulator.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tenant's signing keys (Auth0 docs, "Signing Keys"): the one it signs with, the next in line,
 * and those rotated out. Immutable.
 *
 * @param current the key that signs
 * @param currentSince when it became the current one
 * @param next the key that a rotation makes current
 * @param previous the keys rotated out, newest first
 * @param sealing the key of opaque tokens; no rotation touches it
 */
public record KeyRing(
    SigningKey current,
    Instant currentSince,
    SigningKey next,
    List<Previous> previous,
    SealingKey sealing) {

  /**
   * A key rotated out. Verified until it is revoked.
   *
   * @param key the key
   * @param currentSince when it had become current
   * @param currentUntil when it was rotated out
   * @param revokedAt when it was revoked, if it was
   */
  public record Previous(
      SigningKey key, Instant currentSince, Instant currentUntil, Optional<Instant> revokedAt) {}

  /** Copies its collection. */
  public KeyRing {
    previous = List.copyOf(previous);
  }

  /** A ring of two new keys. */
  public static KeyRing of(SigningKey current, SigningKey next, Instant now) {
    return new KeyRing(current, now, next, List.of(), SealingKey.derivedFrom(current));
  }

  /** The keys that verify: current, next, then those rotated out and not revoked. */
  public List<SigningKey> published() {
    List<SigningKey> keys = new ArrayList<>(List.of(current, next));
    previous.stream().filter(old -> old.revokedAt().isEmpty()).forEach(old -> keys.add(old.key()));
    return keys;
  }

  /** The key of a kid, if it verifies. */
  public Optional<SigningKey> verifying(String kid) {
    return published().stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** The key of a kid that verified once and was revoked. */
  public Optional<Previous> revoked(String kid) {
    return previous.stream()
        .filter(old -> old.key().kid().equals(kid) && old.revokedAt().isPresent())
        .findFirst();
  }

  /** The ring after a rotation: next signs, the current one is kept for verifying. */
  public KeyRing rotated(SigningKey newNext, Instant now) {
    List<Previous> old = new ArrayList<>();
    old.add(new Previous(current, currentSince, now, Optional.empty()));
    old.addAll(previous);
    return new KeyRing(next, now, newNext, old, sealing);
  }

  /** The ring after a rotated-out key was revoked; the same ring if there is no such key. */
  public KeyRing revoked(String kid, Instant now) {
    return new KeyRing(
        current,
        currentSince,
        next,
        previous.stream()
            .map(
                old ->
                    old.key().kid().equals(kid) && old.revokedAt().isEmpty()
                        ? new Previous(
                            old.key(), old.currentSince(), old.currentUntil(), Optional.of(now))
                        : old)
            .toList(),
        sealing);
  }
}
