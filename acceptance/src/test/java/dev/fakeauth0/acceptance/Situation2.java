package dev.fakeauth0.acceptance;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tenant of situation 2, client credentials for a custom API, and the names in it. */
final class Situation2 {

  /** RS256, dialect {@code access_token}. */
  static final String ORDERS = "https://orders.example.com";

  /** RS256, dialect {@code rfc9068_profile}. */
  static final String LEDGER = "https://ledger.example.com";

  /** HS256: signed with the API's own secret. */
  static final String LEGACY = "https://legacy.example.com";

  /** The signing secret of {@link #LEGACY}. */
  static final String LEGACY_SECRET = "the-legacy-api-and-the-tenant-share-this-secret";

  /** Granted all three. */
  static final Machine BILLING = new Machine("billing-job", "billing-job-secret");

  private static final String SEED =
      """
      resourceServers:
        - name: Orders
          identifier: https://orders.example.com
          signing_alg: RS256
          token_dialect: access_token
          token_lifetime: 86400
          scopes: [{value: "read:orders"}, {value: "write:orders"}]
        - name: Ledger
          identifier: https://ledger.example.com
          signing_alg: RS256
          token_dialect: rfc9068_profile
          token_lifetime: 86400
          scopes: [{value: "read:ledger"}]
        - name: Legacy
          identifier: https://legacy.example.com
          signing_alg: HS256
          signing_secret: the-legacy-api-and-the-tenant-share-this-secret
          scopes: [{value: "read:legacy"}]
      clients:
        - name: billing-job
          client_id: billing-job
          client_secret: billing-job-secret
          app_type: non_interactive
          grant_types: [client_credentials]
        - name: management
          client_id: management
          client_secret: management-secret
          app_type: non_interactive
          grant_types: [client_credentials]
      clientGrants:
        - {client_id: billing-job, audience: "https://orders.example.com", scope: ["read:orders"]}
        - {client_id: billing-job, audience: "https://ledger.example.com", scope: ["read:ledger"]}
        - {client_id: billing-job, audience: "https://legacy.example.com", scope: ["read:legacy"]}
      """;

  private Situation2() {}

  /** Starts the tenant on free ports, HTTP and HTTPS; its files stay in the given folder. */
  static Emulator start(Path folder, String... neighbours) throws Exception {
    Path seed = Files.writeString(folder.resolve("tenant.yaml"), SEED);
    EmulatorConfig config =
        EmulatorConfig.defaults()
            .httpsPort(0)
            .cacheDirectory(folder.resolve("cache"))
            .tenant(seed.toString());
    for (String neighbour : neighbours) {
      config = config.tenant(neighbour);
    }
    return Emulator.start(config);
  }

  /** Another tenant, with a port of its own and none of the clients. */
  static String neighbour(Path folder) throws Exception {
    String seed =
        """
        resourceServers:
          - {name: Orders, identifier: "https://orders.example.com"}
        fakeAuth0: {name: neighbour, port: 0}
        """;
    return Files.writeString(folder.resolve("neighbour.yaml"), seed).toString();
  }
}
