package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.LoginFacts;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import java.util.Optional;

/** The log records of what pages do (Auth0 docs, "Log Event Type Codes"). */
final class PageLog {

  private PageLog() {}

  /**
   * A record.
   *
   * @param type its type
   * @param description what refused; empty: nothing did
   * @param typed what was typed in place of the user, or the user_id
   */
  static LogFacts of(
      String type, String description, String connection, String typed, PageForm form, Call call) {
    TenantState state = call.epoch().store().state();
    Optional<String> userId =
        state.users().find(typed).isPresent()
            ? Optional.of(typed)
            : UserConnection.of(state, connection)
                .flatMap(known -> known.holder(state, typed))
                .map(holder -> holder.user().string("user_id", ""));
    return new LoginFacts(
        type,
        description,
        form.client().orElseThrow(),
        connection,
        typed,
        userId,
        form.address(),
        state,
        call.domain());
  }
}
