package dev.fakeauth0.contracts;

import static dev.fakeauth0.contracts.ProtectedApiCase.*;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.ContractRun.Examination;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends an API every token that can be wrong, and judges what it answers. Tokens that a stranger
 * could write are forged here; those that only the tenant can sign are minted on demand. {@link
 * ProtectedApiContract} is the same as JUnit tests.
 */
public final class ProtectedApiExamination {

  private static final String NAME = "Protected API";
  private static final int HUGE = 64 * 1024;
  private static final Duration SOON = Duration.ofSeconds(5);

  private final FakeAuth0 auth0;
  private final ProtectedApi api;
  private final ProtectedApiSettings settings;
  private final StrangersKey strangersKey = new StrangersKey();
  private Optional<TokenReading> example = Optional.empty();

  private ProtectedApiExamination(
      FakeAuth0 auth0, ProtectedApi api, ProtectedApiSettings settings) {
    this.auth0 = auth0;
    this.api = api;
    this.settings = settings;
  }

  /**
   * Examines an API that trusts a tenant.
   *
   * @param auth0 the tenant; failures are forced there for a while, keys rotated and revoked
   * @throws IllegalStateException if the API cannot be called at all
   */
  public static ContractReport examine(
      FakeAuth0 auth0, ProtectedApi api, ProtectedApiSettings settings) {
    return run(auth0, api, settings).examineAll();
  }

  static ContractRun<ProtectedApiCase> run(
      FakeAuth0 auth0, ProtectedApi api, ProtectedApiSettings settings) {
    return new ContractRun<>(
        NAME, new ProtectedApiExamination(auth0, api, settings).cases(), settings::weigh);
  }

  private Map<ProtectedApiCase, Examination> cases() {
    Map<ProtectedApiCase, Examination> cases = new EnumMap<>(ProtectedApiCase.class);
    cases.put(GOOD_TOKEN, seen -> takes(seen, "a good token", good()));
    cases.put(EXTRA_AUDIENCES, this::extraAudiences);
    cases.put(NO_HEADER, seen -> refuses(NO_HEADER, seen, "no header", Optional.empty()));
    cases.put(WRONG_SCHEME, this::wrongScheme);
    cases.put(EMPTY_TOKEN, this::emptyToken);
    cases.put(TWO_TOKENS, this::twoTokens);
    cases.put(GARBAGE, this::garbage);
    cases.put(OPAQUE_TOKEN, seen -> refusesDefect(OPAQUE_TOKEN, seen, "opaque"));
    cases.put(ENCRYPTED_TOKEN, seen -> refusesDefect(ENCRYPTED_TOKEN, seen, "encrypted"));
    cases.put(KEY_CONFUSION, this::keyConfusion);
    cases.put(HS256_SECRET, this::hs256Secret);
    cases.put(ALG_NONE, this::algNone);
    cases.put(UNKNOWN_KEY, this::unknownKey);
    cases.put(NO_KEY_ID, this::noKeyId);
    cases.put(KEY_ID_AS_PATH, this::keyIdAsPath);
    cases.put(KEY_ID_AS_SQL, this::keyIdAsSql);
    cases.put(JKU_HEADER, this::jkuHeader);
    cases.put(X5U_HEADER, this::x5uHeader);
    cases.put(JWK_HEADER, this::jwkHeader);
    cases.put(BAD_SIGNATURE, this::badSignature);
    cases.put(STRIPPED_SIGNATURE, this::strippedSignature);
    cases.put(EXPIRED, seen -> refusesDefect(EXPIRED, seen, "expired"));
    cases.put(EXPIRED_BEYOND_LEEWAY, this::expiredBeyondLeeway);
    cases.put(JUST_EXPIRED, this::justExpired);
    cases.put(NOT_YET_VALID, seen -> refusesDefect(NOT_YET_VALID, seen, "not-yet-valid"));
    cases.put(ISSUED_IN_THE_FUTURE, this::issuedInTheFuture);
    cases.put(WRONG_ISSUER, this::wrongIssuer);
    cases.put(ISSUER_WITHOUT_SLASH, this::issuerWithoutSlash);
    cases.put(OTHER_TENANT, this::otherTenant);
    cases.put(WRONG_AUDIENCE, seen -> refusesDefect(WRONG_AUDIENCE, seen, "wrong-audience"));
    cases.put(SIMILAR_AUDIENCE, this::similarAudience);
    cases.put(ID_TOKEN, this::idToken);
    cases.put(MANAGEMENT_TOKEN, this::managementToken);
    cases.put(MISSING_EXPIRY, seen -> refusesWithout(MISSING_EXPIRY, seen, "exp"));
    cases.put(MISSING_ISSUER, seen -> refusesWithout(MISSING_ISSUER, seen, "iss"));
    cases.put(MISSING_AUDIENCE, seen -> refusesWithout(MISSING_AUDIENCE, seen, "aud"));
    cases.put(MISSING_CLAIM, this::missingClaim);
    cases.put(MISSING_SCOPE, this::missingScope);
    cases.put(SIMILAR_SCOPE, this::similarScope);
    cases.put(HUGE_TOKEN, this::hugeToken);
    cases.put(TENANTS_KEY_OTHER_ID, seen -> tellsDefect(seen, "unknown-key"));
    cases.put(TENANTS_KEY_NO_ID, seen -> tellsDefect(seen, "no-key-id"));
    cases.put(ROTATED_KEY, this::rotatedKey);
    cases.put(RETIRED_KEY, this::retiredKey);
    cases.put(KEYS_DOWN_LATER, this::keysDownLater);
    cases.put(KEYS_DOWN_AT_FIRST_USE, this::keysDownAtFirstUse);
    return cases;
  }

