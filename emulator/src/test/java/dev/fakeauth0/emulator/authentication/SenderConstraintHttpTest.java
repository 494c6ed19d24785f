package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.DPOP_NONCE_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_DPOP_PROOF;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.PROOF_OF_POSSESSION_REQUIRED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.PossessionKey;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens that are bound to the key of a DPoP proof, and where they are not. */
class SenderConstraintHttpTest {

  private static final String SEED =
      """
      tenant: {default_directory: people}
      resourceServers:
        - {name: None, identifier: "https://none", allow_offline_access: true}
        - name: Allowed
          identifier: "https://allowed"
          proof_of_possession: {mechanism: dpop, required: false}
        - name: Required
          identifier: "https://required"
          allow_offline_access: true
          proof_of_possession: {mechanism: dpop, required: true}
      clients:
        - {name: job, client_id: job, client_secret: s, grant_types: [client_credentials]}
        - {name: web, client_id: web, client_secret: s, grant_types: [password, refresh_token],
           refresh_token: {rotation_type: rotating, expiration_type: expiring},
           jwt_configuration: {alg: RS256}}
        - {name: phone, client_id: phone, app_type: native, token_endpoint_auth_method: none,
           web_origins: ["https://app.example"],
           grant_types: [password], jwt_configuration: {alg: RS256}}
      clientGrants:
        - {client_id: job, audience: "https://none", scope: []}
        - {client_id: job, audience: "https://allowed", scope: []}
      databases:
        - {name: people, strategy: auth0, enabled_clients: [web, phone]}
      users:
        - {email: ada@example.com, password: Passw0rd!, connection: people}
      """;

  private static final String JOB = "grant_type=client_credentials&client_id=job&client_secret=s";
  private static final String LOGIN =
      "grant_type=password&username=ada@example.com&password=Passw0rd!&scope=openid";
  private static final String WEB = "&client_id=web&client_secret=s";

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final PossessionKey key = new PossessionKey();
  private Emulator emulator;
  private FakeAuth0 auth0;
  private int proofs;

