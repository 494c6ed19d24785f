/** Tokens: claims, signing keys, minting and checking. The only package that knows Nimbus. */
@NullMarked
package dev.fakeauth0.emulator.token;

import org.jspecify.annotations.NullMarked;
