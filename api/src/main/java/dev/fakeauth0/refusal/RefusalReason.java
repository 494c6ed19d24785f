package dev.fakeauth0.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why something was refused. How a reason looks on the wire depends on the door it leaves by;
 * several reasons may look alike there, which is why they are told apart here.
 */
public enum RefusalReason {

  // The request itself

  /** No endpoint answers at this path, or there is no such resource. */
  NOT_FOUND,
  /** The path exists, the method does not (Auth0 answers 404 here too). */
  METHOD_NOT_ALLOWED,
  /** The body is larger than {@code --max-body}. */
  BODY_TOO_LARGE,
  /** The body claims to be JSON or a form and cannot be read as one. */
  MALFORMED_BODY,
  /** A request parameter was sent twice (RFC 6749 section 3.2). */
  PARAMETER_REPEATED,
  /** A parameter has a value of the wrong type, such as a scope that is not a string. */
  PARAMETER_INVALID,
  /** The requests of the current rate window are used up (Auth0 docs, "Rate Limit Policy"). */
  RATE_LIMITED,
  /** The caller gave up, or the emulator failed to answer: a defect of the emulator. */
  INTERNAL_ERROR,

  // Who the client is (RFC 6749 section 2.3)

  /** The request names no client. */
  CLIENT_ID_MISSING,
  /** No client has this client_id. */
  UNKNOWN_CLIENT,
  /** The client is confidential and sent no credentials. */
  CLIENT_SECRET_MISSING,
  /** The client's credentials are wrong. */
  INVALID_CLIENT,
  /** The client authenticates by another method than the one it used. */
  CLIENT_AUTHENTICATION_METHOD_MISMATCH,
  /** The request names two clients, or sends credentials in two ways (RFC 6749 section 2.3). */
  SEVERAL_CLIENT_CREDENTIALS,
  /** The Authorization header is not a readable Basic credential (RFC 7617). */
  MALFORMED_BASIC_CREDENTIALS,
  /** The client assertion is malformed, unsigned, expired or for somebody else (RFC 7523). */
  INVALID_CLIENT_ASSERTION,
  /** The client assertion was used before (RFC 7523 section 3, item 7). */
  CLIENT_ASSERTION_REPLAYED,
  /** A public client asked for a grant that needs a confidential one. */
  PUBLIC_CLIENT,
  /** The DPoP proof is malformed, for another request, too old or used before (RFC 9449 4.3). */
  INVALID_DPOP_PROOF,
  /** The DPoP proof of a public client lacks a nonce of the tenant's (RFC 9449 section 8). */
  DPOP_NONCE_REQUIRED,
  /**
   * Client or API have tokens that are bound to a key alone, and this one cannot be (Auth0 docs,
   * "Configure Sender Constraining").
   */
  PROOF_OF_POSSESSION_REQUIRED,

  // Which grant

  /** The request has no grant_type. */
  GRANT_TYPE_MISSING,
  /** Nobody knows this grant_type, or it is not served. */
  UNSUPPORTED_GRANT_TYPE,
  /** The client's grant_types lack the one asked for (Auth0 docs, "Application Grant Types"). */
  GRANT_TYPE_NOT_ALLOWED,

  // What an authorization code is worth (RFC 6749 section 4.1.3)

  /** The request has no code. */
  CODE_MISSING,
  /** There is no such code: never issued, or expired. */
  INVALID_AUTHORIZATION_CODE,
  /** The code was exchanged before: what it issued is revoked (RFC 6749 section 4.1.2). */
  CODE_ALREADY_USED,
  /** The code was issued to another client. */
  CODE_OF_ANOTHER_CLIENT,
  /** The code was delivered to another redirect_uri than the one named. */
  REDIRECT_URI_DIFFERS,
  /** The code was asked for with PKCE and comes without a code_verifier (RFC 7636 section 4.5). */
  CODE_VERIFIER_MISSING,
  /** The code_verifier is not what the code_challenge was made of (RFC 7636 section 4.6). */
  CODE_VERIFIER_WRONG,

  // What a refresh token is worth (RFC 6749 section 6)

  /** The request has no refresh_token. */
  REFRESH_TOKEN_MISSING,
  /** There is no such refresh token: never issued, or revoked. */
  INVALID_REFRESH_TOKEN,
  /** The refresh token was issued to another client. */
  REFRESH_TOKEN_OF_ANOTHER_CLIENT,
  /** The refresh token is too old, or was not used for too long. */
  REFRESH_TOKEN_EXPIRED,
  /** The refresh token was rotated away: its family is revoked (RFC 9700 section 4.14.2). */
  REFRESH_TOKEN_REUSED,

