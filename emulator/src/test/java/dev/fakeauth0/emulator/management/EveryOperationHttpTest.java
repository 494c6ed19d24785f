package dev.fakeauth0.emulator.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.management.ApiDescription.Described;
import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the Management API, from Auth0's own description of it: refuses without a
 * token and without the scope, refuses a body that breaks its schema, and answers in the described
 * shape.
 */
class EveryOperationHttpTest {

  private static final String UNRELATED_SCOPE = "read:attack_protection";
  private static final String OTHER_UNRELATED_SCOPE = "read:stats";

  /** Where Auth0's traffic shows another shape than its description. */
  private static final Map<String, String> RECORDED_OTHERWISE =
      Map.ofEntries(
          entry("POST /branding/phone/providers", "credentials are left out or null"),
          entry("GET /branding/phone/providers/{id}", "credentials are left out or null"),
          entry("PATCH /branding/phone/providers/{id}", "credentials are left out or null"),
          entry("POST /connection-profiles", "strategy_overrides may be null"),
          entry("GET /connection-profiles/{id}", "strategy_overrides may be null"),
          entry("PATCH /connection-profiles/{id}", "strategy_overrides may be null"),
          entry("POST /connections/{id}/keys/rotate", "the answer is kid and cert only"),
          entry("GET /event-streams/{id}/deliveries", "the list is wrapped in an object"),
          entry("POST /event-streams/{id}/test", "the event's data is an object, not a text"),
          entry("POST /flows/vault/connections", "refreshed_at is null before the first use"),
          entry("POST /jobs/users-exports", "an export of all connections names none"));

