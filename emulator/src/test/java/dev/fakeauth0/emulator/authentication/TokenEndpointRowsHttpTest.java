package dev.fakeauth0.emulator.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.PrivateKeyClient;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of the token endpoint's facts that client credentials meet, asked over the socket. What
 * was asked, expected and answered is written to {@code target/token-endpoint-rows.md}.
 */
class TokenEndpointRowsHttpTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String M2M =
      "grant_type=client_credentials&client_id=m2m&client_secret=m2m-secret";
  private static final String API = "&audience=https://api.example.com";
  private static final String UNAUTHORIZED =
      "{\"error\":\"access_denied\",\"error_description\":\"Unauthorized\"}";
  private static final String ERROR_CACHE =
      "private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform";
  private static final String TYPE =
      "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String MEMBERS =
      "grant_type=client_credentials&client_id=members&client_secret=members-secret";
  private static final String ACME = "&organization=org_acme000000000000";
  private static final Path SEEDS = Path.of("src", "test", "resources", "token-endpoint");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<Integer, String> TABLE = new ConcurrentSkipListMap<>();

  @TempDir static Path cache;
  private static @Nullable Emulator emulator;

  /**
   * One row.
   *
   * @param row the row of the facts
   * @param what the case in words
   * @param tenant the tenant it is asked of
   * @param contentType the Content-Type; empty for none
   * @param body the body
   * @param authorization the Authorization header; empty for none
   * @param status the status expected
   * @param answer the body expected; {@code <jwt>} stands for a token
   * @param reason why it is refused; empty where it is granted
   * @param claims claims the token is expected to have, null for those it must not have
   */
  private record Row(
      String row,
      String what,
      String tenant,
      String path,
      String contentType,
      String body,
      String authorization,
      int status,
      String answer,
      Optional<RefusalReason> reason,
      Document claims) {

    Row at(String other) {
      return new Row(
          row, what, other, path, contentType, body, authorization, status, answer, reason, claims);
    }

    Row path(String other) {
      return new Row(
          row,
          what,
          tenant,
          other,
          contentType,
          body,
          authorization,
          status,
          answer,
          reason,
          claims);
    }

    Row authorized(String header) {
      return new Row(
          row, what, tenant, path, contentType, body, header, status, answer, reason, claims);
    }

    Row claiming(@Nullable Object... namesAndValues) {
      return new Row(
          row,
          what,
          tenant,
          path,
          contentType,
          body,
          authorization,
          status,
          answer,
          reason,
          Document.of(namesAndValues));
    }
  }

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(cache)
                .clock(() -> Keys.NOW)
                .tenant(SEEDS.resolve("rows.json").toString())
                .tenant(SEEDS.resolve("settings.json").toString())
                .tenant(SEEDS.resolve("limited.json").toString()));
    tenant("rows").seed(Json.text(signer()));
    tenant("rows").seed(Json.text(dialects()));
  }

  @AfterAll
  static void stop() throws IOException {
    running().close();
    List<String> lines = new ArrayList<>();
    lines.add("# POST /oauth/token, client credentials: every row over the socket");
    lines.add("");
    lines.add("| row | case | request | expected | actual | |");
    lines.add("|---|---|---|---|---|---|");
    lines.addAll(TABLE.values());
    Path target = Path.of("target");
    Files.createDirectories(target);
    Files.write(target.resolve("token-endpoint-rows.md"), lines);
  }

  @TestFactory
  Stream<DynamicTest> answers_each_row_as_the_facts_have_it() {
    List<Row> rows = rows();
    return IntStream.range(0, rows.size())
        .mapToObj(
            index ->
                dynamicTest(
                    rows.get(index).row() + " " + rows.get(index).what(),
                    () -> check(index, rows.get(index))));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    granted(rows);
    clients(rows);
    grantTypes(rows);
    audiences(rows);
    organizations(rows);
    requests(rows);
    shapes(rows);
    return rows;
  }

  private static void granted(List<Row> rows) {
    rows.add(
        ok("ok", "form", M2M + API, "read:messages write:messages")
            .claiming(
                "iss",
                issuer(),
                "sub",
                "m2m@clients",
                "aud",
                "https://api.example.com",
                "azp",
                "m2m",
                "gty",
                "client-credentials",
                "scope",
                "read:messages write:messages",
                "exp",
                Keys.NOW.getEpochSecond() + 86400,
                "permissions",
                null,
                "jti",
                null));
    rows.add(
        json(
            "ok",
            "JSON",
            "{\"grant_type\":\"client_credentials\",\"client_id\":\"m2m\","
                + "\"client_secret\":\"m2m-secret\",\"audience\":\"https://api.example.com\"}",
            200,
            granted("read:messages write:messages", 86400),
            null));
    rows.add(
        ok("ok", "a slash at the end of the path", M2M + API, "read:messages write:messages")
            .path("/oauth/token/"));
    rows.add(
        ok("ok", "unknown parameter", M2M + API + "&test=value", "read:messages write:messages"));
    rows.add(
        ok(
                "ok",
                "Management API",
                M2M + "&audience=" + issuer() + "api/v2/",
                "read:users update:users")
            .claiming("aud", issuer() + "api/v2/"));
    rows.add(
        ok(
                "ok",
                "Management API, another spelling of the tenant",
                M2M + "&audience=" + issuer().replace("localhost", "127.0.0.1") + "api/v2/",
                "read:users update:users")
            .claiming("aud", issuer().replace("localhost", "127.0.0.1") + "api/v2/"));
    rows.add(ok("ok", "allow_all_scopes", M2M + "&audience=urn:all", "a b"));
    rows.add(
        ok("ok", "a grant without scopes", M2M + "&audience=urn:none", "").claiming("scope", null));
    rows.add(
        ok("ok", "default audience", M2M, "read:users")
            .at("settings")
            .claiming("aud", issuer("settings") + "api/v2/"));
    rows.add(
        ok("ok", "resource, profile compatibility", M2M + "&resource=urn:may", "read")
            .at("settings")
            .claiming("aud", "urn:may", "https://example.com/plan", "gold"));
    rows.add(
        ok(
            "ok",
            "third-party client, default grant",
            "grant_type=client_credentials&client_id=partner&client_secret=partner-secret"
                + "&audience=urn:partners",
            "a"));
    rows.add(
        ok(
                "A6",
                "scope not granted: the intersection",
                M2M + API + "&scope=admin+read:messages",
                "read:messages")
            .claiming("scope", "read:messages"));
    rows.add(
        ok("A6", "empty intersection: no scope", M2M + API + "&scope=admin", "")
            .claiming("scope", null));
  }

  private static void clients(List<Row> rows) {
    rows.add(
        form(
            "C1",
            "wrong secret",
            "grant_type=client_credentials&client_id=m2m&client_secret=wrong" + API,
            401,
            UNAUTHORIZED,
            RefusalReason.INVALID_CLIENT));
    rows.add(
        form(
            "C2",
            "unknown client",
            "grant_type=client_credentials&client_id=nobody&client_secret=x" + API,
            401,
            UNAUTHORIZED,
            RefusalReason.UNKNOWN_CLIENT));
    rows.add(
        form(
            "C2",
            "client of another tenant",
            "grant_type=client_credentials&client_id=limited-m2m&client_secret=m2m-secret" + API,
            401,
            UNAUTHORIZED,
            RefusalReason.UNKNOWN_CLIENT));
    rows.add(
        form(
            "C3",
            "secret missing",
            "grant_type=client_credentials&client_id=m2m" + API,
            401,
            UNAUTHORIZED,
            RefusalReason.CLIENT_SECRET_MISSING));
    rows.add(
        form(
            "C4",
            "public client without the grant type",
            "grant_type=client_credentials&client_id=spa" + API,
            403,
            notAllowed("client_credentials"),
            RefusalReason.GRANT_TYPE_NOT_ALLOWED));
    rows.add(
        form(
            "C4",
            "public client with the grant type",
            "grant_type=client_credentials&client_id=odd" + API,
            401,
            UNAUTHORIZED,
            RefusalReason.PUBLIC_CLIENT));
    rows.add(
        form(
            "C5",
            "client_id missing",
            "grant_type=client_credentials" + API,
            401,
            UNAUTHORIZED,
            RefusalReason.CLIENT_ID_MISSING));
    rows.add(
        ok(
                "basic",
                "Basic for a client of post",
                "grant_type=client_credentials" + API,
                "read:messages write:messages")
            .authorized(basic("m2m:m2m-secret")));
    rows.add(
        ok(
                "basic",
                "Basic, percent-encoded",
                "grant_type=client_credentials" + API,
                "read:messages")
            .authorized(basic("basic:s%3A%2B%25+secret")));
    rows.add(
        ok(
            "basic",
            "post for a client of Basic",
            "grant_type=client_credentials&client_id=basic&client_secret=s%3A%2B%25+secret" + API,
            "read:messages"));
    rows.add(
        form(
                "basic",
                "not readable",
                "grant_type=client_credentials" + API,
                401,
                UNAUTHORIZED,
                RefusalReason.MALFORMED_BASIC_CREDENTIALS)
            .authorized("Basic ?"));
    rows.add(
        form(
                "basic",
                "Basic and client_secret at once",
                M2M + API,
                401,
                UNAUTHORIZED,
                RefusalReason.SEVERAL_CLIENT_CREDENTIALS)
            .authorized(basic("m2m:m2m-secret")));
    String jwt = PrivateKeyClient.assertion(issuer(), "first", Keys.NOW);
    String signed = "grant_type=client_credentials" + API + TYPE + "&client_assertion=";
    rows.add(ok("jwt", "private_key_jwt", signed + jwt, "read:messages"));
    rows.add(
        form(
            "C6",
            "assertion replayed",
            signed + jwt,
            401,
            assertion("jti has already been used"),
            RefusalReason.CLIENT_ASSERTION_REPLAYED));
    rows.add(
        form(
            "C6",
            "assertion expired",
            signed + PrivateKeyClient.assertion(issuer(), "old", Keys.NOW.minusSeconds(3600)),
            401,
            assertion("it has expired"),
            RefusalReason.INVALID_CLIENT_ASSERTION));
    rows.add(
        form(
            "C6",
            "assertion for another audience",
            signed + PrivateKeyClient.assertion("https://elsewhere.example/", "a", Keys.NOW),
            401,
            assertion("unexpected audience"),
            RefusalReason.INVALID_CLIENT_ASSERTION));
    rows.add(
        form(
            "C6",
            "assertion with a bad signature",
            signed + jwt.substring(0, jwt.length() - 8) + "AAAAAAAA",
            401,
            assertion("signature verification failed"),
            RefusalReason.INVALID_CLIENT_ASSERTION));
    rows.add(
        form(
            "C6",
            "assertion that is no JWT",
            signed + "x&client_id=" + PrivateKeyClient.ID,
            401,
            assertion("it is not a signed JWT"),
            RefusalReason.INVALID_CLIENT_ASSERTION));
  }

  private static void grantTypes(List<Row> rows) {
    String web = "client_id=web&client_secret=web-secret";
    rows.add(
        form(
            "G1",
            "not in grant_types",
            "grant_type=client_credentials&" + web + API,
            403,
            notAllowed("client_credentials"),
            RefusalReason.GRANT_TYPE_NOT_ALLOWED));
    rows.add(
        form(
            "G1",
            "not in grant_types and not served",
            "grant_type=urn:ietf:params:oauth:grant-type:device_code&" + web,
            403,
            notAllowed("urn:ietf:params:oauth:grant-type:device_code"),
            RefusalReason.GRANT_TYPE_NOT_ALLOWED));
    rows.add(
        form(
            "G2",
            "unknown grant_type",
            "grant_type=client-credentials&" + web,
            403,
            error("unsupported_grant_type", "Unsupported grant type: client-credentials"),
            RefusalReason.UNSUPPORTED_GRANT_TYPE));
    rows.add(
        form(
            "G2",
            "known to Auth0, allowed, not served yet",
            "grant_type=urn:okta:params:oauth:grant-type:webauthn&" + web,
            403,
            error(
                "unsupported_grant_type",
                "Unsupported grant type: urn:okta:params:oauth:grant-type:webauthn"),
            RefusalReason.UNSUPPORTED_GRANT_TYPE));
    rows.add(
        form(
            "G3",
            "grant_type missing",
            web,
            403,
            error("unsupported_grant_type", "Unsupported grant type: undefined"),
            RefusalReason.GRANT_TYPE_MISSING));
    rows.add(
        form(
            "order",
            "wrong secret before unknown grant_type",
            "grant_type=x&client_id=web&client_secret=x",
            401,
            UNAUTHORIZED,
            RefusalReason.INVALID_CLIENT));
  }

  private static void audiences(List<Row> rows) {
    rows.add(
        form(
            "A1",
            "no audience, no default",
            M2M,
            403,
            error("access_denied", "Non-global clients are not allowed access to APIv1"),
            RefusalReason.AUDIENCE_MISSING));
    rows.add(
        form(
            "A1",
            "resource, profile audience",
            M2M + "&resource=https://api.example.com",
            403,
            error("access_denied", "Non-global clients are not allowed access to APIv1"),
            RefusalReason.AUDIENCE_MISSING));
    rows.add(
        form(
            "A2",
            "unknown API",
            M2M + "&audience=https://api.example.com/",
            403,
            error("access_denied", "Service not found: https://api.example.com/"),
            RefusalReason.UNKNOWN_AUDIENCE));
    rows.add(
        form(
            "A2",
            "Management API of another tenant",
            M2M + "&audience=https://other.eu.auth0.com/api/v2/",
            403,
            error("access_denied", "Service not found: https://other.eu.auth0.com/api/v2/"),
            RefusalReason.UNKNOWN_AUDIENCE));
    rows.add(
        form(
            "A3",
            "no client grant",
            "grant_type=client_credentials&client_id=stranger&client_secret=stranger-secret" + API,
            403,
            noGrant("stranger", "https://api.example.com"),
            RefusalReason.CLIENT_GRANT_MISSING));
    rows.add(
        form(
            "A3",
            "policy deny_all, in spite of a grant",
            M2M + "&audience=https://closed.example.com",
            403,
            noGrant("m2m", "https://closed.example.com"),
            RefusalReason.API_ACCESS_DENIED));
  }

  private static void organizations(List<Row> rows) {
    String may = MEMBERS + "&audience=urn:may";
    String must = MEMBERS + "&audience=urn:must";
    rows.add(ok("org", "allow, none sent", may, "read").claiming("org_id", null));
    rows.add(
        ok("org", "allow, sent", may + ACME, "read")
            .claiming("org_id", "org_acme000000000000", "org_name", null));
    rows.add(
        form(
            "org",
            "deny, sent",
            M2M + API + ACME,
            400,
            invalid("parameter organization is not allowed for this client"),
            RefusalReason.ORGANIZATION_NOT_ALLOWED));
    rows.add(
        form(
            "org",
            "require, none sent, no default",
            must,
            400,
            invalid("parameter organization is required for this client"),
            RefusalReason.ORGANIZATION_REQUIRED));
    rows.add(
        new Row(
            "org",
            "require, sent",
            "rows",
            "/oauth/token",
            FORM,
            must + ACME,
            "",
            200,
            granted("read", 600),
            Optional.empty(),
            Document.of("org_id", "org_acme000000000000")));
    rows.add(
        new Row(
            "org",
            "require, none sent, default of the client",
            "rows",
            "/oauth/token",
            FORM,
            "grant_type=client_credentials&client_id=home&client_secret=home-secret&audience=urn:must",
            "",
            200,
            granted("read", 600),
            Optional.empty(),
            Document.of("org_id", "org_acme000000000000")));
    rows.add(
        form(
            "org",
            "unknown id",
            may + "&organization=org_none",
            400,
            invalid("parameter organization is invalid: org_none"),
            RefusalReason.ORGANIZATION_INVALID));
    rows.add(
        form(
            "org",
            "a name while names are off",
            may + "&organization=acme",
            400,
            invalid("parameter organization is invalid: acme"),
            RefusalReason.ORGANIZATION_INVALID));
    rows.add(
        ok("org", "a name while names are on", M2M + "&audience=urn:may&organization=Acme", "read")
            .at("settings")
            .claiming("org_id", "org_acme000000000000", "org_name", "acme"));
    rows.add(
        form(
            "org",
            "not associated with the grant",
            may + "&organization=org_globex0000000000",
            403,
            error(
                "access_denied",
                "Client is not authorized to access organization \"org_globex0000000000\"."),
            RefusalReason.ORGANIZATION_DENIED));
    rows.add(
        ok(
                "org",
                "allow_any_organization",
                MEMBERS + "&audience=urn:any&organization=org_globex0000000000",
                "read")
            .claiming("org_id", "org_globex0000000000"));
    rows.add(
        form(
            "org",
            "allow_any_organization, third party",
            "grant_type=client_credentials&client_id=partner&client_secret=partner-secret&audience=urn:any"
                + ACME,
            403,
            error(
                "access_denied",
                "Client is not authorized to access organization \"org_acme000000000000\"."),
            RefusalReason.ORGANIZATION_DENIED));
  }

  private static void requests(List<Row> rows) {
    rows.add(
        json(
            "X2",
            "malformed JSON: a comma is missing",
            "{\"client_id\":\"m2m\"\n\"client_secret\":\"m2m-secret\"}",
            400,
            invalid("Malformed JSON in the request body"),
            RefusalReason.MALFORMED_BODY));
    rows.add(
        json(
            "X2",
            "JSON, but no object",
            "[\"client_credentials\"]",
            400,
            invalid("Malformed JSON in the request body"),
            RefusalReason.MALFORMED_BODY));
    rows.add(
        form(
            "X2",
            "malformed form",
            "client_id=%zz",
            400,
            invalid("Malformed form in the request body"),
            RefusalReason.MALFORMED_BODY));
    rows.add(
        form(
            "X2",
            "form that is not UTF-8",
            "client_id=%ff",
            400,
            invalid("Malformed form in the request body"),
            RefusalReason.MALFORMED_BODY));
    rows.add(
        new Row(
            "X3",
            "other content type",
            "rows",
            "/oauth/token",
            "text/plain",
            M2M + API,
            "",
            401,
            UNAUTHORIZED,
            Optional.of(RefusalReason.CLIENT_ID_MISSING),
            Document.EMPTY));
    rows.add(
        new Row(
            "X3",
            "no content type",
            "rows",
            "/oauth/token",
            "",
            M2M + API,
            "",
            401,
            UNAUTHORIZED,
            Optional.of(RefusalReason.CLIENT_ID_MISSING),
            Document.EMPTY));
    rows.add(json("X3", "empty body", "", 401, UNAUTHORIZED, RefusalReason.CLIENT_ID_MISSING));
    rows.add(
        new Row(
            "X3",
            "other content type, Basic names a good client",
            "rows",
            "/oauth/token",
            "text/plain",
            M2M + API,
            basic("m2m:m2m-secret"),
            403,
            error("unsupported_grant_type", "Unsupported grant type: undefined"),
            Optional.of(RefusalReason.GRANT_TYPE_MISSING),
            Document.EMPTY));
    rows.add(
        form(
                "X3",
                "parameters in the query are not read",
                "",
                401,
                UNAUTHORIZED,
                RefusalReason.CLIENT_ID_MISSING)
            .path("/oauth/token?" + M2M + API));
    rows.add(
        form(
            "dup",
            "form parameter twice",
            M2M + API + API,
            400,
            invalid("Parameter 'audience' was sent more than once"),
            RefusalReason.PARAMETER_REPEATED));
    rows.add(
        json(
            "dup",
            "JSON member twice",
            "{\"scope\":\"a\",\"scope\":\"b\"}",
            400,
            invalid("Parameter 'scope' was sent more than once"),
            RefusalReason.PARAMETER_REPEATED));
    rows.add(
        json(
            "P11",
            "scope is no string",
            "{\"scope\":[\"a\"]}",
            400,
            invalid("Invalid parameter: scope must be a string"),
            RefusalReason.PARAMETER_INVALID));
    rows.add(
        form(
            "size",
            "body of more than 1 MiB",
            "x=" + "y".repeat(1024 * 1024),
            413,
            invalid("Payload Too Large"),
            RefusalReason.BODY_TOO_LARGE));
    rows.add(
        form(
                "X1",
                "first call of a window of one",
                "",
                401,
                UNAUTHORIZED,
                RefusalReason.CLIENT_ID_MISSING)
            .at("limited"));
    rows.add(
        form(
                "X1",
                "second call of a window of one",
                "",
                429,
                error("too_many_requests", "Global limit has been reached"),
                RefusalReason.RATE_LIMITED)
            .at("limited"));
  }

  /** The four dialects, each signed in the four ways. */
  private static void shapes(List<Row> rows) {
    for (String dialect :
        List.of("access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz")) {
      for (String algorithm : List.of("RS256", "RS512", "PS256", "HS256")) {
        boolean rfc9068 = dialect.startsWith("rfc9068");
        rows.add(
            ok(
                    "shape",
                    dialect + " " + algorithm,
                    M2M + "&audience=urn:" + dialect + ":" + algorithm,
                    "a b")
                .claiming(
                    "header",
                    algorithm.equals("HS256")
                        ? Map.of("alg", algorithm, "typ", rfc9068 ? "at+jwt" : "JWT")
                        : Map.of("alg", algorithm, "typ", rfc9068 ? "at+jwt" : "JWT", "kid", "?"),
                    "azp",
                    rfc9068 ? null : "m2m",
                    "gty",
                    rfc9068 ? null : "client-credentials",
                    "client_id",
                    rfc9068 ? "m2m" : null,
                    "jti",
                    rfc9068 ? "?" : null,
                    "permissions",
                    dialect.endsWith("authz") ? List.of("a", "b") : null,
                    "scope",
                    "a b"));
      }
    }
  }

  private static void check(int index, Row row) throws IOException, InterruptedException {
    FakeAuth0 asked = tenant(row.tenant());
    HttpResponse<String> response = send(asked, row);
    String token = token(response.body());
    String shown = token.isEmpty() ? response.body() : response.body().replace(token, "<jwt>");
    boolean same = response.statusCode() == row.status() && shown.equals(row.answer());
    TABLE.put(index, line(row, response.statusCode(), shown, same));

    assertThat(response.statusCode() + " " + shown).isEqualTo(row.status() + " " + row.answer());
    boolean good = row.status() == 200;
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Cache-Control"))
        .contains(good ? "no-store" : ERROR_CACHE);
    assertThat(response.headers().firstValue("Pragma"))
        .isEqualTo(good ? Optional.of("no-cache") : Optional.empty());
    assertThat(response.headers().firstValue("Vary")).contains("Accept-Encoding, Origin");
    assertThat(response.headers().map())
        .containsKeys("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset");
    JournalEntry entry =
        asked
            .journal()
            .find(response.headers().firstValue("X-Auth0-RequestId").orElseThrow())
            .orElseThrow();
    assertThat(entry.diagnosis().map(diagnosis -> diagnosis.reason())).isEqualTo(row.reason());
    assertThat(entry.toString()).doesNotContain("m2m-secret", "web-secret", "members-secret");
    if (good) {
      claims(row, token);
    }
  }

  private static void claims(Row row, String token) {
    String[] parts = token.split("\\.", -1);
    Document claims = decoded(parts[1]);
    row.claims()
        .asMap()
        .forEach(
            (name, expected) -> {
              Object actual = name.equals("header") ? header(parts[0]) : claims.get(name);
              if ("?".equals(expected)) {
                assertThat(actual).as(name).isNotNull();
              } else if (expected == null) {
                assertThat(claims.has(name)).as("token has " + name).isFalse();
              } else {
                assertThat(actual).as(name).isEqualTo(expected);
              }
            });
  }

  private static Map<String, @Nullable Object> header(String part) {
    Document header = decoded(part);
    return header.has("kid") ? header.with("kid", "?").asMap() : header.asMap();
  }

  private static HttpResponse<String> send(FakeAuth0 asked, Row row)
      throws IOException, InterruptedException {
    URI uri = URI.create(asked.issuer() + row.path().substring(1).replace(" ", "%20"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(row.body()));
    if (!row.contentType().isEmpty()) {
      request.header("Content-Type", row.contentType());
    }
    if (!row.authorization().isEmpty()) {
      request.header("Authorization", row.authorization());
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String line(Row row, int status, String answer, boolean same) {
    String authorization =
        row.authorization().isEmpty() ? "" : "Authorization: " + row.authorization() + "; ";
    String type = row.contentType().isEmpty() ? "" : row.contentType() + "; ";
    return "| "
        + String.join(
            " | ",
            row.row(),
            row.what(),
            cell("POST " + row.path() + "; " + authorization + type + cut(row.body())),
            cell(row.status() + " " + row.answer()),
            cell(status + " " + answer),
            same ? "ok" : "DIFFERS")
        + " |";
  }

  private static String cell(String text) {
    return "`"
        + text.replace(issuer("settings"), "{issuer}")
            .replace(issuer(), "{issuer}")
            .replace(issuer().replace("localhost", "127.0.0.1"), "{issuer by address}")
            .replace("|", "\\|")
            .replace("\n", " ")
        + "`";
  }

  private static String cut(String body) {
    return body.length() > 2000
        ? body.substring(0, 40) + "... (" + body.length() + " bytes)"
        : body.replaceAll("[\\w-]{20,}\\.[\\w-]{20,}\\.[\\w-]+", "<assertion>");
  }

  private static String token(String body) {
    try {
      return Json.readObject(body.getBytes(StandardCharsets.UTF_8)).string("access_token", "");
    } catch (MalformedJson e) {
      throw new AssertionError(body, e);
    }
  }

  private static Document decoded(String part) {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(part));
    } catch (MalformedJson e) {
      throw new AssertionError(part, e);
    }
  }

  private static Row ok(String row, String what, String body, String scope) {
    return new Row(
        row,
        what,
        "rows",
        "/oauth/token",
        FORM,
        body,
        "",
        200,
        granted(scope, 86400),
        Optional.empty(),
        Document.EMPTY);
  }

  private static Row form(
      String row, String what, String body, int status, String answer, RefusalReason reason) {
    return new Row(
        row,
        what,
        "rows",
        "/oauth/token",
        FORM,
        body,
        "",
        status,
        answer,
        Optional.of(reason),
        Document.EMPTY);
  }

  private static Row json(
      String row,
      String what,
      String body,
      int status,
      String answer,
      @Nullable RefusalReason reason) {
    return new Row(
        row,
        what,
        "rows",
        "/oauth/token",
        JSON,
        body,
        "",
        status,
        answer,
        Optional.ofNullable(reason),
        Document.EMPTY);
  }

  private static String granted(String scope, int lifetime) {
    return "{\"access_token\":\"<jwt>\","
        + (scope.isEmpty() ? "" : "\"scope\":\"" + scope + "\",")
        + "\"expires_in\":"
        + lifetime
        + ",\"token_type\":\"Bearer\"}";
  }

  private static String error(String error, String description) {
    return Json.text(Document.of("error", error, "error_description", description));
  }

  private static String invalid(String description) {
    return error("invalid_request", description);
  }

  private static String assertion(String problem) {
    return error("invalid_client", "Failed to verify assertion: " + problem);
  }

  private static String notAllowed(String grantType) {
    return Json.text(
        Document.of(
            "error", "unauthorized_client",
            "error_description", "Grant type '" + grantType + "' not allowed for the client.",
            "error_uri", "https://auth0.com/docs/clients/client-grant-types"));
  }

  private static String noGrant(String client, String audience) {
    return error(
        "access_denied",
        "Client \""
            + client
            + "\" is not authorized to access resource server \""
            + audience
            + "\". You need to create a \"client-grant\" associated to this API.");
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Emulator running() {
    if (emulator == null) {
      throw new IllegalStateException("the emulator is not running");
    }
    return emulator;
  }

  private static FakeAuth0 tenant(String name) {
    return running().tenant(name);
  }

  private static String issuer() {
    return issuer("rows");
  }

  private static String issuer(String tenant) {
    return tenant(tenant).issuer().toString();
  }

  private static Document signer() {
    return Document.of(
        "clients",
        List.of(
            Document.of(
                "name",
                PrivateKeyClient.ID,
                "client_id",
                PrivateKeyClient.ID,
                "grant_types",
                List.of("client_credentials"),
                "client_authentication_methods",
                PrivateKeyClient.methods())),
        "clientGrants",
        List.of(
            Document.of(
                "client_id",
                PrivateKeyClient.ID,
                "audience",
                "https://api.example.com",
                "scope",
                List.of("read:messages"))));
  }

  private static Document dialects() {
    List<Document> apis = new ArrayList<>();
    List<Document> grants = new ArrayList<>();
    for (String dialect :
        List.of("access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz")) {
      for (String algorithm : List.of("RS256", "RS512", "PS256", "HS256")) {
        String identifier = "urn:" + dialect + ":" + algorithm;
        apis.add(
            Document.of(
                "name",
                identifier,
                "identifier",
                identifier,
                "token_dialect",
                dialect,
                "signing_alg",
                algorithm,
                "scopes",
                List.of(Document.of("value", "a"), Document.of("value", "b"))));
        grants.add(
            Document.of("client_id", "m2m", "audience", identifier, "scope", List.of("a", "b")));
      }
    }
    return Document.of("resourceServers", apis, "clientGrants", grants);
  }
}
