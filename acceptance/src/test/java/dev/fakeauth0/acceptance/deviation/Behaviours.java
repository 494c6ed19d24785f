package dev.fakeauth0.acceptance.deviation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fakeauth0.acceptance.deviation.Behaviour.Upstream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which deviations are made. */
final class Behaviours {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final Pattern UNKNOWN_PROPERTIES =
      Pattern.compile("'Additional properties not allowed: ([\\w,]+)");
  private static final List<String> METADATA = List.of("user_metadata", "app_metadata");

  private Behaviours() {}

  /** Alters some answers. */
  static Behaviour altering(BiPredicate<Asked, Answer> which, UnaryOperator<Answer> alteration) {
    return (asked, tenant) -> {
      Answer answer = tenant.send(asked);
      return which.test(asked, answer) ? alteration.apply(answer) : answer;
    };
  }

  /** Alters the JSON of some answers. */
  static Behaviour changing(BiPredicate<Asked, Answer> which, Consumer<ObjectNode> change) {
    return altering(which, answer -> answer.changing(change));
  }

  /** Answers some refusals of the token endpoint by a token, got with good credentials. */
  static Behaviour granting(URI issuer, BiPredicate<Asked, Answer> which) {
    return (asked, tenant) -> {
      Answer answer = tenant.send(asked);
      return which.test(asked, answer) ? tenant.send(goodRequest(issuer)) : answer;
    };
  }

  /** Answers by what it answered before to the same parameter, where the tenant now refuses. */
  static Behaviour replaying(String grantType, String parameter) {
    Map<String, Answer> granted = new HashMap<>();
    return (asked, tenant) -> {
      Answer answer = tenant.send(asked);
      if (asked.isForToken(grantType)) {
        String value = asked.parameter(parameter);
        if (answer.status() == OK) {
          granted.put(value, answer);
        } else if (answer.status() == FORBIDDEN) {
          return granted.getOrDefault(value, answer);
        }
      }
      return answer;
    };
  }

  /** Leaves out what the tenant does not know, and asks again. */
  static Behaviour forgettingUnknownProperties() {
    return (asked, tenant) -> {
      Answer answer = tenant.send(asked);
      if (!asked.isForManagement() || answer.status() != BAD_REQUEST) {
        return answer;
      }
      Matcher unknown = UNKNOWN_PROPERTIES.matcher(answer.member("message"));
      if (!unknown.find()) {
        return answer;
      }
      Asked known = asked;
      for (String name : unknown.group(1).split(",")) {
        known = known.without(name);
      }
      return tenant.send(known);
    };
  }

  /** Removes what a patch of a user's metadata does not name. */
  static Behaviour replacingMetadata() {
    return (asked, tenant) -> {
      boolean patch = asked.method().equals("PATCH") && asked.path().startsWith("/api/v2/users/");
      return tenant.send(patch ? emptied(asked, tenant) : asked);
    };
  }

  private static Asked emptied(Asked patch, Upstream tenant) throws Exception {
    JsonNode user = tenant.send(Asked.get(patch.path(), patch.header("Authorization"))).json();
    ObjectNode body = patch.parameters();
    for (String metadata : METADATA) {
      if (body.get(metadata) instanceof ObjectNode wanted) {
        user.path(metadata)
            .fieldNames()
            .forEachRemaining(
                name -> {
                  if (!wanted.has(name)) {
                    wanted.putNull(name);
                  }
                });
      }
    }
    return patch.with(body);
  }

  private static Asked goodRequest(URI issuer) {
    return new Asked(
        "POST",
        "/oauth/token",
        Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
        "grant_type=client_credentials&client_id=management&client_secret=management-secret"
            + "&audience="
            + issuer
            + "api/v2/");
  }
}