  private static ManagedTenant tenant;
  private static ApiDescription description;
  private static String token;
  private static Map<String, Object> known;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        ApiDescription.there(),
        "needs Auth0's description of its API, management-api.json, in the folder"
            + " shared/auth0-facts beside this repository");
    description = ApiDescription.read();
    tenant = new ManagedTenant();
    token = tenant.token();
    known = known();
  }

  @AfterAll
  static void stop() {
    if (tenant != null) {
      tenant.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> refuses_without_a_token() {
    return each(
        operation -> {
          Answer reply = send(operation, path(operation), "", "");

          assertThat(reply.status()).isEqualTo(401);
          assertThat(reply.text()).contains("\"message\":\"Missing authentication\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> refuses_without_the_scope() {
    return each(
        operation -> {
          if (operation.scopes().isEmpty()) {
            return;
          }
          String other =
              operation.scopes().contains(UNRELATED_SCOPE)
                  ? OTHER_UNRELATED_SCOPE
                  : UNRELATED_SCOPE;

          Answer reply = send(operation, path(operation), tenant.token(other), body(operation));

          assertThat(reply.status()).as(reply.text()).isEqualTo(403);
          assertThat(reply.text())
              .contains("Insufficient scope, expected any of: ")
              .contains("\"errorCode\":\"insufficient_scope\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> refuses_a_body_that_breaks_its_schema() {
    return each(
        operation -> {
          Optional<Document> schema = operation.body();
          if (!operation.takesJson()
              || schema.isEmpty()
              || description.misshapen(7L, schema.get()).isEmpty()) {
            // Takes no JSON, or any.
            return;
          }
          String broken =
              description.closed(schema.get()) ? "{\"no_such_property_of_auth0\":1}" : "7";

          Answer reply = send(operation, path(operation), token, broken);

          assertThat(reply.status()).as(reply.text()).isEqualTo(400);
          // Where nothing could be made for the path to name, the path is what is refused.
          assertThat(reply.text()).containsPattern("\"errorCode\":\"invalid_(body|uri)\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> answers_in_the_described_shape() {
    return each(
        operation -> {
          Answer reply = send(operation, path(operation), token, body(operation));

          String status = String.valueOf(reply.status());
          assertThat(reply.status()).as(reply.text()).isLessThan(500);
          if (reply.status() >= 400) {
            // The least body names things that are not there, or is refused by a rule of business.
            assertThat(reply.status()).as(reply.text()).isIn(400, 403, 404, 409);
            assertThat(reply.body().has("message")).isTrue();
            return;
          }
          if (!operation.answers().isEmpty()) {
            assertThat(successes(operation)).as(reply.text()).contains(status);
          }
          if (RECORDED_OTHERWISE.containsKey(operation.name())) {
            return;
          }
          Object schema = operation.answers().get(status);
          if (schema instanceof Map<?, ?> described && !reply.text().isEmpty()) {
            assertThat(
                    description.misshapen(
                        Json.read(reply.text().getBytes(UTF_8)), Document.of(described)))
                .as(reply.text())
                .isEmpty();
          }
        });
  }

  /** The statuses of success that are described, and the one that was seen instead. */
  private static Set<String> successes(Described operation) {
    Set<String> statuses = new HashSet<>(operation.answers().keySet());
    Catalogue.standard()
        .find(operation.method(), "/api/v2" + operation.path().replaceAll("\\{\\w+}", "x"))
        .ifPresent(match -> statuses.add(String.valueOf(match.operation().successStatus())));
    return statuses;
  }

  private interface Trial {
    void of(Described operation) throws Exception;
  }

  /** One test an operation; the tenant is as it was before each. */
  private static Stream<DynamicTest> each(Trial trial) {
    return description.operations().stream()
        .map(
            operation ->
                dynamicTest(
                    operation.name(),
                    () -> {
                      tenant.auth0().reset();
                      trial.of(operation);
                    }));
  }

  private static String body(Described operation) {
    if (!operation.takesJson()) {
      return "";
    }
    return operation
        .body()
        .map(schema -> Json.text(description.least(schema, "", known)))
        .orElse("{}");
  }

  /** The operation's path; what stands in braces is a thing that was made, where one can be. */
  private static String path(Described operation) throws Exception {
    StringBuilder path = new StringBuilder();
    StringBuilder template = new StringBuilder();
    for (String segment : operation.path().substring(1).split("/", -1)) {
      String value = segment;
      if (segment.startsWith("{")) {
        value = URLEncoder.encode(id(template.toString(), path.toString(), segment), UTF_8);
      }
      template.append('/').append(segment);
      path.append(path.length() == 0 ? "" : "/").append(value);
    }
    return path.toString();
  }

  private static String id(String collection, String path, String parameter) throws Exception {
    return switch (collection) {
      case "/clients" -> "m2m";
      case "/users" -> String.valueOf(known.get("user_id"));
      case "/resource-servers" -> String.valueOf(known.get("resource_server_id"));
      case "/client-grants" -> String.valueOf(known.get("client_grant_id"));
      case "/connections" -> String.valueOf(known.get("connection_id"));
      case "/email-templates" -> "verify_email";
      case "/prompts" -> "login";
      case "/keys/signing" -> String.valueOf(known.get("kid"));
      default -> made(collection, path, parameter);
    };
  }

  private static String made(String collection, String path, String parameter) throws Exception {
    Optional<Described> create =
        description.operations().stream()
            .filter(each -> each.name().equals("POST " + collection))
            .findFirst();
    if (create.isPresent()) {
      Answer reply = send(create.get(), path, token, body(create.get()));
      if (reply.status() < 300 && reply.text().startsWith("{")) {
        Document thing = reply.body();
        String name = parameter.substring(1, parameter.length() - 1);
        return thing
            .string("id")
            .or(() -> thing.string(name))
            .or(() -> thing.string("kid"))
            .or(() -> thing.string("name"))
            .orElse("unknown");
      }
    }
    return "unknown";
  }

  private static Map<String, Object> known() throws Exception {
    Map<String, Object> things = new LinkedHashMap<>();
    things.put("client_id", "m2m");
    things.put("audience", "https://api.example.com");
    things.put("resource_server_identifier", "https://api.example.com");
    things.put("permission_name", "read:messages");
    things.put("connection", "Username-Password-Authentication");
    things.put("password", "Secret-Passw0rd!");
    things.put("user_id", first("users", "user_id"));
    things.put("connection_id", first("connections", "id"));
    things.put("resource_server_id", first("resource-servers", "id"));
    things.put("client_grant_id", first("client-grants", "id"));
    things.put("kid", first("keys/signing", "kid"));
    things.put("members", things.get("user_id"));
    things.put("users", things.get("user_id"));
    return things;
  }

  private static Object first(String path, String member) throws Exception {
    Answer reply = tenant.call("GET", path);
    return reply.list().stream()
        .findFirst()
        .flatMap(item -> item.string(member))
        .orElseThrow(
            () ->
                new AssertionError(path + " lists nothing with a " + member + ": " + reply.text()));
  }

  private static Answer send(Described operation, String path, String bearer, String body)
      throws Exception {
    String authorization = bearer.isEmpty() ? "" : "Bearer " + bearer;
    return body.isEmpty()
        ? tenant.callWith(authorization, operation.method(), path)
        : tenant.callWith(authorization, operation.method(), path, body);
  }
}