  // For which API

  /** No audience was sent and the tenant has no default audience. */
  AUDIENCE_MISSING,
  /** No API has this identifier. */
  UNKNOWN_AUDIENCE,
  /** No client grant joins this client to this API (Auth0 docs, "Client Grants"). */
  CLIENT_GRANT_MISSING,
  /** The API's policy lets no client have tokens for itself (Auth0 docs, "API Access Policies"). */
  API_ACCESS_DENIED,

  // For which organization

  /** The client grant requires an organization, none was sent and the client has no default. */
  ORGANIZATION_REQUIRED,
  /** An organization was sent, and the client grant takes none. */
  ORGANIZATION_NOT_ALLOWED,
  /** The organization is unknown, or was named where only ids are taken. */
  ORGANIZATION_INVALID,
  /** The organization exists and is not associated with the client grant. */
  ORGANIZATION_DENIED,

  // For which user

  /** The user does not exist any more. */
  USER_GONE,
  /** The user is blocked (Auth0 docs, "Block and Unblock Users"). */
  USER_BLOCKED,
  /** The user is no member of the organization. */
  USER_NOT_IN_ORGANIZATION,
  // What an authorization request asks for (RFC 6749 section 4.1.1)

  /** The redirect_uri is not one of the client's callbacks (RFC 9700 section 4.1.3). */
  CALLBACK_NOT_ALLOWED,
  /** The request named no redirect_uri, so there is nowhere to answer. */
  CALLBACK_MISSING,
  /** An answer by web_message would go to an origin that is not one of the client's. */
  WEB_ORIGIN_NOT_ALLOWED,
  /** The request has no response_type. */
  RESPONSE_TYPE_MISSING,
  /** Nobody knows this response_type, or this client may not use it. */
  UNSUPPORTED_RESPONSE_TYPE,
  /**
   * An ID token is asked for by the front channel without a nonce (OpenID Connect Core 3.2.2.1).
   */
  NONCE_MISSING,
  /** The client has to use PKCE and sent no code_challenge (RFC 9700 section 2.1.1). */
  CODE_CHALLENGE_MISSING,
  /** The code_challenge or its method cannot be (RFC 7636 section 4.3). */
  CODE_CHALLENGE_INVALID,
  /** A strict third-party application sent a parameter that is not for it. */
  PARAMETER_NOT_ALLOWED,
  /** There is no such connection. */
  CONNECTION_NOT_FOUND,
  /** A third-party application named a connection that is not a domain connection. */
  CONNECTION_NOT_DOMAIN,
  /** The client's users have no connection to log in by. */
  NO_CONNECTIONS,
  /** All connections of the organization are hidden. */
  NO_VISIBLE_CONNECTIONS,
  /** The organization has no such invitation, or it was used. */
  INVITATION_INVALID,
  /** The request_uri is unknown, used, expired or another client's (RFC 9126 section 4). */
  REQUEST_URI_INVALID,
  /** Requests of the client or the tenant have to be pushed (RFC 9126 section 5). */
  PUSHED_REQUEST_REQUIRED,
  /** The signed request cannot be verified, or is missing (RFC 9101 section 6). */
  REQUEST_OBJECT_INVALID,

  // Where a login in the browser stands

  /** prompt=none, and nobody is logged in (OpenID Connect Core section 3.1.2.6). */
  LOGIN_REQUIRED,
  /** prompt=none, and the user has not consented yet. */
  CONSENT_REQUIRED,
  /** prompt=none, and the login needs another step. */
  INTERACTION_REQUIRED,
  /** The user did not consent (RFC 6749 section 4.1.2.1). */
  CONSENT_DENIED,
  /** The user cancelled a step of the login. */
  INTERACTION_CANCELED,
  /** The client logs in to organizations only, and the user is in none. */
  ORGANIZATION_MEMBERSHIP_REQUIRED,
  /** Where a logout is to lead is not in the list of the client or the tenant. */
  LOGOUT_URL_NOT_ALLOWED,
  /** The hints of a logout contradict one another or are no tokens of this tenant. */
  LOGOUT_HINT_INVALID,

  /** No login is under way under a page's {@code state}: finished, expired, or never there. */
  INTERACTION_UNKNOWN,
  /** Another browser began the login that a page or form is about. */
  INTERACTION_OF_ANOTHER_BROWSER,
  /** What was typed on a page cannot be: its facts say which field, and what the page says. */
  PAGE_INPUT_INVALID,
  /** The link of a message or a ticket is unknown, expired or used. */
  TICKET_UNKNOWN,

