package dev.fakeauth0.emulator.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON (RFC 8259). Values are {@code null}, {@link Boolean}, {@link String},
 * {@link Long} or {@link BigInteger} for integers, {@link Double} for other numbers, {@link List},
 * and {@link Map} in the order of the text.
 */
public final class Json {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private Json() {}

  /**
   * Reads one value; nothing but blanks may follow it.
   *
   * @throws MalformedJson if the bytes are not UTF-8, not JSON, or name a member twice
   */
  public static @Nullable Object read(byte[] utf8) throws MalformedJson {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(utf8));
    } catch (CharacterCodingException e) {
      throw new MalformedJson("the text is not UTF-8");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedJson("the text is empty");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new MalformedJson("something follows the JSON value" + place(parser));
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJson(
          e.getOriginalMessage()
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")"));
    }
  }

  /**
   * Reads one object.
   *
   * @throws MalformedJson if the bytes are not JSON or hold something else
   */
  public static Document readObject(byte[] utf8) throws MalformedJson {
    if (read(utf8) instanceof Map<?, ?> members) {
      return Document.of(members);
    }
    throw new MalformedJson("an object is wanted");
  }

  /**
   * Reads an object back that {@link #write} has written, as a document. Faster than {@link
   * #readObject}: what is known to be well formed is not checked, and nothing is copied.
   *
   * @param members the members that are wanted; all others are passed over
   * @throws MalformedJson if something else wrote it
   */
  public static Document readBack(byte[] written, Predicate<String> members) throws MalformedJson {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), written)) {
      parser.nextToken();
      return Document.owning(members(parser, members));
    } catch (JacksonException e) {
      throw new MalformedJson(e.getOriginalMessage());
    }
  }

  private static Map<String, @Nullable Object> members(JsonParser parser, Predicate<String> wanted)
      throws MalformedJson {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (wanted.test(name)) {
        members.put(name, frozen(parser, token));
      } else {
        parser.skipChildren();
      }
    }
    return Collections.unmodifiableMap(members);
  }

  private static @Nullable Object frozen(JsonParser parser, JsonToken token) throws MalformedJson {
    if (token == JsonToken.START_OBJECT) {
      return members(parser, name -> true);
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> items = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        items.add(frozen(parser, next));
      }
      return Collections.unmodifiableList(items);
    }
    return value(parser, token);
  }

  /** Writes a value compactly, in UTF-8. */
  public static byte[] write(@Nullable Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toByteArray();
  }

  /** Writes a value compactly, as text. */
  public static String text(@Nullable Object value) {
    return new String(write(value), StandardCharsets.UTF_8);
  }

  /** Writes a value for people: indented by two, the same text for equal values. */
  public static String prettyText(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    pretty(out, value, "\n");
    return out.append('\n').toString();
  }

  private static void pretty(StringBuilder out, @Nullable Object value, String lineBreak) {
    Object given = value instanceof Document document ? document.asMap() : value;
    String inside = lineBreak + "  ";
    if (given instanceof Map<?, ?> members && !members.isEmpty()) {
      String separator = "{";
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.append(separator).append(inside).append(text(member.getKey())).append(": ");
        pretty(out, member.getValue(), inside);
        separator = ",";
      }
      out.append(lineBreak).append('}');
    } else if (given instanceof List<?> items && !items.isEmpty()) {
      String separator = "[";
      for (Object item : items) {
        out.append(separator).append(inside);
        pretty(out, item, inside);
        separator = ",";
      }
      out.append(lineBreak).append(']');
    } else {
      out.append(text(given));
    }
  }

  /**
   * Reads one value of a text and notes the lines of its parts.
   *
   * @throws MalformedText naming the line, if the text is not JSON or names a member twice
   */
  public static Placed readPlaced(String text) throws MalformedText {
    Placed.Lines lines = new Placed.Lines();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      Object value = first == null ? null : placed(parser, first, lines);
      if (first != null && parser.nextToken() != null) {
        throw new MalformedText(line(parser), "something follows the JSON value");
      }
      return lines.of(value);
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage();
      int end = problem.indexOf('\n');
      throw new MalformedText(
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          end < 0 ? problem : problem.substring(0, end));
    }
  }

  private static @Nullable Object placed(JsonParser parser, JsonToken token, Placed.Lines lines)
      throws MalformedText {
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int line = line(parser);
        members.put(name, placed(parser, parser.nextToken(), lines));
        lines.note(members, name, line);
      }
      return members;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> items = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        int line = line(parser);
        items.add(placed(parser, next, lines));
        lines.noteElement(items, line);
      }
      return items;
    }
    try {
      return value(parser, token);
    } catch (MalformedJson e) {
      throw new MalformedText(line(parser), "not JSON");
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws MalformedJson {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          if (members.containsKey(name)) {
            throw MalformedJson.repeated(name, place(parser));
          }
          members.put(name, value(parser, parser.nextToken()));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(value(parser, next));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> {
        Number number = parser.getNumberValue();
        yield number instanceof BigInteger ? number : (Object) number.longValue();
      }
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new MalformedJson("unexpected " + token + place(parser));
    };
  }

  private static String place(JsonParser parser) {
    return " (line "
        + parser.currentLocation().getLineNr()
        + ", column "
        + parser.currentLocation().getColumnNr()
        + ")";
  }

  private static void write(JsonGenerator out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      out.writeNumber(number.intValue());
    } else if (value instanceof Long number) {
      out.writeNumber(number.longValue());
    } else if (value instanceof Double number) {
      writeDouble(out, number);
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof Document document) {
      write(out, document.asMap());
    } else if (value instanceof Map<?, ?> members) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.writeName((String) member.getKey());
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        write(out, item);
      }
      out.writeEndArray();
    } else {
      throw new IllegalArgumentException("JSON has no form for a " + value.getClass().getName());
    }
  }

  /** Writes a whole number without a fraction, as JavaScript (and so Auth0) does. */
  private static void writeDouble(JsonGenerator out, double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.writeNumber((long) number);
    } else {
      out.writeNumber(number);
    }
  }
}
