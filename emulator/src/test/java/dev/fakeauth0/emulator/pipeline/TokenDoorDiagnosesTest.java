package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read when the token endpoint refuses, one golden file per case under {@code
 * diagnoses/token}. Run with {@code -Dgolden.update=true} to write the files anew, and read the
 * difference.
 */
class TokenDoorDiagnosesTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "diagnoses", "token");
  private static final String API = "https://api.example.com";
  private static final String SECRET = "m2m-secret";
  private static final String PASSKEY = "urn:okta:params:oauth:grant-type:webauthn";

  private static final Map<String, Case> CASES = cases();

  /**
   * A case, and how its door is made: anew each time it is asked, for what a call leaves behind.
   */
  private record Case(
      RefusalReason reason, Supplier<TokenDoor> door, Function<TokenDoor, Reply> call) {}

  @TestFactory
  Stream<DynamicTest> explains_each_refusal_as_its_golden_file_has_it() {
    return CASES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
  }

  @Test
  void has_a_case_for_each_reason_of_the_token_door() {
    Set<RefusalReason> covered =
        CASES.values().stream().map(Case::reason).collect(Collectors.toSet());
    covered.addAll(LoginDoorDiagnosesTest.reasonsWherePushed());
    Set<RefusalReason> missing = EnumSet.noneOf(RefusalReason.class);

    for (RefusalReason reason : RefusalReason.values()) {
      if (WireForms.doorsOf(reason).contains(Door.TOKEN) && !covered.contains(reason)) {
        missing.add(reason);
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void keeps_no_golden_file_that_no_case_writes() throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.list(GOLDEN)) {
      found.forEach(file -> files.add(file.getFileName().toString().replace(".txt", "")));
    }

    Set<String> written = new TreeSet<>(CASES.keySet());
    written.addAll(LoginDoorDiagnosesTest.pushed().keySet());
    assertThat(files).isEqualTo(written);
  }

  private static void compare(String name, Case of) throws IOException {
    TokenDoor door = of.door().get();
    Reply reply = of.call().apply(door);
    Diagnosis diagnosis = door.diagnosis();
    String actual = printed(reply, diagnosis);
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual);
    }

    assertThat(diagnosis.reason()).isEqualTo(of.reason());
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).doesNotContain(SECRET, "dev-secret", "other-secret", PasswordCases.PASSWORD);
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  static String printed(Reply reply, Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder();
    text.append(reply.status()).append(' ').append(reply.text()).append("\n\n");
    text.append(diagnosis.reason().mode()).append(": ").append(diagnosis.because()).append('\n');
    diagnosis
        .facts()
        .forEach(
            (name, value) ->
                text.append("  ")
                    .append(name)
                    .append(": ")
                    .append(name.equals("at") ? "(class and line)" : value)
                    .append('\n'));
    diagnosis.remedies().forEach(remedy -> text.append("- ").append(remedy).append('\n'));
    return text.toString();
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    requests(cases);
    clients(cases);
    assertions(cases);
    grantTypes(cases);
    audiences(cases);
    organizations(cases);
    CodeCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    RefreshCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    PasswordCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    SecondFactorCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    AccountCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    registrations(cases);
    DeviceCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    BackchannelCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    TokenExchangeCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    PossessionCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    AssertionCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    TokenVaultCases.all().forEach((name, of) -> add(cases, name, of.seed(), of.call()));
    return cases;
  }

  private static void registrations(Map<String, Case> cases) {
    add(
        cases,
        "registration-disabled",
        draft -> {},
        door -> door.register("{\"redirect_uris\":[\"https://app.example/cb\"]}"));
    add(
        cases,
        "invalid-client-metadata",
        TokenDoorDiagnosesTest::registering,
        door -> door.register("{\"client_name\":\"no redirect_uris\"}"));
    add(
        cases,
        "invalid-redirect-uri",
        TokenDoorDiagnosesTest::registering,
        door ->
            door.register("{\"redirect_uris\":[\"https://ok.example\",\"javascript:alert(1)\"]}"));
  }

  private static void registering(TenantDraft draft) {
    draft.settings(
        draft
            .state()
            .settings()
            .with("flags", Document.of("enable_dynamic_client_registration", true)));
  }

  private static void requests(Map<String, Case> cases) {
    add(
        cases,
        "malformed-body-comma",
        draft -> {},
        door -> door.json("{\"client_id\":\"m2m\"\n \"client_secret\":\"m2m-secret\"}"));
    add(
        cases,
        "malformed-body-word",
        draft -> {},
        door -> door.json("{\"client_secret\": m2m-secret}"));
    add(cases, "malformed-body-array", draft -> {}, door -> door.json("[]"));
    add(
        cases,
        "malformed-body-form",
        draft -> {},
        door -> door.post("application/x-www-form-urlencoded", "client_secret=100%"));
    add(
        cases,
        "malformed-body-charset",
        draft -> {},
        door -> door.post("application/json; charset=utf-16", "{}"));
    add(
        cases,
        "parameter-repeated",
        draft -> {},
        door -> door.form("audience", API, "audience", API + "/"));
    add(
        cases,
        "parameter-invalid",
        draft -> {},
        door -> door.json("{\"scope\":[\"read:messages\",\"write:messages\"]}"));
    add(
        cases,
        "body-too-large",
        draft -> {},
        door -> {
          Request small = Requests.post("/oauth/token", "", "Content-Length", "9999999");
          return door.handle(
              new Request(
                  "POST",
                  "/oauth/token",
                  "",
                  small.headers(),
                  new byte[0],
                  true,
                  small.remote(),
                  small.listener()));
        });
    add(
        cases,
        "rate-limited",
        draft ->
            draft.fakeAuth0(
                Document.of("limits", Map.of("authentication", Map.of("limit", 1, "per", 60)))),
        door -> {
          door.asM2m("audience", API);
          return door.asM2m("audience", API);
        });
    cases.put(
        "internal-error",
        new Case(
            RefusalReason.INTERNAL_ERROR,
            TokenDoor::thatFails,
            door -> door.asM2m("audience", API)));
  }

  private static void clients(Map<String, Case> cases) {
    add(
        cases,
        "client-id-missing",
        draft -> {},
        door -> door.form("grant_type", "client_credentials"));
    add(
        cases,
        "client-id-missing-content-type",
        draft -> {},
        door -> door.post("text/plain", "client_id=m2m"));
    add(cases, "client-id-missing-empty-body", draft -> {}, door -> door.json(""));
    add(cases, "unknown-client", draft -> {}, door -> as(door, "m3m", SECRET));
    add(cases, "unknown-client-of-other-tenant", draft -> {}, door -> as(door, "dev-client", "x"));
    add(cases, "unknown-client-name", draft -> {}, door -> as(door, "Nightly Job", SECRET));
    add(cases, "unknown-client-placeholder", draft -> {}, door -> as(door, "YOUR_CLIENT_ID", "x"));
    add(
        cases,
        "client-secret-missing",
        draft -> {},
        door -> door.form("grant_type", "client_credentials", "client_id", "m2m"));
    add(cases, "invalid-client", draft -> {}, door -> as(door, "m2m", "wrong"));
    add(cases, "invalid-client-blanks", draft -> {}, door -> as(door, "m2m", SECRET + "\n"));
    add(cases, "invalid-client-quotes", draft -> {}, door -> as(door, "m2m", "\"m2m-secret\""));
    add(
        cases,
        "invalid-client-rotated",
        draft -> draft.put(aClient("m2m", "client_secret", "rolled-out-later")),
        door -> as(door, "m2m", SECRET));
    add(cases, "invalid-client-encoded", draft -> {}, door -> as(door, "m2m", "m2m%2Dsecret"));
    add(cases, "invalid-client-id-as-secret", draft -> {}, door -> as(door, "m2m", "m2m"));
    add(
        cases,
        "invalid-client-secret-of-other-client",
        draft -> draft.put(aClient("other", "client_secret", "other-secret")),
        door -> as(door, "m2m", "other-secret"));
    add(
        cases,
        "invalid-client-basic-not-encoded",
        draft -> draft.put(aClient("plus", "client_secret", "a+secret")),
        door ->
            door.post(
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials",
                "Authorization",
                basic("plus:a+secret")));
    add(
        cases,
        "several-client-credentials",
        draft -> {},
        door ->
            door.post(
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_secret=m2m-secret",
                "Authorization",
                basic("m2m:m2m-secret")));
    add(
        cases,
        "several-client-credentials-ids",
        draft -> {},
        door ->
            door.post(
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_id=other",
                "Authorization",
                basic("m2m:m2m-secret")));
    add(
        cases,
        "malformed-basic-credentials",
        draft -> {},
        door -> door.post("application/json", "{}", "Authorization", basic("m2m-without-colon")));
    add(
        cases,
        "client-authentication-method-mismatch",
        draft -> {},
        door -> door.form("client_id", "m2m", "client_assertion", "a.b.c"));
    add(
        cases,
        "client-authentication-method-mismatch-secret",
        draft -> draft.put(PrivateKeyClient.client()),
        door -> as(door, PrivateKeyClient.ID, "x"));
    add(
        cases,
        "client-authentication-method-mismatch-mutual-tls",
        draft ->
            draft.put(
                aClient(
                    "m2m",
                    "client_secret",
                    SECRET,
                    "client_authentication_methods",
                    Map.of("tls_client_auth", Map.of("credentials", List.of())))),
        door -> as(door, "m2m", SECRET));
    add(
        cases,
        "public-client",
        draft -> draft.put(aClient("spa", "token_endpoint_auth_method", "none")),
        door -> door.form("grant_type", "client_credentials", "client_id", "spa"));
  }

  private static void assertions(Map<String, Case> cases) {
    add(
        cases,
        "client-secret-missing-assertion",
        draft -> draft.put(PrivateKeyClient.client()),
        door -> door.form("client_id", PrivateKeyClient.ID));
    add(
        cases,
        "invalid-client-assertion-type",
        draft -> draft.put(PrivateKeyClient.client()),
        door ->
            door.form(
                "client_assertion",
                PrivateKeyClient.assertion(ISSUER, "1", Keys.NOW),
                "client_assertion_type",
                "jwt"));
    add(
        cases,
        "invalid-client-assertion-audience",
        draft -> draft.put(PrivateKeyClient.client()),
        door ->
            asserting(
                door, PrivateKeyClient.assertion("https://elsewhere.example/", "1", Keys.NOW)));
    add(
        cases,
        "client-assertion-replayed",
        draft -> draft.put(PrivateKeyClient.client()),
        door -> {
          String assertion = PrivateKeyClient.assertion(ISSUER, "once", Keys.NOW);
          asserting(door, assertion);
          return asserting(door, assertion);
        });
  }

  private static void grantTypes(Map<String, Case> cases) {
    add(
        cases,
        "grant-type-missing",
        draft -> {},
        door -> door.form("client_id", "m2m", "client_secret", SECRET));
    add(
        cases,
        "grant-type-missing-content-type",
        draft -> {},
        door -> door.post("text/plain", "x", "Authorization", basic("m2m:m2m-secret")));
    add(
        cases,
        "unsupported-grant-type",
        draft -> {},
        door ->
            door.form(
                "grant_type", "client-credentials", "client_id", "m2m", "client_secret", SECRET));
    add(
        cases,
        "unsupported-grant-type-not-served",
        draft ->
            draft.put(aClient("m2m", "client_secret", SECRET, "grant_types", List.of(PASSKEY))),
        door -> door.form("grant_type", PASSKEY, "client_id", "m2m", "client_secret", SECRET));
    add(
        cases,
        "grant-type-not-allowed",
        draft ->
            draft.put(
                aClient(
                    "m2m",
                    "client_secret",
                    SECRET,
                    "name",
                    "Web",
                    "grant_types",
                    List.of("authorization_code", "refresh_token"))),
        door -> door.asM2m("audience", API));
    add(
        cases,
        "grant-type-not-allowed-public",
        draft ->
            draft.put(
                aClient(
                    "spa",
                    "token_endpoint_auth_method",
                    "none",
                    "name",
                    "Single Page",
                    "grant_types",
                    List.of("authorization_code"))),
        door -> door.form("grant_type", "client_credentials", "client_id", "spa"));
  }

  private static void audiences(Map<String, Case> cases) {
    add(cases, "audience-missing", draft -> {}, door -> door.asM2m());
    add(cases, "audience-missing-resource", draft -> {}, door -> door.asM2m("resource", API));
    add(cases, "unknown-audience", draft -> {}, door -> door.asM2m("audience", "urn:nothing"));
    add(cases, "unknown-audience-slash", draft -> {}, door -> door.asM2m("audience", API + "/"));
    add(
        cases,
        "unknown-audience-http",
        draft -> {},
        door -> door.asM2m("audience", API.replace("https", "http")));
    add(
        cases,
        "unknown-audience-of-other-tenant",
        draft -> {},
        door -> door.asM2m("audience", "https://acme.eu.auth0.com/api/v2/"));
    add(
        cases,
        "client-grant-missing",
        draft -> draft.put(anApi("https://other.example.com", "name", "Other API")),
        door -> door.asM2m("audience", "https://other.example.com"));
    add(
        cases,
        "client-grant-missing-management",
        draft -> {},
        door -> door.asM2m("audience", ISSUER + "api/v2/"));
    add(
        cases,
        "client-grant-missing-user",
        draft -> draft.put(aGrant("cgr_m2m", "m2m", API, "subject_type", "user")),
        door -> door.asM2m("audience", API));
    add(
        cases,
        "api-access-denied",
        draft ->
            draft.put(
                anApi(
                    API,
                    "name",
                    "Messages API",
                    "subject_type_authorization",
                    Map.of("client", Map.of("policy", "deny_all")))),
        door -> door.asM2m("audience", API));
    add(
        cases,
        "api-access-denied-third-party",
        draft ->
            draft.put(
                aClient(
                    "m2m",
                    "client_secret",
                    SECRET,
                    "is_first_party",
                    false,
                    "third_party_security_mode",
                    "strict")),
        door -> door.asM2m("audience", ISSUER + "api/v2/"));
  }

  private static void organizations(Map<String, Case> cases) {
    add(
        cases,
        "organization-not-allowed",
        draft -> {},
        door -> door.asM2m("audience", API, "organization", "org_1"));
    add(
        cases,
        "organization-not-allowed-management",
        draft -> draft.put(aGrant("cgr_2", "m2m", ManagementApi.IDENTIFIER)),
        door -> door.asM2m("audience", ISSUER + "api/v2/", "organization", "org_1"));
    add(
        cases,
        "organization-required",
        TokenDoorDiagnosesTest::required,
        door -> door.asM2m("audience", API));
    add(
        cases,
        "organization-invalid",
        TokenDoorDiagnosesTest::required,
        door -> door.asM2m("audience", API, "organization", "org_unknown"));
    add(
        cases,
        "organization-invalid-name",
        TokenDoorDiagnosesTest::required,
        door -> door.asM2m("audience", API, "organization", "acme"));
    add(
        cases,
        "organization-denied",
        TokenDoorDiagnosesTest::required,
        door -> door.asM2m("audience", API, "organization", "org_1"));
    add(
        cases,
        "organization-denied-third-party",
        draft -> {
          required(draft);
          draft.put(aClient("m2m", "client_secret", SECRET, "is_first_party", false));
          draft.put(
              aGrant(
                  "cgr_m2m",
                  "m2m",
                  API,
                  "organization_usage",
                  "allow",
                  "allow_any_organization",
                  true));
        },
        door -> door.asM2m("audience", API, "organization", "org_1"));
    add(
        cases,
        "organization-invalid-third-party",
        draft -> {
          required(draft);
          draft.put(
              aClient(
                  "m2m",
                  "client_secret",
                  SECRET,
                  "is_first_party",
                  false,
                  "third_party_security_mode",
                  "strict"));
        },
        door -> door.asM2m("audience", API, "organization", "org_1"));
  }

  private static void required(TenantDraft draft) {
    draft.put(aGrant("cgr_m2m", "m2m", API, "organization_usage", "require"));
    draft.put(anOrganization("org_1", "acme"));
  }

  private static Reply as(TokenDoor door, String id, String secret) {
    return door.form(
        "grant_type",
        "client_credentials",
        "client_id",
        id,
        "client_secret",
        secret,
        "audience",
        API);
  }

  private static Reply asserting(TokenDoor door, String assertion) {
    return door.form(
        "grant_type",
        "client_credentials",
        "client_assertion",
        assertion,
        "client_assertion_type",
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a case; the longest reason that its name begins with is the one expected. */
  private static void add(
      Map<String, Case> cases,
      String name,
      Consumer<TenantDraft> seed,
      Function<TokenDoor, Reply> call) {
    RefusalReason expected =
        Stream.of(RefusalReason.values())
            .filter(reason -> name.toLowerCase(Locale.ROOT).startsWith(reason.mode()))
            .max(Comparator.comparing(reason -> reason.mode().length()))
            .orElseThrow();
    cases.put(name, new Case(expected, () -> TokenDoor.withM2m(seed), call));
  }
}
