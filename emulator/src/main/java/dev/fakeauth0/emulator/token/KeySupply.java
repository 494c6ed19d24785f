package dev.fakeauth0.emulator.token;

import java.security.KeyPair;

/** Hands out RSA key pairs of 2048 bits, each to one taker at a time. */
@FunctionalInterface
public interface KeySupply {

  /** A pair nobody else has. Waits until one is made, when none is ready. */
  KeyPair take();

  /** Takes back a pair whose tenant is closed; it may be handed to another. */
  default void giveBack(KeyPair pair) {}
}
