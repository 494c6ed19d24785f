package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_BASIC_CREDENTIALS;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A client's id and secret in the Authorization header (RFC 6749 section 2.3.1: both
 * percent-encoded, then Basic of RFC 7617).
 *
 * @param id the client id, decoded
 * @param secret the client secret, decoded; empty if none was sent
 * @param asSent the client secret before percent-decoding, to find out who forgot to encode
 */
record BasicCredentials(String id, String secret, String asSent) {

  private static final String SCHEME = "Basic ";

  /** The credentials, if there are any; refuses those that cannot be read. */
  static Decision<Optional<BasicCredentials>> of(Headers headers) {
    List<String> sent = headers.all("Authorization");
    if (sent.isEmpty()) {
      return Decision.grant(Optional.empty());
    }
    if (sent.size() > 1) {
      return malformed("there is more than one Authorization header");
    }
    String header = sent.get(0).strip();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return header.equalsIgnoreCase(SCHEME.strip())
          ? malformed("nothing follows the word Basic")
          : Decision.grant(Optional.empty());
    }
    return read(header.substring(SCHEME.length()).strip());
  }

  private static Decision<Optional<BasicCredentials>> read(String encoded) {
    String pair;
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      return malformed("what follows Basic is not Base64");
    } catch (CharacterCodingException e) {
      return malformed("the decoded text is not UTF-8");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return malformed("the decoded text has no colon between id and secret");
    }
    String asSent = pair.substring(colon + 1);
    try {
      return Decision.grant(
          Optional.of(
              new BasicCredentials(
                  FormBody.decode(pair.substring(0, colon)), FormBody.decode(asSent), asSent)));
    } catch (FormBody.Malformed e) {
      return malformed("id or secret is not percent-encoded: " + e.getMessage());
    }
  }

  private static Decision<Optional<BasicCredentials>> malformed(String problem) {
    return Decision.refuse(
        MALFORMED_BASIC_CREDENTIALS
            .because("the Authorization header cannot be read as Basic credentials: %s", problem)
            .fact("problem", problem)
            .remedy(
                "send Authorization: Basic base64(percent-encoded client_id : percent-encoded"
                    + " client_secret), or client_id and client_secret in the body"));
  }

  @Override
  public String toString() {
    return "BasicCredentials[" + id + "]";
  }
}
