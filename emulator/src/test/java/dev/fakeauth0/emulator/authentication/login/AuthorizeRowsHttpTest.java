package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the authorization endpoint's errors, asked over the socket: those that a page shows
 * and those that the callback is told. Expected and actual are written to {@code
 * target/authorize-rows.md}.
 */
class AuthorizeRowsHttpTest {

  private static final String CALLBACK = "https://app.example/cb";
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir static Path cache;
  private static Emulator emulator;

  /**
   * A row.
   *
   * @param id the section of the facts: 1.1 of those that are shown, 1.2 of those that are told
   * @param what the case
   * @param expected status and error, or what the callback is told
   * @param call what is asked, by a browser of its own
   */
  record Row(String id, String what, String expected, Function<Browsing, Seen> call) {}

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(cache)
                .tenant(Path.of("src", "test", "resources", "login", "rows.json").toString()));
  }

  @AfterAll
  static void stop() throws IOException {
    emulator.close();
    List<String> lines = new ArrayList<>();
    lines.add("| row | case | expected | actual | |");
    lines.add("|---|---|---|---|---|");
    lines.addAll(TABLE);
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "authorize-rows.md"), lines);
  }

  @TestFactory
  Stream<DynamicTest> answers_each_row_as_the_facts_have_it() {
    return rows().stream().map(row -> dynamicTest(row.id() + " " + row.what(), () -> check(row)));
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    // 1.1, shown as a page
    rows.add(
        page(
            "unknown client",
            "400 invalid_request: Unknown client: nobody",
            "client_id",
            "nobody"));
    rows.add(
        page(
            "client_id missing",
            "400 invalid_request: Missing required parameter: client_id",
            "client_id",
            ""));
    rows.add(
        page(
            "redirect_uri not allowed",
            "403 unauthorized_client: Callback URL mismatch. https://evil.example is not in the"
                + " list of allowed callback URLs",
            "redirect_uri",
            "https://evil.example"));
    rows.add(
        loggedIn(
            "redirect_uri omitted, logged in",
            "500 server_error: Unable to issue redirect for OAuth 2.0 transaction",
            "redirect_uri",
            ""));
    rows.add(
        page(
            "response_type missing and no callback",
            "400 invalid_request: Missing required parameter: response_type",
            "response_type",
            "",
            "redirect_uri",
            ""));
    rows.add(
        page(
            "open_redirect_protection",
            "400 access_denied: Service not found: https://nowhere.example",
            "client_id",
            "guarded",
            "audience",
            "https://nowhere.example"));
    rows.add(
        new Row(
            "1.1",
            "a login page whose state is lost",
            "400 invalid_request: You may have pressed the back button, refreshed during login,"
                + " opened too many login dialogs, or there is some issue with cookies, since we"
                + " couldn't find your session. Try logging in again from the application and if"
                + " the problem persists please contact the administrator.",
            browser -> browser.get("/u/login?state=lost")));
    // 1.2, told to the callback
    rows.add(
        loggedIn(
            "prompt=none, and a second factor is needed",
            callback("interaction_required", "Multifactor authentication required"),
            "prompt",
            "none",
            "acr_values",
            Logins.MULTI_FACTOR));
    rows.add(
        new Row(
            "1.2",
            "consent declined",
            callback("access_denied", "User did not authorize the request"),
            browser -> {
              browser.hasSessionOf("ada@example.com");
              Seen consent = browser.authorize(request("client_id", "third"));
              Seen declined = browser.post(consent.location(), "action", "deny");
              return browser.get(declined.location());
            }));
    rows.add(
        new Row(
            "1.2",
            "login at a provider canceled",
            callback("access_denied", "User has canceled the interaction."),
            browser -> {
              Seen login = browser.authorize(request("connection", "google-oauth2"));
              Seen provider = browser.get(login.location());
              Seen canceled = browser.post(provider.location(), "action", "cancel");
              return browser.get(canceled.location());
            }));
    rows.add(
        new Row(
            "1.2",
            "user is blocked",
            callback("unauthorized", "user is blocked"),
            browser -> {
              Seen login = browser.authorize(request());
              Seen password = browser.post(login.location(), "username", "bob@example.com");
              Seen blocked = browser.post(password.location(), "password", "Passw0rd!");
              return browser.get(blocked.location());
            }));
    told(
        rows,
        "all connections of the organization are hidden",
        "invalid_request",
        "no connections enabled for the organization are visible",
        "client_id",
        "members",
        "organization",
        "org_hidden0000000000");
    told(
        rows,
        "response_type missing",
        "invalid_request",
        "Missing required parameter: response_type",
        "response_type",
        "");
    told(rows, "prompt=none without session", "login_required", "Login required", "prompt", "none");
    rows.add(
        loggedIn(
            "prompt=none without consent",
            callback("consent_required", "Consent required"),
            "prompt",
            "none",
            "client_id",
            "third"));
    told(
        rows,
        "unknown audience",
        "access_denied",
        "Service not found: https://nowhere.example",
        "audience",
        "https://nowhere.example");
    told(
        rows,
        "API wants a client grant",
        "invalid_request",
        "Client \"web\" is not authorized to access resource server \"https://granted.example\".",
        "audience",
        "https://granted.example");
    told(
        rows,
        "unsupported response type",
        "unsupported_response_type",
        "Unsupported response type: cod",
        "response_type",
        "cod");
    told(
        rows,
        "implicit off",
        "unauthorized_client",
        "Grant type 'implicit' not allowed for the client.",
        "response_type",
        "token",
        "response_mode",
        "form_post",
        "state",
        "");
    told(
        rows,
        "authorization_code off",
        "unauthorized_client",
        "Grant type 'authorization_code' not allowed for the client.",
        "client_id",
        "codeless");
    told(
        rows,
        "organization required",
        "invalid_request",
        "parameter organization is required for this client",
        "client_id",
        "members");
    told(
        rows,
        "organization not allowed",
        "invalid_request",
        "parameter organization is not allowed for this client",
        "organization",
        "org_acme000000000000");
    told(
        rows,
        "organization unknown",
        "invalid_request",
        "parameter organization is invalid: org_x",
        "client_id",
        "members",
        "organization",
        "org_x");
    rows.add(
        loggedIn(
            "not a member",
            callback(
                "access_denied",
                "user auth0|ada is not part of the org_acme000000000000 organization"),
            "client_id",
            "members",
            "organization",
            "org_acme000000000000"));
    rows.add(
        loggedIn(
            "in no organization",
            callback(
                "invalid_request",
                "client requires organization membership, but user does not belong to any"
                    + " organization"),
            "client_id",
            "joiners"));
    told(
        rows,
        "no connection",
        "invalid_request",
        "no connections enabled for the client",
        "client_id",
        "lonely");
    told(
        rows,
        "connection is no domain connection",
        "invalid_request",
        "others does not exist or is not a domain connection",
        "client_id",
        "third",
        "connection",
        "others");
    told(
        rows,
        "connection off for the client",
        "invalid_request",
        "the connection was disabled",
        "connection",
        "others");
    told(
        rows,
        "connection unknown",
        "invalid_request",
        "the connection was not found",
        "connection",
        "nowhere");
    told(
        rows,
        "invitation",
        "invalid_request",
        "invitation not found or already used",
        "client_id",
        "members",
        "organization",
        "org_acme000000000000",
        "invitation",
        "x");
    told(
        rows,
        "third-party with screen_hint",
        "invalid_request",
        "Unsupported parameter: screen_hint",
        "client_id",
        "strict",
        "screen_hint",
        "signup");
    told(
        rows,
        "third-party without PKCE",
        "invalid_request",
        "Missing required parameter: code_challenge",
        "client_id",
        "strict");
    told(
        rows,
        "nonce missing",
        "invalid_request",
        "Missing required parameter: nonce",
        "client_id",
        "implicit",
        "response_type",
        "id_token",
        "response_mode",
        "form_post",
        "state",
        "");
    return rows;
  }

  private static Row page(String what, String expected, String... sent) {
    return new Row("1.1", what, expected, browser -> browser.authorize(request(sent)));
  }

  private static void told(
      List<Row> rows, String what, String error, String description, String... sent) {
    rows.add(
        new Row(
            "1.2",
            what,
            callback(error, description),
            browser -> browser.authorize(request(sent))));
  }

  /** A case of a browser that has a session. */
  private static Row loggedIn(String what, String expected, String... sent) {
    return new Row(
        expected.startsWith(CALLBACK) ? "1.2" : "1.1",
        what,
        expected,
        browser -> {
          browser.hasSessionOf("ada@example.com");
          return browser.authorize(request(sent));
        });
  }

  private static String callback(String error, String description) {
    return CALLBACK + " " + error + ": " + description;
  }

  private static void check(Row row) {
    String actual = actual(row, emulator.first());

    TABLE.add(
        "| "
            + String.join(
                " | ",
                row.id(),
                row.what(),
                row.expected(),
                actual,
                actual.equals(row.expected()) ? "ok" : "DIFFERS")
            + " |");
    assertThat(actual).isEqualTo(row.expected());
  }

  /** What a tenant of {@code login/rows.json} answers. */
  static String actual(Row row, FakeAuth0 auth0) {
    return shown(row.call().apply(new Browsing(auth0.issuer())));
  }

  private static String[] request(String... changes) {
    var sent = new java.util.LinkedHashMap<String, String>();
    sent.put("response_type", "code");
    sent.put("client_id", "web");
    sent.put("redirect_uri", CALLBACK);
    sent.put("state", "s");
    for (int i = 0; i < changes.length; i += 2) {
      sent.put(changes[i], changes[i + 1]);
    }
    return sent.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
        .toArray(String[]::new);
  }

  /** An answer in short: where it goes and what it says there. */
  static String shown(Seen seen) {
    if (!seen.location().isEmpty()) {
      // In this order, the state last.
      assertThat(seen.parameters().keySet()).containsExactly("error", "error_description", "state");
      return seen.place()
          + " "
          + seen.parameters().get("error")
          + ": "
          + seen.parameters().get("error_description");
    }
    if (seen.text().contains("<form method=\"post\"")) {
      return field(seen, "action")
          + " "
          + field(seen, "error\" value")
          + ": "
          + field(seen, "error_description\" value");
    }
    String text = seen.text().replaceAll("(?s)<[^>]*>", "\n");
    for (String line : text.split("\n")) {
      String plain =
          line.strip().replace("&quot;", "\"").replace("&#34;", "\"").replace("&#39;", "'");
      if (plain.matches("[a-z_]+: .+")) {
        return seen.status() + " " + plain;
      }
    }
    return seen.status() + " " + text;
  }

  private static String field(Seen seen, String name) {
    String text = seen.text();
    int from = text.indexOf(name + "=\"") + name.length() + 2;
    return text.substring(from, text.indexOf('"', from))
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
  }
}
