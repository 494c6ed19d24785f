package dev.fakeauth0.emulator.password;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A hash in the form of the Password Hashing Competition: {@code
 * $id$v=19$name=number,..$salt$hash}, where version and parameters may be left out, and salt and
 * hash are base64 without padding.
 *
 * @param id the function
 * @param numbers the parameters, the version {@code v} among them
 * @param salt the salt
 * @param hash the hash
 */
record PhcString(String id, Map<String, Integer> numbers, byte[] salt, byte[] hash) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PhcString of(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split("\\$", -1)));
    if (parts.size() < 4 || !parts.get(0).isEmpty()) {
      throw new IllegalArgumentException("no hash in PHC form");
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String part : parts.subList(2, parts.size() - 2)) {
      for (String pair : part.split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("a parameter without a value");
        }
        numbers.put(pair.substring(0, equals), Integer.valueOf(pair.substring(equals + 1)));
      }
    }
    return new PhcString(
        parts.get(1),
        numbers,
        CustomPasswordHash.base64(parts.get(parts.size() - 2)),
        CustomPasswordHash.base64(parts.get(parts.size() - 1)));
  }

  int number(String name, int otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }
}
