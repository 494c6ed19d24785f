package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.error;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceCodePolicyTest {

  private final AppDoor door =
      new AppDoor(
          draft -> {
            draft.put(tv("tv"));
            draft.put(tv("radio"));
            draft.put(anApi(API));
          });

  @Test
  void gives_a_device_its_codes_and_says_where_and_how_long_they_are_good() {
    Document codes = begun("scope", "openid", "audience", API);

    String userCode = codes.string("user_code", "");
    assertThat(codes.asMap().keySet())
        .containsExactly(
            "device_code",
            "user_code",
            "verification_uri",
            "expires_in",
            "interval",
            "verification_uri_complete");
    assertThat(userCode).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
    assertThat(codes.number("expires_in")).contains(900L);
    assertThat(codes.number("interval")).contains(5L);
    assertThat(codes.string("verification_uri_complete", "")).endsWith("?user_code=" + userCode);
    DeviceRequest waiting = waiting(userCode).orElseThrow();
    assertThat(waiting.open()).isTrue();
    assertThat(waiting.audience()).contains(API);
    assertThat(waiting.scope()).contains("openid");
  }

  @Test
  void makes_user_codes_as_the_tenant_has_them() {
    door.change(
        draft ->
            draft.settings(
                draft
                    .state()
                    .settings()
                    .with("device_flow", Document.of("mask", "T*-***", "charset", "digits"))));

    assertThat(begun().string("user_code", "")).matches("T[0-9]-[0-9]{3}");
  }

  @Test
  void finds_what_waits_by_its_user_code_as_people_type_it() {
    String userCode = begun().string("user_code", "");

    assertThat(waiting(userCode.toLowerCase(java.util.Locale.ROOT).replace("-", " "))).isPresent();
    assertThat(waiting(userCode.replace("-", ""))).isPresent();
    assertThat(waiting("BCDF")).isEmpty();
    assertThat(waiting("")).isEmpty();
    assertThat(waiting(userCode, Keys.NOW.plusSeconds(899))).isPresent();
    assertThat(waiting(userCode, Keys.NOW.plusSeconds(900))).isEmpty();
  }

  @Test
  void keeps_two_devices_apart() {
    Document first = begun();
    Document second = begun();

    allow(second);

    assertThat(poll(first).text()).contains("authorization_pending");
    assertThat(poll(second).status()).isEqualTo(200);
  }

  @Test
  void lets_a_device_wait_and_tells_it_when_it_asks_too_often() {
    Document codes = begun();

    Reply first = poll(codes);
    Object until = door.diagnosis().facts().get("expires_at");
    door.elapse(Duration.ofSeconds(5).minusMillis(1));
    Reply soon = poll(codes);
    door.elapse(Duration.ofSeconds(5));
    Reply inTime = poll(codes);

    assertThat(body(first).string("error")).contains("authorization_pending");
    assertThat(until).isEqualTo("2026-11-21T12:15:00Z");
    assertThat(body(soon).string("error")).contains("slow_down");
    assertThat(body(inTime).string("error")).contains("authorization_pending");
  }

  @Test
  void gives_tokens_once_to_the_device_that_was_allowed() {
    Document codes = begun();
    poll(codes);
    allow(codes);

    boolean stillTyped = waiting(codes.string("user_code", "")).isPresent();
    Reply tokens = poll(codes);
    Reply again = poll(codes);

    assertThat(stillTyped).isFalse();
    assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
    assertThat(door.door().granted().subject()).isEqualTo(ADA);
    assertThat(again.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_DEVICE_CODE);
  }

  @Test
  void tells_a_device_once_that_it_was_refused() {
    Document codes = begun();
    door.change(draft -> request(codes, draft).deny(draft, Keys.NOW));

    boolean stillTyped = waiting(codes.string("user_code", "")).isPresent();
    Reply denied = poll(codes);
    RefusalReason reason = door.diagnosis().reason();
    poll(codes);

    assertThat(stillTyped).isFalse();
    assertThat(body(denied).string("error")).contains("access_denied");
    assertThat(reason).isEqualTo(RefusalReason.DEVICE_DENIED);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_DEVICE_CODE);
  }

  @Test
  void tells_a_device_once_that_its_code_expired() {
    Document codes = begun();
    door.elapse(Duration.ofSeconds(900));

    Reply late = poll(codes);
    RefusalReason reason = door.diagnosis().reason();
    Object since = door.diagnosis().facts().get("expired_at");
    poll(codes);

    assertThat(body(late).string("error")).contains("expired_token");
    assertThat(reason).isEqualTo(RefusalReason.DEVICE_CODE_EXPIRED);
    assertThat(since).isEqualTo("2026-11-21T12:15:00Z");
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_DEVICE_CODE);
  }

  @Test
  void says_nothing_of_a_device_to_another_client() {
    Document codes = begun();
    allow(codes);

    Reply other =
        door.tokenAs(
            "radio",
            GrantType.DEVICE_CODE.wireName(),
            "device_code",
            codes.string("device_code", ""));

    assertThat(other.status()).isEqualTo(403);
    assertThat(door.diagnosis().because())
        .isEqualTo(
            "no device of client radio waits under this device_code: it was answered, told that"
                + " it expired, or never issued to this client");
  }

  @Test
  void knows_a_device_that_is_open_from_one_that_was_answered() {
    Document allowed = begun();
    Document denied = begun();
    door.change(
        draft -> {
          request(allowed, draft).allow(authorization(), draft, Keys.NOW);
          request(denied, draft).deny(draft, Keys.NOW);
        });

    assertThat(kept(allowed).open()).isFalse();
    assertThat(kept(denied).open()).isFalse();
  }

  @Test
  void begins_for_public_clients_that_have_the_grant_type() {
    door.change(
        draft -> {
          draft.put(AppDoor.app("plain"));
          draft.put(
              aClient(
                  "web",
                  "client_secret",
                  "web-secret",
                  "grant_types",
                  List.of(GrantType.DEVICE_CODE.wireName())));
        });

    Reply without = begin("client_id", "plain");
    RefusalReason reason = door.diagnosis().reason();
    Reply confidential = begin("client_id", "web", "client_secret", "web-secret");

    assertThat(without.status()).isEqualTo(403);
    assertThat(reason).isEqualTo(RefusalReason.GRANT_TYPE_NOT_ALLOWED);
    assertThat(confidential.status()).isEqualTo(403);
    assertThat(door.diagnosis().because())
        .isEqualTo("client web is confidential, and devices can keep no secret");
  }

  @Test
  void begins_for_no_api_that_is_unknown() {
    Reply reply = begin("client_id", "tv", "audience", "https://nowhere.example");

    assertThat(reply.text())
        .isEqualTo(error("access_denied", "Service not found: https://nowhere.example"));
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.UNKNOWN_AUDIENCE);
  }

  private static dev.fakeauth0.emulator.tenant.Client tv(String id) {
    return aClient(
        id,
        "token_endpoint_auth_method",
        "none",
        "grant_types",
        List.of(GrantType.DEVICE_CODE.wireName()));
  }

  private Document begun(String... more) {
    Reply reply = begin(concat(new String[] {"client_id", "tv"}, more));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return body(reply);
  }

  private Reply begin(String... namesAndValues) {
    return door.post("/oauth/device/code", Document.of((Object[]) namesAndValues));
  }

  private Reply poll(Document codes) {
    return door.tokenAs(
        "tv", GrantType.DEVICE_CODE.wireName(), "device_code", codes.string("device_code", ""));
  }

  private void allow(Document codes) {
    door.change(draft -> request(codes, draft).allow(authorization(), draft, Keys.NOW));
  }

  private static UserAuthorization authorization() {
    return UserDoor.authorization("tv", Optional.of(API), "openid", "read:messages");
  }

  private static DeviceRequest request(Document codes, TenantDraft draft) {
    return DeviceRequest.ofUserCode(codes.string("user_code", ""), draft.state(), Keys.NOW)
        .orElseThrow();
  }

  private DeviceRequest kept(Document codes) {
    return door.state()
        .expiring()
        .find(DeviceRequest.class, codes.string("device_code", ""), Keys.NOW)
        .orElseThrow();
  }

  private Optional<DeviceRequest> waiting(String userCode) {
    return waiting(userCode, Keys.NOW);
  }

  private Optional<DeviceRequest> waiting(String userCode, Instant now) {
    return DeviceRequest.ofUserCode(userCode, door.state(), now);
  }

  private static String[] concat(String[] first, String[] second) {
    String[] all = new String[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
