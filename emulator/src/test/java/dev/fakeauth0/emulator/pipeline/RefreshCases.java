package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.user.EndedRefreshToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Exchanges of refresh tokens that are refused. */
final class RefreshCases {

  private static final String TOKENS = "refresh-tokens";

  private RefreshCases() {}

  static Map<String, CodeCases.Case> all() {
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    cases.put(
        "refresh-token-missing",
        of(
            seed(Document.EMPTY),
            door ->
                door.form(
                    "grant_type",
                    "refresh_token",
                    "client_id",
                    "web",
                    "client_secret",
                    "web-secret")));
    cases.put("invalid-refresh-token", of(seed(Document.EMPTY), door -> refresh(door, "another")));
    cases.put(
        "invalid-refresh-token-replayed-code",
        of(
            seed(Document.EMPTY),
            door -> {
              String token = token(login(door));
              login(door);
              return refresh(door, token);
            }));
    cases.put(
        "invalid-refresh-token-family",
        of(
            seed(Document.of("rotation_type", "rotating")),
            door -> {
              String token = token(login(door));
              String next = token(refresh(door, token));
              refresh(door, token);
              return refresh(door, next);
            }));
    cases.put(
        "refresh-token-reused",
        of(
            seed(Document.of("rotation_type", "rotating")),
            door -> {
              String token = token(login(door));
              refresh(door, token);
              return refresh(door, token);
            }));
    cases.put(
        "refresh-token-of-another-client",
        of(
            seed(Document.EMPTY),
            door ->
                door.form(
                    "grant_type",
                    "refresh_token",
                    "client_id",
                    "other",
                    "client_secret",
                    "other-secret",
                    "refresh_token",
                    token(login(door)))));
    cases.put("refresh-token-expired", of(seed(Document.EMPTY), door -> aged(door, "expires_at")));
    cases.put(
        "refresh-token-expired-idle",
        of(seed(Document.EMPTY), door -> aged(door, "idle_expires_at")));
    cases.put(
        "user-gone",
        of(
            seed(Document.EMPTY),
            door -> {
              String token = token(login(door));
              changing(
                  door,
                  draft -> {
                    Resource stored = first(draft);
                    draft.remove(TOKENS, stored.id());
                    EndedRefreshToken.remember(
                        stored.document(), EndedRefreshToken.Cause.USER_DELETED, draft, Keys.NOW);
                  });
              return refresh(door, token);
            }));
    return cases;
  }

  private static CodeCases.Case of(Consumer<TenantDraft> seed, Function<TokenDoor, Reply> call) {
    return new CodeCases.Case(seed, call);
  }

  private static Reply aged(TokenDoor door, String limit) {
    String token = token(login(door));
    changing(
        door,
        draft -> {
          Resource stored = first(draft);
          draft.put(TOKENS, stored.id(), stored.document().with(limit, "2026-01-01T00:00:00.000Z"));
        });
    return refresh(door, token);
  }

  private static Resource first(TenantDraft draft) {
    return draft.state().collection(TOKENS).all().iterator().next();
  }

  private static void changing(TokenDoor door, Consumer<TenantDraft> change) {
    door.tenant()
        .epoch()
        .store()
        .change(
            draft -> {
              change.accept(draft);
              return draft;
            });
  }

  private static Reply login(TokenDoor door) {
    return door.form(
        "grant_type",
        "authorization_code",
        "client_id",
        "web",
        "client_secret",
        "web-secret",
        "code",
        "a-code");
  }

  private static Reply refresh(TokenDoor door, String token) {
    return door.form(
        "grant_type",
        "refresh_token",
        "client_id",
        "web",
        "client_secret",
        "web-secret",
        "refresh_token",
        token);
  }

  private static String token(Reply reply) {
    return TokenDoor.body(reply).string("refresh_token").orElseThrow();
  }

  private static Consumer<TenantDraft> seed(Document settings) {
    return draft -> {
      for (String client : List.of("web", "other")) {
        draft.put(
            aClient(
                client,
                "client_secret",
                client + "-secret",
                "refresh_token",
                settings,
                "grant_types",
                List.of("authorization_code", "refresh_token")));
      }
      draft.put(
          "users", "auth0|ada", Document.of("user_id", "auth0|ada", "email", "ada@example.com"));
      draft.keep(
          "a-code",
          new AuthorizationCode(
              new UserAuthorization(
                  "web",
                  new Login("auth0|ada", "db", Keys.NOW, List.of("pwd"), Optional.empty()),
                  Optional.empty(),
                  List.of("openid", "offline_access"),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Optional.empty(),
                  false),
              Optional.empty(),
              Optional.empty(),
              "S256",
              false,
              List.of()),
          Keys.NOW.plusSeconds(60),
          Keys.NOW);
    };
  }
}
