package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.emulator.json.Document;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void a_client_is_made_with_what_auth0_gives_it() throws Exception {
    Answer made = tenant.call("POST", "clients", Map.of("name", "Shop"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().string("client_id").orElseThrow()).matches("[A-Za-z0-9]{32}");
    assertThat(made.body().string("client_secret").orElseThrow()).hasSize(64);
    assertThat(made.body().strings("grant_types")).contains("client_credentials");
    assertThat(made.body().objects("signing_keys").get(0).has("key")).isTrue();
    Document read = read(made);
    assertThat(read.objects("signing_keys").get(0).has("key")).isFalse();
    assertThat(read.has("encrypted")).isFalse();
  }

  @Test
  void a_new_client_has_tokens_at_once_and_no_more_when_it_is_deleted() throws Exception {
    Answer made = tenant.call("POST", "clients", Map.of("name", "Nightly"));
    String id = made.body().string("client_id", "");
    tenant.call(
        "POST",
        "client-grants",
        Map.of(
            "client_id",
            id,
            "audience",
            "https://api.example.com",
            "scope",
            List.of("read:messages")));

    int granted = token(id, made.body().string("client_secret", ""));
    Answer deleted = tenant.call("DELETE", "clients/" + id);
    int refused = token(id, made.body().string("client_secret", ""));

    assertThat(granted).isEqualTo(200);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(refused).isEqualTo(401);
    assertThat(tenant.call("GET", "client-grants?client_id=" + id).list()).isEmpty();
    assertThat(tenant.call("DELETE", "clients/" + id).status()).isEqualTo(204);
  }

  @Test
  void a_rotated_secret_is_good_and_the_old_one_no_longer() throws Exception {
    Answer made = tenant.call("POST", "clients", Map.of("name", "Rotating"));
    String id = made.body().string("client_id", "");
    tenant.call(
        "POST",
        "client-grants",
        Map.of("client_id", id, "audience", "https://api.example.com", "scope", List.of()));

    Answer rotated = tenant.call("POST", "clients/" + id + "/rotate-secret");

    assertThat(rotated.status()).isEqualTo(200);
    assertThat(token(id, made.body().string("client_secret", ""))).isEqualTo(401);
    assertThat(token(id, rotated.body().string("client_secret", ""))).isEqualTo(200);
  }

  @Test
  void a_change_replaces_members_and_null_takes_one_away() throws Exception {
    Answer made =
        tenant.call(
            "POST",
            "clients",
            Map.of(
                "name",
                "App",
                "callbacks",
                List.of("https://a.example/cb"),
                "client_metadata",
                Map.of("one", "1", "two", "2")));
    Map<String, @Nullable Object> metadata = new HashMap<>();
    metadata.put("one", null);
    metadata.put("three", "3");
    Map<String, @Nullable Object> change = new HashMap<>();
    change.put("callbacks", List.of("https://b.example/cb"));
    change.put("client_metadata", metadata);
    change.put("jwt_configuration", Map.of("alg", "RS256"));

    Document changed =
        tenant.call("PATCH", "clients/" + made.body().string("client_id", ""), change).body();

    assertThat(changed.strings("callbacks")).containsExactly("https://b.example/cb");
    assertThat(changed.object("client_metadata")).contains(Document.of("two", "2", "three", "3"));
    assertThat(changed.object("jwt_configuration").orElseThrow().number("lifetime_in_seconds"))
        .contains(36000L);
  }

  @Test
  void an_unknown_client_is_refused_as_auth0_refuses() throws Exception {
    Answer missing = tenant.call("GET", "clients/nobody");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.text())
        .isEqualTo(
            "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"The client does not"
                + " exist\",\"errorCode\":\"inexistent_client\"}");
  }

  @Test
  void the_global_client_is_in_no_list_that_does_not_ask_for_it() throws Exception {
    List<Document> ordinary = tenant.call("GET", "clients").list();
    List<Document> global = tenant.call("GET", "clients?is_global=true").list();
    String id = global.get(0).string("client_id", "");

    Answer changed =
        tenant.call("PATCH", "clients/" + id, Map.of("custom_login_page", "<html></html>"));
    Answer deleted = tenant.call("DELETE", "clients/" + id);

    assertThat(ordinary).noneMatch(client -> client.flag("global", false));
    assertThat(global).hasSize(1);
    assertThat(changed.body().string("custom_login_page")).contains("<html></html>");
    assertThat(tenant.call("GET", "clients/" + id).body().string("custom_login_page"))
        .contains("<html></html>");
    assertThat(deleted.status()).isEqualTo(400);
    assertThat(deleted.text()).contains("Global client cannot be deleted.");
  }

  @Test
  void the_device_flow_is_for_public_clients() throws Exception {
    Answer refused =
        tenant.call(
            "POST",
            "clients",
            Map.of(
                "name",
                "TV",
                "grant_types",
                List.of("urn:ietf:params:oauth:grant-type:device_code")));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message", ""))
        .isEqualTo(
            "Application must have Token Endpoint Authentication Method set to \"none\" when"
                + " urn:ietf:params:oauth:grant-type:device_code is enabled");
  }

  @Test
  void fields_leave_the_tenant_in() throws Exception {
    Document first = tenant.call("GET", "clients?fields=client_id").list().get(0);

    assertThat(first.asMap()).containsOnlyKeys("tenant", "client_id");
  }

  @Test
  void a_secret_is_for_those_who_may_read_keys() throws Exception {
    String reader =
        tenant
            .auth0()
            .token(
                dev.fakeauth0.token.TokenSpec.forClient("management")
                    .audience(tenant.auth0().issuer().resolve("api/v2/").toString())
                    .scope("read:clients"))
            .accessToken();

    Document client = tenant.callWith("Bearer " + reader, "GET", "clients/web").body();

    assertThat(client.has("client_secret")).isFalse();
    assertThat(client.has("signing_keys")).isFalse();
    assertThat(client.string("client_id")).contains("web");
  }

  @Test
  void a_strict_third_party_client_has_an_id_that_says_so() throws Exception {
    Answer made =
        tenant.call(
            "POST",
            "clients",
            Map.of(
                "name",
                "Theirs",
                "app_type",
                "regular_web",
                "is_first_party",
                false,
                "third_party_security_mode",
                "strict"));

    assertThat(made.body().string("client_id").orElseThrow()).matches("tpc_[A-Za-z0-9]{22}");
    assertThat(made.body().strings("grant_types")).containsExactly("authorization_code");
  }

  private Document read(Answer made) throws IOException {
    return tenant.call("GET", "clients/" + made.body().string("client_id", "")).body();
  }

  private int token(String id, String secret) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(tenant.auth0().issuer() + "oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&audience=https://api.example.com&client_id="
                        + id
                        + "&client_secret="
                        + secret))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
