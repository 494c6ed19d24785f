package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.DeviceRequest;
import dev.fakeauth0.emulator.authentication.page.CodeView;
import dev.fakeauth0.emulator.authentication.page.FieldError;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /activate}: the page where a user types the code that a device shows (RFC 8628 section
 * 3.3). It begins a login that ends with the question whether it is that device.
 */
final class ActivationEndpoint implements Endpoint {

  private final Route route;

  private ActivationEndpoint(Route route) {
    this.route = route;
  }

  static Endpoint showing() {
    return new ActivationEndpoint(Route.page("/activate", "GET", "HEAD"));
  }

  static Endpoint taking() {
    return new ActivationEndpoint(Route.page("/activate", "POST"));
  }

  @Override
  public Route route() {
    return route;
  }

  @Override
  public Reply answer(Call call) {
    boolean posted = call.request().method().equals("POST");
    return call.parse(any -> PageForm.from(Optional.empty(), any).map(Activation::new))
        .decide(
            (activation, tenant, now) ->
                posted
                    ? begun(activation.form(), tenant, now)
                    : Decision.grant(
                        page(200, activation.form(), Optional.empty(), tenant.state())))
        .reply(outcome -> outcome);
  }

  /** A call of the page: of a code that no device waits with, the log says so. */
  private record Activation(PageForm form) implements Subject {

    @Override
    public Optional<String> clientId() {
      return form.clientId();
    }

    @Override
    public List<LogFacts> logged(Decision<?> decided, Call call) {
      return decided.fold(
          granted -> List.of(),
          refusal -> List.of(LoginFacts.ofUserCode(call.words(refusal), form.caller(), call)));
    }
  }

  private static Outcome page(
      int status, PageForm form, Optional<FieldError> error, TenantState state) {
    return PageHeaders.outcome(
        status,
        Pages.code(
            Frames.of(state),
            CodeView.device(
                form.state().orElse(""),
                form.get("code").or(() -> form.get("user_code")).orElse(""),
                error)));
  }

  private static Decision<Outcome> begun(PageForm form, TenantDraft tenant, Instant now) {
    Optional<DeviceRequest> device =
        DeviceRequest.ofUserCode(form.text("code"), tenant.state(), now)
            .filter(DeviceRequest::open);
    if (device.isEmpty()) {
      return Decision.refuse(
          FieldErrors.refusal(
                  "code",
                  "invalid-expired-code",
                  "Invalid or expired user code",
                  "no device waits for this user code",
                  "type the user_code of POST /oauth/device/code, within 15 minutes")
              .fact("user_code", Shown.text(form.text("code"))));
    }
    Optional<String> newDevice =
        form.browser().device().isPresent()
            ? Optional.empty()
            : Optional.of(tenant.ids().opaque(43));
    String browser = newDevice.or(() -> form.browser().device()).orElseThrow();
    Interaction begun =
        Interaction.begun(
                PageState.draw(tenant.ids(), "device", device.get().clientId()),
                request(device.get(), form),
                Browser.fingerprint(browser),
                now)
            .finishing(DevicePages.CONFIRM.path());
    Interaction interaction =
        BrowserSession.of(form.browser().session(), tenant.state(), now)
            .map(session -> begun.continuing(session.login()))
            .orElse(begun);
    Interactions.keep(interaction, tenant, now);
    tenant.keep(
        interaction.id(), new DeviceLogin(device.get().userCode()), interaction.expiry(), now);
    return Decision.grant(
        new Outcome.Redirect(
            NextStep.of(interaction, tenant.state(), now).location(interaction),
            newDevice.map(form.browser()::device).orElse(Headers.NONE)));
  }

  private static AuthorizationRequest request(DeviceRequest device, PageForm form) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", device.clientId());
    device.scope().ifPresent(scope -> parameters.put("scope", scope));
    device.audience().ifPresent(audience -> parameters.put("audience", audience));
    device.resource().ifPresent(resource -> parameters.put("resource", resource));
    return new AuthorizationRequest(
        device.clientId(),
        new ResponseType(true, false, false),
        ResponseMode.QUERY,
        Optional.empty(),
        device.audience().or(device::resource),
        Optional.empty(),
        parameters,
        form.issuer());
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return new Outcome.Told(
        diagnosis,
        Door.PAGE,
        error ->
            FieldErrors.of(diagnosis, error)
                .filter(field -> call.subject().isPresent())
                .map(
                    field ->
                        page(
                            error.status(),
                            ((Activation) call.subject().orElseThrow()).form(),
                            Optional.of(field),
                            call.epoch().store().state()))
                .orElseGet(
                    () -> new ErrorTelling().page(call, diagnosis, error, Optional.empty())));
  }
}
