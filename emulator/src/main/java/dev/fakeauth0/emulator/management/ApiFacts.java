package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code sapi} record of a write: what was asked for, and what was answered. */
final class ApiFacts implements LogFacts {

  /** Longer bodies, such as a file of users, are not shown. */
  private static final int SHOWN_BODY = 64 * 1024;

  private static final byte[] NOTHING = {};

  private final String operation;
  private final String method;
  private final String path;
  private final Query query;
  private final byte[] body;
  private final String userAgent;
  private final String ip;
  private final Bearer bearer;
  private final int status;
  private final Optional<Object> answer;

  ApiFacts(ManagementRequest request, Answer answer) {
    Request raw = request.raw();
    this.operation = request.operation().path();
    this.method = raw.method();
    this.path = raw.path();
    this.query = request.query();
    this.body = raw.body().length > SHOWN_BODY ? NOTHING : raw.body();
    this.userAgent = raw.header("User-Agent").orElse("");
    this.ip = raw.remote().getHostAddress();
    this.bearer = request.bearer();
    this.status = answer.status();
    this.answer = answer.json();
  }

  @Override
  public Document members() {
    return Document.of(
        "type",
        "sapi",
        "description",
        ApiDescriptions.of(method, operation),
        "client_id",
        bearer.clientId().orElse(""),
        "client_name",
        "",
        "ip",
        ip,
        "details",
        Map.of(
            "request",
            asked(),
            "response",
            Map.of("statusCode", status, "body", answer.orElse(Map.of()))),
        "user_id",
        bearer.user().orElse(null));
  }

  private Map<String, Object> asked() {
    Map<String, Object> credentials = new LinkedHashMap<>();
    credentials.put("scopes", bearer.scopes());
    bearer.jti().ifPresent(jti -> credentials.put("jti", jti));
    Map<String, Object> user = new LinkedHashMap<>();
    bearer.user().ifPresent(id -> user.put("user_id", id));
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("method", method.toLowerCase(Locale.ROOT));
    asked.put("path", path);
    asked.put("query", sent(query));
    asked.put("userAgent", userAgent);
    asked.put("body", sent(body));
    asked.put("channel", "api");
    asked.put("ip", ip);
    asked.put("auth", Map.of("user", user, "strategy", "jwt", "credentials", credentials));
    return asked;
  }

  private static Map<String, Object> sent(Query query) {
    Map<String, Object> sent = new LinkedHashMap<>();
    for (String name : query.names()) {
      List<String> values = query.all(name);
      sent.put(name, values.size() == 1 ? values.get(0) : values);
    }
    return sent;
  }

  /** The body as JSON; one that is none, such as a file, is not shown. */
  private static Object sent(byte[] bytes) {
    if (bytes.length == 0) {
      return Map.of();
    }
    try {
      @Nullable Object value = Json.read(bytes);
      return value == null ? Map.of() : value;
    } catch (MalformedJson e) {
      return Map.of();
    }
  }
}
