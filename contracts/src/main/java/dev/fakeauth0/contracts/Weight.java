package dev.fakeauth0.contracts;

/** How much it matters that a case of a contract does not hold, the least first. */
public enum Weight {
  /** A matter of taste: it is told, and fails no test unless somebody insists on it. */
  TASTE,
  /** A standard is not kept, or users are locked out; it lets nobody in. */
  FLAW,
  /** A way in for an attacker, or a secret that gets out. */
  HOLE
}
