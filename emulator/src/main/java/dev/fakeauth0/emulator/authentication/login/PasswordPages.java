package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.LoginFacts;
import dev.fakeauth0.emulator.authentication.grant.PasswordCheck;
import dev.fakeauth0.emulator.authentication.grant.PasswordLogin;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.authentication.page.LoginView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pages for identifier and password: both on one, or one after the other (Auth0 docs,
 * "Configure Identifier First Authentication"). They differ in what they show and where they lead.
 */
enum PasswordPages implements LoginPage {
  /** Both on one page. */
  BOTH("/u/login"),
  /** The identifier. */
  IDENTIFIER("/u/login/identifier"),
  /** The password of the identifier that was typed before. */
  PASSWORD("/u/login/password");

  private final String path;

  PasswordPages(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  /** Whichever of the login's pages is due, each may be seen; the password needs an identifier. */
  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return loggingIn(next) && (this != PASSWORD || interaction.identifier().isPresent());
  }

  /** Whether somebody is still to log in, by whichever page. */
  static boolean loggingIn(NextStep next) {
    return switch (next) {
      case LOGIN, LOGIN_IDENTIFIER, LOGIN_PASSWORD, SIGNUP -> true;
      case INVITATION,
          PRE_ORGANIZATION_PICKER,
          MFA,
          ORGANIZATION_PICKER,
          CONSENT,
          CONFIRMATION,
          DONE ->
          false;
    };
  }

  /** A request that names a provider's connection leads there without a page in between. */
  @Override
  public Optional<String> arrive(
      Interaction interaction, PageForm form, TenantDraft tenant, Instant now) {
    return interaction
        .request()
        .connection()
        .flatMap(
            name ->
                OfferedConnections.of(interaction, form.client().orElseThrow(), tenant.state())
                    .other(name))
        .map(PasswordPages::address);
  }

  @Override
  public Page show(Sight sight) {
    LoginView view = view(sight);
    return switch (this) {
      case BOTH -> Pages.login(sight.frame(), view);
      case IDENTIFIER -> Pages.identifier(sight.frame(), view);
      case PASSWORD -> Pages.password(sight.frame(), view);
    };
  }

  private LoginView view(Sight sight) {
    Interaction interaction = sight.interaction();
    OfferedConnections offered = OfferedConnections.of(interaction, sight.client(), sight.state());
    Identifiers identifiers = Identifiers.of(offered.databases());
    return new LoginView(
        interaction.id(),
        identifiers.label(),
        identifiers.inputMode(),
        typed(sight.form(), interaction),
        !offered.databases().isEmpty(),
        offered.databases().stream().anyMatch(database -> !database.signupDisabled()),
        !offered.databases().isEmpty(),
        offered.buttons(),
        sight.error());
  }

  private String typed(PageForm form, Interaction interaction) {
    return form.get("username")
        .or(interaction::identifier)
        .or(() -> interaction.request().loginHint())
        .orElse("");
  }

  @Override
  public PageForm prove(PageForm form, TenantState snapshot, IdSource ids) {
    if (this == IDENTIFIER || form.interaction().isEmpty() || form.client().isEmpty()) {
      return form;
    }
    Interaction interaction = form.interaction().get();
    String typed = typed(form, interaction).strip();
    Optional<String> password = form.get("password");
    return OfferedConnections.of(interaction, form.client().get(), snapshot)
        .databaseOf(typed, snapshot)
        .filter(database -> !typed.isEmpty() && password.isPresent())
        .map(
            database ->
                form.checked(PasswordCheck.of(database, typed, password.orElse(""), snapshot)))
        .orElse(form);
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Client client = form.client().orElseThrow();
    OfferedConnections offered = OfferedConnections.of(interaction, client, tenant.state());
    Optional<String> other = form.get("connection");
    if (other.isPresent()) {
      return otherwise(other.get(), offered, interaction);
    }
    String typed = typed(form, interaction).strip();
    if (typed.isEmpty()) {
      return Decision.refuse(Identifiers.of(offered.databases()).missing("username"));
    }
    if (this == IDENTIFIER) {
      return Decision.grant(Onward.of(interaction.identified(typed)));
    }
    if (form.get("password").isEmpty()) {
      return Decision.refuse(
          FieldErrors.refusal(
              "password",
              "no-password",
              "Password is required",
              "the form has no password",
              "fill in the field password"));
    }
    Optional<UserConnection> database = offered.databaseOf(typed, tenant.state());
    if (database.isEmpty()) {
      return Decision.refuse(
          FieldErrors.refusal(
              "",
              "invalid-connection",
              "Invalid connection",
              "no database connection is offered to client " + client.id(),
              "enable a database connection for the client"));
    }
    PasswordCheck check =
        form.check()
            .filter(made -> made.connection().equals(database.get().name()))
            .orElseGet(
                () ->
                    PasswordCheck.of(
                        database.get(), typed, form.get("password").orElse(""), tenant.state()));
    return PasswordLogin.decide(
            database.get(), check, new Visitor(client, form.address(), form.issuer()), tenant, now)
        .map(login -> Onward.of(interaction.loggedIn(login)));
  }

  /**
   * Of a failure; that a login succeeded, or is told to the application, is logged with its end.
   */
  @Override
  public List<LogFacts> logged(PageForm form, Decision<?> decided, Call call) {
    boolean here =
        decided.fold(granted -> false, refusal -> refusal.reason() != RefusalReason.USER_BLOCKED);
    return here && form.check().isPresent()
        ? LoginFacts.of(
            form.check().get(),
            new Visitor(form.client().orElseThrow(), form.address(), form.issuer()),
            decided,
            call)
        : List.of();
  }

  private static String address(Document connection) {
    String strategy = connection.string("strategy", "");
    return strategy.equals("email") || strategy.equals("sms")
        ? PasswordlessPages.address(connection)
        : ProviderPage.address(connection);
  }

  /** A button leads to a provider, or to a code that is sent. */
  static Decision<Onward> otherwise(
      String name, OfferedConnections offered, Interaction interaction) {
    Optional<Document> connection = offered.other(name);
    return connection.isPresent()
        ? Decision.grant(Onward.to(address(connection.get()), interaction))
        : Decision.refuse(
            FieldErrors.refusal(
                "",
                "invalid-connection",
                "Invalid connection",
                "the connection of the button is not one that is offered to the client",
                "enable the connection for the client, or for the organization"));
  }
}
