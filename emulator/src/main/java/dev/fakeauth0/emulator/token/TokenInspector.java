package dev.fakeauth0.emulator.token;

import static dev.fakeauth0.refusal.RefusalReason.INSUFFICIENT_SCOPE;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_TOKEN;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what an access token is worth at a tenant and, if it would be refused, why and what would
 * pass. The checks of RFC 9068 section 4 and RFC 7519 section 7.2 in the order in which a resource
 * server makes them; those that can still be made after one failed are made. Pure; it changes
 * nothing, and a token that passes was not necessarily issued by this process.
 */
public final class TokenInspector {

  /**
   * What the token is wanted for.
   *
   * @param audience the API it is shown to; empty: whichever it names
   * @param scope the scopes it should have
   */
  public record Wanted(Optional<String> audience, List<String> scope) {

    /** Nothing in particular. */
    public static final Wanted ANYTHING = new Wanted(Optional.empty(), List.of());

    /** Copies its collection. */
    public Wanted {
      scope = List.copyOf(scope);
    }
  }

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final KnownTenant tenant;
  private final Wanted wanted;
  private final boolean idToken;
  private final Instant now;
  private final List<TokenInspection.Check> checks = new ArrayList<>();
  private @Nullable Diagnosis diagnosis;
  private Document read = Document.EMPTY;

  private TokenInspector(KnownTenant tenant, Wanted wanted, boolean idToken, Instant now) {
    this.tenant = tenant;
    this.wanted = wanted;
    this.idToken = idToken;
    this.now = now;
  }

  /**
   * Inspects a token.
   *
   * @param token the token as it was pasted or sent
   * @param tenant the tenant it is to be good at
   * @param wanted what it is wanted for
   * @param now the tenant's time
   */
  public static TokenInspection inspect(
      String token, KnownTenant tenant, Wanted wanted, Instant now) {
    return new TokenInspector(tenant, wanted, false, now).inspection(token);
  }

  /**
   * Inspects a token that should say who logged in at one of the tenant's clients (OpenID Connect
   * Core 1.0 section 3.1.3.7): its audience is a client, and it names a user.
   *
   * @param token the token as it was sent
   * @param tenant the tenant that should have issued it
   * @param now the tenant's time
   */
  public static TokenInspection inspectIdToken(String token, KnownTenant tenant, Instant now) {
    return new TokenInspector(tenant, Wanted.ANYTHING, true, now).inspection(token);
  }

  private TokenInspection inspection(String token) {
    inspect(token);
    return new TokenInspection(checks, Optional.ofNullable(diagnosis), read);
  }

  private void inspect(String sent) {
    String token = unwrapped(sent);
    String[] parts = token.split("\\.", -1);
    switch (parts.length) {
      case 3 -> signed(token, parts);
      case 5 -> encrypted(token, parts);
      default -> formless(token);
    }
  }

  /** The token without what is often copied along with it. */
  private String unwrapped(String sent) {
    String token = sent.strip();
    if (token.regionMatches(true, 0, "Bearer ", 0, 7)) {
      fail(
          "format",
          "the word Bearer stands in front of it",
          INVALID_TOKEN
              .because("the word Bearer is part of the token that was sent")
              .remedy(
                  "send \"Authorization: Bearer TOKEN\" with the word once, and paste the token"
                      + " alone"));
      return token.substring(7).strip();
    }
    if (token.length() > 1 && token.startsWith("\"") && token.endsWith("\"")) {
      fail(
          "format",
          "it stands in quotation marks",
          INVALID_TOKEN
              .because("the token that was sent stands in quotation marks")
              .remedy("take access_token out of the JSON answer as a string, without its quotes"));
      return token.substring(1, token.length() - 1);
    }
    return token;
  }

  private void formless(String token) {
    noJwt(
        token.isEmpty()
            ? "there is none"
            : token.startsWith("v1.")
                ? "it has the form of a refresh token"
                : token.indexOf('.') < 0
                    ? "it is an opaque string"
                    : "it has " + token.split("\\.", -1).length + " parts where a JWT has 3");
  }

  private void noJwt(String what) {
    fail(
        "format",
        what,
        INVALID_TOKEN
            .because("the token is no JWT: %s", what)
            .remedy(
                "send the access_token of the token endpoint's answer, whole and unchanged; to get"
                    + " a JWT, ask with the audience of an API"));
  }

