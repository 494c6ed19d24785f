package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.authentication.grant.SecondFactors;
import dev.fakeauth0.emulator.authentication.login.LoginPages;
import dev.fakeauth0.emulator.authentication.login.Logins;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.refusal.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read when a page refuses what they typed, one golden file per case under {@code
 * diagnoses/page}: what the page says, and the diagnosis. Run with {@code -Dgolden.update=true} to
 * write the files anew, and read the difference.
 */
class PageDoorDiagnosesTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "diagnoses", "page");
  private static final String DATABASE = "Username-Password-Authentication";
  private static final Pattern SAID =
      Pattern.compile(
          "<(?:span id=\"(error-element-[^\"]*)\"[^>]*|p) data-error-code=\"([^\"]*)\">([^<]*)<");
  private static final Pattern DETAILS =
      Pattern.compile("<code id=\"(error-details)\">()([^<]*)</code>");

  private record Case(Consumer<TenantDraft> seed, String page, String form) {}

  @TestFactory
  Stream<DynamicTest> explains_each_refusal_as_its_golden_file_has_it() {
    Map<String, Case> cases = new LinkedHashMap<>();
    Consumer<TenantDraft> nothing = draft -> {};
    String ada = "username=ada@example.com&password=";
    cases.put("unknown-user", new Case(nothing, "/u/login", "username=eve@example.com&password=x"));
    cases.put("wrong-password", new Case(nothing, "/u/login", ada + "wrong"));
    cases.put(
        "wrong-password-username",
        new Case(
            draft -> database(draft, "requires_username", true),
            "/u/login",
            "username=ada&password=wrong"));
    cases.put(
        "user-blocked-login",
        new Case(draft -> ada(draft, "blocked", true), "/u/login", ada + "Passw0rd!"));
    cases.put("too-many-attempts", new Case(nothing, "/u/login", ada + "wrong"));
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
            "/u/login",
            "username=eve@example.com&password=x"));
    cases.put(
        "password-leaked",
        new Case(
            draft -> {
              ada(draft, "password", "123456");
              draft.singleton(
                  "attack-protection/breached-password-detection",
                  Document.of("enabled", true, "shields", List.of("block")));
            },
            "/u/login",
            ada + "123456"));
    cases.put("page-input-invalid", new Case(nothing, "/u/login", "username=ada@example.com"));
    cases.put("page-input-invalid-form", new Case(nothing, "/u/login", "username=%zz"));
    cases.put("page-input-invalid-signup", new Case(nothing, "/u/signup", "email=eve@example.com"));
    cases.put(
        "page-input-invalid-signup-weak",
        new Case(
            draft -> database(draft, "passwordPolicy", "good"),
            "/u/signup",
            "email=eve@example.com&password=short"));
    cases.put(
        "page-input-invalid-signup-taken",
        new Case(nothing, "/u/signup", "email=ada@example.com&password=Passw0rd!"));
    cases.put(
        "page-input-invalid-connection", new Case(nothing, "/u/login", "connection=google-oauth2"));
    cases.put("ticket-unknown", new Case(nothing, "/u/reset-password", "password-reset=x"));
    cases.put(
        "mfa-association-refused",
        new Case(PageDoorDiagnosesTest::ticket, "/mfa/enrollment?ticket=ticket_1", ""));
    cases.put(
        "mfa-association-refused-further",
        new Case(
            draft -> {
              ticket(draft);
              draft.singleton("guardian/factors", Document.of("otp", true));
              draft.put(
                  SecondFactors.collection("auth0|ada"),
                  "totp|dev_1",
                  Document.of("id", "totp|dev_1", "type", "totp", "confirmed", true));
            },
            "/mfa/enrollment?ticket=ticket_1",
            ""));
    return cases.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
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
    Pipeline road =
        new Pipeline(
            new TenantDirectory(List.of(tenant)),
            List.of(),
            LoginPages.all(),
            FaultLayer.NONE,
            line -> {});
    String form = "state=here&" + of.form();
    Reply reply = road.handle(submit(of.page(), form));
    for (int i = 0; i < 12 && !refusedFor(tenant, name); i++) {
      reply = road.handle(submit(of.page(), form));
    }
    Diagnosis diagnosis = tenant.epoch().journal().last().orElseThrow().diagnosis().orElseThrow();
    String actual = printed(reply, diagnosis);
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }

    assertThat(name).startsWith(diagnosis.reason().mode());
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private static boolean refusedFor(Tenant tenant, String name) {
    return tenant
        .epoch()
        .journal()
        .last()
        .flatMap(entry -> entry.diagnosis())
        .filter(diagnosis -> name.startsWith(diagnosis.reason().mode()))
        .isPresent();
  }

  private static void seed(TenantDraft draft) {
    draft.put(TokenDoor.aClient("web", "name", "Web"));
    database(draft);
    ada(draft);
    draft.keep(
        "here",
        Logins.begunBy("a-device", TestTenant.NOW),
        TestTenant.NOW.plusSeconds(600),
        TestTenant.NOW);
  }

  private static void database(TenantDraft draft, Object... options) {
    draft.put(
        "connections",
        "con_1",
        Document.of(
            "id",
            "con_1",
            "name",
            DATABASE,
            "strategy",
            "auth0",
            "enabled_clients",
            List.of("web"),
            "options",
            Document.of(options)));
  }

  private static void ada(TenantDraft draft, Object... more) {
    Document ada =
        Document.of(
            "user_id",
            "auth0|ada",
            "email",
            "ada@example.com",
            "username",
            "ada",
            "connection",
            DATABASE,
            "password",
            "Passw0rd!");
    for (int i = 0; i < more.length; i += 2) {
      ada = ada.with((String) more[i], more[i + 1]);
    }
    draft.put("users", "auth0|ada", ada);
  }

  /** A ticket to enroll a second factor. */
  private static void ticket(TenantDraft draft) {
    draft.put(
        "tickets",
        "ticket_1",
        Document.of(
            "id",
            "ticket_1",
            "user_id",
            "auth0|ada",
            "page",
            "mfa/enrollment",
            "expires_at",
            TestTenant.NOW.plusSeconds(600).toString()));
  }

  private static Request submit(String page, String form) {
    if (page.indexOf('?') > 0) {
      return Requests.get(page, "Host", "localhost:8080");
    }
    return Requests.post(
        page,
        form,
        "Host",
        "localhost:8080",
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Cookie",
        "did_8080=a-device");
  }

  private static String printed(Reply reply, Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder();
    text.append(reply.status());
    reply.headers().first("Location").ifPresent(to -> text.append(' ').append(to));
    for (Pattern pattern : List.of(SAID, DETAILS)) {
      Matcher said = pattern.matcher(reply.text());
      while (said.find()) {
        text.append(
            Stream.of(said.group(1), said.group(2), said.group(3))
                .filter(part -> part != null && !part.isEmpty())
                .reduce("", (all, part) -> all + "\n  " + part));
      }
    }
    text.append("\n\n").append(diagnosis.reason().mode()).append(": ");
    text.append(diagnosis.because()).append('\n');
    diagnosis.facts().forEach((fact, value) -> text.append("  " + fact + ": " + value + '\n'));
    diagnosis.remedies().forEach(remedy -> text.append("- ").append(remedy).append('\n'));
    return text.toString();
  }
}
