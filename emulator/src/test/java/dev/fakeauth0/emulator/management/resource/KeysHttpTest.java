package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void a_rotated_key_verifies_until_it_is_revoked() throws Exception {
    String first = key("current").string("kid", "");
    String next = key("next").string("kid", "");

    Answer inUse = tenant.call("PUT", "keys/signing/" + first + "/revoke");
    Answer rotated = tenant.call("POST", "keys/signing/rotate");
    Answer revoked = tenant.call("PUT", "keys/signing/" + first + "/revoke");

    assertThat(inUse.status()).isEqualTo(400);
    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.body().string("kid")).contains(next);
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(tenant.call("GET", "keys/signing/" + first).body().flag("revoked", false)).isTrue();
    assertThat(key("current").string("kid")).contains(next);
  }

  @Test
  void a_tenant_begins_with_a_root_key_and_a_master_key() throws Exception {
    List<Document> keys =
        tenant.call("GET", "keys/encryption?include_totals=true").body().objects("keys");

    assertThat(keys)
        .extracting(key -> key.string("type", ""))
        .containsExactly("environment-root-key", "tenant-master-key");
    assertThat(keys.get(1).string("parent_kid")).isEqualTo(keys.get(0).string("kid"));
  }

  @Test
  void a_rekey_destroys_the_master_key_and_makes_another() throws Exception {
    Answer done = tenant.call("POST", "keys/encryption/rekey");

    List<Document> keys =
        tenant.call("GET", "keys/encryption?include_totals=true").body().objects("keys");
    assertThat(done.status()).isEqualTo(204);
    assertThat(keys)
        .filteredOn(key -> key.string("type", "").equals("tenant-master-key"))
        .extracting(key -> key.string("state", ""))
        .containsExactlyInAnyOrder("active", "destroyed");
  }

  @Test
  void a_customers_root_key_waits_for_its_material() throws Exception {
    Answer made =
        tenant.call("POST", "keys/encryption", Map.of("type", "customer-provided-root-key"));
    String kid = made.body().string("kid", "");

    Answer wrapping = tenant.call("POST", "keys/encryption/" + kid + "/wrapping-key");
    Answer refused =
        tenant.call("POST", "keys/encryption/" + kid, Map.of("wrapped_key", "bad-key-value"));

    assertThat(made.body().string("state")).contains("pre-activation");
    assertThat(wrapping.body().string("algorithm")).contains("CKM_RSA_AES_KEY_WRAP");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message"))
        .contains("Invalid input. Wrapped key material is invalid or unsupported key type.");
  }

  @Test
  void an_imported_root_key_is_answered_without_a_public_key() throws Exception {
    Answer made =
        tenant.call("POST", "keys/encryption", Map.of("type", "customer-provided-root-key"));
    String path = "keys/encryption/" + made.body().string("kid", "");

    Answer imported = tenant.call("POST", path, Map.of("wrapped_key", "A".repeat(344)));

    assertThat(made.body().has("public_key")).isTrue();
    assertThat(imported.body().string("state")).contains("active");
    assertThat(imported.body().has("public_key")).isFalse();
    assertThat(tenant.call("GET", path).body().has("public_key")).isTrue();
  }

  @Test
  void a_tenants_own_signing_keys_are_one_set_or_none() throws Exception {
    Map<String, Object> keys =
        Map.of("keys", List.of(Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")));

    Answer none = tenant.call("GET", "keys/custom-signing");
    tenant.call("PUT", "keys/custom-signing", keys);
    Answer set = tenant.call("GET", "keys/custom-signing");
    Answer deleted = tenant.call("DELETE", "keys/custom-signing");

    assertThat(none.status()).isEqualTo(404);
    assertThat(set.body().objects("keys")).hasSize(1);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(tenant.call("GET", "keys/custom-signing").status()).isEqualTo(404);
  }

  @Test
  void a_devices_key_is_answered_by_its_id_alone() throws Exception {
    Answer made =
        tenant.call(
            "POST",
            "device-credentials",
            Map.of(
                "device_name",
                "phone",
                "type",
                "public_key",
                "value",
                "a key",
                "device_id",
                "abc"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().asMap()).containsOnlyKeys("id");
    assertThat(tenant.call("GET", "device-credentials").text()).doesNotContain("a key");
    assertThat(tenant.call("DELETE", "device-credentials/" + made.id()).status()).isEqualTo(204);
  }

  private Document key(String role) throws java.io.IOException {
    return tenant.call("GET", "keys/signing").list().stream()
        .filter(key -> key.flag(role, false))
        .findFirst()
        .orElseThrow();
  }
}
