package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query: each known, each given once. */
final class Query {

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a query.
   *
   * <p>Refuses for {@link RefusalReason#ADMIN_BAD_REQUEST} a name that is not known or is repeated,
   * and an escape that cannot be read.
   *
   * @param sent the query as sent; empty if there is none
   * @param known the names that are taken
   */
  static Decision<Query> of(String sent, List<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    if (sent.isEmpty()) {
      return Decision.grant(new Query(values));
    }
    for (String pair : sent.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name;
      String value;
      try {
        name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      } catch (IllegalArgumentException e) {
        return Decision.refuse(
            RefusalReason.ADMIN_BAD_REQUEST
                .because("the query has an escape that cannot be read: %s", Shown.text(pair))
                .remedy("percent-encode names and values as UTF-8"));
      }
      if (!known.contains(name)) {
        return Decision.refuse(unknown(name, known));
      }
      if (values.put(name, value) != null) {
        return Decision.refuse(
            RefusalReason.ADMIN_BAD_REQUEST
                .because("the query names %s more than once", name)
                .fact("parameter", name)
                .remedy("send it once"));
      }
    }
    return Decision.grant(new Query(values));
  }

  /** The value of a name; empty if it is not there. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of a name as a whole number from 0 up; empty if it is not there. */
  Decision<Optional<Integer>> number(String name) {
    Optional<String> value = get(name);
    if (value.isEmpty()) {
      return Decision.grant(Optional.empty());
    }
    String digits = value.get();
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 9
            && digits.chars().allMatch(character -> character >= '0' && character <= '9');
    return number
        ? Decision.grant(Optional.of(Integer.parseInt(digits)))
        : Decision.refuse(
            RefusalReason.ADMIN_BAD_REQUEST
                .because("%s is a whole number, not \"%s\"", name, Shown.text(digits))
                .fact("parameter", name)
                .remedy("send %s as digits", name));
  }

  private static Diagnosis unknown(String name, List<String> known) {
    List<String> sorted = new ArrayList<>(known);
    List<String> near = Nearest.to(name, known);
    Diagnosis diagnosis =
        RefusalReason.ADMIN_BAD_REQUEST
            .because("the query has a parameter that is not known here: %s", Shown.text(name))
            .fact("parameter", Shown.text(name))
            .fact("allowed", sorted);
    return near.isEmpty()
        ? diagnosis.remedy("leave it out; known here: %s", String.join(", ", sorted))
        : diagnosis.remedy("write %s", near.get(0));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