  private void encrypted(String token, String[] parts) {
    Document header = json(parts[0]).orElse(Document.EMPTY);
    String algorithm = header.string("alg", "");
    if (algorithm.equals("dir")) {
      Optional<Document> opened = tenant.opened(token);
      fail(
          "format",
          "it is an opaque access token (JWE, dir, "
              + header.string("enc", "")
              + ") of "
              + header.string("iss", "an unnamed issuer")
              + (opened.isPresent() ? ", of this tenant" : "")
              + ": good at /userinfo and nowhere else",
          INVALID_TOKEN
              .because(
                  "the token is opaque: no audience was asked for when it was issued, so it is"
                      + " meant for /userinfo alone, only the tenant can open it, and no key of"
                      + " the JWKS fits (it has no kid)")
              .fact("alg", "dir")
              .fact("iss", header.string("iss", ""))
              .remedy("ask for the token with audience=<identifier of the API>")
              .remedy(
                  "or set a default audience: dashboard, Settings > General > API Authorization"
                      + " Settings; in the seed, tenant.default_audience")
              .remedy("for a machine, use the client_credentials grant: its tokens are JWTs"));
    } else if (algorithm.startsWith("RSA-")) {
      fail(
          "format",
          "it is encrypted for its API (JWE, " + algorithm + ", " + header.string("enc", "") + ")",
          INVALID_TOKEN
              .because("the token is encrypted for its API, which alone can open it")
              .fact("alg", algorithm)
              .fact("kid", header.string("kid", ""))
              .remedy("decrypt it with the API's private key; the signed JWT is inside")
              .remedy(
                  "or turn encryption off: dashboard, APIs > Settings > JSON Web Encryption (JWE);"
                      + " in the seed, the API's token_encryption"));
    } else {
      formless(token);
    }
  }

  private void signed(String token, String[] parts) {
    Optional<Document> header = json(parts[0]);
    Optional<Document> claims = json(parts[1]);
    if (header.isEmpty() || claims.isEmpty()) {
      noJwt(
          "its "
              + (header.isEmpty() ? "header" : "payload")
              + " is not a JSON object in base64url, so it was cut or changed");
      return;
    }
    read = claims.get();
    pass("format", "a signed JWT, typ " + header.get().string("typ", "absent"));
    if (algorithm(header.get())) {
      signature(token, parts, header.get(), claims.get());
    }
    issuer(claims.get());
    time(claims.get());
    if (idToken) {
      clientAsAudience(claims.get());
      user(claims.get());
      return;
    }
    audience(claims.get());
    scope(claims.get());
    client(claims.get());
    claims
        .get()
        .string("org_id")
        .ifPresent(
            organization ->
                pass(
                    "organization",
                    organization
                        + claims
                            .get()
                            .string("org_name")
                            .map(name -> " (" + name + ")")
                            .orElse("")));
  }

  private boolean algorithm(Document header) {
    String algorithm = header.string("alg", "absent");
    if (CompactJws.ALGORITHMS.contains(algorithm)) {
      pass(
          "algorithm",
          algorithm.equals("HS256")
              ? "HS256, with the API's signing secret: an API that verifies by the JWKS refuses it;"
                  + " give it the secret, or set the API to RS256"
              : algorithm);
      return true;
    }
    boolean none = algorithm.equalsIgnoreCase("none");
    fail(
        "algorithm",
        none ? "none: the token is not signed" : algorithm + " is no algorithm of a tenant",
        INVALID_TOKEN
            .because(
                none
                    ? "the token is not signed (alg none), so anybody can have made it"
                    : "the token is signed with an algorithm that no tenant uses")
            .fact("alg", algorithm)
            .remedy("accept RS256 only, and get the token from the token endpoint"));
    return false;
  }

  private void signature(String token, String[] parts, Document header, Document claims) {
    String algorithm = header.string("alg", "");
    if (algorithm.equals("HS256")) {
      sharedSecret(token, parts, claims);
      return;
    }
    Optional<String> kid = header.string("kid");
    if (kid.isEmpty()) {
      fail(
          "key",
          "the header has no kid",
          INVALID_TOKEN
              .because("the token's header has no kid, so no key of the JWKS can be looked up")
              .fact("alg", algorithm)
              .fact("published", tenant.kids())
              .remedy("get the token from the token endpoint: its RS256 tokens name their key"));
      return;
    }
    KnownTenant.KeyStanding standing = tenant.key(kid.get());
    if (standing instanceof KnownTenant.KeyStanding.Verifies verifying) {
      pass("key", kid.get() + " is one of the tenant's");
      if (verifies(token, verifying.key())) {
        pass("signature", "good");
      } else {
        fail(
            "signature",
            "it does not match",
            INVALID_TOKEN
                .because("the signature does not match: the token was changed after it was signed")
                .fact("alg", algorithm)
                .fact("kid", kid.get())
                .remedy("send the token as it was issued; look for what cuts or re-encodes it"));
      }
    } else {
      fail("key", standing(kid.get(), standing), unusableKey(kid.get(), standing, claims));
    }
  }

