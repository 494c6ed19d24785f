package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts the calls of each family of endpoints in windows of a second, as Auth0's headers tell it
 * (Auth0 docs, "Rate Limit Headers"). Refuses only where the seed sets {@code fakeAuth0.limits}.
 */
public final class RateWindows {

  /**
   * Where a family's window stands.
   *
   * @param limit the calls a window has
   * @param remaining how many are left
   * @param reset when the window ends, in seconds since the epoch
   * @param retryAfter how many seconds until then, at least 1
   * @param exceeded whether this call is one too many and limits are enforced
   */
  public record Standing(
      long limit, long remaining, long reset, long retryAfter, boolean exceeded) {}

  private static final class Window {
    private long end;
    private long used;
  }

  private final Map<Surface, Window> windows = new EnumMap<>(Surface.class);

  /** Fresh windows. */
  RateWindows() {
    for (Surface surface : Surface.values()) {
      windows.put(surface, new Window());
    }
  }

  /**
   * Counts a call.
   *
   * @param limits the seed's {@code fakeAuth0.limits}: by family, {@code {"limit": n, "per":
   *     seconds}}
   */
  Standing count(Surface surface, Document limits, Instant now) {
    Document own = limits.object(name(surface)).orElse(Document.EMPTY);
    boolean enforced = own.number("limit").isPresent();
    long limit = own.number("limit").orElse(surface == Surface.MANAGEMENT ? 50L : 100L);
    long per = Math.max(1, own.number("per").orElse(1L));
    Window window = java.util.Objects.requireNonNull(windows.get(surface));
    synchronized (window) {
      long second = now.getEpochSecond();
      if (second >= window.end || window.end - second > per) {
        window.end = second + per;
        window.used = 0;
      }
      boolean exceeded = enforced && window.used >= limit;
      if (!exceeded) {
        window.used++;
      }
      return new Standing(
          limit,
          Math.max(0, limit - window.used),
          window.end,
          Math.max(1, window.end - second),
          exceeded);
    }
  }

  private static String name(Surface surface) {
    return switch (surface) {
      case AUTHENTICATION -> "authentication";
      case DISCOVERY -> "discovery";
      case MANAGEMENT -> "management";
      case CONTROL -> "control";
    };
  }
}
