package dev.fakeauth0.token;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token to be minted, good or defective, for whomever and whatever: the rules of the token
 * endpoint are not asked. What is left open is filled as the token endpoint would fill it.
 * Immutable; begin with {@link #forClient} or {@link #forUser}.
 *
 * @param client the client_id (or name) of the client; when absent the tenant's first M2M client,
 *     or, for a user, the first client that logs users in
 * @param user the e-mail address or user_id of the subject; the client itself when absent
 * @param audience the API's identifier; the first API granted to the client when absent
 * @param scope the scopes, exactly; what the client grant or the user's API has when absent
 * @param permissions the {@code permissions} claim, exactly; by the API's dialect when absent
 * @param organization the organization's id or name
 * @param claims claims set or replaced, in order; a null value removes a claim
 * @param expiresIn the lifetime; the API's when absent
 * @param defect what is wrong with it: a mode of the token families, such as {@code bad-signature}
 *     or {@code missing-claim=azp}
 */
public record TokenSpec(
    Optional<String> client,
    Optional<String> user,
    Optional<String> audience,
    Optional<List<String>> scope,
    Optional<List<String>> permissions,
    Optional<String> organization,
    Map<String, Object> claims,
    Optional<Duration> expiresIn,
    Optional<String> defect) {

  /** Copies its collections. */
  public TokenSpec {
    scope = scope.map(List::copyOf);
    permissions = permissions.map(List::copyOf);
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** A token with everything left open. */
  public static TokenSpec any() {
    return new TokenSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A machine's token. */
  public static TokenSpec forClient(String clientId) {
    return any().client(clientId);
  }

  /** A person's token. */
  public static TokenSpec forUser(String emailOrUserId) {
    return any().user(emailOrUserId);
  }

  /** This, asked for by a client. */
  public TokenSpec client(String clientId) {
    return new TokenSpec(
        Optional.of(clientId),
        user,
        audience,
        scope,
        permissions,
        organization,
        claims,
        expiresIn,
        defect);
  }

  /** This, about a person. */
  public TokenSpec user(String emailOrUserId) {
    return new TokenSpec(
        client,
        Optional.of(emailOrUserId),
        audience,
        scope,
        permissions,
        organization,
        claims,
        expiresIn,
        defect);
  }

  /** This, for an API. */
  public TokenSpec audience(String identifier) {
    return new TokenSpec(
        client,
        user,
        Optional.of(identifier),
        scope,
        permissions,
        organization,
        claims,
        expiresIn,
        defect);
  }

  /** This, with exactly these scopes. */
  public TokenSpec scope(String... scopes) {
    return new TokenSpec(
        client,
        user,
        audience,
        Optional.of(List.of(scopes)),
        permissions,
        organization,
        claims,
        expiresIn,
        defect);
  }

  /** This, with exactly these permissions. */
  public TokenSpec permissions(String... names) {
    return new TokenSpec(
        client,
        user,
        audience,
        scope,
        Optional.of(List.of(names)),
        organization,
        claims,
        expiresIn,
        defect);
  }

  /** This, within an organization. */
  public TokenSpec organization(String idOrName) {
    return new TokenSpec(
        client,
        user,
        audience,
        scope,
        permissions,
        Optional.of(idOrName),
        claims,
        expiresIn,
        defect);
  }

  /** This, with a claim set; null removes it. */
  public TokenSpec claim(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(name, value);
    return new TokenSpec(
        client, user, audience, scope, permissions, organization, more, expiresIn, defect);
  }

  /** This, with a lifetime. */
  public TokenSpec expiresIn(Duration lifetime) {
    return new TokenSpec(
        client,
        user,
        audience,
        scope,
        permissions,
        organization,
        claims,
        Optional.of(lifetime),
        defect);
  }

  /** This, wrong in one way. */
  public TokenSpec defect(String mode) {
    return new TokenSpec(
        client,
        user,
        audience,
        scope,
        permissions,
        organization,
        claims,
        expiresIn,
        Optional.of(mode));
  }
}
