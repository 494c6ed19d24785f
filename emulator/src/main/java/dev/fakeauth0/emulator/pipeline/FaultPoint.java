package dev.fakeauth0.emulator.pipeline;

/** The moments between the stages of a call at which a failure may be injected, in their order. */
public enum FaultPoint {
  /** The request is read; nothing is known of it. */
  RECEIVED,
  /** The tenant and the endpoint are known. */
  ROUTED,
  /** The endpoint has read the request: client and audience are known. */
  PARSED,
  /** What the endpoint wanted to check against a snapshot of the state is checked. */
  STATE_READ,
  /** The rule is about to run: a refusal forced here burns and changes nothing. */
  BEFORE_DECISION,
  /** The decision is committed; nothing is signed. */
  BEFORE_MINT,
  /** The tokens are signed. */
  MINTED,
  /** The answer is rendered; nothing is sent. */
  RENDERED,
  /** The entry is completed; the answer goes to the transport. */
  SENT
}
