package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.auth0.jwk.Jwk;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.Auth0Assertions;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.junit.FailsWith;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every failure mode as somebody sees it who knows nothing of FakeAuth0: the JDK's HttpClient for
 * status, header and socket, jwks-rsa with java-jwt for tokens. Each mode comes through one door
 * here, three of them through all five.
 */
@Timeout(60)
class FailureModesIT {

  private static final String API = "https://api.example.com";
  private static final Machine M2M = new Machine("m2m", "m2m-secret");
  private static final Machine MANAGEMENT = new Machine("management", "management-secret");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an independent client does to see a mode, and what it must see. */
  @FunctionalInterface
  private interface Seen {
    void by(URI issuer) throws Exception;
  }

  private static final Map<FailureMode, Seen> SEEN = new EnumMap<>(FailureMode.class);

  static {
    refusal(FailureMode.GRANT_TYPE_NOT_ALLOWED, 403, "unauthorized_client");
    refusal(FailureMode.CLIENT_GRANT_MISSING, 403, "access_denied");
    refusal(FailureMode.UNKNOWN_AUDIENCE, 403, "access_denied");
    refusal(FailureMode.INVALID_CLIENT, 401, "access_denied");
    refusal(FailureMode.ORGANIZATION_DENIED, 403, "access_denied");
    refusal(FailureMode.RATE_LIMITED, 429, "too_many_requests");
    refusal(FailureMode.USER_BLOCKED, 403, "unauthorized");
    refusal(FailureMode.MFA_REQUIRED, 403, "mfa_required");
    refusal(FailureMode.TOO_MANY_ATTEMPTS, 429, "too_many_attempts");
    refusal(FailureMode.PASSWORD_LEAKED, 401, "password_leaked");
    SEEN.put(
        FailureMode.REGISTRATION_DISABLED,
        issuer -> {
          HttpResponse<String> reply =
              HTTP.send(
                  HttpRequest.newBuilder(issuer.resolve("oidc/register"))
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"redirect_uris\":[\"https://app.example/cb\"]}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(reply.statusCode()).isEqualTo(403);
          assertThat(JSON.readTree(reply.body()).path("error").asText()).isEqualTo("access_denied");
        });
    toldAtTheCallback(FailureMode.LOGIN_REQUIRED, "error=login_required&");
    toldAtTheCallback(FailureMode.CONSENT_DENIED, "error=access_denied&");
    managed(FailureMode.INVALID_TOKEN, 401, "");
    managed(FailureMode.INSUFFICIENT_SCOPE, 403, "insufficient_scope");
    managed(FailureMode.NOT_FOUND, 404, "inexistent_user");
    managed(FailureMode.CONFLICT, 409, "auth0_idp_error");
    SEEN.put(
        FailureMode.SEARCH_LAG,
        issuer -> {
          String user =
              """
              {"connection": "Username-Password-Authentication", "email": "grace@example.com",
               "password": "Secret-Passw0rd!"}
              """;
          HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(user);
          assertThat(users(issuer, "POST", body).statusCode()).isEqualTo(201);
          assertThat(users(issuer, "GET", HttpRequest.BodyPublishers.noBody()).body())
              .doesNotContain("grace@example.com");
        });
    refused(FailureMode.HS256, "provided Algorithm doesn't match");
    refused(FailureMode.EXPIRED, "expired");
    refused(FailureMode.NOT_YET_VALID, "can't be used before");
    refused(FailureMode.WRONG_AUDIENCE, "'aud'");
    refused(FailureMode.WRONG_ISSUER, "'iss'");
    refused(FailureMode.ISSUER_WITHOUT_SLASH, "'iss'");
    refused(FailureMode.BAD_SIGNATURE, "Signature resulted invalid");
    refused(FailureMode.ALG_NONE, "provided Algorithm doesn't match");
    refused(FailureMode.RETIRED_KEY, "No key found");
    refused(FailureMode.UNKNOWN_KEY, "No key found");
    refused(FailureMode.OPAQUE, "3 parts");
    refused(FailureMode.ENCRYPTED, "3 parts");
    refused(FailureMode.NO_KEY_ID, "kid");
    SEEN.put(
        FailureMode.MISSING_SCOPE,
        issuer ->
            assertThat(verified(issuer).getClaim("scope").asString()).isEqualTo("read:messages"));
    SEEN.put(
        FailureMode.OTHER_DIALECT,
        issuer -> assertThat(verified(issuer).getType()).isEqualTo("at+jwt"));
    SEEN.put(
        FailureMode.MISSING_CLAIM,
        issuer -> assertThat(verified(issuer).getClaim("azp").isMissing()).isTrue());
    SEEN.put(
        FailureMode.JWKS_UNAVAILABLE,
        issuer -> assertThat(keys(issuer).statusCode()).isEqualTo(503));
    SEEN.put(
        FailureMode.JWKS_EMPTY,
        issuer -> assertThat(JSON.readTree(keys(issuer).body()).path("keys")).isEmpty());
    SEEN.put(
        FailureMode.JWKS_STALE,
        issuer -> assertThatThrownBy(() -> verified(issuer)).hasMessageContaining("No key found"));
    SEEN.put(
        FailureMode.JWKS_MALFORMED,
        issuer ->
            assertThatThrownBy(() -> JSON.readTree(keys(issuer).body()))
                .isInstanceOf(IOException.class));
    SEEN.put(
        FailureMode.DELAY,
        issuer -> {
          long began = System.nanoTime();
          assertThat(keys(issuer).statusCode()).isEqualTo(200);
          assertThat(Duration.ofNanos(System.nanoTime() - began))
              .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        });
    SEEN.put(
        FailureMode.STALL,
        issuer ->
            assertThat(catchThrowable(() -> keys(issuer, Duration.ofMillis(300))))
                .isInstanceOf(HttpTimeoutException.class));
    SEEN.put(
        FailureMode.DROP_CONNECTION,
        issuer -> assertThat(catchThrowable(() -> keys(issuer))).isInstanceOf(IOException.class));
    SEEN.put(
        FailureMode.TRUNCATED_BODY,
        issuer -> assertThat(catchThrowable(() -> keys(issuer))).isInstanceOf(IOException.class));
    SEEN.put(
        FailureMode.GARBAGE_BODY,
        issuer -> {
          HttpResponse<String> reply = keys(issuer);
          assertThat(reply.statusCode()).isEqualTo(200);
          assertThatThrownBy(() -> JSON.readTree(reply.body())).isInstanceOf(IOException.class);
        });
    SEEN.put(
        FailureMode.WRONG_CONTENT_TYPE,
        issuer ->
            assertThat(keys(issuer).headers().firstValue("Content-Type").orElseThrow())
                .doesNotContain("json"));
    SEEN.put(FailureMode.STATUS, issuer -> assertThat(keys(issuer).statusCode()).isEqualTo(503));
  }

  private static final Map<FailureMode, String> ARGUMENTS =
      Map.of(
          FailureMode.MISSING_CLAIM, "=azp",
          FailureMode.DELAY, "=100ms",
          FailureMode.SEARCH_LAG, "=1m",
          FailureMode.DROP_CONNECTION, "=before",
          FailureMode.STATUS, "=503");

  @TempDir private static Path cache;
  private static Emulator emulator;
  private static FakeAuth0 auth0;

  @BeforeAll
  static void start() throws Exception {
    emulator =
        Emulator.start(config().tenant("preset:default").tenant(Situation2.neighbour(cache)));
    auth0 = emulator.first();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void back_to_the_baseline() {
    auth0.reset();
    emulator.tenant("neighbour").reset();
  }

  @Test
  void each_mode_has_somebody_who_sees_it() {
    Set<FailureMode> unseen = EnumSet.allOf(FailureMode.class);
    unseen.removeAll(SEEN.keySet());

    assertThat(unseen)
        .as("modes of endpoints that these tests call, and nobody here sees")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void is_seen_by_an_independent_client(FailureMode mode) throws Exception {
    auth0.failures().add(rule(mode));

    SEEN.get(mode).by(auth0.issuer());

    Auth0Assertions.assertThat(auth0.failures()).areAllUsed();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_GRANT_MISSING", "HS256", "STATUS"})
  void comes_in_with_the_seed(FailureMode mode) throws Exception {
    auth0.seed("fakeAuth0: {failures: ['" + rule(mode) + "']}");

    SEEN.get(mode).by(auth0.issuer());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_GRANT_MISSING", "HS256", "STATUS"})
  void comes_in_by_put_failures(FailureMode mode) throws Exception {
    assertThat(put("failures", "[\"" + rule(mode) + "\"]").statusCode()).isEqualTo(200);

    SEEN.get(mode).by(auth0.issuer());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_GRANT_MISSING", "HS256", "STATUS"})
  void comes_in_by_put_tenant(FailureMode mode) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode snapshot = json.readTree(auth0.snapshot());
    var own = snapshot.withObject("/fakeAuth0");
    own.putArray("failures").add(rule(mode));

    HttpResponse<String> put = put("tenant", json.writeValueAsString(snapshot));

    assertThat(put.statusCode()).as("%s", put.body()).isLessThan(300);
    SEEN.get(mode).by(auth0.issuer());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_GRANT_MISSING", "HS256", "STATUS"})
  void comes_in_with_the_configuration_as_with_the_command_line(FailureMode mode) throws Exception {
    try (Emulator failing = Emulator.start(config().failing(rule(mode)))) {
      SEEN.get(mode).by(failing.first().issuer());
    }
  }

  @WithFakeAuth0
  @Nested
  class ByAnnotation {

    @Test
    @FailsWith("client-grant-missing")
    void a_refusal(FakeAuth0 own) throws Exception {
      SEEN.get(FailureMode.CLIENT_GRANT_MISSING).by(own.issuer());
    }

    @Test
    @FailsWith("hs256")
    void a_token_defect(FakeAuth0 own) throws Exception {
      SEEN.get(FailureMode.HS256).by(own.issuer());
    }

    @Test
    @FailsWith("status=503")
    void a_transport_fault(FakeAuth0 own) throws Exception {
      SEEN.get(FailureMode.STATUS).by(own.issuer());
    }
  }

  @Test
  void a_rule_for_a_user_lets_machines_alone() throws Exception {
    auth0.failures().add("expired;user=ada@example.com", "hs256;client=m2m");

    DecodedJWT token = JWT.decode(M2M.tokenFor(API, auth0.issuer()).accessToken());

    assertThat(token.getAlgorithm()).isEqualTo("HS256");
    Auth0Assertions.assertThat(auth0.failures())
        .used("hs256;client=m2m", 1)
        .notUsed("expired;user=ada@example.com");
  }

  @Test
  void a_rule_for_a_tenant_goes_there_and_nowhere_else() throws Exception {
    FakeAuth0 neighbour = emulator.tenant("neighbour");

    HttpResponse<String> put =
        put("failures", "[\"jwks-empty;tenant=neighbour\", \"status=503@/.well-known/jwks.json\"]");

    assertThat(put.statusCode()).as("%s", put.body()).isEqualTo(200);
    assertThat(keys(auth0.issuer()).statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(keys(neighbour.issuer()).body()).path("keys")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tokenDefects")
  void a_judge_of_tokens_gives_a_defect_the_name_of_its_mode(FailureMode mode) {
    String token = auth0.token(spec().defect(rule(mode))).accessToken();

    Auth0Assertions.assertThatToken(token)
        .shownTo(API)
        .needing("read:messages", "write:messages")
        .trusting(auth0.issuer())
        .isRefusableFor(mode);
  }

  static Stream<FailureMode> tokenDefects() {
    return Stream.of(FailureMode.values())
        .filter(FailureMode::tokenDefect)
        .filter(mode -> mode != FailureMode.OTHER_DIALECT && mode != FailureMode.MISSING_CLAIM);
  }

  private static dev.fakeauth0.token.TokenSpec spec() {
    return dev.fakeauth0.token.TokenSpec.forClient("m2m").audience(API);
  }

  private static String rule(FailureMode mode) {
    return mode.mode() + ARGUMENTS.getOrDefault(mode, "");
  }

  private static void toldAtTheCallback(FailureMode mode, String error) {
    SEEN.put(
        mode,
        issuer -> {
          HttpResponse<String> reply =
              HTTP.send(
                  HttpRequest.newBuilder(
                          issuer.resolve(
                              "authorize?client_id=web&response_type=code&scope=openid&state=s"
                                  + "&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(reply.statusCode()).isEqualTo(302);
          assertThat(reply.headers().firstValue("Location").orElseThrow())
              .startsWith("http://localhost:3000/callback?" + error);
        });
  }

  private static void refusal(FailureMode mode, int status, String error) {
    SEEN.put(
        mode,
        issuer -> {
          Machine.Answer answer = M2M.tokenFor(API, issuer);
          assertThat(answer.status()).isEqualTo(status);
          assertThat(answer.body().path("error").textValue()).isEqualTo(error);
        });
  }

  private static void managed(FailureMode mode, int status, String errorCode) {
    SEEN.put(
        mode,
        issuer -> {
          HttpResponse<String> answer = users(issuer, "GET", HttpRequest.BodyPublishers.noBody());
          assertThat(answer.statusCode()).isEqualTo(status);
          assertThat(JSON.readTree(answer.body()).path("errorCode").asText()).isEqualTo(errorCode);
        });
  }

  private static HttpResponse<String> users(
      URI issuer, String method, HttpRequest.BodyPublisher body) throws Exception {
    URI api = issuer.resolve("api/v2/");
    String token = MANAGEMENT.tokenFor(api.toString(), issuer).accessToken();
    return HTTP.send(
        HttpRequest.newBuilder(api.resolve("users"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void refused(FailureMode mode, String words) {
    SEEN.put(
        mode,
        issuer ->
            assertThatThrownBy(() -> verified(issuer))
                .as("java-jwt accepts a token of %s", mode.mode())
                .hasStackTraceContaining(words));
  }

  /** As an API does it that has jwks-rsa and java-jwt and does it well. */
  private static DecodedJWT verified(URI issuer) throws Exception {
    String token = M2M.tokenFor(API, issuer).accessToken();
    DecodedJWT decoded = JWT.decode(token);
    if (decoded.getKeyId() == null && decoded.getAlgorithm().equals("RS256")) {
      throw new IllegalStateException("the token has no kid");
    }
    Jwk key =
        decoded.getKeyId() == null
            ? anyKey(issuer)
            : new JwkProviderBuilder(issuer.resolve(".well-known/jwks.json").toURL())
                .build()
                .get(decoded.getKeyId());
    return JWT.require(Algorithm.RSA256((RSAPublicKey) key.getPublicKey(), null))
        .withIssuer(issuer.toString())
        .withAudience(API)
        .build()
        .verify(token);
  }

  private static Jwk anyKey(URI issuer) throws Exception {
    String kid = JSON.readTree(keys(issuer).body()).at("/keys/0/kid").textValue();
    return new JwkProviderBuilder(issuer.resolve(".well-known/jwks.json").toURL()).build().get(kid);
  }

  private static HttpResponse<String> keys(URI issuer) throws Exception {
    return keys(issuer, Duration.ofSeconds(20));
  }

  private static HttpResponse<String> keys(URI issuer, Duration patience) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(issuer.resolve(".well-known/jwks.json")).timeout(patience).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> put(String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(auth0.issuer().resolve("__admin/" + path))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static EmulatorConfig config() {
    return EmulatorConfig.defaults().cacheDirectory(cache);
  }
}
