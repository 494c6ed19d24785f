package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.Door.CALLBACK;
import static dev.fakeauth0.emulator.pipeline.Door.CONTROL;
import static dev.fakeauth0.emulator.pipeline.Door.CROSS_ORIGIN;
import static dev.fakeauth0.emulator.pipeline.Door.MANAGEMENT;
import static dev.fakeauth0.emulator.pipeline.Door.PAGE;
import static dev.fakeauth0.emulator.pipeline.Door.PLAIN;
import static dev.fakeauth0.emulator.pipeline.Door.REVOCATION;
import static dev.fakeauth0.emulator.pipeline.Door.TOKEN;
import static dev.fakeauth0.emulator.pipeline.Door.USERINFO;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.DOCUMENTED;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.LINEAGE;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.OPEN;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.OURS;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.QUOTED;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.QUOTED_TWICE;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.RECORDED;
import static dev.fakeauth0.emulator.pipeline.WireForm.Evidence.SDK;
import static dev.fakeauth0.refusal.RefusalReason.ADMIN_BAD_REQUEST;
import static dev.fakeauth0.refusal.RefusalReason.ADMIN_FORBIDDEN;
import static dev.fakeauth0.refusal.RefusalReason.API_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.AUDIENCE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.AUTHENTICATOR_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.AUTHORIZATION_PENDING;
import static dev.fakeauth0.refusal.RefusalReason.BODY_TOO_LARGE;
import static dev.fakeauth0.refusal.RefusalReason.CALLBACK_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CALLBACK_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_PENDING;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_REQUEST_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_SLOW_DOWN;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_USER_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_ASSERTION_REPLAYED;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_AUTHENTICATION_METHOD_MISMATCH;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_GRANT_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_ID_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_SECRET_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_ALREADY_USED;
import static dev.fakeauth0.refusal.RefusalReason.CODE_CHALLENGE_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.CODE_CHALLENGE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_OF_ANOTHER_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.CODE_VERIFIER_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_VERIFIER_WRONG;
import static dev.fakeauth0.refusal.RefusalReason.CONFLICT;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_NOT_DOMAIN;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_NOT_FOUND;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.CONSENT_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.CONSENT_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.CREDENTIAL_TYPE_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_APP_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_ORIGIN_BODY_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.CROSS_ORIGIN_LOGIN_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.DEFAULT_DIRECTORY_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.DEVICE_CODE_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.DEVICE_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.DPOP_NONCE_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.FEDERATED_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.FEDERATED_USER_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.INSUFFICIENT_SCOPE;
import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_CANCELED;
import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_OF_ANOTHER_BROWSER;
import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.INTERNAL_ERROR;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_ASSERTION;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_AUTHORIZATION_CODE;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_AUTH_REQ_ID;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_BODY;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_ASSERTION;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_METADATA;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_DEVICE_CODE;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_DPOP_PROOF;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_MFA_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_OOB_CODE;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_PATH;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_QUERY;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_REDIRECT_URI;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_REFRESH_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.INVITATION_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.LOGIN_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.LOGOUT_HINT_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.LOGOUT_URL_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_AUTHORIZATION;
import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_BASIC_CREDENTIALS;
import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_BODY;
import static dev.fakeauth0.refusal.RefusalReason.METHOD_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_ACCESS_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_ASSOCIATION_REFUSED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_ASSOCIATION_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_PENDING;
import static dev.fakeauth0.refusal.RefusalReason.MFA_REJECTED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_TOKEN_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.MFA_TOKEN_OF_ANOTHER_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.NONCE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.NOT_FOUND;
import static dev.fakeauth0.refusal.RefusalReason.NO_CONNECTIONS;
import static dev.fakeauth0.refusal.RefusalReason.NO_VISIBLE_CONNECTIONS;
import static dev.fakeauth0.refusal.RefusalReason.OOB_CODE_MISMATCH;
import static dev.fakeauth0.refusal.RefusalReason.OPENID_SCOPE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.OPERATION_FORBIDDEN;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_MEMBERSHIP_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.ORGANIZATION_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.ORIGIN_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.OTP_CHALLENGE_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.OTP_SESSION_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.PAGE_INPUT_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_REPEATED;
import static dev.fakeauth0.refusal.RefusalReason.PASSWORDLESS_START_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_AUDIENCE_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_LEAKED;
import static dev.fakeauth0.refusal.RefusalReason.PASSWORD_TOO_WEAK;
import static dev.fakeauth0.refusal.RefusalReason.PROOF_OF_POSSESSION_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.PUBLIC_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.PUSHED_REQUEST_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.RATE_LIMITED;
import static dev.fakeauth0.refusal.RefusalReason.REDIRECT_URI_DIFFERS;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_OF_ANOTHER_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.REFRESH_TOKEN_REUSED;
import static dev.fakeauth0.refusal.RefusalReason.REGISTRATION_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.REQUEST_OBJECT_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.REQUEST_URI_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.RESPONSE_TYPE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.ROTATING_REFRESH_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.SEVERAL_CLIENT_CREDENTIALS;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.SLOW_DOWN;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.SUSPICIOUS_IP;
import static dev.fakeauth0.refusal.RefusalReason.TICKET_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.TOKEN_EXCHANGE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.TOO_MANY_ATTEMPTS;
import static dev.fakeauth0.refusal.RefusalReason.TOO_MANY_FACTOR_ATTEMPTS;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_AUDIENCE;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_REALM;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_USER;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_CHALLENGE_TYPE;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_GRANT_TYPE;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_MEDIA_TYPE;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_RESPONSE_TYPE;
import static dev.fakeauth0.refusal.RefusalReason.USER_BLOCKED;
import static dev.fakeauth0.refusal.RefusalReason.USER_EXISTS;
import static dev.fakeauth0.refusal.RefusalReason.USER_GONE;
import static dev.fakeauth0.refusal.RefusalReason.USER_NOT_IN_ORGANIZATION;
import static dev.fakeauth0.refusal.RefusalReason.VERIFICATION_CODE_EXPIRED;
import static dev.fakeauth0.refusal.RefusalReason.VERIFICATION_CODE_TRIES_EXCEEDED;
import static dev.fakeauth0.refusal.RefusalReason.WEB_ORIGIN_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_BINDING_CODE;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_OTP;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_PASSWORD;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_RECOVERY_CODE;
import static dev.fakeauth0.refusal.RefusalReason.WRONG_VERIFICATION_CODE;

import dev.fakeauth0.emulator.pipeline.WireForm.Evidence;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wire forms by reason and door, one table, each with the evidence it stands on: SDKs compare these
 * texts. Several reasons share one form; the journal tells them apart.
 */
final class WireForms {

  private static final String NO_CLIENT_GRANT =
      "Client \"{client_id}\" is not authorized to access resource server \"{audience}\"."
          + " You need to create a \"client-grant\" associated to this API.";

  private static final String NO_SESSION =
      "You may have pressed the back button, refreshed during login, opened too many login dialogs,"
          + " or there is some issue with cookies, since we couldn't find your session. Try logging"
          + " in again from the application and if the problem persists please contact the"
          + " administrator.";

