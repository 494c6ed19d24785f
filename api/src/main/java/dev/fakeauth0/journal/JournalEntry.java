package dev.fakeauth0.journal;

import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call, as it was asked and answered. Secrets and tokens are masked.
 *
 * @param id the id, also the answer's {@code X-Auth0-RequestId}
 * @param at when the call came in, by the tenant's clock
 * @param tenant the name of the tenant that answered
 * @param request what was asked
 * @param response what was answered; empty when the connection ended without an answer
 * @param endpoint the route that answered, such as {@code POST /oauth/token}; empty when none did
 * @param clientId the client that the request named, known or not
 * @param decision whether the call was granted, refused, or needed no decision
 * @param diagnosis why it was refused
 * @param faults the failure rules that took part
 * @param notes what else is worth knowing, such as a Host that no tenant declares
 */
public record JournalEntry(
    String id,
    Instant at,
    String tenant,
    Request request,
    Optional<Response> response,
    Optional<String> endpoint,
    Optional<String> clientId,
    Decision decision,
    Optional<Diagnosis> diagnosis,
    List<String> faults,
    List<String> notes) {

  /** Whether a call was granted. */
  public enum Decision {
    /** The rules granted it. */
    GRANTED,
    /** A rule refused it: see the diagnosis. */
    REFUSED,
    /** Nothing was decided, as for a static document. */
    NONE
  }

  /**
   * What was asked.
   *
   * @param method the HTTP method
   * @param path the path as sent
   * @param query the query as sent, secrets masked; empty if there was none
   * @param headers the header fields, credentials masked; repeated names joined by a comma
   * @param body the body as text, secrets masked
   */
  public record Request(
      String method, String path, String query, Map<String, String> headers, String body) {}

  /**
   * What was answered.
   *
   * @param status the HTTP status
   * @param headers the header fields; repeated names joined by a comma
   * @param body the body as text, tokens masked
   */
  public record Response(int status, Map<String, String> headers, String body) {}
}
