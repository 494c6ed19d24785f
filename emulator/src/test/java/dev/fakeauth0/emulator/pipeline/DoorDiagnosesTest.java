package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.authentication.login.Browser;
import dev.fakeauth0.emulator.authentication.login.Interactions;
import dev.fakeauth0.emulator.authentication.login.Logins;
import dev.fakeauth0.emulator.control.ControlEndpoints;
import dev.fakeauth0.emulator.control.TokenOnDemand;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read when the doors other than the token endpoint's refuse, one golden file per case
 * under {@code diagnoses/DOOR}; and that there is such a file for every reason at every door. Run
 * with {@code -Dgolden.update=true} to write the files anew, and read the difference.
 */
class DoorDiagnosesTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "diagnoses");
  private static final String HOST = "localhost:8080";

  private final Tenant tenant = TestTenant.named("dev");

  @TestFactory
  Stream<DynamicTest> explains_each_refusal_as_its_golden_file_has_it() {
    Map<String, Request> cases = new LinkedHashMap<>();
    cases.put("plain/not-found", Requests.get("/oauth/tokens", "Host", HOST));
    cases.put(
        "plain/not-found-introspection",
        Requests.post("/oauth/introspect", "token=t", "Host", HOST));
    cases.put("plain/method-not-allowed", Requests.get("/test", "Host", HOST));
    cases.put("plain/body-too-large", tooLarge("/test"));
    cases.put("plain/internal-error", Requests.post("/broken", "", "Host", HOST));
    cases.put("plain/rate-limited", Requests.post("/test", "", "Host", HOST));
    cases.put("page/body-too-large", tooLarge("/page"));
    cases.put("page/internal-error", Requests.post("/broken-page", "", "Host", HOST));
    cases.put("page/interaction-unknown", Requests.get("/login", "Host", HOST));
    cases.put(
        "page/interaction-of-another-browser", Requests.get("/login?state=here", "Host", HOST));
    cases.put("page/rate-limited", Requests.post("/page", "", "Host", HOST));
    cases.put("management/not-found", Requests.get("/api/v2/user", "Host", HOST));
    cases.put("management/method-not-allowed", Requests.get("/api/v2/test", "Host", HOST));
    cases.put("management/body-too-large", tooLarge("/api/v2/test"));
    cases.put("management/internal-error", Requests.post("/api/v2/broken", "", "Host", HOST));
    cases.put("management/rate-limited", Requests.post("/api/v2/test", "", "Host", HOST));
    cases.put("control/not-found", Requests.get("/__admin/journal", "Host", HOST));
    cases.put("control/method-not-allowed", Requests.get("/__admin/reset", "Host", HOST));
    cases.put("control/body-too-large", tooLarge("/__admin/clock"));
    cases.put("control/internal-error", Requests.post("/__admin/broken", "", "Host", HOST));
    cases.put("control/malformed-body", control("PUT", "/__admin/clock", "{\"now\":1 2}"));
    cases.put("control/admin-bad-request", control("PUT", "/__admin/clock", "{\"nwo\":\"x\"}"));
    cases.put(
        "control/admin-bad-request-query",
        Requests.get("/__admin/requests?decision=no", "Host", HOST));
    cases.put("control/admin-forbidden", Requests.get("/__admin/clock", "Host", "evil.example"));
    return cases.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
  }

  @Test
  void each_reason_has_a_golden_file_at_each_door_it_can_leave_by() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Door door : Door.values()) {
      Set<String> files = files(door);
      for (RefusalReason reason : RefusalReason.values()) {
        if (WireForms.doorsOf(reason).contains(door)
            && files.stream().noneMatch(file -> of(file).equals(Optional.of(reason)))) {
          missing.add(name(door) + "/" + reason.mode() + ".txt");
        }
      }
    }

    assertThat(missing)
        .as("refusals without a golden file of their diagnosis under src/test/resources/diagnoses")
        .isEmpty();
  }

  private void compare(String name, Request request) throws IOException {
    limit(name.endsWith("rate-limited") ? 1 : 1000);
    Pipeline road = road();
    Reply reply = road.handle(request);
    for (int i = 0; i < 20 && name.endsWith("rate-limited") && reply.status() != 429; i++) {
      reply = road.handle(request);
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

    assertThat(of(name.substring(name.indexOf('/') + 1))).contains(diagnosis.reason());
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private void limit(long calls) {
    Document limit = Document.of("limit", calls, "per", 60L);
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              draft.fakeAuth0(
                  Document.of("limits", Document.of("authentication", limit, "management", limit)));
              return draft;
            });
  }

  private Pipeline road() {
    TenantDirectory directory = new TenantDirectory(List.of(tenant));
    List<Endpoint> endpoints =
        new ArrayList<>(
            ControlEndpoints.over(
                directory,
                new TokenOnDemand(new TokenMinter()),
                Optional.empty(),
                () -> "a CA in PEM"));
    endpoints.add(endpoint("/test", Surface.AUTHENTICATION, false));
    endpoints.add(page("/page", false));
    endpoints.add(new LoginPage());
    endpoints.add(page("/broken-page", true));
    endpoints.add(endpoint("/broken", Surface.AUTHENTICATION, true));
    endpoints.add(endpoint("/api/v2/test", Surface.MANAGEMENT, false));
    endpoints.add(endpoint("/api/v2/broken", Surface.MANAGEMENT, true));
    endpoints.add(endpoint("/__admin/broken", Surface.CONTROL, true));
    return new Pipeline(directory, endpoints, FaultLayer.NONE, line -> {});
  }

  private static Endpoint endpoint(String path, Surface surface, boolean broken) {
    return endpoint(new Route(List.of("POST"), path, surface, Door.of(surface)), broken);
  }

  private static Endpoint page(String path, boolean broken) {
    return endpoint(Route.page(path, "POST"), broken);
  }

  private static Endpoint endpoint(Route route, boolean broken) {
    return new Endpoint() {
      @Override
      public Route route() {
        return route;
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

  /** A page of a login that another browser began. */
  private static final class LoginPage implements Endpoint {

    @Override
    public Route route() {
      return Route.page("/login", "GET");
    }

    @Override
    public Reply answer(Call call) {
      return call.parse(any -> Parameters.ofQuery(call.request()))
          .decide(
              (sent, draft, now) -> {
                draft.keep("here", Logins.begunBy("a device", now), now.plusSeconds(60), now);
                return Interactions.open(sent.get("state"), Browser.of(call.request()), draft, now);
              })
          .reply(interaction -> new Outcome.Nothing(204));
    }
  }

  private static Request control(String method, String path, String body) {
    return Requests.request(method, path, body, "Host", HOST);
  }

  private static Request tooLarge(String path) {
    Request small = Requests.request("POST", path, "", "Host", HOST);
    return new Request(
        path.endsWith("clock") ? "PUT" : small.method(),
        small.path(),
        small.query(),
        small.headers(),
        new byte[0],
        true,
        small.remote(),
        small.listener());
  }

  /** The reason a file is about: the longest that its name begins with. */
  private static Optional<RefusalReason> of(String file) {
    RefusalReason best = null;
    for (RefusalReason reason : RefusalReason.values()) {
      boolean begins = file.equals(reason.mode()) || file.startsWith(reason.mode() + "-");
      if (begins && (best == null || best.mode().length() < reason.mode().length())) {
        best = reason;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Set<String> files(Door door) throws IOException {
    Set<String> names = new TreeSet<>();
    Path folder = GOLDEN.resolve(name(door));
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        found.forEach(file -> names.add(file.getFileName().toString().replace(".txt", "")));
      }
    }
    return names;
  }

  private static String name(Door door) {
    return door.name().toLowerCase(Locale.ROOT);
  }
}
