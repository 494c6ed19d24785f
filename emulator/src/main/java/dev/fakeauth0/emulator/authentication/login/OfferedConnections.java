package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.ConnectionButton;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The connections that a login page offers: those of the client, or of the organization, or the one
 * that the request asks for.
 *
 * @param databases those with passwords
 * @param others those that a button leads to
 */
record OfferedConnections(List<UserConnection> databases, List<Document> others) {

  /** Those of a login. */
  static OfferedConnections of(Interaction interaction, Client client, TenantState state) {
    List<UserConnection> databases = new ArrayList<>();
    List<Document> others = new ArrayList<>();
    Optional<String> only =
        interaction
            .request()
            .connection()
            .or(
                () ->
                    Invitation.of(interaction, state)
                        .flatMap(Invitation::connectionId)
                        .flatMap(id -> state.collection("connections").find(id))
                        .flatMap(found -> found.document().string("name")));
    for (Document connection :
        RequestedConnection.of(client, interaction.organizationId(), state)) {
      String name = connection.string("name", "");
      if (only.isPresent() && !only.get().equals(name)) {
        continue;
      }
      if (connection.string("strategy", "").equals("auth0")) {
        UserConnection.of(state, name).ifPresent(databases::add);
      } else {
        others.add(connection);
      }
    }
    return new OfferedConnections(databases, others);
  }

  /** The database a user logs in to: the one that knows them, else the first. */
  Optional<UserConnection> databaseOf(String typed, TenantState state) {
    for (UserConnection database : databases) {
      if (database.holder(state, typed).isPresent()) {
        return Optional.of(database);
      }
    }
    return databases.stream().findFirst();
  }

  /** One of the others, by its name. */
  Optional<Document> other(String name) {
    return others.stream().filter(each -> each.string("name", "").equals(name)).findFirst();
  }

  List<ConnectionButton> buttons() {
    List<ConnectionButton> buttons = new ArrayList<>();
    for (Document connection : others) {
      buttons.add(
          new ConnectionButton(
              connection.string("name", ""), connection.string("strategy", ""), label(connection)));
    }
    return buttons;
  }

  /** What a provider is called. */
  static String label(Document connection) {
    Optional<String> display = connection.string("display_name").filter(name -> !name.isEmpty());
    if (display.isPresent()) {
      return display.get();
    }
    String strategy = connection.string("strategy", "");
    return switch (strategy) {
      case "google-oauth2", "google-apps" -> "Google";
      case "github" -> "GitHub";
      case "linkedin" -> "LinkedIn";
      case "windowslive" -> "Microsoft Account";
      case "waad" -> "Microsoft Entra ID";
      case "email" -> "an emailed code";
      case "sms" -> "a texted code";
      case "apple", "facebook", "twitter", "bitbucket", "dropbox", "paypal", "salesforce" ->
          strategy.substring(0, 1).toUpperCase(Locale.ROOT) + strategy.substring(1);
      default -> connection.string("name", "");
    };
  }
}
