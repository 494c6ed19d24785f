package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADDRESS;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.DATABASE;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.PASSWORD;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ada;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.error;
import static dev.fakeauth0.emulator.authentication.grant.AppDoor.factors;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordGrantPolicyTest {

  private static final String THROTTLING = "attack-protection/suspicious-ip-throttling";
  private static final String BRUTE_FORCE = "attack-protection/brute-force-protection";
  private static final String BREACHES = "attack-protection/breached-password-detection";

  private final AppDoor door = new AppDoor(draft -> draft.put(anApi(API)));

  @Test
  void logs_in_by_password_and_leaves_with_the_user_when_and_from_where() {
    Reply reply = door.asAda("scope", "openid", "audience", API);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(door.door().granted().grantType()).contains("password");
    assertThat(door.door().granted().audience()).isEqualTo(API);
    assertThat(door.user(ADA).number("logins_count")).contains(1L);
    assertThat(door.user(ADA).string("last_ip")).contains(ADDRESS);
    assertThat(door.user(ADA).string("last_login")).contains("2026-11-21T12:00:00.000Z");
    assertThat(door.user(ADA).string("updated_at")).contains("2026-11-21T12:00:00.000Z");
  }

  @Test
  void counts_each_login() {
    door.asAda();
    door.elapse(Duration.ofHours(1));
    door.asAda();

    assertThat(door.user(ADA).number("logins_count")).contains(2L);
    assertThat(door.user(ADA).string("last_login")).contains("2026-11-21T13:00:00.000Z");
  }

  @Test
  void logs_in_to_the_connection_that_the_request_names_with_either_grant() {
    door.change(draft -> draft.settings(Document.EMPTY));

    Reply plain = door.asAda("realm", DATABASE);
    Reply realm = realm(DATABASE, PASSWORD);
    Reply unnamed = door.token(GrantType.PASSWORD_REALM, "username", "ada", "password", PASSWORD);

    assertThat(List.of(plain.status(), realm.status(), unnamed.status()))
        .containsExactly(200, 200, 500);
    assertThat(door.diagnosis().because())
        .isEqualTo("the request names no realm, and the tenant has no default directory");
    assertThat(door.diagnosis().facts()).containsEntry("databases", List.of(DATABASE));
  }

  @Test
  void takes_an_empty_default_directory_for_none() {
    door.change(draft -> draft.settings(Document.of("default_directory", "")));

    door.asAda();

    assertThat(door.diagnosis().because())
        .isEqualTo("the request names no realm, and the tenant has no default directory");
  }

  @Test
  void says_that_the_default_directory_is_gone() {
    door.change(draft -> draft.settings(Document.of("default_directory", "gone")));

    door.asAda();

    assertThat(door.diagnosis().because())
        .isEqualTo("the tenant's default directory gone does not exist");
    assertThat(door.diagnosis().facts()).containsEntry("default_directory", "gone");
  }

  @Test
  void suggests_the_realm_that_was_meant_only_where_one_is_near() {
    realm("Username-Password-Authenticatoin", PASSWORD);
    List<String> near = door.diagnosis().remedies();
    realm("somewhere-else-entirely", PASSWORD);
    List<String> far = door.diagnosis().remedies();

    assertThat(near).contains("send realm=" + DATABASE + ", if that is the one meant");
    assertThat(far).noneMatch(remedy -> remedy.startsWith("send realm="));
  }

  @Test
  void names_user_name_and_password_where_they_are_missing() {
    Reply noName = door.token("password", "password", PASSWORD);
    Reply noPassword = door.token("password", "username", "ada");

    assertThat(noName.text())
        .isEqualTo(error("invalid_request", "Missing required parameter: username"));
    assertThat(noPassword.text())
        .isEqualTo(error("invalid_request", "Missing required parameter: password"));
  }

  @Test
  void takes_the_audience_of_userinfo_and_no_unknown_one() {
    Reply userInfo = door.asAda("audience", ISSUER + "userinfo");
    door.asAda("audience", "https://api.example.co");
    List<String> near = door.diagnosis().remedies();
    door.asAda("audience", "urn:other");
    List<String> far = door.diagnosis().remedies();

    assertThat(userInfo.status()).as(userInfo.text()).isEqualTo(200);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.PASSWORD_AUDIENCE_UNKNOWN);
    assertThat(near).contains("send " + API + ", if that is the one meant");
    assertThat(far).noneMatch(remedy -> remedy.startsWith("send "));
    assertThat(door.diagnosis().facts()).containsEntry("audience", "urn:other");
  }

  @Test
  void logs_in_to_an_organization_and_makes_members_where_it_says_so() {
    door.change(
        draft -> {
          draft.put(AppDoor.app("app", "organization_usage", "require"));
          draft.put(anOrganization("org_1", "acme"));
          draft.join(
              Relations.ORGANIZATIONS_CONNECTIONS,
              "org_1",
              "con_1",
              Document.of("assign_membership_on_login", true));
        });

    Reply reply = door.asAda("organization", "org_1");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(door.door().granted().organization().orElseThrow().id()).isEqualTo("org_1");
    assertThat(door.door().granted().namesOrganization()).isFalse();
    assertThat(members()).containsExactly(ADA);
  }

  @Test
  void makes_nobody_a_member_where_the_connection_does_not_say_so() {
    door.change(
        draft -> {
          draft.put(AppDoor.app("app", "organization_usage", "allow"));
          draft.put(anOrganization("org_1", "acme"));
          draft.join(Relations.ORGANIZATIONS_CONNECTIONS, "org_1", "con_1", Document.EMPTY);
        });

    door.asAda("organization", "org_1");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.USER_NOT_IN_ORGANIZATION);
    assertThat(members()).isEmpty();
  }

  @Test
  void takes_the_name_of_an_organization_only_where_the_tenant_lets_names_in() {
    door.change(
        draft -> {
          draft.put(AppDoor.app("app", "organization_usage", "allow"));
          draft.put(anOrganization("org_1", "acme"));
          draft.join(Relations.ORGANIZATIONS_MEMBERS, "org_1", ADA, Document.EMPTY);
        });

    door.asAda("organization", "acme");
    RefusalReason before = door.diagnosis().reason();
    Object allowed = door.diagnosis().facts().get("names_allowed");
    door.change(
        draft ->
            draft.settings(
                draft
                    .state()
                    .settings()
                    .with("allow_organization_name_in_authentication_api", true)));
    Reply named = door.asAda("organization", "ACME");

    assertThat(before).isEqualTo(RefusalReason.ORGANIZATION_INVALID);
    assertThat(allowed).isEqualTo(false);
    assertThat(named.status()).as(named.text()).isEqualTo(200);
    assertThat(door.door().granted().namesOrganization()).isTrue();
  }

  @Test
  void asks_for_a_second_factor_with_the_gty_of_the_login() {
    door.change(draft -> factors(draft, "otp"));

    Reply reply = door.asAda();

    assertThat(reply.status()).isEqualTo(403);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.MFA_REQUIRED);
    assertThat(door.door().grants()).isZero();
  }

  @Test
  void says_where_a_user_is_who_is_not_in_the_connection() {
    door.change(
        draft ->
            draft.put(
                "users",
                "auth0|eve",
                Document.of(
                    "user_id", "auth0|eve", "email", "eve@example.com", "connection", "others")));

    door.login("eve@example.com", PASSWORD);
    List<String> elsewhere = door.diagnosis().remedies();
    door.login("adda@example.com", PASSWORD);
    List<String> near = door.diagnosis().remedies();
    door.login("nobody-of-that-name", PASSWORD);
    List<String> far = door.diagnosis().remedies();

    assertThat(elsewhere).contains("name the connection the user is in: realm=others");
    assertThat(near).contains("send username=ada@example.com, if that is the one meant");
    assertThat(far).noneMatch(remedy -> remedy.startsWith("send username="));
    assertThat(far).noneMatch(remedy -> remedy.startsWith("name the connection"));
  }

  @Test
  void says_that_a_user_has_no_password_to_compare() {
    door.change(
        draft ->
            draft.put(
                "users",
                ADA,
                Document.of("user_id", ADA, "email", "ada@example.com", "connection", DATABASE)));

    door.asAda();

    assertThat(door.diagnosis().because())
        .isEqualTo("user auth0|ada has no password that can be compared");
    assertThat(door.diagnosis().facts())
        .containsEntry("user_id", ADA)
        .containsEntry("ip", ADDRESS)
        .containsEntry("identifier", "ada@example.com")
        .containsEntry("client_id", "app");
  }

  @Test
  void locks_an_account_with_the_tenth_failure_in_a_row_and_tells_its_user() {
    List<Object> counted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      door.login("Ada@example.com", "a-guess");
      counted.add(door.diagnosis().facts().get("failed_in_a_row"));
    }
    Object locked = door.diagnosis().facts().get(PasswordLogin.LOCKED);

    Reply right = door.asAda();

    assertThat(counted).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(locked).isEqualTo(true);
    assertThat(right.status()).isEqualTo(429);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.TOO_MANY_ATTEMPTS);
    assertThat(door.diagnosis().because())
        .isEqualTo(
            "ada@example.com is blocked in connection Username-Password-Authentication after 10"
                + " failed logins in a row");
    assertThat(door.diagnosis().facts())
        .containsEntry("mode", "count_per_identifier_and_ip")
        .containsEntry("client_id", "app")
        .containsEntry("max_attempts", 10L)
        .containsEntry("blocked_at", "2026-11-21T12:00:00Z");
    Message letter = door.message();
    assertThat(letter.kind()).isEqualTo("blocked_account");
    assertThat(letter.to()).isEqualTo("ada@example.com");
    assertThat(letter.link().orElseThrow())
        .matches(java.util.regex.Pattern.quote(ISSUER) + "u/unblock\\?ticket=[A-Za-z0-9]{32}");
    assertThat(letter.text()).contains(ADDRESS, letter.link().orElseThrow());
    assertThat(blocks())
        .singleElement()
        .satisfies(
            block -> {
              assertThat(block.string("identifier")).contains("ada@example.com");
              assertThat(block.string("ip")).contains(ADDRESS);
              assertThat(block.number("attempts")).contains(10L);
            });
  }

  @Test
  void does_not_say_that_it_locked_before_it_did() {
    for (int i = 0; i < 9; i++) {
      door.login("ada@example.com", "a-guess");
    }

    assertThat(door.diagnosis().facts()).doesNotContainKey(PasswordLogin.LOCKED);
    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void counts_from_the_start_again_after_a_login_that_succeeded() {
    fail(2, "ada@example.com");
    door.asAda();
    fail(1, "ada@example.com");

    assertThat(door.diagnosis().facts()).containsEntry("failed_in_a_row", 1);
  }

  @Test
  void forgets_failures_and_blocks_after_thirty_days() {
    fail(1, "ada@example.com");
    door.elapse(Duration.ofDays(30));
    fail(1, "ada@example.com");
    Object inRow = door.diagnosis().facts().get("failed_in_a_row");
    fail(9, "ada@example.com");
    door.elapse(Duration.ofDays(30));
    Reply last = door.asAda();
    door.elapse(Duration.ofMillis(1));
    Reply free = door.asAda();

    assertThat(inRow).isEqualTo(1);
    assertThat(List.of(last.status(), free.status())).containsExactly(429, 200);
  }

  @Test
  void counts_by_account_alone_where_the_tenant_says_so() {
    protect("mode", "count_per_identifier", "max_attempts", 2);
    fail(2, "ada");

    assertThat(blocks()).singleElement().satisfies(block -> assertThat(block.has("ip")).isFalse());
  }

  @Test
  void keeps_the_failures_of_two_accounts_apart() {
    protect("max_attempts", 2);
    fail(1, "eve@example.com");
    fail(1, "ada@example.com");

    assertThat(door.diagnosis().facts()).containsEntry("failed_in_a_row", 1);
  }

  @Test
  void writes_to_nobody_where_the_user_is_unknown_or_the_tenant_says_not_to() {
    protect("max_attempts", 1);
    fail(1, "nobody@example.com");
    protect("max_attempts", 1, "shields", List.of("block"));
    fail(1, "ada@example.com");

    assertThat(Outbox.of(door.state())).isEmpty();
    assertThat(blocks()).hasSize(2);
  }

  @Test
  void blocks_nobody_where_only_messages_are_asked_for() {
    protect("max_attempts", 1, "shields", List.of("user_notification"));
    fail(1, "ada@example.com");

    assertThat(Outbox.of(door.state())).hasSize(1);
    assertThat(blocks()).isEmpty();
    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void frees_those_whom_a_raised_threshold_no_longer_blocks() {
    protect("max_attempts", 2);
    fail(2, "ada@example.com");
    protect("max_attempts", 3);

    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void counts_nothing_where_it_is_off_or_the_address_is_let_through() {
    protect("max_attempts", 1, "enabled", false);
    fail(2, "ada@example.com");
    boolean off = door.diagnosis().facts().containsKey("failed_in_a_row");
    protect("max_attempts", 1, "allowlist", List.of("127.0.0.0/8"));
    fail(2, "ada@example.com");

    assertThat(off).isFalse();
    assertThat(door.diagnosis().facts()).doesNotContainKey("failed_in_a_row");
    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void blocks_no_longer_when_it_is_switched_off() {
    protect("max_attempts", 1);
    fail(1, "ada@example.com");
    Reply blocked = door.asAda();
    protect("max_attempts", 1, "enabled", false);

    assertThat(blocked.status()).isEqualTo(429);
    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void throttles_an_address_that_failed_too_often_until_attempts_come_back() {
    throttle(2, 60_000);
    fail(1, "eve@example.com");
    boolean first = door.diagnosis().facts().containsKey(PasswordLogin.THROTTLED);
    fail(1, "mallory@example.com");
    boolean second = door.diagnosis().facts().containsKey(PasswordLogin.THROTTLED);

    Reply throttled = door.asAda();
    door.elapse(Duration.ofMillis(59_999));
    Reply still = door.asAda();
    door.elapse(Duration.ofMillis(1));
    Reply back = door.asAda();

    assertThat(first).isFalse();
    assertThat(second).isTrue();
    assertThat(List.of(throttled.status(), still.status(), back.status()))
        .containsExactly(429, 429, 200);
    assertThat(door.state().collection("anomaly/blocks/ips").find(ADDRESS)).isPresent();
  }

  @Test
  void says_how_an_address_is_throttled() {
    throttle(1, 60_000);
    fail(1, "eve@example.com");

    door.asAda();

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.SUSPICIOUS_IP);
    assertThat(door.diagnosis().because())
        .isEqualTo("too many attempts (pre-login) came from 127.0.0.1");
    assertThat(door.diagnosis().facts())
        .containsEntry("ip", ADDRESS)
        .containsEntry("stage", "pre-login")
        .containsEntry("max_attempts", 1L)
        .containsEntry("one_more_each_milliseconds", 60_000L);
  }

  @Test
  void gives_back_no_more_attempts_than_there_were() {
    throttle(2, 1_000);
    fail(1, "eve@example.com");
    door.elapse(Duration.ofHours(1));
    fail(2, "mallory@example.com");

    assertThat(door.asAda().status()).isEqualTo(429);
  }

  @Test
  void frees_an_address_that_was_released_with_all_its_attempts() {
    throttle(2, 864_000);
    fail(2, "eve@example.com");
    door.change(draft -> draft.remove("anomaly/blocks/ips", ADDRESS));

    fail(1, "eve@example.com");
    Object throttled = door.diagnosis().facts().get(PasswordLogin.THROTTLED);

    assertThat(throttled).isNull();
    assertThat(door.asAda().status()).isEqualTo(200);
  }

  @Test
  void throttles_no_address_that_is_let_through_or_where_nothing_is_blocked() {
    throttle(1, 864_000);
    fail(1, "eve@example.com");
    door.change(
        draft ->
            draft.singleton(
                THROTTLING, throttling(1, 864_000).with("allowlist", List.of(ADDRESS))));
    Reply letThrough = door.asAda();
    fail(1, "eve@example.com");
    boolean counted = door.diagnosis().facts().containsKey(PasswordLogin.THROTTLED);
    door.change(
        draft ->
            draft.singleton(
                THROTTLING, throttling(1, 864_000).with("shields", List.of("admin_notification"))));
    Reply unshielded = door.asAda();

    assertThat(counted).isFalse();
    assertThat(List.of(letThrough.status(), unshielded.status())).containsExactly(200, 200);
  }

  @Test
  void counts_stages_and_addresses_apart() {
    throttle(1, 864_000);
    fail(1, "eve@example.com");

    door.change(
        draft -> {
          assertThat(
                  AddressThrottle.of(AddressThrottle.Stage.LOGIN, ADDRESS, draft, Keys.NOW)
                      .refusal())
              .isPresent();
          assertThat(
                  AddressThrottle.of(AddressThrottle.Stage.LOGIN, "10.0.0.1", draft, Keys.NOW)
                      .refusal())
              .isEmpty();
          assertThat(
                  AddressThrottle.of(AddressThrottle.Stage.REGISTRATION, ADDRESS, draft, Keys.NOW)
                      .refusal())
              .isEmpty();
        });
  }

  @Test
  void blocks_an_address_in_the_management_api_for_failed_logins_only() {
    door.change(
        draft -> {
          for (int i = 0; i < 50; i++) {
            assertThat(
                    AddressThrottle.of(
                            AddressThrottle.Stage.REGISTRATION, "10.0.0.1", draft, Keys.NOW)
                        .count())
                .isEqualTo(i == 49);
          }
          assertThat(draft.state().collection("anomaly/blocks/ips").find("10.0.0.1")).isEmpty();
          assertThat(
                  AddressThrottle.of(
                          AddressThrottle.Stage.REGISTRATION, "10.0.0.1", draft, Keys.NOW)
                      .refusal())
              .isPresent();
          assertThat(
                  AddressThrottle.of(
                          AddressThrottle.Stage.REGISTRATION,
                          "10.0.0.1",
                          draft,
                          Keys.NOW.plusMillis(1_200))
                      .refusal())
              .isEmpty();
        });
  }

  @Test
  void warns_of_a_password_that_was_disclosed_and_lets_it_in_unless_told_to_block() {
    breached("shields", List.of("user_notification"));

    Reply warned = door.asAda();
    Message letter = door.message();
    breached("shields", List.of("block"));
    door.change(draft -> Outbox.clear(draft));
    Reply blocked = door.asAda();

    assertThat(warned.status()).isEqualTo(200);
    assertThat(letter.kind()).isEqualTo("stolen_credentials");
    assertThat(letter.to()).isEqualTo("ada@example.com");
    assertThat(blocked.status()).isGreaterThanOrEqualTo(400);
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.PASSWORD_LEAKED);
    assertThat(door.diagnosis().facts())
        .containsEntry("user_id", ADA)
        .containsEntry("shields", List.of("block"));
    assertThat(Outbox.of(door.state())).isEmpty();
    assertThat(door.user(ADA).number("logins_count")).contains(1L);
  }

  @Test
  void says_nothing_of_a_disclosed_password_where_that_is_off() {
    breached("enabled", false, "shields", List.of("block", "user_notification"));

    assertThat(door.asAda().status()).isEqualTo(200);
    assertThat(Outbox.of(door.state())).isEmpty();
  }

  @Test
  void logs_nobody_in_who_is_blocked_and_forgets_no_failure_for_it() {
    door.change(draft -> ada(draft, "blocked", true));

    Reply reply = door.asAda();

    assertThat(reply.text()).isEqualTo(error("unauthorized", "user is blocked"));
    assertThat(door.user(ADA).has("logins_count")).isFalse();
  }

  @Test
  void compares_again_where_the_user_changed_in_between() {
    UserConnectionChecks checks = new UserConnectionChecks(door);
    PasswordCheck right = checks.of(PASSWORD);
    PasswordCheck wrong = checks.of("another");

    door.change(draft -> ada(draft, "password", "another"));

    assertThat(right.right()).isTrue();
    assertThat(checks.again(right).right()).isFalse();
    assertThat(checks.again(wrong).right()).isTrue();
  }

  @Test
  void keeps_a_comparison_where_nothing_changed_and_makes_it_anew_for_another_user() {
    UserConnectionChecks checks = new UserConnectionChecks(door);
    PasswordCheck check = checks.of(PASSWORD);

    PasswordCheck kept = checks.again(check);
    door.change(draft -> draft.remove("users", ADA));
    PasswordCheck gone = checks.again(check);

    assertThat(kept).isSameAs(check);
    assertThat(gone.right()).isFalse();
    assertThat(gone.userId()).isEmpty();
    assertThat(check.toString()).doesNotContain(PASSWORD).contains("ada@example.com");
  }

  @Test
  void compares_with_a_hash_where_one_is_stored() {
    String hash = PasswordHash.of("another", RandomIdSource.seeded(1));
    door.change(draft -> ada(draft, "password_hash", hash));

    Reply seeds = door.asAda();
    Reply hashed = door.login("ada@example.com", "another");

    assertThat(List.of(seeds.status(), hashed.status())).containsExactly(403, 200);
  }

  @Test
  void leaves_a_record_of_each_login_that_succeeded() {
    door.asAda();

    Document record = door.logged().get(0);
    assertThat(record.string("type")).contains("s");
    assertThat(record.string("connection")).contains(DATABASE);
    assertThat(record.string("connection_id")).contains("con_1");
    assertThat(record.string("client_id")).contains("app");
    assertThat(record.string("client_name")).contains("app");
    assertThat(record.string("ip")).contains(ADDRESS);
    assertThat(record.string("user_id")).contains(ADA);
    assertThat(record.string("user_name")).contains("ada@example.com");
    assertThat(record.string("strategy")).contains("auth0");
    assertThat(record.string("strategy_type")).contains("database");
  }

  @Test
  void leaves_a_record_of_each_kind_of_login_that_failed() {
    protect("max_attempts", 3);
    throttle(3, 864_000);

    door.login("nobody@example.com", PASSWORD);
    fail(1, "ada");
    door.change(draft -> factors(draft, "otp"));
    door.asAda();
    door.change(draft -> ada(draft, "blocked", true));
    door.asAda();
    door.change(draft -> ada(draft));
    breached("shields", List.of("block"));
    door.asAda();
    fail(1, "nobody@example.com");
    door.asAda();

    assertThat(types())
        .containsExactly("fu", "fp", "mfar", "f", "pwd_leak", "fu", "limit_mu", "limit_mu");
    assertThat(door.logged().get(0).string("description")).contains("Wrong email or password.");
    assertThat(door.logged().get(0).string("user_name")).contains("nobody@example.com");
    assertThat(door.logged().get(0).string("user_id")).contains("");
    assertThat(door.logged().get(2).string("user_name")).contains("ada@example.com");
  }

  @Test
  void leaves_a_record_of_the_failure_that_locked_and_of_those_who_met_the_lock() {
    protect("max_attempts", 2);

    fail(2, "ada@example.com");
    door.asAda();

    assertThat(types()).containsExactly("fp", "fp", "limit_wc", "limit_wc");
  }

  @Test
  void names_the_block_as_the_user_has_their_name_in_any_case() {
    protect("max_attempts", 1);
    door.change(draft -> ada(draft, "email", "Ada@Example.com"));

    fail(1, "ADA@example.com");

    assertThat(blocks())
        .singleElement()
        .satisfies(block -> assertThat(block.string("identifier")).contains("Ada@Example.com"));
  }

  @Test
  void counts_from_the_start_again_after_it_locked() {
    protect("max_attempts", 2, "shields", List.of("user_notification"));
    fail(2, "ada@example.com");

    fail(1, "ada@example.com");

    assertThat(door.diagnosis().facts()).containsEntry("failed_in_a_row", 1);
  }

  @Test
  void keeps_what_the_link_of_the_message_lifts() {
    protect("max_attempts", 1);
    fail(1, "ada@example.com");
    String link = door.message().link().orElseThrow();

    Optional<UnblockTicket> ticket =
        door.state()
            .expiring()
            .find(UnblockTicket.class, link.substring(link.indexOf('=') + 1), Keys.NOW);

    assertThat(ticket.orElseThrow().blockId()).isEqualTo(DATABASE + "|ada@example.com|" + ADDRESS);
  }

  @Test
  void counts_one_account_from_all_addresses_where_the_tenant_says_so() {
    protect("mode", "count_per_identifier", "max_attempts", 1);
    fail(1, "ada@example.com");

    assertThat(door.state().collection("user-blocks").find(DATABASE + "|ada@example.com"))
        .isPresent();
  }

  /** Compares passwords of ada with what the database has. */
  private record UserConnectionChecks(AppDoor door) {

    PasswordCheck of(String password) {
      return PasswordCheck.of(connection(), "ada@example.com", password, door.state());
    }

    PasswordCheck again(PasswordCheck check) {
      return check.in(connection(), door.state());
    }

    private UserConnection connection() {
      return UserConnection.of(door.state(), DATABASE).orElseThrow();
    }
  }

  /** What the log has of logins; each exchange has a record besides. */
  private List<String> types() {
    return door.logged().stream()
        .map(record -> record.string("type", ""))
        .filter(type -> !type.equals("fepft") && !type.equals("sepft"))
        .toList();
  }

  private Reply realm(String realm, String password) {
    return door.token(
        GrantType.PASSWORD_REALM,
        "realm",
        realm,
        "username",
        "ada@example.com",
        "password",
        password);
  }

  private void fail(int times, String username) {
    for (int i = 0; i < times; i++) {
      assertThat(door.login(username, "a-guess").status()).isEqualTo(403);
    }
  }

  private void protect(Object... settings) {
    door.change(draft -> draft.singleton(BRUTE_FORCE, Document.of(settings)));
  }

  private void breached(Object... settings) {
    door.change(
        draft -> {
          draft.fakeAuth0(Document.of("breachedPasswords", List.of(PASSWORD)));
          Document all = Document.of("enabled", true);
          for (int i = 0; i < settings.length; i += 2) {
            all = all.with((String) settings[i], settings[i + 1]);
          }
          draft.singleton(BREACHES, all);
        });
  }

  private void throttle(int most, int rate) {
    door.change(draft -> draft.singleton(THROTTLING, throttling(most, rate)));
  }

  private static Document throttling(int most, int rate) {
    return Document.of(
        "stage", Document.of("pre-login", Document.of("max_attempts", most, "rate", rate)));
  }

  private List<Document> blocks() {
    return door.state().collection("user-blocks").all().stream()
        .map(block -> block.document())
        .toList();
  }

  private List<String> members() {
    return List.copyOf(door.state().relation(Relations.ORGANIZATIONS_MEMBERS).rightsOf("org_1"));
  }
}
