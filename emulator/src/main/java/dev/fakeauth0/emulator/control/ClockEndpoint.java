package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.logout.ExpiredSessions;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code GET} and {@code PUT /__admin/clock}: the tenant's time. */
final class ClockEndpoint implements ControlEndpoint {

  /** The last second whose expiry still fits every client's dates, end of the year 9999. */
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final boolean change;

  private ClockEndpoint(boolean change) {
    this.change = change;
  }

  static ClockEndpoint get() {
    return new ClockEndpoint(false);
  }

  static ClockEndpoint put() {
    return new ClockEndpoint(true);
  }

  @Override
  public Route route() {
    return Route.control(change ? "PUT" : "GET", "/__admin/clock");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    if (!change) {
      return Decision.grant(shown(call.tenant()));
    }
    return Body.of(call.request().body(), List.of("now", "advance", "frozen"))
        .then(
            body -> {
              Optional<Instant> now = body.instant("now");
              Optional<Duration> advance = body.duration("advance");
              Optional<Boolean> frozen = body.flag("frozen");
              if (now.isPresent() && advance.isPresent()) {
                body.mistake("\"now\" and \"advance\" exclude each other", "send one of the two");
              }
              if (now.isEmpty() && advance.isEmpty() && frozen.isEmpty()) {
                body.mistake(
                    "the body says nothing about the clock",
                    "send {\"now\":\"2026-01-01T00:00:00Z\"}, {\"advance\":\"PT1H\"} or"
                        + " {\"frozen\":true}");
              }
              if (tooLate(call, now, advance)) {
                body.mistake("the clock ends with the year 9998", "choose an earlier time");
              }
              return body.then(
                  () -> {
                    set(call.tenant(), now, advance, frozen);
                    ExpiredSessions.tell(call.tenant(), call.issuer());
                    return Decision.grant(shown(call.tenant()));
                  });
            });
  }

  private static boolean tooLate(
      ControlCall call, Optional<Instant> now, Optional<Duration> advance) {
    try {
      Instant wanted = now.orElse(call.now()).plus(advance.orElse(Duration.ZERO));
      return wanted.isAfter(LAST) || wanted.isBefore(Instant.EPOCH);
    } catch (DateTimeException | ArithmeticException e) {
      return true;
    }
  }

  private static void set(
      Tenant tenant, Optional<Instant> now, Optional<Duration> advance, Optional<Boolean> frozen) {
    Instant system = tenant.systemTime();
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              ClockSetting clock = draft.state().clock();
              if (now.isPresent()) {
                clock = clock.setTo(now.get(), system);
              }
              if (advance.isPresent()) {
                clock = clock.setTo(clock.at(system).plus(advance.get()), system);
              }
              if (frozen.isPresent()) {
                clock = frozen.get() ? clock.frozen(system) : clock.resumed(system);
              }
              draft.clock(clock);
              return clock;
            });
  }

  private static Outcome shown(Tenant tenant) {
    ClockSetting clock = tenant.state().clock();
    return new Outcome.Content(
        200,
        Document.of(
            "now", clock.at(tenant.systemTime()).toString(),
            "frozen", clock.frozenAt().isPresent()));
  }
}
