package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.account.AccountTickets;
import dev.fakeauth0.emulator.authentication.page.EntryView;
import dev.fakeauth0.emulator.authentication.page.InputField;
import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.UserConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a message that lets a user choose a new password (Auth0 docs, "Change Users'
 * Passwords"), and says that it was sent: also where nobody has that name, so that nobody learns
 * who has an account.
 */
enum ResetRequestPage implements LoginPage {
  /** The question whose password it is. */
  ASKED("/u/reset-password/request"),
  /** What is said after that. */
  SENT("/u/reset-password/sent");

  private final String path;

  ResetRequestPage(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return PasswordPages.loggingIn(next);
  }

  @Override
  public Page show(Sight sight) {
    String state = sight.interaction().id();
    String login = "/u/login/identifier?state=" + state;
    if (this == SENT) {
      return Pages.notice(
          sight.frame(),
          new NoticeView(
              "Check your email",
              "If there is an account, a message with a link to reset its password was sent."
                  + " FakeAuth0 sends nothing: read it at GET /__admin/messages.",
              login,
              "Back to log in"));
    }
    Identifiers identifiers =
        Identifiers.of(
            OfferedConnections.of(sight.interaction(), sight.client(), sight.state()).databases());
    return Pages.entry(
        sight.frame(),
        new EntryView(
            state,
            "Forgot your password?",
            "Enter who you are, and we will send you a link to reset your password.",
            new InputField(
                "username",
                identifiers.label(),
                "text",
                sight.form().get("username").or(() -> sight.interaction().identifier()).orElse(""),
                "username",
                identifiers.inputMode(),
                true),
            "Continue",
            false,
            login,
            false,
            sight.error()));
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Client client = form.client().orElseThrow();
    OfferedConnections offered = OfferedConnections.of(interaction, client, tenant.state());
    String typed = form.text("username");
    if (typed.isEmpty()) {
      return Decision.refuse(Identifiers.of(offered.databases()).missing("username"));
    }
    Optional<UserConnection> database = offered.databaseOf(typed, tenant.state());
    Optional<Document> user =
        database
            .flatMap(found -> found.holder(tenant.state(), typed))
            .map(UserConnection.Holder::user);
    if (user.flatMap(found -> found.string("email")).isPresent()) {
      AccountTickets.resetPassword(user.get(), form.issuer(), tenant, now);
    }
    return Decision.grant(Onward.to(SENT.path, interaction));
  }

  @Override
  public List<LogFacts> logged(PageForm form, Decision<?> decided, Call call) {
    Optional<UserConnection> database =
        OfferedConnections.of(
                form.interaction().orElseThrow(),
                form.client().orElseThrow(),
                call.epoch().store().state())
            .databaseOf(form.text("username"), call.epoch().store().state());
    return database.isEmpty() || decided.refused()
        ? List.of()
        : List.of(PageLog.of("scpr", "", database.get().name(), form.text("username"), form, call));
  }
}
