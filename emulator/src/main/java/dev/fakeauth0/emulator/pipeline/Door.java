package dev.fakeauth0.emulator.pipeline;

/** The way a refusal leaves: it decides what a reason looks like on the wire, see WireForms. */
public enum Door {
  /** {@code POST /oauth/token}: an OAuth error in JSON (RFC 6749 section 5.2). */
  TOKEN,
  /** The Management API's envelope {@code statusCode, error, message, errorCode}. */
  MANAGEMENT,
  /**
   * The client's callback (RFC 6749 section 4.1.2.1): {@code error}, {@code error_description} and
   * {@code state}, by whichever response mode was asked for. Only where the callback is known to be
   * the client's.
   */
  CALLBACK,
  /** An error page, where the callback is not known or not allowed (Auth0 docs, "Error Pages"). */
  PAGE,
  /** {@code POST /oauth/revoke}: an OAuth error in JSON (RFC 7009 section 2.2.1). */
  REVOCATION,
  /** {@code /userinfo}: a word, and a challenge in the header (RFC 6750 section 3). */
  USERINFO,
  /**
   * {@code POST /co/authenticate}: an error in JSON, with codes of its own (Auth0 docs,
   * "Cross-Origin Authentication").
   */
  CROSS_ORIGIN,
  /** A plain text, as for a path that Auth0 does not serve. */
  PLAIN,
  /** The emulator's own endpoints: the diagnosis itself, in JSON. */
  CONTROL;

  /** The door of a family of endpoints where no endpoint says otherwise. */
  static Door of(Surface surface) {
    return switch (surface) {
      case MANAGEMENT -> MANAGEMENT;
      case CONTROL -> CONTROL;
      case AUTHENTICATION, DISCOVERY -> PLAIN;
    };
  }
}
