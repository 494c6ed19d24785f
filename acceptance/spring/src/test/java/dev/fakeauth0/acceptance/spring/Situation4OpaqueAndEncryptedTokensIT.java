package dev.fakeauth0.acceptance.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.jayway.jsonpath.JsonPath;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A team's API gets access tokens it cannot read (situation 4). The API is Spring Security, told no
 * more than its issuer and its audiences; the web application walks the login pages. What was wrong
 * is put right as the team would, by the Management API, and the API is never restarted.
 */
class Situation4OpaqueAndEncryptedTokensIT {

  private static final String ORDERS = "https://orders.example.com";
  private static final String LEGACY = "https://legacy.example.com";
  private static final String CALLBACK = "https://shop.example.com/callback";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String SEED =
      """
      tenant: {friendly_name: Shop}
      resourceServers:
        - name: Orders
          identifier: https://orders.example.com
          signing_alg: RS256
          skip_consent_for_verifiable_first_party_clients: true
          scopes: [{value: "read:orders"}]
        - name: Legacy
          identifier: https://legacy.example.com
          signing_alg: HS256
          signing_secret: a-secret-that-the-api-was-never-told-of
          skip_consent_for_verifiable_first_party_clients: true
          scopes: [{value: "read:orders"}]
      clients:
        - name: web
          client_id: web
          client_secret: web-secret
          app_type: regular_web
          oidc_conformant: true
          token_endpoint_auth_method: client_secret_post
          grant_types: [authorization_code]
          callbacks: [https://shop.example.com/callback]
        - name: job
          client_id: job
          client_secret: job-secret
          app_type: regular_web
          oidc_conformant: true
          token_endpoint_auth_method: client_secret_post
          grant_types: [authorization_code]
          callbacks: [https://shop.example.com/callback]
        - name: management
          client_id: management
          client_secret: management-secret
          app_type: non_interactive
          grant_types: [client_credentials]
      clientGrants:
        - {client_id: job, audience: "https://orders.example.com", scope: ["read:orders"]}
        - {client_id: management, audience: "{issuer}api/v2/", allow_all_scopes: true}
      databases:
        - name: Username-Password-Authentication
          strategy: auth0
          enabled_clients: [web]
      users:
        - email: ada@example.com
          email_verified: true
          password: Passw0rd!
          connection: Username-Password-Authentication
      """;

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static FakeAuth0 auth0;
  private static ConfigurableApplicationContext api;

