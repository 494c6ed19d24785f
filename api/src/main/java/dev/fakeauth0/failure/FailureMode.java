package dev.fakeauth0.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be made to go wrong, by name. Where a mode is a refusal, its name is that of the {@link
 * dev.fakeauth0.refusal.RefusalReason}. Each says what a caller sees on the wire, who sees the like
 * in real life and why, and what helps: {@code docs/failures.md} is made of it.
 */
public enum FailureMode {

  // Refusals, in Auth0's own status and words; decided before any change

  /** The client may not use the grant type. */
  GRANT_TYPE_NOT_ALLOWED(
      Family.REFUSAL,
      Argument.NONE,
      "403 unauthorized_client, \"Grant type 'client_credentials' not allowed for "
          + "the client.\", with error_uri",
      "Applications made as a web or single-page application that are used for "
          + "machine-to-machine calls, and the other way round: the Client Credentials "
          + "grant is off by default for all but Machine to Machine applications.",
      "Dashboard: Applications > the application > Settings > Advanced Settings > "
          + "Grant Types; or use a Machine to Machine application."),

  /** The client has no client grant for the API. */
  CLIENT_GRANT_MISSING(
      Family.REFUSAL,
      Argument.NONE,
      "403 access_denied, \"Client \"...\" is not authorized to access resource "
          + "server \"...\". You need to create a \"client-grant\" associated to this "
          + "API.\"",
      "New applications and new APIs: creating both joins nothing. Also whoever "
          + "switches the authorization off, or restores a tenant without its client "
          + "grants.",
      "Dashboard: Applications > APIs > the API > Machine to Machine Applications: "
          + "authorize the application."),

  /** No API has the audience. */
  UNKNOWN_AUDIENCE(
      Family.REFUSAL,
      Argument.NONE,
      "403 access_denied, \"Service not found: ...\"",
      "An audience that is not an API's identifier to the letter: a slash more or "
          + "less, http for https, the identifier of another stage.",
      "Copy the Identifier of the API from the dashboard; it cannot be changed, so a "
          + "client must send exactly that."),

  /** The client's credentials are wrong. */
  INVALID_CLIENT(
      Family.REFUSAL,
      Argument.NONE,
      "401 access_denied, \"Unauthorized\"",
      "A rotated secret that was not rolled out, the credentials of the development "
          + "tenant in production, a secret cut or quoted by a shell.",
      "Compare client ID and secret with the application's settings in this very "
          + "tenant; roll a rotated secret out before the old one is gone."),

  /** The organization is not for this client. */
  ORGANIZATION_DENIED(
      Family.REFUSAL,
      Argument.NONE,
      "machine clients: 403 access_denied, \"Client is not authorized to access organization"
          + " \"...\".\"; users: access_denied, \"user ... is not part of the ... organization\","
          + " at the callback or, where there is no page, with 403",
      "Machine clients of one customer that ask for the organization of another, or "
          + "an organization that the client grant was never associated with; users who log in to "
          + "an organization that they are not a member of any more.",
      "Dashboard: Organizations > the organization > Machine-to-Machine Access: "
          + "associate the client grant."),

  /** Nobody may register a client. */
  REGISTRATION_DISABLED(
      Family.REFUSAL,
      Argument.NONE,
      "403 access_denied, \"dynamic client registration is disabled\"",
      "MCP clients and other applications that register themselves, at a tenant that was never "
          + "made ready for them: registration is off by default.",
      "Dashboard: Settings > Advanced > OIDC Dynamic Application Registration; or register the "
          + "application by hand and configure its client ID."),

  /** Nobody is logged in, as far as the tenant can tell. */
  LOGIN_REQUIRED(
      Family.REFUSAL,
      Argument.NONE,
      "at the callback login_required, \"Login required\"",
      "Silent logins (prompt=none) whose session is over, or whose browser keeps cookies of other "
          + "sites to itself: Safari, Firefox, and Chromium where http and https are mixed.",
      "Go on with a login that the user sees; use refresh tokens, or a custom domain, for silent "
          + "renewal."),

