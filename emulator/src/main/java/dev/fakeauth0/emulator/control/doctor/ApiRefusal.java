package dev.fakeauth0.emulator.control.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an API refused a call, read from its answer and from the token that was sent: the words that
 * Spring Security, express-oauth2-jwt-bearer, jose, PyJWT and their like use, which name a claim or
 * the key; and, where an API says nothing, what in the token APIs stumble over.
 */
final class ApiRefusal {

  private final Web.Answered answer;
  private final Challenge challenge;
  private final Optional<ShownToken> token;
  private final String words;

  private ApiRefusal(Web.Answered answer, Optional<ShownToken> token) {
    this.answer = answer;
    this.challenge = Challenge.of(answer);
    this.token = token;
    this.words =
        (challenge.parameter("error_description").orElse("") + " " + answer.text())
            .toLowerCase(Locale.ROOT);
  }

  /** What is wrong, by the look of the answer. */
  static Mistake judge(Web.Answered answer, Optional<ShownToken> token) {
    ApiRefusal refusal = new ApiRefusal(answer, token);
    Mistake mistake = refusal.judge().fact("status", answer.status());
    return mistake.fact(
        "www_authenticate",
        refusal.challenge.text().isEmpty() ? "(none)" : refusal.challenge.text());
  }

  private Mistake judge() {
    if (answer.status() == 403) {
      return scope();
    }
    if (answer.status() != 401) {
      return Mistake.of("api-fails", "the API answers %d where it should decide", answer.status())
          .remedy(
              "read the API's own log: a token that cannot be read, or keys that cannot be fetched,"
                  + " must end in a 401");
    }
    if (says("decrypt", "jwe", "encrypted")) {
      return encrypted();
    }
    if (says("retrieve", "fetch", "timed out", "connection", "unreachable")) {
      return Mistake.of("api-lacks-keys", "the API cannot fetch the issuer's keys")
          .fact("iss", issuer())
          .remedy("from where the API runs, open %s.well-known/jwks.json", issuer())
          .remedy(
              "inside a container localhost is the container: give the API an issuer and a JWKS"
                  + " address that it can reach, and trust the issuer's certificate there");
    }
    if (says("typ ", "typ)", "'typ'", "\"typ\"", "(type)", "token type")) {
      return type();
    }
    if (says("expired", "\"exp\"", "'exp'", "exp claim")) {
      return time();
    }
    if (says("not before", "\"nbf\"", "'nbf'", "used before", "not yet valid", "iat claim")) {
      return notYet();
    }
    if (says("\"iss\"", "'iss'", "iss claim", "issuer")) {
      return issuerMistake();
    }
    if (says("\"aud\"", "'aud'", "aud claim", "audience")) {
      return audience();
    }
    if (says("unsecured", "alg none", "algorithm of none")) {
      return Mistake.of("api-rejects-algorithm", "the API refuses a token that is not signed")
          .fact("alg", header("alg"))
          .remedy("send a token of the token endpoint; the API is right");
    }
    if (says("matching key", "applicable key", "signing key", "kid", "no key", "jwk")) {
      return key();
    }
    if (says("algorithm", "\"alg\"", "'alg'")) {
      return algorithm();
    }
    if (says("signature")) {
      return Mistake.of("api-rejects-signature", "the API finds that the signature does not match")
          .fact("alg", header("alg"))
          .fact("kid", header("kid"))
          .remedy(
              "send the token as it was issued, whole and unchanged; look for what cuts or"
                  + " re-encodes it on the way")
          .remedy("if the API verifies with a fixed key, give it the JWKS address in its place");
    }
    if (says("no bearer", "missing", "not found", "no token", "malformed")) {
      return Mistake.of("api-sees-no-token", "the API does not find a token it can read")
          .remedy(
              "send it as \"Authorization: Bearer TOKEN\", with the word once; look for a proxy that"
                  + " takes the header away");
    }
    return silent();
  }

  private Mistake scope() {
    Optional<String> wanted = challenge.parameter("scope");
    List<String> missing = token.map(seen -> seen.lacks(wanted)).orElse(List.of());
    Mistake mistake =
        Mistake.of(
            "api-wants-scope",
            "%s",
            missing.isEmpty()
                ? wanted
                    .map(
                        all ->
                            "the API asks for "
                                + all
                                + ", and the token has it: the API reads"
                                + " it from elsewhere")
                    .orElse(
                        "the API accepts the token and misses a scope or permission in it, without"
                            + " saying which")
                : "the API asks for the scope "
                    + String.join(" ", missing)
                    + ", and the token does not have it");
    mistake = wanted.isPresent() ? mistake.fact("wanted", wanted.get()) : mistake;
    mistake = token.isPresent() ? mistake.fact("scope", token.get().scope()) : mistake;
    if (!missing.isEmpty()) {
      return mistake
          .remedy(
              "grant the scope (dashboard: Applications > APIs > the API > Machine to Machine"
                  + " Applications; seed: clientGrants[].scope) and ask for a new token")
          .remedy("where users call, assign the permission, or ask for the scope at login");
    }
    return mistake
        .remedy(
            "compare with what the API checks: in Spring hasAuthority(\"SCOPE_read:x\") reads scope;"
                + " permissions need a converter for the claim permissions")
        .remedy("grant the scope or permission to the client or user, and ask for a new token");
  }

