package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;

import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.CodeChallenge;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Exchanges of codes that are refused. */
final class CodeCases {

  private static final String CODE = "a-code-of-ada";
  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String VERIFIER = "a-verifier-of-forty-three-characters-at-least";

  /** A case: what the tenant holds, and the call. */
  record Case(Consumer<TenantDraft> seed, Function<TokenDoor, Reply> call) {}

  private CodeCases() {}

  static Map<String, Case> all() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("code-missing", new Case(draft -> seed(draft, code()), door -> exchange(door)));
    cases.put(
        "invalid-authorization-code",
        new Case(draft -> seed(draft, code()), door -> exchange(door, "code", "another")));
    cases.put(
        "invalid-authorization-code-without-user",
        new Case(
            draft -> {
              seed(draft, code());
              draft.remove("users", "auth0|ada");
            },
            CodeCases::exchanged));
    cases.put(
        "code-already-used",
        new Case(
            draft -> seed(draft, code()),
            door -> {
              exchanged(door);
              return exchanged(door);
            }));
    cases.put(
        "code-of-another-client",
        new Case(
            draft -> {
              seed(draft, code());
              draft.put(
                  aClient(
                      "other",
                      "client_secret",
                      "other-secret",
                      "grant_types",
                      List.of("authorization_code")));
            },
            door ->
                door.form(
                    "grant_type",
                    "authorization_code",
                    "client_id",
                    "other",
                    "client_secret",
                    "other-secret",
                    "code",
                    CODE)));
    cases.put(
        "redirect-uri-differs",
        new Case(
            draft -> seed(draft, code()),
            door ->
                exchange(
                    door,
                    "code",
                    CODE,
                    "redirect_uri",
                    "https://app.example.com:8443/callback",
                    "code_verifier",
                    VERIFIER)));
    cases.put(
        "redirect-uri-differs-none",
        new Case(
            draft -> seed(draft, code()),
            door -> exchange(door, "code", CODE, "code_verifier", VERIFIER)));
    cases.put(
        "code-verifier-missing",
        new Case(
            draft -> seed(draft, code()),
            door -> exchange(door, "code", CODE, "redirect_uri", CALLBACK)));
    cases.put(
        "code-verifier-missing-public",
        new Case(
            draft -> {
              seed(draft, code(Optional.empty(), "plain"));
              draft.put(
                  aClient(
                      "web",
                      "token_endpoint_auth_method",
                      "none",
                      "grant_types",
                      List.of("authorization_code")));
            },
            door ->
                door.form(
                    "grant_type",
                    "authorization_code",
                    "client_id",
                    "web",
                    "code",
                    CODE,
                    "redirect_uri",
                    CALLBACK)));
    cases.put(
        "code-verifier-wrong",
        new Case(
            draft -> seed(draft, code()),
            door ->
                exchange(
                    door, "code", CODE, "redirect_uri", CALLBACK, "code_verifier", "another")));
    cases.put(
        "code-verifier-wrong-plain",
        new Case(
            draft -> seed(draft, code(Optional.of(VERIFIER), "plain")),
            door ->
                exchange(
                    door, "code", CODE, "redirect_uri", CALLBACK, "code_verifier", "another")));
    cases.put(
        "code-verifier-wrong-unasked",
        new Case(draft -> seed(draft, code(Optional.empty(), "plain")), CodeCases::exchanged));
    cases.put(
        "user-blocked",
        new Case(
            draft -> {
              seed(draft, code());
              draft.put("users", "auth0|ada", Document.of("user_id", "auth0|ada", "blocked", true));
            },
            CodeCases::exchanged));
    cases.put(
        "user-not-in-organization",
        new Case(
            draft -> {
              seed(draft, codeFor(Optional.of("org_1")));
              draft.put(anOrganization("org_1", "acme"));
            },
            CodeCases::exchanged));
    return cases;
  }

  private static Reply exchanged(TokenDoor door) {
    return exchange(door, "code", CODE, "redirect_uri", CALLBACK, "code_verifier", VERIFIER);
  }

  private static Reply exchange(TokenDoor door, String... namesAndValues) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "web",
                "client_secret",
                "web-secret"));
    all.addAll(List.of(namesAndValues));
    return door.form(all.toArray(String[]::new));
  }

  private static AuthorizationCode code() {
    return code(Optional.of(CodeChallenge.s256(VERIFIER)), "S256");
  }

  private static AuthorizationCode code(Optional<String> challenge, String method) {
    return new AuthorizationCode(
        authorization(Optional.empty()),
        Optional.of(CALLBACK),
        challenge,
        method,
        false,
        List.of());
  }

  private static AuthorizationCode codeFor(Optional<String> organization) {
    return new AuthorizationCode(
        authorization(organization),
        Optional.of(CALLBACK),
        Optional.of(CodeChallenge.s256(VERIFIER)),
        "S256",
        false,
        List.of());
  }

  private static UserAuthorization authorization(Optional<String> organization) {
    return new UserAuthorization(
        "web",
        new Login(
            "auth0|ada",
            "Username-Password-Authentication",
            Keys.NOW,
            List.of("pwd"),
            Optional.empty()),
        Optional.empty(),
        List.of("openid", "offline_access"),
        Optional.of("openid offline_access"),
        organization,
        false,
        Optional.empty(),
        false);
  }

  private static void seed(TenantDraft draft, AuthorizationCode code) {
    draft.put(
        aClient(
            "web",
            "client_secret",
            "web-secret",
            "grant_types",
            List.of("authorization_code", "refresh_token")));
    draft.put(
        "users", "auth0|ada", Document.of("user_id", "auth0|ada", "email", "ada@example.com"));
    draft.keep(CODE, code, Keys.NOW.plusSeconds(60), Keys.NOW);
  }
}
