package dev.fakeauth0.emulator.http;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Date} field (RFC 9110 section 5.6.7), written out once a second. By hand, because the
 * formatters of the JDK load locale and time zone names, a tenth of a cold start. Thread-safe.
 */
final class HttpDate {

  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final int MILLIS_PER_SECOND = 1000;

  private static volatile @Nullable Written last;

  private HttpDate() {}

  /** The time of the machine as an IMF-fixdate. */
  static String now() {
    return at(Math.floorDiv(System.currentTimeMillis(), (long) MILLIS_PER_SECOND));
  }

  /** This many seconds after 1970 as an IMF-fixdate. */
  static String at(long epochSecond) {
    Written written = last;
    if (written == null || written.second != epochSecond) {
      written = new Written(epochSecond, format(epochSecond));
      last = written;
    }
    return written.text;
  }

  private static String format(long epochSecond) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder("Mon, 01 Jan 1970 00:00:00 GMT".length());
    text.append(DAYS[time.getDayOfWeek().getValue() - 1]).append(", ");
    twoDigits(text, time.getDayOfMonth()).append(' ');
    text.append(MONTHS[time.getMonthValue() - 1]).append(' ').append(time.getYear()).append(' ');
    twoDigits(text, time.getHour()).append(':');
    twoDigits(text, time.getMinute()).append(':');
    return twoDigits(text, time.getSecond()).append(" GMT").toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return (number < 10 ? text.append('0') : text).append(number);
  }

  private static final class Written {

    private final long second;
    private final String text;

    Written(long second, String text) {
      this.second = second;
      this.text = text;
    }
  }
}
