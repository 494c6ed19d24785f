package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static dev.fakeauth0.emulator.pipeline.UserDoor.CALLBACK;
import static dev.fakeauth0.emulator.pipeline.UserDoor.VERIFIER;
import static dev.fakeauth0.emulator.pipeline.UserDoor.authorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.CodeChallenge;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.http.HttpServer;
import dev.fakeauth0.emulator.http.HttpServerConfig;
import dev.fakeauth0.emulator.http.ListenAddress;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.user.EndedRefreshToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rows of codes (Z), refresh tokens (T), revocation (R) and {@code /userinfo} (U), asked over
 * the socket of a tenant of their own. What was asked, expected and answered is written to {@code
 * target/user-token-rows.md}.
 */
class UserTokenRowsHttpTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String AS_WEB = "client_id=web&client_secret=web-secret";
  private static final String CODE =
      "grant_type=authorization_code&" + AS_WEB + "&redirect_uri=" + CALLBACK;
  private static final String VERIFIED = "&code_verifier=" + VERIFIER;
  private static final String REFRESH = "grant_type=refresh_token&" + AS_WEB;
  private static final String INVALID_CODE = error("invalid_grant", "Invalid authorization code");
  private static final String INVALID_REFRESH =
      error("invalid_grant", "Unknown or invalid refresh token.");
  private static final String TOKENS =
      "{\"access_token\":\"<jwt>\",\"refresh_token\":\"<opaque>\",\"id_token\":\"<jwt>\","
          + "\"scope\":\"openid email read:messages offline_access\",\"expires_in\":86400,"
          + "\"token_type\":\"Bearer\"}";
  private static final String REFRESHED = TOKENS.replace("\"refresh_token\":\"<opaque>\",", "");
  private static final String ADA =
      "{\"sub\":\"auth0|ada\",\"email\":\"ada@example.com\",\"email_verified\":true}";
  private static final String CHALLENGE = "Bearer realm=\"Users\"";

  private static final UserAuthorization ALL =
      authorization("web", Optional.of(API), "openid", "email", "read:messages", "offline_access");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<Integer, String> TABLE = new ConcurrentSkipListMap<>();

  /**
   * One row.
   *
   * @param row the row of the facts
   * @param what the case in words
   * @param request what is asked, once the tenant is as the case has it
   * @param status the status expected
   * @param answer the body expected
   */
  private record Row(
      String row, String what, Function<UserDoor, Asked> request, int status, String answer) {}

  /**
   * What is asked.
   *
   * @param authorization the Authorization header; empty for none
   */
  private record Asked(String method, String path, String body, String authorization) {

    static Asked token(String body) {
      return new Asked("POST", "oauth/token", body, "");
    }

    static Asked revoke(String body) {
      return new Asked("POST", "oauth/revoke", body, "");
    }

    static Asked userInfo(String token) {
      return new Asked("GET", "userinfo", "", token.isEmpty() ? "" : "Bearer " + token);
    }
  }

  @AfterAll
  static void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Codes, refresh tokens, /oauth/revoke and /userinfo: every row over the socket");
    lines.add("");
    lines.add("| row | case | request | expected | actual | |");
    lines.add("|---|---|---|---|---|---|");
    lines.addAll(TABLE.values());
    Path target = Path.of("target");
    Files.createDirectories(target);
    Files.write(target.resolve("user-token-rows.md"), lines);
  }

  @TestFactory
  Stream<DynamicTest> answers_each_row_as_the_facts_have_it() {
    List<Row> rows = new ArrayList<>();
    codes(rows);
    refreshTokens(rows);
    revocations(rows);
    userInfo(rows);
    return IntStream.range(0, rows.size())
        .mapToObj(
            index ->
                dynamicTest(
                    rows.get(index).row() + " " + rows.get(index).what(),
                    () -> check(index, rows.get(index))));
  }

  private static void codes(List<Row> rows) {
    code(rows, "ok", "code, S256", door -> door.code(ALL), VERIFIED, 200, TOKENS);
    code(
        rows,
        "ok",
        "code, plain",
        door -> door.code(ALL, Optional.of(VERIFIER), "plain"),
        VERIFIED,
        200,
        TOKENS);
    code(
        rows,
        "ok",
        "code without PKCE, confidential client",
        door -> door.code(ALL, Optional.empty(), "plain"),
        "",
        200,
        TOKENS);
    code(rows, "Z1", "unknown code", door -> "another", VERIFIED, 403, INVALID_CODE);
    code(
        rows,
        "Z1",
        "used code",
        door -> {
          String code = door.code(ALL);
          door.exchange(code);
          return code;
        },
        VERIFIED,
        403,
        INVALID_CODE);
    code(
        rows,
        "Z1",
        "expired code",
        door -> {
          String code = door.code(ALL);
          door.elapse(AuthorizationCode.LIFETIME);
          return code;
        },
        VERIFIED,
        403,
        INVALID_CODE);
    row(
        rows,
        "Z2",
        "code missing",
        door -> Asked.token(CODE + VERIFIED),
        400,
        error("invalid_request", "Missing required parameter: code"));
    String wrong = error("invalid_grant", "Failed to verify code verifier");
    code(
        rows, "Z3", "wrong verifier", door -> door.code(ALL), "&code_verifier=another", 403, wrong);
    code(
        rows,
        "Z3",
        "the challenge in place of the verifier",
        door -> door.code(ALL),
        "&code_verifier=" + CodeChallenge.s256(VERIFIER),
        403,
        wrong);
    code(
        rows,
        "Z3",
        "a verifier that nobody asked for (downgrade)",
        door -> door.code(ALL, Optional.empty(), "plain"),
        VERIFIED,
        403,
        wrong);
    String required = error("invalid_request", "Parameter 'code_verifier' is required");
    code(rows, "Z4", "verifier missing", door -> door.code(ALL), "", 400, required);
    row(
        rows,
        "Z4",
        "public client, no PKCE at all",
        door ->
            Asked.token(
                "grant_type=authorization_code&client_id=spa&redirect_uri="
                    + CALLBACK
                    + "&code="
                    + door.code(
                        authorization("spa", Optional.of(API), "openid"),
                        Optional.empty(),
                        "plain")),
        400,
        required);
    redirects(rows);
    row(
        rows,
        "Z6",
        "code of another client",
        door ->
            Asked.token(
                "grant_type=authorization_code&client_id=spa&redirect_uri="
                    + CALLBACK
                    + VERIFIED
                    + "&code="
                    + door.code(ALL)),
        403,
        INVALID_CODE);
  }

  private static void redirects(List<Row> rows) {
    for (String sent :
        List.of("https://evil.example/callback", "https://app.example.com:8443/callback")) {
      row(
          rows,
          "Z5",
          "redirect_uri of another origin",
          door ->
              Asked.token(
                  "grant_type=authorization_code&"
                      + AS_WEB
                      + VERIFIED
                      + "&redirect_uri="
                      + sent
                      + "&code="
                      + door.code(ALL)),
          403,
          error(
              "unauthorized_client",
              "The redirect URI is wrong. You sent "
                  + sent.replace("/callback", "")
                  + ", and we expected https://app.example.com"));
    }
    row(
        rows,
        "Z5",
        "redirect_uri with another path",
        door ->
            Asked.token(
                "grant_type=authorization_code&"
                    + AS_WEB
                    + VERIFIED
                    + "&redirect_uri="
                    + CALLBACK
                    + "/x&code="
                    + door.code(ALL)),
        403,
        error(
            "unauthorized_client",
            "The redirect URI is wrong. You sent https://app.example.com, and we expected"
                + " https://app.example.com"));
  }

  private static void refreshTokens(List<Row> rows) {
    refresh(rows, "ok", "non-rotating", UserTokenRowsHttpTest::login, "", 200, REFRESHED);
    refresh(
        rows,
        "ok",
        "rotating",
        door -> {
          door.change(draft -> draft.put(UserDoor.web(rotating())));
          return login(door);
        },
        "",
        200,
        TOKENS);
    refresh(
        rows,
        "ok",
        "fewer scopes",
        UserTokenRowsHttpTest::login,
        "&scope=read:messages+admin",
        200,
        "{\"access_token\":\"<jwt>\",\"scope\":\"read:messages\",\"expires_in\":86400,"
            + "\"token_type\":\"Bearer\"}");
    refresh(rows, "T1", "unknown token", door -> "another", "", 403, INVALID_REFRESH);
    refresh(
        rows,
        "T1",
        "revoked token",
        door -> {
          String token = login(door);
          door.revoke(AS_WEB + "&token=" + token);
          return token;
        },
        "",
        403,
        INVALID_REFRESH);
    refresh(
        rows,
        "T1",
        "expired token",
        door -> {
          door.change(
              draft ->
                  draft.put(
                      UserDoor.web(
                          Document.of("expiration_type", "expiring", "token_lifetime", 60L))));
          String token = login(door);
          door.elapse(Duration.ofSeconds(60));
          return token;
        },
        "",
        403,
        INVALID_REFRESH);
    refresh(
        rows,
        "T1",
        "rotated token",
        door -> {
          door.change(draft -> draft.put(UserDoor.web(rotating())));
          String token = login(door);
          door.refresh(token);
          return token;
        },
        "",
        403,
        INVALID_REFRESH);
    refresh(
        rows,
        "T1",
        "newest token of a family of which one was reused",
        door -> {
          door.change(draft -> draft.put(UserDoor.web(rotating())));
          String token = login(door);
          String next = UserDoor.member(door.refresh(token), "refresh_token");
          door.refresh(token);
          return next;
        },
        "",
        403,
        INVALID_REFRESH);
    row(
        rows,
        "T1",
        "token of another client",
        door -> Asked.token("grant_type=refresh_token&client_id=spa&refresh_token=" + login(door)),
        403,
        INVALID_REFRESH);
    row(
        rows,
        "T2",
        "refresh_token missing",
        door -> Asked.token(REFRESH),
        400,
        error("invalid_request", "Missing required parameter: refresh_token"));
    refresh(
        rows,
        "4.3",
        "user deleted",
        door -> {
          String token = login(door);
          door.change(UserTokenRowsHttpTest::deleteAda);
          return token;
        },
        "",
        403,
        error(
            "invalid_grant",
            "The refresh_token was generated for a user who doesn't exist anymore."));
    refresh(
        rows,
        "P4",
        "user blocked",
        door -> {
          String token = login(door);
          door.change(
              draft ->
                  draft.put(
                      "users",
                      UserDoor.ADA,
                      Document.of("user_id", UserDoor.ADA, "blocked", true)));
          return token;
        },
        "",
        403,
        error("unauthorized", "user is blocked"));
  }

  /** As the Management API deletes a user. */
  private static void deleteAda(TenantDraft draft) {
    draft.remove("users", UserDoor.ADA);
    Resource token = draft.state().collection("refresh-tokens").all().iterator().next();
    draft.remove("refresh-tokens", token.id());
    EndedRefreshToken.remember(
        token.document(), EndedRefreshToken.Cause.USER_DELETED, draft, Keys.NOW);
  }

  private static void revocations(List<Row> rows) {
    row(
        rows,
        "R",
        "refresh token",
        door -> Asked.revoke(AS_WEB + "&token=" + login(door)),
        200,
        "");
    row(rows, "R", "unknown token", door -> Asked.revoke(AS_WEB + "&token=another"), 200, "");
    row(
        rows,
        "R",
        "token of another client",
        door -> Asked.revoke("client_id=spa&token=" + login(door)),
        200,
        "");
    row(
        rows,
        "R",
        "access token",
        door ->
            Asked.revoke(
                AS_WEB
                    + "&token="
                    + UserDoor.member(door.exchange(door.code(ALL)), "access_token")),
        200,
        "");
    row(
        rows,
        "R",
        "token missing",
        door -> Asked.revoke(AS_WEB),
        400,
        error("invalid_request", "Missing required parameter: token"));
    row(
        rows,
        "R",
        "wrong secret",
        door -> Asked.revoke("client_id=web&client_secret=wrong&token=" + login(door)),
        401,
        error("invalid_client", "Unauthorized"));
  }

  private static void userInfo(List<Row> rows) {
    row(rows, "U", "opaque token", door -> Asked.userInfo(opaque(door)), 200, ADA);
    row(
        rows,
        "U",
        "JWT for an API and /userinfo",
        door -> Asked.userInfo(UserDoor.member(door.exchange(door.code(ALL)), "access_token")),
        200,
        ADA);
    row(
        rows,
        "U",
        "form parameter",
        door -> new Asked("POST", "userinfo", "access_token=" + opaque(door), ""),
        200,
        ADA);
    row(
        rows,
        "U",
        "query parameter, as Auth0's strategy for Passport sends it",
        door -> new Asked("GET", "userinfo?access_token=" + opaque(door), "", ""),
        200,
        ADA);
    row(rows, "U", "no token", door -> Asked.userInfo(""), 401, "Unauthorized");
    row(rows, "U", "no token of this tenant", door -> Asked.userInfo("abc"), 401, "Unauthorized");
    row(
        rows,
        "U",
        "JWT with another signature",
        door -> {
          String token = UserDoor.member(door.exchange(door.code(ALL)), "access_token");
          return Asked.userInfo(token.substring(0, token.length() - 8) + "AAAAAAAA");
        },
        401,
        "Unauthorized");
    row(
        rows,
        "U",
        "expired token",
        door -> {
          String token = opaque(door);
          door.elapse(Duration.ofSeconds(86400));
          return Asked.userInfo(token);
        },
        401,
        "Unauthorized");
  }

  private static void check(int index, Row row) throws Exception {
    UserDoor door = new UserDoor();
    Asked asked = row.request().apply(door);
    try (HttpServer server =
        HttpServer.start(HttpServerConfig.of(ListenAddress.http("127.0.0.1", 0)), door.road())) {
      HttpResponse<String> response = send(server, asked);
      String shown = masked(response.body());
      boolean same = response.statusCode() == row.status() && shown.equals(row.answer());
      TABLE.put(index, line(row, asked, response.statusCode(), shown, same));

      assertThat(response.statusCode() + " " + shown).isEqualTo(row.status() + " " + row.answer());
      if (asked.path().equals("userinfo")) {
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
            .contains("false");
        if (row.status() == 401) {
          assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
              .startsWith(CHALLENGE);
          assertThat(response.headers().firstValue("Content-Type")).isEmpty();
        }
      } else if (row.status() != 200 || asked.path().equals("oauth/revoke")) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      }
    }
  }

  private static HttpResponse<String> send(HttpServer server, Asked asked) throws Exception {
    URI uri =
        URI.create("http://127.0.0.1:" + server.listeners().get(0).port() + "/" + asked.path());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                asked.method(),
                asked.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(asked.body()));
    if (!asked.body().isEmpty()) {
      request.header("Content-Type", FORM);
    }
    if (!asked.authorization().isEmpty()) {
      request.header("Authorization", asked.authorization());
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String masked(String text) {
    return text.replaceAll("eyJ[\\w-]+\\.[\\w-]*\\.[\\w-]+(\\.[\\w-]+\\.[\\w-]+)?", "<jwt>")
        .replaceAll("\\b[\\w-]{65}(?![\\w-])", "<opaque>");
  }

  private static String line(Row row, Asked asked, int status, String answer, boolean same) {
    String header =
        asked.authorization().isEmpty() ? "" : "; Authorization: " + masked(asked.authorization());
    return "| "
        + String.join(
            " | ",
            row.row(),
            row.what(),
            cell(
                asked.method()
                    + " /"
                    + masked(asked.path())
                    + header
                    + "; "
                    + masked(asked.body())),
            cell(row.status() + " " + row.answer()),
            cell(status + " " + answer),
            same ? "ok" : "DIFFERS")
        + " |";
  }

  private static String cell(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static Document rotating() {
    return Document.of("rotation_type", "rotating");
  }

  private static String login(UserDoor door) {
    return UserDoor.member(door.exchange(door.code(ALL)), "refresh_token");
  }

  private static String opaque(UserDoor door) {
    return UserDoor.member(
        door.exchange(door.code(authorization("web", Optional.empty(), "openid", "email"))),
        "access_token");
  }

  private static void code(
      List<Row> rows,
      String row,
      String what,
      Function<UserDoor, String> code,
      String more,
      int status,
      String answer) {
    row(
        rows,
        row,
        what,
        door -> Asked.token(CODE + more + "&code=" + code.apply(door)),
        status,
        answer);
  }

  private static void refresh(
      List<Row> rows,
      String row,
      String what,
      Function<UserDoor, String> token,
      String more,
      int status,
      String answer) {
    row(
        rows,
        row,
        what,
        door -> Asked.token(REFRESH + more + "&refresh_token=" + token.apply(door)),
        status,
        answer);
  }

  private static void row(
      List<Row> rows,
      String row,
      String what,
      Function<UserDoor, Asked> request,
      int status,
      String answer) {
    rows.add(new Row(row, what, request, status, answer));
  }

  private static String error(String error, String description) {
    return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
  }
}
