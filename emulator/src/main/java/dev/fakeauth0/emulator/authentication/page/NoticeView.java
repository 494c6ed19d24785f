package dev.fakeauth0.emulator.authentication.page;

/**
 * A page that says how something ended.
 *
 * @param title the heading
 * @param text what happened
 * @param link where to go on; empty: nowhere
 * @param linkText what the link says
 */
public record NoticeView(String title, String text, String link, String linkText) {

  /** A notice that leads nowhere. */
  public static NoticeView of(String title, String text) {
    return new NoticeView(title, text, "", "");
  }
}
