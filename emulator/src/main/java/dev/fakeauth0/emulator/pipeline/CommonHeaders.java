package dev.fakeauth0.emulator.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The headers that all answers of a family have beside their own. Those that never differ are the
 * same objects in every answer: the journal keeps thousands of answers.
 */
final class CommonHeaders {

  private static final Map.Entry<String, String> VARY =
      Map.entry("Vary", "Accept-Encoding, Origin");
  private static final Map.Entry<String, String> MANAGEMENT_VARY =
      Map.entry("Vary", "origin,accept-encoding");
  private static final Map.Entry<String, String> NO_SNIFFING =
      Map.entry("X-Content-Type-Options", "nosniff");
  private static final Map.Entry<String, String> STRICT_TRANSPORT =
      Map.entry("Strict-Transport-Security", "max-age=31536000");

  // In lower case, also over HTTP/1.1: Auth0's clients get its answers over HTTP/2, where all names
  // are in lower case, and auth0-java looks these four up by such a name and no other.
  private static final String LIMIT = "x-ratelimit-limit";
  private static final String REMAINING = "x-ratelimit-remaining";
  private static final String RESET = "x-ratelimit-reset";
  private static final String RETRY_AFTER = "retry-after";

  private CommonHeaders() {}

  static Reply added(Reply reply, Call call, RateWindows.Standing standing) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(12);
    fields.addAll(reply.headers().fields());
    Surface surface = call.route().surface();
    boolean management = surface == Surface.MANAGEMENT;
    if (surface != Surface.CONTROL) {
      fields.add(management ? MANAGEMENT_VARY : VARY);
    }
    // Recorded: the Management API leaves these out of 400, 401 and 404; a 429 has them.
    if (surface != Surface.CONTROL
        && (!management || reply.status() < 400 || reply.status() == 429)) {
      fields.add(Map.entry(LIMIT, Long.toString(standing.limit())));
      // A 429 that was forced says what one does that was earned.
      long remaining = reply.status() == 429 ? 0 : standing.remaining();
      fields.add(Map.entry(REMAINING, Long.toString(remaining)));
      fields.add(Map.entry(RESET, Long.toString(standing.reset())));
      if (reply.status() == 429) {
        fields.add(Map.entry(RETRY_AFTER, Long.toString(standing.retryAfter())));
      }
    }
    fields.add(Map.entry("X-Auth0-RequestId", call.entry().id()));
    fields.add(NO_SNIFFING);
    if (surface != Surface.CONTROL && !call.request().listener().secure()) {
      // Browsers heed it over TLS only, and there it would send the developer's other ports on
      // localhost to https for a year: see docs/decisions.md.
      fields.add(STRICT_TRANSPORT);
    }
    return reply.withHeaders(Headers.of(fields));
  }
}
