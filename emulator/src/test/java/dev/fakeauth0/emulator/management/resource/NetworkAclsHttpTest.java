package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkAclsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void is_created_read_replaced_and_deleted() {
    var created = create("{\"block\": true}");
    String path = "network-acls/" + created.string("id");

    var replaced =
        tenant.put(
            path,
            """
            {"description": "two", "active": false, "priority": 2,
             "rule": {"action": {"allow": true}, "not_match": {"asns": [1]}, "scope": "tenant"}}
            """);
    var read = tenant.get(path);
    var deleted = tenant.delete(path);
    var again = tenant.delete(path);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.string("id")).matches("acl_[A-Za-z0-9]{22}");
    assertThat(replaced.document().number("priority")).contains(2L);
    assertThat(read.document().has("deleted_at")).isTrue();
    assertThat(deleted.text()).isEqualTo("{\"code\":204,\"object\":\"\"}");
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.string("message")).isEqualTo("NetworkACL with this ID was not found");
  }

  @Test
  void wants_to_know_where_to_redirect_to() {
    var refused = create("{\"redirect\": true}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.string("message"))
        .isEqualTo("Payload validation error: Action type of `redirect` requires a `redirect_uri`");
  }

  @Test
  void says_what_an_id_looks_like() {
    var refused = tenant.get("network-acls/acl_short");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.string("message"))
        .isEqualTo("Network ACL id is not a valid ACL ID in the form 'acl_XXXXXXXXXXXXXXXXXXXXXX'");
    assertThat(refused.string("errorCode")).isEqualTo("invalid_uri");
  }

  private ManagedTenant.Reply create(String action) {
    return tenant.post(
        "network-acls",
        """
        {"description": "one", "active": true, "priority": 1,
         "rule": {"action": %s, "match": {"asns": [1]}, "scope": "tenant"}}
        """
            .formatted(action));
  }
}