  private Mistake issuerMistake() {
    boolean slash = issuer().endsWith("/");
    return Mistake.of(
            "api-rejects-issuer",
            "%s",
            slash
                ? "the API is configured with another issuer than " + issuer()
                : "the token's issuer has no slash at its end, and the API expects it")
        .fact("iss", issuer())
        .remedy(
            "configure the issuer exactly as the discovery document has it, %s",
            slash ? "with the slash at its end: " + issuer() : issuer() + "/")
        .remedy(
            "a custom domain, and in FakeAuth0 each listener, is an issuer of its own: fetch the"
                + " token by the name the API is configured with");
  }

  private Mistake audience() {
    return Mistake.of("api-rejects-audience", "the API expects another audience")
        .fact("aud", token.map(ShownToken::audiences).orElse(List.of()))
        .remedy(
            "compare the API's configured audience with aud to the letter: scheme, stage, slash at"
                + " the end")
        .remedy("or ask for the token with the identifier that the API is configured with");
  }

  private Mistake time() {
    return Mistake.of("api-rejects-time", "the API finds that the token has expired")
        .fact("exp", seconds("exp"))
        .remedy("ask for a new token; keep one until shortly before expires_in ends, no longer")
        .remedy(
            "if it should still be good, compare clocks: the API's, and the emulator's (GET"
                + " /__admin/clock), which may be set or frozen");
  }

  private Mistake notYet() {
    return Mistake.of("api-rejects-time", "the API finds that the token is not valid yet")
        .fact("iat", seconds("iat"))
        .fact("nbf", seconds("nbf"))
        .remedy("set the API's clock right, and allow a skew of a minute")
        .remedy("see whether the emulator's clock was set ahead: GET /__admin/clock");
  }

  private Mistake key() {
    if (header("alg").startsWith("HS")) {
      return algorithm();
    }
    return Mistake.of(
            "api-rejects-key",
            "the API does not know the key %s that signed the token",
            header("kid"))
        .fact("kid", header("kid"))
        .fact("alg", header("alg"))
        .remedy(
            "compare the API's JWKS address with %s.well-known/jwks.json: it may be that of another"
                + " tenant",
            issuer())
        .remedy(
            "if keys were rotated, or the emulator was started anew, the API has kept an old JWKS:"
                + " fetch it again on an unknown kid, past caches");
  }

  private Mistake algorithm() {
    boolean shared = header("alg").startsWith("HS");
    return Mistake.of(
            "api-rejects-algorithm",
            "%s",
            shared
                ? "the token is signed with HS256, and the API verifies by the JWKS, which has no key"
                    + " for it"
                : "the API does not accept the algorithm " + header("alg"))
        .fact("alg", header("alg"))
        .remedy(
            shared
                ? "set the API to RS256: dashboard, APIs > Settings > Signing Algorithm; seed,"
                    + " signing_alg; or give the API its signing secret"
                : "let the API accept RS256, and set the tenant's API to RS256");
  }

  private Mistake type() {
    return Mistake.of(
            "api-rejects-type", "the API does not accept the token type %s", header("typ"))
        .fact("typ", header("typ"))
        .remedy(
            header("typ").equalsIgnoreCase("at+jwt")
                ? "tell the API to expect at+jwt: in Spring Security 6.5 and later validateType(false)"
                    + " and JwtValidators.createAtJwtValidator()"
                : "tell the API to expect JWT, or set the tenant's API to the RFC 9068 profile")
        .remedy(
            "or change the API's token dialect: dashboard, APIs > Settings > Token Profile; seed,"
                + " token_dialect");
  }

  private Mistake encrypted() {
    boolean opaque = header("alg").equals("dir");
    return Mistake.of(
            opaque ? "api-sees-opaque-token" : "api-cannot-decrypt",
            "%s",
            opaque
                ? "the token is opaque: it was asked for without an audience, so no API can read it"
                : "the API cannot decrypt the token")
        .fact("alg", header("alg"))
        .remedy(
            opaque
                ? "ask for the token with audience=<identifier of the API>"
                : "give the API its private key, or switch token encryption off for the API");
  }

  /** An API that does not say why: what in this token APIs stumble over, the commonest first. */
  private Mistake silent() {
    if (token.isPresent()) {
      if (header("alg").equals("dir") || header("alg").startsWith("RSA-")) {
        return encrypted();
      }
      if (header("alg").startsWith("HS")) {
        return algorithm();
      }
      if (header("typ").equalsIgnoreCase("at+jwt")) {
        return type();
      }
    }
    Mistake mistake =
        Mistake.of(
            "api-refuses",
            "the API does not accept the token, though the tenant stands by it, and does not say"
                + " why");
    if (token.isPresent() && !issuer().isEmpty()) {
      mistake = mistake.fact("iss", issuer()).fact("aud", token.get().audiences());
    }
    return mistake
        .remedy(
            "compare the API's configured issuer (slash at its end) and audience with those of the"
                + " checks issuer and audience")
        .remedy(
            "see that the API reads the JWKS of this issuer, and anew when it meets an unknown kid")
        .remedy("raise the log level of the API's token validation: it knows the reason");
  }

  private boolean says(String... parts) {
    for (String part : parts) {
      if (words.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private String issuer() {
    return token.map(ShownToken::issuer).orElse("");
  }

  private String header(String name) {
    return token.map(seen -> seen.header(name)).orElse("unknown");
  }

  private String seconds(String claim) {
    return token
        .flatMap(seen -> seen.claims().number(claim))
        .map(at -> java.time.Instant.ofEpochSecond(at).toString())
        .orElse("absent");
  }
}
