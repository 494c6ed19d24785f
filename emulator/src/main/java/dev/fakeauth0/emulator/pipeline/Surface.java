package dev.fakeauth0.emulator.pipeline;

/** A family of endpoints that share their headers and their rate window. */
public enum Surface {
  /** The Authentication API: {@code /oauth}, {@code /authorize}, ... */
  AUTHENTICATION,
  /** The well-known documents and keys. */
  DISCOVERY,
  /** The Management API: {@code /api/v2}. */
  MANAGEMENT,
  /** The emulator's own endpoints: {@code /__admin}. */
  CONTROL;

  /** The family a path belongs to, whether or not there is such an endpoint. */
  static Surface of(String path) {
    if (path.startsWith("/api/v2/") || path.equals("/api/v2")) {
      return MANAGEMENT;
    }
    if (path.startsWith("/__admin/") || path.equals("/__admin")) {
      return CONTROL;
    }
    return AUTHENTICATION;
  }
}
