package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.CLIENT_ID_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.SIGNUP_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.Optional;

/**
 * What the endpoints of database connections share. Any application may call them for its users; a
 * secret is not asked for.
 */
final class DatabaseRequests {

  private DatabaseRequests() {}

  /** The client that a request names. */
  static Decision<Client> client(DirectRequest request, TenantState state) {
    Optional<String> id = request.clientId();
    if (id.isEmpty()) {
      return Decision.refuse(
          CLIENT_ID_MISSING
              .because("the request names no client")
              .remedy("send client_id in the body"));
    }
    return state
        .clients()
        .find(id.get())
        .map(Decision::grant)
        .orElseGet(
            () ->
                Decision.refuse(
                    UNKNOWN_CLIENT
                        .because("no client has this client_id")
                        .fact("client_id", Shown.text(id.get()))
                        .remedy(
                            "Dashboard: the client id is at Applications > Applications > (name) >"
                                + " Settings")));
  }

  /** The connection that a request names, if it is the client's. */
  static Decision<UserConnection> connection(
      DirectRequest request, Client client, TenantState state) {
    Optional<String> name = request.parameter("connection");
    if (name.isEmpty()) {
      return Decision.refuse(missing("connection"));
    }
    Optional<UserConnection> connection = UserConnection.of(state, name.get());
    if (connection.isEmpty()) {
      return Decision.refuse(unknown(name.get(), state));
    }
    return connection.get().enabledFor(client.id())
        ? Decision.grant(connection.get())
        : Decision.refuse(
            CONNECTION_DISABLED
                .because("connection %s is not enabled for client %s", name.get(), client.id())
                .fact("client_id", client.id())
                .fact("connection", name.get())
                .remedy(
                    "Dashboard: Applications > Applications > %s > Connections: switch %s on",
                    client.name(), name.get())
                .remedy("seed: enabled_clients of the connection"));
  }

  static Diagnosis unknown(String name, TenantState state) {
    return CONNECTION_UNKNOWN
        .because("there is no connection %s", Shown.text(name))
        .fact("connection", Shown.text(name))
        .fact("databases", UserConnection.named(state, "auth0"))
        .remedy("send the name of a connection: Dashboard: Authentication > Database")
        .remedy("Management API: GET /api/v2/connections; seed: databases");
  }

  static Diagnosis missing(String parameter) {
    return SIGNUP_INVALID
        .because("the request has no %s", parameter)
        .fact("parameter", parameter)
        .fact("message", parameter + " is required")
        .remedy("send %s", parameter);
  }

  /** A log record about an account of a database. */
  static LogFacts log(
      String type, String description, String userId, DirectRequest request, Call call) {
    TenantState state = call.epoch().store().state();
    return () ->
        Document.of(
            "type",
            type,
            "description",
            description,
            "connection",
            request.parameter("connection").orElse(""),
            "connection_id",
            request
                .parameter("connection")
                .flatMap(name -> UserConnection.of(state, name))
                .map(UserConnection::id)
                .orElse(""),
            "client_id",
            request.clientId().orElse(""),
            "client_name",
            request.clientId().flatMap(state.clients()::find).map(Client::name).orElse(""),
            "ip",
            request.common().sender().address(),
            "hostname",
            request.common().domain(),
            "user_id",
            userId,
            "user_name",
            request.user().orElse(""),
            "strategy",
            "auth0",
            "strategy_type",
            "database");
  }
}
