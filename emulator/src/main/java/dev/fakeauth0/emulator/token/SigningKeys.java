package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.SigningKey;

/** Makes the signing keys of one tenant. */
@FunctionalInterface
public interface SigningKeys {

  /** A new key. Waits for the key supply, so it is not called within a change of state. */
  SigningKey make();
}