  private void extraAudiences(Observations seen) throws Exception {
    List<String> both = List.of(audience(), settings.issuer().orElse(auth0.issuer()) + "userinfo");
    takes(seen, "aud " + both, mint(settings.good().claim("aud", both)));
  }

  private void wrongScheme(Observations seen) throws Exception {
    String token = good();
    for (String value : List.of("Basic YTpi", "Basic " + token, "Token " + token, token)) {
      String scheme = value.equals(token) ? "no scheme" : value.split(" ", 2)[0];
      judge(WRONG_SCHEME, seen, scheme, send(Optional.of(value)), true);
    }
  }

  private void emptyToken(Observations seen) throws Exception {
    for (String value : List.of("Bearer", "Bearer ", "")) {
      judge(EMPTY_TOKEN, seen, "\"" + value + "\"", send(Optional.of(value)), true);
    }
  }

  private void twoTokens(Observations seen) throws Exception {
    String good = good();
    String forged = forgery().signed(Map.of("kid", StrangersKey.KID));
    for (String value :
        List.of(
            "Bearer " + good + ", Bearer " + forged,
            "Bearer " + forged + ", Bearer " + good,
            "Bearer " + good + " " + forged)) {
      String order = value.startsWith("Bearer " + good) ? "good one first" : "forged one first";
      judge(TWO_TOKENS, seen, order, send(Optional.of(value)), true);
    }
  }

  private void garbage(Observations seen) throws Exception {
    for (String token :
        List.of("garbage", "a.b.c", "..", "null", "{}", "e30.e30.e30", "%00", "a".repeat(2000))) {
      String shown = token.length() > 20 ? token.length() + " letters" : "\"" + token + "\"";
      judge(GARBAGE, seen, shown, send(bearer(token)), true);
    }
  }

  private void keyConfusion(Observations seen) throws Exception {
    ForgedTokens forged = forgery();
    for (PublishedKeys.Shape shape : keys().shapes()) {
      String token = forged.hs256(Map.of(), shape.bytes());
      refuses(KEY_CONFUSION, seen, "the secret being " + shape.name(), bearer(token));
    }
  }

