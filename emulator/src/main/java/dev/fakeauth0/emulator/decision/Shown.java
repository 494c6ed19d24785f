package dev.fakeauth0.emulator.decision;

/** How texts that a caller sent are quoted in a diagnosis: on one line, and not endless. */
public final class Shown {

  private static final int LONGEST = 200;

  private Shown() {}

  /** The text, cut where it is very long, control characters replaced. */
  public static String text(String sent) {
    boolean plain = sent.length() <= LONGEST;
    for (int i = 0; plain && i < sent.length(); i++) {
      plain = !Character.isISOControl(sent.charAt(i));
    }
    if (plain) {
      return sent;
    }
    StringBuilder shown = new StringBuilder(LONGEST + 3);
    for (int i = 0; i < Math.min(sent.length(), LONGEST); i++) {
      char character = sent.charAt(i);
      shown.append(Character.isISOControl(character) ? '\uFFFD' : character);
    }
    return sent.length() > LONGEST ? shown.append("...").toString() : shown.toString();
  }
}
