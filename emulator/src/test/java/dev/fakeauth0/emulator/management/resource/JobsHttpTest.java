package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.message.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsHttpTest {

  private static final String SECRET = "JBSWY3DPEHPK3PXP";

  /** A user whose password, Passw0rd!, another system hashed. */
  private static final String HASHED =
      """
      [{"email":"new@example.com","custom_password_hash":
        {"algorithm":"sha256","hash":{"encoding":"hex",
          "value":"893dac6582af0f7fa3e50dcae80e476b658c2a460d59adc12a972e394f2d9a72"},
         "salt":{"value":"abc123"}}}]
      """;

  private static final String HASH = "$2b$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWvXG";

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void an_import_takes_in_users_and_reports_the_others() throws Exception {
    var started =
        imported(
            "false",
            """
            [{"email":"new@example.com","email_verified":true,"app_metadata":{"plan":"gold"}},
             {"email":"ada@example.com"},
             {"email":"no address"},
             {"email":"more@example.com","password_hash":"plain"}]
            """);
    assertThat(started.statusCode()).isEqualTo(202);
    Document job = Document.of(json(started.body()));
    assertThat(job.string("type")).contains("users_import");
    assertThat(job.string("status")).contains("pending");
    assertThat(job.string("connection")).contains("Username-Password-Authentication");

    Document done = tenant.call("GET", "jobs/" + job.string("id", "")).body();
    assertThat(done.string("status")).contains("completed");
    assertThat(done.object("summary"))
        .contains(Document.of("failed", 3, "updated", 0, "inserted", 1, "total", 4));

    var errors = tenant.call("GET", "jobs/" + job.string("id", "") + "/errors");
    assertThat(errors.status()).isEqualTo(200);
    assertThat(errors.list().get(0))
        .isEqualTo(
            Document.of(
                "user",
                Document.of("email", "ada@example.com"),
                "errors",
                List.of(
                    Document.of(
                        "code",
                        "DUPLICATED_USER",
                        "message",
                        "The user already exist and upsert parameter is false"))));
    assertThat(errors.list())
        .extracting(each -> each.objects("errors").get(0).string("code", ""))
        .containsExactly("DUPLICATED_USER", "FORMAT", "PATTERN");
    assertThat(errors.text()).doesNotContain("plain");
    assertThat(tenant.call("GET", "users-by-email?email=new@example.com").list()).hasSize(1);
  }

  @Test
  void an_upsert_changes_those_that_are_there() throws Exception {
    var started =
        imported(
            "true",
            "[{\"email\":\"ada@example.com\",\"given_name\":\"Ada\",\"password_hash\":\""
                + HASH
                + "\"}]");

    Document job = Document.of(json(started.body()));
    assertThat(tenant.call("GET", "jobs/" + job.string("id", "")).body().object("summary"))
        .contains(Document.of("failed", 0, "updated", 1, "inserted", 0, "total", 1));
    assertThat(tenant.call("GET", "jobs/" + job.string("id", "") + "/errors").status())
        .isEqualTo(204);
    assertThat(
            tenant
                .call("GET", "users-by-email?email=ada@example.com")
                .list()
                .get(0)
                .string("given_name"))
        .contains("Ada");
  }

  @Test
  void a_password_that_another_system_hashed_is_known_at_the_login_and_then_kept_as_ones_own()
      throws Exception {
    String client = directClient();
    imported("false", HASHED);

    int wrong = login(client, "guess").statusCode();
    int first = login(client, "Passw0rd!").statusCode();
    imported("true", HASHED.replace("893dac", "000000"));
    int second = login(client, "Passw0rd!").statusCode();

    assertThat(wrong).isEqualTo(403);
    assertThat(first).isEqualTo(200);
    assertThat(second).isEqualTo(200);
    assertThat(tenant.auth0().snapshot().toString())
        .doesNotContain("custom_password_hash")
        .doesNotContain("893dac");
  }

  @Test
  void such_a_password_stays_the_linked_accounts_own() throws Exception {
    String client = directClient();
    imported("false", HASHED);
    String other =
        tenant
            .call("GET", "users-by-email?email=new@example.com")
            .list()
            .get(0)
            .string("user_id", "");
    String main =
        tenant
            .call(
                "POST",
                "users",
                Map.of(
                    "email", "main@example.com",
                    "password", "Other-pass1!",
                    "connection", "Username-Password-Authentication"))
            .body()
            .string("user_id", "");
    String identities = "users/" + main.replace("|", "%7C") + "/identities";
    var linked = tenant.call("POST", identities, Map.of("provider", "auth0", "user_id", other));

    int first = login(client, "Passw0rd!").statusCode();
    int again = login(client, "Passw0rd!").statusCode();

    assertThat(linked.status()).isEqualTo(201);
    assertThat(linked.list().toString()).doesNotContain("893dac");
    assertThat(tenant.call("GET", "users").list().toString()).doesNotContain("893dac");
    assertThat(first).isEqualTo(200);
    assertThat(again).isEqualTo(200);
    assertThat(login(client, "Other-pass1!").statusCode()).isEqualTo(403);
    assertThat(tenant.auth0().snapshot().toString()).doesNotContain("893dac");

    tenant.call("DELETE", identities + "/" + other.replace("|", "/"));

    assertThat(login(client, "Passw0rd!").statusCode()).isEqualTo(200);
  }

  @Test
  void a_hash_that_nobody_can_compare_is_reported() throws Exception {
    Document job =
        Document.of(
            json(
                imported(
                        "false",
                        "[{\"email\":\"new@example.com\",\"custom_password_hash\":"
                            + "{\"algorithm\":\"crypt\",\"hash\":{\"value\":\"x\"}}}]")
                    .body()));

    Document error = tenant.call("GET", "jobs/" + job.string("id", "") + "/errors").list().get(0);

    assertThat(error.objects("errors").get(0))
        .isEqualTo(
            Document.of(
                "code",
                "ENUM_MISMATCH",
                "message",
                "No enum match for: crypt",
                "path",
                "custom_password_hash.algorithm"));
    assertThat(error.object("user").orElseThrow().has("custom_password_hash")).isFalse();
  }

  /** An application that logs users in with their passwords, and connects. */
  private String directClient() throws IOException {
    String client =
        tenant
            .call(
                "POST",
                "clients",
                Map.of(
                    "name",
                    "direct",
                    "token_endpoint_auth_method",
                    "none",
                    "grant_types",
                    List.of(
                        "http://auth0.com/oauth/grant-type/password-realm",
                        "http://auth0.com/oauth/grant-type/mfa-otp",
                        "http://auth0.com/oauth/grant-type/mfa-oob")))
            .body()
            .string("client_id", "");
    tenant.call(
        "PATCH",
        "connections/" + connection() + "/clients",
        List.of(Map.of("client_id", client, "status", true)));
    return client;
  }

  private HttpResponse<String> login(String client, String password) throws Exception {
    return posted(
        "oauth/token",
        "grant_type=http%3A%2F%2Fauth0.com%2Foauth%2Fgrant-type%2Fpassword-realm"
            + "&realm=Username-Password-Authentication&client_id="
            + client
            + "&username=new%40example.com&password="
            + password.replace("!", "%21"));
  }

  private HttpResponse<String> posted(String path, String form) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(tenant.auth0().issuer().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void an_imported_second_factor_is_asked_for_at_the_login() throws Exception {
    String client = withFactors();
    imported("false", factors("{\"totp\":{\"secret\":\"" + SECRET + "\"}}"));

    String waiting = mfaToken(client);
    String code = Totp.at(SECRET, tenant.auth0().clock().now());
    HttpResponse<String> granted =
        posted(
            "oauth/token",
            "grant_type=http%3A%2F%2Fauth0.com%2Foauth%2Fgrant-type%2Fmfa-otp&client_id="
                + client
                + "&mfa_token="
                + waiting
                + "&otp="
                + code);

    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    assertThat(methods()).extracting(method -> method.string("type", "")).containsExactly("totp");
    assertThat(tenant.call("GET", "users-by-email?email=new@example.com").text())
        .doesNotContain("mfa_factors")
        .doesNotContain(SECRET);
  }

  @Test
  void codes_are_sent_to_an_imported_phone_and_to_an_imported_address() throws Exception {
    String client = withFactors();
    imported(
        "false",
        factors(
            "{\"phone\":{\"value\":\"+15550100\"}},{\"email\":{\"value\":\"a@other.example\"}}"));
    String waiting = mfaToken(client);

    for (Document method : methods()) {
      String id = method.string("id", "").replace("phone|", "sms|").replace("|", "%7C");
      HttpResponse<String> asked =
          posted(
              "mfa/challenge",
              "client_id="
                  + client
                  + "&mfa_token="
                  + waiting
                  + "&challenge_type=oob&authenticator_id="
                  + id);
      assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    }

    assertThat(tenant.auth0().messages().all())
        .extracting(Message::to)
        .containsExactlyInAnyOrder("+15550100", "a@other.example");
  }

  @Test
  void factors_imported_again_take_the_place_of_those_of_their_kind() throws Exception {
    imported(
        "false",
        factors(
            "{\"totp\":{\"secret\":\"" + SECRET + "\"}},{\"phone\":{\"value\":\"+15550100\"}}"));
    imported("true", factors("{\"phone\":{\"value\":\"+15550199\"}}"));

    assertThat(methods())
        .extracting(method -> method.string("type", "") + method.string("phone_number", ""))
        .containsExactlyInAnyOrder("totp", "phone+15550199");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | ARRAY_LENGTH_SHORT | mfa_factors",
        "[1] | INVALID_TYPE | mfa_factors[0]",
        "[{\"totp\":{}}] | OBJECT_REQUIRED | mfa_factors[0].totp.secret",
        "[{\"totp\":{\"secret\":\"abc\"}}] | PATTERN | mfa_factors[0].totp.secret",
        "[{\"totp\":{\"secret\":\"ABC\",\"digits\":8}}] | OBJECT_ADDITIONAL_PROPERTIES |"
            + " mfa_factors[0].totp.digits",
        "[{\"email\":{\"value\":\"a@b.example\"}},{\"phone\":{\"value\":\"0555\"}}] | PATTERN |"
            + " mfa_factors[1].phone.value",
        "[{\"email\":{\"value\":\"nobody\"}}] | FORMAT | mfa_factors[0].email.value",
        "[{\"email\":{\"value\":7}}] | INVALID_TYPE | mfa_factors[0].email.value",
        "[{\"email\":\"a@b.example\"}] | INVALID_TYPE | mfa_factors[0].email",
        "[{\"push\":{}}] | OBJECT_ADDITIONAL_PROPERTIES | mfa_factors[0].push",
        "[{\"totp\":{\"secret\":\"ABC\"},\"phone\":{\"value\":\"+1\"}}] | OBJECT_PROPERTIES_MAXIMUM"
            + " | mfa_factors[0]"
      })
  void a_user_with_factors_that_are_none_is_reported(String factors, String code, String path)
      throws Exception {
    Document job =
        Document.of(
            json(
                imported(
                        "false",
                        "[{\"email\":\"new@example.com\",\"mfa_factors\":" + factors + "}]")
                    .body()));

    Document error = tenant.call("GET", "jobs/" + job.string("id", "") + "/errors").list().get(0);

    assertThat(error.objects("errors"))
        .singleElement()
        .satisfies(
            wrong -> {
              assertThat(wrong.string("code")).contains(code);
              assertThat(wrong.string("path")).contains(path);
            });
    assertThat(tenant.call("GET", "users-by-email?email=new@example.com").list()).isEmpty();
  }

  /** An application, where everybody shows a second factor. */
  private String withFactors() throws IOException {
    tenant.call("PUT", "guardian/factors/otp", Map.of("enabled", true));
    tenant.call("PUT", "guardian/factors/sms", Map.of("enabled", true));
    tenant.call("PUT", "guardian/factors/email", Map.of("enabled", true));
    tenant.call("PUT", "guardian/policies", List.of("all-applications"));
    return directClient();
  }

  private static String factors(String factors) {
    return HASHED.stripTrailing().replaceFirst("}]$", ",\"mfa_factors\":[" + factors + "]}]");
  }

  private String mfaToken(String client) throws Exception {
    HttpResponse<String> refused = login(client, "Passw0rd!");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    return Document.of(json(refused.body())).string("mfa_token", "");
  }

  private List<Document> methods() throws IOException {
    String user =
        tenant
            .call("GET", "users-by-email?email=new@example.com")
            .list()
            .get(0)
            .string("user_id", "");
    return tenant
        .call("GET", "users/" + user.replace("|", "%7C") + "/authentication-methods")
        .list();
  }

  @Test
  void a_file_that_is_no_json_fails_the_job() throws Exception {
    Document job = Document.of(json(imported("false", "[{").body()));

    Document errors = tenant.call("GET", "jobs/" + job.string("id", "") + "/errors").body();

    assertThat(errors.string("status")).contains("failed");
    assertThat(errors.string("status_details", "")).startsWith("Failed to parse users file JSON");
  }

  @Test
  void a_body_without_a_file_is_refused() throws Exception {
    var refused = tenant.call("POST", "jobs/users-imports", Map.of());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message"))
        .contains("Must provide 'users' file as multipart part.");
  }

  @Test
  void an_export_says_what_it_exports() throws Exception {
    Document job =
        tenant
            .call(
                "POST",
                "jobs/users-exports",
                Map.of(
                    "connection_id", connection(),
                    "format", "csv",
                    "fields", List.of(Map.of("name", "email"))))
            .body();

    assertThat(job.string("status")).contains("pending");
    Document done = tenant.call("GET", "jobs/" + job.string("id", "")).body();
    assertThat(done.string("status")).contains("completed");
    assertThat(lines(done.string("location", "")))
        .containsExactly("\"email\"", "\"'ada@example.com\"", "\"'bob@example.com\"");
  }

  @Test
  void an_export_in_json_has_a_line_for_each_user() throws Exception {
    Document done =
        exported(
            Map.of(
                "format",
                "json",
                "limit",
                1,
                "fields",
                List.of(
                    Map.of("name", "email"),
                    Map.of("name", "identities[0].provider", "export_as", "from"))));

    assertThat(lines(done.string("location", "")))
        .containsExactly("{\"email\":\"ada@example.com\",\"from\":\"auth0\"}");
  }

  @Test
  void an_exported_file_cannot_be_guessed() throws Exception {
    String location = exported(Map.of("format", "json")).string("location", "");
    String signature = location.substring(location.indexOf("&signature="));

    assertThat(fetched(location).statusCode()).isEqualTo(200);
    assertThat(fetched(location).headers().firstValue("Content-Disposition").orElse(""))
        .matches("attachment; filename=\"[\\w-]+\\.json\\.gz\"");
    assertThat(fetched(location.replace(signature, "")).statusCode()).isEqualTo(404);
    assertThat(fetched(location.replace(signature, "&signature=x")).statusCode()).isEqualTo(404);
    assertThat(fetched(location.replace("expires=", "expires=1")).statusCode()).isEqualTo(404);
    assertThat(fetched(location.replace("expires=", "expires=x")).statusCode()).isEqualTo(404);
    assertThat(fetched(location.replace("job_", "job_x")).statusCode()).isEqualTo(404);
  }

  @Test
  void the_address_of_an_exported_file_ends_and_the_job_gives_another() throws Exception {
    Document done = exported(Map.of("format", "json"));
    String job = "jobs/" + done.string("id", "");

    tenant.auth0().clock().advance(Duration.ofSeconds(61));

    assertThat(fetched(done.string("location", "")).statusCode()).isEqualTo(404);
    assertThat(tenant.auth0().journal().last().orElseThrow().diagnosis())
        .hasValueSatisfying(
            why -> assertThat(why.because()).isEqualTo("the address of the export has expired"));
    String again = tenant.call("GET", job).body().string("location", "");
    assertThat(fetched(again).statusCode()).isEqualTo(200);
  }

  @Test
  void a_job_is_forgotten_after_a_day() throws Exception {
    Document done = exported(Map.of("format", "json"));

    tenant.auth0().clock().advance(Duration.ofHours(24).plusSeconds(1));

    assertThat(tenant.call("GET", "jobs/" + done.string("id", "")).status()).isEqualTo(404);
  }

  private Document exported(Map<String, Object> wanted) throws IOException {
    Document job = tenant.call("POST", "jobs/users-exports", wanted).body();
    return tenant.call("GET", "jobs/" + job.string("id", "")).body();
  }

  private static HttpResponse<byte[]> fetched(String location) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(location)).build(), BodyHandlers.ofByteArray());
  }

  private static List<String> lines(String location) throws Exception {
    try (var file = new GZIPInputStream(new ByteArrayInputStream(fetched(location).body()))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private HttpResponse<String> imported(String upsert, String users) throws Exception {
    String boundary = "----a-boundary";
    String body =
        part(boundary, "connection_id", connection())
            + part(boundary, "upsert", upsert)
            + "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"users\"; filename=\"users.json\"\r\n"
            + "Content-Type: application/json\r\n\r\n"
            + users
            + "\r\n--"
            + boundary
            + "--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(tenant.auth0().issuer() + "api/v2/jobs/users-imports"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .header("Authorization", "Bearer " + tenant.token())
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static String part(String boundary, String name, String value) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  private String connection() throws IOException {
    return tenant.call("GET", "connections").list().get(0).string("id").orElseThrow();
  }

  private static Map<?, ?> json(String text) throws Exception {
    return (Map<?, ?>)
        java.util.Objects.requireNonNull(
            dev.fakeauth0.emulator.json.Json.read(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