  private static String standing(String kid, KnownTenant.KeyStanding standing) {
    if (standing instanceof KnownTenant.KeyStanding.Revoked revoked) {
      return kid + " was revoked at " + revoked.at();
    }
    if (standing instanceof KnownTenant.KeyStanding.Foreign foreign) {
      return kid + " is a key of tenant " + foreign.tenant();
    }
    return kid + " is not in the JWKS";
  }

  private Diagnosis unusableKey(String kid, KnownTenant.KeyStanding standing, Document claims) {
    String issuer = claims.string("iss", "");
    if (standing instanceof KnownTenant.KeyStanding.Revoked revoked) {
      return INVALID_TOKEN
          .because("the token was signed with a key that was revoked since")
          .fact("kid", kid)
          .fact("revoked_at", revoked.at().toString())
          .remedy("ask for a new token");
    }
    if (standing instanceof KnownTenant.KeyStanding.Foreign foreign) {
      return INVALID_TOKEN
          .because("the token is of tenant %s: this tenant has no such key", foreign.tenant())
          .fact("kid", kid)
          .fact("iss", issuer)
          .fact("other_tenant", foreign.tenant())
          .remedy("ask the tenant that the API trusts, %s, for the token", accepted());
    }
    boolean ours = tenant.issuers().contains(issuer);
    return INVALID_TOKEN
        .because(
            "%s",
            ours
                ? "the token names this tenant as issuer and a key it does not have"
                : "the token is of another tenant: neither its key nor its issuer is known here")
        .fact("kid", kid)
        .fact("iss", issuer)
        .fact("published", tenant.kids())
        .remedy(
            ours
                ? "ask for a new token: keys change when the emulator starts anew, and the old"
                    + " tokens with them"
                : "ask the tenant that the API trusts, " + accepted() + ", for the token");
  }

  private void sharedSecret(String token, String[] parts, Document claims) {
    Optional<ResourceServer> api =
        audiences(claims).stream().flatMap(audience -> tenant.api(audience).stream()).findFirst();
    Optional<String> secret =
        api.filter(found -> found.signingAlgorithm().equals("HS256"))
            .flatMap(ResourceServer::signingSecret);
    if (secret.isEmpty()) {
      fail(
          "key",
          api.isPresent()
              ? "the API signs with " + api.get().signingAlgorithm() + ", not HS256"
              : "HS256 needs the signing secret of its API, which is not known here",
          INVALID_TOKEN
              .because(
                  "the token is signed with HS256, and %s",
                  api.isPresent()
                      ? "its API signs with " + api.get().signingAlgorithm()
                      : "no API with such a secret is known by its audience")
              .fact("aud", audiences(claims))
              .remedy(
                  "verify HS256 with the API's signing secret, not the JWKS; or set the API to"
                      + " RS256: dashboard, APIs > Settings > Signing Algorithm; in the seed,"
                      + " signing_alg"));
      return;
    }
    pass("key", "the signing secret of " + api.get().identifier());
    byte[] expected =
        CompactJws.authenticated(
            token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
            secret.get().getBytes(StandardCharsets.UTF_8));
    if (bytes(parts[2]).map(sent -> MessageDigest.isEqual(expected, sent)).orElse(false)) {
      pass("signature", "good");
    } else {
      fail(
          "signature",
          "it does not match the API's signing secret",
          INVALID_TOKEN
              .because("the signature does not match the API's signing secret")
              .fact("alg", "HS256")
              .remedy("use the secret the API has now; it is used as text, not as base64"));
    }
  }

