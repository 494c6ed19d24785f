package dev.fakeauth0.acceptance.deviation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * A token as it can be altered: its header and its claims.
 *
 * @param header the header
 * @param claims the claims
 */
record SignedToken(ObjectNode header, ObjectNode claims) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Reads one that is signed with RS256; empty if it is anything else. */
  static Optional<SignedToken> read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      SignedToken token = new SignedToken(part(parts[0]), part(parts[1]));
      return Optional.of(token).filter(one -> "RS256".equals(one.header.path("alg").asText()));
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty(); // Some other text with two dots in it.
    }
  }

  /** It as text, signed with a key. */
  String signedBy(SelfSigned key) throws Exception {
    String content = encoded(header) + "." + encoded(claims);
    return content + "." + ENCODER.encodeToString(key.sign(content.getBytes(UTF_8)));
  }

  private static ObjectNode part(String encoded) throws IOException {
    return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(encoded));
  }

  private static String encoded(ObjectNode json) {
    return ENCODER.encodeToString(Asked.written(json).getBytes(UTF_8));
  }
}
