/** New accounts and lost passwords, asked for with or without a page. */
@NullMarked
package dev.fakeauth0.emulator.authentication.account;

import org.jspecify.annotations.NullMarked;