  /** The user declines what the application asks for. */
  CONSENT_DENIED(
      Family.REFUSAL,
      Argument.NONE,
      "at the callback access_denied, \"User did not authorize the request\"",
      "Users of third-party applications, such as MCP clients, who press Decline.",
      "Tell the user that nothing was authorized and offer to try again; do not loop back into "
          + "the login."),
  /** An administrator blocked the user. */
  USER_BLOCKED(
      Family.REFUSAL,
      Argument.NONE,
      "403 unauthorized, \"user is blocked\"; after a login page the same at the callback; "
          + "/co/authenticate: 403 blocked_user, \"Blocked user\"",
      "People whose account was blocked by hand or by a script while their application goes on: "
          + "logins, and every refresh token they have.",
      "Dashboard: User Management > Users > the user > Actions > Unblock. In the application, end "
          + "the session and say so; do not retry."),

  /** The user has to show a second factor. */
  MFA_REQUIRED(
      Family.REFUSAL,
      Argument.NONE,
      "403 mfa_required, \"Multifactor authentication required\", with an mfa_token that is good "
          + "for nothing; a silent login (prompt=none) gets interaction_required at the callback",
      "The day somebody switches multi-factor authentication on for all applications, or an Action "
          + "asks for it: applications that log in without a page have no answer.",
      "Go on with POST /mfa/challenge and the MFA grants, or log in on a page."),

  /** The account is locked after too many failed logins. */
  TOO_MANY_ATTEMPTS(
      Family.REFUSAL,
      Argument.NONE,
      "429 too_many_attempts, \"Your account has been blocked after multiple consecutive login "
          + "attempts. ...\"; on a login page the same without its second sentence, on the page "
          + "of a second factor \"Too many failed codes. Wait for some minutes before retrying.\"",
      "Jobs with an old password that try again and again, and people who forgot theirs: the right "
          + "password is refused as well then.",
      "Dashboard: User Management > Users > the user > Actions > Unblock; never retry a refused "
          + "password."),

  /** The password is known from a breach. */
  PASSWORD_LEAKED(
      Family.REFUSAL,
      Argument.NONE,
      "401 password_leaked, \"This login attempt has been blocked because the password you're "
          + "using was previously disclosed ...\"; on a login page \"We have detected a potential "
          + "security issue with this account. ...\"",
      "Tenants that switch breached password detection on: people with an old password cannot log "
          + "in although it is right.",
      "Send people to the reset of their password: POST /dbconnections/change_password."),

  /** The bearer token is refused. */
  INVALID_TOKEN(
      Family.REFUSAL,
      Argument.NONE,
      "401, \"Invalid token\", with attributes and WWW-Authenticate",
      "Tokens that expired in a queue, tokens of another tenant or another API, a signing key "
          + "that was revoked meanwhile.",
      "Ask for a new token once, with audience https://DOMAIN/api/v2/, and send the call again."),

  /** The bearer token lacks a scope. */
  INSUFFICIENT_SCOPE(
      Family.REFUSAL,
      Argument.NONE,
      "403 insufficient_scope, \"Insufficient scope, expected any of: ...\", naming the scopes",
      "Applications authorized for the Management API with too few scopes, or with new ones "
          + "after the token was issued.",
      "Dashboard: Applications > APIs > Auth0 Management API > Machine to Machine Applications: "
          + "grant the scope, then ask for a new token."),

  /** There is no such resource. */
  NOT_FOUND(
      Family.REFUSAL,
      Argument.NONE,
      "404 in the words of the resource, such as inexistent_user, \"The user does not exist.\"",
      "Resources that somebody else deleted, ids of another tenant, reads right after a write "
          + "elsewhere.",
      "Treat it as the answer it is: forget the id, and create the resource where it is yours."),

  /** There is such a resource already. */
  CONFLICT(
      Family.REFUSAL,
      Argument.NONE,
      "409 in the words of the resource, such as auth0_idp_error, \"The user already exists.\"",
      "Two workers that create the same user, a retry of a create whose answer was lost.",
      "Read the resource that is there and go on with it; make creates safe to send twice."),

