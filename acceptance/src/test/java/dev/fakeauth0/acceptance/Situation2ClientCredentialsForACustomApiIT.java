package dev.fakeauth0.acceptance;

import static dev.fakeauth0.acceptance.Situation2.BILLING;
import static dev.fakeauth0.acceptance.Situation2.LEDGER;
import static dev.fakeauth0.acceptance.Situation2.LEGACY;
import static dev.fakeauth0.acceptance.Situation2.LEGACY_SECRET;
import static dev.fakeauth0.acceptance.Situation2.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwk.SigningKeyNotFoundException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * A team's billing job calls its APIs with tokens of its own (situation 2). Nobody here knows that
 * the tenant is not Auth0: the job is auth0-java or Python, the APIs are Spring Security, jwks-rsa
 * with java-jwt, Authlib, PyJWT.
 */
class Situation2ClientCredentialsForACustomApiIT {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static FakeAuth0 auth0;

  @BeforeAll
  static void start() throws Exception {
    emulator = Situation2.start(folder);
    auth0 = emulator.first();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void back_to_the_baseline() {
    auth0.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {ORDERS, LEDGER})
  void the_job_gets_a_token_over_https_and_each_api_accepts_it(String audience) throws Exception {
    JsonNode granted = auth0Java(audience);
    String token = granted.path("access_token").textValue();

    Jwt bySpring = springOverHttps(audience).decode(token);
    DecodedJWT byJwksRsa =
        verified(token, auth0.httpsIssuer().orElseThrow(), audience, keysOf(auth0.issuer()));

    assertThat(granted.path("expires_in").intValue()).isEqualTo(86400);
    assertThat(granted.path("token_type").textValue()).isEqualTo("Bearer");
    assertThat(granted.path("subject").textValue()).isEqualTo("billing-job@clients");
    assertThat(bySpring.getIssuer()).hasToString(auth0.httpsIssuer().orElseThrow().toString());
    assertThat(bySpring.getSubject()).isEqualTo("billing-job@clients");
    assertThat(bySpring.getAudience()).containsExactly(audience);
    assertThat(byJwksRsa.getSubject()).isEqualTo("billing-job@clients");
    assertThat(byJwksRsa.getExpiresAtAsInstant())
        .isEqualTo(byJwksRsa.getIssuedAtAsInstant().plusSeconds(86400));
  }

  @ParameterizedTest
  @ValueSource(strings = {ORDERS, LEDGER})
  void a_job_in_python_gets_a_token_and_both_its_libraries_accept_it(String audience)
      throws Exception {
    PythonMachine.assumeInstalled();

    JsonNode plain =
        PythonMachine.run(auth0.issuer(), BILLING.clientId(), BILLING.clientSecret(), audience);
    JsonNode secure =
        PythonMachine.run(
            auth0.httpsIssuer().orElseThrow(),
            BILLING.clientId(),
            BILLING.clientSecret(),
            audience,
            Files.writeString(folder.resolve("ca.pem"), auth0.caPem()));

    for (JsonNode run : new JsonNode[] {plain, secure}) {
      assertThat(run.path("expires_in").intValue()).isEqualTo(86400);
      assertThat(run.at("/authlib/accepted/sub").textValue())
          .as("%s", run)
          .isEqualTo("billing-job@clients");
      assertThat(run.at("/pyjwt/accepted/sub").textValue())
          .as("%s", run)
          .isEqualTo("billing-job@clients");
    }
    assertThat(secure.at("/pyjwt/accepted/iss").textValue())
        .isEqualTo(auth0.httpsIssuer().orElseThrow().toString());
  }

  @Test
  void the_two_dialects_say_the_same_in_their_own_words() throws Exception {
    String own = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();
    String rfc9068 = BILLING.tokenFor(LEDGER, auth0.issuer()).accessToken();

    assertThat(Machine.header(own).path("typ").textValue()).isEqualTo("JWT");
    assertThat(Machine.claims(own).path("azp").textValue()).isEqualTo("billing-job");
    assertThat(Machine.claims(own).path("gty").textValue()).isEqualTo("client-credentials");
    assertThat(Machine.claims(own).has("jti")).isFalse();
    assertThat(Machine.header(rfc9068).path("typ").textValue()).isEqualTo("at+jwt");
    assertThat(Machine.claims(rfc9068).path("client_id").textValue()).isEqualTo("billing-job");
    assertThat(Machine.claims(rfc9068).has("jti")).isTrue();
    assertThat(Machine.claims(rfc9068).has("gty")).isFalse();
    assertThat(Machine.claims(own).path("iss").textValue()).endsWith("/");
  }

  @Test
  void auth0_javas_management_client_fetches_its_token_over_https_too() throws Exception {
    auth0.seed(
        """
        clientGrants:
          - client_id: management
            audience: "%s"
            scope: ["read:clients"]
        """
            .formatted(auth0.managementAudience()));

    ChildProcess.Ended run =
        ChildProcess.java(
            trustStore(),
            PASSWORD,
            Auth0JavaMachine.Management.class,
            domain(),
            "management",
            "management-secret");

    assertThat(run.json().path("status").isInt()).isTrue();
    JournalEntry fetched = auth0.journal().entries().get(0);
    assertThat(fetched.endpoint()).contains("POST /oauth/token");
    assertThat(fetched.decision()).isEqualTo(JournalEntry.Decision.GRANTED);
    assertThat(fetched.clientId()).contains("management");
  }

  @Test
  void after_a_rotation_a_cached_key_set_verifies_new_tokens_without_another_look()
      throws Exception {
    NimbusJwtDecoder api = NimbusJwtDecoder.withIssuerLocation(issuer()).build();
    String before = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();
    api.decode(before);

    auth0.rotateKeys();
    String after = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();

    assertThat(Machine.header(after).path("kid")).isNotEqualTo(Machine.header(before).path("kid"));
    assertThat(api.decode(after).getSubject()).isEqualTo("billing-job@clients");
    assertThat(api.decode(before).getSubject()).isEqualTo("billing-job@clients");
    assertThat(looksAtTheKeys()).isOne();
  }

  @Test
  void after_two_rotations_a_cached_key_set_is_fetched_once_more() throws Exception {
    NimbusJwtDecoder api = NimbusJwtDecoder.withIssuerLocation(issuer()).build();
    api.decode(BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken());

    auth0.rotateKeys();
    auth0.rotateKeys();
    Jwt decoded = api.decode(BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken());

    assertThat(decoded.getSubject()).isEqualTo("billing-job@clients");
    assertThat(looksAtTheKeys()).isEqualTo(2);
  }

  @Test
  void a_token_outlives_the_rotation_of_its_key_and_is_refused_once_the_key_is_revoked()
      throws Exception {
    String token = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();
    String kid = Machine.header(token).path("kid").textValue();
    int inUse = Machine.post(auth0.issuer().resolve("__admin/keys/" + kid + "/revoke"));
    auth0.rotateKeys();
    verified(token, auth0.issuer(), ORDERS, keysOf(auth0.issuer()));

    int rotatedOut = Machine.post(auth0.issuer().resolve("__admin/keys/" + kid + "/revoke"));

    assertThat(inUse).as("the key in use cannot be revoked").isEqualTo(400);
    assertThat(rotatedOut).isEqualTo(200);
    assertThatThrownBy(() -> verified(token, auth0.issuer(), ORDERS, keysOf(auth0.issuer())))
        .isInstanceOf(SigningKeyNotFoundException.class);
    assertThatThrownBy(() -> NimbusJwtDecoder.withIssuerLocation(issuer()).build().decode(token))
        .isInstanceOf(BadJwtException.class)
        .hasMessageContaining("no matching key(s) found");
  }

  @Test
  void a_token_outlives_a_rotation_but_not_a_reset_that_takes_its_key() throws Exception {
    auth0.rotateKeys();
    auth0.rotateKeys();
    String token = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();
    verified(token, auth0.issuer(), ORDERS, keysOf(auth0.issuer()));

    auth0.reset();

    assertThatThrownBy(() -> verified(token, auth0.issuer(), ORDERS, keysOf(auth0.issuer())))
        .isInstanceOf(SigningKeyNotFoundException.class);
  }

  @Test
  void an_hs256_token_has_no_key_in_the_key_set_and_is_verified_by_the_apis_secret()
      throws Exception {
    String token = BILLING.tokenFor(LEGACY, auth0.issuer()).accessToken();

    assertThat(Machine.header(token).path("alg").textValue()).isEqualTo("HS256");
    assertThat(Machine.header(token).has("kid")).isFalse();
    assertThatThrownBy(() -> verified(token, auth0.issuer(), LEGACY, keysOf(auth0.issuer())))
        .isInstanceOf(SigningKeyNotFoundException.class);
    assertThat(
            JWT.require(Algorithm.HMAC256(LEGACY_SECRET))
                .withIssuer(issuer())
                .withAudience(LEGACY)
                .build()
                .verify(token)
                .getSubject())
        .isEqualTo("billing-job@clients");
  }

  @Test
  void an_hs256_token_is_refused_by_python_too() throws Exception {
    PythonMachine.assumeInstalled();

    JsonNode run =
        PythonMachine.run(auth0.issuer(), BILLING.clientId(), BILLING.clientSecret(), LEGACY);

    assertThat(run.at("/authlib/refused").textValue()).as("%s", run).isNotEmpty();
    assertThat(run.at("/pyjwt/refused").textValue()).as("%s", run).contains("signing key");
  }

  @Test
  void an_issuer_without_its_slash_is_refused_by_who_compares_letters() throws Exception {
    String token = BILLING.tokenFor(ORDERS, auth0.issuer()).accessToken();
    URI withoutSlash = URI.create(issuer().substring(0, issuer().length() - 1));

    Throwable refusal =
        catchThrowable(() -> verified(token, withoutSlash, ORDERS, keysOf(auth0.issuer())));

    assertThat(refusal).hasMessageContaining("iss");
  }

  @Test
  void without_an_audience_there_is_no_token_and_the_journal_says_what_to_send() throws Exception {
    Machine.Answer refused = BILLING.tokenForNothing(auth0.issuer());

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("error").textValue()).isEqualTo("access_denied");
    assertThat(refused.body().path("error_description").textValue())
        .isEqualTo("Non-global clients are not allowed access to APIv1");
    Diagnosis diagnosis =
        auth0.journal().find(refused.requestId()).flatMap(JournalEntry::diagnosis).orElseThrow();
    assertThat(diagnosis.reason()).isEqualTo(RefusalReason.AUDIENCE_MISSING);
    assertThat(diagnosis.remedies()).anySatisfy(remedy -> assertThat(remedy).contains("audience"));
    assertThat(diagnosis.toString()).contains(ORDERS);
  }

