package dev.fakeauth0.emulator.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/**
 * Writes YAML 1.2, the same bytes for equal values. What {@link Yaml} reads of it is the value
 * again. Text is quoted where a reader of another YAML version would take it for something else.
 */
public final class YamlWriter {

  /** YAML 1.1 takes these for booleans, null, and merge and value keys. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<");

  private final List<Event> events = new ArrayList<>();

  private YamlWriter() {}

  /** Writes a value of the kinds that {@link Json} reads; ends in a line break. */
  public static String write(@Nullable Object value) {
    YamlWriter writer = new YamlWriter();
    writer.events.add(new StreamStartEvent());
    writer.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    writer.value(value);
    writer.events.add(new DocumentEndEvent(false));
    writer.events.add(new StreamEndEvent());
    DumpSettings settings =
        DumpSettings.builder().setSplitLines(false).setWidth(Integer.MAX_VALUE / 2).build();
    return new Present(settings).emitToString(writer.events.iterator());
  }

  private void value(@Nullable Object value) {
    if (value instanceof Document document) {
      value(document.asMap());
    } else if (value instanceof Map<?, ?> members) {
      events.add(
          new MappingStartEvent(
              Optional.empty(), Optional.empty(), true, style(members.isEmpty())));
      members.forEach(
          (name, member) -> {
            text((String) name, false);
            value(member);
          });
      events.add(new MappingEndEvent());
    } else if (value instanceof Iterable<?> items) {
      boolean empty = !items.iterator().hasNext();
      events.add(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style(empty)));
      items.forEach(this::value);
      events.add(new SequenceEndEvent());
    } else if (value instanceof String text) {
      text(text, true);
    } else {
      scalar(Json.text(value), ScalarStyle.PLAIN);
    }
  }

  private static FlowStyle style(boolean empty) {
    return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
  }

  private void text(String text, boolean blockAllowed) {
    if (!printable(text)) {
      scalar(text, ScalarStyle.DOUBLE_QUOTED);
    } else if (text.indexOf('\n') >= 0) {
      scalar(text, blockAllowed ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED);
    } else if (safePlain(text)) {
      scalar(text, ScalarStyle.PLAIN);
    } else {
      scalar(text, ScalarStyle.SINGLE_QUOTED);
    }
  }

  /** Whether it has no character that needs an escape, or is a line break to some readers only. */
  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n')
          || (c >= '\u007f' && c <= '\u00a0')
          || c == '\u2028'
          || c == '\u2029'
          || c == '\ufeff') {
        return false;
      }
    }
    return true;
  }

  /** Text that begins with a letter, a slash or an underscore is never a number or a date. */
  private static boolean safePlain(String text) {
    if (text.isEmpty() || WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))) {
      return false;
    }
    char first = text.charAt(0);
    return (first >= 'a' && first <= 'z')
        || (first >= 'A' && first <= 'Z')
        || first == '/'
        || first == '_';
  }

  private void scalar(String text, ScalarStyle style) {
    events.add(
        new ScalarEvent(
            Optional.empty(), Optional.empty(), new ImplicitTuple(true, true), text, style));
  }
}