  /** Too many calls: 429 with Retry-After. */
  RATE_LIMITED(
      Family.REFUSAL,
      Argument.NONE,
      "429, in the shape of the endpoint, with X-RateLimit-Remaining 0, "
          + "X-RateLimit-Reset and Retry-After",
      "Services that ask for a new token for each call instead of keeping it until "
          + "it expires; test suites and migrations against one tenant; the limits of free "
          + "and development tenants.",
      "Keep tokens until shortly before expires_in ends; on a 429 wait for "
          + "Retry-After, then go on with growing pauses."),

  // The token, altered before it is signed

  /** One scope less than granted: the last one. */
  MISSING_SCOPE(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; the last scope is missing from scope, from permissions if there are any, "
          + "and from the answer's scope",
      "A client grant without the scope, or a scope added to the grant after the "
          + "token was issued: Auth0 narrows without a word, and the API answers 403.",
      "Add the scope to the client grant and ask for a new token; in the API, answer "
          + "403 insufficient_scope and name the scope."),

  /** Signed with HS256 and a secret no JWKS has. */
  HS256(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; the header is {\"alg\":\"HS256\",\"typ\":\"JWT\"} without kid, signed "
          + "with the API's secret or one that nobody knows",
      "APIs made with signing algorithm HS256, the former default, and validated "
          + "against the JWKS: \"signing key not found\" or \"invalid algorithm\".",
      "Dashboard: Applications > APIs > the API > Settings > Signing Algorithm: "
          + "RS256. An API must refuse what it does not expect."),

  /** Five parts that only the tenant can read. */
  OPAQUE(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; access_token has five parts, header "
          + "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"iss\":...}, no kid",
      "Logins without an audience: the token is meant for /userinfo alone, and no "
          + "JWKS verifies it.",
      "Send the audience of the API, or set a default audience in the tenant's " + "settings."),

  /** Signed and then encrypted for somebody else. */
  ENCRYPTED(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; access_token is a JWE, alg RSA-OAEP-256, enc A256GCM, cty JWT; no key of "
          + "the API opens it",
      "APIs with JSON Web Encryption switched on whose private key was replaced, or "
          + "that expect a plain JWT.",
      "Decrypt with the API's own private key, or switch token encryption off for " + "the API."),

  /** Expired an hour ago. */
  EXPIRED(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; exp lies an hour back and iat as long before it as ever; expires_in is " + "as usual",
      "Clients that keep a token without looking at expires_in, queues that hold a "
          + "request for long, clocks that are wrong.",
      "Fetch a new token shortly before the old one ends, and once more after a 401; "
          + "synchronize clocks."),

  /** Good from an hour hence only. */
  NOT_YET_VALID(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; nbf lies an hour ahead",
      "An API whose clock is behind that of the issuer: containers and virtual "
          + "machines after a pause.",
      "Synchronize clocks; allow a small clock skew, no more than a minute or two."),

  /** For another API. */
  WRONG_AUDIENCE(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; aud is https://another-api.example.com",
      "A token of one API sent to the next, an ID token sent as access token, a "
          + "default audience that is not this API.",
      "Ask for a token with this API's identifier; an API must check aud, or every "
          + "token of the tenant opens it."),

  /** Of another tenant. */
  WRONG_ISSUER(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; iss is https://another-tenant.eu.auth0.com/",
      "Development and production mixed up, or a custom domain in use on one side "
          + "only: each domain is an issuer of its own.",
      "Use one domain for tokens and for validation; configure the issuer exactly as "
          + "the discovery document has it."),

  /** The issuer lacks the slash at its end. */
  ISSUER_WITHOUT_SLASH(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; iss lacks the slash at its end",
      "The counterpart of the commonest mistake of all: APIs configured with the "
          + "issuer without its slash. It shows whether the API compares exactly.",
      "Auth0's issuer ends in a slash: configure it so, and do not trim it."),

  /** Signed by a key that is the tenant's no longer. */
  RETIRED_KEY(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; kid and signature are of a key that was revoked; where none was, of a "
          + "key that the JWKS never had",
      "Tokens issued before a signing key was rotated and revoked, kept longer than " + "that.",
      "Ask for a new token; an API fetches the JWKS anew when it meets a kid it does "
          + "not know, at a bounded rate, and then refuses."),

  /** Auth0's profile where RFC 9068 is set, and the other way round. */
  OTHER_DIALECT(
      Family.TOKEN_PLAN,
      Argument.NONE,
      "200; typ at+jwt with jti and client_id in place of JWT with gty and azp, or "
          + "the reverse",
      "An API switched to the RFC 9068 profile while its clients or its code still "
          + "read azp or gty, or check typ.",
      "Read both: client_id else azp; accept the typ that the API is set to."),

  /** A claim is missing; the argument names it. */
  MISSING_CLAIM(
      Family.TOKEN_PLAN,
      Argument.CLAIM,
      "200; the claim is not there",
      "Custom claims whose Action did not run, failed, or was not deployed to this "
          + "tenant; org_id of a login without organization; permissions with RBAC off.",
      "Treat a claim that is missing as a refusal, not as a default; deploy the "
          + "Action with the tenant."),

  // The token's bytes, altered after it is signed

  /** The signature does not fit. */
  BAD_SIGNATURE(
      Family.TOKEN_BYTES,
      Argument.NONE,
      "200; one bit of the signature is another",
      "Tokens changed on the way: re-encoded, cut and padded, or forged.",
      "Nothing but a 401 will do: an API must verify the signature before it reads a " + "claim."),

  /** Unsigned, {@code alg} none. */
  ALG_NONE(
      Family.TOKEN_BYTES,
      Argument.NONE,
      "200; the header says alg none, the third part is empty, there is no kid",
      "Attackers: libraries that took the algorithm from the token accepted these "
          + "(RFC 8725 section 3.1).",
      "Fix the algorithms an API accepts: RS256, and nothing the token says."),

  /** The {@code kid} is in no JWKS. */
  UNKNOWN_KEY(
      Family.TOKEN_BYTES,
      Argument.NONE,
      "200; kid is one the JWKS does not have; the signature fits the current key",
      "APIs that keep the JWKS for ever and meet the first token after a rotation; "
          + "tokens of another tenant.",
      "Fetch the JWKS anew on an unknown kid, at a bounded rate; then answer 401."),

  /** There is no {@code kid}. */
  NO_KEY_ID(
      Family.TOKEN_BYTES,
      Argument.NONE,
      "200; the header has no kid; the signature fits the current key",
      "Tokens of home-made issuers and test doubles; some libraries then try every "
          + "key, some fail with an internal error.",
      "Answer 401, not 500: look up by kid and treat none like an unknown one."),

  // The published keys

  /** The JWKS cannot be had: 503. */
  JWKS_UNAVAILABLE(
      Family.KEYS,
      Argument.NONE,
      "503 text/html at /.well-known/jwks.json, without the cache headers",
      "An outage, a proxy without a way out, a start-up in a closed network.",
      "Keep the last good JWKS beyond its age when a refresh fails (stale-if-error), "
          + "and retry with pauses."),

  /** The JWKS has no keys. */
  JWKS_EMPTY(
      Family.KEYS,
      Argument.NONE,
      "200 {\"keys\":[]}, cache headers as ever",
      "A proxy or cache that answers in the place of the tenant.",
      "Do not replace good keys by none; refuse with 401 and try again later."),

  /** The JWKS lacks the key that signs: it is older than the last rotation. */
  JWKS_STALE(
      Family.KEYS,
      Argument.NONE,
      "200 without the current key, cache headers as ever",
      "A cache between API and tenant that serves the JWKS of before a rotation.",
      "Fetch anew on an unknown kid, past the cache if need be; honour Cache-Control "
          + "in caches."),

  /** The JWKS is no JSON. */
  JWKS_MALFORMED(
      Family.KEYS,
      Argument.NONE,
      "200, half of the JSON, cache headers as ever",
      "A proxy that cuts answers.",
      "Treat what cannot be read like an outage: keep the last good keys."),

  // The transport

  /** The answer comes late; the argument says by how much. */
  DELAY(
      Family.TRANSPORT,
      Argument.DURATION,
      "the usual answer, later",
      "Cold caches, far regions, busy tenants.",
      "Set connect and read timeouts; do not hold locks or database connections "
          + "while a token is fetched."),

  /** No answer comes until the client gives up. */
  STALL(
      Family.TRANSPORT,
      Argument.NONE,
      "nothing: the connection stays open until the client closes it, or is reset "
          + "after 10 minutes",
      "Firewalls that drop packets, load balancers that lost their target.",
      "Set a read timeout on every client; without one a thread hangs for good."),

  /** The connection is reset, before or after the change of state. */
  DROP_CONNECTION(
      Family.TRANSPORT,
      Argument.BEFORE_OR_AFTER,
      "a TCP reset without an answer; over HTTP/2 a reset of the stream",
      "Deployments, idle timeouts of proxies and NAT. \"after\" is the famous lost "
          + "refresh rotation: the tenant has rotated the refresh token, the client never "
          + "saw the new one.",
      "Retry what is safe to repeat; give refresh token rotation an overlap period "
          + "(leeway) for the others."),

  /** The body ends halfway. */
  TRUNCATED_BODY(
      Family.TRANSPORT,
      Argument.NONE,
      "status, headers and Content-Length of the usual answer, half of its body, "
          + "then the end of the connection",
      "Proxies that give up, connections that break.",
      "Check that the body is whole before it is parsed; retry."),

  /** The body is no JSON. */
  GARBAGE_BODY(
      Family.TRANSPORT,
      Argument.NONE,
      "status and headers of the usual answer, a body that does not parse",
      "Broken proxies, wrong decompression.",
      "Answer with an error of your own that says what was expected, not with a "
          + "stack trace of the parser."),

  /** The body is as ever, its content type is text/html. */
  WRONG_CONTENT_TYPE(
      Family.TRANSPORT,
      Argument.NONE,
      "the usual answer with Content-Type text/html; charset=utf-8",
      "Gateways and captive portals that relabel answers.",
      "Check Content-Type before parsing, and say what came instead."),

  /** The answer has this status, and a body such as a proxy in front of Auth0 sends. */
  STATUS(
      Family.TRANSPORT,
      Argument.STATUS,
      "the status, text/html, none of Auth0's headers but X-Auth0-RequestId",
      "Incidents: what is in front of Auth0 answers in its place.",
      "Decide by the status before parsing a body as JSON; retry 502, 503 and 504 "
          + "with growing pauses."),

  // What is seen, and when

  /** User search answers from the past; the argument says by how much. */
  SEARCH_LAG(
      Family.CONSISTENCY,
      Argument.DURATION,
      "GET /api/v2/users, with or without q, as the tenant was so much earlier by its clock; "
          + "GET /api/v2/users/{id} and /api/v2/users-by-email are up to date",
      "Whoever creates or changes a user and searches at once: Auth0's user search is "
          + "eventually consistent, by seconds as a rule.",
      "Read by user_id or by e-mail right after a write; keep the user_id the create answered; "
          + "never decide by a search that a user does not exist.");

  /** When a mode acts. */
  public enum Family {
    /** In the rule's place, in Auth0's own status and words. */
    REFUSAL,
    /** Before the token is signed. */
    TOKEN_PLAN,
    /** When the token is signed, and after. */
    TOKEN_BYTES,
    /** When the published keys are read. */
    KEYS,
    /** On the way out. */
    TRANSPORT,
    /** When what was written is read. */
    CONSISTENCY
  }

  /** What stands behind the equals sign. */
  public enum Argument {
    /** Nothing may stand there. */
    NONE("nothing"),
    /** A claim's name. */
    CLAIM("a claim's name, such as missing-claim=azp"),
    /** A duration. */
    DURATION("a duration such as delay=2s or delay=150ms, at most 10m"),
    /** {@code before} or {@code after}. */
    BEFORE_OR_AFTER("before or after (the change of state), such as drop-connection=after"),
    /** An HTTP status. */
    STATUS("an HTTP status from 400 to 599, such as status=503");

    private final String wanted;

    Argument(String wanted) {
      this.wanted = wanted;
    }

    /** What is wanted, in words. */
    public String wanted() {
      return wanted;
    }
  }

  private static final String TOKEN = "/oauth/token";
  private static final String LOGIN_PAGE = "/u/login";
  private static final String PASSWORD_PAGE = "/u/login/password";
  private static final String CONSENT_PAGE = "/u/consent";
  private static final String ORGANIZATION_PAGE = "/u/organization-picker";

  /** Where a code of a second factor is typed. */
  private static final List<String> FACTOR_PAGES =
      List.of("/u/mfa-otp", "/u/mfa-sms", "/u/mfa-email", "/u/mfa-recovery-code");

  private static final String EMBEDDED_LOGIN = "/co/authenticate";
  private static final String AUTHORIZE = "/authorize";
  private static final String RESUME = "/authorize/resume";
  private static final String JWKS = "/.well-known/jwks.json";
  private static final String REGISTRATION = "/oidc/register";
  private static final String MFA_CHALLENGE = "/mfa/challenge";
  private static final String PASSWORDLESS = "/passwordless/start";
  private static final String USER_SEARCH = "/api/v2/users";

  /** A test of the emulator holds this to the routes it serves. */
  private static final List<String> SERVED =
      List.of(
          TOKEN,
          REGISTRATION,
          "/oauth/device/code",
          "/bc-authorize",
          MFA_CHALLENGE,
          "/mfa/associate",
          "/mfa/authenticators",
          "/mfa/authenticators/{id}",
          PASSWORDLESS,
          "/passwordless/verify",
          "/passwordless/verify_redirect",
          "/otp/challenge",
          "/dbconnections/signup",
          "/dbconnections/change_password",
          "/u/unblock",
          JWKS,
          "/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server",
          "/pem",
          "/cer",
          "/pb7",
          "/rawpem",
          "/fingerprint",
          "/users-exports/{job}/{file}",
          "/oauth/revoke",
          "/userinfo",
          AUTHORIZE,
          RESUME,
          "/oauth/par",
          EMBEDDED_LOGIN,
          "/client/{file}",
          "/v2/logout",
          "/oidc/logout",
          "/u/logout",
          LOGIN_PAGE,
          "/u/login/identifier",
          PASSWORD_PAGE,
          "/u/login/passwordless",
          "/u/login/passwordless-challenge",
          "/u/login-confirmation",
          "/u/provider",
          "/u/signup",
          "/u/accept-invitation",
          CONSENT_PAGE,
          "/u/organization",
          "/u/pre-organization-picker",
          ORGANIZATION_PAGE,
          "/u/mfa-otp",
          "/u/mfa-sms",
          "/u/mfa-email",
          "/u/mfa-push",
          "/u/mfa-recovery-code",
          "/u/mfa-login-options",
          "/u/mfa-otp-enrollment",
          "/u/mfa-sms-enrollment",
          "/u/mfa-recovery-code-enrollment",
          "/u/reset-password/request",
          "/u/reset-password/sent",
          "/u/reset-password",
          "/u/reset-password/change",
          "/u/reset-verify",
          "/u/email-verification",
          "/lo/reset",
          "/mfa/enrollment",
          "/mfa/enrollment/success",
          "/activate",
          "/activate/confirm",
          "/activate/success",
          "/activate/denied",
          "/activate/expired");

  private final String mode = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Family family;
  private final Argument argument;
  private final String wire;
  private final String cause;
  private final String remedy;

  FailureMode(Family family, Argument argument, String wire, String cause, String remedy) {
    this.family = family;
    this.argument = argument;
    this.wire = wire;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** The name in rules, such as {@code client-grant-missing}. */
  public String mode() {
    return mode;
  }

  /** When it acts. */
  public Family family() {
    return family;
  }

  /** What stands behind the equals sign; it must stand there, unless it is nothing. */
  public Argument argument() {
    return argument;
  }

  /** What a caller sees. */
  public String wire() {
    return wire;
  }

  /** Who sees the like in real life, and why. */
  public String cause() {
    return cause;
  }

  /** What helps. */
  public String remedy() {
    return remedy;
  }

  /** What becomes of the tenant's state. */
  public String state() {
    return switch (family) {
      case REFUSAL -> "unchanged: decided before any change";
      case TOKEN_PLAN, TOKEN_BYTES -> "changes as usual";
      case KEYS -> "unchanged, but for what is published";
      case TRANSPORT ->
          switch (this) {
            case STATUS -> "unchanged: answered before any change";
            case DROP_CONNECTION -> "before: unchanged; after: changes as usual";
            default -> "changes as usual";
          };
      case CONSISTENCY -> "unchanged, and seen late";
    };
  }

  /** Other names it is known by. */
  public List<String> aliases() {
    return this == GRANT_TYPE_NOT_ALLOWED ? List.of("unauthorized-client") : List.of();
  }

  /** Whether it makes a token wrong, so that a token can be minted with it on demand. */
  public boolean tokenDefect() {
    return family == Family.TOKEN_PLAN || family == Family.TOKEN_BYTES;
  }

  /** The endpoints it fits, by path. A rule may narrow these, not widen them. */
  public List<String> endpoints() {
    return managementOnly() ? ManagementPaths.all() : endpoints(everywhere() ? served() : SERVED);
  }

  private List<String> endpoints(List<String> all) {
    return switch (family) {
      case REFUSAL -> everywhere() ? all : refusing();
      case TOKEN_PLAN, TOKEN_BYTES -> List.of(TOKEN);
      case KEYS -> List.of(JWKS);
      case TRANSPORT -> all;
      case CONSISTENCY -> List.of(USER_SEARCH);
    };
  }

  /** Where a refusal that does not fit everywhere is given. */
  private List<String> refusing() {
    return switch (this) {
      case REGISTRATION_DISABLED -> List.of(REGISTRATION);
      case USER_BLOCKED -> List.of(TOKEN, EMBEDDED_LOGIN, RESUME, LOGIN_PAGE, PASSWORD_PAGE);
      case PASSWORD_LEAKED -> List.of(TOKEN, EMBEDDED_LOGIN, LOGIN_PAGE, PASSWORD_PAGE);
      case TOO_MANY_ATTEMPTS -> withFactors(TOKEN, EMBEDDED_LOGIN, LOGIN_PAGE, PASSWORD_PAGE);
      case MFA_REQUIRED -> List.of(TOKEN, AUTHORIZE);
      case ORGANIZATION_DENIED -> List.of(TOKEN, AUTHORIZE, RESUME, ORGANIZATION_PAGE);
      case LOGIN_REQUIRED -> List.of(AUTHORIZE, RESUME);
      case CONSENT_DENIED -> List.of(AUTHORIZE, RESUME, CONSENT_PAGE);
      default -> List.of(TOKEN);
    };
  }

  private static List<String> withFactors(String... others) {
    List<String> all = new ArrayList<>(List.of(others));
    all.addAll(FACTOR_PAGES);
    return List.copyOf(all);
  }

  /**
   * Whether it fits an endpoint.
   *
   * @param path the endpoint's path, with parameters in braces
   */
  public boolean fits(String path) {
    if (family == Family.CONSISTENCY) {
      return path.equals(USER_SEARCH);
    }
    return path.startsWith(ManagementPaths.PREFIX)
        ? managementOnly() || everywhere()
        : !managementOnly() && endpoints(SERVED).contains(path);
  }

  private boolean everywhere() {
    return this == RATE_LIMITED || family == Family.TRANSPORT;
  }

  private boolean managementOnly() {
    return switch (this) {
      case INVALID_TOKEN, INSUFFICIENT_SCOPE, NOT_FOUND, CONFLICT -> true;
      default -> false;
    };
  }

  /** Every endpoint that can be made to fail, by path: all but the emulator's own. */
  public static List<String> served() {
    List<String> all = new ArrayList<>(SERVED);
    all.addAll(ManagementPaths.all());
    return List.copyOf(all);
  }

  /** The mode of a name or an alias. */
  public static Optional<FailureMode> named(String name) {
    for (FailureMode known : values()) {
      if (known.mode.equals(name) || known.aliases().contains(name)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** What to say of its aliases: Auth0's code for it is often said where another mode is meant. */
  String hint() {
    return "unauthorized-client is Auth0's code for grant-type-not-allowed; where a client may use"
        + " the grant but not for the API, it is client-grant-missing";
  }
}
