/**
 * The transport: sockets, HTTP/1.1 and HTTP/2. Turns an exchange into a {@link
 * dev.fakeauth0.emulator.pipeline.Request} and a {@link dev.fakeauth0.emulator.pipeline.Reply} into
 * an answer; the only package that knows Undertow.
 */
@NullMarked
package dev.fakeauth0.emulator.http;

import org.jspecify.annotations.NullMarked;
