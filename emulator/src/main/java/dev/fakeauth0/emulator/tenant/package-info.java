/**
 * A tenant's state, one immutable value: {@link dev.fakeauth0.emulator.tenant.TenantState}. {@link
 * dev.fakeauth0.emulator.tenant.TenantStore} changes it in one step.
 */
@NullMarked
package dev.fakeauth0.emulator.tenant;

import org.jspecify.annotations.NullMarked;
