package dev.fakeauth0.emulator.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code fields} and {@code include_fields} (Management API, any GET that has them). */
public final class Fields {

  private Fields() {}

  /** The members of a value that were asked for. */
  public static Object of(Query query, Object value) {
    return of(query, value, List.of());
  }

  /** The members of a value that were asked for, and those that are always shown. */
  static Object of(Query query, Object value, List<String> always) {
    List<String> named = query.words("fields");
    if (named.isEmpty() || !(value instanceof Map<?, ?> members)) {
      return value;
    }
    boolean include = query.flag("include_fields", true);
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = (String) member.getKey();
      if (named(named, name) == include || (include && always.contains(name))) {
        kept.put(name, member.getValue());
      }
    }
    return kept;
  }

  private static boolean named(List<String> named, String member) {
    for (String name : named) {
      if (name.equals(member) || name.startsWith(member + '.')) {
        return true;
      }
    }
    return false;
  }
}
