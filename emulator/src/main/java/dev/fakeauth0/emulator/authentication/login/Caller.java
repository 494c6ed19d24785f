package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Request;

/**
 * From where a browser calls, as sessions and logs say it.
 *
 * @param ip the address
 * @param userAgent the User-Agent; empty if it sends none
 */
record Caller(String ip, String userAgent) {

  static Caller of(Request request) {
    return new Caller(request.remote().getHostAddress(), request.header("User-Agent").orElse(""));
  }
}
