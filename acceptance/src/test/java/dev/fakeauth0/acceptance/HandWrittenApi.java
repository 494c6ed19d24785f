package dev.fakeauth0.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.contracts.ProtectedApi;
import dev.fakeauth0.contracts.Reply;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An API whose verifier somebody wrote by hand: right, but for the holes it is given. Each hole is
 * one that was found in the field.
 */
final class HandWrittenApi implements ProtectedApi {

  /** What is wrong with it. */
  enum Hole {
    /** Takes the algorithm from the token, none included. */
    ALG_FROM_TOKEN,
    /** Hands the public key to whichever algorithm the token names. */
    PUBLIC_KEY_AS_SECRET,
    /** Fetches keys from where the token says. */
    KEYS_FROM_JKU,
    /** Takes the key that comes along. */
    KEY_FROM_TOKEN,
    /** Opens the file of the key's name. */
    KEY_ID_IS_A_FILE,
    /** Never looks at aud. */
    ANY_AUDIENCE,
    /** Never looks at exp. */
    NO_EXPIRY,
    /** Looks for the scope anywhere in the text. */
    SCOPE_BY_SUBSTRING
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long SKEW = 30;

  private final URI issuer;
  private final String audience;
  private final String scope;
  private final Set<Hole> holes = EnumSet.noneOf(Hole.class);
  private final Map<String, PublicKey> keys = new HashMap<>();

  HandWrittenApi(URI issuer, String audience, String scope, Hole... holes) {
    this.issuer = issuer;
    this.audience = audience;
    this.scope = scope;
    this.holes.addAll(List.of(holes));
  }

  /** A refusal, thrown by whoever finds the reason. */
  private static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String challenge;

    Refused(int status, String error) {
      super(error);
      this.status = status;
      this.challenge = error.isEmpty() ? "Bearer" : "Bearer error=\"" + error + "\"";
    }
  }

  @Override
  public boolean startAfresh() {
    keys.clear();
    return true;
  }

  @Override
  public Reply send(Optional<String> authorization) {
    try {
      check(authorization.orElseThrow(() -> new Refused(401, "")));
      return new Reply(200, Map.of(), "[]");
    } catch (Refused refused) {
      return new Reply(refused.status, Map.of("WWW-Authenticate", List.of(refused.challenge)), "");
    }
  }

  private void check(String authorization) throws Refused {
    String[] words = authorization.split(" ", -1);
    if (words.length != 2 || !words[0].equalsIgnoreCase("Bearer") || words[1].length() > 8192) {
      throw new Refused(401, "invalid_request");
    }
    JsonNode claims = verified(words[1]);
    long now = Instant.now().getEpochSecond();
    boolean good =
        issuer.toString().equals(claims.path("iss").asText())
            && (holes.contains(Hole.ANY_AUDIENCE) || texts(claims.path("aud")).contains(audience))
            && (holes.contains(Hole.NO_EXPIRY)
                || (claims.path("exp").isNumber() && claims.path("exp").asLong() + SKEW > now))
            && claims.path("nbf").asLong(0) - SKEW <= now
            && claims.path("iat").asLong(0) - SKEW <= now;
    if (!good) {
      throw new Refused(401, "invalid_token");
    }
    String granted = claims.path("scope").asText("");
    boolean may =
        holes.contains(Hole.SCOPE_BY_SUBSTRING)
            ? granted.contains(scope)
            : List.of(granted.split(" ", -1)).contains(scope);
    if (!may) {
      throw new Refused(403, "insufficient_scope");
    }
  }

  private JsonNode verified(String token) throws Refused {
    try {
      String[] parts = token.split("\\.", -1);
      JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
      byte[] input = (parts[0] + "." + parts[1]).getBytes(UTF_8);
      if (parts.length != 3 || !fits(header, input, Base64.getUrlDecoder().decode(parts[2]))) {
        throw new Refused(401, "invalid_token");
      }
      return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new Refused(401, "invalid_token");
    }
  }

  private boolean fits(JsonNode header, byte[] input, byte[] signature)
      throws IOException, GeneralSecurityException, Refused {
    String algorithm = header.path("alg").asText();
    String kid = header.path("kid").asText();
    if (algorithm.equalsIgnoreCase("none")) {
      return holes.contains(Hole.ALG_FROM_TOKEN);
    }
    if (algorithm.equals("HS256") && kid.startsWith("/") && holes.contains(Hole.KEY_ID_IS_A_FILE)) {
      byte[] content = Files.readAllBytes(Path.of(kid));
      return MessageDigest.isEqual(
          signature, hmac(content.length == 0 ? new byte[] {0} : content, input));
    }
    if (algorithm.equals("HS256") && holes.contains(Hole.PUBLIC_KEY_AS_SECRET)) {
      return MessageDigest.isEqual(signature, hmac(key(kid).getEncoded(), input));
    }
    if (!algorithm.equals("RS256")) {
      return false;
    }
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(keyOf(header, kid));
    verifier.update(input);
    return verifier.verify(signature);
  }

  private PublicKey keyOf(JsonNode header, String kid)
      throws IOException, GeneralSecurityException, Refused {
    if (header.has("jwk") && holes.contains(Hole.KEY_FROM_TOKEN)) {
      return rsa(header.path("jwk"));
    }
    if (header.has("jku") && holes.contains(Hole.KEYS_FROM_JKU)) {
      for (JsonNode key : fetched(URI.create(header.path("jku").asText())).path("keys")) {
        if (key.path("kid").asText().equals(kid)) {
          return rsa(key);
        }
      }
    }
    return key(kid);
  }

  private PublicKey key(String kid) throws IOException, GeneralSecurityException, Refused {
    if (!keys.containsKey(kid)) {
      for (JsonNode key : fetched(issuer.resolve(".well-known/jwks.json")).path("keys")) {
        keys.put(key.path("kid").asText(), rsa(key));
      }
    }
    PublicKey key = keys.get(kid);
    if (key == null) {
      throw new Refused(401, "invalid_token");
    }
    return key;
  }

  private static JsonNode fetched(URI document) throws IOException {
    try {
      HttpResponse<String> answer =
          HTTP.send(HttpRequest.newBuilder(document).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(document + " answers " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static PublicKey rsa(JsonNode key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
  }

  private static BigInteger number(JsonNode text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText()));
  }

  private static byte[] hmac(byte[] secret, byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(input);
  }

  private static Set<String> texts(JsonNode value) {
    Set<String> texts = new HashSet<>();
    if (value.isArray()) {
      value.forEach(item -> texts.add(item.asText()));
    } else {
      texts.add(value.asText());
    }
    return texts;
  }
}
