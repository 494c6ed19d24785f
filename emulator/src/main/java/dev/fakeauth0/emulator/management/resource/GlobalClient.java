package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Optional;

/**
 * The application every tenant has, "All Applications" (Auth0 docs, "Global Client"): it holds the
 * classic login page and is in no list that does not ask for it. It gets no tokens, so it is no
 * client of the state; only what is changed of it is kept.
 */
final class GlobalClient {

  private static final String CHANGES = "clients/global";

  private GlobalClient() {}

  /** Its id in a tenant. */
  static String id(String tenant) {
    return FixedIds.letters("global client of " + tenant).substring(0, 32);
  }

  /** Whether an id is its. */
  static boolean is(String id, Work work) {
    return id.equals(id(work.request().tenantName()));
  }

  /** All of it. */
  static Document of(Work work) {
    TenantState state = work.state();
    String tenant = work.request().tenantName();
    Document client =
        Document.of(
            "global",
            true,
            "callbacks",
            List.of(),
            "is_first_party",
            true,
            "name",
            "All Applications",
            "refresh_token",
            Document.of(
                "expiration_type",
                "non-expiring",
                "leeway",
                0L,
                "infinite_token_lifetime",
                true,
                "infinite_idle_token_lifetime",
                true,
                "token_lifetime",
                2592000L,
                "idle_token_lifetime",
                1296000L,
                "rotation_type",
                "non-rotating"),
            "owners",
            List.of("auth0|" + tenant),
            "cross_origin_authentication",
            true,
            "client_id",
            id(tenant),
            "client_secret",
            FixedIds.letters("secret of " + tenant)
                + FixedIds.letters("more of " + tenant).substring(0, 24),
            "custom_login_page_on",
            true);
    Optional<Document> changes = state.singleton(CHANGES);
    if (changes.isPresent()) {
      for (var change : changes.get().asMap().entrySet()) {
        client = client.with(change.getKey(), change.getValue());
      }
    }
    return client;
  }

  /** Keeps what was changed of it. */
  static void change(Document after, Work work) {
    work.draft().singleton(CHANGES, after);
  }
}
