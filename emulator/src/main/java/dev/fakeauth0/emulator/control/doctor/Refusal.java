package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the token endpoint refused, read from the words of its answer, or, where the emulator
 * explained it, from the diagnosis.
 *
 * @param check the check that failed
 * @param finding what was answered
 * @param passed the checks before it
 * @param mistake the mistake behind it
 */
record Refusal(String check, String finding, List<String> passed, Mistake mistake) {

  /**
   * Reads a refusal.
   *
   * @param body the JSON answered
   * @param explained what the emulator says of it
   */
  static Refusal of(
      int status,
      Document body,
      String clientId,
      Optional<String> audience,
      Optional<Mistake> explained) {
    String error = body.string("error", "");
    String words = body.string("error_description", "");
    String finding =
        status + " " + (error.isEmpty() ? "without an OAuth error" : error + ": " + words);
    if (explained.isPresent()) {
      String check = TokenChecks.of(explained.get().reason());
      return new Refusal(check, finding, before(check), explained.get());
    }
    Mistake mistake = judged(status, error, words, clientId, audience.orElse("(none)"));
    String check = TokenChecks.of(mistake.reason());
    return new Refusal(
        check, finding, before(check), mistake.fact("status", status).fact("error", error));
  }

  /** Whether the API was not found, by the answer's words alone. */
  boolean unknownAudience() {
    return mistake.reason().equals("unknown-audience");
  }

  /** This, where the audience exists with or without a slash at its end. */
  Refusal withSlash(Optional<String> existing) {
    return existing
        .map(
            other ->
                new Refusal(
                    check,
                    finding,
                    passed,
                    Mistake.of(
                            "unknown-audience",
                            "the audience differs from the API's identifier by a slash at its end")
                        .fact("identifier", other)
                        .remedy("ask for audience=%s", other)))
        .orElse(this);
  }

  private static Mistake judged(
      int status, String error, String words, String clientId, String audience) {
    if (status == 429) {
      return Mistake.of("rate-limited", "the tenant's rate limit is used up")
          .remedy("wait for the time that Retry-After says");
    }
    if (words.startsWith("Grant type")) {
      return Mistake.of(
              "grant-type-not-allowed", "client %s may not use client_credentials", clientId)
          .remedy(
              "use a Machine to Machine application, or Dashboard: Applications > Advanced Settings"
                  + " > Grant Types: Client Credentials");
    }
    if (words.startsWith("Service not found")) {
      return Mistake.of("unknown-audience", "no API has the identifier %s", audience)
          .remedy("copy the Identifier of the API from the dashboard, to the letter");
    }
    if (words.startsWith("Non-global clients")) {
      return Mistake.of("audience-missing", "no audience was asked for, and there is no default")
          .remedy("name the API's identifier: --audience, AUTH0_AUDIENCE");
    }
    if (words.contains("is not authorized to access resource server")) {
      return Mistake.of(
              "client-grant-missing", "client %s has no client grant for %s", clientId, audience)
          .remedy(
              "Dashboard: Applications > APIs > the API > Application Access: authorize the client"
                  + " and choose scopes")
          .remedy("Management API: POST /api/v2/client-grants");
    }
    if (words.toLowerCase(Locale.ROOT).contains("organization")) {
      return Mistake.of("organization-denied", "the client grant and the organization do not fit")
          .remedy(
              "look at the client grant's organization_usage, and at the organization's grants");
    }
    if (status == 401) {
      return Mistake.of(
              "invalid-client",
              "the client is unknown to this tenant, or its secret is wrong: Auth0 does not say"
                  + " which")
          .fact("client_id", clientId)
          .remedy("copy Client ID and Client Secret from the application's Settings page")
          .remedy(
              "check that the application is of this tenant, and not of dev where this is prod");
    }
    return Mistake.of("token-refused", "the token endpoint answered %d %s", status, error)
        .remedy("look it up in the tenant's logs (Monitoring > Logs)");
  }

  /** Those before it that people care for: that the request could be read goes without saying. */
  private static List<String> before(String check) {
    return TokenChecks.before(check).stream()
        .filter(name -> !name.equals(TokenChecks.REQUEST))
        .toList();
  }
}
