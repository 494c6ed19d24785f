package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomDomainsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void a_domain_waits_for_its_verification_before_it_is_the_default() throws Exception {
    String id = domain().body().string("custom_domain_id", "");

    Answer early = makeDefault();
    Answer verified = tenant.call("POST", "custom-domains/" + id + "/verify");
    Answer done = makeDefault();

    assertThat(early.status()).isEqualTo(400);
    assertThat(early.body().string("message"))
        .contains("The domain must be verified before it can be set as default.");
    assertThat(verified.body().string("status")).contains("ready");
    assertThat(done.body().flag("is_default", false)).isTrue();
    assertThat(tenant.call("GET", "custom-domains/default").body().string("domain"))
        .contains("login.example.com");
  }

  @Test
  void its_verification_names_a_record() throws Exception {
    Answer made = domain();

    Document method = made.body().object("verification").orElseThrow().objects("methods").get(0);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().string("status")).contains("pending_verification");
    assertThat(method.string("name")).contains("CNAME");
    assertThat(method.string("domain")).contains("login.example.com");
  }

  @Test
  void metadata_is_changed_key_by_key() throws Exception {
    String id = domain().body().string("custom_domain_id", "");
    Map<String, @Nullable Object> metadata = new HashMap<>();
    metadata.put("key1", "changed");
    metadata.put("key2", null);

    Answer changed =
        tenant.call("PATCH", "custom-domains/" + id, Map.of("domain_metadata", metadata));

    assertThat(changed.body().object("domain_metadata")).contains(Document.of("key1", "changed"));
  }

  @Test
  void one_that_is_not_there_is_named_in_the_refusal() throws Exception {
    Answer missing = tenant.call("GET", "custom-domains/cd_nobody");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body().string("message"))
        .contains("The custom domain cd_nobody does not exist");
    assertThat(missing.body().string("errorCode")).contains("inexistent_custom_domain");
  }

  private Answer domain() throws java.io.IOException {
    return tenant.call(
        "POST",
        "custom-domains",
        Map.of(
            "domain",
            "login.example.com",
            "type",
            "auth0_managed_certs",
            "domain_metadata",
            Map.of("key1", "one", "key2", "two")));
  }

  private Answer makeDefault() throws java.io.IOException {
    return tenant.call("PATCH", "custom-domains/default", Map.of("domain", "login.example.com"));
  }
}
