package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_DISABLED;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_NOT_DOMAIN;
import static dev.fakeauth0.refusal.RefusalReason.CONNECTION_NOT_FOUND;
import static dev.fakeauth0.refusal.RefusalReason.NO_CONNECTIONS;
import static dev.fakeauth0.refusal.RefusalReason.NO_VISIBLE_CONNECTIONS;

import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By which connections users of a client log in (Auth0 docs, "View Application Connections",
 * "Promote Connections to Domain Level", "Enable Organization Connections").
 */
final class RequestedConnection {

  private RequestedConnection() {}

  /** Why a request cannot be served for its connections, if that is so. */
  static Optional<Diagnosis> check(
      SentAuthorization sent, Client client, Optional<String> organization, TenantState state) {
    Optional<String> asked = sent.get("connection");
    if (asked.isPresent()) {
      return named(asked.get(), client, organization, state);
    }
    if (of(client, organization, state).isEmpty()) {
      return Optional.of(
          NO_CONNECTIONS
              .because(
                  client.firstParty()
                      ? "no connection is enabled for client %s%s"
                      : "client %s is a third-party application, and no connection is a domain"
                          + " connection%s",
                  client.id(),
                  organization.map(id -> " in " + id).orElse(""))
              .fact("client_id", client.id())
              .remedy(
                  client.firstParty()
                      ? "Dashboard: Applications > Applications > the application > Connections"
                      : "Management API: PATCH /api/v2/connections/{id}"
                          + " {\"is_domain_connection\": true}")
              .remedy("seed: enabled_clients or is_domain_connection of the database"));
    }
    return organization.filter(id -> hidden(id, state)).isPresent()
        ? Optional.of(
            NO_VISIBLE_CONNECTIONS
                .because("all connections of %s are hidden", organization.get())
                .fact("organization", organization.get())
                .remedy("send connection with the name of one")
                .remedy(
                    "Management API: show_as_button, or is_signup_enabled, of a connection of the"
                        + " organization"))
        : Optional.empty();
  }

  private static Optional<Diagnosis> named(
      String name, Client client, Optional<String> organization, TenantState state) {
    Optional<? extends Resource> found = state.collection("connections").findByKey(name);
    List<String> usable =
        of(client, organization, state).stream()
            .map(connection -> connection.string("name", ""))
            .toList();
    if (usable.contains(name)) {
      return Optional.empty();
    }
    if (!client.firstParty()) {
      return Optional.of(
          CONNECTION_NOT_DOMAIN
              .because(
                  "client %s is a third-party application, and %s is not a domain connection",
                  client.id(), Shown.text(name))
              .fact("client_id", client.id())
              .fact("connection", Shown.text(name))
              .fact("usable", usable)
              .remedy(
                  "Management API: PATCH /api/v2/connections/{id} {\"is_domain_connection\": true}")
              .remedy("seed: is_domain_connection: true of the connection"));
    }
    return Optional.of(
        (found.isEmpty() ? CONNECTION_NOT_FOUND : CONNECTION_DISABLED)
            .because(
                found.isEmpty()
                    ? "there is no connection %s"
                    : "the connection %s is not enabled for client " + client.id(),
                Shown.text(name))
            .fact("client_id", client.id())
            .fact("connection", Shown.text(name))
            .fact("usable", usable)
            .remedy("send connection with the name of one that is usable, or leave it out")
            .remedy("Dashboard: Applications > Applications > %s > Connections", client.name()));
  }

  /** The connections that a client's users log in by, maybe in an organization. */
  static List<Document> of(Client client, Optional<String> organization, TenantState state) {
    List<String> ofOrganization =
        organization.isEmpty()
            ? List.of()
            : state.relation(Relations.ORGANIZATIONS_CONNECTIONS).rightsOf(organization.get());
    List<Document> usable = new ArrayList<>();
    for (Resource each : state.collection("connections").all()) {
      Document connection = each.document();
      boolean there =
          client.firstParty()
              ? organization.isPresent()
                  || connection.strings("enabled_clients").contains(client.id())
              : connection.flag("is_domain_connection", false);
      if (there && (organization.isEmpty() || ofOrganization.contains(each.id()))) {
        usable.add(connection);
      }
    }
    return usable;
  }

  private static boolean hidden(String organization, TenantState state) {
    List<String> ids = state.relation(Relations.ORGANIZATIONS_CONNECTIONS).rightsOf(organization);
    for (String id : ids) {
      Document shown =
          state
              .relation(Relations.ORGANIZATIONS_CONNECTIONS)
              .find(organization, id)
              .orElse(Document.EMPTY);
      boolean database =
          state
              .collection("connections")
              .find(id)
              .filter(found -> found.document().string("strategy", "").equals("auth0"))
              .isPresent();
      if (database || shown.flag("show_as_button", true)) {
        return false;
      }
    }
    return !ids.isEmpty();
  }
}
