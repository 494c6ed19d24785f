package dev.fakeauth0.emulator.pipeline;

/** The way a refusal leaves: it decides what a reason looks like on the wire, see WireForms. */
public enum Door {
  /** {@code POST /oauth/token}: an OAuth error in JSON (RFC 6749 section 5.2). */
  TOKEN,
  /** The Management API's envelope {@code statusCode, error, message, errorCode}. */
  MANAGEMENT,
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
