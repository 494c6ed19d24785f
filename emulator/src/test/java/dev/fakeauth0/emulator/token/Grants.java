package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Grants for tests: the client {@code m2m} at {@code https://api.example.com}. */
final class Grants {

  private final ResourceServer api;
  private List<String> scope = List.of("read:messages", "write:messages");
  private Optional<List<String>> permissions = Optional.empty();
  private Optional<Organization> organization = Optional.empty();
  private boolean namesOrganization;
  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

  private Grants(ResourceServer api) {
    this.api = api;
  }

  static ResourceServer anApi(Object... namesAndValues) {
    Document document =
        Document.of(
            "id",
            "0123456789abcdef01234567",
            "identifier",
            "https://api.example.com",
            "name",
            "Example");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      document = document.with((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return ResourceServer.of(document);
  }

  static Grants aGrant(ResourceServer api) {
    return new Grants(api);
  }

  Grants scope(String... scopes) {
    scope = List.of(scopes);
    return this;
  }

  Grants permissions(String... names) {
    permissions = Optional.of(List.of(names));
    return this;
  }

  Grants organization(boolean named) {
    organization = Optional.of(Organization.of(Document.of("id", "org_1", "name", "acme")));
    namesOrganization = named;
    return this;
  }

  Grants claim(String name, @Nullable Object value) {
    claims.put(name, value);
    return this;
  }

  TokenGrant build() {
    return TokenGrant.of(
        new AccessTokenGrant(
            "https://localhost:8443/",
            "m2m@clients",
            Client.of(Document.of("client_id", "m2m", "name", "M2M")),
            Optional.of(api),
            api.identifier(),
            false,
            scope,
            permissions,
            organization,
            namesOrganization,
            Optional.of("client-credentials"),
            Keys.NOW,
            api.tokenLifetime(),
            "the-token-id",
            Map.of(),
            claims,
            Optional.empty()));
  }
}
