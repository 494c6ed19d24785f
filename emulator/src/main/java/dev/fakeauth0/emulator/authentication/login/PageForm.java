package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.PAGE_INPUT_INVALID;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.PasswordCheck;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of a page: a look at it, or its form.
 *
 * @param page the page; none: one that belongs to no login
 * @param posted whether it is the form
 * @param fields what stood in the address and in the form, by name; the form wins
 * @param browser the browser
 * @param caller from where it calls
 * @param issuer the issuer as the tenant is reached, ending in a slash
 * @param names the names of the tenant
 * @param interaction the login it belongs to, as the state had it when the call came in
 * @param factor how far that was with its second factor
 * @param client the application that is logged in to
 * @param check the password, compared with what is stored, where the form has one
 * @param hash the hash of a password that is to be stored
 */
record PageForm(
    Optional<LoginPage> page,
    boolean posted,
    Map<String, String> fields,
    Browser browser,
    Caller caller,
    String issuer,
    TenantNames names,
    Optional<Interaction> interaction,
    FactorState factor,
    Optional<Client> client,
    Optional<PasswordCheck> check,
    Optional<String> hash)
    implements Subject {

  /** Reads a call. Refuses a form that cannot be read for {@code PAGE_INPUT_INVALID}. */
  static Decision<PageForm> from(Optional<LoginPage> page, Call call) {
    boolean posted = call.request().method().equals("POST");
    return Parameters.ofQuery(call.request())
        .then(
            query ->
                posted
                    ? Parameters.of(call.request(), List.of())
                        .map(form -> of(page, posted, query, form, call))
                    : Decision.grant(of(page, posted, query, query, call)))
        .fold(Decision::grant, PageForm::unreadable);
  }

  private static Decision<PageForm> unreadable(Diagnosis why) {
    return Decision.refuse(
        PAGE_INPUT_INVALID
            .because("%s", why.because())
            .fact("code", "custom-error")
            .fact("message", "The form could not be read.")
            .remedy("send the form as application/x-www-form-urlencoded, each field once"));
  }

  private static PageForm of(
      Optional<LoginPage> page, boolean posted, Parameters query, Parameters form, Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : query.names()) {
      query.get(name).ifPresent(value -> fields.put(name, value));
    }
    for (String name : form.names()) {
      form.get(name).ifPresent(value -> fields.put(name, value));
    }
    TenantState state = call.epoch().store().state();
    Optional<Interaction> interaction =
        Optional.ofNullable(fields.get("state"))
            .flatMap(id -> state.expiring().find(Interaction.class, id, call.tenant().now(state)));
    return new PageForm(
        page,
        posted,
        fields,
        Browser.of(call.request()),
        Caller.of(call.request()),
        call.issuer(),
        call.tenant().names(),
        interaction,
        interaction
            .flatMap(
                found ->
                    state.expiring().find(FactorState.class, found.id(), call.tenant().now(state)))
            .orElse(FactorState.NONE),
        interaction.flatMap(found -> found.client(state)),
        Optional.empty(),
        Optional.empty());
  }

  /** This, with its password compared. */
  PageForm checked(PasswordCheck compared) {
    return new PageForm(
        page,
        posted,
        fields,
        browser,
        caller,
        issuer,
        names,
        interaction,
        factor,
        client,
        Optional.of(compared),
        hash);
  }

  /** This, with the hash of a new password. */
  PageForm hashed(String made) {
    return new PageForm(
        page,
        posted,
        fields,
        browser,
        caller,
        issuer,
        names,
        interaction,
        factor,
        client,
        check,
        Optional.of(made));
  }

  /** The browser's IP address. */
  String address() {
    return caller.ip();
  }

  /** A field that was filled in. */
  Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** A field without the blanks around it; empty if it was not filled in. */
  String text(String name) {
    return fields.getOrDefault(name, "").strip();
  }

  /** The page's {@code state}. */
  Optional<String> state() {
    return get("state");
  }

  /** Which of the page's buttons was pressed. */
  String action() {
    return fields.getOrDefault("action", "");
  }

  @Override
  public Optional<String> clientId() {
    return client.map(Client::id).filter(id -> !id.isEmpty());
  }

  @Override
  public Optional<String> user() {
    return get("username")
        .or(() -> get("email"))
        .or(() -> interaction.flatMap(Interaction::identifier))
        .or(() -> interaction.flatMap(Interaction::login).map(Login::userId));
  }

  @Override
  public Map<String, Object> facts(RefusalReason reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    clientId().ifPresent(id -> facts.put("client_id", id));
    interaction
        .flatMap(Interaction::login)
        .map(Login::userId)
        .or(() -> check.flatMap(PasswordCheck::userId))
        .ifPresent(id -> facts.put("user_id", id));
    get("organization").ifPresent(id -> facts.put("organization", id));
    return facts;
  }

  /** Only a form is refused, and only where what is refused is in it; the page is shown as ever. */
  @Override
  public Optional<RefusalReason> forced(RefusalReason reason) {
    return switch (reason) {
      case USER_BLOCKED, PASSWORD_LEAKED ->
          get("password").filter(any -> posted).map(any -> reason);
      case TOO_MANY_ATTEMPTS ->
          get("password").or(() -> get("code")).filter(any -> posted).map(any -> reason);
      case CONSENT_DENIED -> posted ? Optional.of(reason) : Optional.empty();
      case ORGANIZATION_DENIED ->
          get("organization")
              .filter(any -> posted)
              .map(any -> RefusalReason.USER_NOT_IN_ORGANIZATION);
      default -> Optional.of(reason);
    };
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    if (page.isEmpty() || client.isEmpty()) {
      return List.of();
    }
    List<LogFacts> records =
        new ArrayList<>(posted ? page.get().logged(this, decided, call) : List.of());
    records.addAll(FactorLog.of(this, decided, call));
    return records;
  }

  /** Names, never values: one of them is a password. */
  @Override
  public String toString() {
    return "PageForm" + fields.keySet();
  }
}
