package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.json.Document;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchLagHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void a_search_answers_as_the_tenant_was() throws Exception {
    tenant.auth0().clock().freeze();
    tenant.auth0().failures().add("search-lag=5s");
    String id = user();

    List<Document> soon = search();
    tenant.auth0().clock().advance(Duration.ofSeconds(6));
    List<Document> later = search();

    assertThat(soon).isEmpty();
    assertThat(later).hasSize(1);
    assertThat(later.get(0).string("user_id")).contains(id);
  }

  @Test
  void a_read_by_id_is_up_to_date() throws Exception {
    tenant.auth0().failures().add("search-lag=5s");

    assertThat(tenant.call("GET", "users/" + user().replace("|", "%7C")).status()).isEqualTo(200);
  }

  @Test
  void is_counted_by_search() throws Exception {
    tenant.auth0().failures().add("search-lag=1m;times=2");
    user();

    assertThat(search()).isEmpty();
    assertThat(search()).isEmpty();
    assertThat(search()).hasSize(1);
  }

  private String user() throws Exception {
    return tenant
        .call(
            "POST",
            "users",
            Map.of(
                "connection",
                "Username-Password-Authentication",
                "email",
                "grace@example.com",
                "password",
                "Secret-Passw0rd!"))
        .body()
        .string("user_id")
        .orElseThrow();
  }

  private List<Document> search() throws Exception {
    return tenant.call("GET", "users").list().stream()
        .filter(user -> user.string("email", "").equals("grace@example.com"))
        .toList();
  }
}
