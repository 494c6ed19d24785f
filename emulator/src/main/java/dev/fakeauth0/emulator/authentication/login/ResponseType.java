package dev.fakeauth0.emulator.authentication.login;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an authorization request wants at its callback (RFC 6749 section 3.1.1; OAuth 2.0 Multiple
 * Response Type Encoding Practices, section 3). The order of the words does not matter.
 *
 * @param code a code
 * @param token an access token
 * @param idToken an ID token
 */
public record ResponseType(boolean code, boolean token, boolean idToken) {

  private static final Set<String> WORDS = Set.of("code", "token", "id_token");

  /** The type of a parameter's value; none for one that nobody knows. */
  static Optional<ResponseType> of(String sent) {
    List<String> words = Arrays.asList(sent.split(" ", -1));
    Set<String> different = new HashSet<>(words);
    return WORDS.containsAll(different) && different.size() == words.size()
        ? Optional.of(
            new ResponseType(
                different.contains("code"),
                different.contains("token"),
                different.contains("id_token")))
        : Optional.empty();
  }

  /** Whether tokens come by the front channel, so that the answer is a fragment by default. */
  public boolean frontChannel() {
    return token || idToken;
  }

  /** The words, in Auth0's order. */
  public String wireName() {
    List<String> words = new ArrayList<>(3);
    if (code) {
      words.add("code");
    }
    if (idToken) {
      words.add("id_token");
    }
    if (token) {
      words.add("token");
    }
    return String.join(" ", words);
  }
}
