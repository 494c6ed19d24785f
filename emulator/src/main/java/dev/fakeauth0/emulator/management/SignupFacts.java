package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code ss} record of a user who was made through the API (recorded). */
final class SignupFacts implements LogFacts {

  private final Document sent;
  private final Document made;
  private final Document connection;
  private final String clientId;
  private final String clientName;
  private final String tenant;
  private final String ip;

  private SignupFacts(
      ManagementRequest request, Document made, Document connection, String clientName) {
    this.sent = request.object();
    this.made = made;
    this.connection = connection;
    this.clientId = request.bearer().clientId().orElse("");
    this.clientName = clientName;
    this.tenant = request.tenantName();
    this.ip = request.raw().remote().getHostAddress();
  }

  static Optional<LogFacts> of(ManagementRequest request, Answer answer, TenantState state) {
    if (!request.operation().method().equals("POST")
        || !request.operation().path().equals("/api/v2/users")
        || !(answer.json().orElse(null) instanceof Map<?, ?> made)) {
      return Optional.empty();
    }
    String name = request.object().string("connection", "");
    Document connection = Document.of("name", name);
    for (Resource resource : state.collection("connections").all()) {
      if (resource.document().string("name", "").equals(name)) {
        connection = resource.document();
      }
    }
    String client =
        request
            .bearer()
            .clientId()
            .flatMap(state.clients()::find)
            .map(found -> found.name())
            .orElse("");
    return Optional.of(new SignupFacts(request, Document.of(made), connection, client));
  }

  @Override
  public Document members() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(sent.asMap());
    body.remove("verify_email");
    body.remove("password_hash"); // Ours, made on the way.
    body.replaceAll((name, value) -> name.startsWith("password") ? "*****" : value);
    body.put("client_id", clientId);
    body.put("is_signup", false);
    body.put("tenant", tenant);
    String strategy = connection.string("strategy", "auth0");
    boolean database = strategy.equals("auth0");
    return Document.of(
        "type",
        "ss",
        "description",
        "",
        "connection",
        connection.string("name", ""),
        "connection_id",
        connection.string("id", ""),
        "client_id",
        clientId,
        "client_name",
        clientName,
        "ip",
        ip,
        "details",
        Map.of(
            "authentication_methods",
            database ? List.of("pwd") : List.of(),
            "body",
            Document.of(body).asMap()),
        "user_id",
        made.string("user_id").orElse(null),
        "user_name",
        made.string("username").or(() -> made.string("email")).orElse(""),
        "strategy",
        strategy,
        "strategy_type",
        database ? "database" : "passwordless");
  }
}
