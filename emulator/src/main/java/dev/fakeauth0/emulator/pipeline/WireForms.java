package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.Door.CONTROL;
import static dev.fakeauth0.emulator.pipeline.Door.MANAGEMENT;
import static dev.fakeauth0.emulator.pipeline.Door.PLAIN;
import static dev.fakeauth0.emulator.pipeline.Door.TOKEN;

import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Wire forms by reason and door, one table: SDKs compare these texts. The grade of the evidence
 * stands behind a row where it is not a recording.
 */
final class WireForms {

  private static final String NO_CLIENT_GRANT =
      "Client \"{client_id}\" is not authorized to access resource server \"{audience}\"."
          + " You need to create a \"client-grant\" associated to this API.";

  private static final Map<Door, Map<RefusalReason, WireForm>> TABLE = new EnumMap<>(Door.class);

  static {
    // The token endpoint
    at(TOKEN, RefusalReason.CLIENT_ID_MISSING, 401, "access_denied", "Unauthorized"); // ?
    at(TOKEN, RefusalReason.UNKNOWN_CLIENT, 401, "access_denied", "Unauthorized"); // F2
    at(TOKEN, RefusalReason.CLIENT_SECRET_MISSING, 401, "access_denied", "Unauthorized"); // F2
    at(TOKEN, RefusalReason.INVALID_CLIENT, 401, "access_denied", "Unauthorized"); // F2
    at(TOKEN, RefusalReason.CLIENT_AUTHENTICATION_METHOD_MISMATCH, 401, "access_denied", "Unauthorized");
    at(TOKEN, RefusalReason.MALFORMED_BASIC_CREDENTIALS, 401, "access_denied", "Unauthorized"); // ?
    at(TOKEN, RefusalReason.PUBLIC_CLIENT, 401, "access_denied", "Unauthorized"); // ?
    at(TOKEN, RefusalReason.INVALID_CLIENT_ASSERTION, 401, "invalid_client", "Failed to verify assertion: {problem}"); // ?
    at(TOKEN, RefusalReason.CLIENT_ASSERTION_REPLAYED, 401, "invalid_client", "Failed to verify assertion: {problem}"); // ?
    at(TOKEN, RefusalReason.GRANT_TYPE_MISSING, 403, "unsupported_grant_type", "Unsupported grant type: undefined"); // L
    at(TOKEN, RefusalReason.UNSUPPORTED_GRANT_TYPE, 403, "unsupported_grant_type", "Unsupported grant type: {grant_type}"); // L
    at(TOKEN, RefusalReason.GRANT_TYPE_NOT_ALLOWED, 403, "unauthorized_client", "Grant type '{grant_type}' not allowed for the client.", "https://auth0.com/docs/clients/client-grant-types"); // F2
    at(TOKEN, RefusalReason.AUDIENCE_MISSING, 403, "access_denied", "Non-global clients are not allowed access to APIv1"); // F2
    at(TOKEN, RefusalReason.UNKNOWN_AUDIENCE, 403, "access_denied", "Service not found: {audience}"); // F2
    at(TOKEN, RefusalReason.CLIENT_GRANT_MISSING, 403, "access_denied", NO_CLIENT_GRANT); // F2
    at(TOKEN, RefusalReason.API_ACCESS_DENIED, 403, "access_denied", NO_CLIENT_GRANT); // D
    at(TOKEN, RefusalReason.ORGANIZATION_REQUIRED, 400, "invalid_request", "parameter organization is required for this client"); // ?
    at(TOKEN, RefusalReason.ORGANIZATION_NOT_ALLOWED, 400, "invalid_request", "parameter organization is not allowed for this client"); // ?
    at(TOKEN, RefusalReason.ORGANIZATION_INVALID, 400, "invalid_request", "parameter organization is invalid: {organization}"); // ?
    at(TOKEN, RefusalReason.ORGANIZATION_DENIED, 403, "access_denied", "Client is not authorized to access organization \"{organization}\"."); // ?
    at(TOKEN, RefusalReason.MALFORMED_BODY, 400, "invalid_request", "Malformed JSON in the request body"); // ?
    at(TOKEN, RefusalReason.PARAMETER_REPEATED, 400, "invalid_request", "Parameter '{parameter}' was sent more than once"); // ?
    at(TOKEN, RefusalReason.PARAMETER_INVALID, 400, "invalid_request", "Invalid parameter: {parameter} must be a string"); // L
    at(TOKEN, RefusalReason.BODY_TOO_LARGE, 413, "invalid_request", "Payload Too Large"); // ?
    at(TOKEN, RefusalReason.RATE_LIMITED, 429, "too_many_requests", "Global limit has been reached"); // R for the Management API
    at(TOKEN, RefusalReason.INTERNAL_ERROR, 500, "server_error", "Internal Server Error");

    // The Management API
    at(MANAGEMENT, RefusalReason.NOT_FOUND, 404, "", "Not Found"); // L
    at(MANAGEMENT, RefusalReason.METHOD_NOT_ALLOWED, 404, "", "Not Found"); // ?
    at(MANAGEMENT, RefusalReason.BODY_TOO_LARGE, 413, "", "Payload content length greater than maximum allowed: {limit}"); // D
    at(MANAGEMENT, RefusalReason.RATE_LIMITED, 429, "too_many_requests", "Global limit has been reached");
    at(MANAGEMENT, RefusalReason.INTERNAL_ERROR, 500, "", "An internal server error occurred"); // L

    // Paths Auth0 does not serve, and its documents
    at(PLAIN, RefusalReason.NOT_FOUND, 404, "", "Not Found"); // ?
    at(PLAIN, RefusalReason.METHOD_NOT_ALLOWED, 404, "", "Not Found"); // F
    at(PLAIN, RefusalReason.BODY_TOO_LARGE, 413, "", "Payload Too Large"); // ?
    at(PLAIN, RefusalReason.RATE_LIMITED, 429, "", "Too Many Requests"); // ?
    at(PLAIN, RefusalReason.INTERNAL_ERROR, 500, "", "Internal Server Error");

    // The emulator's own
    at(CONTROL, RefusalReason.NOT_FOUND, 404, "", "{because}");
    at(CONTROL, RefusalReason.METHOD_NOT_ALLOWED, 405, "", "{because}");
    at(CONTROL, RefusalReason.BODY_TOO_LARGE, 413, "", "{because}");
    at(CONTROL, RefusalReason.MALFORMED_BODY, 400, "", "{because}");
    at(CONTROL, RefusalReason.ADMIN_BAD_REQUEST, 400, "", "{because}");
    at(CONTROL, RefusalReason.ADMIN_FORBIDDEN, 403, "", "{because}");
    at(CONTROL, RefusalReason.INTERNAL_ERROR, 500, "", "{because}");
  }

  private WireForms() {}

  /** The form of a reason at a door, if it can leave there. */
  static Optional<WireForm> find(Door door, RefusalReason reason) {
    Map<RefusalReason, WireForm> forms = TABLE.get(door);
    return Optional.ofNullable(forms == null ? null : forms.get(reason));
  }

  /** A text with the facts of a diagnosis filled in. */
  static String filled(String text, Diagnosis diagnosis) {
    int open = text.indexOf('{');
    if (open < 0) {
      return text;
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    while (open >= 0) {
      int close = text.indexOf('}', open);
      @Nullable Object fact = diagnosis.facts().get(text.substring(open + 1, close));
      filled.append(text, from, open).append(fact == null ? "" : fact);
      from = close + 1;
      open = text.indexOf('{', from);
    }
    return filled.append(text.substring(from)).toString();
  }

  private static void at(Door door, RefusalReason reason, int status, String error, String text) {
    at(door, reason, status, error, text, "");
  }

  private static void at(
      Door door, RefusalReason reason, int status, String error, String text, String errorUri) {
    TABLE
        .computeIfAbsent(door, any -> new EnumMap<>(RefusalReason.class))
        .put(reason, new WireForm(status, error, text, errorUri));
  }
}
