package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.pipeline.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of a {@code multipart/form-data} body by name (RFC 7578). */
final class Multipart {

  private Multipart() {}

  /** The parts; empty if the body is no form of this kind. */
  static Optional<Map<String, byte[]>> parts(Request request) {
    Optional<String> boundary = boundary(request.header("Content-Type").orElse(""));
    if (boundary.isEmpty()) {
      return Optional.empty();
    }
    // One character a byte, so that places in the text are places in the bytes.
    String body = new String(request.body(), StandardCharsets.ISO_8859_1);
    String delimiter = "--" + boundary.get();
    Map<String, byte[]> parts = new LinkedHashMap<>();
    int at = body.indexOf(delimiter);
    while (at >= 0) {
      int start = at + delimiter.length();
      int next = body.indexOf("\r\n" + delimiter, start);
      int head = body.indexOf("\r\n\r\n", start);
      if (next < 0 || head < 0 || head > next) {
        break;
      }
      Optional<String> name = name(body.substring(start, head));
      if (name.isPresent()) {
        parts.put(
            name.get(),
            body.substring(Math.min(head + 4, next), next).getBytes(StandardCharsets.ISO_8859_1));
      }
      at = next + 2;
    }
    return Optional.of(parts);
  }

  private static Optional<String> boundary(String contentType) {
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return Optional.empty();
    }
    return parameter(contentType, "boundary");
  }

  private static Optional<String> name(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        return parameter(line, "name");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> parameter(String field, String name) {
    for (String part : field.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = part.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return Optional.of(quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return Optional.empty();
  }
}
