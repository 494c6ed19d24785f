package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.authentication.grant.DeviceRequest;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Polls of devices that are refused. */
final class DeviceCases {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final String CODE = "a-device-code";

  private DeviceCases() {}

  static Map<String, CodeCases.Case> all() {
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    cases.put("authorization-pending", waiting(Duration.ofMinutes(10), false, Duration.ZERO));
    cases.put("slow-down", waiting(Duration.ofMinutes(10), false, Duration.ofSeconds(4)));
    cases.put("device-denied", waiting(Duration.ofMinutes(10), true, Duration.ZERO));
    cases.put("device-code-expired", waiting(Duration.ZERO, false, Duration.ZERO));
    cases.put(
        "invalid-device-code",
        new CodeCases.Case(DeviceCases::client, door -> poll(door, "another")));
    cases.put(
        "invalid-device-code-missing",
        new CodeCases.Case(
            DeviceCases::client, door -> door.form("grant_type", GRANT, "client_id", "tv")));
    cases.put(
        "grant-type-not-allowed-confidential-device",
        new CodeCases.Case(
            draft ->
                draft.put(
                    aClient("tv", "client_secret", "tv-secret", "grant_types", List.of(GRANT))),
            door ->
                door.handle(
                    Requests.post(
                        "/oauth/device/code",
                        "client_id=tv&client_secret=tv-secret",
                        "Host",
                        "localhost:8080",
                        "Content-Type",
                        "application/x-www-form-urlencoded"))));
    return cases;
  }

  private static CodeCases.Case waiting(Duration left, boolean denied, Duration sincePoll) {
    return new CodeCases.Case(
        draft -> {
          client(draft);
          draft.keep(
              CODE,
              new DeviceRequest(
                  CODE,
                  "BCDF-GHJK",
                  "tv",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Keys.NOW.plus(left),
                  sincePoll.isZero() ? Optional.empty() : Optional.of(Keys.NOW.minus(sincePoll)),
                  denied,
                  Optional.empty()),
              Keys.NOW.plus(Duration.ofHours(1)),
              Keys.NOW);
        },
        door -> poll(door, CODE));
  }

  private static void client(TenantDraft draft) {
    draft.put(aClient("tv", "token_endpoint_auth_method", "none", "grant_types", List.of(GRANT)));
  }

  private static Reply poll(TokenDoor door, String code) {
    return door.form("grant_type", GRANT, "client_id", "tv", "device_code", code);
  }
}