  private static final String EXPIRED_DEVICE_CODE = "Invalid or expired device code.";
  private static final String NOT_AUTHORIZED =
      "Client \"{client_id}\" is not authorized to access resource server \"{audience}\".";
  private static final String ORGANIZATION_NEEDED =
      "parameter organization is required for this client";
  private static final String ORGANIZATION_REFUSED =
      "parameter organization is not allowed for this client";
  private static final String MISMATCH =
      "Callback URL mismatch. {redirect_uri} is not in the list of allowed callback URLs";
  private static final String WEB_ORIGIN =
      "Web origin mismatch. {origin} is not in the list of allowed web origins";
  private static final String LOGOUT_URL =
      "The \"{parameter}\" querystring parameter \"{url}\" is not defined as a valid URL in"
          + " \"Allowed Logout URLs\". To add a new URL, please do it here:"
          + " https://manage.auth0.com/{place}";

  private static final String UNAUTHORIZED = "Unauthorized";

  /** Recorded, whatever is wrong with the token. */
  private static final String NO_SIGNATURE =
      "The access token signature could not be validated. A common cause of this is requesting"
          + " multiple audiences for an access token signed with HS256, as that signature scheme"
          + " requires only a single recipient for its security. Please change your API to employ"
          + " RS256 if you wish to have multiple audiences for your access tokens";

  private static final String INVALID_CODE = "Invalid authorization code";
  private static final String INVALID_REFRESH = "Unknown or invalid refresh token.";
  private static final String WRONG_CREDENTIALS = "Wrong {named_by|email} or password.";
  private static final String WRONG_CODE = "Wrong {kind|email} or verification code.";
  private static final String DISABLED_CONNECTION = "the connection was disabled";

  private static final String LOCKED_OUT =
      "Your account has been blocked after multiple consecutive login attempts. We've sent you a"
          + " notification via your preferred contact method with instructions on how to unblock"
          + " it.";

  private static final String SUSPICIOUS =
      "We have detected suspicious login behavior and further attempts will be blocked. Please"
          + " contact the administrator.";

  private static final String WRONG_ON_PAGE = "Wrong email or password";
  private static final String ASSERTION = "Failed to verify assertion: {problem}";

  /** What logins in the browser refuse for, beside others: the callback is told, else a page. */
  private static final Set<RefusalReason> AT_LOGINS =
      EnumSet.of(
          PARAMETER_INVALID,
          GRANT_TYPE_NOT_ALLOWED,
          UNKNOWN_AUDIENCE,
          CLIENT_GRANT_MISSING,
          API_ACCESS_DENIED,
          ORGANIZATION_REQUIRED,
          ORGANIZATION_NOT_ALLOWED,
          ORGANIZATION_INVALID,
          USER_BLOCKED,
          USER_GONE,
          USER_NOT_IN_ORGANIZATION,
          CONNECTION_DISABLED,
          RESPONSE_TYPE_MISSING,
          UNSUPPORTED_RESPONSE_TYPE,
          NONCE_MISSING,
          CODE_CHALLENGE_MISSING,
          CODE_CHALLENGE_INVALID,
          PARAMETER_NOT_ALLOWED,
          CONNECTION_NOT_FOUND,
          CONNECTION_NOT_DOMAIN,
          NO_CONNECTIONS,
          NO_VISIBLE_CONNECTIONS,
          INVITATION_INVALID,
          REQUEST_OBJECT_INVALID);

  /** What is told by a page and never to a callback. */
  private static final Set<RefusalReason> ON_PAGES =
      EnumSet.of(
          CLIENT_ID_MISSING,
          UNKNOWN_CLIENT,
          PARAMETER_REPEATED,
          MALFORMED_BODY,
          CALLBACK_NOT_ALLOWED,
          WEB_ORIGIN_NOT_ALLOWED,
          UNKNOWN_USER,
          WRONG_PASSWORD,
          TOO_MANY_ATTEMPTS,
          SUSPICIOUS_IP,
          PASSWORD_LEAKED);

  /** What a login refuses for that a page of the application brings about, beside others. */
  private static final Set<RefusalReason> AT_CROSS_ORIGIN_LOGINS =
      EnumSet.of(
          UNKNOWN_CLIENT,
          UNKNOWN_REALM,
          CONNECTION_DISABLED,
          UNKNOWN_USER,
          WRONG_PASSWORD,
          USER_BLOCKED,
          PASSWORD_LEAKED,
          TOO_MANY_ATTEMPTS,
          SUSPICIOUS_IP,
          WRONG_VERIFICATION_CODE,
          VERIFICATION_CODE_EXPIRED,
          VERIFICATION_CODE_TRIES_EXCEEDED,
          SIGNUP_DISABLED,
          MALFORMED_BODY,
          RATE_LIMITED);

  private static final Map<Door, Map<RefusalReason, WireForm>> TABLE = new EnumMap<>(Door.class);

