package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.emulator.pipeline.Door.PAGE;

import dev.fakeauth0.emulator.authentication.page.FieldError;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.WireError;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.Optional;

/**
 * Shows a page of a login, or takes its form. Whoever comes to a page that is not theirs, by the
 * back button or by hand, is led to the one that is due.
 */
final class PageEndpoint implements Endpoint {

  private static final ErrorTelling ERRORS = new ErrorTelling();

  private final LoginPage page;
  private final Route route;

  private PageEndpoint(LoginPage page, Route route) {
    this.page = page;
    this.route = route;
  }

  /** Shows a page. */
  static Endpoint showing(LoginPage page) {
    return new PageEndpoint(page, Route.page(page.path(), "GET", "HEAD"));
  }

  /** Takes the form of a page. */
  static Endpoint taking(LoginPage page) {
    return new PageEndpoint(page, Route.page(page.path(), "POST"));
  }

  @Override
  public Route route() {
    return route;
  }

  @Override
  public Reply answer(Call call) {
    return call.request().method().equals("POST") ? take(call) : show(call);
  }

  private Reply show(Call call) {
    return call.parse(any -> PageForm.from(Optional.of(page), any))
        .decide(
            (form, tenant, now) ->
                Interactions.open(form.state(), form.browser(), tenant, now)
                    .map(interaction -> seen(interaction, form, tenant, now)))
        .reply(outcome -> outcome);
  }

  private Outcome seen(Interaction interaction, PageForm form, TenantDraft tenant, Instant now) {
    NextStep next = NextStep.of(interaction, tenant.state(), now);
    Optional<Client> client = interaction.client(tenant.state());
    if (client.isEmpty() || !page.open(interaction, next)) {
      return new Outcome.Redirect(next.location(interaction), Headers.NONE);
    }
    Optional<String> instead = page.arrive(interaction, form, tenant, now);
    if (instead.isPresent()) {
      return new Outcome.Redirect(
          Onward.to(instead.get(), interaction).location(next), Headers.NONE);
    }
    Optional<FieldError> earlier = interaction.problem().map(FieldErrors::ofCode);
    return PageHeaders.outcome(
        200, page.show(new Sight(interaction, client.get(), form, earlier, tenant.state(), now)));
  }

  private Reply take(Call call) {
    return call.parse(any -> PageForm.from(Optional.of(page), any))
        .read((form, snapshot) -> Decision.grant(page.prove(form, snapshot, call.tenant().ids())))
        .decide(
            (form, tenant, now) ->
                Interactions.open(form.state(), form.browser(), tenant, now)
                    .then(interaction -> taken(form, interaction, tenant, now)))
        .reply(sent -> redirect(sent, Browser.of(call.request())));
  }

  private static Outcome redirect(Onward.Sent sent, Browser browser) {
    return new Outcome.Redirect(
        sent.location(),
        sent.session()
            .map(given -> browser.session(given.cookie(), given.lifetime()))
            .orElse(Headers.NONE));
  }

  private Decision<Onward.Sent> taken(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    NextStep due = NextStep.of(interaction, tenant.state(), now);
    if (!page.open(interaction, due)) {
      return Decision.grant(Onward.Sent.to(due.location(interaction)));
    }
    Decision<Onward> decision = page.take(form, interaction, tenant, now);
    if (decision instanceof Decision.Refused<Onward> refused
        && ends(refused.diagnosis().reason())) {
      Interactions.keep(interaction.declining(refused.diagnosis().reason()), tenant, now);
    }
    return decision.map(
        onward -> {
          Interactions.keep(onward.interaction(), tenant, now);
          return new Onward.Sent(
              onward.location(NextStep.of(onward.interaction(), tenant.state(), now)),
              onward.session());
        });
  }

  /** Whether a refusal is told to the application, and not by the page. */
  private static boolean ends(RefusalReason reason) {
    return switch (reason) {
      case USER_BLOCKED, CONSENT_DENIED, USER_NOT_IN_ORGANIZATION -> true;
      default -> false;
    };
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return new Outcome.Told(diagnosis, PAGE, error -> told(call, diagnosis, error));
  }

  private Outcome told(Call call, Diagnosis diagnosis, WireError error) {
    TenantState state = call.epoch().store().state();
    Instant now = call.tenant().now(state);
    Optional<PageForm> form = call.subject().map(PageForm.class::cast);
    Optional<Interaction> interaction =
        form.flatMap(
            sent ->
                Interactions.open(sent.state(), sent.browser(), state, now)
                    .fold(Optional::of, refused -> Optional.empty()));
    Optional<Client> client = interaction.flatMap(found -> found.client(state));
    if (client.isPresent() && ends(diagnosis.reason())) {
      // What a failure rule refuses changes nothing, so that the login could not tell of it later.
      return interaction.get().declined().isPresent()
          ? new Outcome.Redirect(NextStep.DONE.location(interaction.get()), Headers.NONE)
          : ERRORS.tell(
              call,
              diagnosis,
              Callback.of(interaction.get().request(), state),
              form.flatMap(PageForm::clientId));
    }
    Optional<FieldError> field =
        form.flatMap(PageForm::page).filter(FactorPages.class::isInstance).isPresent()
            ? FieldErrors.ofFactor(diagnosis).or(() -> FieldErrors.of(diagnosis, error))
            : FieldErrors.of(diagnosis, error);
    if (client.isPresent() && field.isPresent()) {
      return PageHeaders.outcome(
          error.status(),
          page.show(new Sight(interaction.get(), client.get(), form.get(), field, state, now)));
    }
    return ERRORS.page(call, diagnosis, error, form.flatMap(PageForm::clientId));
  }
}
