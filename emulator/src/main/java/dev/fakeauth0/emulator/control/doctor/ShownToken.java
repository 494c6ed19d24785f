package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What an API sees of a token before it believes it.
 *
 * @param header the header; empty where it cannot be read
 * @param claims the claims; empty where they cannot be read
 */
record ShownToken(Document header, Document claims) {

  static ShownToken of(String token) {
    String[] parts = token.strip().split("\\.", -1);
    return new ShownToken(part(parts, 0), parts.length == 3 ? part(parts, 1) : Document.EMPTY);
  }

  String issuer() {
    return claims.string("iss", "");
  }

  List<String> audiences() {
    return claims.string("aud").map(List::of).orElseGet(() -> claims.strings("aud"));
  }

  List<String> scope() {
    return Arrays.stream(claims.string("scope", "").split(" ", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  String header(String name) {
    return header.string(name, "absent");
  }

  private static Document part(String[] parts, int index) {
    if (index >= parts.length) {
      return Document.EMPTY;
    }
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(parts[index]));
    } catch (IllegalArgumentException | MalformedJson e) {
      return Document.EMPTY; // That it cannot be read is found by the token's own checks.
    }
  }

  /** The scopes of a text that are not granted. */
  List<String> lacks(Optional<String> wanted) {
    return wanted.stream()
        .flatMap(words -> Arrays.stream(words.split(" ", -1)))
        .filter(word -> !word.isEmpty() && !scope().contains(word))
        .toList();
  }
}
