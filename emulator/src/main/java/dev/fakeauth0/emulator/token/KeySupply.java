package dev.fakeauth0.emulator.token;

import java.security.KeyPair;

/** Hands out RSA key pairs of 2048 bits, each to one taker only. */
@FunctionalInterface
public interface KeySupply {

  /** A pair nobody else has or will have. Waits until one is made, when none is ready. */
  KeyPair take();
}
