package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /client/CLIENT_ID.js}: the script by which Lock learns the connections of a client
 * (Auth0 docs, "Lock"). Hosted tenants have it on Auth0's content network, custom domains at
 * themselves, which is where Lock asks for it here. Its members are those that Lock reads.
 */
final class ClientScriptEndpoint implements Endpoint {

  private static final String ENDING = ".js";

  @Override
  public Route route() {
    return new Route(List.of("GET", "HEAD"), "/client/{file}", Surface.AUTHENTICATION, Door.PLAIN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(parsed -> Decision.grant(parsed.pathParameter("file")))
        .consult((file, tenant, now) -> described(file, tenant.state(), call))
        .reply(
            client ->
                new Outcome.File(
                    "application/javascript; charset=utf-8",
                    ("Auth0.setClient(" + Json.text(client) + ");")
                        .getBytes(StandardCharsets.UTF_8)));
  }

  private static Decision<Document> described(String file, TenantState state, Call call) {
    Optional<Client> client =
        file.endsWith(ENDING)
            ? state.clients().find(file.substring(0, file.length() - ENDING.length()))
            : Optional.empty();
    if (client.isEmpty()) {
      return Decision.refuse(
          RefusalReason.NOT_FOUND
              .because("no client has the script %s", file)
              .fact("file", file)
              .remedy("give Lock the client_id of a client of this tenant"));
    }
    return Decision.grant(
        Document.of("id", client.get().id())
            .with("tenant", call.tenant().name())
            .with("authorize", call.issuer() + "authorize")
            .with(
                "callback",
                client.get().document().strings("callbacks").stream().findFirst().orElse(""))
            .with("strategies", strategies(client.get(), state)));
  }

  private static List<Document> strategies(Client client, TenantState state) {
    Map<String, List<Document>> connections = new LinkedHashMap<>();
    for (Document connection : RequestedConnection.of(client, Optional.empty(), state)) {
      connections
          .computeIfAbsent(connection.string("strategy", ""), strategy -> new ArrayList<>())
          .add(shown(connection));
    }
    List<Document> strategies = new ArrayList<>();
    connections.forEach(
        (name, those) ->
            strategies.add(Document.of("name", name).with("connections", List.copyOf(those))));
    return strategies;
  }

  private static Document shown(Document connection) {
    Document options = connection.object("options").orElse(Document.EMPTY);
    Document shown = Document.of("name", connection.string("name", ""));
    if (connection.string("display_name").isPresent()) {
      shown = shown.with("display_name", connection.string("display_name", ""));
    }
    if (connection.string("strategy", "").equals("auth0")) {
      shown =
          shown
              .with("passwordPolicy", options.string("passwordPolicy", "none"))
              .with("showSignup", !options.flag("disable_signup", false))
              .with("showForgot", true)
              .with("requires_username", options.flag("requires_username", false));
    }
    for (String told : List.of("password_complexity_options", "validation", "domain_aliases")) {
      if (options.has(told)) {
        shown = shown.with(told, options.get(told));
      }
    }
    return shown;
  }
}
