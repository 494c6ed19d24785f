package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.DeviceRequest;
import dev.fakeauth0.emulator.authentication.grant.UserAccess;
import dev.fakeauth0.emulator.authentication.page.DeviceConfirmationView;
import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pages for a device once its user is logged in (RFC 8628 section 3.3; Auth0 docs, "Device
 * Authorization Flow"): whether it is that device, and how it ended.
 */
enum DevicePages implements LoginPage {
  /** Whether it is that device. */
  CONFIRM("/activate/confirm"),
  /** It is allowed. */
  ALLOWED("/activate/success"),
  /** It is not. */
  DENIED("/activate/denied"),
  /** It waits no more: its code expired during the login, or was answered before. */
  GONE("/activate/expired");

  private final String path;

  DevicePages(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next == NextStep.DONE && interaction.finish().equals(CONFIRM.path);
  }

  @Override
  public Optional<String> arrive(
      Interaction interaction, PageForm form, TenantDraft tenant, Instant now) {
    if (this != CONFIRM) {
      return Optional.empty();
    }
    Optional<DeviceRequest> device = device(interaction, tenant.state(), now);
    if (interaction.declined().isPresent()) {
      device.ifPresent(waiting -> waiting.deny(tenant, now));
      return Optional.of(DENIED.path);
    }
    return device.isPresent() ? Optional.empty() : Optional.of(without(interaction, tenant, now));
  }

  /** Where a login leads whose device is not there: it was allowed here, or waits no more. */
  private static String without(Interaction interaction, TenantDraft tenant, Instant now) {
    boolean unanswered = tenant.kept(DeviceLogin.class, interaction.id(), now).isPresent();
    return unanswered ? GONE.path : ALLOWED.path;
  }

  @Override
  public Page show(Sight sight) {
    return switch (this) {
      case CONFIRM ->
          Pages.deviceConfirmation(
              sight.frame(),
              new DeviceConfirmationView(
                  sight.interaction().id(),
                  sight.client().name(),
                  device(sight.interaction(), sight.state(), sight.now())
                      .map(DeviceRequest::userCode)
                      .orElse("")));
      case ALLOWED ->
          Pages.notice(
              sight.frame(),
              NoticeView.of("Congratulations, you're all set!", "Your device is now connected."));
      case DENIED ->
          Pages.notice(
              sight.frame(), NoticeView.of("Device not connected", "You chose not to connect it."));
      case GONE ->
          Pages.notice(
              sight.frame(), NoticeView.of("Device not connected", "Invalid or expired user code"));
    };
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    Optional<DeviceRequest> device = device(interaction, tenant.state(), now);
    if (this != CONFIRM || device.isEmpty()) {
      return Decision.grant(Onward.to(without(interaction, tenant, now), interaction));
    }
    if (!form.action().equals("confirm")) {
      device.get().deny(tenant, now);
      return Decision.grant(Onward.to(DENIED.path, interaction));
    }
    return UserAccess.decide(asked(device.get(), form, interaction, tenant.state()), tenant.state())
        .map(
            authorization -> {
              BrowserSession.Settled settled =
                  BrowserSession.settle(
                      interaction,
                      authorization,
                      form.browser().session(),
                      form.caller(),
                      tenant,
                      now);
              if (interaction.consented()) {
                Consent.keep(settled.authorization(), tenant);
              }
              device.get().allow(settled.authorization(), tenant, now);
              tenant.drop(DeviceLogin.class, interaction.id());
              return Onward.to(ALLOWED.path, interaction).with(settled.begun());
            });
  }

  @Override
  public List<LogFacts> logged(PageForm form, Decision<?> decided, Call call) {
    if (this != CONFIRM || form.interaction().flatMap(Interaction::login).isEmpty()) {
      return List.of();
    }
    return decided.fold(
        granted -> List.of(record(ended((Onward.Sent) granted), form, call)),
        refusal -> List.of(record(new Ended("fdeac", call.words(refusal)), form, call)));
  }

  /**
   * How it ended, for the log.
   *
   * @param type the record's type
   * @param description what it says
   */
  private record Ended(String type, String description) {}

  private static Ended ended(Onward.Sent sent) {
    if (sent.location().startsWith(ALLOWED.path)) {
      return new Ended("s", "Successful login");
    }
    return sent.location().startsWith(DENIED.path)
        ? new Ended("fdecc", "User cancelled the confirmation prompt.")
        : new Ended("fdeac", "Invalid or expired user code");
  }

  private static LogFacts record(Ended ended, PageForm form, Call call) {
    Interaction interaction = form.interaction().orElseThrow();
    return LoginFacts.of(
        ended.type(),
        ended.description(),
        interaction.request(),
        interaction.login(),
        form.caller(),
        call);
  }

  private static UserAccess.Asked asked(
      DeviceRequest device, PageForm form, Interaction interaction, TenantState state) {
    Optional<Organization> organization =
        interaction.organizationId().flatMap(state.organizations()::find);
    return new UserAccess.Asked(
        form.client().orElseThrow(),
        interaction.login().orElseThrow(),
        device.audience(),
        device.resource(),
        device.scope(),
        organization,
        false,
        Optional.empty(),
        false,
        form.issuer(),
        form.names());
  }

  private static Optional<DeviceRequest> device(
      Interaction interaction, TenantState state, Instant now) {
    return state
        .expiring()
        .find(DeviceLogin.class, interaction.id(), now)
        .flatMap(login -> DeviceRequest.ofUserCode(login.userCode(), state, now))
        .filter(DeviceRequest::open);
  }
}
