package dev.fakeauth0.acceptance.deviation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alters the tokens that are granted, signs them with a key of its own and publishes that key in
 * the place of the tenant's: a contract that fails does so for what was altered, not for the
 * signature. The tenant gets its own tokens back.
 */
final class Resigning implements Behaviour {

  /** What is done to a token before it is signed. */
  @FunctionalInterface
  interface Alteration {

    /** Leaves tokens as they are. */
    Alteration NONE = (asked, answer, token) -> {};

    /** Alters a token, or the answer it is in. */
    void alter(Asked asked, ObjectNode answer, SignedToken token);
  }

  private final SelfSigned key;
  private final Alteration alteration;
  private final Map<String, String> originals = new LinkedHashMap<>();

  Resigning(SelfSigned key, Alteration alteration) {
    this.key = key;
    this.alteration = alteration;
  }

  @Override
  public Answer answer(Asked asked, Upstream tenant) throws Exception {
    Answer answer = tenant.send(asked.replacing(this::original));
    if (asked.path().equals("/.well-known/jwks.json")) {
      return withOwnKey(answer);
    }
    return asked.isForToken() && answer.json() instanceof ObjectNode members
        ? answer.withJson(resigned(asked, members))
        : answer;
  }

  private Answer withOwnKey(Answer answer) {
    return answer.changing(
        set -> {
          if (set.path("keys") instanceof ArrayNode keys && keys.get(0) instanceof ObjectNode own) {
            own.put("n", key.modulus());
            own.putArray("x5c").add(key.certificateBase64());
            own.put("x5t", key.thumbprint());
          }
        });
  }

  private ObjectNode resigned(Asked asked, ObjectNode members) throws Exception {
    for (String name : List.of("access_token", "id_token")) {
      String text = members.path(name).asText();
      SignedToken token = SignedToken.read(text).orElse(null);
      if (token != null) {
        alteration.alter(asked, members, token);
        if (token.claims().has("at_hash")) {
          token.claims().put("at_hash", hash(members.path("access_token").asText()));
        }
        String altered = token.signedBy(key);
        originals.put(altered, text);
        members.put(name, altered);
      }
    }
    return members;
  }

  private String original(String text) {
    String replaced = text;
    for (Map.Entry<String, String> one : originals.entrySet()) {
      replaced = replaced.replace(one.getKey(), one.getValue());
    }
    return replaced;
  }

  /** OpenID Connect Core 1.0 section 3.1.3.6: the left half of the digest. */
  private static String hash(String token) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(digest, digest.length / 2));
  }
}
