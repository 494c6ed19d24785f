package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.PasswordCases.Case;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Codes that are sent, and new accounts, refused. */
final class AccountCases {

  private static final String OTP = "http://auth0.com/oauth/grant-type/passwordless/otp";
  private static final String DATABASE = "Username-Password-Authentication";

  private AccountCases() {}

  static Map<String, Case> all() {
    Map<String, Case> cases = new LinkedHashMap<>();
    put(
        cases,
        "passwordless-start-invalid",
        draft -> {},
        door ->
            door.at(
                "/passwordless/start",
                Document.of("client_id", "app", "connection", "sms", "phone_number", "+1")));
    put(
        cases,
        "passwordless-start-invalid-number",
        AccountCases::sms,
        door ->
            door.at(
                "/passwordless/start",
                Document.of("client_id", "app", "connection", "sms", "phone_number", "0555")));
    put(
        cases,
        "wrong-verification-code",
        draft -> {},
        door -> {
          start(door);
          return code(door, "not-it");
        });
    put(cases, "wrong-verification-code-unasked", draft -> {}, door -> code(door, "000000"));
    put(
        cases,
        "verification-code-tries-exceeded",
        draft -> {},
        door -> {
          start(door);
          for (int i = 0; i < 3; i++) {
            code(door, "not-it");
          }
          return code(door, new SentMessages(door.tenant()).last().orElseThrow().code().get());
        });
    put(
        cases,
        "verification-code-expired",
        draft -> {},
        door -> {
          start(door);
          door.tenant()
              .epoch()
              .store()
              .change(
                  draft -> {
                    draft.clock(
                        draft
                            .state()
                            .clock()
                            .setTo(Keys.NOW.plusSeconds(181), door.tenant().systemTime()));
                    return draft;
                  });
          return code(door, new SentMessages(door.tenant()).last().orElseThrow().code().get());
        });
    put(
        cases,
        "otp-challenge-invalid",
        draft -> {},
        door -> door.at("/otp/challenge", Document.of("client_id", "app", "connection", DATABASE)));
    put(
        cases,
        "otp-challenge-invalid-connection",
        draft -> {},
        door ->
            door.at(
                "/otp/challenge",
                Document.of(
                    "client_id", "app", "connection", DATABASE, "email", "ada@example.com")));
    put(
        cases,
        "otp-session-invalid",
        draft -> {},
        door ->
            door.form(
                "grant_type",
                OTP,
                "client_id",
                "app",
                "auth_session",
                "0123456789abcdef01234567",
                "otp",
                "000000"));
    put(
        cases,
        "connection-unknown",
        draft -> {},
        door -> signup(door, "connection", "Usernames", "email", "eve@example.com"));
    put(
        cases,
        "signup-disabled",
        draft -> database(draft, Map.of("disable_signup", true)),
        door -> signup(door, "connection", DATABASE, "email", "eve@example.com"));
    put(
        cases,
        "signup-invalid",
        draft -> database(draft, Map.of("requires_username", true)),
        door -> signup(door, "connection", DATABASE, "email", "eve@example.com"));
    put(
        cases,
        "password-too-weak",
        draft -> database(draft, Map.of("passwordPolicy", "good")),
        door ->
            door.at(
                "/dbconnections/signup",
                Document.of(
                    "client_id",
                    "app",
                    "connection",
                    DATABASE,
                    "email",
                    "eve@example.com",
                    "password",
                    "weakling!")));
    put(
        cases,
        "user-exists",
        draft -> {},
        door -> signup(door, "connection", DATABASE, "email", "Ada@example.com"));
    return cases;
  }

  private static void put(
      Map<String, Case> cases,
      String name,
      Consumer<TenantDraft> change,
      Function<TokenDoor, Reply> call) {
    cases.put(
        name,
        new Case(
            draft -> {
              PasswordCases.seed(draft);
              draft.put(
                  aClient(
                      "app",
                      "token_endpoint_auth_method",
                      "none",
                      "grant_types",
                      List.of("password", OTP)));
              passwordless(draft, "con_2", "email");
              change.accept(draft);
            },
            call));
  }

  private static void sms(TenantDraft draft) {
    passwordless(draft, "con_3", "sms");
  }

  private static void passwordless(TenantDraft draft, String id, String strategy) {
    draft.put(
        "connections",
        id,
        Document.of(
            "id", id, "name", strategy, "strategy", strategy, "enabled_clients", List.of("app")));
  }

  private static void database(TenantDraft draft, Map<String, ?> options) {
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
            List.of("app"),
            "options",
            options));
  }

  private static Reply start(TokenDoor door) {
    return door.at(
        "/passwordless/start",
        Document.of(
            "client_id", "app", "connection", "email", "email", "ada@example.com", "send", "code"));
  }

  private static Reply code(TokenDoor door, String code) {
    return door.form(
        "grant_type",
        OTP,
        "client_id",
        "app",
        "username",
        "ada@example.com",
        "realm",
        "email",
        "otp",
        code);
  }

  private static Reply signup(TokenDoor door, String... namesAndValues) {
    Document body = Document.of("client_id", "app", "password", PasswordCases.PASSWORD);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body = body.with(namesAndValues[i], namesAndValues[i + 1]);
    }
    return door.at("/dbconnections/signup", body);
  }
}
