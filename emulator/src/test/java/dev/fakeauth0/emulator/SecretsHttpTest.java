package dev.fakeauth0.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.token.MintedToken;
import dev.fakeauth0.token.TokenSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are sent in every way that works and in many that do not; afterwards neither they nor the
 * signature of any token are found where people look: in the journal, the log, a {@code toString}.
 */
class SecretsHttpTest {

  /** Every secret of this test begins so, in whatever encoding it is sent. */
  private static final String MARK = "Zq9HUSH";

  private static final String ADMIN = MARK + "-admin-token";
  private static final String SECRET = MARK + "-client-secret";
  private static final String SIGNING = MARK + "-signing-secret-of-the-api-with-hs256";
  private static final String AUDIENCE = "https://api.example.com";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  @TempDir private static Path cache;

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final List<String> tokens = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Emulator emulator;
  private FakeAuth0 auth0;

  @BeforeEach
  void start() {
    emulator =
        Emulator.start(
            EmulatorConfig.defaults().cacheDirectory(cache).adminToken(ADMIN).log(log::add));
    auth0 = emulator.first();
    auth0.seed(
        """
        {"resourceServers": [{"name": "Old", "identifier": "https://old.example.com",
                              "signing_alg": "HS256", "signing_secret": "%2$s"}],
         "clients": [{"name": "hush", "client_id": "hush", "client_secret": "%1$s",
                      "app_type": "non_interactive", "grant_types": ["client_credentials"]}],
         "clientGrants": [{"client_id": "hush", "audience": "https://api.example.com",
                           "scope": ["read:messages"]},
                          {"client_id": "hush", "audience": "https://old.example.com",
                           "scope": []}]}
        """
            .formatted(SECRET, SIGNING));
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void shows_no_secret_of_a_call_that_was_granted() throws Exception {
    granted(token(FORM, form(SECRET)));
    granted(token(JSON, json(SECRET)));
    granted(basic("hush", SECRET));
    granted(token(FORM, form(SECRET).replace("api.example", "old.example")));

    assertNothingShows();
  }

  @Test
  void shows_no_secret_of_a_call_that_was_refused() throws Exception {
    String wrong = MARK + "-wrong";
    token(FORM, form(wrong));
    token(JSON, json(wrong));
    basic("hush", wrong);
    basic("nobody", wrong);
    token(FORM, form(SECRET).replace("hush", "stranger"));
    token(FORM, form(SECRET).replace("client_credentials", "password") + "&password=" + wrong);
    token(FORM, "grant_type=refresh_token&client_id=hush&refresh_token=" + wrong);
    token(FORM, "grant_type=authorization_code&code=" + wrong + "&code_verifier=" + wrong);
    token(FORM, form(wrong) + "&client_assertion=" + wrong + "&assertion=a." + wrong);
    token(FORM, form(wrong) + "&otp=" + wrong + "&mfa_token=" + wrong + "&oob_code=" + wrong);

    assertNothingShows();
  }

  @Test
  void shows_no_secret_of_a_call_that_was_garbled() throws Exception {
    token("text/plain", form(SECRET));
    token("text/plain; charset=utf-8", json(SECRET));
    token("application/x-pem-file", form(SECRET));
    token("", form(SECRET));
    token("application/octet-stream", json(SECRET));
    token("multipart/form-data; boundary=x", "--x\r\nname=\"client_secret\"\r\n\r\n" + SECRET);
    token(JSON, form(SECRET));
    token(FORM, json(SECRET));
    token(JSON, json(SECRET).replace(",", ""));
    token(JSON, json(SECRET).substring(0, json(SECRET).length() - 3));
    token(JSON, "\"" + SECRET + "\"");
    token(JSON, "[\"client_secret\", \"" + SECRET + "\"]");
    token(JSON, json(SECRET).replace("client_secret", "client\\u005fsecret"));
    token(JSON, json(SECRET).replace("\"" + SECRET + "\"", "{\"is\": \"" + SECRET + "\"}"));
    token(JSON, json(SECRET).replace("\"" + SECRET + "\"", "[[\"" + SECRET + "\"]]"));
    token(FORM, form(SECRET).replace("client_secret", "client%5Fsecret"));
    token(FORM, form(SECRET).replace("client_secret", "%63lient_secret"));
    token(FORM, form(SECRET).replace("client_secret", "Client_Secret"));
    token(FORM, form(SECRET).replace("client_secret", "clientSecret"));
    token(FORM, form(SECRET) + "&client_secret=" + SECRET);
    token(FORM, form(SECRET).replace("&", ";"));
    token(FORM, form(SECRET).replace("&", "\n"));
    token(FORM, "client_secret=%zz" + SECRET);
    authorization("Basic" + SECRET);
    authorization("Basic " + SECRET);
    authorization("Basic " + base64(SECRET));
    authorization("Basic hush:" + SECRET);
    authorization(SECRET + " " + SECRET);
    authorization("Basic: " + base64("hush:" + SECRET) + " " + SECRET);

    assertNothingShows();
  }

  @Test
  void shows_no_secret_in_a_path_a_query_or_a_header() throws Exception {
    get("oauth/token?client_secret=" + SECRET + "&client%5fsecret=" + SECRET);
    get("authorize?code=" + SECRET + "&id_token_hint=a.b." + SECRET);
    get("nothing?access_token=a.b." + SECRET + "&password=" + SECRET + "&secret=" + SECRET);
    send(request("userinfo").header("Authorization", "Bearer a.b." + MARK).GET());
    send(request("userinfo").header("Authorization", "Bearer " + MARK).GET());
    send(request("nothing").header("Cookie", "auth0=" + MARK + "; did=" + MARK).GET());
    send(request("nothing").header("Proxy-Authorization", "Basic " + base64(MARK)).GET());

    assertNothingShows();
  }

  @Test
  void shows_no_secret_of_its_own_endpoints() throws Exception {
    admin("GET", "__admin/tenant", "");
    admin("PUT", "__admin/tenant", auth0.snapshot());
    admin("PUT", "__admin/tenant", "{\"clients\": [{\"client_secret\": \"" + SECRET + "\"}");
    HttpResponse<String> minted =
        admin(
            "POST", "__admin/tokens", "{\"client\": \"hush\", \"audience\": \"" + AUDIENCE + "\"}");
    granted(minted);
    String token = body(minted).string("access_token").orElseThrow();
    admin("POST", "__admin/explain", "{\"token\": \"" + token + "\"}");
    admin("POST", "__admin/explain", "{\"token\": \"" + token + ".x\"}");
    admin("POST", "__admin/explain", "token=" + token);
    send(
        request("__admin/requests")
            .header("Authorization", "Bearer " + MARK + "-not-the-token")
            .GET());

    assertNothingShows();
  }

  @Test
  void shows_no_secret_of_opaque_and_encrypted_tokens() throws Exception {
    String opaque = "a.." + MARK + "." + MARK + "." + MARK;
    send(request("userinfo").header("Authorization", "Bearer " + opaque).GET());
    token(FORM, form("x") + "&client_assertion=" + opaque + "&subject_token=" + opaque);
    admin("POST", "__admin/explain", "{\"token\": \"" + opaque + "\"}");

    assertNothingShows();
  }

  @Test
  void shows_no_secret_in_a_string_of_an_object() throws Exception {
    granted(token(FORM, form(SECRET)));
    MintedToken minted = auth0.token(TokenSpec.forClient("hush").audience(AUDIENCE));
    tokens.add(minted.accessToken());

    String said = auth0 + " " + minted + " " + auth0.journal().entries();

    assertClean("a toString", said);
    assertNothingShows();
  }

  private void granted(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
    tokens.add(body(answer).string("access_token").orElseThrow());
  }

  private void assertNothingShows() throws Exception {
    HttpResponse<String> journal = admin("GET", "__admin/requests", "");

    assertThat(journal.statusCode()).isEqualTo(200);
    assertThat(body(journal).objects("requests")).isNotEmpty();
    for (Document entry : body(journal).objects("requests")) {
      assertClean("the journal's JSON", Json.text(entry));
    }
    auth0.journal().entries().forEach(entry -> assertClean("a journal entry", entry.toString()));
    log.forEach(line -> assertClean("the log", line));
  }

  /** Neither a secret, as it is or in Base64, nor the last part of a token. */
  private void assertClean(String where, String text) {
    assertThat(text).as(where).doesNotContain(MARK);
    for (String of : List.of("hush:" + SECRET, SECRET, MARK)) {
      assertThat(text).as(where).doesNotContain(base64(of).replaceAll("=+$", ""));
    }
    for (String token : tokens) {
      assertThat(text).as(where).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }
  }

  private static String form(String secret) {
    return "grant_type=client_credentials&client_id=hush&audience="
        + URLEncoder.encode(AUDIENCE, UTF_8)
        + "&client_secret="
        + secret;
  }

  private static String json(String secret) {
    return """
        {"grant_type": "client_credentials", "client_id": "hush",
         "client_secret": "%s", "audience": "https://api.example.com"}"""
        .formatted(secret);
  }

  private HttpResponse<String> basic(String id, String secret) throws Exception {
    return authorization("Basic " + base64(id + ":" + secret));
  }

  private HttpResponse<String> authorization(String value) throws Exception {
    return send(
        request("oauth/token")
            .header("Content-Type", FORM)
            .header("Authorization", value)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&audience="
                        + URLEncoder.encode(AUDIENCE, UTF_8))));
  }

  private HttpResponse<String> token(String type, String body) throws Exception {
    HttpRequest.Builder request = request("oauth/token");
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private void get(String path) throws Exception {
    send(request(path).GET());
  }

  private HttpResponse<String> admin(String method, String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", JSON)
            .header("Authorization", "Bearer " + ADMIN)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(auth0.issuer() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s", answer.body()).isLessThan(500);
    return answer;
  }

  private static Document body(HttpResponse<String> answer) throws Exception {
    return Json.readObject(answer.body().getBytes(UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
