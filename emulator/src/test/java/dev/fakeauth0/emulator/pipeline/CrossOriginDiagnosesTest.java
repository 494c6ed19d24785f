package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.authentication.grant.PasswordlessCode;
import dev.fakeauth0.emulator.authentication.login.LoginEndpoints;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.refusal.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read when {@code /co/authenticate} refuses, one golden file per case under {@code
 * diagnoses/cross_origin}. Run with {@code -Dgolden.update=true} to write the files anew, and read
 * the difference.
 */
class CrossOriginDiagnosesTest {

  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "diagnoses", "cross_origin");
  private static final String ORIGIN = "https://shop.example";
  private static final String DATABASE = "Username-Password-Authentication";
  private static final String CODE = "http://auth0.com/oauth/grant-type/passwordless/otp";
  private static final Map<String, Case> CASES = cases();

  /**
   * One way to be refused.
   *
   * @param seed what the tenant has beside the usual
   * @param calls how often the call is made; the last is looked at
   */
  private record Case(Consumer<TenantDraft> seed, Request request, int calls) {}

  @TestFactory
  Stream<DynamicTest> explains_each_refusal_as_its_golden_file_has_it() {
    return CASES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
  }

  @Test
  void keeps_no_golden_file_that_no_case_writes() throws IOException {
    var files = new TreeSet<String>();
    try (Stream<Path> found = Files.list(GOLDEN)) {
      found.forEach(file -> files.add(file.getFileName().toString().replace(".txt", "")));
    }

    assertThat(files).isEqualTo(new TreeSet<>(CASES.keySet()));
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("origin-not-allowed", of(sent("https://evil.example", password())));
    cases.put("origin-not-allowed-none", of(sent("", password())));
    cases.put("cross-origin-login-disabled", with("client_id", "closed"));
    cases.put("cross-origin-body-invalid", with("remember", "me"));
    cases.put("credential-type-unknown", with("credential_type", "password"));
    cases.put("unknown-client", with("client_id", "nobody"));
    cases.put("unknown-realm", with("realm", "Username-Password"));
    cases.put("connection-disabled", with("realm", "others"));
    cases.put("unknown-user", with("username", "eve@example.com"));
    cases.put("wrong-password", with("password", "wrong"));
    cases.put(
        "too-many-attempts", new Case(draft -> {}, sent(ORIGIN, password("password", "x")), 11));
    cases.put(
        "suspicious-ip",
        new Case(
            draft ->
                draft.singleton(
                    "attack-protection/suspicious-ip-throttling",
                    Document.of(
                        "enabled",
                        true,
                        "shields",
                        List.of("block"),
                        "stage",
                        Document.of(
                            "pre-login", Document.of("max_attempts", 1L, "rate", 864_000L)))),
            sent(ORIGIN, password("username", "eve@example.com")),
            3));
    cases.put(
        "user-blocked",
        new Case(draft -> ada(draft, "blocked", true), sent(ORIGIN, password()), 1));
    cases.put(
        "password-leaked",
        new Case(
            draft -> {
              ada(draft, "password", "123456");
              draft.singleton(
                  "attack-protection/breached-password-detection",
                  Document.of("enabled", true, "shields", List.of("block")));
            },
            sent(ORIGIN, password("password", "123456")),
            1));
    cases.put("wrong-verification-code", new Case(draft -> code(draft, 0, 60), coded("no"), 1));
    cases.put(
        "verification-code-tries-exceeded", new Case(draft -> code(draft, 3, 60), coded("1"), 1));
    cases.put("verification-code-expired", new Case(draft -> code(draft, 0, -1), coded("1"), 1));
    cases.put("signup-disabled", new Case(draft -> code(draft, 0, 60), coded("1"), 1));
    cases.put("malformed-body", of(Requests.request("POST", "/co/authenticate", "{", headers(""))));
    Request small = sent(ORIGIN, password());
    cases.put(
        "body-too-large",
        of(
            new Request(
                small.method(),
                small.path(),
                small.query(),
                small.headers(),
                small.body(),
                true,
                small.remote(),
                small.listener())));
    cases.put(
        "rate-limited",
        new Case(
            draft ->
                draft.fakeAuth0(
                    Document.of(
                        "limits",
                        Document.of("authentication", Document.of("limit", 1L, "per", 60L)))),
            sent(ORIGIN, password()),
            2));
    cases.put("internal-error", of(Requests.post("/broken", "", "Host", "localhost:8080")));
    return cases;
  }

  private static void compare(String name, Case of) throws IOException {
    Tenant tenant = TestTenant.named("dev");
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              seed(draft);
              of.seed().accept(draft);
              return draft;
            });
    List<Endpoint> endpoints = new ArrayList<>(LoginEndpoints.all(new TokenMinter()));
    endpoints.add(new Broken());
    Pipeline road =
        new Pipeline(new TenantDirectory(List.of(tenant)), endpoints, FaultLayer.NONE, line -> {});
    Reply reply = road.handle(of.request());
    for (int i = 1; i < of.calls(); i++) {
      reply = road.handle(of.request());
    }
    Diagnosis diagnosis = tenant.epoch().journal().last().orElseThrow().diagnosis().orElseThrow();
    String actual =
        TokenDoorDiagnosesTest.printed(reply, diagnosis)
            .replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"(class and line)\"");
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }

    assertThat(name).startsWith(diagnosis.reason().mode());
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private static void seed(TenantDraft draft) {
    for (String id : List.of("shop", "closed")) {
      draft.put(
          aClient(
              id,
              "name",
              "Shop",
              "web_origins",
              List.of(ORIGIN),
              "cross_origin_authentication",
              id.equals("shop")));
    }
    connection(draft, "con_1", DATABASE, "auth0", List.of("shop", "closed"));
    connection(draft, "con_2", "others", "auth0", List.of());
    connection(draft, "con_3", "email", "email", List.of("shop"));
    ada(draft);
  }

  private static void connection(
      TenantDraft draft, String id, String name, String strategy, List<String> clients) {
    draft.put(
        "connections",
        id,
        Document.of(
            "id",
            id,
            "name",
            name,
            "strategy",
            strategy,
            "enabled_clients",
            clients,
            "options",
            Document.of("disable_signup", true)));
  }

  private static void code(TenantDraft draft, int failed, int seconds) {
    PasswordlessCode code =
        new PasswordlessCode(
            "1", "shop", "1", TestTenant.NOW.plusSeconds(seconds), failed, Document.EMPTY);
    draft.keep(
        PasswordlessCode.id("email", "eve@example.com"),
        code,
        TestTenant.NOW.plusSeconds(600),
        TestTenant.NOW);
  }

  private static void ada(TenantDraft draft, Object... more) {
    Document ada =
        Document.of(
            "user_id",
            "auth0|ada",
            "email",
            "ada@example.com",
            "connection",
            DATABASE,
            "password",
            "Passw0rd!");
    for (int i = 0; i < more.length; i += 2) {
      ada = ada.with((String) more[i], more[i + 1]);
    }
    draft.put("users", "auth0|ada", ada);
  }

  private static Case of(Request request) {
    return new Case(draft -> {}, request, 1);
  }

  private static Case with(String member, String value) {
    return of(sent(ORIGIN, password(member, value)));
  }

  private static Document password(String... changes) {
    Document body =
        Document.of(
            "client_id",
            "shop",
            "credential_type",
            "http://auth0.com/oauth/grant-type/password-realm",
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "realm",
            DATABASE);
    return changes.length == 0 ? body : body.with(changes[0], changes[1]);
  }

  private static Request coded(String otp) {
    return sent(
        ORIGIN,
        Document.of(
            "client_id",
            "shop",
            "credential_type",
            CODE,
            "username",
            "eve@example.com",
            "otp",
            otp,
            "realm",
            "email"));
  }

  private static Request sent(String origin, Document body) {
    return Requests.request("POST", "/co/authenticate", Json.text(body), headers(origin));
  }

  private static String[] headers(String origin) {
    return origin.isEmpty()
        ? new String[] {"Host", "localhost:8080", "Content-Type", "application/json"}
        : new String[] {
          "Host", "localhost:8080", "Content-Type", "application/json", "Origin", origin
        };
  }

  private static final class Broken implements Endpoint {

    @Override
    public Route route() {
      return Route.post("/broken", Door.CROSS_ORIGIN);
    }

    @Override
    public Reply answer(Call call) {
      throw new IllegalStateException("boom");
    }
  }
}
