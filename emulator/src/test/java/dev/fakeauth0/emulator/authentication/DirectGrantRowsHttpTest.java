package dev.fakeauth0.emulator.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.emulator.authentication.grant.Totp;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.token.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the facts that logins without a page meet, asked over the socket: passwords (P),
 * second factors (M), codes that are sent (L), organizations (X) and sign-ups (S). What was
 * expected and answered is written to {@code target/direct-grant-rows.md}.
 */
class DirectGrantRowsHttpTest {

  private static final String REALM = "http://auth0.com/oauth/grant-type/password-realm";
  private static final String PASSWORDLESS = "http://auth0.com/oauth/grant-type/passwordless/otp";
  private static final String MFA_OTP = "http://auth0.com/oauth/grant-type/mfa-otp";
  private static final String MFA_OOB = "http://auth0.com/oauth/grant-type/mfa-oob";
  private static final String RECOVERY = "http://auth0.com/oauth/grant-type/mfa-recovery-code";
  private static final String DATABASE = "Username-Password-Authentication";
  private static final String WRONG = "Wrong email or password.";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<Integer, String> TABLE = new ConcurrentSkipListMap<>();

  @TempDir static Path cache;
  private static @Nullable Emulator emulator;

  private record Answer(int status, String text) {

    Document json() {
      try {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
      } catch (MalformedJson e) {
        throw new AssertionError(text, e);
      }
    }
  }

