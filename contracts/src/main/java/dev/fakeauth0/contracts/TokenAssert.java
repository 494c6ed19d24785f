package dev.fakeauth0.contracts;

import dev.fakeauth0.failure.FailureMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an access token: what it says, and what an API makes of it.
 *
 * <pre>{@code
 * assertThatToken(token).hasScope("read:orders").hasLifetime(Duration.ofDays(1));
 * assertThatToken(token).shownTo("https://orders").trusting(auth0.issuer()).isAccepted();
 * assertThatToken(token).trusting(auth0.issuer()).isRefusableFor(EXPIRED);
 * }</pre>
 */
public final class TokenAssert extends AbstractAssert<TokenAssert, String> {

  private static final String AUTH0 = "access_token";
  private static final String RFC_9068 = "rfc9068_profile";

  private @Nullable SSLContext tls;
  private @Nullable PublishedKeys keys;
  private Optional<String> issuer = Optional.empty();
  private Optional<String> audience = Optional.empty();
  private List<String> scope = List.of();
  private Optional<Instant> at = Optional.empty();

  TokenAssert(String token) {
    super(token, TokenAssert.class);
  }

  // What it says

  /** The {@code iss}, to the letter; Auth0's end in a slash. */
  public TokenAssert hasIssuer(URI expected) {
    return hasClaim("iss", expected.toString());
  }

  /** The {@code sub}. */
  public TokenAssert hasSubject(String expected) {
    return hasClaim("sub", expected);
  }

  /** The {@code aud} is these, in any order. */
  public TokenAssert hasAudience(String... expected) {
    return same("aud", List.of(expected), reading().list("aud"));
  }

  /** The client: {@code azp}, or {@code client_id} in the RFC 9068 dialect. */
  public TokenAssert hasClientId(String expected) {
    Optional<String> found = reading().text("azp").or(() -> reading().text("client_id"));
    return check(
        found.filter(expected::equals).isPresent(),
        "the client " + expected,
        found.map(other -> "it is " + other).orElse("there is neither azp nor client_id"));
  }

  /** The {@code scope} has these and perhaps others. */
  public TokenAssert hasScope(String... expected) {
    List<String> found = reading().scope();
    return check(
        found.containsAll(List.of(expected)), "the scopes " + List.of(expected), "it has " + found);
  }

  /** The {@code scope} has these and no others; with none named, there is no scope. */
  public TokenAssert hasExactlyScope(String... expected) {
    return same("scope", List.of(expected), reading().scope());
  }

  /** The {@code scope} has none of these. */
  public TokenAssert doesNotHaveScope(String... unwanted) {
    List<String> found = reading().scope();
    return check(
        List.of(unwanted).stream().noneMatch(found::contains),
        "none of the scopes " + List.of(unwanted),
        "it has " + found);
  }

  /** The {@code permissions} are these, in any order. */
  public TokenAssert hasPermissions(String... expected) {
    return same("permissions", List.of(expected), reading().list("permissions"));
  }

  /** The {@code org_id}. */
  public TokenAssert hasOrganization(String expectedId) {
    return hasClaim("org_id", expectedId);
  }

  /** A claim, whatever it says. */
  public TokenAssert hasClaim(String name) {
    return check(reading().claims().containsKey(name), "the claim " + name, "it is not there");
  }

  /** A claim and what it says; whole numbers are compared as such. */
  public TokenAssert hasClaim(String name, Object expected) {
    Object found = reading().claims().get(name);
    Object wanted = expected instanceof Integer number ? Long.valueOf(number) : expected;
    return check(
        wanted.equals(found),
        "the claim " + name + " to be " + wanted,
        found == null ? "it is not there" : "it is " + found);
  }

  /** A claim is not there. */
  public TokenAssert doesNotHaveClaim(String name) {
    return check(
        !reading().claims().containsKey(name),
        "no claim " + name,
        "it is " + reading().claims().get(name));
  }

  /** From {@code iat} to {@code exp}. */
  public TokenAssert hasLifetime(Duration expected) {
    Optional<Duration> found =
        reading()
            .seconds("exp")
            .flatMap(end -> reading().seconds("iat").map(begin -> Duration.ofSeconds(end - begin)));
    return check(
        found.filter(expected::equals).isPresent(),
        "a lifetime of " + expected,
        found.map(other -> "it is " + other).orElse("iat and exp do not say"));
  }

  /** The header's {@code alg}. */
  public TokenAssert hasAlgorithm(String expected) {
    Optional<String> found = reading().headerText("alg");
    return check(
        found.filter(expected::equals).isPresent(),
        "alg " + expected,
        "it is " + found.orElse("not there"));
  }

  /** The header's {@code kid}. */
  public TokenAssert hasKeyId(String expected) {
    Optional<String> found = reading().headerText("kid");
    return check(
        found.filter(expected::equals).isPresent(),
        "kid " + expected,
        "it is " + found.orElse("not there"));
  }