  private void issuer(Document claims) {
    String issuer = claims.string("iss", "");
    if (tenant.issuers().contains(issuer)) {
      pass("issuer", issuer);
      return;
    }
    boolean slash = tenant.issuers().contains(issuer + "/");
    fail(
        "issuer",
        issuer.isEmpty()
            ? "there is no iss"
            : issuer + (slash ? " lacks its final slash" : " is not an issuer of this tenant"),
        INVALID_TOKEN
            .because(
                "%s",
                slash
                    ? "the token's issuer lacks the slash that ends it at Auth0"
                    : "the token was issued by somebody else than this tenant")
            .fact("iss", issuer)
            .fact("accepted", List.copyOf(tenant.issuers()))
            .remedy("get the token from %s, and configure the issuer exactly so", accepted()));
  }

  private void time(Document claims) {
    Optional<Long> expiry = claims.number("exp");
    if (expiry.isEmpty()) {
      fail(
          "time",
          "there is no exp",
          INVALID_TOKEN
              .because("the token never expires: it has no exp")
              .remedy("get the token from the token endpoint"));
      return;
    }
    Instant expires = Instant.ofEpochSecond(expiry.get());
    if (!expires.isAfter(now)) {
      fail(
          "time",
          "it expired at " + expires + ", " + Duration.between(expires, now) + " ago",
          INVALID_TOKEN
              .because("the token has expired")
              .fact("exp", expires.toString())
              .fact("now", now.toString())
              .remedy("ask for a new token; a client should do so shortly before expires_in ends")
              .remedy(
                  "for longer ones: dashboard, APIs > Settings > Maximum Access Token Lifetime; in"
                      + " the seed, token_lifetime"));
      return;
    }
    Optional<Instant> begins =
        claims
            .number("nbf")
            .or(() -> claims.number("iat").map(issued -> issued - CLOCK_SKEW.toSeconds()))
            .map(Instant::ofEpochSecond);
    if (begins.isPresent() && begins.get().isAfter(now)) {
      fail(
          "time",
          "it is not valid before " + begins.get(),
          INVALID_TOKEN
              .because("the token is not valid yet: the clocks differ, or it was dated ahead")
              .fact("not_before", begins.get().toString())
              .fact("now", now.toString())
              .remedy("set the clocks right; the emulator's is set with PUT /__admin/clock"));
      return;
    }
    pass("time", "good until " + expires);
  }

  private void audience(Document claims) {
    List<String> audiences = audiences(claims);
    if (wanted.audience().isPresent()) {
      wantedAudience(audiences, wanted.audience().get());
      return;
    }
    if (!tenant.complete() || audiences.stream().anyMatch(name -> tenant.api(name).isPresent())) {
      pass("audience", String.join(" ", audiences));
      return;
    }
    unknownAudience(audiences);
  }

  private void clientAsAudience(Document claims) {
    List<String> audiences = audiences(claims);
    if (idToken(audiences)) {
      pass("audience", "client " + named(audiences));
      return;
    }
    fail(
        "audience",
        "it is for " + named(audiences) + ", which is no client: no ID token",
        INVALID_TOKEN
            .because(
                "%s",
                audiences.stream().anyMatch(name -> tenant.api(name).isPresent())
                    ? "the token is an access token: it opens an API and tells no client who"
                        + " logged in"
                    : "the token is for no client of this tenant")
            .fact("aud", audiences)
            .remedy("send the id_token of the same answer, which needs the scope openid"));
  }

  private void user(Document claims) {
    String subject = claims.string("sub", "");
    if (!subject.isEmpty() && !subject.endsWith("@clients")) {
      pass("user", subject);
      return;
    }
    fail(
        "user",
        subject.isEmpty() ? "there is no sub" : subject + " is a machine",
        INVALID_TOKEN
            .because("the token is about no user")
            .fact("sub", subject)
            .remedy("send the ID token that a user got by logging in"));
  }

  private void wantedAudience(List<String> audiences, String asked) {
    String canonical = tenant.canonicalAudience(asked);
    if (audiences.stream().anyMatch(name -> tenant.canonicalAudience(name).equals(canonical))) {
      pass("audience", asked);
      return;
    }
    Optional<String> slash =
        audiences.stream()
            .filter(name -> name.equals(asked + "/") || asked.equals(name + "/"))
            .findFirst();
    if (slash.isEmpty() && idToken(audiences)) {
      unknownAudience(audiences);
      return;
    }
    fail(
        "audience",
        "it is for " + named(audiences) + ", not for " + asked,
        INVALID_TOKEN
            .because(
                "%s",
                slash.isPresent()
                    ? "the token's audience and the API's differ by a slash at the end"
                    : "the token is for another API")
            .fact("aud", audiences)
            .fact("wanted", asked)
            .remedy(
                "ask for the token with audience=%s, to the letter: it is the API's Identifier in"
                    + " the dashboard",
                asked));
  }

