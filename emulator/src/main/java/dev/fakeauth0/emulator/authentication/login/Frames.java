package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.page.Account;
import dev.fakeauth0.emulator.authentication.page.Frame;
import dev.fakeauth0.emulator.authentication.page.Style;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What pages have around them: the tenant's name, its colours, and who can log in. */
final class Frames {

  /** How many users the strip names. */
  private static final int NAMED = 5;

  /** How many users are looked at for those that the seed gave a password. */
  private static final int LOOKED_AT = 200;

  private Frames() {}

  /** The frame of a page that belongs to no login. */
  static Frame of(TenantState state) {
    return of(state, Optional.empty(), Optional.empty());
  }

  /** The frame of a page. An organization's name and branding stand for the tenant's. */
  static Frame of(TenantState state, Optional<Client> client, Optional<String> organizationId) {
    Optional<Document> organization =
        organizationId.flatMap(state.organizations()::find).map(Organization::document);
    List<Account> accounts = new ArrayList<>();
    int looked = 0;
    for (Item user : state.users().all()) {
      if (looked++ == LOOKED_AT || accounts.size() == NAMED) {
        break;
      }
      Document stored = user.document();
      // A password in the open is one that the seed says: others are hashes.
      if (stored.string("password").isPresent()) {
        accounts.add(
            new Account(
                stored
                    .string("email")
                    .or(() -> stored.string("username"))
                    .or(() -> stored.string("phone_number"))
                    .orElse(user.id()),
                stored.string("password")));
      }
    }
    return new Frame(
        organization
            .flatMap(found -> found.string("display_name").or(() -> found.string("name")))
            .orElseGet(() -> tenantName(state)),
        client.map(Client::name).filter(name -> !name.isEmpty()),
        Style.of(
            organization
                .flatMap(found -> found.object("branding"))
                .or(() -> state.singleton("branding"))
                .orElse(Document.EMPTY)),
        accounts,
        Math.max(0, state.users().size() - accounts.size()));
  }

  /** What the tenant calls itself. */
  static String tenantName(TenantState state) {
    return state
        .settings()
        .string("friendly_name")
        .filter(name -> !name.isEmpty())
        .orElse("FakeAuth0");
  }
}
