package dev.fakeauth0.emulator.pipeline;

/**
 * What a refusal looks like on the wire. Texts may hold facts of the diagnosis in braces, {@code
 * {client_id}}.
 *
 * @param status the HTTP status
 * @param error the {@code error} of OAuth, or the {@code errorCode} of the Management API; empty if
 *     there is none
 * @param text the {@code error_description}, {@code message} or plain text
 * @param errorUri the {@code error_uri}; empty if there is none
 * @param evidence on what evidence it looks so
 */
record WireForm(int status, String error, String text, String errorUri, Evidence evidence) {

  /** How it is known what Auth0 answers, best first. */
  enum Evidence {
    /** Recorded traffic of a real tenant. */
    RECORDED,
    /** Auth0's documentation or OpenAPI document. */
    DOCUMENTED,
    /** Code, tests or fixtures of Auth0's SDKs. */
    SDK,
    /** Two or more independent quotes of a live tenant. */
    QUOTED_TWICE,
    /** One quote of a live tenant. */
    QUOTED,
    /** What the open libraries do that Auth0's answers are known to come from. */
    LINEAGE,
    /** No evidence: our judgement. */
    OPEN,
    /** The emulator's own, which Auth0 has nothing like. */
    OURS
  }
}
