package dev.fakeauth0.emulator.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 by its core schema, as far as it says what JSON can say, and notes the lines.
 * Bounded: a hostile text is refused before it costs memory. Merge keys ({@code <<}), which the
 * Deploy CLI's own reader knows, are resolved.
 */
public final class Yaml {

  /** How deep arrays and objects may be nested. */
  static final int MAX_DEPTH = 100;

  /** How many values a text may come to, aliases followed. */
  static final int MAX_VALUES = 1_000_000;

  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final Iterator<Event> events;
  private final ScalarResolver resolver = new CoreSchema().getScalarResolver();
  private final Placed.Lines lines = new Placed.Lines();
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int values;

  /** What an anchor stands for; not complete while it is being read. */
  private static final class Anchored {
    private @Nullable Object value;
    private int values;
    private boolean complete;
  }

  private Yaml(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * Reads the one document of a text. An empty text gives null.
   *
   * @throws MalformedText naming the line, if the text is not such a document
   */
  public static Placed read(String text) throws MalformedText {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(MAX_CODE_POINTS).build();
    try {
      return new Yaml(new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw new MalformedText(
          line(e.getProblemMark().or(e::getContextMark)), plain(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new MalformedText(0, plain(e.getMessage()));
    }
  }

  private Placed document() throws MalformedText {
    Object value = null;
    boolean seen = false;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case Scalar, SequenceStart, MappingStart, Alias -> {
          if (seen) {
            throw new MalformedText(line(event), "there is a second document; one is allowed");
          }
          value = value(event, 0);
          seen = true;
        }
        default -> {
          // Starts, ends and comments say nothing.
        }
      }
    }
    return lines.of(value);
  }

  private @Nullable Object value(Event event, int depth) throws MalformedText {
    if (depth > MAX_DEPTH) {
      throw new MalformedText(line(event), "nested deeper than " + MAX_DEPTH + " levels");
    }
    count(1, event);
    if (event instanceof AliasEvent alias) {
      return followed(alias);
    }
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isEmpty()) {
      return unanchored(event, depth);
    }
    Anchored anchored = new Anchored();
    anchors.put(anchor.get(), anchored);
    int before = values;
    anchored.value = unanchored(event, depth);
    anchored.values = values - before;
    anchored.complete = true;
    return anchored.value;
  }

  private @Nullable Object unanchored(Event event, int depth) throws MalformedText {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof SequenceStartEvent start) {
      checkTag(start.getTag(), "seq", event);
      return sequence(depth);
    }
    if (event instanceof MappingStartEvent start) {
      checkTag(start.getTag(), "map", event);
      return mapping(depth);
    }
    throw new MalformedText(line(event), "unexpected " + event.getEventId());
  }

  private @Nullable Object followed(AliasEvent alias) throws MalformedText {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new MalformedText(line(alias), "there is no anchor &" + alias.getAlias());
    }
    if (!anchored.complete) {
      throw new MalformedText(line(alias), "*" + alias.getAlias() + " contains itself");
    }
    count(anchored.values, alias);
    return anchored.value;
  }

  private List<@Nullable Object> sequence(int depth) throws MalformedText {
    List<@Nullable Object> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(value(event, depth + 1));
      lines.noteElement(items, line(event));
    }
    return items;
  }

  private Map<String, @Nullable Object> mapping(int depth) throws MalformedText {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    List<Map<?, ?>> merged = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new MalformedText(line(event), "a key is wanted that is text");
      }
      String name = key.getValue();
      Object value = value(events.next(), depth + 1);
      if (name.equals("<<") && key.isPlain()) {
        merge(value, merged, key);
      } else if (members.containsKey(name)) {
        throw new MalformedText(line(key), "the key " + name + " is there twice");
      } else {
        members.put(name, value);
        lines.note(members, name, line(key));
      }
    }
    for (Map<?, ?> other : merged) {
      other.forEach((name, value) -> members.putIfAbsent((String) name, value));
    }
    return members;
  }

  private static void merge(@Nullable Object value, List<Map<?, ?>> merged, Event at)
      throws MalformedText {
    List<?> sources = value instanceof List<?> several ? several : java.util.Arrays.asList(value);
    for (Object source : sources) {
      if (!(source instanceof Map<?, ?> members)) {
        throw new MalformedText(line(at), "<< takes an object, or an array of objects");
      }
      merged.add(members);
    }
  }

  private @Nullable Object scalar(ScalarEvent event) throws MalformedText {
    String text = event.getValue();
    Optional<String> tag = event.getTag();
    if (tag.isEmpty()) {
      return event.isPlain() ? resolved(text, resolver.resolve(text, true), event) : text;
    }
    if (tag.get().equals("!") || tag.get().equals(Tag.STR.getValue())) {
      return text;
    }
    Tag wanted = new Tag(tag.get());
    if (wanted.equals(resolver.resolve(text, true))) {
      return resolved(text, wanted, event);
    }
    throw new MalformedText(line(event), "the tag " + shown(tag.get()) + " cannot be used here");
  }

  private static @Nullable Object resolved(String text, Tag tag, Event event) throws MalformedText {
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return text.equalsIgnoreCase("true");
    }
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    if (tag.equals(Tag.FLOAT)) {
      double number = text.matches("[-+]?[0-9.].*[0-9.]?") ? decimal(text) : Double.NaN;
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new MalformedText(line(event), text + " is no number that JSON has");
      }
      return number;
    }
    return text;
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Object integer(String text) {
    BigInteger number =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o")
                ? new BigInteger(text.substring(2), 8)
                : new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private void count(int more, Event event) throws MalformedText {
    values += more;
    if (values > MAX_VALUES) {
      throw new MalformedText(
          line(event),
          "comes to more than " + MAX_VALUES + " values when its aliases are followed");
    }
  }

  private static void checkTag(Optional<String> tag, String usual, Event event)
      throws MalformedText {
    if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(STANDARD_TAG + usual)) {
      throw new MalformedText(line(event), "the tag " + shown(tag.get()) + " cannot be used here");
    }
  }

  private static String shown(String tag) {
    return tag.startsWith(STANDARD_TAG) ? "!!" + tag.substring(STANDARD_TAG.length()) : tag;
  }

  private static int line(Event event) {
    return line(event.getStartMark());
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(-1) + 1;
  }

  /** The first line of a message, without the library's snippets. */
  private static String plain(@Nullable String message) {
    String text = message == null ? "not YAML" : message;
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
