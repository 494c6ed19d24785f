package dev.fakeauth0.emulator.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.token.TokenSpec;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every refusal of the Management API that is known, over the socket: status, {@code errorCode} and
 * message. Leaves the table in {@code target/management-refusals.md}.
 */
class ManagementRefusalsHttpTest {

  private static final String NONE = "";
  private static final String DATABASE = "Username-Password-Authentication";
  private static final String OWN_TOKEN = "with the token of all scopes";

  /**
   * A row of the table.
   *
   * @param grade how well it is known: R recorded, D documented, F forum, L library, ? open
   * @param authorization the header, {@link #OWN_TOKEN} or {@link #NONE}
   * @param code the errorCode; empty for none
   */
  private record Row(
      String name,
      String grade,
      String authorization,
      String method,
      String path,
      String body,
      int status,
      String code,
      String message) {}

  private static ManagedTenant tenant;
  private static final Map<String, String> NAMES = new LinkedHashMap<>();
  private static final List<Row> ROWS = new ArrayList<>();
  private static final List<String> TABLE = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    tenant = new ManagedTenant();
    make("organization", "/organizations", "{\"name\":\"acme\"}", "id");
    make("role", "/roles", "{\"name\":\"reader\"}", "id");
    make(
        "user",
        "/users",
        "{\"connection\":\""
            + DATABASE
            + "\",\"email\":\"grace@example.com\","
            + "\"password\":\"Secret-Passw0rd!\"}",
        "user_id");
    make("database", "/connections", "{\"name\":\"customers\",\"strategy\":\"auth0\"}", "id");
    make(
        "api",
        "/resource-servers",
        "{\"name\":\"Orders\",\"identifier\":\"https://orders.example.com\"}",
        "id");
    make(
        "grant",
        "/client-grants",
        "{\"client_id\":\"stranger\",\"audience\":\"https://orders.example.com\",\"scope\":[]}",
        "id");
    tenant.auth0().keepAsBaseline();
    unauthorized();
    forbidden();
    absent();
    conflicts();
    invalid();
  }

  @AfterAll
  static void writeTable() throws Exception {
    tenant.close();
    List<String> lines = new ArrayList<>();
    lines.add("# Refusals of the Management API over the socket");
    lines.add("");
    lines.add("| case | grade | request | expected | actual | |");
    lines.add("|---|---|---|---|---|---|");
    lines.addAll(TABLE);
    Files.write(Path.of("target", "management-refusals.md"), lines);
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return ROWS.stream().map(row -> dynamicTest(row.name(), () -> check(row)));
  }

  private static void unauthorized() throws Exception {
    row("no token", "R", NONE, "GET", "/roles", NONE, 401, NONE, "Missing authentication");
    String format = "Bad HTTP authentication header format";
    row(
        "a token without its scheme",
        "F2",
        tenant.token(),
        "GET",
        "/roles",
        NONE,
        400,
        "Bearer",
        format);
    row("an opaque token", "F2", "Bearer opaque", "GET", "/roles", NONE, 400, "Bearer", format);
    row(
        "a token of five parts",
        "L",
        "Bearer a.b.c.d.e",
        "GET",
        "/roles",
        NONE,
        400,
        "Bearer",
        format);
    row("an empty token", "L", "Bearer ", "GET", "/roles", NONE, 400, "Bearer", format);
    row(
        "another scheme",
        "L",
        "Basic bTJtOm0ybQ==",
        "GET",
        "/roles",
        NONE,
        401,
        NONE,
        "Missing authentication");
    String signature = "Invalid signature received for JSON Web Token validation";
    defect("a bad signature", "D", "bad-signature", signature);
    defect("no algorithm", "D", "alg-none", signature);
    row("garbage in three parts", "D", "Bearer a.b.c", "GET", "/roles", NONE, 401, NONE, signature);
    defect(
        "an expired token",
        "F2",
        "expired",
        "Expired token received for JSON Web Token validation");
    defect("another issuer's token", "D", "wrong-issuer", "Invalid token");
    row(
        "a token for another API",
        "F2",
        "Bearer "
            + tenant
                .auth0()
                .token(TokenSpec.forClient("m2m").audience("https://api.example.com"))
                .accessToken(),
        "GET",
        "/roles",
        NONE,
        401,
        NONE,
        "Bad audience: https://api.example.com");
  }

  private static void forbidden() {
    scope(
        "/organizations/{organization}/clients",
        "Insufficient scope, expected any of: read:organization_clients");
    scope("/rate-limit-policies", "Insufficient scope, expected any of: read:rate_limit_policies");
    scope(
        "/connections-directory-provisionings",
        "Insufficient scope, expected any of: read:directory_provisionings");
    scope(
        "/clients/search",
        "Insufficient scope, expected any of: read:clients, read:client_summary");
    scope("/tenants/settings", "Insufficient scope, expected any of: read:tenant_settings");
  }

  private static void absent() {
    absent("user", "R", "/users/auth0%7Cnone", "inexistent_user", "The user does not exist.");
    absent("client", "R", "/clients/none", "inexistent_client", "The client does not exist");
    absent(
        "resource server",
        "R",
        "/resource-servers/none",
        "inexistent_resource_server",
        "The resource server does not exist");
    absent(
        "client grant",
        "R",
        "/client-grants/cgr_0123456789abcdef",
        "inexistent_client_grant",
        "The grant does not exist.");
    absent(
        "connection",
        "R",
        "/connections/con_0123456789abcdef",
        "inexistent_connection",
        "The connection does not exist");
    absent("role", "R", "/roles/rol_0123456789abcdef", NONE, "The role does not exist.");
    absent(
        "organization",
        "R",
        "/organizations/org_0123456789abcdef",
        NONE,
        "No organization found by that id or name");
    absent(
        "organization by name",
        "R",
        "/organizations/name/none",
        NONE,
        "No organization found by that id or name");
    absent(
        "organization connection",
        "R",
        "/organizations/{organization}/enabled_connections/con_0123456789abcdef",
        NONE,
        "No connection found by that id");
    absent(
        "organization invitation",
        "R",
        "/organizations/{organization}/invitations/uinv_0123456789abcdef",
        "inexistent_invitation",
        "The invitation does not exist.");
    absent(
        "discovery domain",
        "R",
        "/organizations/{organization}/discovery-domains/ord_1csvSKEkX1F6kcW",
        NONE,
        "No organization domain found by that id");
    absent(
        "action",
        "R",
        "/actions/actions/0b8f4a52-7a71-4a60-9d9a-5f5a9b2f6c11",
        NONE,
        "That action does not exist.");
    absent(
        "action execution",
        "R",
        "/actions/executions/M9IqRp9wQLaYNrSwz6YPTTIwMjEwNDA0",
        NONE,
        "That execution does not exist.");
    absent(
        "custom domain",
        "R",
        "/custom-domains/cd_0123456789abcdef",
        "inexistent_custom_domain",
        "The custom domain cd_0123456789abcdef does not exist");
    absent(
        "email provider",
        "R",
        "/emails/provider",
        "inexistent_email_provider",
        "There is not a configured email provider");
    absent(
        "email template",
        "R",
        "/email-templates/welcome_email",
        "inexistent_email_template",
        "The template does not exist.");
    absent(
        "login template",
        "R",
        "/branding/templates/universal-login",
        "inexistent_templates_universal_login",
        "Template does not exist.");
    absent(
        "theme",
        "R",
        "/branding/themes/default",
        "theme_not_found",
        "There was an error retrieving branding settings: invalid theme ID");
    absent(
        "rule", "R", "/rules/rul_0123456789abcdef", "inexistent_rule", "The rule does not exist");
    absent(
        "hook",
        "R",
        "/hooks/01GQN0P23FM79PY9HFN6YK94RY",
        "HookDoesNotExist",
        "Error: Hook does not exist");
    absent(
        "log stream",
        "R",
        "/log-streams/lst_0000000000012789",
        NONE,
        "The log stream does not exist.");
    absent(
        "event stream",
        "R",
        "/event-streams/est_5RTZiB9C532j383njbXibB",
        NONE,
        "The requested stream does not exist.");
    absent("flow", "R", "/flows/af_bskks8aGbiq7qS13umnuvX", NONE, "Flow not found");
    absent("form", "R", "/forms/ap_bskks8aGbiq7qS13umnuvX", NONE, "Form not found");
    absent(
        "vault connection",
        "R",
        "/flows/vault/connections/ac_5Cy8N47rNvNixgNBShK8fK",
        NONE,
        "Connection not found");
    absent(
        "self-service profile",
        "R",
        "/self-service-profiles/ssp_bskks8aGbiq7qS13umnuvX",
        NONE,
        "Profile with ID: ssp_bskks8aGbiq7qS13umnuvX not found");
    absent(
        "token exchange profile",
        "R",
        "/token-exchange-profiles/tep_Tnvl88SKv98TkMmr",
        NONE,
        "Token exchange profile not found.");
    absent(
        "user attribute profile",
        "R",
        "/user-attribute-profiles/uap_1csqsazuYYJRAXLDR6kwrN",
        NONE,
        "User attribute profile not found.");
    absent(
        "network acl",
        "R",
        "/network-acls/acl_wGpwdGYwDkvBjX3jASEZSm",
        NONE,
        "NetworkACL with this ID was not found");
    absent(
        "guardian enrollment",
        "R",
        "/guardian/enrollments/dev_0000000000000001",
        "enrollment_not_found",
        "Enrollment not found");
    absent(
        "scim configuration", "R", "/connections/{database}/scim-configuration", NONE, "Not Found");
    absent("job", "D", "/jobs/job_0123456789abcdef", "inexistent_job", "The job does not exist");
    absent(
        "log",
        "D",
        "/logs/90020240101000000000000000000000000000000000000000000000",
        NONE,
        "Log not found.");
    absent("session", "D", "/sessions/none", NONE, "The session does not exist.");
    absent("refresh token", "D", "/refresh-tokens/none", NONE, "The refresh token does not exist.");
    absent("unknown path", "L", "/no-such-resource", NONE, "Not Found");
    post(
        "unknown permission",
        "R",
        "/roles/{role}/permissions",
        "{\"permissions\":[{\"resource_server_identifier\":\"https://orders.example.com\",\"permission_name\":\"none\"}]}",
        404,
        "inexistent_resource_server_permission",
        "This permission does not exist: 'https://orders.example.com - none'");
    post(
        "client grant for an unknown API",
        "D",
        "/client-grants",
        "{\"client_id\":\"m2m\",\"audience\":\"https://none.example.com\",\"scope\":[]}",
        404,
        null,
        "Resource server not found");
    row(
        "a deleted theme",
        "R",
        OWN_TOKEN,
        "DELETE",
        "/branding/themes/SKOqduMaaRXOnILpA38HvPGk3d6iN5jh",
        NONE,
        404,
        "theme_not_found",
        "There was an error deleting branding settings: invalid theme ID");
    row(
        "a deleted flow",
        "R",
        OWN_TOKEN,
        "DELETE",
        "/flows/af_bskks8aGbiq7qS13umnuvX",
        NONE,
        404,
        NONE,
        "Flow not found");
  }

  private static void conflicts() {
    post(
        "user",
        "F2",
        "/users",
        "{\"connection\":\""
            + DATABASE
            + "\",\"email\":\"Grace@example.com\",\"password\":\"Secret-Passw0rd!\"}",
        409,
        "auth0_idp_error",
        "The user already exists.");
    post(
        "organization name",
        "D",
        "/organizations",
        "{\"name\":\"acme\"}",
        409,
        "organization_conflict",
        "An organization with this name already exists.");
    post(
        "resource server identifier",
        "D",
        "/resource-servers",
        "{\"name\":\"Again\",\"identifier\":\"https://orders.example.com\"}",
        409,
        null,
        "A resource server with the same identifier already exists.");
    post(
        "client grant",
        "?",
        "/client-grants",
        "{\"client_id\":\"stranger\",\"audience\":\"https://orders.example.com\",\"scope\":[]}",
        409,
        null,
        null);
    post(
        "connection name",
        "D",
        "/connections",
        "{\"name\":\"customers\",\"strategy\":\"auth0\"}",
        409,
        "connection_conflict",
        "A connection with the same name already exists");
    post(
        "role name", "D", "/roles", "{\"name\":\"reader\"}", 409, null, "The role already exists.");
  }

  private static void invalid() {
    post(
        "a missing property",
        "F2",
        "/connections",
        "{\"name\":\"x\"}",
        400,
        "invalid_body",
        "Payload validation error: 'Missing required property: strategy'.");
    post(
        "a property that is not known",
        "R",
        "/roles",
        "{\"name\":\"x\",\"colour\":1}",
        400,
        "invalid_body",
        "Payload validation error: 'Additional properties not allowed: colour'.");
    post(
        "two properties that are not known",
        "R",
        "/roles",
        "{\"name\":\"x\",\"first\":1,\"second\":2}",
        400,
        "invalid_body",
        "Payload validation error: 'Additional properties not allowed: second,first'.");
    post("another type", "L", "/roles", "{\"name\":7}", 400, "invalid_body", null);
    post(
        "an unknown value of an enumeration",
        "L",
        "/clients",
        "{\"name\":\"x\",\"app_type\":\"fridge\"}",
        400,
        "invalid_body",
        null);
    post("an event stream's id", "R", "/event-streams", "{}", 400, "invalid_body", null);
    row(
        "a malformed id",
        "R",
        OWN_TOKEN,
        "GET",
        "/event-streams/est_invalid_id_1234567890",
        NONE,
        400,
        "invalid_uri",
        "Path validation error: 'Object didn't pass validation for format event-stream-id: est_invalid_id_1234567890'"
            + " on property id (Unique identifier for the event stream).");
    row(
        "a network acl's malformed id",
        "R",
        OWN_TOKEN,
        "GET",
        "/network-acls/acl_invalid_id",
        NONE,
        400,
        "invalid_uri",
        "Network ACL id is not a valid ACL ID in the form 'acl_XXXXXXXXXXXXXXXXXXXXXX'");
    row(
        "a page that is no number",
        "F",
        OWN_TOKEN,
        "GET",
        "/clients?page=x",
        NONE,
        400,
        "invalid_query_string",
        null);
    row(
        "too many a page",
        "F",
        OWN_TOKEN,
        "GET",
        "/clients?per_page=101",
        NONE,
        400,
        "invalid_query_string",
        null);
    row(
        "users beyond the thousandth",
        "D",
        OWN_TOKEN,
        "GET",
        "/users?page=11&per_page=100",
        NONE,
        400,
        "invalid_paging",
        "You can only page through the first 1000 records. See"
            + " https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation");
    row(
        "organizations beyond the thousandth",
        "D",
        OWN_TOKEN,
        "GET",
        "/organizations?page=11&per_page=100",
        NONE,
        400,
        "invalid_paging",
        "Requesting page exceeds the allowed maximum of 1000 records.");
    row(
        "a search that is none",
        "D",
        OWN_TOKEN,
        "GET",
        "/users?q=name%3A%28",
        NONE,
        400,
        "invalid_query_string",
        null);
    post(
        "malformed JSON",
        "L",
        "/roles",
        "{\"name\":\"x\"",
        400,
        null,
        "Invalid request payload JSON format");
    user(
        "password and email at once",
        "{\"password\":\"Secret-Passw0rd!2\",\"email\":\"g@example.com\"}",
        "Cannot update password and email simultaneously.");
    user(
        "password and email_verified at once",
        "{\"password\":\"Secret-Passw0rd!2\",\"email_verified\":true}",
        "Cannot update password and email_verified simultaneously.");
    post(
        "a weak password",
        "F2",
        "/users",
        "{\"connection\":\"" + DATABASE + "\",\"email\":\"weak@example.com\",\"password\":\"a\"}",
        400,
        null,
        "PasswordStrengthError: Password is too weak");
    post(
        "a user without a password",
        "F2",
        "/users",
        "{\"connection\":\"" + DATABASE + "\",\"email\":\"none@example.com\"}",
        400,
        null,
        "Payload validation error: 'Missing required property: password'.");
    post(
        "a username where there is none",
        "D",
        "/users",
        "{\"connection\":\""
            + DATABASE
            + "\",\"email\":\"n@example.com\",\"username\":\"nnnn\",\"password\":\"Secret-Passw0rd!\"}",
        400,
        null,
        "Cannot set username for connection without requires_username.");
    post(
        "a user of an unknown connection",
        "F",
        "/users",
        "{\"connection\":\"none\",\"email\":\"n@example.com\",\"password\":\"Secret-Passw0rd!\"}",
        400,
        "inexistent_connection",
        null);
    post(
        "a reserved identifier",
        "D",
        "/resource-servers",
        "{\"name\":\"x\",\"identifier\":\"{issuer}api/v2/\"}",
        400,
        null,
        "The selected identifier is reserved.");
    post(
        "two ways to name users",
        "R",
        "/connections",
        "{\"name\":\"two\",\"strategy\":\"auth0\",\"options\":{\"requires_username\":true,\"attributes\":{\"email\":{}}}}",
        400,
        "invalid_body",
        "Cannot set both options.attributes and options.requires_username");
    post(
        "a connection that cannot ask other apps",
        "R",
        "/connections",
        "{\"name\":\"xaa\",\"strategy\":\"auth0\",\"cross_app_access_requesting_app\":{\"active\":true}}",
        400,
        "operation_not_supported",
        "Cross App Access Requesting App is not supported for this connection.");
    post(
        "an identity linked to itself",
        "D",
        "/users/{user}/identities",
        "{\"provider\":\"auth0\",\"user_id\":\"{user}\"}",
        400,
        null,
        "Main identity and the new one are the same.");
  }

  private static void user(String name, String body, String message) {
    row(name, "D", OWN_TOKEN, "PATCH", "/users/{user}", body, 400, null, message);
  }

  private static void scope(String path, String message) {
    row(
        "scope of " + path,
        "R",
        "Bearer " + tenant.token("read:stats"),
        "GET",
        path,
        NONE,
        403,
        "insufficient_scope",
        message);
  }

  private static void defect(String name, String grade, String defect, String message) {
    String token = tenant.defectiveToken(defect);
    row(name, grade, "Bearer " + token, "GET", "/roles", NONE, 401, NONE, message);
  }

  private static void absent(String name, String grade, String path, String code, String message) {
    row("absent: " + name, grade, OWN_TOKEN, "GET", path, NONE, 404, code, message);
  }

  private static void post(
      String name,
      String grade,
      String path,
      String body,
      int status,
      String code,
      String message) {
    row(name, grade, OWN_TOKEN, "POST", path, body, status, code, message);
  }

  private static void row(
      String name,
      String grade,
      String authorization,
      String method,
      String path,
      String body,
      int status,
      String code,
      String message) {
    ROWS.add(new Row(name, grade, authorization, method, path, body, status, code, message));
  }

  private static void check(Row row) throws Exception {
    tenant.auth0().reset();
    String authorization =
        row.authorization().equals(OWN_TOKEN) ? "Bearer " + tenant.token() : row.authorization();
    Answer reply =
        send(row.method(), placed(row.path(), true), authorization, placed(row.body(), false));
    Document body = reply.body();
    String code = body.string("errorCode", NONE);
    boolean same =
        reply.status() == row.status()
            && (row.code() == null || row.code().equals(code))
            && (row.message() == null || row.message().equals(body.string("message", NONE)));
    TABLE.add(
        "| %s | %s | `%s %s %s` | %d %s %s | %d %s %s | %s |"
            .formatted(
                row.name(),
                row.grade(),
                row.method(),
                row.path(),
                row.body().replace("|", "\\|"),
                row.status(),
                row.code() == null ? "(open)" : row.code(),
                row.message() == null ? "(open)" : row.message(),
                reply.status(),
                code,
                body.string("message", NONE),
                same ? "ok" : "DIFFERS"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(row.status());
    if (row.code() != null) {
      assertThat(code).isEqualTo(row.code());
    }
    if (row.message() != null) {
      assertThat(body.string("message", NONE)).isEqualTo(row.message());
    }
    if (row.status() != 401 || !row.authorization().isEmpty()) {
      assertThat(body.get("statusCode")).isEqualTo((long) row.status());
    }
  }

  private static void make(String name, String path, String body, String member) throws Exception {
    Answer reply = send("POST", path, "Bearer " + tenant.token(), body);
    NAMES.put(
        name,
        reply
            .body()
            .string(member)
            .orElseThrow(() -> new AssertionError(path + ": " + reply.text())));
  }

  private static String placed(String text, boolean inPath) {
    String placed = text.replace("{issuer}", tenant.auth0().issuer().toString());
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      String value = inPath ? URLEncoder.encode(name.getValue(), UTF_8) : name.getValue();
      placed = placed.replace("{" + name.getKey() + "}", value);
    }
    return placed;
  }

  private static Answer send(String method, String path, String authorization, String body)
      throws Exception {
    String below = path.substring(1);
    return body.isEmpty()
        ? tenant.callWith(authorization, method, below)
        : tenant.callWith(authorization, method, below, body);
  }
}
