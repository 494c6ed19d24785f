package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.token.TokenSpec;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientKeysHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void secret_and_signing_keys_are_left_out_without_a_scope_for_keys() throws Exception {
    Answer without = tenant.callWith(token("read:clients"), "GET", "clients/m2m");
    Answer with = tenant.callWith(token("read:clients read:client_keys"), "GET", "clients/m2m");

    assertThat(without.body().asMap())
        .containsKey("client_id")
        .doesNotContainKeys("client_secret", "signing_keys", "encryption_key");
    assertThat(with.body().asMap()).containsKeys("client_secret", "signing_keys");
  }

  @Test
  void a_change_does_not_tell_them_either() throws Exception {
    Answer changed =
        tenant.callWith(
            token("update:clients"), "PATCH", "clients/m2m", Map.of("description", "Nightly"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().asMap()).doesNotContainKeys("client_secret", "signing_keys");
  }

  @Test
  void a_secret_is_not_set_without_a_scope_for_keys() throws Exception {
    Map<String, Object> change = Map.of("client_secret", "a-new-secret-of-some-length-0123456789");

    Answer refused = tenant.callWith(token("update:clients"), "PATCH", "clients/m2m", change);
    Answer changed =
        tenant.callWith(token("update:clients update:client_keys"), "PATCH", "clients/m2m", change);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().string("errorCode")).contains("insufficient_scope");
    assertThat(refused.body().string("message", ""))
        .startsWith("Some fields cannot be updated with the permissions granted")
        .contains("client_secret");
    assertThat(changed.status()).isEqualTo(200);
  }

  private String token(String scope) {
    return "Bearer "
        + tenant
            .auth0()
            .token(
                TokenSpec.forClient("management")
                    .audience(tenant.auth0().issuer().resolve("api/v2/").toString())
                    .scope(scope.split(" ")))
            .accessToken();
  }
}
