package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.journal.JournalEntry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides secrets in what the journal shows. Passwords, secrets and codes vanish; of a JWT the header
 * and claims stay readable, the signature vanishes, so it explains itself and opens nothing.
 */
final class Masking {

  private static final String MASK = "*****";

  private static final Set<String> SECRETS =
      Set.of(
          "client_secret",
          "password",
          "new_password",
          "refresh_token",
          "code",
          "code_verifier",
          "otp",
          "oob_code",
          "binding_code",
          "recovery_code",
          "mfa_token",
          "device_code",
          "signing_secret",
          "secret",
          "private_key",
          "registration_access_token",
          "auth_req_id");

  private static final Set<String> TOKENS =
      Set.of(
          "access_token",
          "id_token",
          "client_assertion",
          "subject_token",
          "assertion",
          "token",
          "id_token_hint");

  private Masking() {}

  static JournalEntry.Request request(Request request) {
    return new JournalEntry.Request(
        request.method(),
        request.path(),
        form(request.query()),
        headers(request.headers()),
        body(request.headers(), request.body()));
  }

  static JournalEntry.Response response(Reply reply) {
    return new JournalEntry.Response(
        reply.status(), headers(reply.headers()), body(reply.headers(), reply.body()));
  }

  private static Map<String, String> headers(Headers headers) {
    Map<String, String> masked = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : headers.fields()) {
      masked.merge(
          field.getKey(), header(field.getKey(), field.getValue()), (a, b) -> a + ", " + b);
    }
    return masked;
  }

  private static String header(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "authorization", "proxy-authorization" -> {
        int blank = value.indexOf(' ');
        yield blank < 0 ? MASK : value.substring(0, blank + 1) + token(value.substring(blank + 1));
      }
      case "cookie", "set-cookie" -> MASK;
      default -> value;
    };
  }

  private static String body(Headers headers, byte[] bytes) {
    if (bytes.length == 0) {
      return "";
    }
    String type = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return form(text);
    }
    try {
      return Json.text(json("", Json.read(bytes)));
    } catch (MalformedJson e) {
      // A text that cannot be taken apart is shown only where it cannot hold a secret.
      return !type.startsWith("application/x-pem-file") && mentionsSecret(text) ? MASK : text;
    }
  }

  private static boolean mentionsSecret(String text) {
    return SECRETS.stream().anyMatch(text::contains) || TOKENS.stream().anyMatch(text::contains);
  }

  private static @Nullable Object json(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> masked = new LinkedHashMap<>();
      members.forEach((key, member) -> masked.put((String) key, json((String) key, member)));
      return masked;
    }
    if (value instanceof List<?> items) {
      List<@Nullable Object> masked = new ArrayList<>();
      items.forEach(item -> masked.add(json(name, item)));
      return masked;
    }
    if (value instanceof String text) {
      return text(name, text);
    }
    return value != null && SECRETS.contains(name) ? MASK : value;
  }

  private static String form(String encoded) {
    StringBuilder masked = new StringBuilder();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      masked.append(masked.isEmpty() ? "" : "&");
      masked.append(
          equals < 0
              ? pair
              : pair.substring(0, equals + 1)
                  + text(plain(pair.substring(0, equals)), pair.substring(equals + 1)));
    }
    return masked.toString();
  }

  private static String plain(String name) {
    try {
      return name.indexOf('%') < 0 ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return name;
    }
  }

  private static String text(String name, String value) {
    if (SECRETS.contains(name)) {
      return MASK;
    }
    return TOKENS.contains(name) ? token(value) : value;
  }

  private static String token(String value) {
    int last = value.lastIndexOf('.');
    boolean jwt = value.chars().filter(character -> character == '.').count() == 2;
    return jwt ? value.substring(0, last + 1) + MASK : MASK;
  }
}
