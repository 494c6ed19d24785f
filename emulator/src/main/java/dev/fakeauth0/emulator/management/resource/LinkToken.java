package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.util.Base64;
import java.util.Optional;

/** Reads whom an ID token is about. */
final class LinkToken {

  private LinkToken() {}

  /** The subject; empty if it is no JWT, or names none. */
  static Optional<String> subject(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(parts[1])).string("sub");
    } catch (MalformedJson | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