  // Who the user is

  /** The request lacks a parameter that its grant type needs. */
  PARAMETER_MISSING,
  /** No connection has this name, and none has it among its realms. */
  UNKNOWN_REALM,
  /** The connection is not enabled for the client (Auth0 docs, "Enable Connections"). */
  CONNECTION_DISABLED,
  /** A password login names no connection, and the tenant has no {@code default_directory}. */
  DEFAULT_DIRECTORY_MISSING,
  /** A password login asks for an API that does not exist. */
  PASSWORD_AUDIENCE_UNKNOWN,
  /** The connection has no such user. */
  UNKNOWN_USER,
  /** The password is wrong. */
  WRONG_PASSWORD,
  /** Too many failed logins in a row block the account (Auth0 docs, "Brute-Force Protection"). */
  TOO_MANY_ATTEMPTS,
  /** Too many failed logins come from one address (Auth0 docs, "Suspicious IP Throttling"). */
  SUSPICIOUS_IP,
  /** The password is known from a breach elsewhere (Auth0 docs, "Breached Password Detection"). */
  PASSWORD_LEAKED,

  // Codes and links that are sent, and new accounts

  /**
   * A code or link cannot be sent: the request says something wrong (Auth0 docs, "Passwordless").
   */
  PASSWORDLESS_START_INVALID,
  /** A code for a database's user cannot be sent: the request says something wrong. */
  OTP_CHALLENGE_INVALID,
  /** The code is wrong. */
  WRONG_VERIFICATION_CODE,
  /** Too many wrong codes were tried: a new one is needed. */
  VERIFICATION_CODE_TRIES_EXCEEDED,
  /** The code is too old. */
  VERIFICATION_CODE_EXPIRED,
  /** The {@code auth_session} or its code is wrong, used or too old. */
  OTP_SESSION_INVALID,
  /** There is no connection of this name. */
  CONNECTION_UNKNOWN,
  /** The connection lets nobody sign up. */
  SIGNUP_DISABLED,
  /** Something that a new account needs is missing or cannot be used. */
  SIGNUP_INVALID,
  /** The password breaks the connection's policy. */
  PASSWORD_TOO_WEAK,
  /** Somebody has this e-mail address, username or phone number already. */
  USER_EXISTS,

  // What the second factor is (Auth0 docs, "Multi-factor Authentication API")

  /** The user has to show a second factor. */
  MFA_REQUIRED,
  // Which device (RFC 8628 section 3.5)

  /** The user has yet to decide. */
  AUTHORIZATION_PENDING,
  /** The device polled again before its interval was over. */
  SLOW_DOWN,
  /** The user refused the device. */
  DEVICE_DENIED,
  /** The user did not enter the code in time; told once. */
  DEVICE_CODE_EXPIRED,
  /** No device waits under this device_code. */
  INVALID_DEVICE_CODE,

  // Whom to ask on their phone (OpenID Connect CIBA Core sections 11 and 13)

  /** The scope of the request does not have openid in it. */
  OPENID_SCOPE_MISSING,
  /** A parameter of the request is missing or cannot be used. */
  CIBA_REQUEST_INVALID,
  /** The login_hint names nobody. */
  CIBA_USER_UNKNOWN,
  /** The user has yet to answer. */
  CIBA_PENDING,
  /** The client polled again before its interval was over. */
  CIBA_SLOW_DOWN,
  /** The user refused, or did not answer in time; told once. */
  CIBA_DENIED,
  /** Nobody is asked under this auth_req_id. */
  INVALID_AUTH_REQ_ID,

  // Which token is exchanged (RFC 8693 section 2.2.2)

  /** The client may use no token exchange profile. */
  TOKEN_EXCHANGE_NOT_ALLOWED,
  /** The request lacks subject_token or subject_token_type. */
  SUBJECT_TOKEN_MISSING,
  /** No token exchange profile is for this type of token. */
  UNKNOWN_SUBJECT_TOKEN_TYPE,
  /** What decides on the token denies it, or knows no user for it. */
  SUBJECT_TOKEN_DENIED,
  /**
   * The assertion of a JWT bearer grant is malformed, forged, expired or of nobody who is known.
   */
  INVALID_ASSERTION,
  /** Client or connection are not set up for Cross App Access with one another. */
  CROSS_APP_ACCESS_DENIED,
  /** The refresh token rotates, and the Token Vault takes none that does. */
  ROTATING_REFRESH_TOKEN,
  /** No token of the connection's identity provider is kept for the user. */
  FEDERATED_TOKEN_MISSING,
  /** The user has no account of the connection that the {@code login_hint} means. */
  FEDERATED_USER_UNKNOWN,