  static {
    // The token endpoint
    at(TOKEN, CLIENT_ID_MISSING, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(TOKEN, UNKNOWN_CLIENT, 401, "access_denied", UNAUTHORIZED, QUOTED_TWICE);
    at(TOKEN, CLIENT_SECRET_MISSING, 401, "access_denied", UNAUTHORIZED, QUOTED_TWICE);
    at(TOKEN, INVALID_CLIENT, 401, "access_denied", UNAUTHORIZED, QUOTED_TWICE);
    at(TOKEN, CLIENT_AUTHENTICATION_METHOD_MISMATCH, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(TOKEN, SEVERAL_CLIENT_CREDENTIALS, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(TOKEN, MALFORMED_BASIC_CREDENTIALS, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(TOKEN, PUBLIC_CLIENT, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(TOKEN, INVALID_CLIENT_ASSERTION, 401, "invalid_client", ASSERTION, OPEN);
    at(TOKEN, CLIENT_ASSERTION_REPLAYED, 401, "invalid_client", ASSERTION, OPEN);
    at(TOKEN, INVALID_DPOP_PROOF, 400, "invalid_dpop_proof", "{problem}", OPEN);
    at(
        TOKEN,
        DPOP_NONCE_REQUIRED,
        400,
        "use_dpop_nonce",
        "Authorization server requires nonce in DPoP proof",
        DOCUMENTED);
    at(
        TOKEN,
        PROOF_OF_POSSESSION_REQUIRED,
        400,
        "invalid_request",
        "Proof of possession is required",
        OPEN);
    at(
        TOKEN,
        GRANT_TYPE_MISSING,
        403,
        "unsupported_grant_type",
        "Unsupported grant type: undefined",
        LINEAGE);
    at(
        TOKEN,
        UNSUPPORTED_GRANT_TYPE,
        403,
        "unsupported_grant_type",
        "Unsupported grant type: {grant_type}",
        LINEAGE);
    put(
        TOKEN,
        GRANT_TYPE_NOT_ALLOWED,
        new WireForm(
            403,
            "unauthorized_client",
            "Grant type '{grant_type}' not allowed for the client.",
            "https://auth0.com/docs/clients/client-grant-types",
            QUOTED_TWICE));
    at(
        TOKEN,
        AUDIENCE_MISSING,
        403,
        "access_denied",
        "Non-global clients are not allowed access to APIv1",
        QUOTED_TWICE);
    at(
        TOKEN,
        UNKNOWN_AUDIENCE,
        403,
        "access_denied",
        "Service not found: {audience}",
        QUOTED_TWICE);
    at(TOKEN, CLIENT_GRANT_MISSING, 403, "access_denied", NO_CLIENT_GRANT, QUOTED_TWICE);
    at(TOKEN, API_ACCESS_DENIED, 403, "access_denied", NO_CLIENT_GRANT, DOCUMENTED);
    at(
        TOKEN,
        ORGANIZATION_REQUIRED,
        400,
        "invalid_request",
        "parameter organization is required for this client",
        OPEN);
    at(
        TOKEN,
        ORGANIZATION_NOT_ALLOWED,
        400,
        "invalid_request",
        "parameter organization is not allowed for this client",
        OPEN);
    at(
        TOKEN,
        ORGANIZATION_INVALID,
        400,
        "invalid_request",
        "parameter organization is invalid: {organization}",
        OPEN);
    at(
        TOKEN,
        ORGANIZATION_DENIED,
        403,
        "access_denied",
        "Client is not authorized to access organization \"{organization}\".",
        OPEN);
    at(TOKEN, CODE_MISSING, 400, "invalid_request", "Missing required parameter: code", LINEAGE);
    at(TOKEN, INVALID_AUTHORIZATION_CODE, 403, "invalid_grant", INVALID_CODE, RECORDED);
    at(TOKEN, CODE_ALREADY_USED, 403, "invalid_grant", INVALID_CODE, RECORDED);
    at(TOKEN, CODE_OF_ANOTHER_CLIENT, 403, "invalid_grant", INVALID_CODE, OPEN);
    at(TOKEN, CODE_VERIFIER_WRONG, 403, "invalid_grant", "Failed to verify code verifier", SDK);
    at(
        TOKEN,
        CODE_VERIFIER_MISSING,
        400,
        "invalid_request",
        "Parameter 'code_verifier' is required",
        QUOTED_TWICE);
    at(
        TOKEN,
        REDIRECT_URI_DIFFERS,
        403,
        "unauthorized_client",
        "The redirect URI is wrong. You sent {sent_origin}, and we expected {expected_origin}",
        QUOTED_TWICE);
    at(
        TOKEN,
        REFRESH_TOKEN_MISSING,
        400,
        "invalid_request",
        "Missing required parameter: refresh_token",
        LINEAGE);
    at(TOKEN, INVALID_REFRESH_TOKEN, 403, "invalid_grant", INVALID_REFRESH, QUOTED_TWICE);
    at(TOKEN, REFRESH_TOKEN_OF_ANOTHER_CLIENT, 403, "invalid_grant", INVALID_REFRESH, OPEN);
    at(TOKEN, REFRESH_TOKEN_EXPIRED, 403, "invalid_grant", INVALID_REFRESH, QUOTED_TWICE);
    at(TOKEN, REFRESH_TOKEN_REUSED, 403, "invalid_grant", INVALID_REFRESH, QUOTED_TWICE);
    at(TOKEN, USER_BLOCKED, 403, "unauthorized", "user is blocked", OPEN);
    at(
        TOKEN,
        USER_GONE,
        403,
        "invalid_grant",
        "The refresh_token was generated for a user who doesn't exist anymore.",
        SDK);
    at(
        TOKEN,
        USER_NOT_IN_ORGANIZATION,
        403,
        "access_denied",
        "user {user_id} is not part of the {organization} organization",
        QUOTED_TWICE);
    at(
        TOKEN,
        MALFORMED_BODY,
        400,
        "invalid_request",
        "Malformed {format} in the request body",
        OPEN);
    at(
        TOKEN,
        PARAMETER_REPEATED,
        400,
        "invalid_request",
        "Parameter '{parameter}' was sent more than once",
        OPEN);
    at(
        TOKEN,
        PARAMETER_INVALID,
        400,
        "invalid_request",
        "Invalid parameter: {parameter} must be a string",
        LINEAGE);
    // Logins with a password (rows P1 to P10)
    at(
        TOKEN,
        PARAMETER_MISSING,
        400,
        "invalid_request",
        "Missing required parameter: {parameter}",
        LINEAGE);
    at(TOKEN, UNKNOWN_REALM, 400, "invalid_request", "Unknown realm {realm}.", DOCUMENTED);
    at(TOKEN, CONNECTION_DISABLED, 400, "invalid_request", DISABLED_CONNECTION, DOCUMENTED);
    at(
        TOKEN,
        DEFAULT_DIRECTORY_MISSING,
        500,
        "server_error",
        "Authorization server not configured with default connection.",
        QUOTED_TWICE);
    at(
        TOKEN,
        PASSWORD_AUDIENCE_UNKNOWN,
        400,
        "invalid_request",
        "invalid audience specified for password grant exchange",
        RECORDED);
    at(TOKEN, UNKNOWN_USER, 403, "invalid_grant", WRONG_CREDENTIALS, RECORDED);
    at(TOKEN, WRONG_PASSWORD, 403, "invalid_grant", WRONG_CREDENTIALS, RECORDED);
    at(TOKEN, TOO_MANY_ATTEMPTS, 429, "too_many_attempts", LOCKED_OUT, DOCUMENTED);
    at(TOKEN, SUSPICIOUS_IP, 429, "too_many_attempts", SUSPICIOUS, DOCUMENTED);
    at(
        TOKEN,
        PASSWORD_LEAKED,
        401,
        "password_leaked",
        "This login attempt has been blocked because the password you're using was previously"
            + " disclosed through a data breach (not in this application). Please check your email"
            + " for more information.",
        DOCUMENTED);

    // Codes that are sent, and new accounts (rows L0 to L3; sign-up fixtures)
    at(TOKEN, PASSWORDLESS_START_INVALID, 400, "{error}", "{message}", DOCUMENTED);
    at(TOKEN, OTP_CHALLENGE_INVALID, 400, "{error}", "{message}", DOCUMENTED);
    at(TOKEN, WRONG_VERIFICATION_CODE, 403, "invalid_grant", WRONG_CODE, SDK);
    at(
        TOKEN,
        VERIFICATION_CODE_TRIES_EXCEEDED,
        403,
        "invalid_grant",
        "You've reached the maximum number of attempts. Please try to login again.",
        QUOTED_TWICE);
    at(
        TOKEN,
        VERIFICATION_CODE_EXPIRED,
        403,
        "invalid_grant",
        "The verification code has expired. Please try to login again.",
        QUOTED);
    at(
        TOKEN,
        OTP_SESSION_INVALID,
        400,
        "invalid_request",
        "Invalid otp or auth_session.",
        DOCUMENTED);
    at(TOKEN, CONNECTION_UNKNOWN, 400, "invalid_request", "the connection was not found", SDK);
    at(TOKEN, SIGNUP_DISABLED, 400, "unauthorized", "Public signup is disabled", OPEN);
    at(TOKEN, SIGNUP_INVALID, 400, "invalid_request", "{message}", SDK);
    at(TOKEN, PASSWORD_TOO_WEAK, 400, "invalid_password", "{message}", SDK);
    at(TOKEN, USER_EXISTS, 400, "{code}", "{message}", SDK);

    // Second factors (rows M1 to M11)
    at(TOKEN, MFA_REQUIRED, 403, "mfa_required", "Multifactor authentication required", DOCUMENTED);

    at(
        TOKEN,
        AUTHORIZATION_PENDING,
        403,
        "authorization_pending",
        "User has yet to authorize device code.",
        DOCUMENTED);
    at(
        TOKEN,
        SLOW_DOWN,
        429,
        "slow_down",
        "You are polling faster than the specified interval of {interval} seconds.",
        DOCUMENTED);
    at(
        TOKEN,
        DEVICE_DENIED,
        403,
        "access_denied",
        "User cancelled the confirmation prompt.",
        DOCUMENTED);
    at(TOKEN, DEVICE_CODE_EXPIRED, 403, "expired_token", EXPIRED_DEVICE_CODE, OPEN);
    at(TOKEN, INVALID_DEVICE_CODE, 403, "invalid_grant", EXPIRED_DEVICE_CODE, OPEN);
    backchannel();
    at(
        TOKEN,
        TOKEN_EXCHANGE_NOT_ALLOWED,
        403,
        "unauthorized_client",
        "\"{profile_type}\" Token Exchange Profile is not allowed for the client.",
        QUOTED);
    at(
        TOKEN,
        SUBJECT_TOKEN_MISSING,
        400,
        "invalid_request",
        "Missing required parameter: {parameter}",
        LINEAGE);
    at(
        TOKEN,
        UNKNOWN_SUBJECT_TOKEN_TYPE,
        400,
        "invalid_request",
        "Invalid subject_token_type: {subject_token_type}",
        OPEN);
    at(TOKEN, SUBJECT_TOKEN_DENIED, 400, "invalid_request", "{message}", DOCUMENTED);
    at(
        TOKEN,
        INVALID_ASSERTION,
        400,
        "invalid_grant",
        "Assertion is invalid or has expired",
        DOCUMENTED);
    at(TOKEN, CROSS_APP_ACCESS_DENIED, 403, "access_denied", "{message}", OPEN);
    at(
        TOKEN,
        ROTATING_REFRESH_TOKEN,
        400,
        "invalid_request",
        "Refresh token rotation is not supported.",
        OPEN);
    at(
        TOKEN,
        FEDERATED_TOKEN_MISSING,
        401,
        "federated_connection_refresh_token_not_found",
        "Federated connection Refresh Token not found.",
        QUOTED_TWICE);
    at(TOKEN, FEDERATED_USER_UNKNOWN, 401, "user_not_found", "Identity User not found.", QUOTED);
    at(
        TOKEN,
        REGISTRATION_DISABLED,
        403,
        "access_denied",
        "dynamic client registration is disabled",
        OPEN);
    at(TOKEN, INVALID_CLIENT_METADATA, 400, "invalid_client_metadata", "{message}", OPEN);
    at(
        TOKEN,
        INVALID_REDIRECT_URI,
        400,
        "invalid_redirect_uri",
        "Payload validation error: 'Object didn't pass validation for format absolute-uri:"
            + " {redirect_uri}' on property {place}.",
        OPEN);
    at(TOKEN, INVALID_MFA_TOKEN, 403, "invalid_grant", "Malformed mfa_token", SDK);
    at(TOKEN, MFA_TOKEN_EXPIRED, 403, "expired_token", "{what|mfa_token} is expired", SDK);
    at(
        TOKEN,
        MFA_TOKEN_OF_ANOTHER_CLIENT,
        400,
        "invalid_request",
        "mfa_token not issued to this client",
        DOCUMENTED);
    at(
        TOKEN,
        MFA_ASSOCIATION_REQUIRED,
        400,
        "association_required",
        "User is not enrolled. You can use /mfa/associate endpoint to enroll the first"
            + " authenticator.",
        DOCUMENTED);
    at(TOKEN, MFA_ASSOCIATION_REFUSED, 400, "{error|invalid_request}", "{message}", OPEN);
    at(
        TOKEN,
        UNSUPPORTED_CHALLENGE_TYPE,
        400,
        "unsupported_challenge_type",
        "{message}",
        DOCUMENTED);
    at(TOKEN, WRONG_OTP, 403, "invalid_grant", "Invalid otp_code.", SDK);
    at(TOKEN, INVALID_OOB_CODE, 403, "invalid_grant", "Malformed oob_code", OPEN);
    at(
        TOKEN,
        OOB_CODE_MISMATCH,
        400,
        "invalid_request",
        "The oob_code doesn't match the mfa_token",
        DOCUMENTED);
    at(TOKEN, WRONG_BINDING_CODE, 403, "invalid_grant", "Invalid binding_code.", SDK);
    at(
        TOKEN,
        MFA_PENDING,
        400,
        "authorization_pending",
        "Authorization pending: please repeat the request in a few seconds.",
        RECORDED);
    at(TOKEN, MFA_REJECTED, 400, "access_denied", "MFA Authorization rejected.", RECORDED);
    at(
        TOKEN,
        TOO_MANY_FACTOR_ATTEMPTS,
        400,
        "invalid_request",
        "Too many failed codes. Wait for some minutes before retrying.",
        QUOTED);
    at(TOKEN, WRONG_RECOVERY_CODE, 403, "invalid_grant", "MFA Authorization rejected.", SDK);
    at(TOKEN, MFA_ACCESS_DENIED, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(TOKEN, AUTHENTICATOR_UNKNOWN, 404, "invalid_request", "Authenticator not found", OPEN);

    at(TOKEN, BODY_TOO_LARGE, 413, "invalid_request", "Payload Too Large", OPEN);
    at(TOKEN, RATE_LIMITED, 429, "too_many_requests", "Global limit has been reached", OPEN);
    at(TOKEN, INTERNAL_ERROR, 500, "server_error", "Internal Server Error", OURS);

    crossOrigin();

    // The revocation endpoint
    at(REVOCATION, CLIENT_ID_MISSING, 401, "invalid_client", UNAUTHORIZED, OPEN);
    at(REVOCATION, UNKNOWN_CLIENT, 401, "invalid_client", UNAUTHORIZED, DOCUMENTED);
    at(REVOCATION, CLIENT_SECRET_MISSING, 401, "invalid_client", UNAUTHORIZED, DOCUMENTED);
    at(REVOCATION, INVALID_CLIENT, 401, "invalid_client", UNAUTHORIZED, DOCUMENTED);
    at(
        REVOCATION,
        CLIENT_AUTHENTICATION_METHOD_MISMATCH,
        401,
        "invalid_client",
        UNAUTHORIZED,
        OPEN);
    at(REVOCATION, SEVERAL_CLIENT_CREDENTIALS, 401, "invalid_client", UNAUTHORIZED, OPEN);
    at(REVOCATION, MALFORMED_BASIC_CREDENTIALS, 401, "invalid_client", UNAUTHORIZED, OPEN);
    at(REVOCATION, INVALID_CLIENT_ASSERTION, 401, "invalid_client", ASSERTION, OPEN);
    at(REVOCATION, CLIENT_ASSERTION_REPLAYED, 401, "invalid_client", ASSERTION, OPEN);
    at(
        REVOCATION,
        PARAMETER_MISSING,
        400,
        "invalid_request",
        "Missing required parameter: {parameter}",
        LINEAGE);
    at(
        REVOCATION,
        MALFORMED_BODY,
        400,
        "invalid_request",
        "Malformed {format} in the request body",
        OPEN);
    at(
        REVOCATION,
        PARAMETER_REPEATED,
        400,
        "invalid_request",
        "Parameter '{parameter}' was sent more than once",
        OPEN);
    at(
        REVOCATION,
        PARAMETER_INVALID,
        400,
        "invalid_request",
        "Invalid parameter: {parameter} must be a string",
        LINEAGE);
    at(REVOCATION, BODY_TOO_LARGE, 413, "invalid_request", "Payload Too Large", OPEN);
    at(REVOCATION, RATE_LIMITED, 429, "too_many_requests", "Global limit has been reached", OPEN);
    at(REVOCATION, INTERNAL_ERROR, 500, "server_error", "Internal Server Error", OURS);

    // The UserInfo endpoint: the text of a 401 is the challenge's
    at(USERINFO, TOKEN_MISSING, 401, "", "", LINEAGE);
    at(USERINFO, INVALID_TOKEN, 401, "invalid_token", NO_SIGNATURE, RECORDED);
    at(USERINFO, INSUFFICIENT_SCOPE, 401, "invalid_token", NO_SIGNATURE, OPEN);
    at(USERINFO, USER_GONE, 401, "invalid_token", NO_SIGNATURE, OPEN);
    at(USERINFO, MALFORMED_AUTHORIZATION, 400, "", "Bad Request", LINEAGE);
    at(USERINFO, BODY_TOO_LARGE, 413, "", "Payload Too Large", OPEN);
    at(USERINFO, RATE_LIMITED, 429, "", "Too Many Requests", OPEN);
    at(USERINFO, INTERNAL_ERROR, 500, "", "Internal Server Error", OURS);

    // The Management API
    // The texts of what depends on resource and schema are facts of the diagnosis.
    at(MANAGEMENT, NOT_FOUND, 404, "{error_code}", "{message|Not Found}", LINEAGE);
    at(MANAGEMENT, TOKEN_MISSING, 401, "", "Missing authentication", RECORDED);
    at(
        MANAGEMENT,
        MALFORMED_AUTHORIZATION,
        400,
        "Bearer",
        "Bad HTTP authentication header format",
        QUOTED_TWICE);
    at(MANAGEMENT, INVALID_TOKEN, 401, "", "{message|Invalid token}", QUOTED_TWICE);
    at(
        MANAGEMENT,
        INSUFFICIENT_SCOPE,
        403,
        "insufficient_scope",
        "{message|Insufficient scope}",
        RECORDED);
    at(
        MANAGEMENT,
        OPERATION_FORBIDDEN,
        403,
        "{error_code|operation_not_supported}",
        "{message|The account is not allowed to perform this operation.}",
        DOCUMENTED);
    at(MANAGEMENT, INVALID_BODY, 400, "{error_code|invalid_body}", "{message}", RECORDED);
    at(MANAGEMENT, INVALID_QUERY, 400, "{error_code|invalid_query_string}", "{message}", SDK);
    at(MANAGEMENT, INVALID_PATH, 400, "invalid_uri", "{message}", RECORDED);
    at(
        MANAGEMENT,
        CONFLICT,
        409,
        "{error_code}",
        "{message|The resource already exists.}",
        DOCUMENTED);
    at(MANAGEMENT, MALFORMED_BODY, 400, "", "Invalid request payload JSON format", LINEAGE);
    at(MANAGEMENT, UNSUPPORTED_MEDIA_TYPE, 415, "", "Unsupported Media Type", LINEAGE);
    at(MANAGEMENT, METHOD_NOT_ALLOWED, 404, "", "Not Found", OPEN);
    at(
        MANAGEMENT,
        BODY_TOO_LARGE,
        413,
        "",
        "Payload content length greater than maximum allowed",
        DOCUMENTED);
    at(
        MANAGEMENT,
        RATE_LIMITED,
        429,
        "too_many_requests",
        "Global limit has been reached",
        RECORDED);
    at(MANAGEMENT, INTERNAL_ERROR, 500, "", "An internal server error occurred", LINEAGE);

    // Logins in the browser: at the callback, else as a page; what is checked when a request is
    // pushed, there too
    login(LOGIN_REQUIRED, 400, "login_required", "Login required", DOCUMENTED);
    login(CONSENT_REQUIRED, 400, "consent_required", "Consent required", DOCUMENTED);
    login(INTERACTION_REQUIRED, 400, "interaction_required", "{needed|Interaction required}", OPEN);
    login(CONSENT_DENIED, 403, "access_denied", "User did not authorize the request", QUOTED_TWICE);
    login(INTERACTION_CANCELED, 403, "access_denied", "User has canceled the interaction.", QUOTED);
    login(
        ORGANIZATION_MEMBERSHIP_REQUIRED,
        400,
        "invalid_request",
        "client requires organization membership, but user does not belong to any organization",
        QUOTED_TWICE);
    login(REQUEST_URI_INVALID, 400, "invalid_request_uri", "request_uri is invalid", OPEN);
    login(
        PUSHED_REQUEST_REQUIRED,
        400,
        "invalid_request",
        "Pushed authorization requests are required",
        OPEN);
    login(UNKNOWN_AUDIENCE, 400, "access_denied", "Service not found: {audience}", QUOTED_TWICE);
    login(CLIENT_GRANT_MISSING, 400, "invalid_request", NOT_AUTHORIZED, QUOTED_TWICE);
    login(API_ACCESS_DENIED, 400, "invalid_request", NOT_AUTHORIZED, OPEN);
    login(USER_BLOCKED, 403, "unauthorized", "user is blocked", DOCUMENTED);
    login(USER_GONE, 403, "access_denied", "user does not exist", OPEN);
    login(
        USER_NOT_IN_ORGANIZATION,
        403,
        "access_denied",
        "user {user_id} is not part of the {organization} organization",
        QUOTED_TWICE);
    login(
        GRANT_TYPE_NOT_ALLOWED,
        403,
        "unauthorized_client",
        "Grant type '{grant_type}' not allowed for the client.",
        QUOTED);
    login(ORGANIZATION_REQUIRED, 400, "invalid_request", ORGANIZATION_NEEDED, QUOTED_TWICE);
    login(ORGANIZATION_NOT_ALLOWED, 400, "invalid_request", ORGANIZATION_REFUSED, QUOTED_TWICE);
    login(
        ORGANIZATION_INVALID,
        400,
        "invalid_request",
        "parameter organization is invalid: {organization}",
        DOCUMENTED);
    login(
        PARAMETER_INVALID,
        400,
        "invalid_request",
        "Invalid parameter: {parameter} {problem}",
        OPEN);
    login(CONNECTION_DISABLED, 400, "invalid_request", DISABLED_CONNECTION, DOCUMENTED);
    pushed(
        RESPONSE_TYPE_MISSING,
        "invalid_request",
        "Missing required parameter: response_type",
        QUOTED_TWICE);
    pushed(
        UNSUPPORTED_RESPONSE_TYPE,
        "unsupported_response_type",
        "Unsupported response type: {response_type}",
        LINEAGE);
    pushed(NONCE_MISSING, "invalid_request", "Missing required parameter: nonce", OPEN);
    pushed(
        CODE_CHALLENGE_MISSING,
        "invalid_request",
        "Missing required parameter: code_challenge",
        OPEN);
    pushed(CODE_CHALLENGE_INVALID, "invalid_request", "Invalid parameter: {parameter}", OPEN);
    pushed(PARAMETER_NOT_ALLOWED, "invalid_request", "Unsupported parameter: {parameter}", OPEN);
    login(CONNECTION_NOT_FOUND, 400, "invalid_request", "the connection was not found", DOCUMENTED);
    login(
        CONNECTION_NOT_DOMAIN,
        400,
        "invalid_request",
        "{connection} does not exist or is not a domain connection",
        QUOTED_TWICE);
    login(
        NO_CONNECTIONS,
        400,
        "invalid_request",
        "no connections enabled for the client",
        QUOTED_TWICE);
    login(
        NO_VISIBLE_CONNECTIONS,
        400,
        "invalid_request",
        "no connections enabled for the organization are visible",
        DOCUMENTED);
    pushed(INVITATION_INVALID, "invalid_request", "invitation not found or already used", OPEN);
    pushed(REQUEST_OBJECT_INVALID, "invalid_request_object", "{problem}", OPEN);
    at(TOKEN, CALLBACK_NOT_ALLOWED, 403, "unauthorized_client", MISMATCH, OPEN);
    at(TOKEN, WEB_ORIGIN_NOT_ALLOWED, 403, "unauthorized_client", WEB_ORIGIN, OPEN);

    // Pages
    at(
        PAGE,
        CLIENT_ID_MISSING,
        400,
        "invalid_request",
        "Missing required parameter: client_id",
        LINEAGE);
    at(PAGE, UNKNOWN_CLIENT, 400, "invalid_request", "Unknown client: {client_id}", QUOTED_TWICE);
    at(PAGE, CALLBACK_NOT_ALLOWED, 403, "unauthorized_client", MISMATCH, QUOTED_TWICE);
    at(PAGE, WEB_ORIGIN_NOT_ALLOWED, 403, "unauthorized_client", WEB_ORIGIN, OPEN);
    at(
        PAGE,
        CALLBACK_MISSING,
        500,
        "server_error",
        "Unable to issue redirect for OAuth 2.0 transaction",
        QUOTED_TWICE);
    at(PAGE, LOGOUT_URL_NOT_ALLOWED, 400, "invalid_request", LOGOUT_URL, QUOTED_TWICE);
    at(PAGE, LOGOUT_HINT_INVALID, 400, "invalid_request", "Invalid parameter: {parameter}", OPEN);
    at(
        PAGE,
        PARAMETER_REPEATED,
        400,
        "invalid_request",
        "Parameter '{parameter}' was sent more than once",
        OPEN);
    at(PAGE, MALFORMED_BODY, 400, "invalid_request", "Malformed {format} in the request", OPEN);
    at(PAGE, INTERACTION_UNKNOWN, 400, "invalid_request", NO_SESSION, QUOTED_TWICE);
    at(PAGE, INTERACTION_OF_ANOTHER_BROWSER, 400, "invalid_request", NO_SESSION, QUOTED_TWICE);

    // Pages: what was typed
    at(PAGE, PAGE_INPUT_INVALID, 400, "{code}", "{message}", QUOTED);
    at(PAGE, TICKET_UNKNOWN, 400, "invalid_ticket", "This URL can be used only once", OPEN);
    at(PAGE, MFA_ASSOCIATION_REFUSED, 400, "{error|invalid_request}", "{message}", OPEN);
    at(PAGE, UNKNOWN_USER, 400, "wrong-email-credentials", WRONG_ON_PAGE, QUOTED_TWICE);
    at(PAGE, WRONG_PASSWORD, 400, "wrong-email-credentials", WRONG_ON_PAGE, QUOTED_TWICE);
    at(
        PAGE,
        TOO_MANY_ATTEMPTS,
        400,
        "user-blocked",
        "Your account has been blocked after multiple consecutive login attempts.",
        DOCUMENTED);
    at(PAGE, SUSPICIOUS_IP, 400, "ip-blocked", SUSPICIOUS, DOCUMENTED);
    at(
        PAGE,
        PASSWORD_LEAKED,
        400,
        "password-breached",
        "We have detected a potential security issue with this account. To protect your account,"
            + " we have prevented this login. Please reset your password to proceed.",
        OPEN);

    // Pages: what comes before /authorize or a page is read
    at(PAGE, BODY_TOO_LARGE, 413, "invalid_request", "Payload Too Large", OPEN);
    at(PAGE, RATE_LIMITED, 429, "too_many_requests", "Global limit has been reached", DOCUMENTED);
    at(PAGE, INTERNAL_ERROR, 500, "server_error", "Internal Server Error", OURS);

    // Paths Auth0 does not serve, and its documents
    at(PLAIN, NOT_FOUND, 404, "", "Not Found", OPEN);
    at(PLAIN, METHOD_NOT_ALLOWED, 404, "", "Not Found", QUOTED);
    at(PLAIN, BODY_TOO_LARGE, 413, "", "Payload Too Large", OPEN);
    at(PLAIN, RATE_LIMITED, 429, "", "Too Many Requests", OPEN);
    at(PLAIN, INTERNAL_ERROR, 500, "", "Internal Server Error", OURS);

    // The emulator's own
    at(CONTROL, NOT_FOUND, 404, "", "{because}", OURS);
    at(CONTROL, METHOD_NOT_ALLOWED, 405, "", "{because}", OURS);
    at(CONTROL, BODY_TOO_LARGE, 413, "", "{because}", OURS);
    at(CONTROL, MALFORMED_BODY, 400, "", "{because}", OURS);
    at(CONTROL, ADMIN_BAD_REQUEST, 400, "", "{because}", OURS);
    at(CONTROL, ADMIN_FORBIDDEN, 403, "", "{because}", OURS);
    at(CONTROL, INTERNAL_ERROR, 500, "", "{because}", OURS);
  }

  private WireForms() {}

  /** Logins that a page of the application brings about itself (Auth0 docs, error messages). */
  private static void crossOrigin() {
    at(CROSS_ORIGIN, ORIGIN_NOT_ALLOWED, 403, "", "Origin {origin} is not allowed.", DOCUMENTED);
    at(
        CROSS_ORIGIN,
        CROSS_ORIGIN_LOGIN_DISABLED,
        401,
        "unauthorized_client",
        "Cross origin login not allowed.",
        DOCUMENTED);
    at(
        CROSS_ORIGIN,
        CROSS_ORIGIN_BODY_INVALID,
        400,
        "invalid_request",
        "Invalid request body. All and only of {members} are required.",
        DOCUMENTED);
    at(
        CROSS_ORIGIN,
        CREDENTIAL_TYPE_UNKNOWN,
        400,
        "unsupported_credential_type",
        "Unknown credential type parameter.",
        DOCUMENTED);
    at(CROSS_ORIGIN, UNKNOWN_REALM, 400, "invalid_request", "Unknown realm {realm}.", DOCUMENTED);
    at(CROSS_ORIGIN, CONNECTION_DISABLED, 400, "invalid_request", DISABLED_CONNECTION, OPEN);
    at(CROSS_ORIGIN, UNKNOWN_CLIENT, 401, "access_denied", UNAUTHORIZED, OPEN);
    at(CROSS_ORIGIN, UNKNOWN_USER, 403, "access_denied", WRONG_CREDENTIALS, DOCUMENTED);
    at(CROSS_ORIGIN, WRONG_PASSWORD, 403, "access_denied", WRONG_CREDENTIALS, DOCUMENTED);
    at(CROSS_ORIGIN, USER_BLOCKED, 403, "blocked_user", "Blocked user", DOCUMENTED);
    at(
        CROSS_ORIGIN,
        PASSWORD_LEAKED,
        401,
        "password_leaked",
        "This login attempt has been blocked because the password you're using was previously"
            + " disclosed through a data breach (not in this application).",
        DOCUMENTED);
    at(CROSS_ORIGIN, TOO_MANY_ATTEMPTS, 429, "too_many_attempts", LOCKED_OUT, DOCUMENTED);
    at(CROSS_ORIGIN, SUSPICIOUS_IP, 429, "too_many_attempts", SUSPICIOUS, DOCUMENTED);
    at(CROSS_ORIGIN, WRONG_VERIFICATION_CODE, 403, "access_denied", WRONG_CODE, OPEN);
    for (RefusalReason reason :
        EnumSet.of(VERIFICATION_CODE_EXPIRED, VERIFICATION_CODE_TRIES_EXCEEDED, SIGNUP_DISABLED)) {
      at(CROSS_ORIGIN, reason, 403, "access_denied", "Authentication error", DOCUMENTED);
    }
    at(
        CROSS_ORIGIN,
        MALFORMED_BODY,
        400,
        "invalid_request",
        "Malformed {format} in the request body",
        OPEN);
    at(CROSS_ORIGIN, BODY_TOO_LARGE, 413, "invalid_request", "Payload Too Large", OPEN);
    at(CROSS_ORIGIN, RATE_LIMITED, 429, "too_many_requests", "Global limit has been reached", OPEN);
    at(CROSS_ORIGIN, INTERNAL_ERROR, 500, "server_error", "Internal Server Error", OURS);
  }

  /** Users asked on their phone (rows B1 to B3). */
  private static void backchannel() {
    at(
        TOKEN,
        OPENID_SCOPE_MISSING,
        400,
        "invalid_request",
        "openid scope must be requested",
        RECORDED);
    at(
        TOKEN,
        CIBA_USER_UNKNOWN,
        400,
        "unknown_user_id",
        "User ID is malformed or unknown",
        RECORDED);
    at(TOKEN, CIBA_REQUEST_INVALID, 400, "invalid_request", "{problem}", SDK);
    at(
        TOKEN,
        CIBA_PENDING,
        400,
        "authorization_pending",
        "The end-user authorization is pending",
        DOCUMENTED);
    at(
        TOKEN,
        CIBA_SLOW_DOWN,
        400,
        "slow_down",
        "You are polling faster than allowed. Try again in {interval} seconds.",
        DOCUMENTED);
    at(
        TOKEN,
        CIBA_DENIED,
        400,
        "access_denied",
        "The end-user denied the authorization request or it has been expired",
        DOCUMENTED);
    at(TOKEN, INVALID_AUTH_REQ_ID, 400, "invalid_grant", "Invalid or expired auth_req_id", SDK);
  }

  /**
   * The doors a reason can leave by. Whoever adds a reason is made to say so here, by the compiler,
   * and to give it a form at each, by a test.
   */
  static Set<Door> doorsOf(RefusalReason reason) {
    EnumSet<Door> doors = EnumSet.copyOf(elsewhere(reason));
    if (AT_LOGINS.contains(reason)) {
      doors.add(CALLBACK);
    }
    if (AT_CROSS_ORIGIN_LOGINS.contains(reason)) {
      doors.add(CROSS_ORIGIN);
    }
    if (AT_LOGINS.contains(reason) || ON_PAGES.contains(reason)) {
      doors.add(PAGE);
    }
    return doors;
  }

  /** The doors beside those of logins in the browser. */
  private static Set<Door> elsewhere(RefusalReason reason) {
    return switch (reason) {
      case NOT_FOUND, METHOD_NOT_ALLOWED -> EnumSet.of(MANAGEMENT, PLAIN, CONTROL);
      case INTERNAL_ERROR, BODY_TOO_LARGE -> EnumSet.complementOf(EnumSet.of(CALLBACK));
      case RATE_LIMITED -> EnumSet.of(TOKEN, REVOCATION, USERINFO, MANAGEMENT, PAGE, PLAIN);
      case MALFORMED_BODY -> EnumSet.of(TOKEN, REVOCATION, MANAGEMENT, CONTROL);
      case USER_GONE -> EnumSet.of(TOKEN, USERINFO);
      case PARAMETER_MISSING,
          PARAMETER_REPEATED,
          PARAMETER_INVALID,
          CLIENT_ID_MISSING,
          UNKNOWN_CLIENT,
          CLIENT_SECRET_MISSING,
          INVALID_CLIENT,
          CLIENT_AUTHENTICATION_METHOD_MISMATCH,
          SEVERAL_CLIENT_CREDENTIALS,
          MALFORMED_BASIC_CREDENTIALS,
          INVALID_CLIENT_ASSERTION,
          CLIENT_ASSERTION_REPLAYED ->
          EnumSet.of(TOKEN, REVOCATION);
      case PUBLIC_CLIENT,
          INVALID_DPOP_PROOF,
          DPOP_NONCE_REQUIRED,
          PROOF_OF_POSSESSION_REQUIRED,
          GRANT_TYPE_MISSING,
          UNSUPPORTED_GRANT_TYPE,
          GRANT_TYPE_NOT_ALLOWED,
          AUDIENCE_MISSING,
          UNKNOWN_AUDIENCE,
          CLIENT_GRANT_MISSING,
          API_ACCESS_DENIED,
          ORGANIZATION_REQUIRED,
          ORGANIZATION_NOT_ALLOWED,
          ORGANIZATION_INVALID,
          ORGANIZATION_DENIED,
          CODE_MISSING,
          INVALID_AUTHORIZATION_CODE,
          CODE_ALREADY_USED,
          CODE_OF_ANOTHER_CLIENT,
          CODE_VERIFIER_MISSING,
          CODE_VERIFIER_WRONG,
          REDIRECT_URI_DIFFERS,
          REFRESH_TOKEN_MISSING,
          INVALID_REFRESH_TOKEN,
          REFRESH_TOKEN_OF_ANOTHER_CLIENT,
          REFRESH_TOKEN_EXPIRED,
          REFRESH_TOKEN_REUSED,
          USER_BLOCKED,
          USER_NOT_IN_ORGANIZATION,
          CONNECTION_DISABLED,
          DEFAULT_DIRECTORY_MISSING,
          MFA_REQUIRED,
          CONNECTION_UNKNOWN,
          OTP_CHALLENGE_INVALID,
          OTP_SESSION_INVALID,
          PASSWORDLESS_START_INVALID,
          PASSWORD_TOO_WEAK,
          SIGNUP_DISABLED,
          SIGNUP_INVALID,
          USER_EXISTS,
          VERIFICATION_CODE_EXPIRED,
          VERIFICATION_CODE_TRIES_EXCEEDED,
          WRONG_VERIFICATION_CODE,
          INVALID_MFA_TOKEN,
          MFA_TOKEN_EXPIRED,
          MFA_TOKEN_OF_ANOTHER_CLIENT,
          MFA_ASSOCIATION_REQUIRED,
          MFA_ACCESS_DENIED,
          AUTHENTICATOR_UNKNOWN,
          UNSUPPORTED_CHALLENGE_TYPE,
          WRONG_OTP,
          INVALID_OOB_CODE,
          OOB_CODE_MISMATCH,
          WRONG_BINDING_CODE,
          MFA_PENDING,
          MFA_REJECTED,
          WRONG_RECOVERY_CODE,
          TOO_MANY_FACTOR_ATTEMPTS,
          PASSWORD_AUDIENCE_UNKNOWN,
          PASSWORD_LEAKED,
          SUSPICIOUS_IP,
          TOO_MANY_ATTEMPTS,
          UNKNOWN_REALM,
          UNKNOWN_USER,
          WRONG_PASSWORD ->
          EnumSet.of(TOKEN);
      case MFA_ASSOCIATION_REFUSED -> EnumSet.of(TOKEN, PAGE);
      case INTERACTION_UNKNOWN,
          INTERACTION_OF_ANOTHER_BROWSER,
          PAGE_INPUT_INVALID,
          TICKET_UNKNOWN ->
          EnumSet.of(PAGE);
      case AUTHORIZATION_PENDING,
          SLOW_DOWN,
          DEVICE_DENIED,
          DEVICE_CODE_EXPIRED,
          INVALID_DEVICE_CODE ->
          EnumSet.of(TOKEN);
      case OPENID_SCOPE_MISSING,
          CIBA_REQUEST_INVALID,
          CIBA_USER_UNKNOWN,
          CIBA_PENDING,
          CIBA_SLOW_DOWN,
          CIBA_DENIED,
          INVALID_AUTH_REQ_ID ->
          EnumSet.of(TOKEN);
      case TOKEN_EXCHANGE_NOT_ALLOWED,
          SUBJECT_TOKEN_MISSING,
          UNKNOWN_SUBJECT_TOKEN_TYPE,
          SUBJECT_TOKEN_DENIED,
          INVALID_ASSERTION,
          CROSS_APP_ACCESS_DENIED,
          ROTATING_REFRESH_TOKEN,
          FEDERATED_TOKEN_MISSING,
          FEDERATED_USER_UNKNOWN ->
          EnumSet.of(TOKEN);
      case RESPONSE_TYPE_MISSING,
          UNSUPPORTED_RESPONSE_TYPE,
          NONCE_MISSING,
          CODE_CHALLENGE_MISSING,
          CODE_CHALLENGE_INVALID,
          PARAMETER_NOT_ALLOWED,
          INVITATION_INVALID,
          REQUEST_OBJECT_INVALID,
          CALLBACK_NOT_ALLOWED,
          WEB_ORIGIN_NOT_ALLOWED ->
          EnumSet.of(TOKEN);
      case LOGIN_REQUIRED,
          NO_VISIBLE_CONNECTIONS,
          NO_CONNECTIONS,
          CONNECTION_NOT_DOMAIN,
          CONNECTION_NOT_FOUND,
          CONSENT_REQUIRED,
          INTERACTION_REQUIRED,
          CONSENT_DENIED,
          INTERACTION_CANCELED,
          ORGANIZATION_MEMBERSHIP_REQUIRED,
          REQUEST_URI_INVALID,
          PUSHED_REQUEST_REQUIRED ->
          EnumSet.of(CALLBACK, PAGE);
      case CALLBACK_MISSING, LOGOUT_URL_NOT_ALLOWED, LOGOUT_HINT_INVALID -> EnumSet.of(PAGE);
      case ORIGIN_NOT_ALLOWED,
          CROSS_ORIGIN_LOGIN_DISABLED,
          CROSS_ORIGIN_BODY_INVALID,
          CREDENTIAL_TYPE_UNKNOWN ->
          EnumSet.of(CROSS_ORIGIN);
      case REGISTRATION_DISABLED, INVALID_CLIENT_METADATA, INVALID_REDIRECT_URI ->
          EnumSet.of(TOKEN);
      case ADMIN_FORBIDDEN, ADMIN_BAD_REQUEST -> EnumSet.of(CONTROL);
      case TOKEN_MISSING, MALFORMED_AUTHORIZATION, INVALID_TOKEN, INSUFFICIENT_SCOPE ->
          EnumSet.of(USERINFO, MANAGEMENT);
      case OPERATION_FORBIDDEN,
          INVALID_BODY,
          INVALID_QUERY,
          INVALID_PATH,
          CONFLICT,
          UNSUPPORTED_MEDIA_TYPE ->
          EnumSet.of(MANAGEMENT);
    };
  }

  /** The form of a reason at a door, if it can leave there. */
  static Optional<WireForm> find(Door door, RefusalReason reason) {
    Map<RefusalReason, WireForm> forms = TABLE.get(door);
    return Optional.ofNullable(forms == null ? null : forms.get(reason));
  }

  /** A text with the facts of a diagnosis filled in; behind a bar stands what is said without. */
  static String filled(String text, Diagnosis diagnosis) {
    int open = text.indexOf('{');
    if (open < 0) {
      return text;
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    while (open >= 0) {
      int close = text.indexOf('}', open);
      int bar = text.indexOf('|', open);
      int end = bar < 0 || bar > close ? close : bar;
      @Nullable Object fact = diagnosis.facts().get(text.substring(open + 1, end));
      String otherwise = end == close ? "" : text.substring(end + 1, close);
      filled.append(text, from, open).append(fact == null ? otherwise : fact);
      from = close + 1;
      open = text.indexOf('{', from);
    }
    return filled.append(text.substring(from)).toString();
  }

  /** A refusal of a login: to the callback, else as a page of the status. */
  private static void login(
      RefusalReason reason, int status, String error, String text, Evidence evidence) {
    at(CALLBACK, reason, 302, error, text, evidence);
    at(PAGE, reason, status, error, text, evidence);
  }

  /** The same, where the request may be pushed. */
  private static void pushed(RefusalReason reason, String error, String text, Evidence evidence) {
    login(reason, 400, error, text, evidence);
    at(TOKEN, reason, 400, error, text, evidence);
  }

  private static void at(
      Door door, RefusalReason reason, int status, String error, String text, Evidence evidence) {
    put(door, reason, new WireForm(status, error, text, "", evidence));
  }

  private static void put(Door door, RefusalReason reason, WireForm form) {
    TABLE.computeIfAbsent(door, any -> new EnumMap<>(RefusalReason.class)).put(reason, form);
  }
}
