package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.authentication.grant.CodeChallenge;
import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * All refusals of logins that the facts number, each once and over the socket: passwords (P), codes
 * (Z), refresh tokens (T), devices (D), phones (B), second factors (M), codes that are sent (L),
 * and the errors of the authorization endpoint, shown (1.1) and told (1.2). Expected and actual are
 * written to {@code target/login-rows.md}. Further cases of each stand in the other tables.
 */
class LoginRowsHttpTest {

  private static final String REALM = "http://auth0.com/oauth/grant-type/password-realm";
  private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
  private static final String CIBA = "urn:openid:params:grant-type:ciba";
  private static final String OTP = "http://auth0.com/oauth/grant-type/mfa-otp";
  private static final String OOB = "http://auth0.com/oauth/grant-type/mfa-oob";
  private static final String RECOVERY = "http://auth0.com/oauth/grant-type/mfa-recovery-code";
  private static final String PASSWORDLESS = "http://auth0.com/oauth/grant-type/passwordless/otp";
  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String VERIFIER = "v".repeat(43);
  private static final String EXPIRED = "Invalid or expired device code.";

  private static final Map<String, String> TABLE = new TreeMap<>();

  @TempDir static Path cache;
  private static Emulator emulator;
  private static Emulator authorizing;

  /**
   * A row.
   *
   * @param id the row of the facts
   * @param what the case
   * @param expected status, error and description
   * @param call what is asked, by a browser of its own
   */
  private record Row(String id, String what, String expected, Function<Browsing, Seen> call) {}

  @BeforeAll
  static void start() {
    emulator = started("token-rows.yaml");
    authorizing = started("rows.json");
  }

  private static Emulator started(String seed) {
    return Emulator.start(
        EmulatorConfig.defaults()
            .cacheDirectory(cache)
            .tenant(Path.of("src", "test", "resources", "login", seed).toString()));
  }