  private void hs256Secret(Observations seen) throws Exception {
    ForgedTokens forged = forgery();
    for (String secret : List.of("secret", "changeme", "your-256-bit-secret", "\0", audience())) {
      String token = forged.hs256(Map.of(), secret.getBytes(StandardCharsets.UTF_8));
      String shown = secret.equals("\0") ? "nothing" : "\"" + secret + "\"";
      refuses(HS256_SECRET, seen, "the secret being " + shown, bearer(token));
    }
    refusesDefect(HS256_SECRET, seen, "hs256");
  }

  private void algNone(Observations seen) throws Exception {
    ForgedTokens forged = forgery();
    for (String none : List.of("none", "None", "NONE", "nOnE", "none ", "")) {
      String token = forged.unsigned(none, signature -> "");
      refuses(ALG_NONE, seen, "alg \"" + none + "\", no signature", bearer(token));
    }
    refuses(
        ALG_NONE,
        seen,
        "alg \"none\", a signature",
        bearer(forged.unsigned("none", signature -> signature)));
    refusesDefect(ALG_NONE, seen, "alg-none");
  }

  private void unknownKey(Observations seen) throws Exception {
    String token = forgery().signed(Map.of("kid", StrangersKey.KID));
    refuses(UNKNOWN_KEY, seen, "a stranger's key under a kid of its own", bearer(token));
  }

  private void noKeyId(Observations seen) throws Exception {
    refuses(NO_KEY_ID, seen, "no kid", bearer(forgery().signedWithoutKeyId()));
    String empty = forgery().signed(Map.of("kid", ""));
    refuses(NO_KEY_ID, seen, "an empty kid", bearer(empty));
  }

  private void keyIdAsPath(Observations seen) throws Exception {
    ForgedTokens forged = forgery();
    // The content of an empty file is the empty key; HMAC pads keys with zeros, so this one is it.
    byte[] empty = {0};
    for (String kid :
        List.of("/dev/null", "../../../../../../../../dev/null", "file:///dev/null")) {
      refuses(KEY_ID_AS_PATH, seen, "kid " + kid, bearer(forged.hs256(Map.of("kid", kid), empty)));
    }
    String token = forged.signed(Map.of("kid", "../../../../etc/passwd%00"));
    refuses(KEY_ID_AS_PATH, seen, "kid ../../../../etc/passwd%00", bearer(token));
  }

  private void keyIdAsSql(Observations seen) throws Exception {
    ForgedTokens forged = forgery();
    byte[] chosen = "chosen".getBytes(StandardCharsets.UTF_8);
    for (String kid :
        List.of("x' UNION SELECT 'chosen' -- ", "x' OR '1'='1", "x'; DROP TABLE keys; --")) {
      refuses(KEY_ID_AS_SQL, seen, "kid " + kid, bearer(forged.hs256(Map.of("kid", kid), chosen)));
    }
  }

  private void jkuHeader(Observations seen) throws Exception {
    try (StrangersServer server = strangersServer()) {
      for (String kid : List.of(StrangersKey.KID, currentKid())) {
        Map<String, ?> header = Map.of("jku", server.jwksUri(), "kid", kid);
        refuses(JKU_HEADER, seen, "jku, " + told(kid), bearer(forgery().signed(header)));
      }
      unvisited(seen, server, "jku");
    }
  }

  private void x5uHeader(Observations seen) throws Exception {
    try (StrangersServer server = strangersServer()) {
      for (String kid : List.of(StrangersKey.KID, currentKid())) {
        Map<String, ?> header = Map.of("x5u", server.certificateUri(), "kid", kid);
        refuses(X5U_HEADER, seen, "x5u, " + told(kid), bearer(forgery().signed(header)));
      }
      unvisited(seen, server, "x5u");
    }
  }

  private void jwkHeader(Observations seen) throws Exception {
    for (String kid : List.of(StrangersKey.KID, currentKid())) {
      Map<String, ?> jwk = Map.of("jwk", strangersKey.jwk(kid), "kid", kid);
      refuses(JWK_HEADER, seen, "jwk, " + told(kid), bearer(forgery().signed(jwk)));
      Map<String, ?> x5c = Map.of("x5c", List.of(strangersKey.certificate()), "kid", kid);
      refuses(JWK_HEADER, seen, "x5c, " + told(kid), bearer(forgery().signed(x5c)));
    }
  }

