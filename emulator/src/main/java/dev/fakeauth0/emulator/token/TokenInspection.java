package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Optional;

/**
 * What a token was found to be worth.
 *
 * @param checks what was looked at, in order; a check that could not be made is not there
 * @param diagnosis why it would be refused: the first check that failed, explained; empty if it
 *     would be accepted
 * @param claims what it says; nothing where it cannot be read
 */
public record TokenInspection(List<Check> checks, Optional<Diagnosis> diagnosis, Document claims) {

  /**
   * One thing that was looked at.
   *
   * @param name {@code format}, {@code algorithm}, {@code key}, {@code signature}, {@code issuer},
   *     {@code time}, {@code audience}, {@code scope}, {@code client} or {@code organization}
   * @param ok whether it passed
   * @param finding what was found, without a final dot
   */
  public record Check(String name, boolean ok, String finding) {}

  /** Copies its collection. */
  public TokenInspection {
    checks = List.copyOf(checks);
  }

  /** Whether it would be accepted. */
  public boolean accepted() {
    return diagnosis.isEmpty();
  }
}
