package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.authentication.RevocationEndpoint;
import dev.fakeauth0.emulator.authentication.TokenEndpoint;
import dev.fakeauth0.emulator.authentication.UserInfoEndpoint;
import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.AuthorizationCodePolicy;
import dev.fakeauth0.emulator.authentication.grant.ClientCredentialsPolicy;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.refusal.Diagnosis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read when {@code /userinfo} and {@code /oauth/revoke} refuse, one golden file per
 * case under {@code diagnoses/userinfo} and {@code diagnoses/revocation}. Run with {@code
 * -Dgolden.update=true} to write the files anew, and read the difference.
 */
class UserDoorsDiagnosesTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "diagnoses");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String AS_WEB = "client_id=web&client_secret=web-secret";
  private static final String API = "https://api.example.com";

  private static final Map<String, Function<Doors, Reply>> CASES = cases();

  @TestFactory
  Stream<DynamicTest> explains_each_refusal_as_its_golden_file_has_it() {
    return CASES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
  }

  @Test
  void keeps_no_golden_file_that_no_case_writes() throws IOException {
    var files = new TreeSet<String>();
    for (String door : List.of("userinfo", "revocation")) {
      try (Stream<Path> found = Files.list(GOLDEN.resolve(door))) {
        found.forEach(
            file -> files.add(door + "/" + file.getFileName().toString().replace(".txt", "")));
      }
    }

    assertThat(files).isEqualTo(new TreeSet<>(CASES.keySet()));
  }

  private static Map<String, Function<Doors, Reply>> cases() {
    Map<String, Function<Doors, Reply>> cases = new LinkedHashMap<>();
    cases.put("userinfo/token-missing", doors -> doors.userInfo());
    cases.put(
        "userinfo/token-missing-scheme", doors -> doors.userInfo("Authorization", "Token abc"));
    cases.put(
        "userinfo/malformed-authorization",
        doors ->
            doors.handle(
                Requests.post(
                    "/userinfo",
                    "access_token=abc",
                    "Authorization",
                    "Bearer abc",
                    "Content-Type",
                    FORM)));
    cases.put("userinfo/invalid-token", doors -> doors.userInfo("Authorization", "Bearer abc"));
    cases.put(
        "userinfo/invalid-token-machine",
        doors ->
            doors.userInfo(
                "Authorization",
                "Bearer "
                    + doors.token("grant_type=client_credentials&" + AS_WEB + "&audience=" + API)));
    cases.put(
        "userinfo/invalid-token-api",
        doors ->
            doors.userInfo(
                "Authorization", "Bearer " + doors.login(Optional.of(API), "read:messages")));
    cases.put(
        "userinfo/invalid-token-expired",
        doors -> {
          String token = doors.login(Optional.empty(), "openid");
          doors.change(
              draft -> draft.clock(new ClockSetting(Duration.ofDays(2), Optional.empty())));
          return doors.userInfo("Authorization", "Bearer " + token);
        });
    cases.put(
        "userinfo/invalid-token-not-bound",
        doors ->
            doors.userInfo("Authorization", "DPoP " + doors.login(Optional.empty(), "openid")));
    cases.put(
        "userinfo/insufficient-scope",
        doors ->
            doors.userInfo("Authorization", "Bearer " + doors.login(Optional.empty(), "profile")));
    cases.put(
        "userinfo/user-gone",
        doors -> {
          String token = doors.login(Optional.empty(), "openid");
          doors.change(draft -> draft.remove("users", "auth0|ada"));
          return doors.userInfo("Authorization", "Bearer " + token);
        });
    for (String door : List.of("userinfo", "revocation")) {
      cases.put(door + "/body-too-large", doors -> doors.handle(tooLarge("/" + door)));
      cases.put(
          door + "/internal-error", doors -> doors.handle(Requests.post("/broken-" + door, "")));
      cases.put(
          door + "/rate-limited",
          doors -> {
            doors.limit();
            doors.handle(Requests.post("/" + door, ""));
            return doors.handle(Requests.post("/" + door, ""));
          });
    }
    revocations(cases);
    return cases;
  }

  private static void revocations(Map<String, Function<Doors, Reply>> cases) {
    revocation(cases, "parameter-missing", AS_WEB);
    revocation(cases, "client-id-missing", "token=abc");
    revocation(cases, "unknown-client", "token=abc&client_id=nobody");
    revocation(cases, "client-secret-missing", "token=abc&client_id=web");
    revocation(cases, "invalid-client", "token=abc&client_id=web&client_secret=wrong");
    revocation(
        cases,
        "client-authentication-method-mismatch",
        "token=abc&client_id=" + PrivateKeyClient.ID + "&client_secret=secret");
    revocation(cases, "parameter-repeated", AS_WEB + "&token=abc&token=abc");
    cases.put(
        "revocation/parameter-invalid",
        doors -> doors.revoke("application/json", "{\"token\":[\"abc\"]}"));
    cases.put(
        "revocation/malformed-body", doors -> doors.revoke("application/json", "{\"token\":abc}"));
    cases.put(
        "revocation/several-client-credentials",
        doors ->
            doors.revoke(FORM, AS_WEB + "&token=abc", "Authorization", basic("web:web-secret")));
    cases.put(
        "revocation/malformed-basic-credentials",
        doors -> doors.revoke(FORM, "token=abc", "Authorization", "Basic ?"));
    cases.put(
        "revocation/invalid-client-assertion",
        doors -> doors.revoke(FORM, asserting("https://elsewhere.example/")));
    cases.put(
        "revocation/client-assertion-replayed",
        doors -> {
          doors.revoke(FORM, asserting(TokenDoor.ISSUER));
          return doors.revoke(FORM, asserting(TokenDoor.ISSUER));
        });
  }

  private static void revocation(
      Map<String, Function<Doors, Reply>> cases, String reason, String form) {
    cases.put("revocation/" + reason, doors -> doors.revoke(FORM, form));
  }

  private static String asserting(String audience) {
    return "token=abc&client_assertion_type="
        + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion="
        + PrivateKeyClient.assertion(audience, "one", Keys.NOW);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Request tooLarge(String path) {
    Request small = Requests.post(path, "");
    return new Request(
        small.method(),
        small.path(),
        small.query(),
        small.headers(),
        small.body(),
        true,
        small.remote(),
        small.listener());
  }

  private static void compare(String name, Function<Doors, Reply> of) throws IOException {
    Doors doors = new Doors();
    Reply reply = of.apply(doors);
    Diagnosis diagnosis = doors.tenant.epoch().journal().last().orElseThrow().diagnosis().get();
    String actual =
        challenge(reply)
            + TokenDoorDiagnosesTest.printed(reply, diagnosis)
                .replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"(class and line)\"");
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }

    String reason = name.substring(name.indexOf('/') + 1);
    assertThat(reason).startsWith(diagnosis.reason().mode());
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).doesNotContain("web-secret");
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private static String challenge(Reply reply) {
    return reply
        .headers()
        .first("WWW-Authenticate")
        .map(value -> "WWW-Authenticate: " + value + "\n")
        .orElse("");
  }

  /** The doors on their road, over a tenant with the user ada and the client web. */
  private static final class Doors {

    private final Tenant tenant = TokenDoor.of(Doors::seed).tenant();
    private final Pipeline road =
        new Pipeline(
            new TenantDirectory(List.of(tenant)),
            List.of(
                new UserInfoEndpoint(),
                new RevocationEndpoint(),
                new TokenEndpoint(
                    new GrantPolicies(
                        List.of(new ClientCredentialsPolicy(), new AuthorizationCodePolicy())),
                    new TokenMinter()),
                endpoint("/revocation", Door.REVOCATION, false),
                endpoint("/broken-userinfo", Door.USERINFO, true),
                endpoint("/broken-revocation", Door.REVOCATION, true)),
            FaultLayer.NONE,
            line -> {});

    private static void seed(TenantDraft draft) {
      draft.put(
          aClient(
              "web",
              "client_secret",
              "web-secret",
              "grant_types",
              List.of("authorization_code", "client_credentials")));
      draft.put(PrivateKeyClient.client());
      draft.put(anApi(API));
      draft.put(aGrant("cgr_1", "web", API));
      draft.put(
          "users", "auth0|ada", Document.of("user_id", "auth0|ada", "email", "ada@example.com"));
    }

    Reply handle(Request request) {
      return road.handle(request);
    }

    Reply userInfo(String... headers) {
      return handle(Requests.get("/userinfo", headers));
    }

    Reply revoke(String contentType, String body, String... headers) {
      List<String> all = new ArrayList<>(List.of("Content-Type", contentType));
      all.addAll(List.of(headers));
      return handle(Requests.post("/oauth/revoke", body, all.toArray(String[]::new)));
    }

    String token(String form) {
      Reply reply = handle(Requests.post("/oauth/token", form, "Content-Type", FORM));
      return TokenDoor.body(reply).string("access_token").orElseThrow();
    }

    String login(Optional<String> audience, String scope) {
      change(
          draft ->
              draft.keep(
                  "a-code",
                  new AuthorizationCode(
                      new UserAuthorization(
                          "web",
                          new Login("auth0|ada", "db", Keys.NOW, List.of("pwd"), Optional.empty()),
                          audience,
                          List.of(scope),
                          Optional.empty(),
                          Optional.empty(),
                          false,
                          Optional.empty(),
                          false),
                      Optional.empty(),
                      Optional.empty(),
                      "S256",
                      false,
                      List.of()),
                  Keys.NOW.plusSeconds(60),
                  Keys.NOW));
      return token("grant_type=authorization_code&code=a-code&" + AS_WEB);
    }

    void change(java.util.function.Consumer<TenantDraft> change) {
      tenant
          .epoch()
          .store()
          .change(
              draft -> {
                change.accept(draft);
                return draft;
              });
    }

    void limit() {
      change(
          draft ->
              draft.fakeAuth0(
                  Document.of(
                      "limits",
                      Document.of("authentication", Document.of("limit", 1L, "per", 60L)))));
    }

    private static Endpoint endpoint(String path, Door door, boolean broken) {
      return new Endpoint() {
        @Override
        public Route route() {
          return Route.post(path, door);
        }

        @Override
        public Reply answer(Call call) {
          if (broken) {
            throw new IllegalStateException("boom");
          }
          return Reply.empty(204);
        }
      };
    }
  }
}