  private void badSignature(Observations seen) throws Exception {
    refusesDefect(BAD_SIGNATURE, seen, "bad-signature");
    refuses(BAD_SIGNATURE, seen, "another subject", bearer(forgery().promoted()));
    String stolen = forgery().signed(Map.of("kid", currentKid()));
    refuses(BAD_SIGNATURE, seen, "a stranger's key under the tenant's kid", bearer(stolen));
  }

  private void strippedSignature(Observations seen) throws Exception {
    refuses(STRIPPED_SIGNATURE, seen, "nothing after the dot", bearer(forgery().stripped(true)));
    refuses(STRIPPED_SIGNATURE, seen, "two parts", bearer(forgery().stripped(false)));
  }

  private void expiredBeyondLeeway(Observations seen) throws Exception {
    Duration ago = settings.largestLeeway().plusSeconds(30);
    refuses(EXPIRED_BEYOND_LEEWAY, seen, "expired " + ago.toSeconds() + " s ago", expired(ago));
  }

  private void justExpired(Observations seen) throws Exception {
    Optional<Duration> leeway = settings.leeway();
    Reply reply = send(expired(SOON)).reply();
    boolean taken = taken(reply);
    String what = "a token that expired " + SOON.toSeconds() + " s ago";
    if (leeway.isEmpty()) {
      if (taken) {
        seen.taste("takes " + what);
      }
    } else if (taken != leeway.get().compareTo(SOON) > 0) {
      seen.flaw(
          (taken ? "takes " : "refuses ")
              + what
              + " with a leeway of "
              + leeway.get().toSeconds()
              + " s");
    }
  }

  private void issuedInTheFuture(Observations seen) throws Exception {
    long ahead = auth0.clock().now().plus(Duration.ofDays(365)).getEpochSecond();
    String token = mint(settings.good().claim("iat", ahead).claim("exp", ahead + 3600));
    if (taken(send(bearer(token)).reply())) {
      seen.taste("takes a token that was issued in a year's time");
    }
  }

  private void wrongIssuer(Observations seen) throws Exception {
    for (String issuer :
        List.of(
            "https://another-tenant.eu.auth0.com/",
            issuer() + "evil/",
            issuer().replace("://", "://evil."))) {
      String token = mint(settings.good().claim("iss", issuer));
      refuses(WRONG_ISSUER, seen, "iss " + issuer, bearer(token));
    }
  }

  private void issuerWithoutSlash(Observations seen) throws Exception {
    String issuer = issuer();
    String token = mint(settings.good().claim("iss", issuer.substring(0, issuer.length() - 1)));
    judge(ISSUER_WITHOUT_SLASH, seen, "iss without its slash", send(bearer(token)), false);
  }

  private void otherTenant(Observations seen) throws Exception {
    try (StrangersServer server = strangersServer()) {
      for (String kid : List.of(StrangersKey.KID, currentKid())) {
        String token = forgery().signed(Map.of("kid", kid), Map.of("iss", server.issuer()));
        refuses(OTHER_TENANT, seen, "a tenant of a stranger's, " + told(kid), bearer(token));
      }
      unvisited(seen, server, "iss");
    }
  }

  private void similarAudience(Observations seen) throws Exception {
    String own = audience();
    for (String audience :
        List.of(own + ".evil.example", own + "s", own.substring(0, own.length() - 1), "*", "")) {
      String token = mint(settings.good().claim("aud", audience));
      refuses(SIMILAR_AUDIENCE, seen, "aud \"" + audience + "\"", bearer(token));
    }
    String others = mint(settings.good().claim("aud", List.of("https://one", "https://other")));
    refuses(SIMILAR_AUDIENCE, seen, "two other audiences", bearer(others));
  }

