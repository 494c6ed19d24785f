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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides secrets in what the journal shows. Passwords, secrets and codes vanish; of a JWT the header
 * and claims stay readable, the signature vanishes, so it explains itself and opens nothing.
 *
 * <p>A name counts however it is written ({@code client%5Fsecret}, {@code clientSecret}). What
 * cannot be taken apart is shown only where it names no secret.
 */
final class Masking {

  private static final String MASK = "*****";

  /** Names whose values vanish, in lower case and letters only. */
  private static final Set<String> SECRETS =
      Set.of(
          "clientsecret",
          "password",
          "newpassword",
          "passwordreset",
          "reenterpassword",
          "loginticket",
          "coverifier",
          "passwordhash",
          "custompasswordhash",
          "refreshtoken",
          "code",
          "codeverifier",
          "otp",
          "oobcode",
          "bindingcode",
          "recoverycode",
          "mfatoken",
          "devicecode",
          "signingsecret",
          "secret",
          "privatekey",
          "registrationaccesstoken",
          "authreqid");

  /** Names of settings that are secret, as the Management API's bodies have them; likewise. */
  private static final Set<String> SETTINGS =
      Set.of(
          "smtppass",
          "apikey",
          "authtoken",
          "secretaccesskey",
          "awssecretaccesskey",
          "connectionstring",
          "skey",
          "p",
          "serverkey",
          "servercredentials",
          "headervalue",
          "datadogapikey",
          "splunktoken",
          "segmentwritekey",
          "mixpanelserviceaccountpassword",
          "httpauthorization",
          "setup");

  /** What tells a secret from others. */
  private static final Set<String> LABELS = Set.of("name", "key", "updated_at");

  private static final Set<String> SETTING = Set.of("key", "value");

  /** Names whose values are tokens, in lower case and letters only. */
  private static final Set<String> TOKENS =
      Set.of(
          "accesstoken",
          "idtoken",
          "clientassertion",
          "subjecttoken",
          "assertion",
          "token",
          "idtokenhint",
          "logouttoken",
          "request");

  /** What may stand before credentials: RFC 7617, 6750, 9449, 7616, 4559. */
  private static final Set<String> SCHEMES =
      Set.of("basic", "bearer", "dpop", "digest", "negotiate");

  private Masking() {}

  static JournalEntry.Request request(Request request) {
    return new JournalEntry.Request(
        request.method(),
        request.path(),
        form(request.query()),
        headers(request.headers()),
        isOfSecrets(request.path()) && request.body().length > 0
            ? MASK
            : body(request.headers(), request.body(), false));
  }

  /** Whether whatever is sent to a path is a secret: of a hook, or a setting of rules. */
  private static boolean isOfSecrets(String path) {
    return path.endsWith("/secrets") || path.contains("/rules-configs/");
  }

  static JournalEntry.Response response(Reply reply) {
    return new JournalEntry.Response(
        reply.status(), headers(reply.headers()), body(reply.headers(), reply.body(), true));
  }

