package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.PasswordlessCode;
import dev.fakeauth0.emulator.authentication.grant.PasswordlessLogin;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.authentication.page.CodeView;
import dev.fakeauth0.emulator.authentication.page.EntryView;
import dev.fakeauth0.emulator.authentication.page.InputField;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Logs in by a code that is sent, with no password (Auth0 docs, "Passwordless Connections"): whom
 * to, and the code. The codes are those of {@code /passwordless/start}.
 */
enum PasswordlessPages implements LoginPage {
  /** Whom a code is sent to. */
  RECIPIENT("/u/login/passwordless"),
  /** The code. */
  CODE("/u/login/passwordless-challenge");

  private final String path;

  PasswordlessPages(String path) {
    this.path = path;
  }

  /** Where the button of a connection leads. */
  static String address(Document connection) {
    return RECIPIENT.path + query(connection.string("name", ""));
  }

  private static String query(String connection) {
    return "?connection=" + URLEncoder.encode(connection, StandardCharsets.UTF_8);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return PasswordPages.loggingIn(next)
        && (this == RECIPIENT || interaction.identifier().isPresent());
  }

  @Override
  public Page show(Sight sight) {
    String id = sight.interaction().id();
    if (this == CODE) {
      return Pages.code(
          sight.frame(),
          CodeView.passwordless(id, sight.interaction().identifier().orElse("you"), sight.error()));
    }
    boolean phone =
        connection(sight.form(), sight.interaction(), sight.state())
            .filter(PasswordlessPages::byPhone)
            .isPresent();
    String typed =
        sight.form().get("username").or(() -> sight.interaction().request().loginHint()).orElse("");
    return Pages.entry(
        sight.frame(),
        new EntryView(
            id,
            "Welcome",
            "Enter your "
                + (phone ? "phone number" : "email address")
                + ", and we will send you a code to log in with.",
            phone
                ? InputField.phone("username", typed, true)
                : InputField.email("username", typed, true),
            "Continue",
            false,
            "/u/login/identifier?state=" + id,
            false,
            sight.error()));
  }

  private static boolean byPhone(UserConnection connection) {
    return PasswordlessLogin.member(connection).equals("phone_number");
  }

  private static Optional<UserConnection> connection(
      PageForm form, Interaction interaction, TenantState state) {
    return OfferedConnections.of(interaction, form.client().orElseThrow(), state)
        .other(form.text("connection"))
        .flatMap(found -> UserConnection.of(state, found.string("name", "")))
        .filter(UserConnection::passwordless);
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Optional<UserConnection> connection = connection(form, interaction, tenant.state());
    if (connection.isEmpty()) {
      return Decision.refuse(
          FieldErrors.refusal(
              "",
              "invalid-connection",
              "Invalid connection",
              "the connection is not a passwordless one that is offered to the client",
              "enable the connection for the client"));
    }
    if (this == CODE) {
      return entered(form, interaction, connection.get(), tenant, now);
    }
    String to = form.text("username").toLowerCase(Locale.ROOT);
    boolean phone = byPhone(connection.get());
    if (phone ? !to.matches("\\+[0-9]{1,15}") : to.indexOf('@') < 1) {
      return Decision.refuse(
          FieldErrors.refusal(
              "username",
              phone ? "invalid-phone" : "no-email",
              phone ? "Phone number is not valid" : "Please enter an email address",
              "a code cannot be sent to what was typed",
              phone ? "enter a number such as +15550100" : "enter an e-mail address"));
    }
    send(connection.get(), to, form, tenant, now);
    return Decision.grant(
        Onward.to(CODE.path + query(connection.get().name()), interaction.identified(to)));
  }

  private static Decision<Onward> entered(
      PageForm form,
      Interaction interaction,
      UserConnection connection,
      TenantDraft tenant,
      Instant now) {
    String to = interaction.identifier().orElse("");
    if (form.action().equals("resend-code")) {
      send(connection, to, form, tenant, now);
      return Decision.grant(Onward.to(CODE.path + query(connection.name()), interaction));
    }
    return PasswordlessLogin.decide(
            connection,
            to,
            form.text("code"),
            new Visitor(form.client().orElseThrow(), form.address(), form.issuer()),
            tenant,
            now)
        .fold(
            login -> Decision.grant(Onward.of(interaction.loggedIn(login))),
            refused -> Decision.refuse(onPage(refused)));
  }

  /** As the page says it; a blocked user is told by the application. */
  private static Diagnosis onPage(Diagnosis refused) {
    return refused.reason() == RefusalReason.USER_BLOCKED
        ? refused
        : FieldErrors.refusal(
                "code",
                "invalid-code",
                "The code you entered is invalid",
                refused.because(),
                "enter the code of the newest message: GET /__admin/messages")
            .fact("refused_for", refused.reason().mode());
  }

  private static void send(
      UserConnection connection, String to, PageForm form, TenantDraft tenant, Instant now) {
    Document totp = connection.settings().object("totp").orElse(Document.EMPTY);
    int length = totp.number("length").orElse(6L).intValue();
    Instant expiry = now.plus(Duration.ofSeconds(totp.number("time_step").orElse(180L)));
    String code = tenant.ids().text(IdSource.Kind.TOKEN, "0123456789", length);
    Optional<Item> known =
        connection.holder(tenant.state(), PasswordlessLogin.member(connection), to);
    tenant.keep(
        PasswordlessCode.id(connection.name(), to),
        new PasswordlessCode(
            code,
            form.client().orElseThrow().id(),
            known.map(user -> UserView.part(user.id())).orElseGet(() -> tenant.ids().objectId()),
            expiry,
            0,
            Document.EMPTY),
        expiry.plus(PasswordlessCode.REMEMBERED),
        now);
    String text = "Your verification code is: " + code;
    Outbox.Letter letter =
        byPhone(connection)
            ? Outbox.Letter.sms("passwordless_code", to, text)
            : Outbox.Letter.email(
                "passwordless_code", to, "Welcome to " + form.client().orElseThrow().name(), text);
    Outbox.send(letter.withCode(code), tenant, now);
  }
}