  private void idToken(Observations seen) throws Exception {
    TokenReading good = example();
    String client = good.text("azp").or(() -> good.text("client_id")).orElse("client");
    TokenSpec spec = settings.good();
    for (String gone : List.of("scope", "permissions", "gty", "azp", "client_id", "jti")) {
      spec = without(spec, gone);
    }
    String token =
        mint(
            spec.claim("aud", client)
                .claim("sub", "auth0|ada")
                .claim("nonce", "n-0S6_WzA2Mj")
                .claim("sid", "a-session")
                .claim("email", "ada@example.com")
                .claim("email_verified", true));
    refuses(ID_TOKEN, seen, "aud " + client + ", the client", bearer(token));
  }

  private void managementToken(Observations seen) throws Exception {
    TokenSpec spec =
        TokenSpec.any()
            .audience(auth0.managementAudience())
            .scope("read:users", "update:users")
            .claim("iss", issuer());
    refuses(MANAGEMENT_TOKEN, seen, "the Management API's", bearer(mint(spec)));
  }

  private void missingClaim(Observations seen) throws Exception {
    if (settings.claims().isEmpty()) {
      throw new NotExamined("say which claims the API needs: settings().requiring(\"org_id\")");
    }
    for (String claim : settings.claims()) {
      refusesWithout(MISSING_CLAIM, seen, claim);
    }
  }

  private void missingScope(Observations seen) throws Exception {
    String scope = scope();
    refusesScope(MISSING_SCOPE, seen, "another scope", scoped("delete:everything"));
    TokenSpec none = without(without(settings.good(), "scope"), "permissions");
    refusesScope(MISSING_SCOPE, seen, "no scope at all, not " + scope, mint(none));
  }

  private void similarScope(Observations seen) throws Exception {
    String scope = scope();
    for (String similar :
        List.of(
            scope + "s",
            scope + ":own",
            "x" + scope,
            scope.substring(0, scope.length() - 1),
            scope.replace(':', '.'))) {
      refusesScope(SIMILAR_SCOPE, seen, "scope " + similar, scoped(similar));
    }
  }

  private void hugeToken(Observations seen) throws Exception {
    String token =
        forgery().signed(Map.of("kid", currentKid()), Map.of("padding", "x".repeat(HUGE)));
    Answer answer = send(bearer(token));
    int status = answer.reply().status();
    // Servers cut off what is too long for them: by a status of their own, or by hanging up.
    if (answer.came() && status != 413 && status != 431) {
      judge(HUGE_TOKEN, seen, HUGE / 1024 + " kB, badly signed", answer, true);
    }
    takes(seen, "a good token after it", good());
  }

  private void rotatedKey(Observations seen) throws Exception {
    takes(seen, "a token before the rotation", good());
    rotate();
    takes(seen, "a token after the rotation", good());
  }

  private void retiredKey(Observations seen) throws Exception {
    String old = good();
    String kid = currentKid();
    if (!api.startAfresh()) {
      throw new NotExamined("the API may keep keys for a while: implement startAfresh()");
    }
    rotate();
    revoke(kid);
    startAfresh();
    refuses(RETIRED_KEY, seen, "signed before its key was revoked", bearer(old));
    takes(seen, "a token of the key that followed", good());
  }

  private void keysDownLater(Observations seen) throws Exception {
    String good = good();
    takes(seen, "a good token before the outage", good);
    String forged = forgery().signed(Map.of("kid", "not-" + currentKid()));
    whileKeysAreDown(
        () -> {
          takes(seen, "a good token during the outage", good);
          closed(seen, "a forged token during the outage", forged);
        });
    takes(seen, "a good token after the outage", good);
  }

