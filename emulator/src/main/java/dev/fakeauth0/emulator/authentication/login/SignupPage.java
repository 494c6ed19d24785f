package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.account.AccountTickets;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.LoginCount;
import dev.fakeauth0.emulator.authentication.page.InputField;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.authentication.page.SignupView;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.NewAccount;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signup page (Auth0 docs, "Universal Login Experience": signup). It makes the user, sends the
 * message that verifies the address, and logs them in.
 */
final class SignupPage implements LoginPage {

  @Override
  public String path() {
    return "/u/signup";
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return PasswordPages.loggingIn(next);
  }

  @Override
  public Page show(Sight sight) {
    OfferedConnections offered =
        OfferedConnections.of(sight.interaction(), sight.client(), sight.state());
    Optional<UserConnection> database = database(offered);
    List<InputField> fields = new ArrayList<>();
    if (database.isPresent()) {
      for (String identifier : database.get().requiredIdentifiers()) {
        fields.add(field(identifier, sight.form(), sight.interaction()));
      }
    }
    return Pages.signup(
        sight.frame(),
        new SignupView(
            sight.interaction().id(),
            fields,
            database.map(found -> PasswordRule.of(found.settings())).orElse(""),
            offered.buttons(),
            sight.error()));
  }

  private static Optional<UserConnection> database(OfferedConnections offered) {
    return offered.databases().stream().filter(found -> !found.signupDisabled()).findFirst();
  }

  private static InputField field(String identifier, PageForm form, Interaction interaction) {
    String typed =
        form.get(identifier)
            .or(() -> interaction.identifier().filter(any -> identifier.equals("email")))
            .or(() -> interaction.request().loginHint().filter(hint -> identifier.equals("email")))
            .orElse("");
    return switch (identifier) {
      case "username" -> InputField.username(typed, true);
      case "phone_number" -> InputField.phone("phone_number", typed, true);
      default -> InputField.email("email", typed, true);
    };
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Client client = form.client().orElseThrow();
    OfferedConnections offered = OfferedConnections.of(interaction, client, tenant.state());
    Optional<String> other = form.get("connection");
    if (other.isPresent()) {
      return PasswordPages.otherwise(other.get(), offered, interaction);
    }
    Optional<UserConnection> database = database(offered);
    if (database.isEmpty()) {
      return Decision.refuse(
          FieldErrors.refusal(
              "",
              "signup-disabled",
              "Signups are disabled",
              "no database that is offered to the client lets users sign up",
              "switch options.disable_signup of the connection off"));
    }
    NewAccount account =
        NewAccount.of(sent(form, database.get(), now), tenant.ids().objectId(), database.get());
    Optional<NewAccount.Unfit> unfit = account.unfit(tenant.state());
    return unfit.isPresent()
        ? Decision.refuse(refusal(unfit.get(), database.get()))
        : Decision.grant(made(account, form, interaction, tenant, now));
  }

  @Override
  public PageForm prove(PageForm form, TenantState snapshot, IdSource ids) {
    return form.get("password")
        .map(password -> form.hashed(PasswordHash.of(password, ids)))
        .orElse(form);
  }

  @Override
  public List<LogFacts> logged(PageForm form, Decision<?> decided, Call call) {
    Client client = form.client().orElseThrow();
    Optional<UserConnection> database =
        database(
            OfferedConnections.of(
                form.interaction().orElseThrow(), client, call.epoch().store().state()));
    if (database.isEmpty() || form.get("connection").isPresent()) {
      return List.of();
    }
    String typed = form.user().orElse("");
    return decided.fold(
        granted -> List.of(PageLog.of("ss", "", database.get().name(), typed, form, call)),
        refusal ->
            List.of(
                PageLog.of("fs", call.words(refusal), database.get().name(), typed, form, call)));
  }

  private static Document sent(PageForm form, UserConnection database, Instant now) {
    Document sent =
        Document.of(
            "connection",
            database.name(),
            "created_at",
            Timestamp.of(now),
            "updated_at",
            Timestamp.of(now));
    for (String name : database.requiredIdentifiers()) {
      Optional<String> typed = form.get(name).map(String::strip).filter(text -> !text.isEmpty());
      sent = typed.isPresent() ? sent.with(name, typed.get()) : sent;
    }
    Optional<String> password = form.get("password");
    return password.isPresent() ? sent.with("password", password.get()) : sent;
  }

  private static Onward made(
      NewAccount account, PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    String id = account.user().string("user_id", "");
    tenant.put(
        TenantState.USERS, id, account.user().with("password_hash", form.hash().orElseThrow()));
    LoginCount.add(id, form.address(), tenant, now);
    if (account.user().string("email").isPresent()) {
      AccountTickets.verifyEmail(account.user(), form.issuer(), tenant, now);
    }
    return Onward.of(
        interaction.loggedIn(
            new Login(id, account.connection().name(), now, List.of("pwd"), Optional.empty())));
  }

  private static Diagnosis refusal(NewAccount.Unfit unfit, UserConnection database) {
    return switch (unfit.obstacle()) {
      case IDENTIFIER_MISSING ->
          FieldErrors.refusal(
              unfit.member(),
              unfit.member().equals("email") ? "no-email" : "no-username",
              unfit.member().equals("email")
                  ? "Please enter an email address"
                  : "This field is required",
              "the form has no " + unfit.member(),
              "fill in the field " + unfit.member());
      case USERNAME_NOT_TAKEN ->
          FieldErrors.refusal(
              "username",
              "invalid-username",
              "Invalid username",
              "users of the connection " + database.name() + " have no usernames",
              "leave the username out");
      case PASSWORD_MISSING ->
          FieldErrors.refusal(
              "password",
              "no-password",
              "Password is required",
              "the form has no password",
              "fill in the field password");
      case PASSWORD_WEAK ->
          FieldErrors.refusal(
              "password",
              PasswordRule.code(unfit.weakness().orElseThrow()),
              PasswordRule.message(unfit.weakness().orElseThrow()),
              "the connection "
                  + database.name()
                  + " refuses the password: "
                  + unfit.weakness().orElseThrow().because(),
              "choose a password that fits, or change options.passwordPolicy of the connection");
      case TAKEN ->
          FieldErrors.refusal(
              unfit.member().equals("user_id") ? "" : unfit.member(),
              "invalid-signup",
              "Something went wrong, please try again later",
              "there is a user with this " + unfit.member() + " in " + database.name(),
              "log in as that user, or take another " + unfit.member());
    };
  }
}