  private void unknownAudience(List<String> audiences) {
    boolean idToken = idToken(audiences);
    fail(
        "audience",
        idToken
            ? "it is for client " + named(audiences) + ": an ID token"
            : "no API is called " + named(audiences),
        INVALID_TOKEN
            .because(
                "%s",
                idToken
                    ? "the token is an ID token: it tells a client who logged in and opens no API"
                    : "the token is for an API that this tenant does not have")
            .fact("aud", audiences)
            .remedy(
                idToken
                    ? "send the access_token of the same answer"
                    : "ask for the token with the identifier of one of the tenant's APIs"));
  }

  private boolean idToken(List<String> audiences) {
    return audiences.stream().anyMatch(name -> tenant.client(name).isPresent());
  }

  private void scope(Document claims) {
    List<String> granted =
        claims
            .string("scope")
            .filter(text -> !text.isEmpty())
            .map(text -> List.of(text.split(" ")))
            .orElse(List.of());
    List<String> missing = wanted.scope().stream().filter(name -> !granted.contains(name)).toList();
    if (missing.isEmpty()) {
      pass("scope", granted.isEmpty() ? "none" : String.join(" ", granted));
      return;
    }
    List<String> permissions = claims.strings("permissions");
    boolean permitted = permissions.containsAll(missing);
    Diagnosis why =
        INSUFFICIENT_SCOPE
            .because(
                "the token lacks the scope%s %s",
                missing.size() == 1 ? "" : "s", String.join(" ", missing))
            .fact("missing", missing)
            .fact("scope", granted);
    fail(
        "scope",
        "missing " + String.join(" ", missing) + (permitted ? ", but permissions has it" : ""),
        (permitted
                ? why.fact("permissions", permissions)
                    .remedy("check the permissions claim, where RBAC puts what a user may do")
                : why)
            .remedy(
                "grant the scope: dashboard, APIs > Machine to Machine Applications; Management"
                    + " API, PATCH /api/v2/client-grants/{id}; in the seed, clientGrants[].scope")
            .remedy("ask for a new token: one that is issued keeps its scopes"));
  }

  private void client(Document claims) {
    String id =
        claims
            .string("azp")
            .or(() -> claims.string("client_id"))
            .or(
                () ->
                    claims
                        .string("sub")
                        .filter(subject -> subject.endsWith("@clients"))
                        .map(subject -> subject.substring(0, subject.lastIndexOf('@'))))
            .orElse("");
    if (id.isEmpty()) {
      return;
    }
    Optional<Client> client = tenant.client(id);
    pass(
        "client",
        id
            + client
                .map(known -> " (" + known.name() + ")")
                .orElse(tenant.complete() ? ", which the tenant has no longer" : "")
            + claims.string("gty").map(grant -> " by " + grant).orElse(""));
  }

  private String accepted() {
    return String.join(" or ", tenant.issuers());
  }

  private static String named(List<String> audiences) {
    return audiences.isEmpty() ? "nobody (there is no aud)" : String.join(" ", audiences);
  }

  private static List<String> audiences(Document claims) {
    return claims.string("aud").map(List::of).orElseGet(() -> claims.strings("aud"));
  }

  private static boolean verifies(String token, RSAPublicKey key) {
    try {
      return JWSObject.parse(token).verify(new RSASSAVerifier(key));
    } catch (ParseException | JOSEException e) {
      // A signature that cannot be read verifies nothing.
      return false;
    }
  }

  private static Optional<Document> json(String part) {
    return bytes(part)
        .flatMap(
            utf8 -> {
              try {
                return Optional.of(Json.readObject(utf8));
              } catch (MalformedJson e) {
                return Optional.empty(); // The caller says which part it was.
              }
            });
  }

  private static Optional<byte[]> bytes(String part) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(part));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // The caller says which part it was.
    }
  }

  private void pass(String name, String finding) {
    checks.add(new TokenInspection.Check(name, true, finding));
  }

  private void fail(String name, String finding, Diagnosis why) {
    checks.add(new TokenInspection.Check(name, false, finding));
    if (diagnosis == null) {
      diagnosis = why;
    }
  }
}