  private void keysDownAtFirstUse(Observations seen) throws Exception {
    String good = good();
    String forged = forgery().signed(Map.of("kid", StrangersKey.KID));
    String unsigned = forgery().unsigned("none", signature -> "");
    AtomicBoolean started = new AtomicBoolean();
    whileKeysAreDown(
        () -> {
          started.set(startedWithoutKeys(seen));
          if (started.get()) {
            closed(seen, "a good token that it cannot verify", good);
            closed(seen, "a forged token", forged);
            closed(seen, "an unsigned token", unsigned);
          }
        });
    if (!started.get()) {
      startAfresh();
    }
    takes(seen, "a good token after the outage", good);
  }

  /** An API that does not start without keys lets nobody in either. */
  private boolean startedWithoutKeys(Observations seen) throws Exception {
    boolean can;
    try {
      can = api.startAfresh();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      seen.taste("does not start while it cannot get its keys: " + e);
      return false;
    }
    if (!can) {
      throw new NotExamined("the API has its keys already: implement startAfresh()");
    }
    return true;
  }

  private void whileKeysAreDown(ForcedFailures.Work work) throws Exception {
    new ForcedFailures(auth0.failures()).during("jwks-unavailable", work);
  }

  private void startAfresh() throws Exception {
    if (!api.startAfresh()) {
      throw new IllegalStateException("startAfresh() worked before, and does no more");
    }
  }

  /** What an API without keys answers is open, but it is no welcome. */
  private void closed(Observations seen, String what, String token) throws Exception {
    Answer answer = send(bearer(token));
    if (taken(answer.reply())) {
      seen.hole("lets in " + what);
    } else if (answer.came() && answer.reply().status() < 400) {
      seen.flaw("answers " + answer.reply().status() + " to " + what);
    }
  }

  private void takes(Observations seen, String what, String token) throws Exception {
    Answer answer = send(bearer(token));
    if (!taken(answer.reply())) {
      seen.flaw("does not take " + what + ": " + answer.told());
    }
  }

  private void refusesDefect(ProtectedApiCase about, Observations seen, String defect)
      throws Exception {
    String token = mint(settings.good().defect(defect));
    refuses(about, seen, "signed by the tenant, " + defect, bearer(token));
  }

  private void tellsDefect(Observations seen, String defect) throws Exception {
    if (taken(send(bearer(mint(settings.good().defect(defect)))).reply())) {
      seen.taste("takes a token of the tenant's key, " + defect);
    }
  }

  private void refusesWithout(ProtectedApiCase about, Observations seen, String claim)
      throws Exception {
    refuses(about, seen, "no " + claim, bearer(mint(without(settings.good(), claim))));
  }

  private void refuses(
      ProtectedApiCase about, Observations seen, String what, Optional<String> authorization)
      throws Exception {
    judge(about, seen, what, send(authorization), false);
  }

  /** A refusal for scope is 403: a new token of the same kind would not help (RFC 6750, 3.1). */
  private void refusesScope(ProtectedApiCase about, Observations seen, String what, String token)
      throws Exception {
    Answer answer = send(bearer(token));
    judge(about, seen, what, answer, false);
    if (answer.reply().status() == 401) {
      seen.flaw(what + " is answered with 401, which has clients fetch the same token again");
    }
    Optional<String> error = answer.reply().bearer().flatMap(one -> one.parameter("error"));
    if (error.isPresent() && !error.get().equals("insufficient_scope")) {
      seen.flaw(what + " is called " + error.get() + ", not insufficient_scope");
    }
  }

  /**
   * Judges an answer that is to be a refusal.
   *
   * @param malformed whether the request itself is wrong, so that 400 will do (RFC 6750 section
   *     3.1)
   */
  private void judge(
      ProtectedApiCase about, Observations seen, String what, Answer answer, boolean malformed) {
    if (!answer.came()) {
      seen.flaw("gives no answer to " + what + ": " + answer.told());
      return;
    }
    Reply reply = answer.reply();
    if (taken(reply)) {
      seen.note(about.weight(), "lets in: " + what);
    } else if (!settings.refuses(reply.status()) && !(malformed && reply.status() == 400)) {
      seen.flaw("answers " + reply.status() + ", not 401: " + what);
    } else if (settings.challenges() && reply.status() == 401 && reply.bearer().isEmpty()) {
      seen.flaw("refuses without a challenge, WWW-Authenticate: Bearer: " + what);
    }
  }

