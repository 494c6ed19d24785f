/**
 * Seed documents: what a tenant is filled with, in the format of Auth0 Deploy CLI's {@code
 * tenant.yaml} and what we add to it. {@link dev.fakeauth0.emulator.seed.SeedDocument} reads them,
 * {@link dev.fakeauth0.emulator.seed.SeedExport} writes them.
 */
@NullMarked
package dev.fakeauth0.emulator.seed;

import org.jspecify.annotations.NullMarked;
