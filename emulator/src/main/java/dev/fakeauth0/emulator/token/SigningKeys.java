package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.SigningKey;

/** Makes the signing keys of one tenant. */
public interface SigningKeys {

  /**
   * A new key, at once: its id is drawn, its pair is fetched when first needed. Whoever makes it
   * part of the state beyond the first keys resolves it before (see {@link KeyRotation}).
   */
  SigningKey make();

  /**
   * A new key that is not the tenant's own but of something it holds, its certificate made out to
   * that.
   *
   * @param commonName the CN of subject and issuer of the certificate
   */
  SigningKey make(String commonName);

  /** The tenant is closed: its pairs go back to the supply. */
  default void release() {}
}
