package dev.fakeauth0.testcontainers;

import dev.fakeauth0.TenantClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The clock, by {@code /__admin/clock}. */
final class RemoteClock implements TenantClock {

  private static final String PATH = "clock";

  private final AdminCalls calls;

  RemoteClock(AdminCalls calls) {
    this.calls = calls;
  }

  @Override
  public Instant now() {
    return Instant.parse(JsonObject.of(calls.get(PATH)).text("now"));
  }

  @Override
  public void freeze() {
    put("frozen", true);
  }

  @Override
  public void set(Instant now) {
    put("now", now.toString());
  }

  @Override
  public void advance(Duration by) {
    put("advance", by.toString());
  }

  @Override
  public void resume() {
    put("frozen", false);
  }

  @Override
  public boolean frozen() {
    return JsonObject.of(calls.get(PATH)).flag("frozen");
  }

  private void put(String member, Object value) {
    calls.send("PUT", PATH, Map.of(member, value));
  }
}
