package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine manages users through the Management API, and everything that goes wrong with it. */
class Situation1MachineToTheManagementApiIT {

  private static final String SEED =
      """
      resourceServers:
      - name: Orders
        identifier: https://orders.example.com
        scopes: [{value: "read:orders"}]
      clients:
      - name: provisioning
        client_id: provisioning
        client_secret: provisioning-secret
        app_type: non_interactive
        grant_types: [client_credentials]
      - name: newcomer
        client_id: newcomer
        client_secret: newcomer-secret
        app_type: non_interactive
        grant_types: [client_credentials]
      - name: admin
        client_id: admin
        client_secret: admin-secret
        app_type: non_interactive
        grant_types: [client_credentials]
      clientGrants:
      - client_id: provisioning
        audience: "{issuer}api/v2/"
        scope: ["read:users", "create:users", "update:users", "update:users_app_metadata", "delete:users"]
      - client_id: provisioning
        audience: https://orders.example.com
        scope: ["read:orders"]
      - client_id: admin
        audience: "{issuer}api/v2/"
        allow_all_scopes: true
      databases:
      - name: Username-Password-Authentication
        strategy: auth0
      """;

  private static final Machine PROVISIONING = new Machine("provisioning", "provisioning-secret");
  private static final Machine NEWCOMER = new Machine("newcomer", "newcomer-secret");
  private static final Machine ADMIN = new Machine("admin", "admin-secret");

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static FakeAuth0 tenant;

  @BeforeAll
  static void start() throws Exception {
    Path seed = Files.writeString(folder.resolve("tenant.yaml"), SEED);
    Path limited =
        Files.writeString(
            folder.resolve("limited.yaml"),
            SEED
                + """
                fakeAuth0:
                  name: limited
                  port: 0
                  limits: {management: {limit: 2, per: 60}}
                """);
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(folder.resolve("cache"))
                .tenant(seed.toString())
                .tenant(limited.toString()));
    tenant = emulator.first();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void back_to_the_baseline() {
    emulator.tenants().forEach(FakeAuth0::reset);
  }

  @Test
  void users_are_created_found_changed_and_deleted() throws Exception {
    ManagementCaller caller = caller(PROVISIONING);

    String id =
        caller
            .post(
                "/users",
                """
                {"connection": "Username-Password-Authentication", "email": "grace@example.com",
                 "password": "Secret-Passw0rd!"}
                """)
            .text("user_id");
    String path = "/users/" + ManagementCaller.encoded(id);
    var changed = caller.patch(path, "{\"app_metadata\": {\"plan\": \"gold\"}}");
    var found = caller.get("/users?q=" + ManagementCaller.encoded("app_metadata.plan:\"gold\""));
    var listed = caller.get("/users?include_totals=true&per_page=10");
    var deleted = caller.delete(path);

    assertThat(changed.body().at("/app_metadata/plan").asText()).isEqualTo("gold");
    assertThat(found.body().get(0).path("user_id").asText()).isEqualTo(id);
    assertThat(listed.body().path("total").asInt()).isEqualTo(1);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(caller.get(path).status()).isEqualTo(404);
  }

