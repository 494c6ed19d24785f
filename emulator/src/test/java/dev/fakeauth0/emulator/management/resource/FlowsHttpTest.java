package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void lists_flows_with_totals() {
    var created = tenant.post("flows", "{\"name\": \"welcome\"}");

    var listed = tenant.get("flows?include_totals=true");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.string("id")).matches("af_[A-Za-z0-9]{22}");
    assertThat(listed.text()).startsWith("{\"limit\":50,\"start\":0,\"total\":1,\"flows\":[");
  }

  @Test
  void knows_no_flow_that_was_deleted() {
    String path = "flows/" + tenant.post("flows", "{\"name\": \"gone\"}").string("id");
    tenant.delete(path);

    var refused = tenant.delete(path);

    assertThat(refused.text())
        .isEqualTo("{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Flow not found\"}");
  }

  @Test
  void keeps_what_a_vault_connection_is_set_up_with_to_itself() {
    var created =
        tenant.post(
            "flows/vault/connections",
            """
            {"app_id": "HTTP", "name": "partner",
             "setup": {"type": "BEARER", "token": "hush"}}
            """);

    var read = tenant.get("flows/vault/connections/" + created.string("id"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.document().has("fingerprint")).isTrue();
    assertThat(read.text()).contains("partner").doesNotContain("hush");
  }
}