  @AfterAll
  static void stop() throws IOException {
    emulator.close();
    authorizing.close();
    List<String> lines = new ArrayList<>();
    lines.add("# Refusals of logins, over the socket");
    lines.add("");
    lines.add("| row | case | expected | actual | |");
    lines.add("|---|---|---|---|---|");
    lines.addAll(TABLE.values());
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "login-rows.md"), lines);
  }

  @Test
  void has_every_row_that_the_facts_number() {
    List<String> ids = tokenRows().stream().map(Row::id).toList();

    for (String family : List.of("P9", "Z6", "T3", "D4", "B3", "M11", "L3")) {
      for (int i = 1; i <= Integer.parseInt(family.substring(1)); i++) {
        assertThat(ids).contains(family.charAt(0) + Integer.toString(i));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> refuses_each_as_the_facts_have_it() {
    List<Row> rows = tokenRows();
    return Stream.concat(
        Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
            .map(
                i ->
                    dynamicTest(
                        rows.get(i).id() + " " + rows.get(i).what(), () -> check(rows.get(i), i))),
        AuthorizeRowsHttpTest.rows().stream()
            .map(row -> dynamicTest(row.id() + " " + row.what(), () -> check(row))));
  }

  private static void check(Row row, int number) {
    auth0().reset();
    Seen seen = row.call().apply(new Browsing(auth0().issuer()));
    Document body = body(seen);
    String actual =
        seen.status()
            + " "
            + body.string("error", seen.text())
            + ": "
            + body.string("error_description", "");
    written(row.id(), row.what(), row.expected(), actual, number);

    assertThat(actual).isEqualTo(row.expected());
  }

  private static void check(AuthorizeRowsHttpTest.Row row) {
    String actual = AuthorizeRowsHttpTest.actual(row, authorizing.first());
    written(row.id(), row.what(), row.expected(), actual, TABLE.size());

    assertThat(actual).isEqualTo(row.expected());
  }

  private static void written(String id, String what, String expected, String actual, int number) {
    String key =
        "PZTDBML1".indexOf(id.charAt(0))
            + " "
            + (id.length() == 2 ? "0" : "")
            + id
            + String.format(java.util.Locale.ROOT, " %03d", number);
    TABLE.put(
        key,
        "| "
            + Stream.of(id, what, expected, actual, expected.equals(actual) ? "ok" : "DIFFERS")
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | "))
            + " |");
  }

  private static List<Row> tokenRows() {
    List<Row> rows = new ArrayList<>();
    passwords(rows);
    codes(rows);
    refreshTokens(rows);
    devices(rows);
    phones(rows);
    secondFactors(rows);
    sentCodes(rows);
    return rows;
  }

  private static void passwords(List<Row> rows) {
    row(
        rows,
        "P1",
        "wrong password",
        "403 invalid_grant: Wrong email or password.",
        browser -> login(browser, "ada@example.com", "guess"));
    row(
        rows,
        "P2",
        "wrong password, connection with usernames",
        "403 invalid_grant: Wrong username or password.",
        browser -> realm(browser, "Usernames", "grace", "guess"));
    row(
        rows,
        "P3",
        "no username",
        "400 invalid_request: Missing required parameter: username",
        browser -> token(browser, "web", "grant_type", "password", "password", "x"));
    row(
        rows,
        "P3",
        "no password",
        "400 invalid_request: Missing required parameter: password",
        browser -> token(browser, "web", "grant_type", "password", "username", "x"));
    row(
        rows,
        "P4",
        "blocked by an administrator",
        "403 unauthorized: user is blocked",
        browser -> login(browser, "bob@example.com", "Passw0rd!"));
    row(
        rows,
        "P5",
        "ten wrong passwords, then the right one",
        "429 too_many_attempts: Your account has been blocked after multiple consecutive login"
            + " attempts. We've sent you a notification via your preferred contact method with"
            + " instructions on how to unblock it.",
        browser -> {
          for (int i = 0; i < 10; i++) {
            login(browser, "ada@example.com", "guess");
          }
          return login(browser, "ada@example.com", "Passw0rd!");
        });
    row(
        rows,
        "P6",
        "a hundred failed logins from one address",
        "429 too_many_attempts: We have detected suspicious login behavior and further attempts"
            + " will be blocked. Please contact the administrator.",
        browser -> {
          for (int i = 0; i < 100; i++) {
            login(browser, "nobody-" + i + "@example.com", "guess");
          }
          return login(browser, "ada@example.com", "Passw0rd!");
        });
    row(
        rows,
        "P7",
        "password known from a breach",
        "401 password_leaked: This login attempt has been blocked because the password you're"
            + " using was previously disclosed through a data breach (not in this application)."
            + " Please check your email for more information.",
        browser -> {
          manage(
              browser,
              "PATCH",
              "attack-protection/breached-password-detection",
              "{\"enabled\":true,\"shields\":[\"block\"]}");
          return login(browser, "eve@example.com", "letmein");
        });
    row(
        rows,
        "P8",
        "unknown realm",
        "400 invalid_request: Unknown realm non-existent-connection.",
        browser -> realm(browser, "non-existent-connection", "ada@example.com", "Passw0rd!"));
    row(
        rows,
        "P9",
        "connection not enabled for the client",
        "400 invalid_request: the connection was disabled",
        browser -> realm(browser, "Closed", "ada@example.com", "Passw0rd!"));
  }

  private static void codes(List<Row> rows) {
    String invalid = "403 invalid_grant: Invalid authorization code";
    row(rows, "Z1", "unknown code", invalid, browser -> exchange(browser, "web", "unknown"));
    row(
        rows,
        "Z1",
        "used code",
        invalid,
        browser -> {
          String code = code(browser);
          exchange(browser, "web", code);
          return exchange(browser, "web", code);
        });
    row(
        rows,
        "Z1",
        "expired code",
        invalid,
        browser -> {
          String code = code(browser);
          auth0().clock().advance(Duration.ofMinutes(11));
          return exchange(browser, "web", code);
        });
    row(
        rows,
        "Z2",
        "no code",
        "400 invalid_request: Missing required parameter: code",
        browser ->
            token(
                browser,
                "web",
                "grant_type",
                "authorization_code",
                "redirect_uri",
                CALLBACK,
                "code_verifier",
                VERIFIER));
    row(
        rows,
        "Z3",
        "wrong verifier",
        "403 invalid_grant: Failed to verify code verifier",
        browser -> exchange(browser, "web", code(browser), "code_verifier", "w".repeat(43)));
    row(
        rows,
        "Z4",
        "no verifier, though there was a challenge",
        "400 invalid_request: Parameter 'code_verifier' is required",
        browser -> exchange(browser, "web", code(browser), "code_verifier", ""));
    row(
        rows,
        "Z5",
        "another redirect_uri",
        "403 unauthorized_client: The redirect URI is wrong. You sent https://evil.example, and we"
            + " expected https://app.example.com",
        browser ->
            exchange(browser, "web", code(browser), "redirect_uri", "https://evil.example/cb"));
    row(
        rows,
        "Z6",
        "code of another client",
        invalid,
        browser -> exchange(browser, "other", code(browser)));
  }

  private static void refreshTokens(List<Row> rows) {
    String invalid = "403 invalid_grant: Unknown or invalid refresh token.";
    row(rows, "T1", "unknown token", invalid, browser -> refresh(browser, "unknown"));
    row(
        rows,
        "T1",
        "revoked token",
        invalid,
        browser -> {
          String token = refreshToken(browser);
          browser.post(
              "/oauth/revoke", "client_id", "web", "client_secret", "web-secret", "token", token);
          return refresh(browser, token);
        });
    row(
        rows,
        "T1",
        "rotated token",
        invalid,
        browser -> {
          manage(
              browser,
              "PATCH",
              "clients/web",
              "{\"refresh_token\":{\"rotation_type\":\"rotating\",\"expiration_type\":\"expiring\"}}");
          String token = refreshToken(browser);
          refresh(browser, token);
          return refresh(browser, token);
        });
    row(
        rows,
        "T2",
        "no token",
        "400 invalid_request: Missing required parameter: refresh_token",
        browser -> refresh(browser, ""));
    row(
        rows,
        "T3",
        "a second factor has come to be required",
        "403 mfa_required: Multifactor authentication required",
        browser -> {
          String token = refreshToken(browser);
          requireOfEverybody(browser);
          return refresh(browser, token);
        });
  }

  private static void devices(List<Row> rows) {
    row(
        rows,
        "D1",
        "the user has yet to decide",
        "403 authorization_pending: User has yet to authorize device code.",
        browser -> poll(browser, device(browser)));
    row(
        rows,
        "D2",
        "asked again at once",
        "429 slow_down: You are polling faster than the specified interval of 5 seconds.",
        browser -> {
          Document device = device(browser);
          poll(browser, device);
          return poll(browser, device);
        });
    row(
        rows,
        "D3",
        "the user says no on the page",
        "403 access_denied: User cancelled the confirmation prompt.",
        browser -> {
          Document device = device(browser);
          browser.hasSessionOf("ada@example.com");
          Seen confirm = browser.post("/activate", "code", device.string("user_code", ""));
          browser.post(confirm.location(), "action", "cancel");
          return poll(browser, device);
        });
    row(
        rows,
        "D4",
        "expired, told once",
        "403 expired_token: " + EXPIRED,
        browser -> {
          Document device = device(browser);
          auth0().clock().advance(Duration.ofSeconds(901));
          return poll(browser, device);
        });
    row(
        rows,
        "D4",
        "expired, and asked again",
        "403 invalid_grant: " + EXPIRED,
        browser -> {
          Document device = device(browser);
          auth0().clock().advance(Duration.ofSeconds(901));
          poll(browser, device);
          return poll(browser, device);
        });
  }

  private static void phones(List<Row> rows) {
    row(
        rows,
        "B1",
        "the user has yet to decide",
        "400 authorization_pending: The end-user authorization is pending",
        browser -> askedOnPhone(browser, asked(browser)));
    row(
        rows,
        "B2",
        "asked again at once",
        "400 slow_down: You are polling faster than allowed. Try again in 10 seconds.",
        browser -> {
          String id = asked(browser);
          askedOnPhone(browser, id);
          return askedOnPhone(browser, id);
        });
    row(
        rows,
        "B3",
        "the user says no",
        "400 access_denied: The end-user denied the authorization request or it has been expired",
        browser -> {
          String id = asked(browser);
          answer(false);
          return askedOnPhone(browser, id);
        });
    row(
        rows,
        "B3",
        "expired",
        "400 access_denied: The end-user denied the authorization request or it has been expired",
        browser -> {
          String id = asked(browser);
          auth0().clock().advance(Duration.ofSeconds(301));
          return askedOnPhone(browser, id);
        });
  }

  private static void secondFactors(List<Row> rows) {
    row(
        rows,
        "M1",
        "a second factor is needed",
        "403 mfa_required: Multifactor authentication required",
        browser -> {
          requireOfEverybody(browser);
          return login(browser, "ada@example.com", "Passw0rd!");
        });
    row(
        rows,
        "M2",
        "the push is not answered",
        "400 authorization_pending: Authorization pending: please repeat the request in a few"
            + " seconds.",
        browser -> {
          String token = mfaToken(browser);
          return factor(browser, OOB, token, "oob_code", push(token));
        });
    row(
        rows,
        "M3",
        "the push is rejected",
        "400 access_denied: MFA Authorization rejected.",
        browser -> {
          String token = mfaToken(browser);
          String code = push(token);
          answer(false);
          return factor(browser, OOB, token, "oob_code", code);
        });
    row(
        rows,
        "M4",
        "wrong otp",
        "403 invalid_grant: Invalid otp_code.",
        browser -> {
          String token = mfaToken(browser);
          associate(token, "{\"authenticator_types\":[\"otp\"]}");
          return factor(browser, OTP, token, "otp", "000000");
        });
    row(
        rows,
        "M5",
        "wrong binding code",
        "403 invalid_grant: Invalid binding_code.",
        browser -> {
          String token = mfaToken(browser);
          return factor(browser, OOB, token, "oob_code", sms(token), "binding_code", "not-it");
        });
    row(
        rows,
        "M6",
        "an mfa_token that is none",
        "403 invalid_grant: Malformed mfa_token",
        browser -> factor(browser, OTP, "made-up", "otp", "000000"));
    row(
        rows,
        "M7",
        "an mfa_token of eleven minutes ago",
        "403 expired_token: mfa_token is expired",
        browser -> {
          String token = mfaToken(browser);
          auth0().clock().advance(Duration.ofMinutes(11));
          return factor(browser, OTP, token, "otp", "000000");
        });
    row(
        rows,
        "M7",
        "an oob_code of six minutes ago",
        "403 expired_token: oob_code is expired",
        browser -> {
          String token = mfaToken(browser);
          String code = sms(token);
          auth0().clock().advance(Duration.ofMinutes(6));
          return factor(browser, OOB, token, "oob_code", code, "binding_code", "000000");
        });
    row(
        rows,
        "M8",
        "the mfa_token of another client",
        "400 invalid_request: mfa_token not issued to this client",
        browser ->
            token(
                browser,
                "other",
                "grant_type",
                OTP,
                "mfa_token",
                mfaToken(browser),
                "otp",
                "000000"));
    row(
        rows,
        "M9",
        "no binding code",
        "400 invalid_request: Missing required parameter: binding_code",
        browser -> {
          String token = mfaToken(browser);
          return factor(browser, OOB, token, "oob_code", sms(token));
        });
    row(
        rows,
        "M10",
        "the oob_code of another login",
        "400 invalid_request: The oob_code doesn't match the mfa_token",
        browser -> {
          String code = sms(mfaToken(browser));
          return factor(
              browser, OOB, mfaToken(browser), "oob_code", code, "binding_code", "000000");
        });
    row(
        rows,
        "M11",
        "wrong recovery code",
        "403 invalid_grant: MFA Authorization rejected.",
        browser -> {
          String token = mfaToken(browser);
          String secret =
              associate(token, "{\"authenticator_types\":[\"otp\"]}").string("secret", "");
          factor(browser, OTP, token, "otp", Totp.at(secret, auth0().clock().now()));
          return factor(browser, RECOVERY, mfaToken(browser), "recovery_code", "A".repeat(24));
        });
  }

  private static void sentCodes(List<Row> rows) {
    row(
        rows,
        "L1",
        "wrong code by e-mail",
        "403 invalid_grant: Wrong email or verification code.",
        browser -> {
          send(browser, "email", "email", "new@example.com");
          return sentCode(browser, "email", "new@example.com", "not-it");
        });
    row(
        rows,
        "L1",
        "wrong code by text message",
        "403 invalid_grant: Wrong phone number or verification code.",
        browser -> {
          send(browser, "sms", "phone_number", "+15550100");
          return sentCode(browser, "sms", "+15550100", "not-it");
        });
    row(
        rows,
        "L2",
        "three wrong codes, then the right one",
        "403 invalid_grant: You've reached the maximum number of attempts. Please try to login"
            + " again.",
        browser -> {
          send(browser, "email", "email", "new@example.com");
          for (int i = 0; i < 3; i++) {
            sentCode(browser, "email", "new@example.com", "not-it");
          }
          return sentCode(browser, "email", "new@example.com", sent());
        });
    row(
        rows,
        "L3",
        "the code three minutes later",
        "403 invalid_grant: The verification code has expired. Please try to login again.",
        browser -> {
          send(browser, "email", "email", "new@example.com");
          auth0().clock().advance(Duration.ofMinutes(3));
          return sentCode(browser, "email", "new@example.com", sent());
        });
  }

  private static void row(
      List<Row> rows, String id, String what, String expected, Function<Browsing, Seen> call) {
    rows.add(new Row(id, what, expected, call));
  }

  private static FakeAuth0 auth0() {
    return emulator.first();
  }

  private static Seen token(Browsing browser, String client, String... parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", client);
    if (!client.equals("tv")) {
      form.put("client_secret", client + "-secret");
    }
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i], parameters[i + 1]);
    }
    form.values().removeIf(String::isEmpty);
    List<String> all = new ArrayList<>();
    form.forEach(
        (name, value) -> {
          all.add(name);
          all.add(value);
        });
    return browser.post("/oauth/token", all.toArray(String[]::new));
  }

  private static Seen login(Browsing browser, String username, String password) {
    return token(
        browser, "web", "grant_type", "password", "username", username, "password", password);
  }

  private static Seen realm(Browsing browser, String realm, String username, String password) {
    return token(
        browser,
        "web",
        "grant_type",
        REALM,
        "realm",
        realm,
        "username",
        username,
        "password",
        password);
  }

  /** A code of the client web, with PKCE. */
  private static String code(Browsing browser) {
    browser.hasSessionOf("ada@example.com");
    return browser
        .authorize(
            "response_type",
            "code",
            "client_id",
            "web",
            "redirect_uri",
            CALLBACK,
            "audience",
            "https://api.example.com",
            "scope",
            "openid offline_access",
            "code_challenge",
            CodeChallenge.s256(VERIFIER),
            "code_challenge_method",
            "S256")
        .parameters()
        .getOrDefault("code", "");
  }

  private static Seen exchange(Browsing browser, String client, String code, String... changes) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "grant_type",
                "authorization_code",
                "redirect_uri",
                CALLBACK,
                "code_verifier",
                VERIFIER,
                "code",
                code));
    all.addAll(List.of(changes));
    return token(browser, client, all.toArray(String[]::new));
  }

  private static String refreshToken(Browsing browser) {
    return body(token(
            browser,
            "web",
            "grant_type",
            "password",
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!",
            "audience",
            "https://api.example.com",
            "scope",
            "offline_access"))
        .string("refresh_token", "");
  }

  private static Seen refresh(Browsing browser, String token) {
    return token(browser, "web", "grant_type", "refresh_token", "refresh_token", token);
  }

  private static Document device(Browsing browser) {
    return body(browser.post("/oauth/device/code", "client_id", "tv", "scope", "openid"));
  }

  private static Seen poll(Browsing browser, Document device) {
    return token(
        browser, "tv", "grant_type", DEVICE, "device_code", device.string("device_code", ""));
  }

  /** Asks the user on their phone; the {@code auth_req_id}. */
  private static String asked(Browsing browser) {
    return body(browser.post(
            "/bc-authorize",
            "client_id",
            "bank",
            "client_secret",
            "bank-secret",
            "scope",
            "openid",
            "binding_message",
            "Pay",
            "login_hint",
            "{\"format\":\"iss_sub\",\"iss\":\"" + auth0().issuer() + "\",\"sub\":\"auth0|ada\"}"))
        .string("auth_req_id", "");
  }

  private static Seen askedOnPhone(Browsing browser, String id) {
    return token(browser, "bank", "grant_type", CIBA, "auth_req_id", id);
  }

  private static void answer(boolean approve) {
    auth0().messages().answer(auth0().messages().last().orElseThrow().id(), approve);
  }

  private static void requireOfEverybody(Browsing browser) {
    manage(browser, "PUT", "guardian/policies", "[\"all-applications\"]");
  }

  private static String mfaToken(Browsing browser) {
    requireOfEverybody(browser);
    return body(login(browser, "ada@example.com", "Passw0rd!")).string("mfa_token", "");
  }

  private static Seen factor(Browsing browser, String type, String token, String... more) {
    List<String> all = new ArrayList<>(List.of("grant_type", type, "mfa_token", token));
    all.addAll(List.of(more));
    return token(browser, "web", all.toArray(String[]::new));
  }

  private static Document associate(String token, String body) {
    return document(send("POST", "mfa/associate", body, token));
  }

  private static String push(String token) {
    return associate(token, "{\"authenticator_types\":[\"oob\"],\"oob_channels\":[\"auth0\"]}")
        .string("oob_code", "");
  }

  private static String sms(String token) {
    return associate(
            token,
            "{\"authenticator_types\":[\"oob\"],\"oob_channels\":[\"sms\"],"
                + "\"phone_number\":\"+15550100\"}")
        .string("oob_code", "");
  }

  private static void send(Browsing browser, String connection, String by, String address) {
    browser.post(
        "/passwordless/start",
        "client_id",
        "web",
        "client_secret",
        "web-secret",
        "connection",
        connection,
        by,
        address,
        "send",
        "code");
  }

  private static String sent() {
    return auth0().messages().lastTo("new@example.com").orElseThrow().code().orElseThrow();
  }

  private static Seen sentCode(Browsing browser, String realm, String username, String code) {
    return token(
        browser,
        "web",
        "grant_type",
        PASSWORDLESS,
        "username",
        username,
        "realm",
        realm,
        "otp",
        code);
  }

  private static void manage(Browsing browser, String method, String path, String body) {
    String token =
        browser
            .json(
                "/__admin/tokens",
                Map.of(
                    "client",
                    "web",
                    "audience",
                    auth0().managementAudience(),
                    "scope",
                    "update:mfa_policies update:attack_protection update:clients"))
            .string("access_token", "");
    HttpResponse<byte[]> answer = send(method, "api/v2/" + path, body, token);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
  }

  private static HttpResponse<byte[]> send(String method, String path, String body, String bearer) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(auth0().issuer().resolve(path))
                  .header("Authorization", "Bearer " + bearer)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Document document(HttpResponse<byte[]> answer) {
    try {
      return Json.readObject(answer.body());
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }

  private static Document body(Seen seen) {
    try {
      return Json.readObject(seen.text().getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(seen.text(), e);
    }
  }
}
