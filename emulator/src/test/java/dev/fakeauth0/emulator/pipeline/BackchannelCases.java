package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.authentication.grant.BackchannelRequest;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.Keys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Users asked on their phone, and clients that poll for them, where that is refused. */
final class BackchannelCases {

  private static final String GRANT = "urn:openid:params:grant-type:ciba";
  private static final String ID = "an-auth-req-id";
  private static final String USER = "auth0|ada";

  private BackchannelCases() {}

  static Map<String, CodeCases.Case> all() {
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    cases.put("openid-scope-missing", begun("scope", "profile"));
    cases.put("ciba-user-unknown", begun("login_hint", hint("auth0|nobody")));
    cases.put("ciba-request-invalid", begun("binding_message", ""));
    cases.put("ciba-request-invalid-message", begun("binding_message", "<b>pay</b>"));
    cases.put("ciba-request-invalid-message-length", begun("binding_message", "x".repeat(65)));
    cases.put("ciba-request-invalid-expiry", begun("requested_expiry", "0"));
    cases.put("ciba-request-invalid-hint", begun("login_hint", "ada@example.com"));
    cases.put("ciba-request-invalid-hint-format", begun("login_hint", "{\"format\":\"email\"}"));
    cases.put(
        "ciba-request-invalid-hint-issuer",
        begun("login_hint", hint(USER).replace(":8080/", ":8080")));
    cases.put("ciba-request-invalid-hint-sub", begun("login_hint", hint("")));
    cases.put("ciba-pending", polled(Duration.ofMinutes(5), Duration.ZERO, draft -> {}));
    cases.put("ciba-slow-down", polled(Duration.ofMinutes(5), Duration.ofSeconds(4), draft -> {}));
    cases.put(
        "ciba-denied",
        polled(
            Duration.ofMinutes(5),
            Duration.ZERO,
            draft -> PushAnswer.give("msg_1", false, draft, Keys.NOW)));
    cases.put("ciba-denied-expired", polled(Duration.ZERO, Duration.ZERO, draft -> {}));
    cases.put(
        "invalid-auth-req-id",
        new CodeCases.Case(BackchannelCases::seed, door -> poll(door, "auth_req_id", "another")));
    cases.put(
        "invalid-auth-req-id-missing",
        new CodeCases.Case(BackchannelCases::seed, door -> poll(door, "scope", "openid")));
    return cases;
  }

  private static CodeCases.Case begun(String name, String value) {
    Document body =
        Document.of(
                "client_id",
                "bank",
                "client_secret",
                "bank-secret",
                "scope",
                "openid",
                "binding_message",
                "Pay 5 to Bob",
                "login_hint",
                hint(USER))
            .with(name, value);
    return new CodeCases.Case(BackchannelCases::seed, door -> door.at("/bc-authorize", body));
  }

  private static String hint(String user) {
    return "{\"format\":\"iss_sub\",\"iss\":\"http://localhost:8080/\",\"sub\":\"" + user + "\"}";
  }

  private static CodeCases.Case polled(
      Duration left, Duration sincePoll, Consumer<TenantDraft> more) {
    return new CodeCases.Case(
        draft -> {
          seed(draft);
          draft.keep(
              ID,
              new BackchannelRequest(
                  ID,
                  new UserAuthorization(
                      "bank",
                      new Login(USER, "people", Keys.NOW, List.of(), Optional.empty()),
                      Optional.empty(),
                      List.of("openid"),
                      Optional.of("openid"),
                      Optional.empty(),
                      false,
                      Optional.empty(),
                      false),
                  "msg_1",
                  Keys.NOW.plus(left),
                  Duration.ofSeconds(5),
                  sincePoll.isZero() ? Optional.empty() : Optional.of(Keys.NOW.minus(sincePoll))),
              Keys.NOW.plus(Duration.ofHours(1)),
              Keys.NOW);
          more.accept(draft);
        },
        door -> poll(door, "auth_req_id", ID));
  }

  private static void seed(TenantDraft draft) {
    draft.put(aClient("bank", "client_secret", "bank-secret", "grant_types", List.of(GRANT)));
    draft.put(
        TenantState.USERS,
        USER,
        Document.of("user_id", USER, "email", "ada@example.com", "identities", List.of()));
  }

  private static Reply poll(TokenDoor door, String name, String value) {
    return door.form(
        "grant_type", GRANT, "client_id", "bank", "client_secret", "bank-secret", name, value);
  }
}
