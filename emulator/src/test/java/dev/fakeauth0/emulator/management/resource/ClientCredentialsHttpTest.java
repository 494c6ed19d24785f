package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.token.Keys;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsHttpTest {

  private static final String PEM =
      "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(Keys.pair().getPublic().getEncoded())
          + "\n-----END PUBLIC KEY-----\n";

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void a_client_made_with_a_key_has_no_secret_and_shows_no_pem() throws Exception {
    Answer made = tenant.call("POST", "clients", withKey());

    Document credential = methodOf(made.body()).objects("credentials").get(0);
    assertThat(made.body().has("client_secret")).isFalse();
    assertThat(credential.string("id").orElseThrow()).matches("cred_[A-Za-z0-9]{22}");
    assertThat(credential.string("kid").orElseThrow()).hasSize(43);
    assertThat(made.text()).doesNotContain("PUBLIC KEY");
    Document read = tenant.call("GET", "clients/" + id(made)).body();
    assertThat(methodOf(read).objects("credentials"))
        .containsExactly(Document.of("id", credential.string("id", "")));
  }

  @Test
  void a_credential_is_made_used_taken_off_and_deleted() throws Exception {
    String client = id(tenant.call("POST", "clients", Map.of("name", "Signing")));
    Answer made =
        tenant.call(
            "POST",
            "clients/" + client + "/credentials",
            Map.of("credential_type", "public_key", "name", "first", "pem", PEM));
    Map<String, @Nullable Object> use = new HashMap<>();
    use.put("token_endpoint_auth_method", null);
    use.put(
        "client_authentication_methods",
        Map.of("private_key_jwt", Map.of("credentials", List.of(Map.of("id", made.id())))));
    Map<String, @Nullable Object> back = new HashMap<>();
    back.put("token_endpoint_auth_method", "client_secret_post");
    back.put("client_authentication_methods", null);

    Answer used = tenant.call("PATCH", "clients/" + client, use);
    Answer kept = tenant.call("DELETE", "clients/" + client + "/credentials/" + made.id());
    Answer off = tenant.call("PATCH", "clients/" + client, back);
    Answer deleted = tenant.call("DELETE", "clients/" + client + "/credentials/" + made.id());

    assertThat(made.status()).isEqualTo(201);
    assertThat(used.body().has("client_secret")).isFalse();
    assertThat(kept.status()).isEqualTo(400);
    assertThat(off.body().has("client_secret")).isTrue();
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(tenant.call("GET", "clients/" + client + "/credentials").list()).isEmpty();
  }

  @Test
  void the_end_of_a_credential_is_kept_in_utc() throws Exception {
    String client = id(tenant.call("POST", "clients", withKey()));
    String credential =
        tenant.call("GET", "clients/" + client + "/credentials").list().get(0).string("id", "");

    Answer changed =
        tenant.call(
            "PATCH",
            "clients/" + client + "/credentials/" + credential,
            Map.of("expires_at", "2033-05-16T11:07:30.535+02:00"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().string("expires_at")).contains("2033-05-16T09:07:30.535Z");
  }

  @Test
  void what_is_no_key_is_no_credential() throws Exception {
    String client = id(tenant.call("POST", "clients", Map.of("name", "Signing")));

    Answer refused =
        tenant.call(
            "POST",
            "clients/" + client + "/credentials",
            Map.of("credential_type", "public_key", "pem", "no key"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(tenant.call("GET", "clients/" + client + "/credentials").list()).isEmpty();
  }

  private static Map<String, Object> withKey() {
    return Map.of(
        "name",
        "Signing",
        "client_authentication_methods",
        Map.of(
            "private_key_jwt",
            Map.of(
                "credentials",
                List.of(Map.of("credential_type", "public_key", "name", "first", "pem", PEM)))));
  }

  private static Document methodOf(Document client) {
    return client
        .object("client_authentication_methods")
        .flatMap(methods -> methods.object("private_key_jwt"))
        .orElseThrow();
  }

  private static String id(Answer made) {
    return made.body().string("client_id").orElseThrow();
  }
}