  /** A JSON value with the values of secret members masked. */
  static @Nullable Object value(@Nullable Object json) {
    return json("value", json);
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
        boolean known =
            blank > 0 && SCHEMES.contains(value.substring(0, blank).toLowerCase(Locale.ROOT));
        yield known ? value.substring(0, blank + 1) + token(value.substring(blank + 1)) : MASK;
      }
      case "cookie", "set-cookie" -> MASK;
      case "location", "referer" -> address(value);
      default -> value;
    };
  }

  private static String body(Headers headers, byte[] bytes, boolean ours) {
    if (bytes.length == 0) {
      return "";
    }
    String type = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return form(text);
    }
    if (ours && !type.startsWith("application/json") && !text.startsWith("{")) {
      // Plain words and certificates: what we make of secrets is JSON, whatever its type says
      // (a failure rule may have changed that). A page may carry an answer to a callback.
      return type.startsWith("text/html") ? Pages.masked(text) : text;
    }
    try {
      return Json.text(json("", Json.read(bytes)));
    } catch (MalformedJson e) {
      return namesSecret(text) ? MASK : text;
    }
  }

  /** An address: its query and its fragment may hold codes and tokens. */
  private static String address(String value) {
    int query = value.indexOf('?');
    int fragment = value.indexOf('#');
    int from = query < 0 ? fragment : fragment < 0 ? query : Math.min(query, fragment);
    if (from < 0) {
      return value;
    }
    String rest = value.substring(from + 1);
    int hash = value.charAt(from) == '?' ? rest.indexOf('#') : -1;
    return value.substring(0, from + 1)
        + (hash < 0
            ? form(rest)
            : form(rest.substring(0, hash)) + "#" + form(rest.substring(hash + 1)));
  }

  /** What pages carry to callbacks; not loaded before there is a page. */
  private static final class Pages {

    private static final Pattern FIELD =
        Pattern.compile("name=\"([A-Za-z_]+)\" value=\"([^\"]*)\"");
    private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z_]+)\":\"([^\"]*)\"");

    static String masked(String html) {
      return each(MEMBER, each(FIELD, html));
    }

    private static String each(Pattern pattern, String html) {
      return pattern
          .matcher(html)
          .replaceAll(
              found -> {
                String whole = found.group();
                String value = found.group(2);
                return Matcher.quoteReplacement(
                    value.isEmpty()
                        ? whole
                        : whole.substring(0, whole.length() - value.length() - 1)
                            + text(found.group(1), value)
                            + '"');
              });
    }
  }

  private static @Nullable Object json(String name, @Nullable Object value) {
    String letters = letters(name);
    boolean text = value instanceof String;
    if (value != null && (SECRETS.contains(letters) || (text && SETTINGS.contains(letters)))) {
      return MASK;
    }
    if (value instanceof Map<?, ?> members) {
      // A secret of an action has a name and a value, a setting of rules a key and a value.
      boolean named = letters.equals("secrets") || members.keySet().equals(SETTING);
      Map<String, @Nullable Object> masked = new LinkedHashMap<>();
      members.forEach(
          (key, member) ->
              masked.put(
                  (String) key,
                  named && !LABELS.contains(key) ? MASK : json((String) key, member)));
      return masked;
    }
    if (value instanceof List<?> items) {
      List<@Nullable Object> masked = new ArrayList<>();
      items.forEach(item -> masked.add(json(name, item)));
      return masked;
    }
    // A text that no member names may be anything, and a private key may have any name.
    return value instanceof String word
        ? (name.isEmpty() || word.contains("PRIVATE KEY-----") ? MASK : text(name, word))
        : value;
  }

  private static String form(String encoded) {
    StringBuilder masked = new StringBuilder();
    for (String pair : encoded.split("&", -1)) {
      masked.append(masked.isEmpty() ? "" : "&").append(pair(pair));
    }
    return masked.toString();
  }

  private static String pair(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return namesSecret(pair) && !secret(letters(decoded(pair))) ? MASK : pair;
    }
    String name = decoded(pair.substring(0, equals));
    String value = pair.substring(equals + 1);
    // A form whose pairs were put together wrongly hides a secret in another's name or value.
    boolean inValue = namesSecret(value) && decoded(value).indexOf('=') >= 0;
    boolean inName = namesSecret(name) && !oneWord(name);
    return inValue || inName ? MASK : pair.substring(0, equals + 1) + text(name, value);
  }

  private static String text(String name, String value) {
    String letters = letters(name);
    if (SECRETS.contains(letters)) {
      return MASK;
    }
    return TOKENS.contains(letters) ? token(value) : value;
  }

  private static boolean namesSecret(String text) {
    String letters = letters(decoded(text));
    return SECRETS.stream().anyMatch(letters::contains)
        || TOKENS.stream().anyMatch(letters::contains);
  }

  private static boolean oneWord(String name) {
    return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.%".indexOf(c) >= 0);
  }

  private static boolean secret(String letters) {
    return SECRETS.contains(letters) || TOKENS.contains(letters);
  }

  /** A name as it is compared: lower case, letters only. */
  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character >= 'a' && character <= 'z') {
        letters.append(character);
      } else if (character >= 'A' && character <= 'Z') {
        letters.append((char) (character + ('a' - 'A')));
      }
    }
    return letters.toString();
  }

  private static String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded; // Not percent-encoding after all: compared as it is.
    }
  }

  private static String token(String value) {
    int last = value.lastIndexOf('.');
    boolean jwt = value.chars().filter(character -> character == '.').count() == 2;
    return jwt ? value.substring(0, last + 1) + MASK : MASK;
  }
}
