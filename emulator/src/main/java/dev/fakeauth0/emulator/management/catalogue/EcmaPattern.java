package dev.fakeauth0.emulator.management.catalogue;

import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Regular expressions as JavaScript reads them (ECMA-262 without the {@code u} flag), in Java's
 * spelling: a brace that is no quantifier, a bracket in a class, and a hyphen behind a class escape
 * stand for themselves.
 */
final class EcmaPattern {

  private static final ConcurrentHashMap<String, Pattern> KNOWN = new ConcurrentHashMap<>();

  private EcmaPattern() {}

  /** Whether a text contains a match. */
  static boolean found(String expression, String text) {
    Pattern pattern = KNOWN.computeIfAbsent(expression, EcmaPattern::compiled);
    try {
      return pattern.matcher(text).find();
    } catch (StackOverflowError e) {
      // Java's matcher recurses where a group repeats; no text that long is a match that matters.
      return false;
    }
  }

  /**
   * Compiles an expression.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  static Pattern compiled(String expression) {
    StringBuilder out = new StringBuilder(expression.length() + 8);
    boolean inClass = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\' && i + 1 < expression.length()) {
        char escaped = expression.charAt(++i);
        boolean ofItself = "~`@#%&'\"!,:;=<>_ ".indexOf(escaped) >= 0;
        out.append(ofItself ? "" : "\\").append(escaped);
        if (inClass
            && "wdsWDS".indexOf(escaped) >= 0
            && i + 1 < expression.length()
            && expression.charAt(i + 1) == '-') {
          out.append("\\-");
          i++;
        }
      } else if (inClass) {
        if (c == ']') {
          inClass = false;
        }
        boolean escape = c == '[' || c == '&' || c == '#' || c == ' ';
        out.append(escape ? "\\" : "").append(c);
      } else if (c == '[') {
        inClass = true;
        out.append(c);
      } else if ((c == '{' && !quantifier(expression, i)) || (c == '}' && !closesQuantifier(out))) {
        out.append('\\').append(c);
      } else {
        out.append(c);
      }
    }
    return Pattern.compile(out.toString());
  }

  /** Whether the brace at this place begins {@code {n}}, {@code {n,}} or {@code {n,m}}. */
  private static boolean quantifier(String expression, int at) {
    int end = expression.indexOf('}', at);
    if (end < at + 2 || !Character.isDigit(expression.charAt(at + 1))) {
      return false;
    }
    int commas = 0;
    for (int i = at + 1; i < end; i++) {
      char c = expression.charAt(i);
      if (c == ',') {
        commas++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return commas <= 1;
  }

  /** Whether what was written so far ends in an open quantifier. */
  private static boolean closesQuantifier(StringBuilder written) {
    int i = written.length() - 1;
    while (i >= 0 && (Character.isDigit(written.charAt(i)) || written.charAt(i) == ',')) {
      i--;
    }
    return i >= 0
        && i < written.length() - 1
        && written.charAt(i) == '{'
        && (i == 0 || written.charAt(i - 1) != '\\');
  }
}
