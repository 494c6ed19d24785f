package dev.fakeauth0.contracts.auth0;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.fakeauth0.contracts.Reply;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON, as contracts read and write it: maps, lists, text, {@code Long} for whole numbers. */
final class Json {

  private Json() {}

  /** The members of the object that an answer is. */
  static Map<String, Object> object(Reply reply) {
    try {
      return JSONObjectUtils.parse(reply.body());
    } catch (ParseException e) {
      throw new AssertionError("Expected a JSON object, but it is: " + told(reply), e);
    }
  }

  /** The objects of the array that an answer is. */
  static List<Map<String, Object>> objects(Reply reply) {
    try {
      return maps(JSONArrayUtils.parse(reply.body()));
    } catch (ParseException e) {
      throw new AssertionError("Expected a JSON array, but it is: " + told(reply), e);
    }
  }

  /** The objects of an array that is a member. */
  static List<Map<String, Object>> objects(Map<String, Object> of, String name) {
    if (of.get(name) instanceof List<?> items) {
      return maps(items);
    }
    throw new AssertionError("Expected the array " + name + ", but there is: " + of.keySet());
  }

  /** The object that is a member. */
  static Map<String, Object> object(Map<String, Object> of, String name) {
    return map(of.get(name));
  }

  /** The text of a member. */
  static String text(Map<String, Object> of, String name) {
    if (of.get(name) instanceof String text) {
      return text;
    }
    throw new AssertionError("Expected the text " + name + ", but there is: " + of.keySet());
  }

  /** The texts of an array that is a member. */
  static List<String> texts(Map<String, Object> of, String name) {
    if (of.get(name) instanceof List<?> items) {
      return items.stream().map(String::valueOf).toList();
    }
    throw new AssertionError("Expected the array " + name + ", but there is: " + of.keySet());
  }

  /** An object of these members, in this order: name, value, name, value. */
  static Map<String, Object> of(@Nullable Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put(String.valueOf(members[i]), members[i + 1]);
    }
    return object;
  }

  /** Texts by name, in this order: name, value, name, value. */
  static Map<String, String> texts(String... members) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      texts.put(members[i], members[i + 1]);
    }
    return texts;
  }

  /** An object with further members, or others in their place. */
  static Map<String, Object> with(Map<String, Object> base, Map<String, ?> more) {
    Map<String, Object> object = new LinkedHashMap<>(base);
    object.putAll(more);
    return object;
  }

  /** As text. */
  static String write(Map<String, ?> object) {
    return JSONObjectUtils.toJSONString(object);
  }

  /** An object of text. */
  static Map<String, Object> read(String text) throws ParseException {
    return JSONObjectUtils.parse(text);
  }

  /** What is shown of an answer where it is not what it should be. */
  static String told(Reply reply) {
    return reply.status() + " " + reply.body();
  }

  private static List<Map<String, Object>> maps(List<?> items) {
    List<Map<String, Object>> objects = new ArrayList<>();
    items.forEach(item -> objects.add(map(item)));
    return objects;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> object = new LinkedHashMap<>();
      members.forEach((name, member) -> object.put(String.valueOf(name), member));
      return object;
    }
    throw new AssertionError("Expected an object, but it is: " + value);
  }
}
