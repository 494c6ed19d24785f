package dev.fakeauth0.emulator.control.doctor;

import static dev.fakeauth0.emulator.control.doctor.ScriptedWeb.json;
import static dev.fakeauth0.emulator.control.doctor.ScriptedWeb.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.control.doctor.Web.Obstacle;
import dev.fakeauth0.emulator.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "doctor");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String BASE = "https://dev-abc.eu.auth0.com/";
  private static final String API = "https://api.example.com";
  private static final String MESSAGES = "http://localhost:3001/messages";
  private static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"a-kid\"}";
  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String AT_JWT = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"a-kid\"}";
  private static final String OPAQUE = "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}";
  private static final String NO_KEY =
      "Signed JWT rejected: Another algorithm expected, or no matching key(s) found";

  /** A case: what is asked, of whom, and in whose file the report stands. */
  record Case(String golden, Question question, ScriptedWeb web) {

    @Override
    public String toString() {
      return golden;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing-wrong", ask("dev-abc.eu.auth0.com"), tenant(json(404, "{}"))),
        new Case("domain-with-scheme", ask("https://dev-abc.eu.auth0.com"), tenant(json(404, ""))),
        new Case("domain-with-path", ask("dev-abc.eu.auth0.com/"), tenant(json(404, ""))),
        new Case("domain-quoted", ask("\"dev-abc.eu.auth0.com\""), tenant(json(404, ""))),
        new Case("domain-incomplete", ask("dev-abc"), new ScriptedWeb()),
        new Case("domain-empty", ask(" "), new ScriptedWeb()),
        new Case("port-missing", ask("localhost"), emulatorAt("https://localhost:8443/")),
        new Case("emulator-not-started", ask("localhost:8443"), new ScriptedWeb()),
        new Case("issuer-without-slash", ask("dev-abc.eu.auth0.com"), issuerWithoutSlash()),
        new Case("issuer-other-name", ask("dev-abc.eu.auth0.com"), otherIssuer()),
        new Case("no-tenant-there", ask("dev-abc.eu.auth0.com"), noTenant()),
        new Case("jwks-empty", ask("dev-abc.eu.auth0.com"), emptyJwks()),
        new Case("invalid-client", m2m(API), refusing(401, "access_denied", "Unauthorized")),
        new Case(
            "grant-type-not-allowed",
            m2m(API),
            refusing(
                403,
                "unauthorized_client",
                "Grant type 'client_credentials' not allowed for the client.")),
        new Case(
            "audience-missing",
            m2m(null),
            refusing(403, "access_denied", "Non-global clients are not allowed access to APIv1")),
        new Case(
            "unknown-audience",
            m2m(API),
            refusing(403, "access_denied", "Service not found: " + API)),
        new Case("audience-slash", m2m(API + "/"), unknownWithSlash()),
        new Case(
            "client-grant-missing",
            m2m(API),
            refusing(
                403,
                "access_denied",
                "Client \\\"m2m\\\" is not authorized to access resource server \\\""
                    + API
                    + "\\\".")),
        new Case("rate-limited", m2m(API), refusing(429, "too_many_requests", "Global limit")),
        new Case("explained-by-the-emulator", m2m(API), explaining()),
        new Case("opaque-token", token("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c"), calm()),
        new Case("token-with-bearer", token("Bearer abc"), calm()),
        new Case("api-refuses", api(), apiRefusing("error=\"invalid_token\"", RS256)),
        new Case("api-open", api(), apiOpen()),
        new Case("api-unreachable", api(), apiGone()),
        new Case("api-rejects-issuer", api(), spring("The iss claim is not valid", RS256)),
        new Case("api-rejects-audience", api(), spring("The aud claim is not valid", RS256)),
        new Case("api-rejects-time", api(), spring("Jwt expired at 2026-11-20T12:00:00Z", RS256)),
        new Case(
            "api-rejects-not-before", api(), spring("Jwt used before 2026-11-22T00:00:00Z", RS256)),
        new Case("api-rejects-key", api(), spring(NO_KEY, RS256)),
        new Case("api-rejects-algorithm", api(), spring(NO_KEY, HS256)),
        new Case(
            "api-rejects-type", api(), spring("JOSE header typ (type) at+jwt not allowed", AT_JWT)),
        new Case(
            "api-rejects-type-silently", api(), apiRefusing("error=\"invalid_token\"", AT_JWT)),
        new Case(
            "api-rejects-signature",
            api(),
            spring("Signed JWT rejected: Invalid signature", RS256)),
        new Case("api-lacks-keys", api(), spring("Couldn't retrieve remote JWK set", RS256)),
        new Case("api-sees-opaque-token", api(), apiRefusing("error=\"invalid_token\"", OPAQUE)),
        new Case(
            "api-sees-no-token",
            api(),
            apiRefusing("error=\"x\", error_description=\"No token\"", RS256)),
        new Case("api-wants-scope", api(), apiForbidding("scope=\"write:messages\"")),
        new Case("api-wants-what-is-there", api(), apiForbidding("scope=\"read:messages\"")),
        new Case("api-wants-unsaid", api(), apiForbidding("realm=\"x\"")),
        new Case("api-fails", api(), apiFailing()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reports_each_mistake_as_its_golden_file_says(Case of) throws IOException {
    Report report = Doctor.examine(of.question(), of.web(), () -> NOW);

    assertThat(report.text()).isEqualTo(golden(of.golden(), report.text()));
  }

  @ParameterizedTest
  @EnumSource(Obstacle.class)
  void names_a_remedy_for_each_obstacle(Obstacle obstacle) {
    ScriptedWeb web =
        new ScriptedWeb()
            .on("GET " + BASE + ".well-known/openid-configuration", unreachable(obstacle));

    Report report = Doctor.examine(ask("dev-abc.eu.auth0.com"), web, () -> NOW);

    assertThat(report.mistake().orElseThrow().remedies()).isNotEmpty();
    assertThat(report.checks()).last().matches(check -> !check.ok());
  }

  @Test
  void answers_in_the_shape_of_explain() {
    Report report = Doctor.examine(ask(" "), new ScriptedWeb(), () -> NOW);

    assertThat(Json.text(report.json()))
        .isEqualTo(
            "{\"verdict\":\"refused\",\"checks\":[{\"name\":\"domain\",\"ok\":false,"
                + "\"finding\":\"(empty)\"}],\"diagnosis\":{\"reason\":\"domain-missing\","
                + "\"because\":\"the domain is empty\",\"facts\":{},\"remedies\":[\"set it to the"
                + " tenant's domain, such as dev-abc.eu.auth0.com\"]}}");
  }

  @Test
  void asks_no_admin_endpoint_of_a_tenant_that_is_no_emulator() {
    ScriptedWeb web = refusing(401, "access_denied", "Unauthorized");

    Doctor.examine(m2m(API), web, () -> NOW);

    assertThat(web.asked()).noneMatch(call -> call.contains("explain"));
  }

  private static Question ask(String domain) {
    return new Question(
        domain, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  private static Question m2m(@org.jspecify.annotations.Nullable String audience) {
    return new Question(
        "dev-abc.eu.auth0.com",
        Optional.of(new Question.Credentials("m2m", "not-told")),
        Optional.ofNullable(audience),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Question token(String token) {
    return new Question(
        "dev-abc.eu.auth0.com",
        Optional.empty(),
        Optional.of(API),
        List.of(),
        Optional.of(token),
        Optional.empty());
  }

  private static Question api() {
    return new Question(
        "dev-abc.eu.auth0.com",
        Optional.of(new Question.Credentials("m2m", "not-told")),
        Optional.of(API),
        List.of(),
        Optional.empty(),
        Optional.of(URI.create("http://localhost:3001/messages")));
  }

  private static ScriptedWeb tenant(Web.Answer tokenAnswer) {
    return new ScriptedWeb().tenant(BASE, BASE, tokenAnswer);
  }

  private static ScriptedWeb calm() {
    return tenant(json(404, "{}"));
  }

  private static ScriptedWeb refusing(int status, String error, String words) {
    return tenant(refusal(status, error, words));
  }

  private static Web.Answer refusal(int status, String error, String words) {
    return json(
        status,
        "{\"error\":\"" + error + "\",\"error_description\":\"" + words + "\"}",
        "X-Auth0-RequestId",
        "a-request");
  }

  private static ScriptedWeb emulatorAt(String base) {
    return new ScriptedWeb().on("GET " + base + "__admin/health", json(200, "{}"));
  }

  private static ScriptedWeb issuerWithoutSlash() {
    return new ScriptedWeb().tenant(BASE, "https://dev-abc.eu.auth0.com", json(404, ""));
  }

  private static ScriptedWeb otherIssuer() {
    return new ScriptedWeb().tenant(BASE, "https://login.example.com/", json(404, ""));
  }

  private static ScriptedWeb noTenant() {
    return calm().on("GET " + BASE + ".well-known/openid-configuration", json(404, "Not Found"));
  }

  private static ScriptedWeb emptyJwks() {
    return calm().on("GET " + BASE + ".well-known/jwks.json", json(200, "{\"keys\":[]}"));
  }

  private static ScriptedWeb unknownWithSlash() {
    return tenant(json(404, ""))
        .on(
            "POST " + BASE + "oauth/token",
            body ->
                body.contains(API + "/")
                    ? refusal(403, "access_denied", "Service not found: " + API + "/")
                    : json(200, "{\"access_token\":\"x\"}"));
  }

  private static ScriptedWeb explaining() {
    return refusing(401, "access_denied", "Unauthorized")
        .on("GET " + BASE + "__admin/health", json(200, "{}"))
        .on(
            "POST " + BASE + "__admin/explain",
            json(
                200,
                "{\"verdict\":\"refused\",\"checks\":[],\"diagnosis\":{\"reason\":\"unknown-client\","
                    + "\"because\":\"no client has the client_id m2m; tenant prod has one\","
                    + "\"facts\":{},\"remedies\":[\"use the client of this tenant\"]}}"));
  }

  private static ScriptedWeb spring(String description, String header) {
    return apiRefusing(
        "error=\"invalid_token\", error_description=\"An error occurred while attempting to decode"
            + " the Jwt: "
            + description
            + "\"",
        header);
  }

  private static ScriptedWeb apiRefusing(String challenge, String header) {
    return apiAnswering(json(401, "", "WWW-Authenticate", "Bearer " + challenge), header);
  }

  private static ScriptedWeb apiForbidding(String challenge) {
    return apiAnswering(
        json(403, "", "WWW-Authenticate", "Bearer error=\"insufficient_scope\", " + challenge),
        RS256);
  }

  private static ScriptedWeb apiFailing() {
    return apiAnswering(json(500, "{}"), RS256);
  }

  private static ScriptedWeb apiGone() {
    return issuing(RS256);
  }

  private static ScriptedWeb apiOpen() {
    return issuing(RS256).on("GET " + MESSAGES, json(200, "[]"));
  }

  private static ScriptedWeb apiAnswering(Web.Answer withToken, String header) {
    return issuing(header)
        .on("GET " + MESSAGES, json(401, "", "WWW-Authenticate", "Bearer"))
        .on("GET " + MESSAGES + " with a token", withToken);
  }

  private static ScriptedWeb issuing(String header) {
    return calm()
        .on("GET " + BASE + "__admin/health", json(200, "{}"))
        .on(
            "POST " + BASE + "oauth/token",
            json(200, "{\"access_token\":\"" + token(header, header.equals(OPAQUE)) + "\"}"))
        .on(
            "POST " + BASE + "__admin/explain",
            json(
                200,
                "{\"verdict\":\"accepted\",\"checks\":[{\"name\":\"signature\",\"ok\":true,"
                    + "\"finding\":\"good\"}],\"diagnosis\":null}"));
  }

  private static String token(String header, boolean opaque) {
    String claims =
        "{\"iss\":\""
            + BASE
            + "\",\"aud\":\""
            + API
            + "\",\"scope\":\"read:messages\",\"iat\":1795000000,\"exp\":1795086400}";
    return base64(header) + (opaque ? "..a.b.c" : "." + base64(claims) + ".c2ln");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The report kept for a case. Run with {@code -Dgolden.update=true} to write the files anew, and
   * read the difference.
   */
  private static String golden(String name, String actual) throws IOException {
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual);
    }
    return Files.readString(file);
  }
}
