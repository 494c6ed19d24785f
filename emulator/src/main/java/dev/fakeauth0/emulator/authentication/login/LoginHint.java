package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whom a text that names a user means. */
public final class LoginHint {

  private LoginHint() {}

  /** The user of a user_id, an e-mail address in any case, or a username. */
  public static Optional<Item> user(String named, TenantState state) {
    Optional<Item> byId = state.users().find(named);
    if (byId.isPresent()) {
      return byId;
    }
    Optional<Item> byEmail = state.users().findByKey(named.toLowerCase(Locale.ROOT));
    return byEmail.isPresent()
        ? byEmail
        : state
            .users()
            .having(
                "username",
                user -> user.document().string("username").map(List::of).orElse(List.of()),
                named)
            .stream()
            .findFirst();
  }
}