  @BeforeAll
  static void start() throws Exception {
    Path seed = Files.writeString(folder.resolve("tenant.yaml"), SEED);
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .withoutHttps()
                .cacheDirectory(folder.resolve("cache"))
                .tenant(seed.toString()));
    auth0 = emulator.first();
    api = api(auth0, ORDERS, LEGACY);
  }

  @AfterAll
  static void stop() {
    api.close();
    emulator.close();
  }

  @BeforeEach
  void back_to_the_baseline() {
    auth0.reset();
  }

  @Test
  void without_an_audience_the_token_is_one_that_no_key_of_the_tenant_verifies() throws Exception {
    String token = login(Map.of());

    HttpResponse<String> refused = orders(api, token);
    Diagnosis diagnosis = auth0.refusalOf(token, Optional.of(ORDERS)).orElseThrow();

    assertThat(token.split("\\.", -1)).hasSize(5);
    assertThat(token.split("\\.", -1)[1]).as("there is no encrypted key").isEmpty();
    assertThat(header(token)).contains("\"alg\":\"dir\"", "\"enc\":\"A256GCM\"");
    assertThat(header(token)).as("no key to look up").doesNotContain("kid");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
    assertThat(diagnosis.because()).contains("opaque", "no audience was asked for");
    assertThat(String.join("\n", diagnosis.remedies()))
        .contains("audience=<identifier of the API>", "default_audience", "client_credentials");
  }

  @Test
  void it_is_good_at_userinfo_all_the_same() throws Exception {
    String token = login(Map.of());

    HttpResponse<String> profile = get(auth0.issuer().resolve("userinfo"), token);

    assertThat(profile.statusCode()).isEqualTo(200);
    assertThat(JsonPath.<String>read(profile.body(), "$.nickname")).isEqualTo("ada");
  }

  @Test
  void first_fix_the_application_asks_with_the_audience() throws Exception {
    String token = login(Map.of("audience", ORDERS));

    assertThat(header(token)).contains("RS256");
    assertThat(orders(api, token).statusCode()).isEqualTo(200);
  }

  @Test
  void second_fix_the_tenant_has_a_default_audience() throws Exception {
    assertThat(orders(api, login(Map.of())).statusCode()).isEqualTo(401);

    manage("PATCH", "tenants/settings", "{\"default_audience\":\"" + ORDERS + "\"}");

    assertThat(orders(api, login(Map.of())).statusCode()).isEqualTo(200);
  }

  @Test
  void third_fix_an_api_that_signs_with_a_secret_is_set_to_rs256() throws Exception {
    String before = login(Map.of("audience", LEGACY));
    HttpResponse<String> refused = orders(api, before);
    String id =
        JsonPath.<List<String>>read(
                manage("GET", "resource-servers", ""), "$[?(@.name == 'Legacy')].id")
            .get(0);

    manage("PATCH", "resource-servers/" + id, "{\"signing_alg\":\"RS256\"}");
    String after = login(Map.of("audience", LEGACY));

    assertThat(header(before)).contains("HS256");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(after)).contains("RS256");
    assertThat(orders(api, after).statusCode()).isEqualTo(200);
  }

  @Test
  void fourth_fix_a_machine_asks_for_itself_once_its_grant_type_is_allowed() throws Exception {
    HttpResponse<String> refused = machine(auth0, "job", "job-secret", ORDERS);
    JournalEntry entry = auth0.journal().last().orElseThrow();

    manage(
        "PATCH",
        "clients/job",
        "{\"grant_types\":[\"authorization_code\",\"client_credentials\"]}");
    HttpResponse<String> granted = machine(auth0, "job", "job-secret", ORDERS);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(JsonPath.<Map<String, String>>read(refused.body(), "$"))
        .containsEntry("error", "unauthorized_client")
        .containsEntry(
            "error_description", "Grant type 'client_credentials' not allowed for the client.");
    assertThat(entry.diagnosis().orElseThrow().reason())
        .isEqualTo(RefusalReason.GRANT_TYPE_NOT_ALLOWED);
    assertThat(String.join("\n", entry.diagnosis().orElseThrow().remedies()))
        .contains("grant_types", "client_credentials");
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    assertThat(orders(api, accessToken(granted.body())).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_no_fix_introspection() throws Exception {
    String token = login(Map.of());
    OpaqueTokenIntrospector introspector =
        SpringOpaqueTokenIntrospector.withIntrospectionUri(auth0.issuer() + "oauth/introspect")
            .clientId("web")
            .clientSecret("web-secret")
            .build();

    Throwable refused = catchThrowable(() -> introspector.introspect(token));
    JournalEntry entry = auth0.journal().last().orElseThrow();
    String discovery =
        get(auth0.issuer().resolve(".well-known/openid-configuration"), token).body();

    assertThat(refused).isInstanceOf(OAuth2IntrospectionException.class);
    assertThat(entry.request().path()).isEqualTo("/oauth/introspect");
    assertThat(entry.response().orElseThrow().status()).isEqualTo(404);
    assertThat(entry.diagnosis().orElseThrow().because()).contains("no introspection endpoint");
    assertThat(String.join("\n", entry.diagnosis().orElseThrow().remedies()))
        .contains("jwks.json", "audience", "userinfo");
    assertThat(discovery).doesNotContain("introspection_endpoint");
  }

  @Test
  void the_preset_has_each_of_these_tokens_at_hand() throws Exception {
    EmulatorConfig config = EmulatorConfig.defaults().withoutHttps().tenant("preset:opaque");
    try (Emulator opaque = Emulator.start(config.cacheDirectory(folder.resolve("cache")));
        ConfigurableApplicationContext presetApi =
            api(
                opaque.first(),
                "https://api.example.com",
                "https://hs256.example.com",
                "https://encrypted.example.com")) {
      FakeAuth0 preset = opaque.first();
      String signed = machineToken(preset, "https://api.example.com");
      String hs256 = machineToken(preset, "https://hs256.example.com");
      String encrypted = machineToken(preset, "https://encrypted.example.com");

      assertThat(orders(presetApi, signed).statusCode()).isEqualTo(200);
      assertThat(orders(presetApi, hs256).statusCode()).isEqualTo(401);
      assertThat(orders(presetApi, encrypted).statusCode()).isEqualTo(401);
      assertThat(header(hs256)).contains("HS256");
      assertThat(encrypted.split("\\.", -1)).hasSize(5);
      assertThat(header(encrypted)).contains("RSA-OAEP-256", "\"kid\":\"preset-opaque\"");
      assertThat(
              preset
                  .refusalOf(encrypted, Optional.of("https://encrypted.example.com"))
                  .orElseThrow()
                  .because())
          .contains("encrypted for its API");
    }
  }

  private static String login(Map<String, String> authorization) throws Exception {
    return accessToken(
        new WebApp(auth0.issuer(), CALLBACK).login("ada@example.com", "Passw0rd!", authorization));
  }

  private static String machineToken(FakeAuth0 tenant, String audience) throws Exception {
    return accessToken(machine(tenant, "m2m", "m2m-secret", audience).body());
  }

  private static HttpResponse<String> machine(
      FakeAuth0 tenant, String client, String secret, String audience) throws Exception {
    String body =
        """
        {"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","audience":"%s"}
        """
            .formatted(client, secret, audience);
    return HTTP.send(
        HttpRequest.newBuilder(tenant.issuer().resolve("oauth/token"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String manage(String method, String path, String body) throws Exception {
    String token =
        accessToken(
            machine(auth0, "management", "management-secret", auth0.managementAudience()).body());
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(auth0.issuer().resolve("api/v2/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> orders(ConfigurableApplicationContext context, String token)
      throws Exception {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    return get(URI.create("http://localhost:" + port + "/orders"), token);
  }

  private static HttpResponse<String> get(URI address, String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String accessToken(String answer) {
    assertThat(answer).contains("access_token");
    return JsonPath.read(answer, "$.access_token");
  }

  private static String header(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
        StandardCharsets.UTF_8);
  }

  private static ConfigurableApplicationContext api(FakeAuth0 tenant, String... audiences) {
    String jwt = "--spring.security.oauth2.resourceserver.jwt.";
    return SpringApplication.run(
        Api.class,
        "--spring.config.name=none",
        "--server.port=0",
        jwt + "issuer-uri=" + tenant.issuer(),
        jwt + "audiences=" + String.join(",", audiences));
  }

  /** What Spring Boot makes of issuer and audiences. */
  @Configuration
  @EnableAutoConfiguration
  static class Api {

    @Bean
    Shelf shelf() {
      return new Shelf();
    }
  }

  /** Its one endpoint. */
  @RestController
  static class Shelf {

    @GetMapping("/orders")
    String orders() {
      return "none yet";
    }
  }
}
