package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.Strategies;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connections (Management API, "connections"): what Auth0 adds by strategy, options it does not
 * take together, and a removal that answers when it happened. With a connection go its users.
 */
final class ConnectionRules implements ResourceRules {

  /** The collection. */
  static final String PLACE = "connections";

  private static final String REALMS = "realms";

  /** Those whose administrators are sent to a page that sets them up. */
  private static final List<String> PROVISIONED =
      List.of("ad", "adfs", "google-apps", "pingfederate", "samlp", "waad");

  private static final List<String> NAMED = List.of("oidc", "okta", "waad");

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /connections/{id}/status",
        work -> found(work).map(any -> Answer.of(200, Map.of())),
        "DELETE /connections/{id}/users",
        ConnectionRules::removeUser);
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return act == Act.DELETE ? Optional.of(ConnectionRules::remove) : Optional.empty();
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String strategy = sent.string("strategy", "");
    Optional<Diagnosis> unfit = unfit(strategy, sent, Optional.empty());
    if (unfit.isPresent()) {
      return Decision.refuse(unfit.get());
    }
    String name = sent.string("name", "");
    Document options =
        options(work).created(strategy, sent.object("options").orElse(Document.EMPTY));
    Document connection = sent.with("options", options);
    if (PROVISIONED.contains(strategy)) {
      connection = connection.with("provisioning_ticket_url", ticket(strategy, work));
    }
    if (Strategies.enterprise(strategy)) {
      connection = connection.withDefault("show_as_button", false);
    }
    if (NAMED.contains(strategy)) {
      connection = connection.withDefault("display_name", name);
    }
    return Decision.grant(completed(connection));
  }

  /** What every connection has; a seed need not say it. */
  private static Document completed(Document connection) {
    Document completed = connection.withDefault("is_domain_connection", false);
    // Recorded in October 2025: OAuth 1.0 connections have no purposes, though others had by then.
    if (!connection.string("strategy", "").equals("oauth1")) {
      completed =
          completed
              .withDefault("authentication", Document.of("active", true))
              .withDefault("connected_accounts", Document.of("active", false));
    }
    return completed
        .withDefault("enabled_clients", List.of())
        .withDefault(REALMS, List.of(connection.string("name", "")));
  }

  /** A connection with what a seed left out: what is created here has it all. */
  private static Document whole(Document connection, Work work) {
    if (connection.has(REALMS) && connection.has("options")) {
      return connection;
    }
    Document options = connection.object("options").orElse(Document.EMPTY);
    return completed(connection)
        .with("options", options(work).seeded(connection.string("strategy", ""), options));
  }

  /** Recorded: URLs that were sent as null are in the answer to that, and in no other. */
  @Override
  public Document shown(Document connection, Work work) {
    Document shown = whole(connection, work);
    shown = shown.with("enabled_clients", thoseThatAreThere(shown, work));
    Optional<Document> options = shown.object("options");
    if (options.isPresent() && work.operation().method().equals("GET")) {
      Document left = options.get();
      for (String url : List.of("authorizationURL", "tokenURL")) {
        left = left.has(url) && left.get(url) == null ? left.without(url) : left;
      }
      shown = shown.with("options", left);
    }
    return shown;
  }

  /** An application that was deleted is enabled for nothing. */
  private static List<String> thoseThatAreThere(Document connection, Work work) {
    List<String> clients = new ArrayList<>();
    for (String client : connection.strings("enabled_clients")) {
      if (work.state().clients().find(client).isPresent()) {
        clients.add(client);
      }
    }
    return clients;
  }

  @Override
  public List<String> alwaysShown() {
    return List.of("id", "is_domain_connection", "authentication", "connected_accounts");
  }

  @Override
  public Decision<Document> changing(Document stored, Document sent, Work work) {
    Document before = whole(stored, work);
    String strategy = before.string("strategy", "");
    Document old = before.object("options").orElse(Document.EMPTY);
    Optional<Diagnosis> unfit = unfit(strategy, sent, Optional.of(old));
    if (unfit.isPresent()) {
      return Decision.refuse(unfit.get());
    }
    Document after = Merge.over(before, sent, work);
    Optional<Document> options = sent.object("options");
    return Decision.grant(
        options.isEmpty()
            ? after
            : after.with("options", options(work).updated(strategy, old, options.get())));
  }

  @Override
  public void created(Document connection, Work work) {
    ConnectionKeys.provideFor(connection, work);
  }

  @Override
  public void changed(Document before, Document after, Work work) {
    ConnectionKeys.provideFor(after, work);
  }

  private static ConnectionOptions options(Work work) {
    return new ConnectionOptions(work.request().domain(), work.ids());
  }

  private static String ticket(String strategy, Work work) {
    boolean shared = strategy.equals("google-apps") || strategy.equals("waad");
    return work.request().issuer()
        + (shared ? work.request().tenantName() + '/' : "")
        + "p/"
        + strategy
        + '/'
        + work.ids().prefixed("", strategy.equals("ad") ? 32 : 8);
  }

  private static Optional<Diagnosis> unfit(
      String strategy, Document sent, Optional<Document> before) {
    Optional<Document> options = sent.object("options");
    Optional<Document> requesting = sent.object("cross_app_access_requesting_app");
    if (requesting.isPresent() && !strategy.equals("oidc") && !strategy.equals("okta")) {
      return Optional.of(
          Refusals.badRequest(
              Words.of(
                  "Cross App Access Requesting App is not supported for this connection.",
                  "operation_not_supported"),
              "a connection of strategy " + strategy + " is no requesting app",
              "leave cross_app_access_requesting_app out, or use an oidc or okta connection"));
    }
    return strategy.equals("auth0") && options.isPresent()
        ? DatabaseAttributes.unfit(options.get(), before)
        : Optional.empty();
  }

  private static Decision<Document> found(Work work) {
    return work.required(PLACE, work.owner());
  }

  private static Decision<Answer> remove(Work work) {
    String id = work.id();
    Optional<Document> found = work.stored(PLACE, id);
    if (found.isEmpty()) {
      return Decision.grant(Answer.empty(204));
    }
    work.draft().remove(PLACE, id);
    work.draft().removeUnder(PLACE + '/' + id);
    work.draft().partRight(Relations.ORGANIZATIONS_CONNECTIONS, id);
    for (String user : usersOf(found.get(), work)) {
      UserRemoval.of(user, work.draft(), work.now());
    }
    return Decision.grant(Answer.of(202, Map.of("deleted_at", work.timestamp())));
  }

  private static Decision<Answer> removeUser(Work work) {
    return found(work)
        .then(
            connection -> {
              if (!connection.string("strategy", "").equals("auth0")) {
                return Decision.refuse(
                    Refusals.badRequest(
                        Words.of("Connection must be a database connection"),
                        "only a database's users can be removed by their address",
                        "remove the user by user_id: DELETE /api/v2/users/{id}"));
              }
              String email = work.query().text("email").orElse("");
              for (String user : usersOf(connection, work)) {
                boolean meant =
                    work.stored(TenantState.USERS, user)
                        .flatMap(document -> document.string("email"))
                        .filter(email::equalsIgnoreCase)
                        .isPresent();
                if (meant) {
                  UserRemoval.of(user, work.draft(), work.now());
                }
              }
              return Decision.grant(Answer.empty(204));
            });
  }

  /** The users whose first identity is of a connection. */
  private static List<String> usersOf(Document connection, Work work) {
    String name = connection.string("name", "");
    List<String> users = new ArrayList<>();
    for (Resource user : work.state().users().all()) {
      if (UserView.connection(user.document()).equals(name)) {
        users.add(user.id());
      }
    }
    return users;
  }
}