  // Logins that a page of the application brings about itself (Auth0 docs, "Cross-Origin
  // Authentication")

  /** The page's origin is none of the client's. */
  ORIGIN_NOT_ALLOWED,
  /** The client may not log users in from its own pages. */
  CROSS_ORIGIN_LOGIN_DISABLED,
  /** The body has members too few or too many. */
  CROSS_ORIGIN_BODY_INVALID,
  /** Nobody knows the {@code credential_type}. */
  CREDENTIAL_TYPE_UNKNOWN,

  // Who registers a client (RFC 7591 section 3.2.2)

  /** The tenant's flag for dynamic client registration is off. */
  REGISTRATION_DISABLED,
  /** The client metadata lacks something or has a value that cannot be used. */
  INVALID_CLIENT_METADATA,
  /** A redirect URI that is to be registered is none, or leads to no application. */
  INVALID_REDIRECT_URI,
  /** The {@code mfa_token} is none, or stands for no login that waits. */
  INVALID_MFA_TOKEN,
  /** The {@code mfa_token} or {@code oob_code} is too old. */
  MFA_TOKEN_EXPIRED,
  /** The {@code mfa_token} was issued to another client. */
  MFA_TOKEN_OF_ANOTHER_CLIENT,
  /** The bearer token of the MFA API is missing, or good for nothing there. */
  MFA_ACCESS_DENIED,
  /** The user has no second factor that could be asked for. */
  MFA_ASSOCIATION_REQUIRED,
  /** The factor cannot be enrolled: it is off, or another is there, or something is missing. */
  MFA_ASSOCIATION_REFUSED,
  /** The user has no authenticator of this id. */
  AUTHENTICATOR_UNKNOWN,
  /** The user has no second factor of a type that was asked for. */
  UNSUPPORTED_CHALLENGE_TYPE,
  /** The one-time password is wrong, or was used before (RFC 6238 section 5.2). */
  WRONG_OTP,
  /** The {@code oob_code} is none. */
  INVALID_OOB_CODE,
  /** The {@code oob_code} belongs to another {@code mfa_token}. */
  OOB_CODE_MISMATCH,
  /** The code that was sent by another channel is wrong. */
  WRONG_BINDING_CODE,
  /** The push is not answered yet. */
  MFA_PENDING,
  /** The push was rejected. */
  MFA_REJECTED,
  /** The recovery code is wrong. */
  WRONG_RECOVERY_CODE,
  /** The user sent too many wrong codes of second factors, and has to wait. */
  TOO_MANY_FACTOR_ATTEMPTS,

  // What a bearer token is worth

  /** A token was refused where it was shown: see the facts for the check that failed. */
  INVALID_TOKEN,
  /** The token lacks a scope that the operation needs (RFC 6750 section 3.1). */
  INSUFFICIENT_SCOPE,
  /** No bearer token was sent (RFC 6750 section 3). */
  TOKEN_MISSING,
  /** The Authorization header is not the word Bearer and a JWT. */
  MALFORMED_AUTHORIZATION,

  // What the Management API is asked

  /** The body breaks the operation's schema or one of its rules (Management API, any operation). */
  INVALID_BODY,
  /** A query parameter breaks the operation's schema. */
  INVALID_QUERY,
  /** An id in the path breaks the operation's schema. */
  INVALID_PATH,
  /** The body is of a type the operation does not read. */
  UNSUPPORTED_MEDIA_TYPE,
  /** There is such a resource already. */
  CONFLICT,
  /** The operation is not for this tenant, resource or user, whatever the scopes. */
  OPERATION_FORBIDDEN,

  // The emulator's own endpoints

  /** {@code /__admin} was called from elsewhere than it may be. */
  ADMIN_FORBIDDEN,
  /** {@code /__admin} was called with a body or parameter it cannot use. */
  ADMIN_BAD_REQUEST;

  private final String mode = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in the failure vocabulary, such as {@code client-grant-missing}. */
  public String mode() {
    return mode;
  }

  /**
   * Begins the explanation of one refusal.
   *
   * @param format the sentence, as {@link String#format} takes it; no secrets
   */
  public Diagnosis because(String format, Object... arguments) {
    return new Diagnosis(
        this,
        arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments),
        Map.of(),
        List.of());
  }
}
