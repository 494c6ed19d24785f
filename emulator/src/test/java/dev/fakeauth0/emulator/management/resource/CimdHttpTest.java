package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.authentication.login.Browsing;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.pipeline.PrivateKeyClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications that a document at their id describes: fetched, judged, registered, used. */
class CimdHttpTest {

  private static final String API = "https://api.example.com";
  private static final String CALLBACK = "https://assistant.example/callback";
  private static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more-0";

  @TempDir static Path cache;
  private static Emulator emulator;

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private HttpServer site;
  private String url;

  @BeforeAll
  static void start() {
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void open() throws IOException {
    emulator.first().reset();
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String file = files.getOrDefault(path, "");
          byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
          if (path.equals("/moved.json")) {
            exchange.getResponseHeaders().add("Location", "/client.json");
          }
          exchange.sendResponseHeaders(
              path.equals("/moved.json") ? 302 : file.isEmpty() ? 404 : 200,
              bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    site.start();
    url = "http://127.0.0.1:" + site.getAddress().getPort() + "/client.json";
    serves(described());
  }

  @AfterEach
  void close() {
    site.stop(0);
  }

  @Test
  void previews_what_a_document_says_and_registers_nothing() {
    serves(described().with("client_uri", "https://assistant.example"));

    Answer preview = call("preview", url);

    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.body().has("client_id")).isFalse();
    assertThat(preview.body().object("mapped_fields").orElseThrow())
        .isEqualTo(
            Document.of(
                "external_client_id",
                url,
                "name",
                "Assistant",
                "app_type",
                "native",
                "callbacks",
                List.of(CALLBACK),
                "grant_types",
                List.of("authorization_code", "refresh_token"),
                "token_endpoint_auth_method",
                "none"));
    Document validation = preview.body().object("validation").orElseThrow();
    assertThat(validation.flag("valid", false)).isTrue();
    assertThat(validation.strings("violations")).isEmpty();
    assertThat(validation.strings("warnings"))
        .containsExactly(
            "Ignoring unsupported properties: client_uri. These properties are not validated or"
                + " mapped to the Auth0 client configuration.");
    assertThat(authorize().text()).contains("Unknown client: " + url);
  }

  @Test
  void registers_once_and_brings_up_to_date_after_that() {
    Answer first = call("register", url);
    serves(described().with("client_name", "Assistant 2"));
    Answer second = call("register", url);
    Answer preview = call("preview", url);

    String id = first.body().string("client_id", "");
    Document client = managed("clients/" + id);
    assertThat(first.status()).isEqualTo(201);
    assertThat(id).matches("tpc_[A-Za-z0-9]{22}");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().string("client_id")).contains(id);
    assertThat(preview.body().string("client_id")).contains(id);
    assertThat(client.string("name")).contains("Assistant 2");
    assertThat(client.string("external_metadata_type")).contains("cimd");
    assertThat(client.string("third_party_security_mode")).contains("strict");
    assertThat(client.flag("is_first_party", true)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "client_id | \"https://elsewhere.example/client.json\" | client_id must be the URL",
        "redirect_uris | [] | redirect_uris is required",
        "redirect_uris | [\"/callback\"] | /callback is not absolute",
        "client_name | \"\" | client_name is required",
        "application_type | \"desktop\" | application_type must be one of",
        "response_types | [\"token\"] | response_types may only contain: code",
        "token_endpoint_auth_method | \"client_secret_post\" | token_endpoint_auth_method must be",
        "token_endpoint_auth_method | \"private_key_jwt\" | jwks_uri is required",
        "jwks | {\"keys\":[]} | invalid_client_metadata"
      })
  void names_what_a_document_breaks_and_does_not_apply_it(
      String member, String value, String violation) throws Exception {
    serves(
        described()
            .with(
                member,
                Json.readObject(("{\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8))
                    .get("v")));

    Answer preview = call("preview", url);
    Answer register = call("register", url);

    Document validation = preview.body().object("validation").orElseThrow();
    assertThat(preview.status()).isEqualTo(200);
    assertThat(validation.flag("valid", true)).isFalse();
    assertThat(validation.strings("violations"))
        .anySatisfy(said -> assertThat(said).contains(violation));
    assertThat(register.status()).isEqualTo(400);
    assertThat(register.body().string("message"))
        .contains("The Client Metadata document at " + url + " cannot be applied.");
  }

  @Test
  void refuses_a_document_that_cannot_be_had() {
    String home = url.replace("/client.json", "");
    files.put("/large.json", "{\"client_name\":\"" + "x".repeat(5 * 1024) + "\"}");
    files.put("/page.json", "<html>");

    for (String place :
        List.of(
            home + "/gone.json",
            home + "/moved.json",
            home + "/large.json",
            home + "/page.json",
            home + "/",
            home + "/a/../client.json",
            home + "/client.json?v=1")) {
      Answer refused = call("register", place);

      assertThat(refused.status()).as(place).isEqualTo(400);
      assertThat(refused.body().string("message"))
          .contains("The Client Metadata at " + place + " could not be retrieved.");
    }
    assertThat(call("register", "http://assistant.example/client.json").status()).isEqualTo(400);
  }

  @Test
  void logs_a_user_in_to_an_application_that_goes_by_its_url() {
    call("register", url);
    mayUseTheApi();
    Browsing browser = new Browsing(emulator.first().issuer());

    Seen login = authorize(browser);
    Seen consent =
        browser.post(
            login.location().replace("/u/login/identifier", "/u/login"),
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!");
    Seen accepted = browser.post(consent.location(), "action", "accept");
    Seen answer = browser.get(accepted.location());
    Seen tokens =
        browser.post(
            "/oauth/token",
            "grant_type",
            "authorization_code",
            "client_id",
            url,
            "code",
            answer.parameters().get("code"),
            "redirect_uri",
            CALLBACK,
            "code_verifier",
            VERIFIER);

    assertThat(consent.location()).startsWith("/u/consent");
    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
    assertThat(tokens.text()).contains("\"scope\":\"read:messages\"");
  }

  @Test
  void takes_assertions_by_keys_at_the_origin_of_the_document() throws Exception {
    String keys = url.replace("client.json", "keys.json");
    files.put("/keys.json", Json.text(Map.of("keys", List.of(key()))));
    serves(
        described().with("token_endpoint_auth_method", "private_key_jwt").with("jwks_uri", keys));
    Answer registered = call("register", url);
    Browsing browser = new Browsing(emulator.first().issuer());

    Seen pushed = push(browser, "one");
    Seen replayed = push(browser, "one");

    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
    assertThat(registered.text()).contains("\"kid\":\"key-1\"").doesNotContain("PUBLIC KEY");
    assertThat(pushed.text()).contains("invalid_grant").doesNotContain("invalid_client");
    assertThat(replayed.text()).contains("invalid_client");
  }

  @Test
  void takes_no_keys_from_elsewhere_none_that_are_private_and_none_without_end() {
    Document keyed = described().with("token_endpoint_auth_method", "private_key_jwt");
    files.put(
        "/private.json",
        Json.text(
            Map.of(
                "keys",
                List.of(
                    Map.of(
                        "kty",
                        "EC",
                        "crv",
                        "P-256",
                        "kid",
                        "k",
                        "x",
                        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                        "y",
                        "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
                        "d",
                        "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE")))));
    files.put("/many.json", "{\"keys\":[],\"more\":\"" + "x".repeat(12 * 1024) + "\"}");

    serves(keyed.with("jwks_uri", "https://keys.example/keys.json"));
    Answer elsewhere = call("preview", url);
    serves(keyed.with("jwks_uri", url.replace("client.json", "private.json")));
    Answer secret = call("preview", url);
    serves(keyed.with("jwks_uri", url.replace("client.json", "many.json")));
    Answer endless = call("preview", url);

    assertThat(elsewhere.text()).contains("jwks_uri must have the origin of the document");
    assertThat(secret.text()).contains("jwks_uri must not contain private keys");
    assertThat(endless.text()).contains("it is longer than 12288 bytes");
  }

  /** A call that gets past the authentication of the client, and no further. */
  private Seen push(Browsing browser, String jti) {
    Instant now = Instant.now();
    return browser.post(
        "/oauth/token",
        "grant_type",
        "authorization_code",
        "client_id",
        url,
        "code",
        "none",
        "client_assertion_type",
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion",
        PrivateKeyClient.assertion(
            Document.of(
                "iss",
                url,
                "sub",
                url,
                "aud",
                emulator.first().issuer().toString(),
                "jti",
                jti,
                "exp",
                now.plusSeconds(60).getEpochSecond())));
  }

  private static Map<String, Object> key() throws Exception {
    Map<?, ?> method = (Map<?, ?>) PrivateKeyClient.methods().get("private_key_jwt");
    Map<?, ?> credential = (Map<?, ?>) ((List<?>) method.get("credentials")).get(0);
    String pem = String.valueOf(credential.get("pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
    RSAPublicKey key =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return Map.of(
        "kty",
        "RSA",
        "kid",
        "key-1",
        "alg",
        "RS256",
        "n",
        base64.encodeToString(key.getModulus().toByteArray()),
        "e",
        base64.encodeToString(key.getPublicExponent().toByteArray()));
  }

  private Seen authorize() {
    return authorize(new Browsing(emulator.first().issuer()));
  }

  private Seen authorize(Browsing browser) {
    return browser.authorize(
        "response_type",
        "code",
        "client_id",
        url,
        "redirect_uri",
        CALLBACK,
        "scope",
        "read:messages",
        "audience",
        API,
        "code_challenge",
        VERIFIER,
        "code_challenge_method",
        "plain");
  }

  private static void mayUseTheApi() {
    emulator
        .first()
        .seed(
            Json.text(
                Map.of(
                    "clientGrants",
                    List.of(
                        Map.of(
                            "default_for",
                            "third_party_clients",
                            "audience",
                            API,
                            "scope",
                            List.of("read:messages"),
                            "subject_type",
                            "user")),
                    "databases",
                    List.of(
                        Map.of(
                            "name",
                            "Username-Password-Authentication",
                            "strategy",
                            "auth0",
                            "is_domain_connection",
                            true)))));
  }

  private Document described() {
    return Document.of(
        "client_id",
        url,
        "client_name",
        "Assistant",
        "redirect_uris",
        List.of(CALLBACK),
        "grant_types",
        List.of("authorization_code", "refresh_token"),
        "application_type",
        "native",
        "token_endpoint_auth_method",
        "none");
  }

  private void serves(Document document) {
    files.put("/client.json", Json.text(document));
  }

  private record Answer(int status, String text) {

    Document body() {
      try {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
      } catch (dev.fakeauth0.emulator.json.MalformedJson e) {
        throw new AssertionError(text, e);
      }
    }
  }

  private static Answer call(String what, String url) {
    return send(
        HttpRequest.newBuilder(home("api/v2/clients/cimd/" + what))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(Json.text(Map.of("external_client_id", url)))));
  }

  private static String token() {
    return new Browsing(emulator.first().issuer())
        .json(
            "/oauth/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "management",
                "client_secret",
                "management-secret",
                "audience",
                emulator.first().issuer() + "api/v2/"))
        .string("access_token", "");
  }

  private static Document managed(String path) {
    return send(HttpRequest.newBuilder(home("api/v2/" + path)).GET()).body();
  }

  private static URI home(String path) {
    return emulator.first().issuer().resolve(path);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  request.header("Authorization", "Bearer " + token()).build(),
                  HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
