package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.decision.GrantedScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An authorization request, read and checked (RFC 6749 section 4.1.1; OpenID Connect Core section
 * 3.1.2.1; Auth0 docs, "Authorization Code Flow").
 *
 * @param clientId the client
 * @param responseType what it wants
 * @param responseMode how it wants it
 * @param redirectUri the {@code redirect_uri} as sent, allowed for the client; none: none was sent,
 *     and the answer has nowhere to go
 * @param audience the identifier of the API asked for, as sent in {@code audience} or {@code
 *     resource}, or the tenant's default
 * @param organizationId the id of the organization asked for, by whichever name
 * @param parameters all that was sent and is known, by name
 * @param issuer the issuer as the tenant is reached, ending in a slash
 */
public record AuthorizationRequest(
    String clientId,
    ResponseType responseType,
    ResponseMode responseMode,
    Optional<String> redirectUri,
    Optional<String> audience,
    Optional<String> organizationId,
    Map<String, String> parameters,
    String issuer) {

  /** Copies the parameters. */
  public AuthorizationRequest {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A parameter as it was sent. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The client's {@code state}, given back with the answer. */
  public Optional<String> state() {
    return parameter("state");
  }

  /** The {@code nonce} of the ID token. */
  public Optional<String> nonce() {
    return parameter("nonce");
  }

  /** The scopes asked for, in order. */
  public List<String> scopes() {
    return parameter("scope").map(sent -> List.copyOf(GrantedScope.words(sent))).orElse(List.of());
  }

  /** The PKCE challenge (RFC 7636 section 4.3). */
  public Optional<String> codeChallenge() {
    return parameter("code_challenge");
  }

  /** {@code S256} or {@code plain}, which is meant where none is sent (RFC 7636 section 4.3). */
  public String codeChallengeMethod() {
    return parameter("code_challenge_method").orElse("plain");
  }

  /** Whether a prompt was asked for: {@code none}, {@code login}, {@code consent}, ... */
  public boolean prompts(String word) {
    return parameter("prompt")
        .map(sent -> Arrays.asList(sent.split(" ", -1)))
        .orElse(List.of())
        .contains(word);
  }

  /** How long ago the login may be. */
  public Optional<Duration> maxAge() {
    return parameter("max_age").map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  /** Who is expected to log in: what the field for the identifier holds at first. */
  public Optional<String> loginHint() {
    return parameter("login_hint");
  }

  /** Whether the signup page comes first. */
  public boolean signsUp() {
    return parameter("screen_hint").filter("signup"::equals).isPresent();
  }

  /** The name of the only connection to log in by. */
  public Optional<String> connection() {
    return parameter("connection");
  }

  /** The languages of the pages, the one liked most first. */
  public List<String> locales() {
    return parameter("ui_locales")
        .map(sent -> Arrays.asList(sent.split(" ", -1)))
        .orElse(List.of());
  }

  /** Whether a second factor is asked for by {@code acr_values}. */
  public boolean wantsSecondFactor() {
    return parameter("acr_values")
        .map(sent -> Arrays.asList(sent.split(" ", -1)))
        .orElse(List.of())
        .contains("http://schemas.openid.net/pape/policies/2007/06/multi-factor");
  }

  /** Whether the organization was asked for by its name. */
  public boolean namesOrganization() {
    return organizationId.isPresent()
        && parameter("organization").filter(sent -> !sent.equals(organizationId.get())).isPresent();
  }

  /** Names, never values: a hint may be a token. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + clientId + ", " + parameters.keySet() + "]";
  }
}
