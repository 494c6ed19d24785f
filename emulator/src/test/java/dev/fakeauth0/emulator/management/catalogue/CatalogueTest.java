package dev.fakeauth0.emulator.management.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

  private final Catalogue catalogue = Catalogue.standard();

  @Test
  void knows_the_471_documented_operations_and_9_recorded_ones() {
    assertThat(catalogue.operations()).hasSize(480);
    assertThat(catalogue.resources()).hasSize(51).contains("clients", "users-by-email");
  }

  @Test
  void finds_an_operation_by_method_and_path() {
    Catalogue.Match match = catalogue.find("GET", "/api/v2/roles/rol_1/users").orElseThrow();

    Operation operation = match.operation();
    assertThat(operation.path()).isEqualTo("/api/v2/roles/{id}/users");
    assertThat(operation.resource()).isEqualTo("roles");
    assertThat(operation.scopes()).containsExactly("read:users", "read:roles", "read:role_members");
    assertThat(operation.everyScope()).isTrue();
    assertThat(operation.successStatus()).isEqualTo(200);
    assertThat(match.pathValues()).isEqualTo(Map.of("id", "rol_1"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v2/users-by-email, /api/v2/users-by-email",
    "GET, /api/v2/clients/search, /api/v2/clients/search",
    "GET, /api/v2/clients/other, /api/v2/clients/{id}",
    "GET, /api/v2/clients/search/credentials, /api/v2/clients/{client_id}/credentials",
    "PATCH, /api/v2/clients/search, /api/v2/clients/{id}",
    "GET, /api/v2/custom-domains/default, /api/v2/custom-domains/default",
  })
  void prefers_a_literal_segment_to_a_parameter(String method, String path, String template) {
    assertThat(catalogue.find(method, path).orElseThrow().operation().path()).isEqualTo(template);
  }

  @ParameterizedTest
  @CsvSource({
    "auth0%7C1, auth0|1",
    "a%2Fb, a/b",
    "%E6%BC%A2, 漢",
    "100%, 100%",
    "%zz, %zz",
    "%FF, %FF",
    "%2e%2e, ..",
    "a+b, a+b",
    "%00, '\0'",
  })
  void decodes_the_values_of_a_path(String sent, String value) {
    assertThat(catalogue.find("GET", "/api/v2/users/" + sent).orElseThrow().pathValues())
        .isEqualTo(Map.of("id", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v2", "/api/v2/", "/api/v2/nothing", "/api/v2/users/", "/api/v2/users//roles",
        "/api/v2/users/1/nothing", "/api/v1/users", "users", "", "/api/v2users"
      })
  void finds_nothing_where_nothing_is(String path) {
    assertThat(catalogue.find("GET", path)).isEmpty();
    assertThat(catalogue.methods(path)).isEmpty();
  }

  @Test
  void tells_which_methods_a_path_has() {
    assertThat(catalogue.find("PUT", "/api/v2/clients/1")).isEmpty();
    assertThat(catalogue.methods("/api/v2/clients/1")).containsExactly("DELETE", "GET", "PATCH");
  }

  @Test
  void reads_only_the_resource_asked_for() throws Exception {
    Map<String, byte[]> files =
        CatalogueCompiler.compile(
            Map.of(
                "birds", "GET /birds\n  answers 200 [Bird]\ntype Bird { name* string }\n",
                "fish", "GET /fish\n  answers 200 [Fish]\ntype Fish { age integer }\n"));
    Catalogue fresh = Catalogue.read(files::get);

    assertThat(fresh.filesRead()).isEmpty();
    Operation operation = fresh.find("GET", "/api/v2/fish").orElseThrow().operation();

    assertThat(operation.success().flatMap(Schema::items).flatMap(Schema::name))
        .isEqualTo(Optional.of("Fish"));
    assertThat(fresh.filesRead()).containsExactly("fish");
  }
}
