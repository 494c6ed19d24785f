package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.authentication.login.LoginEndpoints;
import dev.fakeauth0.emulator.authentication.login.Logins;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read when a login in the browser is refused: at the callback, on a page, and where
 * the request is pushed. Run with {@code -Dgolden.update=true} to write the files anew, and read
 * the difference.
 */
class LoginDoorDiagnosesTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "diagnoses");
  private static final String CALLBACK = "https://app.example/cb";

  /** A case: what is sent to {@code /authorize}, or the interaction that is resumed. */
  record Case(Map<String, String> sent, Optional<Consumer<TenantDraft>> resumed) {}

  @TestFactory
  Stream<DynamicTest> explains_each_refusal_as_its_golden_file_has_it() {
    Map<String, Case> both = both();
    Stream<DynamicTest> callback =
        both.entrySet().stream()
            .map(each -> test("callback/" + each.getKey(), each.getValue(), false, false));
    Stream<DynamicTest> page =
        Stream.concat(both.entrySet().stream(), pages().entrySet().stream())
            .map(each -> test("page/" + each.getKey(), each.getValue(), true, false));
    Stream<DynamicTest> pushed =
        pushed().entrySet().stream()
            .map(each -> test("token/" + each.getKey(), each.getValue(), false, true));
    return Stream.concat(callback, Stream.concat(page, pushed));
  }

  private static Map<String, Case> both() {
    Map<String, Case> cases = new LinkedHashMap<>();
    checks(cases);
    cases.put("connection-not-found", sent("connection", "nowhere"));
    cases.put("connection-not-domain", sent("client_id", "third", "connection", "others"));
    cases.put("no-connections", sent("client_id", "lonely"));
    cases.put("no-connections-third-party", sent("client_id", "third"));
    cases.put("no-visible-connections", sent("client_id", "members", "organization", "org_hidden"));
    cases.put("parameter-invalid", sent("prompt", "nobody"));
    cases.put("parameter-invalid-max-age", sent("max_age", "soon"));
    cases.put("grant-type-not-allowed", sent("client_id", "codeless"));
    cases.put("unknown-audience", sent("audience", "https://api.exampel"));
    cases.put("client-grant-missing", sent("audience", "https://granted.example"));
    cases.put("api-access-denied", sent("audience", "https://closed.example"));
    cases.put("organization-required", sent("client_id", "members"));
    cases.put("organization-not-allowed", sent("organization", "org_1"));
    cases.put("organization-invalid", sent("client_id", "members", "organization", "org_2"));
    cases.put("connection-disabled", sent("connection", "others"));
    cases.put("login-required", sent("prompt", "none"));
    cases.put("request-uri-invalid", sent("request_uri", "https://evil.example/request"));
    cases.put("pushed-request-required", sent("client_id", "pushing"));
    cases.put("user-gone", resumed("web", "auth0|gone", CALLBACK, draft -> {}));
    cases.put("user-blocked", resumed("web", "auth0|blocked", CALLBACK, draft -> {}));
    cases.put("user-not-in-organization", resumed("members", "auth0|ada", CALLBACK, draft -> {}));
    cases.put(
        "organization-membership-required", resumed("joiners", "auth0|ada", CALLBACK, draft -> {}));
    cases.put("consent-denied", declined(RefusalReason.CONSENT_DENIED));
    cases.put("interaction-canceled", declined(RefusalReason.INTERACTION_CANCELED));
    cases.put(
        "consent-required", sent("prompt", "none", "audience", "https://api.example", "ada", ""));
    cases.put(
        "interaction-required",
        sent("prompt", "none", "acr_values", Logins.MULTI_FACTOR, "ada", ""));
    cases.put(
        "interaction-required-confirmation",
        sent("prompt", "none", "client_id", "native", "redirect_uri", "app.notes://cb", "ada", ""));
    return cases;
  }

  /** What is checked where a request is pushed, too. */
  private static void checks(Map<String, Case> cases) {
    cases.put("response-type-missing", sent("response_type", ""));
    cases.put("unsupported-response-type", sent("response_type", "cod"));
    cases.put("nonce-missing", sent("response_type", "id_token"));
    cases.put("code-challenge-missing", sent("code_challenge_method", "S256"));
    cases.put("code-challenge-missing-strict", sent("client_id", "strict"));
    cases.put("code-challenge-invalid", sent("code_challenge", "short"));
    cases.put(
        "code-challenge-invalid-method",
        sent("code_challenge", "x".repeat(43), "code_challenge_method", "S512"));
    cases.put("parameter-not-allowed", sent("client_id", "strict", "screen_hint", "signup"));
    cases.put(
        "invitation-invalid",
        sent("client_id", "members", "organization", "org_1", "invitation", "x"));
    cases.put("invitation-invalid-alone", sent("client_id", "joiners", "invitation", "x"));
    cases.put(
        "invitation-invalid-expired",
        sent("client_id", "members", "organization", "org_1", "invitation", "old"));
    cases.put(
        "invitation-invalid-of-another-client",
        sent("client_id", "joiners", "organization", "org_1", "invitation", "old"));
    cases.put("request-object-invalid", sent("request", "a.b.c"));
    cases.put("request-object-invalid-not-set-up", sent("client_id", "members", "request", "a"));
  }

  private static Map<String, Case> pages() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("client-id-missing", sent("client_id", ""));
    cases.put("unknown-client", sent("client_id", "wed"));
    cases.put("unknown-client-url", sent("client_id", "https://app.example/client.json"));
    cases.put("callback-not-allowed", sent("redirect_uri", "https://app.example/cb/"));
    cases.put("web-origin-not-allowed", sent("response_mode", "web_message"));
    cases.put("parameter-repeated", sent("state&state", "s"));
    cases.put("malformed-body", sent("bad%", "s"));
    cases.put("callback-missing", resumed("web", "auth0|ada", "", draft -> {}));
    cases.put("logout-url-not-allowed", sent("/v2/logout", "", "returnTo", "https://evil.example"));
    cases.put(
        "logout-url-not-allowed-of-client",
        sent("/oidc/logout", "", "post_logout_redirect_uri", "https://evil.example"));
    cases.put("logout-hint-invalid", sent("/oidc/logout", "", "id_token_hint", "x"));
    return cases;
  }

  /** The reasons that a request is refused for where it is pushed, beside those of the client. */
  static Set<RefusalReason> reasonsWherePushed() {
    Set<RefusalReason> reasons = EnumSet.noneOf(RefusalReason.class);
    for (RefusalReason reason : RefusalReason.values()) {
      if (pushed().containsKey(reason.mode())) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  static Map<String, Case> pushed() {
    Map<String, Case> cases = new LinkedHashMap<>();
    checks(cases);
    cases.put("callback-not-allowed", sent("redirect_uri", "https://app.example/cb/"));
    cases.put("web-origin-not-allowed", sent("response_mode", "web_message"));
    return cases;
  }

  private static Case sent(String... changes) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("response_type", "code");
    sent.put("client_id", "web");
    sent.put("redirect_uri", CALLBACK);
    sent.put("state", "s");
    for (int i = 0; i < changes.length; i += 2) {
      sent.put(changes[i], changes[i + 1]);
    }
    return new Case(sent, Optional.empty());
  }

  private static Case resumed(
      String client, String user, String callback, Consumer<TenantDraft> more) {
    return new Case(
        Map.of(),
        Optional.of(
            draft -> {
              Logins.keep(
                  Logins.loggedIn(client, user, callback, TestTenant.NOW), draft, TestTenant.NOW);
              more.accept(draft);
            }));
  }

  private static Case declined(RefusalReason reason) {
    return new Case(
        Map.of(),
        Optional.of(
            draft ->
                Logins.keep(
                    Logins.loggedIn("web", "auth0|ada", CALLBACK, TestTenant.NOW).declining(reason),
                    draft,
                    TestTenant.NOW)));
  }

  private static DynamicTest test(String name, Case of, boolean guarded, boolean pushed) {
    return dynamicTest(name, () -> compare(name, of, guarded, pushed));
  }

  private static void compare(String name, Case of, boolean guarded, boolean pushed)
      throws IOException {
    Tenant tenant = TestTenant.named("dev");
    String cookie =
        tenant
            .epoch()
            .store()
            .change(
                draft -> {
                  fill(draft, guarded);
                  of.resumed().ifPresent(resumed -> resumed.accept(draft));
                  return Logins.session("auth0|ada", draft, TestTenant.NOW);
                })
            .result();
    Pipeline road =
        new Pipeline(
            new TenantDirectory(List.of(tenant)),
            LoginEndpoints.all(new TokenMinter()),
            FaultLayer.NONE,
            line -> {});

    Reply reply = road.handle(request(of, pushed, cookie));

    Diagnosis diagnosis = tenant.epoch().journal().last().orElseThrow().diagnosis().orElseThrow();
    String actual = printed(reply, diagnosis);
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(name.substring(name.indexOf('/') + 1)).startsWith(diagnosis.reason().mode());
    assertThat(diagnosis.remedies()).isNotEmpty();
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  private static Request request(Case of, boolean pushed, String session) {
    if (of.resumed().isPresent()) {
      return Requests.get(
          "/authorize/resume?state=here",
          "Host",
          "localhost:8080",
          "Cookie",
          "did_8080=" + Logins.DEVICE);
    }
    String path = "/authorize";
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, String> parameter : of.sent().entrySet()) {
      if (parameter.getKey().startsWith("/")) {
        path = parameter.getKey();
      } else if (!parameter.getValue().isEmpty()) {
        query
            .append(query.isEmpty() ? "" : "&")
            .append(parameter.getKey().equals("state&state") ? "state=1&state" : parameter.getKey())
            .append('=')
            .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      }
    }
    if (pushed) {
      return Requests.post(
          "/oauth/par",
          query + "&client_secret=secret",
          "Host",
          "localhost:8080",
          "Content-Type",
          "application/x-www-form-urlencoded");
    }
    String cookies = of.sent().containsKey("ada") ? "auth0_8080=" + session : "other=1";
    return Requests.get(path + "?" + query, "Host", "localhost:8080", "Cookie", cookies);
  }

  /** The redirect, the body, or of a page what is technical about it. */
  private static String printed(Reply reply, Diagnosis diagnosis) {
    String text = reply.text();
    String before = "<code id=\"error-details\">";
    int from = text.indexOf(before);
    Reply shown =
        from < 0
            ? reply.withBody(
                reply.headers().first("Location").orElse(text).getBytes(StandardCharsets.UTF_8))
            : reply.withBody(
                text.substring(from + before.length(), text.indexOf("</code>", from))
                    .getBytes(StandardCharsets.UTF_8));
    return TokenDoorDiagnosesTest.printed(shown, diagnosis);
  }

  private static void fill(TenantDraft draft, boolean guarded) {
    draft.settings(Document.of("allowed_logout_urls", List.of("https://tenant.example")));
    client(draft, guarded, "web", Document.of("signed_request_object", Document.EMPTY));
    client(draft, guarded, "codeless", Document.of("grant_types", List.of()));
    client(
        draft,
        guarded,
        "members",
        Document.of("organization_usage", "require", "organization_require_behavior", "no_prompt"));
    client(
        draft,
        guarded,
        "joiners",
        Document.of(
            "organization_usage", "require", "organization_require_behavior", "post_login_prompt"));
    client(draft, guarded, "pushing", Document.of("require_pushed_authorization_requests", true));
    client(draft, guarded, "third", Document.of("is_first_party", false));
    client(
        draft,
        guarded,
        "strict",
        Document.of("is_first_party", false, "third_party_security_mode", "strict"));
    client(draft, guarded, "lonely", Document.EMPTY);
    client(draft, guarded, "native", Document.of("callbacks", List.of("app.notes://cb")));
    api(draft, "1", "https://api.example", Document.EMPTY);
    api(draft, "2", "https://granted.example", policy("require_client_grant"));
    api(draft, "3", "https://closed.example", policy("deny_all"));
    draft.put(
        "connections",
        "con_1",
        Document.of(
            "id",
            "con_1",
            "name",
            "people",
            "strategy",
            "auth0",
            "enabled_clients",
            List.of("web", "codeless", "members", "joiners", "pushing", "native")));
    draft.put(
        "connections", "con_2", Document.of("id", "con_2", "name", "others", "strategy", "oidc"));
    for (String organization : List.of("org_1", "org_hidden")) {
      draft.put(
          "organizations", organization, Document.of("id", organization, "name", organization));
    }
    draft.join(Relations.ORGANIZATIONS_CONNECTIONS, "org_1", "con_1", Document.EMPTY);
    draft.put(
        "organizations/org_1/invitations",
        "uinv_1",
        Document.of(
            "id",
            "uinv_1",
            "ticket_id",
            "old",
            "client_id",
            "members",
            "expires_at",
            "2020-01-01T00:00:00.000Z"));
    draft.join(
        Relations.ORGANIZATIONS_CONNECTIONS,
        "org_hidden",
        "con_2",
        Document.of("show_as_button", false));
    draft.singleton("guardian/factors", Document.of("otp", true));
    user(draft, "auth0|ada", false);
    user(draft, "auth0|blocked", true);
  }

  private static Document policy(String policy) {
    return Document.of(
        "subject_type_authorization", Document.of("user", Document.of("policy", policy)));
  }

  private static void client(TenantDraft draft, boolean guarded, String id, Document more) {
    Document client =
        Document.of(
            "client_id",
            id,
            "name",
            id,
            "client_secret",
            "secret",
            "callbacks",
            List.of(CALLBACK),
            "grant_types",
            List.of("authorization_code", "implicit"));
    for (Map.Entry<String, ?> member : more.asMap().entrySet()) {
      client = client.with(member.getKey(), member.getValue());
    }
    draft.put(
        "clients",
        id,
        guarded ? client.with("redirection_policy", "open_redirect_protection") : client);
  }

  private static void api(TenantDraft draft, String id, String identifier, Document more) {
    Document api = Document.of("id", id, "identifier", identifier, "name", identifier);
    for (Map.Entry<String, ?> member : more.asMap().entrySet()) {
      api = api.with(member.getKey(), member.getValue());
    }
    draft.put("resource-servers", id, api);
  }

  private static void user(TenantDraft draft, String id, boolean blocked) {
    draft.put(
        "users",
        id,
        Document.of(
            "user_id",
            id,
            "email",
            id + "@example.com",
            "connection",
            "people",
            "blocked",
            blocked));
  }
}
