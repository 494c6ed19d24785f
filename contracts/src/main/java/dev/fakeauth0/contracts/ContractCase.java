package dev.fakeauth0.contracts;

/** One thing that a contract asks for. */
public interface ContractCase {

  /** Its name, as settings know it. */
  String name();

  /** What is asked for, as the rest of a sentence that begins with what is examined. */
  String title();

  /** What it is at worst when it does not hold. */
  Weight weight();

  /** What it means when it does not hold: for an attacker, or in production. */
  String meaning();
}
