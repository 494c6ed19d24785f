package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.CODE_ALREADY_USED;
import static dev.fakeauth0.refusal.RefusalReason.CODE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_OF_ANOTHER_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.CODE_VERIFIER_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_VERIFIER_WRONG;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_AUTHORIZATION_CODE;
import static dev.fakeauth0.refusal.RefusalReason.REDIRECT_URI_DIFFERS;
import static dev.fakeauth0.refusal.RefusalReason.USER_GONE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.EndedRefreshToken.Cause;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.6; Auth0 docs, "Authorization Code
 * Flow with PKCE"): the tokens that a code stands for, once. Whoever exchanges it again gets
 * nothing, and what the first exchange issued is revoked (RFC 6749 section 10.5).
 *
 * <p>In this order: the code is there and this client's, not used, sent back to where it was
 * delivered to, and sent by who asked for it. Then what {@link UserTokens} refuses.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#CODE_MISSING}, {@code
 * INVALID_AUTHORIZATION_CODE}, {@code CODE_OF_ANOTHER_CLIENT}, {@code CODE_ALREADY_USED}, {@code
 * REDIRECT_URI_DIFFERS}, {@code CODE_VERIFIER_MISSING} and {@code CODE_VERIFIER_WRONG}.
 */
public final class AuthorizationCodePolicy implements GrantPolicy {

  @Override
  public GrantType grantType() {
    return GrantType.AUTHORIZATION_CODE;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> sent = request.parameter("code");
    if (sent.isEmpty()) {
      return Decision.refuse(missing());
    }
    String code = sent.get();
    Optional<AuthorizationCode> known = tenant.kept(AuthorizationCode.class, code, now);
    if (known.isEmpty()) {
      return Decision.refuse(unknown(client));
    }
    AuthorizationCode found = known.get();
    if (!found.authorization().clientId().equals(client.id())) {
      return Decision.refuse(ofAnother(client, found));
    }
    if (found.exchanged()) {
      for (String id : found.issued()) {
        RefreshToken.end(id, Cause.CODE_REPLAYED, tenant, now);
      }
      return Decision.refuse(used(client, found));
    }
    return redirectUri(found, request)
        .or(() -> verifier(found, client, request))
        .map(Decision::<TokenGrant>refuse)
        .orElseGet(() -> exchanged(code, found, request, tenant, now));
  }

  private static Decision<TokenGrant> exchanged(
      String code, AuthorizationCode found, TokenRequest request, TenantDraft tenant, Instant now) {
    Decision<TokenGrant> granted =
        UserTokens.of(
            found.authorization(),
            request.issuer(),
            request.names(),
            Optional.empty(),
            tenant,
            now);
    List<String> issued =
        granted.fold(
            grant ->
                grant
                    .refreshToken()
                    .flatMap(token -> RefreshToken.find(token, tenant.state()))
                    .map(RefreshToken::id)
                    .map(List::of)
                    .orElse(List.of()),
            refusal -> List.of());
    // Spent also where nothing was granted: it is not to be tried until something is.
    tenant.keep(code, found.exchangedFor(issued), now.plus(AuthorizationCode.LIFETIME), now);
    return granted.fold(
        Decision::grant,
        refusal -> Decision.refuse(refusal.reason() == USER_GONE ? withoutUser(found) : refusal));
  }

  private static Optional<Diagnosis> redirectUri(AuthorizationCode code, TokenRequest request) {
    Optional<String> expected = code.redirectUri();
    Optional<String> sent = request.parameter("redirect_uri");
    if (expected.isEmpty() || expected.equals(sent)) {
      return Optional.empty();
    }
    Diagnosis diagnosis =
        REDIRECT_URI_DIFFERS
            .because(
                sent.isEmpty()
                    ? "the code was delivered to a redirect_uri, and the exchange names none"
                    : "the code was delivered to another redirect_uri than the exchange names")
            .fact("redirect_uri", Shown.text(sent.orElse("")))
            .fact("expected_redirect_uri", expected.get())
            .fact("sent_origin", origin(sent.orElse("undefined")))
            .fact("expected_origin", origin(expected.get()));
    return Optional.of(
        diagnosis.remedy(
            "send the very redirect_uri of the authorization request, to the letter: %s",
            expected.get()));
  }