  @Test
  void a_token_for_another_api_is_refused_and_both_apis_are_named() throws Exception {
    String wrong =
        PROVISIONING.tokenFor("https://orders.example.com", tenant.issuer()).accessToken();

    var refused = new ManagementCaller(tenant.issuer(), wrong).get("/users");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text("message")).isEqualTo("Bad audience: https://orders.example.com");
    assertThat(diagnosis(refused).facts().toString())
        .contains("https://orders.example.com", "api/v2/");
    assertThat(diagnosis(refused).remedies()).isNotEmpty();
  }

  @Test
  void a_missing_scope_is_named() throws Exception {
    var refused = caller(PROVISIONING).get("/clients");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("errorCode")).isEqualTo("insufficient_scope");
    assertThat(refused.text("message"))
        .isEqualTo(
            "Insufficient scope, expected any of: read:clients, read:client_keys,"
                + " read:client_credentials, read:client_summary");
    assertThat(diagnosis(refused).remedies().toString()).contains("read:clients");
  }

  @Test
  void an_authorization_works_at_once_and_ends_at_once() throws Exception {
    ManagementCaller admin = caller(ADMIN);
    String api = tenant.issuer() + "api/v2/";

    var before = NEWCOMER.tokenFor(api, tenant.issuer());
    String grant =
        admin
            .post(
                "/client-grants",
                "{\"client_id\": \"newcomer\", \"audience\": \""
                    + api
                    + "\", \"scope\": [\"read:users\"]}")
            .text("id");
    var during = NEWCOMER.tokenFor(api, tenant.issuer());
    admin.delete("/client-grants/" + grant);
    var after = NEWCOMER.tokenFor(api, tenant.issuer());

    assertThat(before.status()).isEqualTo(403);
    assertThat(during.body().path("scope").asText()).isEqualTo("read:users");
    assertThat(after.status()).isEqualTo(403);
    assertThat(after.body().path("error").asText()).isEqualTo("access_denied");
  }

  @Test
  void a_rotated_secret_is_refused_and_the_new_one_works() throws Exception {
    String secret = caller(ADMIN).post("/clients/newcomer/rotate-secret", "").text("client_secret");
    String api = tenant.issuer() + "api/v2/";

    var old = NEWCOMER.tokenFor(api, tenant.issuer());
    var fresh = new Machine("newcomer", secret).tokenFor(api, tenant.issuer());

    assertThat(old.status()).isEqualTo(401);
    // Refused for the grant it lacks, no longer for its secret.
    assertThat(fresh.status()).isEqualTo(403);
  }

  @Test
  void an_opaque_token_and_an_expired_one_are_told_apart() throws Exception {
    String token = caller(PROVISIONING).token();

    var opaque = new ManagementCaller(tenant.issuer(), "not-a-jwt").get("/users");
    tenant.clock().advance(Duration.ofDays(2));
    var expired = new ManagementCaller(tenant.issuer(), token).get("/users");

    assertThat(opaque.status()).isEqualTo(400);
    assertThat(opaque.text("message")).isEqualTo("Bad HTTP authentication header format");
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.text("message"))
        .isEqualTo("Expired token received for JSON Web Token validation");
    assertThat(diagnosis(expired).reason()).isNotEqualTo(diagnosis(opaque).reason());
  }

  @Test
  void a_rate_limit_answers_429_and_says_when_to_come_back() throws Exception {
    FakeAuth0 limited = emulator.tenant("limited");
    String token =
        PROVISIONING.tokenFor(limited.issuer() + "api/v2/", limited.issuer()).accessToken();
    ManagementCaller caller = new ManagementCaller(limited.issuer(), token);

    caller.get("/users");
    var last = caller.get("/users");
    var refused = caller.get("/users");

    assertThat(last.headers().firstValue("x-ratelimit-remaining")).contains("0");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("errorCode")).isEqualTo("too_many_requests");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void failed_exchanges_stand_in_the_tenants_logs() throws Exception {
    NEWCOMER.tokenFor(tenant.issuer() + "api/v2/", tenant.issuer());

    var logs = caller(ADMIN).get("/logs?q=" + ManagementCaller.encoded("type:feccft"));

    assertThat(logs.body()).hasSize(1);
    assertThat(logs.body().get(0).path("client_id").asText()).isEqualTo("newcomer");
  }

  private static ManagementCaller caller(Machine machine) throws Exception {
    return new ManagementCaller(
        tenant.issuer(),
        machine.tokenFor(tenant.issuer() + "api/v2/", tenant.issuer()).accessToken());
  }

  private static Diagnosis diagnosis(ManagementCaller.Answer refused) {
    return tenant.journal().entries().stream()
        .filter(entry -> entry.id().equals(refused.requestId()))
        .findFirst()
        .flatMap(JournalEntry::diagnosis)
        .orElseThrow();
  }
}
