package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.IdentityAssertion;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection whose identity provider may say who a user is without a login (Auth0 docs, "Cross
 * App Access": the role Resource Application of an enterprise connection).
 *
 * @param connection the connection
 * @param issuer the issuer of its identity provider
 */
record EnterpriseTrust(UserConnection connection, String issuer) {

  private static final String SWITCH = "cross_app_access_resource_app";

  /** The connection that trusts an issuer. */
  static Optional<EnterpriseTrust> in(TenantState state, String issuer) {
    return all(state).stream().filter(trust -> trust.issuer().equals(issuer)).findFirst();
  }

  /** All of them. */
  static List<EnterpriseTrust> all(TenantState state) {
    List<EnterpriseTrust> all = new ArrayList<>();
    for (Resource resource : state.collection("connections").all()) {
      Document connection = resource.document();
      boolean on =
          connection
              .object(SWITCH)
              .filter(role -> role.string("status", "").equals("enabled"))
              .isPresent();
      Optional<UserConnection> found =
          on ? UserConnection.of(state, connection.string("name", "")) : Optional.empty();
      found
          .flatMap(one -> issuer(one.settings()).map(of -> new EnterpriseTrust(one, of)))
          .ifPresent(all::add);
    }
    return all;
  }

  private static Optional<String> issuer(Document options) {
    return options
        .string("issuer")
        .or(() -> options.object("oidc_metadata").flatMap(metadata -> metadata.string("issuer")))
        .or(() -> options.string("domain").map(domain -> "https://" + domain))
        .filter(text -> !text.isEmpty());
  }

  /**
   * The user that an assertion is about: whoever has an identity of the connection with that
   * subject. Nobody is made here: they have to have logged in once.
   */
  Optional<Item> user(IdentityAssertion assertion, TenantState state) {
    String strategy = connection.strategy();
    List<String> subjects = new ArrayList<>(List.of(assertion.subject()));
    assertion.nameId().ifPresent(subjects::add);
    for (String subject : subjects) {
      for (String id :
          List.of(strategy + '|' + connection.name() + '|' + subject, strategy + '|' + subject)) {
        Optional<Item> found = state.users().find(id);
        if (found.isPresent()
            && UserView.connection(found.get().document()).equals(connection.name())) {
          return found;
        }
      }
      Optional<Item> linked =
          state
              .users()
              .having(
                  "identity subjects", EnterpriseTrust::subjects, key(connection.name(), subject))
              .stream()
              .findFirst();
      if (linked.isPresent()) {
        return linked;
      }
    }
    return Optional.empty();
  }

  private static List<String> subjects(Item user) {
    List<String> keys = new ArrayList<>();
    for (Document identity : user.document().objects("identities")) {
      String id = identity.string("user_id", "");
      String connection = identity.string("connection", "");
      keys.add(key(connection, id));
      keys.add(key(connection, id.substring(id.lastIndexOf('|') + 1)));
    }
    return keys;
  }

  private static String key(String connection, String subject) {
    return connection + '\n' + subject;
  }
}
