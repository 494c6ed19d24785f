package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The refusals of the Management API, each with its diagnosis, as golden files. They are written
 * when it is run with {@code -Dgolden.update=true}.
 */
class ManagementDoorDiagnosesHttpTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "diagnoses", "management");

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void explains_a_token_that_is_not_there() throws Exception {
    compare("token-missing", tenant.callWith("", "GET", "roles"));
  }

  @Test
  void explains_a_header_that_is_no_bearer_token() throws Exception {
    compare("malformed-authorization", tenant.callWith("Bearer opaque", "GET", "roles"));
  }

  @Test
  void explains_a_token_of_another_api() throws Exception {
    String token =
        tenant
            .auth0()
            .token(TokenSpec.forClient("m2m").audience("https://api.example.com"))
            .accessToken();

    compare("invalid-token", tenant.callWith("Bearer " + token, "GET", "roles"));
  }

  @Test
  void explains_a_scope_that_is_missing() throws Exception {
    String token =
        tenant
            .auth0()
            .token(
                TokenSpec.forClient("management")
                    .audience(tenant.auth0().issuer() + "api/v2/")
                    .scope("read:clients"))
            .accessToken();

    compare("insufficient-scope", tenant.callWith("Bearer " + token, "GET", "roles"));
  }

  @Test
  void explains_a_body_that_is_no_json() throws Exception {
    compare("malformed-body", tenant.call("POST", "roles", "{\"name\":"));
  }

  @Test
  void explains_a_body_that_breaks_the_schema() throws Exception {
    compare("invalid-body", tenant.call("POST", "roles", Map.of()));
  }

  @Test
  void explains_a_query_that_breaks_the_schema() throws Exception {
    compare("invalid-query", tenant.call("GET", "roles?per_page=1000"));
  }

  @Test
  void explains_an_id_that_breaks_the_schema() throws Exception {
    compare("invalid-path", tenant.call("GET", "event-streams/est_x"));
  }

  @Test
  void explains_a_body_of_another_type() throws Exception {
    compare("unsupported-media-type", tenant.callAs("text/plain", "POST", "roles", "name"));
  }

  @Test
  void explains_a_conflict() throws Exception {
    tenant.call("POST", "roles", Map.of("name", "admin"));

    compare("conflict", tenant.call("POST", "roles", Map.of("name", "admin")));
  }

  @Test
  void explains_a_resource_that_is_not_there() throws Exception {
    compare("not-found-resource", tenant.call("GET", "roles/rol_1"));
  }

  @Test
  void explains_an_operation_that_is_forbidden() throws Exception {
    compare(
        "operation-forbidden",
        Refusals.forbidden(
            Words.of("The account is not allowed to perform this operation."),
            "the tenant's plan has no such thing",
            "use another tenant"),
        "");
  }

  private void compare(String name, Answer answer) throws IOException {
    var entries = tenant.auth0().journal().entries();
    Diagnosis diagnosis = entries.get(entries.size() - 1).diagnosis().orElseThrow();
    compare(name, diagnosis, answer.status() + " " + answer.text() + "\n");
  }

  private void compare(String name, Diagnosis diagnosis, String reply) throws IOException {
    String actual =
        (reply
                + "because: "
                + diagnosis.because()
                + "\nfacts: "
                + diagnosis.facts()
                + "\nremedies:\n- "
                + String.join("\n- ", diagnosis.remedies())
                + "\n")
            .replaceAll("localhost:[0-9]+", "localhost:PORT");
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    }

    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