  /**
   * One row.
   *
   * @param row the row of the facts
   * @param what the case in words
   * @param status the status expected
   * @param error the {@code error} expected; empty where it is granted
   * @param words the {@code error_description} expected; where it is granted, a member expected
   */
  private record Row(
      String row, String what, int status, String error, String words, Supplier<Answer> call) {}

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(cache)
                .clock(() -> Keys.NOW)
                .tenant(
                    Path.of("src", "test", "resources", "direct-grants", "rows.json").toString()));
  }

  @AfterAll
  static void stop() throws IOException {
    Objects.requireNonNull(emulator).close();
    Path folder = Files.createDirectories(Path.of("target"));
    List<String> lines = new ArrayList<>();
    lines.add("| row | case | expected | actual |");
    lines.add("|---|---|---|---|");
    lines.addAll(TABLE.values());
    Files.write(folder.resolve("direct-grant-rows.md"), lines);
  }

  @TestFactory
  Stream<DynamicTest> answers_each_row_as_the_facts_say() {
    List<Row> rows = new ArrayList<>();
    passwords(rows);
    organizations(rows);
    secondFactors(rows);
    codes(rows);
    links(rows);
    accounts(rows);
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                dynamicTest(
                    rows.get(i).row() + " " + rows.get(i).what(), () -> check(i, rows.get(i))));
  }

  private static void check(int number, Row row) {
    auth0().reset();
    Answer answer = row.call().get();
    String expected = row.status() + " " + row.error() + " " + row.words();
    TABLE.put(
        number,
        "| "
            + row.row()
            + " | "
            + row.what()
            + " | "
            + expected
            + " | "
            + answer.status()
            + " "
            + shortened(answer)
            + " |");

    assertThat(answer.status()).as(answer.text()).isEqualTo(row.status());
    if (row.error().isEmpty() || row.error().equals("location")) {
      assertThat(answer.text()).contains(row.words());
    } else {
      Document body = answer.json();
      assertThat(body.string("error").or(() -> body.string("code"))).contains(row.error());
      assertThat(body.string("error_description").or(() -> body.string("description")))
          .contains(row.words());
    }
  }

  private static String shortened(Answer answer) {
    if (answer.status() < 400) {
      return answer.status() < 300 ? "granted" : answer.text();
    }
    Document body = answer.json();
    return body.string("error").or(() -> body.string("code")).orElse("")
        + " "
        + body.string("error_description").or(() -> body.string("description")).orElse("");
  }

  private static void passwords(List<Row> rows) {
    rows.add(
        granted(
            "-",
            "right password",
            "\"expires_in\":86400",
            () -> login("ada@example.com", "Passw0rd!")));
    rows.add(
        granted(
            "-",
            "right password, address in capitals",
            "access_token",
            () -> login("ADA@example.com", "Passw0rd!")));
    rows.add(
        granted(
            "-",
            "realm, by username",
            "access_token",
            () -> realm("Usernames", "grace", "Passw0rd!")));
    rows.add(
        refused(
            "P1",
            "wrong password",
            403,
            "invalid_grant",
            WRONG,
            () -> login("ada@example.com", "guess")));
    rows.add(
        refused(
            "P1",
            "unknown user",
            403,
            "invalid_grant",
            WRONG,
            () -> login("nobody@example.com", "guess")));
    rows.add(
        refused(
            "P2",
            "wrong password, connection with usernames",
            403,
            "invalid_grant",
            "Wrong username or password.",
            () -> realm("Usernames", "grace", "guess")));
    rows.add(
        refused(
            "P3",
            "no username",
            400,
            "invalid_request",
            "Missing required parameter: username",
            () -> token("grant_type", "password", "client_id", "app", "password", "x")));
    rows.add(
        refused(
            "P3",
            "no password",
            400,
            "invalid_request",
            "Missing required parameter: password",
            () -> token("grant_type", "password", "client_id", "app", "username", "x")));
    rows.add(
        refused(
            "P4",
            "blocked by an administrator",
            403,
            "unauthorized",
            "user is blocked",
            () -> login("bob@example.com", "Passw0rd!")));
    rows.add(
        refused(
            "P5",
            "ten wrong passwords, then the right one",
            429,
            "too_many_attempts",
            "Your account has been blocked after multiple consecutive login attempts. We've sent"
                + " you a notification via your preferred contact method with instructions on how"
                + " to unblock it.",
            () -> {
              tenTimesWrong();
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        granted(
            "P5",
            "nine wrong passwords, then the right one",
            "access_token",
            () -> {
              for (int i = 0; i < 9; i++) {
                login("ada@example.com", "guess");
              }
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        granted(
            "P5",
            "blocked, then unblocked by the link of the message",
            "access_token",
            () -> {
              tenTimesWrong();
              get(auth0().messages().lastTo("ada@example.com").orElseThrow().link().orElseThrow());
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        granted(
            "P5",
            "blocked, then unblocked by the Management API",
            "access_token",
            () -> {
              tenTimesWrong();
              managed("DELETE", "api/v2/user-blocks?identifier=ada%40example.com");
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        granted(
            "P5",
            "blocked, then given another password by the Management API",
            "access_token",
            () -> {
              tenTimesWrong();
              managed("PATCH", "api/v2/users/auth0%7Cada", "{\"password\":\"An0ther-one\"}");
              return login("ada@example.com", "An0ther-one");
            }));
    rows.add(
        granted(
            "P5",
            "blocked, then changed the password by the link of the message",
            "access_token",
            () -> {
              tenTimesWrong();
              send(
                  "POST",
                  "dbconnections/change_password",
                  "{\"client_id\":\"app\",\"connection\":\""
                      + DATABASE
                      + "\","
                      + "\"email\":\"ada@example.com\"}",
                  "");
              String link =
                  auth0().messages().lastTo("ada@example.com").orElseThrow().link().orElseThrow();
              exchange(
                  HttpRequest.newBuilder(URI.create(link.replace("#", "")))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              form(
                                  "password-reset",
                                  "An0ther-one",
                                  "re-enter-password",
                                  "An0ther-one"))));
              return login("ada@example.com", "An0ther-one");
            }));
    rows.add(
        granted(
            "P5",
            "blocked from one address, the right password from another",
            "access_token",
            () -> {
              for (int i = 0; i < 10; i++) {
                from("203.0.113.7", "ada@example.com", "guess");
              }
              return from("203.0.113.8", "ada@example.com", "Passw0rd!");
            }));
    rows.add(
        granted(
            "P5",
            "the block stands in user-blocks",
            "\"identifier\":\"ada@example.com\"",
            () -> {
              tenTimesWrong();
              return managed("GET", "api/v2/user-blocks?identifier=ada%40example.com");
            }));
    rows.add(
        refused(
            "P6",
            "a hundred failed logins from one address",
            429,
            "too_many_attempts",
            "We have detected suspicious login behavior and further attempts will be blocked."
                + " Please contact the administrator.",
            () -> {
              for (int i = 0; i < 100; i++) {
                login("nobody-" + i + "@example.com", "guess");
              }
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        refused(
            "P7",
            "password known from a breach",
            401,
            "password_leaked",
            "This login attempt has been blocked because the password you're using was previously"
                + " disclosed through a data breach (not in this application). Please check your"
                + " email for more information.",
            () -> {
              managed(
                  "PATCH",
                  "api/v2/attack-protection/breached-password-detection",
                  "{\"enabled\":true,\"shields\":[\"block\"]}");
              return login("eve@example.com", "letmein");
            }));
    rows.add(
        refused(
            "P8",
            "unknown realm",
            400,
            "invalid_request",
            "Unknown realm non-existent-connection.",
            () -> realm("non-existent-connection", "ada@example.com", "Passw0rd!")));
    rows.add(
        refused(
            "P9",
            "connection not enabled for the client",
            400,
            "invalid_request",
            "the connection was disabled",
            () -> realm("Closed", "ada@example.com", "Passw0rd!")));
    rows.add(
        refused(
            "P10",
            "no default directory",
            500,
            "server_error",
            "Authorization server not configured with default connection.",
            () -> {
              managed("PATCH", "api/v2/tenants/settings", "{\"default_directory\":\"\"}");
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        refused(
            "A4",
            "unknown audience",
            400,
            "invalid_request",
            "invalid audience specified for password grant exchange",
            () -> login("ada@example.com", "Passw0rd!", "audience", "https://none.example.com")));
  }

  private static void organizations(List<Row> rows) {
    rows.add(
        refused(
            "X4",
            "organization, and the client takes none",
            400,
            "invalid_request",
            "parameter organization is not allowed for this client",
            () -> login("ada@example.com", "Passw0rd!", "organization", "org_acme000000000000")));
    rows.add(
        refused(
            "X5",
            "no organization, and the client requires one",
            400,
            "invalid_request",
            "parameter organization is required for this client",
            () -> member()));
    rows.add(
        refused(
            "X6",
            "user is no member",
            403,
            "access_denied",
            "user auth0|ada is not part of the org_acme000000000000 organization",
            () -> member("organization", "org_acme000000000000")));
    rows.add(
        granted(
            "X6",
            "user is a member",
            "access_token",
            () -> {
              managed(
                  "POST",
                  "api/v2/organizations/org_acme000000000000/members",
                  "{\"members\":[\"auth0|ada\"]}");
              return member("organization", "org_acme000000000000");
            }));
  }

  private static void secondFactors(List<Row> rows) {
    rows.add(
        refused(
            "M1",
            "a second factor is needed",
            403,
            "mfa_required",
            "Multifactor authentication required",
            () -> {
              everybody();
              return login("ada@example.com", "Passw0rd!");
            }));
    rows.add(
        granted(
            "M1",
            "associate an app, then its code",
            "access_token",
            () -> {
              String token = mfaToken();
              String secret =
                  associate(token, "{\"authenticator_types\":[\"otp\"]}")
                      .json()
                      .string("secret", "");
              return mfa(MFA_OTP, token, "otp", Totp.at(secret, Keys.NOW));
            }));
    rows.add(
        granted(
            "M1",
            "enrolled, challenged for the app, then its code",
            "access_token",
            () -> {
              String secret = enrolled();
              auth0().clock().advance(Duration.ofMinutes(1));
              String token = mfaTokenAgain();
              challenge(token, "otp");
              return mfa(MFA_OTP, token, "otp", Totp.at(secret, auth0().clock().now()));
            }));
    rows.add(
        refused(
            "M2",
            "the push is not answered",
            400,
            "authorization_pending",
            "Authorization pending: please repeat the request in a few seconds.",
            () -> {
              String token = mfaToken();
              return mfa(MFA_OOB, token, "oob_code", push(token));
            }));
    rows.add(
        refused(
            "M3",
            "the push is rejected",
            400,
            "access_denied",
            "MFA Authorization rejected.",
            () -> {
              String token = mfaToken();
              String code = push(token);
              auth0().messages().answer(auth0().messages().last().orElseThrow().id(), false);
              return mfa(MFA_OOB, token, "oob_code", code);
            }));
    rows.add(
        granted(
            "M3",
            "the push is approved",
            "access_token",
            () -> {
              String token = mfaToken();
              String code = push(token);
              auth0().messages().answer(auth0().messages().last().orElseThrow().id(), true);
              return mfa(MFA_OOB, token, "oob_code", code);
            }));
    rows.add(
        refused(
            "M4",
            "wrong otp",
            403,
            "invalid_grant",
            "Invalid otp_code.",
            () -> {
              String token = mfaToken();
              associate(token, "{\"authenticator_types\":[\"otp\"]}");
              return mfa(MFA_OTP, token, "otp", "000000");
            }));
    rows.add(
        refused(
            "M5",
            "wrong binding code",
            403,
            "invalid_grant",
            "Invalid binding_code.",
            () -> {
              String token = mfaToken();
              return mfa(MFA_OOB, token, "oob_code", sms(token), "binding_code", "not-it");
            }));
    rows.add(
        granted(
            "M5",
            "right binding code",
            "access_token",
            () -> {
              String token = mfaToken();
              String oobCode = sms(token);
              String code =
                  auth0().messages().lastTo("+15550100").orElseThrow().code().orElseThrow();
              return mfa(MFA_OOB, token, "oob_code", oobCode, "binding_code", code);
            }));
    rows.add(
        refused(
            "M6",
            "an mfa_token that is none",
            403,
            "invalid_grant",
            "Malformed mfa_token",
            () -> mfa(MFA_OTP, "made-up", "otp", "000000")));
    rows.add(
        refused(
            "M7",
            "an mfa_token of eleven minutes ago",
            403,
            "expired_token",
            "mfa_token is expired",
            () -> {
              String token = mfaToken();
              auth0().clock().advance(Duration.ofMinutes(11));
              return mfa(MFA_OTP, token, "otp", "000000");
            }));
    rows.add(
        refused(
            "M7",
            "an oob_code of six minutes ago",
            403,
            "expired_token",
            "oob_code is expired",
            () -> {
              String token = mfaToken();
              String code = sms(token);
              auth0().clock().advance(Duration.ofMinutes(6));
              return mfa(MFA_OOB, token, "oob_code", code, "binding_code", "000000");
            }));
    rows.add(
        refused(
            "M8",
            "the mfa_token of another client",
            400,
            "invalid_request",
            "mfa_token not issued to this client",
            () ->
                token(
                    "grant_type",
                    MFA_OTP,
                    "client_id",
                    "other",
                    "mfa_token",
                    mfaToken(),
                    "otp",
                    "000000")));
    rows.add(
        refused(
            "M9",
            "no binding code",
            400,
            "invalid_request",
            "Missing required parameter: binding_code",
            () -> {
              String token = mfaToken();
              return mfa(MFA_OOB, token, "oob_code", sms(token));
            }));
    rows.add(
        refused(
            "M10",
            "the oob_code of another login",
            400,
            "invalid_request",
            "The oob_code doesn't match the mfa_token",
            () -> {
              String code = sms(mfaToken());
              return mfa(MFA_OOB, mfaTokenAgain(), "oob_code", code, "binding_code", "000000");
            }));
    rows.add(
        refused(
            "M11",
            "wrong recovery code",
            403,
            "invalid_grant",
            "MFA Authorization rejected.",
            () -> {
              enrolled();
              return mfa(RECOVERY, mfaTokenAgain(), "recovery_code", "A".repeat(24));
            }));
    rows.add(
        granted(
            "M11",
            "right recovery code: a new one comes back",
            "\"recovery_code\":\"",
            () -> {
              String token = mfaToken();
              String code =
                  associate(token, "{\"authenticator_types\":[\"otp\"]}")
                      .json()
                      .strings("recovery_codes")
                      .get(0);
              return mfa(RECOVERY, token, "recovery_code", code);
            }));
    rows.add(
        refused(
            "10",
            "challenge without a factor",
            400,
            "association_required",
            "User is not enrolled. You can use /mfa/associate endpoint to enroll the first"
                + " authenticator.",
            () -> challenge(mfaToken(), "otp")));
    rows.add(
        granted(
            "10",
            "the Management API sees what was enrolled",
            "\"type\":\"totp\"",
            () -> {
              enrolled();
              return managed("GET", "api/v2/users/auth0%7Cada/authentication-methods");
            }));
    rows.add(
        granted(
            "10",
            "authenticators of the waiting login",
            "\"authenticator_type\":\"otp\"",
            () -> {
              enrolled();
              return send("GET", "mfa/authenticators", "", "Bearer " + mfaTokenAgain());
            }));
  }

  private static void codes(List<Row> rows) {
    rows.add(
        granted(
            "10",
            "start by e-mail",
            "\"email_verified\":",
            () ->
                start(
                    "{\"client_id\":\"app\",\"connection\":\"email\",\"email\":\"new@example.com\"}")));
    rows.add(
        granted(
            "10",
            "the code of the e-mail logs in, and makes the user",
            "access_token",
            () -> {
              startCode();
              return code(sent());
            }));
    rows.add(
        granted(
            "10",
            "the code of the text message logs in",
            "access_token",
            () -> {
              start(
                  "{\"client_id\":\"app\",\"connection\":\"sms\",\"phone_number\":\"+15550100\"}");
              return token(
                  "grant_type",
                  PASSWORDLESS,
                  "client_id",
                  "app",
                  "username",
                  "+15550100",
                  "realm",
                  "sms",
                  "otp",
                  auth0().messages().lastTo("+15550100").orElseThrow().code().orElseThrow());
            }));
    rows.add(
        refused(
            "10",
            "a connection that is none",
            400,
            "bad.connection",
            "Connection does not exist",
            () ->
                start(
                    "{\"client_id\":\"app\",\"connection\":\"none\",\"email\":\"a@b.example\"}")));
    rows.add(
        refused(
            "10",
            "a number that is none",
            400,
            "bad.phone_number",
            "String does not match pattern: ^\\+[0-9]{1,15}$",
            () ->
                start("{\"client_id\":\"app\",\"connection\":\"sms\",\"phone_number\":\"0555\"}")));
    rows.add(
        refused(
            "10",
            "authParams that are no object",
            400,
            "bad.authParams",
            "error in authParams - invalid type: string (expected object)",
            () ->
                start(
                    "{\"client_id\":\"app\",\"connection\":\"email\",\"email\":\"a@b.example\","
                        + "\"authParams\":\"x\"}")));
    rows.add(
        refused(
            "L0",
            "a code for an auth_session that is none",
            400,
            "invalid_request",
            "Invalid otp or auth_session.",
            () ->
                token(
                    "grant_type",
                    PASSWORDLESS,
                    "client_id",
                    "app",
                    "auth_session",
                    "0123456789abcdef01234567",
                    "otp",
                    "000000")));
    rows.add(
        refused(
            "G1",
            "/otp/challenge by a client without the grant type",
            403,
            "unauthorized_client",
            "Grant type '" + PASSWORDLESS + "' not allowed for the client.",
            () ->
                send(
                    "POST",
                    "otp/challenge",
                    "{\"client_id\":\"other\",\"connection\":\"Codes\",\"email\":\"carol@example.com\"}",
                    "")));
    rows.add(
        granted(
            "L0",
            "the code of /otp/challenge logs in",
            "access_token",
            () -> {
              String session =
                  send(
                          "POST",
                          "otp/challenge",
                          "{\"client_id\":\"app\",\"connection\":\"Codes\",\"email\":\"carol@example.com\"}",
                          "")
                      .json()
                      .string("auth_session", "");
              return token(
                  "grant_type",
                  PASSWORDLESS,
                  "client_id",
                  "app",
                  "auth_session",
                  session,
                  "otp",
                  auth0()
                      .messages()
                      .lastTo("carol@example.com")
                      .orElseThrow()
                      .code()
                      .orElseThrow());
            }));
    rows.add(
        refused(
            "L1",
            "wrong code",
            403,
            "invalid_grant",
            "Wrong email or verification code.",
            () -> {
              startCode();
              return code("not-it");
            }));
    rows.add(
        refused(
            "L1",
            "the code a second time",
            403,
            "invalid_grant",
            "Wrong email or verification code.",
            () -> {
              startCode();
              String code = sent();
              code(code);
              return code(code);
            }));
    rows.add(
        refused(
            "L2",
            "three wrong codes, then the right one",
            403,
            "invalid_grant",
            "You've reached the maximum number of attempts. Please try to login again.",
            () -> {
              startCode();
              for (int i = 0; i < 3; i++) {
                code("not-it");
              }
              return code(sent());
            }));
    rows.add(
        refused(
            "L3",
            "the code three minutes later",
            403,
            "invalid_grant",
            "The verification code has expired. Please try to login again.",
            () -> {
              startCode();
              auth0().clock().advance(Duration.ofMinutes(3));
              return code(sent());
            }));
  }

  private static void links(List<Row> rows) {
    rows.add(
        new Row(
            "10",
            "the link of the e-mail logs the browser in and goes on to /authorize",
            302,
            "location",
            "authorize?client_id=app&response_type=code",
            () -> {
              startLink();
              return get(link());
            }));
    rows.add(
        new Row(
            "10",
            "the link a second time tells the application",
            302,
            "location",
            "http://localhost:3000/callback?error=unauthorized&error_description="
                + "Wrong+email+or+verification+code.&state=xyz",
            () -> {
              startLink();
              String link = link();
              get(link);
              return get(link);
            }));
  }

  private static void startLink() {
    start(
        "{\"client_id\":\"app\",\"connection\":\"email\",\"email\":\"new@example.com\","
            + "\"send\":\"link\",\"authParams\":{\"response_type\":\"code\",\"scope\":\"openid\","
            + "\"state\":\"xyz\"}}");
  }

  private static String link() {
    return auth0().messages().lastTo("new@example.com").orElseThrow().link().orElseThrow();
  }

  private static void accounts(List<Row> rows) {
    rows.add(
        granted(
            "9",
            "sign up",
            "\"email\":\"new@example.com\"",
            () -> signup(DATABASE, "new@example.com", "Passw0rd!")));
    rows.add(
        granted(
            "9",
            "sign up, then log in",
            "access_token",
            () -> {
              signup(DATABASE, "new@example.com", "Passw0rd!");
              return login("new@example.com", "Passw0rd!");
            }));
    rows.add(
        refused(
            "9",
            "sign up as somebody who is there",
            400,
            "invalid_signup",
            "Invalid sign up",
            () -> signup(DATABASE, "ada@example.com", "Passw0rd!")));
    rows.add(
        refused(
            "9",
            "sign up in a connection that is none",
            400,
            "invalid_request",
            "the connection was not found",
            () -> signup("none", "new@example.com", "Passw0rd!")));
    rows.add(
        granted(
            "9",
            "a new password is asked for by whoever",
            "We've just sent you an email to reset your password.",
            () ->
                send(
                    "POST",
                    "dbconnections/change_password",
                    "{\"client_id\":\"app\",\"connection\":\""
                        + DATABASE
                        + "\",\"email\":\"nobody@example.com\"}",
                    "")));
  }

  private static Row granted(String row, String what, String member, Supplier<Answer> call) {
    return new Row(row, what, 200, "", member, call);
  }

  private static Row refused(
      String row, String what, int status, String error, String words, Supplier<Answer> call) {
    return new Row(row, what, status, error, words, call);
  }

  private static FakeAuth0 auth0() {
    return Objects.requireNonNull(emulator).first();
  }

  private static Answer login(String username, String password, String... more) {
    return token(
        with(
            more,
            "grant_type",
            "password",
            "client_id",
            "app",
            "username",
            username,
            "password",
            password));
  }

  private static Answer realm(String realm, String username, String password) {
    return token(
        "grant_type",
        REALM,
        "client_id",
        "app",
        "realm",
        realm,
        "username",
        username,
        "password",
        password);
  }

  private static Answer member(String... more) {
    return token(
        with(
            more,
            "grant_type",
            "password",
            "client_id",
            "members",
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!"));
  }

  private static void tenTimesWrong() {
    for (int i = 0; i < 10; i++) {
      login("ada@example.com", "guess");
    }
  }

  private static Answer from(String address, String username, String password) {
    String form =
        form(
            "grant_type",
            "password",
            "client_id",
            "backend",
            "client_secret",
            "backend-secret",
            "username",
            username,
            "password",
            password);
    return exchange(
        HttpRequest.newBuilder(auth0().issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("auth0-forwarded-for", address)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static void everybody() {
    for (String factor : List.of("otp", "sms", "push-notification")) {
      managed("PUT", "api/v2/guardian/factors/" + factor, "{\"enabled\":true}");
    }
    managed("PUT", "api/v2/guardian/policies", "[\"all-applications\"]");
  }

  private static String mfaToken() {
    everybody();
    return mfaTokenAgain();
  }

  private static String mfaTokenAgain() {
    return login("ada@example.com", "Passw0rd!").json().string("mfa_token", "");
  }

  /** Enrolls an app by a login; gives its secret. */
  private static String enrolled() {
    String token = mfaToken();
    String secret =
        associate(token, "{\"authenticator_types\":[\"otp\"]}").json().string("secret", "");
    mfa(MFA_OTP, token, "otp", Totp.at(secret, Keys.NOW));
    return secret;
  }

  private static Answer associate(String token, String body) {
    return send("POST", "mfa/associate", body, "Bearer " + token);
  }

  private static String sms(String token) {
    return associate(
            token,
            "{\"authenticator_types\":[\"oob\"],\"oob_channels\":[\"sms\"],"
                + "\"phone_number\":\"+15550100\"}")
        .json()
        .string("oob_code", "");
  }

  private static String push(String token) {
    return associate(token, "{\"authenticator_types\":[\"oob\"],\"oob_channels\":[\"auth0\"]}")
        .json()
        .string("oob_code", "");
  }

  private static Answer challenge(String token, String type) {
    return send(
        "POST",
        "mfa/challenge",
        "{\"client_id\":\"app\",\"challenge_type\":\""
            + type
            + "\",\"mfa_token\":\""
            + token
            + "\"}",
        "");
  }

  private static Answer mfa(String grantType, String token, String... more) {
    return token(with(more, "grant_type", grantType, "client_id", "app", "mfa_token", token));
  }

  private static Answer start(String body) {
    return send("POST", "passwordless/start", body, "");
  }

  private static void startCode() {
    start(
        "{\"client_id\":\"app\",\"connection\":\"email\",\"email\":\"new@example.com\","
            + "\"send\":\"code\"}");
  }

  private static String sent() {
    return auth0().messages().lastTo("new@example.com").orElseThrow().code().orElseThrow();
  }

  private static Answer code(String code) {
    return token(
        "grant_type",
        PASSWORDLESS,
        "client_id",
        "app",
        "username",
        "new@example.com",
        "realm",
        "email",
        "otp",
        code);
  }

  private static Answer signup(String connection, String email, String password) {
    return send(
        "POST",
        "dbconnections/signup",
        "{\"client_id\":\"app\",\"connection\":\""
            + connection
            + "\",\"email\":\""
            + email
            + "\",\"password\":\""
            + password
            + "\"}",
        "");
  }

  private static Answer managed(String method, String path, String... body) {
    String token =
        token(
                "grant_type",
                "client_credentials",
                "client_id",
                "management",
                "client_secret",
                "management-secret",
                "audience",
                auth0().managementAudience())
            .json()
            .string("access_token", "");
    return send(method, path, body.length == 0 ? "" : body[0], "Bearer " + token);
  }

  private static Answer get(String url) {
    return exchange(HttpRequest.newBuilder(URI.create(url)));
  }

  private static Answer send(String method, String path, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(auth0().issuer().resolve(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return exchange(request);
  }

  private static Answer token(String... namesAndValues) {
    return exchange(
        HttpRequest.newBuilder(auth0().issuer().resolve("oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(namesAndValues))));
  }

  private static String form(String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static String[] with(String[] more, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Answer exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), response.headers().firstValue("Location").orElse(response.body()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
