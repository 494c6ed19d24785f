package dev.fakeauth0.contracts;

import dev.fakeauth0.failure.FailureMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an API makes of a token that it validates as RFC 9068 section 4 asks: signature by the
 * published keys, issuer, audience, time and scope.
 *
 * @param keys the keys the API trusts
 * @param issuer the issuer it is configured with; empty: any
 * @param audience its own identifier; empty: any
 * @param scope the scopes it asks for
 * @param at its time
 */
record TokenJudgement(
    PublishedKeys keys,
    Optional<String> issuer,
    Optional<String> audience,
    List<String> scope,
    Instant at) {

  /** What it can find: each is wrong with a token in a way that only it describes. */
  static final List<FailureMode> FINDS =
      List.of(
          FailureMode.OPAQUE,
          FailureMode.ENCRYPTED,
          FailureMode.ALG_NONE,
          FailureMode.HS256,
          FailureMode.NO_KEY_ID,
          FailureMode.UNKNOWN_KEY,
          FailureMode.RETIRED_KEY,
          FailureMode.BAD_SIGNATURE,
          FailureMode.ISSUER_WITHOUT_SLASH,
          FailureMode.WRONG_ISSUER,
          FailureMode.WRONG_AUDIENCE,
          FailureMode.EXPIRED,
          FailureMode.NOT_YET_VALID,
          FailureMode.MISSING_SCOPE);

  /**
   * One thing that is wrong.
   *
   * @param mode its name
   * @param finding what was seen
   */
  record Flaw(FailureMode mode, String finding) {

    String told() {
      return "\n  "
          + mode.mode()
          + ": "
          + finding
          + "\n    In real life: "
          + mode.cause()
          + "\n    Remedy: "
          + mode.remedy();
    }
  }

  List<Flaw> flaws(TokenReading token) {
    List<Flaw> flaws = new ArrayList<>();
    switch (token.form()) {
      case FORMLESS -> flaws.add(new Flaw(FailureMode.OPAQUE, "it is no JWT"));
      case OPAQUE ->
          flaws.add(new Flaw(FailureMode.OPAQUE, "only its issuer can open it (alg dir)"));
      case ENCRYPTED ->
          flaws.add(
              new Flaw(
                  FailureMode.ENCRYPTED,
                  "it is encrypted (" + token.headerText("alg").orElse("no alg") + ")"));
      case SIGNED -> {
        signature(token).ifPresent(flaws::add);
        issuer(token).ifPresent(flaws::add);
        audience(token).ifPresent(flaws::add);
        time(token).ifPresent(flaws::add);
        scope(token).ifPresent(flaws::add);
      }
    }
    return flaws;
  }

  private Optional<Flaw> signature(TokenReading token) {
    String algorithm = token.headerText("alg").orElse("none");
    if (algorithm.equalsIgnoreCase("none")) {
      return Optional.of(new Flaw(FailureMode.ALG_NONE, "it is not signed (alg none)"));
    }
    if (algorithm.startsWith("HS")) {
      return Optional.of(
          new Flaw(FailureMode.HS256, "it is signed with a shared secret, alg " + algorithm));
    }
    Optional<String> kid = token.headerText("kid");
    if (kid.isEmpty()) {
      return Optional.of(new Flaw(FailureMode.NO_KEY_ID, "its header has no kid"));
    }
    if (!keys.has(kid.get())) {
      return Optional.of(
          new Flaw(
              FailureMode.UNKNOWN_KEY,
              "its kid " + kid.get() + " is not among " + keys.ids() + " of " + keys.from()));
    }
    return keys.verify(token.token(), kid.get())
        ? Optional.empty()
        : Optional.of(
            new Flaw(FailureMode.BAD_SIGNATURE, "key " + kid.get() + " did not sign it so"));
  }

  private Optional<Flaw> issuer(TokenReading token) {
    String found = token.text("iss").orElse("");
    if (issuer.isEmpty() || issuer.get().equals(found)) {
      return Optional.empty();
    }
    return Optional.of(
        new Flaw(
            issuer.get().equals(found + "/")
                ? FailureMode.ISSUER_WITHOUT_SLASH
                : FailureMode.WRONG_ISSUER,
            "iss is " + found + " where " + issuer.get() + " is expected"));
  }

  private Optional<Flaw> audience(TokenReading token) {
    return audience
        .filter(wanted -> !token.list("aud").contains(wanted))
        .map(
            wanted ->
                new Flaw(
                    FailureMode.WRONG_AUDIENCE,
                    "aud is " + token.list("aud") + " where " + wanted + " is expected"));
  }

  private Optional<Flaw> time(TokenReading token) {
    Optional<Instant> expires = token.seconds("exp").map(Instant::ofEpochSecond);
    if (expires.isEmpty() || !expires.get().isAfter(at)) {
      return Optional.of(
          new Flaw(
              FailureMode.EXPIRED,
              expires.map(end -> "it expired at " + end + ", and it is ").orElse("no exp at ")
                  + at));
    }
    return token
        .seconds("nbf")
        .map(Instant::ofEpochSecond)
        .filter(begin -> begin.isAfter(at))
        .map(
            begin ->
                new Flaw(FailureMode.NOT_YET_VALID, "it begins at " + begin + ", and it is " + at));
  }

  private Optional<Flaw> scope(TokenReading token) {
    List<String> missing =
        scope.stream().filter(wanted -> !token.scope().contains(wanted)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                FailureMode.MISSING_SCOPE,
                "it has the scopes " + token.scope() + ", and not " + missing));
  }
}