  /** Live texts name no more of the two than scheme, host and port. */
  private static String origin(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getScheme() == null || uri.getRawAuthority() == null
          ? Shown.text(url)
          : uri.getScheme() + "://" + uri.getRawAuthority();
    } catch (IllegalArgumentException e) {
      return Shown.text(url);
    }
  }

  private static Optional<Diagnosis> verifier(
      AuthorizationCode code, Client client, TokenRequest request) {
    Optional<String> verifier = request.parameter("code_verifier");
    Optional<String> challenge = code.challenge();
    if (verifier.isEmpty()) {
      return challenge.isPresent() || client.publicClient()
          ? Optional.of(verifierMissing(client, challenge.isPresent()))
          : Optional.empty();
    }
    if (challenge.isEmpty()) {
      return Optional.of(verifierUnasked(client));
    }
    return CodeChallenge.matches(verifier.get(), challenge.get(), code.challengeMethod())
        ? Optional.empty()
        : Optional.of(verifierWrong(client, code.challengeMethod(), verifier.get()));
  }

  private static Diagnosis missing() {
    return CODE_MISSING
        .because("the request has no code")
        .fact("parameter", "code")
        .remedy("send the code that /authorize delivered to the redirect_uri");
  }

  private static Diagnosis unknown(Client client) {
    return INVALID_AUTHORIZATION_CODE
        .because(
            "there is no such code: it was never issued, or expired %d minutes after it was",
            AuthorizationCode.LIFETIME.toMinutes())
        .fact("client_id", client.id())
        .remedy("start a new authorization request, and exchange its code at once")
        .remedy("a reset of the emulator forgets codes: log in after it, not before")
        .remedy("check that the code was decoded once, and not cut, on its way");
  }

  private static Diagnosis withoutUser(AuthorizationCode code) {
    return INVALID_AUTHORIZATION_CODE
        .because("the user of the code does not exist any more")
        .fact("client_id", code.authorization().clientId())
        .fact("user_id", code.authorization().login().userId())
        .remedy("log in again as a user who exists");
  }

  private static Diagnosis ofAnother(Client client, AuthorizationCode code) {
    return CODE_OF_ANOTHER_CLIENT
        .because(
            "the code was issued to client %s, and client %s exchanges it",
            code.authorization().clientId(), client.id())
        .fact("client_id", client.id())
        .fact("issued_to", code.authorization().clientId())
        .remedy("use one client_id at /authorize and at /oauth/token")
        .remedy("if nobody mixed them up, somebody injects codes: RFC 9700 section 4.5");
  }

  private static Diagnosis used(Client client, AuthorizationCode code) {
    return CODE_ALREADY_USED
        .because(
            "the code was exchanged before%s",
            code.issued().isEmpty() ? "" : "; the refresh token it gave is revoked")
        .fact("client_id", client.id())
        .fact("revoked_refresh_tokens", code.issued().size())
        .remedy("start a new authorization request: a code is good once")
        .remedy(
            "look for what sends it twice: a page that runs its effects twice, a retry, a browser"
                + " that loads the callback again");
  }

  private static Diagnosis verifierMissing(Client client, boolean challenged) {
    return CODE_VERIFIER_MISSING
        .because(
            challenged
                ? "the authorization request had a code_challenge, and the exchange has no"
                    + " code_verifier"
                : "client %s is public and proves itself by PKCE, and neither request has any",
            client.id())
        .fact("client_id", client.id())
        .fact("challenged", challenged)
        .remedy("send the code_verifier that the code_challenge was made of (RFC 7636 section 4.5)")
        .remedy(
            "a library that lost it between redirect and callback keeps it elsewhere: look for"
                + " session storage of another origin or tab");
  }

  private static Diagnosis verifierUnasked(Client client) {
    return CODE_VERIFIER_WRONG
        .because(
            "the exchange has a code_verifier, and the authorization request had no code_challenge")
        .fact("client_id", client.id())
        .remedy("send code_challenge and code_challenge_method=S256 to /authorize")
        .remedy("if the client did, somebody took it away: RFC 9700 section 4.8.2");
  }

  private static Diagnosis verifierWrong(Client client, String method, String verifier) {
    return CODE_VERIFIER_WRONG
        .because("the code_verifier is not what the code_challenge was made of")
        .fact("client_id", client.id())
        .fact("code_challenge_method", method)
        .fact("code_verifier_length", verifier.length())
        .remedy(
            method.equals("plain")
                ? "with plain both are the same text; send code_challenge_method=S256 to"
                    + " /authorize if the challenge is a hash"
                : "the challenge is the SHA-256 of the verifier's ASCII, in base64url without"
                    + " padding (RFC 7636 section 4.2)")
        .remedy("exchange with the verifier of this very authorization request, not an older one");
  }
}
