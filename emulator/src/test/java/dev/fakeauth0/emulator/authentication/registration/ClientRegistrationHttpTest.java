package dev.fakeauth0.emulator.authentication.registration;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_METADATA;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_REDIRECT_URI;
import static dev.fakeauth0.refusal.RefusalReason.REGISTRATION_DISABLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.journal.JournalEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic client registration over the socket, as an MCP client does it. */
class ClientRegistrationHttpTest {

  private static final String INSPECTOR =
      """
      {"client_name":"MCP Inspector","redirect_uris":["http://localhost:6274/oauth/callback"],
       "token_endpoint_auth_method":"none","grant_types":["authorization_code","refresh_token"],
       "response_types":["code"],"scope":"mcp:read","client_uri":"https://inspector.example",
       "software_id":"anything"}\
      """;

  private final ManagedTenant tenant = new ManagedTenant();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void refuses_while_the_tenant_has_it_switched_off() throws Exception {
    HttpResponse<String> refused = register(INSPECTOR);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .isEqualTo(
            "{\"error\":\"access_denied\",\"error_description\":\"dynamic client registration is"
                + " disabled\"}");
    assertThat(last().diagnosis().orElseThrow().reason()).isEqualTo(REGISTRATION_DISABLED);
    assertThat(last().diagnosis().orElseThrow().remedies()).anyMatch(text -> text.contains("seed"));
  }

  @Test
  void makes_a_public_third_party_client_without_a_secret() throws Exception {
    open("permissive");

    HttpResponse<String> made = register(INSPECTOR);

    assertThat(made.statusCode()).isEqualTo(201);
    Document answer = body(made);
    assertThat(answer.asMap().keySet())
        .containsExactly(
            "client_name",
            "client_id",
            "redirect_uris",
            "client_secret_expires_at",
            "grant_types",
            "token_endpoint_auth_method");
    assertThat(answer.string("client_id", "")).matches("[A-Za-z0-9]{32}");
    assertThat(answer.strings("grant_types"))
        .containsExactly("authorization_code", "refresh_token");
    Document client = tenant.call("GET", "clients/" + answer.string("client_id", "")).body();
    assertThat(client.flag("is_first_party", true)).isFalse();
    assertThat(client.flag("oidc_conformant", false)).isTrue();
    assertThat(client.string("third_party_security_mode")).contains("permissive");
    assertThat(client.strings("callbacks")).containsExactly("http://localhost:6274/oauth/callback");
    assertThat(client.has("app_type")).isFalse();
  }

  @Test
  void makes_a_confidential_client_with_a_secret_that_is_told_once() throws Exception {
    open("permissive");

    Document answer = body(register("{\"redirect_uris\":[\"https://app.example/cb\"]}"));

    assertThat(answer.string("client_name")).contains("My App");
    assertThat(answer.string("client_secret", "")).hasSize(64);
    assertThat(answer.number("client_secret_expires_at")).contains(0L);
    assertThat(answer.string("token_endpoint_auth_method")).contains("client_secret_post");
    assertThat(answer.strings("grant_types")).containsExactly("authorization_code");
  }

  @Test
  void holds_a_client_to_the_strict_rules_where_the_tenant_asks_for_them() throws Exception {
    open("strict");

    Document answer =
        body(
            register(
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"grant_types\":[\"implicit\","
                    + "\"client_credentials\",\"refresh_token\"]}"));

    assertThat(answer.string("client_id", "")).matches("tpc_[A-Za-z0-9]{22}");
    assertThat(answer.strings("grant_types")).containsExactly("refresh_token");
    Document client = tenant.call("GET", "clients/" + answer.string("client_id", "")).body();
    assertThat(client.string("third_party_security_mode")).contains("strict");
    assertThat(client.string("redirection_policy")).contains("open_redirect_protection");
    assertThat(register("{\"redirect_uris\":[\"https://*.app.example/cb\"]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void leaves_a_record_in_the_tenants_log_without_the_secret() throws Exception {
    open("permissive");
    Document answer = body(register("{\"redirect_uris\":[\"https://app.example/cb\"]}"));

    List<Document> records = tenant.call("GET", "logs?q=type:sapi&sort=date:-1").list();

    assertThat(records).isNotEmpty();
    assertThat(records.get(0).string("description")).contains("Dynamic client registration");
    assertThat(Json.text(records)).doesNotContain(answer.string("client_secret", "-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"redirect_uris\":[]}",
        "{\"redirect_uris\":\"https://app.example/cb\"}",
        "{\"redirect_uris\":[1]}",
        "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":7}",
        "{\"redirect_uris\":[\"https://app.example/cb\"],\"grant_types\":\"authorization_code\"}",
        "{\"redirect_uris\":[\"https://app.example/cb\"],"
            + "\"token_endpoint_auth_method\":\"tls_client_auth\"}"
      })
  void refuses_metadata_that_lacks_something_or_is_of_the_wrong_type(String metadata)
      throws Exception {
    open("permissive");
    int clients = tenant.call("GET", "clients").list().size();

    HttpResponse<String> refused = register(metadata);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).string("error")).contains("invalid_client_metadata");
    assertThat(last().diagnosis().orElseThrow().reason()).isEqualTo(INVALID_CLIENT_METADATA);
    assertThat(tenant.call("GET", "clients").list()).hasSize(clients);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "/relative",
        "https://app.example/cb#fragment",
        "https://",
        "https://user@app.example/cb",
        "not a uri"
      })
  void refuses_a_redirect_uri_that_leads_to_no_application(String uri) throws Exception {
    open("permissive");

    HttpResponse<String> refused = register(Json.text(Map.of("redirect_uris", List.of(uri))));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).string("error")).contains("invalid_redirect_uri");
    assertThat(last().diagnosis().orElseThrow().reason()).isEqualTo(INVALID_REDIRECT_URI);
  }

  @Test
  void fails_on_demand_though_the_tenant_would_allow_it() throws Exception {
    open("permissive");
    tenant.auth0().failures().add(FailureRule.parse("registration-disabled;times=1"));

    assertThat(register(INSPECTOR).statusCode()).isEqualTo(403);
    assertThat(register(INSPECTOR).statusCode()).isEqualTo(201);
  }

  @Test
  void is_named_by_discovery() throws Exception {
    HttpResponse<String> metadata =
        http.send(
            HttpRequest.newBuilder(
                    tenant.auth0().issuer().resolve(".well-known/oauth-authorization-server"))
                .build(),
            BodyHandlers.ofString());

    assertThat(body(metadata).string("registration_endpoint"))
        .contains(tenant.auth0().issuer() + "oidc/register");
  }

  private void open(String mode) throws Exception {
    int status =
        tenant
            .call(
                "PATCH",
                "tenants/settings",
                Map.of(
                    "flags",
                    Map.of("enable_dynamic_client_registration", true),
                    "dynamic_client_registration_security_mode",
                    mode))
            .status();
    assertThat(status).isEqualTo(200);
  }

  private HttpResponse<String> register(String metadata) throws Exception {
    URI endpoint = tenant.auth0().issuer().resolve("oidc/register");
    return http.send(
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(metadata))
            .build(),
        BodyHandlers.ofString());
  }

  private JournalEntry last() {
    return tenant.auth0().journal().entries().stream()
        .filter(entry -> entry.request().path().equals("/oidc/register"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static Document body(HttpResponse<String> response) throws Exception {
    return Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
  }
}