  /**
   * The dialect: {@code access_token} (Auth0's own: azp, gty, typ JWT) or {@code rfc9068_profile}
   * (client_id, jti, typ at+jwt).
   *
   * @throws IllegalArgumentException if it is neither
   */
  public TokenAssert hasDialect(String dialect) {
    if (!dialect.equals(AUTH0) && !dialect.equals(RFC_9068)) {
      throw new IllegalArgumentException(
          "a dialect is access_token or rfc9068_profile, not " + dialect);
    }
    boolean rfc9068 = "at+jwt".equals(reading().headerText("typ").orElse(""));
    return check(
        reading().form() == TokenReading.Form.SIGNED && rfc9068 == dialect.equals(RFC_9068),
        "the dialect " + dialect,
        "typ is " + reading().headerText("typ").orElse("not there"));
  }

  /** Nobody but its issuer can read it: it was asked for without an audience. */
  public TokenAssert isOpaque() {
    return check(
        reading().form() == TokenReading.Form.OPAQUE,
        "an opaque token",
        "it is " + reading().form());
  }

  /** Nobody but its API can read it. */
  public TokenAssert isEncrypted() {
    return check(
        reading().form() == TokenReading.Form.ENCRYPTED,
        "an encrypted token",
        "it is " + reading().form());
  }

  // What an API makes of it

  /** Shows it to an API of this identifier. */
  public TokenAssert shownTo(String identifier) {
    audience = Optional.of(identifier);
    return this;
  }

  /** Shows it to an operation that needs these scopes. */
  public TokenAssert needing(String... scopes) {
    scope = List.of(scopes);
    return this;
  }

  /** Shows it at a time; the system's where this is not said. */
  public TokenAssert at(Instant now) {
    at = Optional.of(now);
    return this;
  }

  /** Fetches keys over TLS that this context trusts; said before {@link #trusting(URI)}. */
  public TokenAssert over(SSLContext context) {
    tls = context;
    return this;
  }

  /** Shows it to an API that trusts an issuer: fetches its metadata and its keys now. */
  public TokenAssert trusting(URI expectedIssuer) {
    keys = PublishedKeys.of(expectedIssuer, tls);
    issuer = Optional.of(expectedIssuer.toString());
    return this;
  }

  /** Shows it to an API that trusts the keys at an address: fetches them now. */
  public TokenAssert trustingKeysAt(URI jwksUri) {
    keys = PublishedKeys.at(jwksUri, tls);
    return this;
  }

  /**
   * An API accepts it: signature, issuer, audience, time and scope are good.
   *
   * @throws IllegalStateException if it was not said whom the API trusts
   */
  public TokenAssert isAccepted() {
    List<TokenJudgement.Flaw> flaws = judgement().flaws(reading());
    return check(flaws.isEmpty(), "a token that is accepted", "it is refused" + told(flaws));
  }

  /**
   * An API refuses it, for this defect among others: for {@code EXPIRED}, {@code WRONG_AUDIENCE},
   * {@code ALG_NONE} and so on. What a {@code RETIRED_KEY} signed looks like an {@code
   * UNKNOWN_KEY}, since the key is no longer published.
   *
   * @throws IllegalArgumentException if the mode is no defect that shows in a token
   * @throws IllegalStateException if it was not said whom the API trusts
   */
  public TokenAssert isRefusableFor(FailureMode defect) {
    if (!TokenJudgement.FINDS.contains(defect)) {
      throw new IllegalArgumentException(
          defect.mode()
              + " does not show in a token; what does: "
              + TokenJudgement.FINDS.stream().map(FailureMode::mode).toList());
    }
    FailureMode seen = defect == FailureMode.RETIRED_KEY ? FailureMode.UNKNOWN_KEY : defect;
    List<TokenJudgement.Flaw> flaws = judgement().flaws(reading());
    return check(
        flaws.stream().anyMatch(flaw -> flaw.mode() == seen),
        "a token that is refused for " + defect.mode(),
        flaws.isEmpty() ? "it is accepted" : "it is refused" + told(flaws));
  }

  private TokenJudgement judgement() {
    PublishedKeys trusted = keys;
    if (trusted == null) {
      throw new IllegalStateException(
          "whom does the API trust? Say trusting(issuer) or trustingKeysAt(jwksUri) before");
    }
    return new TokenJudgement(trusted, issuer, audience, scope, at.orElseGet(Instant::now));
  }

  private TokenAssert same(String claim, List<String> expected, List<String> found) {
    return check(
        expected.size() == found.size() && expected.containsAll(found),
        claim + " to be " + expected,
        "it is " + found);
  }

  private TokenReading reading() {
    isNotNull();
    return TokenReading.of(actual);
  }

  private TokenAssert check(boolean ok, String expected, String came) {
    if (!ok) {
      throw failure("Expected %s, but %s:%s", expected, came, reading().told());
    }
    return this;
  }

  private static String told(List<TokenJudgement.Flaw> flaws) {
    StringBuilder text = new StringBuilder();
    flaws.forEach(flaw -> text.append(flaw.told()));
    return text.toString();
  }
}
