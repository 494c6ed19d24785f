package dev.fakeauth0.emulator.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The headers that all answers of a family have beside their own. */
final class CommonHeaders {

  private CommonHeaders() {}

  static Reply added(Reply reply, Call call, RateWindows.Standing standing) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(12);
    fields.addAll(reply.headers().fields());
    boolean management = call.route().surface() == Surface.MANAGEMENT;
    switch (call.route().surface()) {
      case AUTHENTICATION, DISCOVERY -> fields.add(Map.entry("Vary", "Accept-Encoding, Origin"));
      case MANAGEMENT -> fields.add(Map.entry("Vary", "origin,accept-encoding"));
      case CONTROL -> {}
    }
    // Recorded: the Management API leaves these out of 400, 401 and 404; a 429 has them.
    if (call.route().surface() != Surface.CONTROL
        && (!management || reply.status() < 400 || reply.status() == 429)) {
      fields.add(Map.entry(limit("Limit", management), Long.toString(standing.limit())));
      // A 429 that was forced says what one does that was earned.
      long remaining = reply.status() == 429 ? 0 : standing.remaining();
      fields.add(Map.entry(limit("Remaining", management), Long.toString(remaining)));
      fields.add(Map.entry(limit("Reset", management), Long.toString(standing.reset())));
      if (reply.status() == 429) {
        fields.add(Map.entry("Retry-After", Long.toString(standing.retryAfter())));
      }
    }
    fields.add(Map.entry("X-Auth0-RequestId", call.entry().id()));
    fields.add(Map.entry("X-Content-Type-Options", "nosniff"));
    if (call.route().surface() != Surface.CONTROL && !call.request().listener().secure()) {
      // Browsers heed it over TLS only, and there it would send the developer's other ports on
      // localhost to https for a year: see docs/decisions.md.
      fields.add(Map.entry("Strict-Transport-Security", "max-age=31536000"));
    }
    return reply.withHeaders(Headers.of(fields));
  }

  private static String limit(String which, boolean management) {
    return management
        ? "x-ratelimit-" + which.toLowerCase(java.util.Locale.ROOT)
        : "X-RateLimit-" + which;
  }
}
