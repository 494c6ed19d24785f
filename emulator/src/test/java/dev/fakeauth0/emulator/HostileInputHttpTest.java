package dev.fakeauth0.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in by the socket is answered in Auth0's shape with the status of the facts, is
 * never a server error, shows no stack trace, and stands in the journal.
 */
class HostileInputHttpTest {

  private static final String HOST = "Host: localhost";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String JSON = "Content-Type: application/json";
  private static final String GOOD_FORM =
      "grant_type=client_credentials&client_id=m2m&client_secret=m2m-secret"
          + "&audience=https%3A%2F%2Fapi.example.com";
  private static final String GOOD_JSON =
      """
      {"grant_type": "client_credentials", "client_id": "m2m", "client_secret": "m2m-secret",
       "audience": "https://api.example.com"}\
      """;
  private static final int MAX_BODY = 256 * 1024;

  @TempDir private static Path cache;
  private static Emulator emulator;
  private static FakeAuth0 auth0;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache).maxBodyBytes(MAX_BODY));
    auth0 = emulator.first();
    http = new RawHttp(auth0.issuer());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @AfterEach
  void serves_on() throws Exception {
    assertThat(token(List.of(FORM), GOOD_FORM).status()).isEqualTo(200);
  }

  /**
   * A body for the token endpoint.
   *
   * @param name what is wrong with it
   * @param headers its headers
   * @param body its bytes
   * @param status the status of the facts
   * @param error the error code of the facts
   */
  record Body(String name, List<String> headers, byte[] body, int status, String error) {

    static Body form(String name, String text, int status, String error) {
      return new Body(name, List.of(FORM), text.getBytes(ISO_8859_1), status, error);
    }

    static Body json(String name, String text, int status, String error) {
      return new Body(name, List.of(JSON), text.getBytes(UTF_8), status, error);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Body> bodies() {
    return Stream.of(jsonBodies(), formBodies(), typedBodies(), basicBodies(), oversizedBodies())
        .flatMap(bodies -> bodies);
  }

  private static Stream<Body> jsonBodies() {
    String bytes = "{\"grant_type\": \"client_credentials\", \"client_id\": \"m2m\377\"}";
    return Stream.of(
        Body.json(
            "JSON without a comma", "{\"client_id\": \"m2m\" \"x\": 1}", 400, "invalid_request"),
        Body.json("JSON cut off", GOOD_JSON.substring(0, 60), 400, "invalid_request"),
        Body.json("JSON and more", GOOD_JSON + "}", 400, "invalid_request"),
        Body.json("JSON with a comment", "/* hello */" + GOOD_JSON, 400, "invalid_request"),
        Body.json("JSON with a bare word", "{\"client_id\": m2m}", 400, "invalid_request"),
        Body.json(
            "JSON with a raw line break", "{\"client_id\": \"m\n2m\"}", 400, "invalid_request"),
        Body.json("a hundred thousand brackets", "[".repeat(100_000), 400, "invalid_request"),
        Body.json(
            "a hundred thousand brackets, balanced",
            "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
            400,
            "invalid_request"),
        Body.json("a hundred thousand objects", "{\"a\":".repeat(40_000), 400, "invalid_request"),
        Body.json("a number beyond all doubles", with("\"x\": 1e999999999"), 200, ""),
        Body.json(
            "a number of fifty thousand digits", with("\"x\": " + "9".repeat(50_000)), 400, ""),
        Body.json("a number as client_id", with("\"client_id\": 7"), 400, "invalid_request"),
        Body.json(
            "a list as scope", with("\"scope\": [\"read:messages\"]"), 400, "invalid_request"),
        Body.json("an object as audience", "{\"audience\": {\"a\": 1}}", 400, "invalid_request"),
        Body.json("half a surrogate pair", "{\"client_id\": \"\\ud800\"}", 401, "access_denied"),
        Body.json("an escaped null", "{\"client_id\": \"m2m\\u0000\"}", 401, "access_denied"),
        Body.json("null for the client", "{\"client_id\": null}", 401, "access_denied"),
        new Body(
            "JSON that is not UTF-8",
            List.of(JSON),
            bytes.getBytes(ISO_8859_1),
            400,
            "invalid_request"));
  }

  /** The good JSON with one more member, or one member replaced. */
  private static String with(String member) {
    return "{"
        + member
        + ", "
        + GOOD_JSON.substring(1).replace("\"client_id\": \"m2m\",", idOr(member));
  }

  private static String idOr(String member) {
    return member.startsWith("\"client_id\"") ? "" : "\"client_id\": \"m2m\",";
  }

  private static Stream<Body> formBodies() {
    return Stream.of(
        Body.form("a parameter twice", GOOD_FORM + "&audience=x", 400, "invalid_request"),
        Body.form(
            "a parameter twice, once encoded",
            GOOD_FORM + "&client%5Fid=m2m",
            400,
            "invalid_request"),
        Body.form("percent signs without digits", "client_id=%zz&%=%&%u0041", 0, ""),
        Body.form("a percent sign at the end", "client_id=m2m%", 0, ""),
        Body.form("bytes that are not UTF-8", "client_id=m2m\377\376", 400, "invalid_request"),
        Body.form(
            "encoded bytes that are not UTF-8", "client_id=m2m%ff%fe", 400, "invalid_request"),
        Body.form("an overlong slash", "client_id=%c0%af", 400, "invalid_request"),
        Body.form("a null byte", "client_id=m2m\0", 401, "access_denied"),
        Body.form("an encoded null byte", "client_id=m2m%00", 401, "access_denied"),
        Body.form("line breaks", "client_id=m2m%0d%0aSet-Cookie:%20a=b", 401, "access_denied"),
        Body.form("nothing but ampersands", "&".repeat(10_000), 401, "access_denied"),
        Body.form("nothing but equals signs", "=".repeat(10_000), 0, ""),
        Body.form(
            "names without values", "grant_type&client_id&client_secret", 401, "access_denied"),
        Body.form("JSON that claims to be a form", GOOD_JSON, 401, "access_denied"),
        Body.form("ten thousand parameters", manyParameters(), 401, "access_denied"),
        Body.form(
            "a grant type of line breaks",
            GOOD_FORM.replace("client_credentials", "x%0d%0ay"),
            403,
            "unsupported_grant_type"),
        Body.form(
            "a format as audience",
            GOOD_FORM.replace("https", "%25s%25n%7B0%7D"),
            403,
            "access_denied"));
  }

  private static String manyParameters() {
    var form = new StringBuilder("x=");
    for (int i = 0; i < 10_000; i++) {
      form.append("&p").append(i).append("=1");
    }
    return form.toString();
  }

  private static Stream<Body> typedBodies() {
    return Stream.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "application/jsonx",
            "image/png",
            "nonsense",
            "; ; ;",
            "\u00ff")
        .map(
            type ->
                new Body(
                    "content type " + type,
                    List.of("Content-Type: " + type),
                    GOOD_JSON.getBytes(UTF_8),
                    401,
                    "access_denied"));
  }

  private static Stream<Body> basicBodies() {
    return Stream.of(
            "Basic",
            "Basic ",
            "Basic !!!!",
            "Basic bTJt",
            "Basic Og==",
            "Basic /////w==",
            "Basic bTJtOm0ybS1zZWNyZXQ=, Basic eDp5",
            "Basic " + "A".repeat(20_000),
            "Basic bTJtOiV6eg==",
            "Basic AAAAAAA6AAAA",
            "\u00ff\u00fe")
        .map(
            value ->
                new Body(
                    "Authorization " + value.substring(0, Math.min(40, value.length())),
                    List.of(FORM, "Authorization: " + value),
                    "grant_type=client_credentials&audience=https%3A%2F%2Fapi.example.com"
                        .getBytes(ISO_8859_1),
                    401,
                    "access_denied"));
  }

  private static Stream<Body> oversizedBodies() {
    return Stream.of(
        Body.form(
            "a form too large", GOOD_FORM + "&x=" + "x".repeat(MAX_BODY), 413, "invalid_request"),
        Body.json("JSON too large", GOOD_JSON + " ".repeat(MAX_BODY), 413, "invalid_request"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void answers_a_body_as_the_token_endpoint_refuses(Body hostile) throws Exception {
    List<String> headers = new ArrayList<>(hostile.headers());
    headers.add(HOST);

    RawHttp.Answer answer = http.send("POST /oauth/token HTTP/1.1", headers, hostile.body());

    assertAnsweredInOrder(answer);
    if (answer.status() != 200) {
      assertThat(answer.header("Content-Type")).contains("application/json");
      assertThat(json(answer).string("error")).isPresent();
      assertThat(json(answer).string("error_description")).isPresent();
    }
    if (hostile.status() != 0) {
      assertThat(answer.status()).as("%s", answer).isEqualTo(hostile.status());
    }
    if (!hostile.error().isEmpty()) {
      assertThat(json(answer).string("error")).contains(hostile.error());
    }
  }

  @Test
  void refuses_a_body_that_says_it_is_huge_without_waiting_for_it() throws Exception {
    RawHttp.Answer answer =
        http.exchange(
            ("POST /oauth/token HTTP/1.1\r\n"
                    + HOST
                    + "\r\n"
                    + FORM
                    + "\r\nContent-Length: 999999999999\r\nConnection: close\r\n\r\nclient_id=m2m")
                .getBytes(ISO_8859_1));

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void refuses_chunks_that_add_up_to_too_much() throws Exception {
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        ("POST /oauth/token HTTP/1.1\r\n"
                + HOST
                + "\r\n"
                + FORM
                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
            .getBytes(ISO_8859_1));
    for (int i = 0; i < 40; i++) {
      request.writeBytes(("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(ISO_8859_1));
    }
    request.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));

    RawHttp.Answer answer = http.exchange(request.toByteArray());

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /oauth/token",
        "PUT /oauth/token",
        "DELETE /oauth/token",
        "BREW /oauth/token",
        "post /oauth/token",
        "GET /nothing/here",
        "GET /oauth//token",
        "GET //",
        "GET /..%2f..%2fetc%2fpasswd",
        "GET /nothing?&&==&a=%00&a=%ff",
        "GET /../../etc/passwd",
        "GET /%00",
        "GET /%ff%fe",
        "GET /;jsessionid=1",
        "GET /.well-known/jwks.json/../../oauth/token",
        "PROPFIND /",
        "TRACE /",
        "POST /.well-known/jwks.json",
        "POST /oauth/introspect",
      })
  void answers_not_found_where_auth0_has_nothing(String line) throws Exception {
    RawHttp.Answer answer = http.send(line + " HTTP/1.1", List.of(HOST), new byte[0]);

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).as("%s", answer).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /api/v2/nothing", "GET /api/v2/%ff", "BREW /api/v2/users", "GET /api/v2"})
  void answers_in_the_management_apis_shape_below_its_path(String line) throws Exception {
    RawHttp.Answer answer = http.send(line + " HTTP/1.1", List.of(HOST), new byte[0]);

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(json(answer).asMap())
        .containsEntry("error", "Not Found")
        .containsKeys("statusCode", "message");
  }

  @Test
  void answers_a_path_of_eight_thousand_characters() throws Exception {
    RawHttp.Answer answer =
        http.send("GET /" + "a/".repeat(4000) + " HTTP/1.1", List.of(HOST), new byte[0]);

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost:1",
        "Host: LOCALHOST.",
        "Host: xn--80ak6aa92e.example",
        "Host: a.b.c.localhost:65535",
        "Host: [::1]",
        "Host: 169.254.169.254",
        "Host: %00",
        "Host: ",
      })
  void answers_whatever_the_host_is_called(String host) throws Exception {
    RawHttp.Answer document =
        http.send("GET /.well-known/openid-configuration HTTP/1.1", List.of(host), new byte[0]);
    RawHttp.Answer token =
        http.send(
            "POST /oauth/token HTTP/1.1", List.of(host, FORM), GOOD_FORM.getBytes(ISO_8859_1));

    assertAnsweredInOrder(document);
    assertAnsweredInOrder(token);
    assertThat(json(document).string("issuer")).contains(auth0.issuer().toString());
    assertThat(token.status()).isEqualTo(200);
  }

  @Test
  void answers_who_names_no_host_at_all() throws Exception {
    RawHttp.Answer answer =
        http.send("POST /oauth/token HTTP/1.0", List.of(FORM), GOOD_FORM.getBytes(ISO_8859_1));

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void answers_a_request_line_with_a_whole_url() throws Exception {
    RawHttp.Answer answer =
        http.send(
            "GET " + auth0.issuer() + ".well-known/jwks.json HTTP/1.1", List.of(HOST), new byte[0]);

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).as("RFC 9112 section 3.2.2: %s", answer).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://x%0d%0aSet-Cookie:%20a=b",
        "Origin: \u00ff\u00fe",
        "Origin: null",
        "Auth0-Client: !!!not base64!!!",
        "X-Forwarded-For: 1.2.3.4, <script>",
        "X-Forwarded-Proto: javascript",
        "Accept: ,;q=,,",
        "Accept-Encoding: gzip;q=-1",
        "Cookie: =;;=;a",
        "If-None-Match: \"",
        "If-Modified-Since: yesterday",
        "Range: bytes=5-1",
        "Expect: 100-continue",
        "Upgrade: h2c",
        "Content-Encoding: gzip",
        "Content-Type: application/x-www-form-urlencoded; charset=nonsense",
        "DPoP: a.b.c",
        "X-Empty:",
        "X-Tab:\t\t",
      })
  void answers_whatever_a_header_says(String header) throws Exception {
    RawHttp.Answer answer =
        http.send(
            "POST /oauth/token HTTP/1.1",
            header.startsWith("Content-Type") ? List.of(HOST, header) : List.of(HOST, FORM, header),
            GOOD_FORM.getBytes(ISO_8859_1));

    assertAnsweredInOrder(answer);
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.fields()).noneMatch(line -> line.contains("a=b") && line.startsWith("Set-"));
  }

  @Test
  void answers_a_preflight_that_asks_for_nonsense() throws Exception {
    RawHttp.Answer answer =
        http.send(
            "OPTIONS /oauth/token HTTP/1.1",
            List.of(
                HOST,
                "Origin: http://evil.example",
                "Access-Control-Request-Method: \u00ff<>",
                "Access-Control-Request-Headers: " + "x-a,".repeat(2000)),
            new byte[0]);

    assertAnsweredInOrder(answer);
  }

  @Test
  void answers_sixty_four_kilobytes_in_one_header() throws Exception {
    RawHttp.Answer answer =
        http.send(
            "POST /oauth/token HTTP/1.1",
            List.of(HOST, FORM, "X-Large: " + "x".repeat(64 * 1024)),
            GOOD_FORM.getBytes(ISO_8859_1));

    assertAnsweredInOrder(answer);
  }

  @Test
  void answers_a_hundred_and_fifty_headers() throws Exception {
    List<String> headers = new ArrayList<>(List.of(HOST, FORM));
    for (int i = 0; i < 150; i++) {
      headers.add("X-Header-" + i + ": " + i);
    }

    RawHttp.Answer answer =
        http.send("POST /oauth/token HTTP/1.1", headers, GOOD_FORM.getBytes(ISO_8859_1));

    assertAnsweredInOrder(answer);
  }

  /**
   * What is no HTTP is refused by the transport, as Auth0's edge refuses it before Auth0 sees it:
   * RFC 9112 asks for a 400 where the Host (section 3.2) or the framing (section 6.3) cannot be
   * trusted.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: nine\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: <script>alert(1)</script>\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0001b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://x\rSet-Cookie: a=b\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "\r\n\r\n\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void refuses_what_is_no_http_with_400_or_silence(String bytes) throws Exception {
    RawHttp.Answer answer = http.exchangeAndEnd(bytes.getBytes(ISO_8859_1));

    assertThat(answer.status()).as("%s", answer).isIn(0, 400);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /__admin/requests?since=%00&status=nine",
        "GET /__admin/requests?wait=-1",
        "GET /__admin/requests?wait=99999999999999999999",
        "GET /__admin/tenant?tenant=%ff",
        "GET /__admin/nothing",
        "PUT /__admin/clock",
        "POST /__admin/tokens",
        "POST /__admin/keys/%00/revoke",
        "PUT /__admin/tenant",
      })
  void answers_nonsense_at_its_own_endpoints_in_their_shape(String line) throws Exception {
    RawHttp.Answer answer =
        http.send(line + " HTTP/1.1", List.of(HOST, JSON), "{\"now\": [[[]]".getBytes(UTF_8));

    assertAnsweredInOrder(answer);
    assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
    assertThat(json(answer).object("diagnosis")).isPresent();
  }

  @Test
  void shows_all_of_it_in_the_journal_afterwards() throws Exception {
    http.send("GET /%00\u00ff HTTP/1.1", List.of(HOST, "X-\u00ff: \u0001"), new byte[0]);

    RawHttp.Answer journal =
        http.send("GET /__admin/requests HTTP/1.1", List.of(HOST), new byte[0]);

    assertThat(journal.status()).isEqualTo(200);
  }

  private static RawHttp.Answer token(List<String> headers, String body) throws Exception {
    List<String> all = new ArrayList<>(headers);
    all.add(HOST);
    return http.send("POST /oauth/token HTTP/1.1", all, body.getBytes(ISO_8859_1));
  }

  /** No server error, no stack trace, and an entry of the answer's own id. */
  private static void assertAnsweredInOrder(RawHttp.Answer answer) {
    assertThat(answer.status()).as("%s", answer).isBetween(200, 499);
    assertThat(answer.text()).doesNotContain("at dev.", "at java.", ".java:", "Exception");
    assertThat(answer.header("X-Auth0-RequestId")).as("%s", answer).isPresent();
    JournalEntry entry =
        auth0.journal().find(answer.header("X-Auth0-RequestId").orElseThrow()).orElseThrow();
    assertThat(entry.response().map(JournalEntry.Response::status)).contains(answer.status());
    if (answer.status() >= 400) {
      assertThat(entry.diagnosis()).as("the diagnosis of %s", answer).isPresent();
      assertThat(entry.diagnosis().orElseThrow().remedies()).isNotEmpty();
    }
  }

  private static Document json(RawHttp.Answer answer) throws Exception {
    return Json.readObject(answer.body());
  }
}
