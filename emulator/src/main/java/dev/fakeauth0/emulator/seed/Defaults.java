package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.ApiDefaults;
import dev.fakeauth0.emulator.tenant.ClientDefaults;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import java.util.List;
import java.util.Optional;

/**
 * What Auth0 adds to a resource when it is made (Management API, "Create a client", "Create a
 * resource server", "Create client grant", "Create an Organization"), and the ids and secrets that
 * a seed leaves out. Every start runs this, so it is plain code without lambdas, which have to be
 * linked first.
 */
final class Defaults {

  /** When what a seed gives no time for was made: the same in every run. */
  static final String SEEDED_AT = "2024-01-01T00:00:00.000Z";

  private Defaults() {}

  /** A user with the user_id it has for good, in Auth0's form: {@code auth0|} and an id. */
  static Document user(Document seeded) {
    String id =
        seeded.string("user_id").isPresent()
            ? seeded.string("user_id", "")
            : DerivedIds.userId(
                seeded.string("connection", ""),
                first(seeded, "email", "username", "phone_number"));
    String whole = id.indexOf('|') < 0 ? "auth0|" + id : id;
    return whole.equals(seeded.get("user_id")) ? seeded : seeded.with("user_id", whole);
  }

  /**
   * A client with all it has after it was made.
   *
   * @param id the id of the client it replaces, if it replaces one
   */
  static Document client(Document seeded, Optional<String> id) {
    String name = first(seeded, "name", "client_id");
    String clientId =
        seeded.string("client_id").isPresent()
            ? seeded.string("client_id", "")
            : id.isPresent() ? id.get() : DerivedIds.clientId(name);
    String type = seeded.string("app_type", "");
    boolean withMethods = seeded.object("client_authentication_methods").isPresent();
    Document client = seeded.withDefault("name", name);
    if ((type.equals("spa") || type.equals("native")) && !withMethods) {
      client = client.withDefault("token_endpoint_auth_method", "none");
    }
    client = ClientDefaults.complete(client).with("client_id", clientId);
    return client.string("client_secret").isPresent()
        ? client
        : client.with("client_secret", DerivedIds.clientSecret(clientId));
  }

  /**
   * An API with all it has after it was made.
   *
   * @param identifier the identifier it is kept under
   * @param id the id of the API it replaces, if it replaces one
   */
  static Document api(Document seeded, String identifier, Optional<String> id) {
    Document base =
        identifier.equals(ManagementApi.IDENTIFIER)
            ? over(ManagementApiServer.shared().document(), seeded)
            : seeded;
    Document api = ApiDefaults.complete(base.with("identifier", identifier));
    if (api.string("signing_alg", "").equals("HS256")) {
      api = api.withDefault("signing_secret", DerivedIds.signingSecret(identifier));
    }
    return api.withDefault("id", id.isPresent() ? id.get() : DerivedIds.apiId(identifier));
  }

  /**
   * A client grant with all it has after it was made.
   *
   * @param owner the client's id, or what it is a default for
   */
  static Document clientGrant(Document seeded, String owner, Optional<String> id) {
    Document grant = seeded.withDefault("scope", List.of()).withDefault("subject_type", "client");
    String name =
        owner + '\n' + grant.string("audience", "") + '\n' + grant.string("subject_type", "");
    return grant.withDefault("id", id.isPresent() ? id.get() : DerivedIds.prefixed("cgr_", name));
  }

  /** An organization with all it has after it was made. */
  static Document organization(Document seeded, Optional<String> id) {
    String name = seeded.string("name", "");
    return seeded
        .withDefault("display_name", name)
        .withDefault("id", id.isPresent() ? id.get() : DerivedIds.prefixed("org_", name));
  }

  /** The first of some properties that is there, empty if none is. */
  private static String first(Document document, String... properties) {
    for (String property : properties) {
      Optional<String> value = document.string(property);
      if (value.isPresent()) {
        return value.get();
      }
    }
    return "";
  }

  private static Document over(Document base, Document changes) {
    Document merged = base;
    for (var change : changes.asMap().entrySet()) {
      merged = merged.with(change.getKey(), change.getValue());
    }
    return merged;
  }
}
