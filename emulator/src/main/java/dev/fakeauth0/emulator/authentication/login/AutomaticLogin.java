package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A login without a page, for tests without a browser: where the seed's {@code fakeAuth0.autoLogin}
 * switches it on for the tenant or the client, whoever {@code login_hint} names is logged in.
 * Nothing of the kind exists at Auth0.
 */
final class AutomaticLogin {

  private AutomaticLogin() {}

  /** The login of the user that a request hints at, if that is switched on. */
  static Optional<Login> of(AuthorizationRequest request, TenantState state, Instant now) {
    Optional<String> hint = request.loginHint();
    if (hint.isEmpty() || !on(request, state)) {
      return Optional.empty();
    }
    return LoginHint.user(hint.get(), state)
        .filter(user -> !user.document().flag("blocked", false))
        .map(
            user ->
                new Login(
                    user.id(),
                    UserView.connection(user.document()),
                    now,
                    List.of("pwd"),
                    Optional.empty()));
  }

  private static boolean on(AuthorizationRequest request, TenantState state) {
    if (state.fakeAuth0().flag("autoLogin", false)) {
      return true;
    }
    List<String> clients = state.fakeAuth0().strings("autoLogin");
    return clients.contains(request.clientId())
        || state
            .clients()
            .find(request.clientId())
            .map(Client::name)
            .filter(clients::contains)
            .isPresent();
  }
}
