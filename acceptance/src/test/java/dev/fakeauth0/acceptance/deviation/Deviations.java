package dev.fakeauth0.acceptance.deviation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fakeauth0.acceptance.deviation.Resigning.Alteration;
import java.net.URI;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Twenty-five ways to get Auth0 wrong. */
final class Deviations {

  private static final String AT_CLIENTS = "@clients";
  private static final int HALF_A_DAY = 43_200;

  private Deviations() {}

  /**
   * All of them.
   *
   * @param issuer where the tenant seems to be
   * @param key what altered tokens are signed with
   */
  static List<Deviation> of(URI issuer, SelfSigned key) {
    return Stream.of(
            refusals(),
            grants(issuer, key),
            tokens(key),
            published(issuer),
            management(),
            listings(),
            replays())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Deviation> refusals() {
    String contract = "token-endpoint/refuses-a-wrong-client-secret";
    BiPredicate<Asked, Answer> wrongSecret = refusal(401, "access_denied", "Unauthorized");
    return List.of(
        Deviation.of(
            "a wrong secret is refused with 400",
            contract,
            () -> Behaviours.altering(wrongSecret, answer -> answer.withStatus(400))),
        Deviation.of(
            "a wrong secret is invalid_client, not access_denied",
            contract,
            () -> Behaviours.changing(wrongSecret, error -> error.put("error", "invalid_client"))),
        Deviation.of(
            "a refusal is described in other words",
            contract,
            () ->
                Behaviours.changing(
                    wrongSecret, error -> error.put("error_description", "Wrong secret"))));
  }

  private static List<Deviation> grants(URI issuer, SelfSigned key) {
    return List.of(
        Deviation.of(
            "a grant type is accepted that the client is not allowed",
            "token-endpoint/refuses-a-grant-type-the-client-is-not-allowed",
            () -> Behaviours.granting(issuer, refusal(403, "unauthorized_client", "Grant type"))),
        Deviation.of(
            "a token is granted without a client grant",
            "client-credentials/refuses-a-client-that-has-no-grant-for-the-api",
            () -> Behaviours.granting(issuer, refusal(403, "access_denied", "Client "))),
        Deviation.of(
            "an unknown audience is accepted",
            "client-credentials/refuses-an-audience-that-is-no-api",
            () -> Behaviours.granting(issuer, refusal(403, "access_denied", "Service not found"))),
        Deviation.of(
            "the scope is what was asked for, granted or not",
            "client-credentials/narrows-the-scope-to-what-is-granted",
            () ->
                new Resigning(
                    key,
                    (asked, answer, token) -> {
                      String wanted = asked.parameter("scope");
                      if (!wanted.isEmpty()) {
                        token.claims().put("scope", wanted);
                        answer.put("scope", wanted);
                      }
                    })));
  }

  private static List<Deviation> tokens(SelfSigned key) {
    return List.of(
        claims(
            "gty is missing",
            "client-credentials/names-the-grant-type-with-a-hyphen",
            key,
            claims -> claims.remove("gty")),
        claims(
            "azp is missing",
            "client-credentials/names-the-client-as-authorized-party",
            key,
            claims -> claims.remove("azp")),
        claims(
            "aud is an array of one",
            "client-credentials/names-one-audience-as-text",
            key,
            claims -> {
              JsonNode audience = claims.path("aud");
              if (audience.isTextual()) {
                claims.putArray("aud").add(audience);
              }
            }),
        claims(
            "sub is the client without @clients",
            "client-credentials/names-the-client-as-a-subject-at-clients",
            key,
            claims -> claims.put("sub", withoutEnd(claims.path("sub").asText(), AT_CLIENTS))),
        Deviation.of(
            "the dialects' typ are swapped",
            "client-credentials/writes-rfc-9068-where-the-api-wants-it",
            () ->
                new Resigning(
                    key,
                    (asked, answer, token) -> {
                      boolean plain = token.header().path("typ").asText().equals("JWT");
                      token.header().put("typ", plain ? "at+jwt" : "JWT");
                    })),
        claims(
            "a token ends at another time than expires_in says",
            "client-credentials/ends-the-token-when-the-answer-says",
            key,
            claims -> claims.put("exp", claims.path("exp").asLong() - HALF_A_DAY)),
        claims(
            "the issuer has no slash",
            "client-credentials/names-the-issuer-with-its-slash",
            key,
            claims -> claims.put("iss", withoutEnd(claims.path("iss").asText(), "/"))));
  }

  private static List<Deviation> published(URI issuer) {
    return List.of(
        Deviation.of(
            "the next key is not published",
            "keys/publishes-the-current-key-and-the-next-one",
            () -> Behaviours.changing(Deviations::asksForKeys, set -> keys(set).remove(1))),
        Deviation.of(
            "x5c is the certificate of another key",
            "keys/certifies-each-key-and-no-other",
            () ->
                Behaviours.changing(
                    Deviations::asksForKeys,
                    set ->
                        ((ObjectNode) keys(set).get(0)).set("x5c", keys(set).get(1).get("x5c")))),
        Deviation.of(
            "an endpoint is named that is not served",
            "discovery/serves-every-endpoint-it-names",
            () ->
                Behaviours.changing(
                    Deviations::asksForMetadata,
                    metadata -> metadata.put("userinfo_signing_endpoint", issuer + "nowhere"))));
  }

  private static List<Deviation> management() {
    return List.of(
        Deviation.of(
            "a 401 asks for nothing",
            "management-access/asks-for-a-bearer-token-where-there-is-none",
            () ->
                Behaviours.altering(management(401), answer -> answer.without("WWW-Authenticate"))),
        Deviation.of(
            "a 403 names no scope",
            "management-access/refuses-a-token-without-the-scope-and-names-the-scope",
            () ->
                Behaviours.changing(
                    management(403), error -> error.put("message", "Insufficient scope"))),
        Deviation.of(
            "a 404 has no errorCode",
            "management-not-found/knows-no-such-user",
            () -> Behaviours.changing(management(404), error -> error.remove("errorCode"))),
        Deviation.of(
            "an unknown property is accepted",
            "management-validation/refuses-a-property-it-does-not-know",
            Behaviours::forgettingUnknownProperties),
        Deviation.of(
            "metadata is replaced, not merged",
            "users/adds-new-metadata-to-old",
            Behaviours::replacingMetadata));
  }

  private static List<Deviation> listings() {
    return List.of(
        Deviation.of(
            "totals are off by one",
            "paging/counts-exactly-what-there-is",
            () ->
                Behaviours.changing(
                    (asked, answer) -> asked.target().contains("include_totals"),
                    page -> {
                      if (page.has("total")) {
                        page.put("total", page.get("total").asInt() + 1);
                      }
                    })));
  }

  private static List<Deviation> replays() {
    return List.of(
        Deviation.of(
            "a code is accepted twice",
            "authorization-code/refuses-a-code-the-second-time",
            () -> Behaviours.replaying("authorization_code", "code")),
        Deviation.of(
            "a refresh token is accepted that was rotated away",
            "refresh-token/refuses-a-refresh-token-that-was-rotated-away",
            () -> Behaviours.replaying("refresh_token", "refresh_token")));
  }

  private static Deviation claims(
      String name, String caughtBy, SelfSigned key, Consumer<ObjectNode> change) {
    Alteration alteration = (asked, answer, token) -> change.accept(token.claims());
    return Deviation.of(name, caughtBy, () -> new Resigning(key, alteration));
  }

  private static BiPredicate<Asked, Answer> refusal(int status, String error, String description) {
    return (asked, answer) ->
        asked.isForToken()
            && answer.status() == status
            && answer.member("error").equals(error)
            && answer.member("error_description").startsWith(description);
  }

  private static BiPredicate<Asked, Answer> management(int status) {
    return (asked, answer) -> asked.isForManagement() && answer.status() == status;
  }

  private static boolean asksForKeys(Asked asked, Answer answer) {
    return asked.isFor("GET", "/.well-known/jwks.json");
  }

  private static boolean asksForMetadata(Asked asked, Answer answer) {
    return asked.path().startsWith("/.well-known/o");
  }

  private static ArrayNode keys(ObjectNode set) {
    return (ArrayNode) set.get("keys");
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