  @BeforeEach
  void start() throws Exception {
    Path seed = Files.writeString(directory.resolve("tenant.yaml"), SEED);
    emulator =
        Emulator.start(EmulatorConfig.defaults().clock(() -> Keys.NOW).tenant(seed.toString()));
    auth0 = emulator.first();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void binds_a_token_to_the_key_of_the_proof_where_the_api_allows_it() throws Exception {
    Document answer = granted(token(JOB + "&audience=https://allowed", key.proof(claims())));

    assertThat(answer.string("token_type")).contains("DPoP");
    assertThat(payload(answer).object("cnf").orElseThrow().string("jkt"))
        .contains(key.thumbprint());
  }

  @Test
  void leaves_a_token_as_it_is_without_a_proof_and_where_the_api_knows_of_none() throws Exception {
    Document without = granted(token(JOB + "&audience=https://allowed"));
    Document elsewhere = granted(token(JOB + "&audience=https://none", key.proof(claims())));

    assertThat(without.string("token_type")).contains("Bearer");
    assertThat(payload(without).has("cnf")).isFalse();
    assertThat(elsewhere.string("token_type")).contains("Bearer");
    assertThat(payload(elsewhere).has("cnf")).isFalse();
  }

  @Test
  void gives_a_public_client_the_nonce_that_its_proof_lacks() throws Exception {
    String request = LOGIN + "&client_id=phone&audience=https://required";

    HttpResponse<String> asked = token(request, key.proof(claims()));
    String nonce = asked.headers().firstValue("DPoP-Nonce").orElseThrow();
    Document answer = granted(token(request, key.proof(claims().with("nonce", nonce))));

    assertThat(asked.statusCode()).isEqualTo(400);
    assertThat(asked.body())
        .isEqualTo(
            "{\"error\":\"use_dpop_nonce\",\"error_description\":\"Authorization server requires"
                + " nonce in DPoP proof\"}");
    assertThat(answer.string("token_type")).contains("DPoP");
  }

  @Test
  void lets_the_page_of_another_origin_read_the_nonce() throws Exception {
    HttpResponse<String> asked =
        http.send(
            HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://app.example")
                .header("DPoP", key.proof(claims()))
                .POST(BodyPublishers.ofString(LOGIN + "&client_id=phone"))
                .build(),
            BodyHandlers.ofString());

    assertThat(asked.headers().firstValue("DPoP-Nonce")).isPresent();
    assertThat(asked.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("DPoP-Nonce");
  }

  @Test
  void takes_each_proof_once_and_for_one_request_alone() throws Exception {
    String proof = key.proof(claims());
    String other = key.proof(claims().with("htu", auth0.issuer() + "userinfo"));
    granted(token(JOB + "&audience=https://allowed", proof));

    HttpResponse<String> again = token(JOB + "&audience=https://allowed", proof);
    RefusalReason replayed = reason();
    HttpResponse<String> elsewhere = token(JOB + "&audience=https://allowed", other);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(replayed).isEqualTo(INVALID_DPOP_PROOF);
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(error(elsewhere)).isEqualTo("invalid_dpop_proof");
  }

  @Test
  void spends_no_refresh_token_when_it_asks_for_a_proof() throws Exception {
    Document login =
        granted(
            token(
                LOGIN + "%20offline_access&audience=https://required" + WEB, key.proof(claims())));
    String refresh =
        "grant_type=refresh_token&refresh_token=" + login.string("refresh_token").orElseThrow();

    HttpResponse<String> without = token(refresh + WEB);
    RefusalReason why = reason();
    Document with = granted(token(refresh + WEB, key.proof(claims())));

    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(why).isEqualTo(PROOF_OF_POSSESSION_REQUIRED);
    assertThat(with.string("token_type")).contains("DPoP");
  }

  @Test
  void tells_of_the_user_whom_who_has_the_key_asks_for() throws Exception {
    String token =
        granted(token(LOGIN + WEB, key.proof(claims()))).string("access_token").orElseThrow();
    Document proof = claims("GET", "userinfo").with("ath", PossessionKey.hash(token));

    assertThat(userInfo("DPoP " + token, key.proof(proof)).statusCode()).isEqualTo(200);
    assertThat(userInfo("Bearer " + token, key.proof(proof)).statusCode()).isEqualTo(401);
    assertThat(userInfo("DPoP " + token, new PossessionKey().proof(proof)).statusCode())
        .isEqualTo(401);
    assertThat(reason()).isEqualTo(INVALID_TOKEN);
    assertThat(userInfo("DPoP " + token, key.proof(proof.without("ath"))).statusCode())
        .isEqualTo(401);
    assertThat(userInfo("DPoP " + token, "x").statusCode()).isEqualTo(401);
  }

  @Test
  void forgets_old_nonces() throws Exception {
    String request = LOGIN + "&client_id=phone&audience=https://required";
    String nonce =
        token(request, key.proof(claims())).headers().firstValue("DPoP-Nonce").orElseThrow();
    auth0.clock().advance(Duration.ofMinutes(11));
    Document later =
        claims().with("iat", auth0.clock().now().getEpochSecond()).with("nonce", nonce);

    HttpResponse<String> refused = token(request, key.proof(later));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(reason()).isEqualTo(DPOP_NONCE_REQUIRED);
    assertThat(refused.headers().firstValue("DPoP-Nonce")).get().isNotEqualTo(nonce);
  }

  @Test
  void is_announced_in_the_metadata() throws Exception {
    HttpResponse<String> metadata =
        http.send(
            HttpRequest.newBuilder(auth0.issuer().resolve(".well-known/openid-configuration"))
                .build(),
            BodyHandlers.ofString());

    assertThat(
            Json.readObject(metadata.body().getBytes(UTF_8))
                .strings("dpop_signing_alg_values_supported"))
        .containsExactly("ES256");
  }

  private Document claims() {
    return claims("POST", "oauth/token");
  }

  private Document claims(String method, String path) {
    proofs++;
    return PossessionKey.claims(method, auth0.issuer() + path, Keys.NOW, "proof " + proofs);
  }

  private HttpResponse<String> token(String body, String... proofs) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    for (String proof : proofs) {
      request.header("DPoP", proof);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> userInfo(String authorization, String proof) throws Exception {
    return http.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("userinfo"))
            .header("Authorization", authorization)
            .header("DPoP", proof)
            .build(),
        BodyHandlers.ofString());
  }

  private RefusalReason reason() {
    return auth0.journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  private static Document granted(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.readObject(answer.body().getBytes(UTF_8));
  }

  private static String error(HttpResponse<String> answer) throws Exception {
    return Json.readObject(answer.body().getBytes(UTF_8)).string("error").orElseThrow();
  }

  private static Document payload(Document answer) throws Exception {
    String[] parts = answer.string("access_token").orElseThrow().split("\\.", -1);
    return Json.readObject(Base64.getUrlDecoder().decode(parts[1]));
  }
}