  private static JsonNode auth0Java(String audience) throws Exception {
    return ChildProcess.java(
            trustStore(),
            PASSWORD,
            Auth0JavaMachine.class,
            domain(),
            BILLING.clientId(),
            BILLING.clientSecret(),
            audience)
        .json();
  }

  /** Spring's decoder, told the issuer, a way to trust its certificate, and the type to expect. */
  private static NimbusJwtDecoder springOverHttps(String audience) {
    String issuer = auth0.httpsIssuer().orElseThrow().toString();
    var http = HttpClient.newBuilder().sslContext(auth0.sslContext()).build();
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withIssuerLocation(issuer)
            .restOperations(new RestTemplate(new JdkClientHttpRequestFactory(http)))
            .validateType(false)
            .build();
    decoder.setJwtValidator(
        audience.equals(LEDGER)
            ? JwtValidators.createAtJwtValidator()
                .issuer(issuer)
                .audience(audience)
                .clientId(BILLING.clientId())
                .build()
            : JwtValidators.createDefaultWithIssuer(issuer));
    return decoder;
  }

  private static JwkProvider keysOf(URI issuer) {
    return new JwkProviderBuilder(issuer.toString()).build();
  }

  private static DecodedJWT verified(String token, URI issuer, String audience, JwkProvider keys)
      throws Exception {
    String kid = JWT.decode(token).getKeyId();
    var key = (RSAPublicKey) keys.get(kid).getPublicKey();
    return JWT.require(Algorithm.RSA256(key, null))
        .withIssuer(issuer.toString())
        .withAudience(audience)
        .build()
        .verify(token);
  }

  private static long looksAtTheKeys() {
    return auth0.journal().entries().stream()
        .filter(entry -> entry.request().path().equals("/.well-known/jwks.json"))
        .count();
  }

  private static String issuer() {
    return auth0.issuer().toString();
  }

  private static String domain() {
    return auth0.httpsIssuer().orElseThrow().getAuthority();
  }

  private static Path trustStore() throws Exception {
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      auth0.trustStore().store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
