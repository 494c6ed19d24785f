package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of lists that are named like members: {@code strategy=auth0} keeps what has that
 * strategy, {@code name_filter=ad} what has it in its name.
 */
final class Filter {

  private static final List<String> OTHERS =
      List.of(
          "page",
          "per_page",
          "include_totals",
          "from",
          "take",
          "fields",
          "include_fields",
          "sort",
          "q",
          "search_engine");

  private Filter() {}

  static boolean keeps(Operation operation, Query query, Document document) {
    for (String name : query.names()) {
      boolean known = operation.parameter(Parameter.Place.QUERY, name).isPresent();
      if (!known || OTHERS.contains(name)) {
        continue;
      }
      if (name.endsWith("_filter")) {
        String member = name.substring(0, name.length() - "_filter".length());
        Optional<String> value = document.string(member);
        String wanted = query.text(name).orElse("").toLowerCase(Locale.ROOT);
        if (value.isPresent() && !value.get().toLowerCase(Locale.ROOT).contains(wanted)) {
          return false;
        }
      } else if (document.has(name) && !fits(query.all(name), document.get(name))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(List<String> wanted, @Nullable Object value) {
    for (String text : wanted) {
      for (String one : text.split(",", -1)) {
        if (String.valueOf(value).equals(one)
            || (value instanceof List<?> list && list.contains(one))) {
          return true;
        }
      }
    }
    return false;
  }
}