  private static void unvisited(Observations seen, StrangersServer server, String member) {
    List<String> visits = server.visits();
    if (!visits.isEmpty()) {
      seen.flaw("went to the address in " + member + " of a token nobody signed: " + visits);
    }
  }

  private static boolean taken(Reply reply) {
    return reply.status() >= 200 && reply.status() < 300;
  }

  private Answer send(Optional<String> authorization) throws Exception {
    try {
      return new Answer(api.send(authorization), Optional.empty());
    } catch (IOException e) {
      return new Answer(Answer.NONE, Optional.of(e.toString()));
    }
  }

  /**
   * What came back.
   *
   * @param reply the answer; {@link #NONE} if none came
   * @param trouble why none came
   */
  private record Answer(Reply reply, Optional<String> trouble) {

    static final Reply NONE = new Reply(0, Map.of(), "");

    boolean came() {
      return trouble.isEmpty();
    }

    String told() {
      return trouble.orElseGet(
          () -> reply.status() + reply.header("WWW-Authenticate").map(is -> ", " + is).orElse(""));
    }
  }

  private Optional<String> expired(Duration ago) {
    long end = auth0.clock().now().minus(ago).getEpochSecond();
    return bearer(mint(settings.good().claim("iat", end - 3600).claim("exp", end)));
  }

  private String scoped(String scope) {
    TokenReading good = example();
    TokenSpec spec = settings.good().scope(scope);
    return mint(good.claims().containsKey("permissions") ? spec.permissions(scope) : spec);
  }

  private String scope() throws NotExamined {
    return settings
        .scope()
        .orElseThrow(
            () ->
                new NotExamined("say which scope it asks for: settings().scope(\"read:orders\")"));
  }

  private String good() {
    return mint(settings.good());
  }

  private String mint(TokenSpec spec) {
    return auth0.token(spec).accessToken();
  }

  private static TokenSpec without(TokenSpec spec, String claim) {
    return spec.claim(claim, null);
  }

  private ForgedTokens forgery() {
    return new ForgedTokens(example(), strangersKey);
  }

  private String issuer() {
    return settings.issuer().orElse(auth0.issuer()).toString();
  }

  /** The API's own identifier: the first audience of a good token. */
  private String audience() {
    return example().list("aud").get(0);
  }

  private String currentKid() {
    return example().headerText("kid").orElse("");
  }

  /** A good token to learn from, of the current key. */
  private TokenReading example() {
    TokenReading reading = example.orElseGet(() -> TokenReading.of(good()));
    example = Optional.of(reading);
    return reading;
  }

  private void rotate() {
    auth0.rotateKeys();
    example = Optional.empty();
  }

  private static String told(String kid) {
    return kid.equals(StrangersKey.KID) ? "a kid of its own" : "the tenant's kid";
  }

  private StrangersServer strangersServer() throws IOException {
    return new StrangersServer(strangersKey, currentKid());
  }

  private PublishedKeys keys() {
    return PublishedKeys.of(URI.create(issuer()), auth0.sslContext());
  }

  private static Optional<String> bearer(String token) {
    return Optional.of("Bearer " + token);
  }

  /** As an administrator does it (Management API, "Revoke an Application Signing Key by kid"). */
  private void revoke(String kid) throws Exception {
    URI key = URI.create(auth0.managementAudience() + "keys/signing/" + kid + "/revoke");
    TokenSpec administrator =
        TokenSpec.any().audience(auth0.managementAudience()).scope("update:signing_keys");
    HttpRequest request =
        HttpRequest.newBuilder(key)
            .timeout(PublishedKeys.PATIENCE)
            .header("Authorization", "Bearer " + mint(administrator))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(auth0.sslContext())
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "the tenant does not revoke " + kid + ": " + answer.statusCode() + " " + answer.body());
    }
  }
}
