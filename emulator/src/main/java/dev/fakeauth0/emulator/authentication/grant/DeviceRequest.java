package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A device that waits for its user (RFC 8628 section 3.2; Auth0 docs, "Device Authorization Flow").
 * Kept in the state under its device code, some time longer than it is good: the first poll after
 * that is told so.
 *
 * @param deviceCode what the device polls with
 * @param userCode what the user types
 * @param clientId the client
 * @param audience the {@code audience} parameter
 * @param resource the {@code resource} parameter
 * @param scope the {@code scope} parameter
 * @param expiresAt when it is good no more
 * @param polledAt when the device polled last
 * @param denied whether the user said no
 * @param authorization what the user allowed
 */
public record DeviceRequest(
    String deviceCode,
    String userCode,
    String clientId,
    Optional<String> audience,
    Optional<String> resource,
    Optional<String> scope,
    Instant expiresAt,
    Optional<Instant> polledAt,
    boolean denied,
    Optional<UserAuthorization> authorization) {

  /** How long a user has to type the code. */
  public static final Duration LIFETIME = Duration.ofSeconds(900);

  /** How long a device waits between two polls. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** Letters that make no words and look like no digits. */
  private static final String BASE20 = "BCDFGHJKLMNPQRSTVWXZ";

  /** Where a user code is kept: it leads to the request. */
  private record UserCode(String deviceCode) {}

  /** Begins, with codes as the tenant's {@code device_flow} has them. */
  static DeviceRequest begin(Wanted asked, TenantDraft tenant, Instant now) {
    IdSource ids = tenant.ids();
    DeviceRequest request =
        new DeviceRequest(
            ids.opaque(24),
            userCode(tenant.state(), ids),
            asked.clientId(),
            asked.audience(),
            asked.resource(),
            asked.scope(),
            now.plus(LIFETIME),
            Optional.empty(),
            false,
            Optional.empty());
    tenant.keep(bare(request.userCode), new UserCode(request.deviceCode), request.expiresAt, now);
    return request.keptIn(tenant, now);
  }

  /**
   * Who asks for what.
   *
   * @param clientId the client
   * @param audience the {@code audience} parameter
   * @param resource the {@code resource} parameter
   * @param scope the {@code scope} parameter
   */
  record Wanted(
      String clientId,
      Optional<String> audience,
      Optional<String> resource,
      Optional<String> scope) {}

  /** The request of a user code as it was typed: in small letters, with or without its dash. */
  public static Optional<DeviceRequest> ofUserCode(String typed, TenantState state, Instant now) {
    return state
        .expiring()
        .find(UserCode.class, bare(typed), now)
        .flatMap(code -> state.expiring().find(DeviceRequest.class, code.deviceCode(), now))
        .filter(request -> request.expiresAt.isAfter(now));
  }

  /** Whether the user has yet to decide. */
  public boolean open() {
    return !denied && authorization.isEmpty();
  }

  /** The user allowed it. The user code is good no more. */
  public void allow(UserAuthorization allowed, TenantDraft tenant, Instant now) {
    tenant.drop(UserCode.class, bare(userCode));
    with(polledAt, false, Optional.of(allowed)).keptIn(tenant, now);
  }

  /** The user said no. The user code is good no more. */
  public void deny(TenantDraft tenant, Instant now) {
    tenant.drop(UserCode.class, bare(userCode));
    with(polledAt, true, Optional.empty()).keptIn(tenant, now);
  }

  DeviceRequest polled(TenantDraft tenant, Instant now) {
    return with(Optional.of(now), denied, authorization).keptIn(tenant, now);
  }

  /** Whoever polls again finds nothing. */
  void end(TenantDraft tenant) {
    tenant.drop(UserCode.class, bare(userCode));
    tenant.drop(DeviceRequest.class, deviceCode);
  }

  private DeviceRequest keptIn(TenantDraft tenant, Instant now) {
    tenant.keep(deviceCode, this, expiresAt.plus(REMEMBERED), now);
    return this;
  }

  private DeviceRequest with(
      Optional<Instant> polled, boolean refused, Optional<UserAuthorization> allowed) {
    return new DeviceRequest(
        deviceCode,
        userCode,
        clientId,
        audience,
        resource,
        scope,
        expiresAt,
        polled,
        refused,
        allowed);
  }

  private static String userCode(TenantState state, IdSource ids) {
    var settings = state.settings().object("device_flow");
    String mask = settings.flatMap(flow -> flow.string("mask")).orElse("****-****");
    boolean digits =
        settings.flatMap(flow -> flow.string("charset")).filter("digits"::equals).isPresent();
    String drawn = ids.text(IdSource.Kind.TOKEN, digits ? "0123456789" : BASE20, mask.length());
    StringBuilder code = new StringBuilder(mask.length());
    for (int i = 0; i < mask.length(); i++) {
      code.append(mask.charAt(i) == '*' ? drawn.charAt(i) : mask.charAt(i));
    }
    return code.toString();
  }

  private static String bare(String code) {
    return code.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
  }
}
