package dev.fakeauth0.contracts.auth0;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of everything that is told. It learns those it sees go by; tokens are known by
 * their form.
 */
final class Masking {

  private static final String MASK = "*****";
  private static final int SHORTEST = 6;
  private static final Set<String> MEMBERS =
      Set.of(
          "access_token",
          "client_assertion",
          "client_secret",
          "code_verifier",
          "device_code",
          "id_token",
          "mfa_token",
          "oob_code",
          "password",
          "recovery_code",
          "refresh_token",
          "secret",
          "signing_secret",
          "token",
          "totp_secret");
  private static final Pattern MEMBER =
      Pattern.compile("\"(" + String.join("|", MEMBERS) + ")\"\\s*+:\\s*+\"([^\"]*+)\"");
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+(?:\\.[\\w-]*){2,4}");

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** Learns a secret. */
  void learn(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }

  /** Learns those among parameters that are secrets by their name. */
  void learn(Map<String, ?> parameters) {
    parameters.forEach(
        (name, value) -> {
          // A code is a secret in a request; in an answer it is the name of an error.
          if (MEMBERS.contains(name) || name.equals("code")) {
            learn(String.valueOf(value));
          }
        });
  }

  /** Learns the secrets in a JSON body. */
  void learnFrom(String body) {
    MEMBER.matcher(body).results().forEach(found -> learn(found.group(2)));
  }

  /** The text without them. */
  String mask(String text) {
    String masked = JWT.matcher(text).replaceAll("eyJ" + MASK);
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
