package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;

import dev.fakeauth0.emulator.authentication.RevocationEndpoint;
import dev.fakeauth0.emulator.authentication.TokenEndpoint;
import dev.fakeauth0.emulator.authentication.UserInfoEndpoint;
import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.CodeChallenge;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The endpoints that users' tokens come from and go to, on their road, without a socket: token,
 * revocation and UserInfo endpoint, over a tenant with the user ada, the confidential client web,
 * the public client spa, whose refresh tokens rotate, and an API that lets users be offline. Codes
 * are put where a login puts them.
 */
public final class UserDoor {

  /** The user. */
  public static final String ADA = "auth0|ada";

  /** The API. */
  public static final String API = "https://api.example.com";

  /** Where codes are delivered to. */
  public static final String CALLBACK = "https://app.example.com/callback";

  /** What their challenge is made of. */
  public static final String VERIFIER = "a-verifier-of-forty-three-characters-at-least";

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Tenant tenant;
  private final Pipeline road;
  private int codes;

  /** The doors, with what else the seed puts into the tenant. */
  public UserDoor(Consumer<TenantDraft> more) {
    this(more, new TokenMinter());
  }

  /** Doors whose tokens nobody signs: for tests that ask for very many. */
  public static UserDoor unsigned() {
    return new UserDoor(
        draft -> {},
        (grant, keys, tampering) ->
            new TokenSet(
                Optional.of("an.access.token"),
                Optional.empty(),
                grant.refreshToken(),
                grant.scope(),
                Duration.ZERO,
                Document.EMPTY));
  }

  private UserDoor(Consumer<TenantDraft> more, Minter<TokenGrant, TokenSet> minter) {
    tenant =
        TokenDoor.of(
                draft -> {
                  seed(draft);
                  more.accept(draft);
                })
            .tenant();
    road =
        new Pipeline(
            new TenantDirectory(List.of(tenant)),
            List.of(
                new TokenEndpoint(new GrantPolicies(GrantPolicies.all()), minter),
                new RevocationEndpoint(),
                new UserInfoEndpoint()),
            FaultLayer.NONE,
            line -> {});
  }

  /** The doors over the tenant as it is. */
  public UserDoor() {
    this(draft -> {});
  }

  private static void seed(TenantDraft draft) {
    draft.put(web(Document.EMPTY));
    draft.put(
        aClient(
            "spa",
            "token_endpoint_auth_method",
            "none",
            "refresh_token",
            Document.of("rotation_type", "rotating"),
            "grant_types",
            List.of("authorization_code", "refresh_token")));
    draft.put(anApi(API, "allow_offline_access", true));
    draft.put(
        "users",
        ADA,
        Document.of(
            "user_id",
            ADA,
            "email",
            "ada@example.com",
            "email_verified",
            true,
            "given_name",
            "Ada",
            "updated_at",
            "2026-01-01T00:00:00.000Z"));
  }

  /** The client web with these settings of refresh tokens. */
  public static Client web(Document refreshToken) {
    return aClient(
        "web",
        "client_secret",
        "web-secret",
        "refresh_token",
        refreshToken,
        "grant_types",
        List.of("authorization_code", "refresh_token"));
  }

  /** What web may have of ada: these scopes of the API. */
  public static UserAuthorization authorization(
      String client, Optional<String> audience, String... scope) {
    return new UserAuthorization(
        client,
        new Login(
            ADA,
            "Username-Password-Authentication",
            Keys.NOW,
            List.of("pwd"),
            Optional.of("session-1")),
        audience,
        List.of(scope),
        Optional.of(String.join(" ", scope)),
        Optional.empty(),
        false,
        Optional.of("a-nonce"),
        false);
  }

  /** A code for what was authorized, with an S256 challenge. */
  public String code(UserAuthorization authorization) {
    return code(authorization, Optional.of(CodeChallenge.s256(VERIFIER)), "S256");
  }

  /** A code for what was authorized. */
  public String code(
      UserAuthorization authorization, Optional<String> challenge, String challengeMethod) {
    codes++;
    String code = "code-" + codes;
    change(
        draft ->
            draft.keep(
                code,
                new AuthorizationCode(
                    authorization,
                    Optional.of(CALLBACK),
                    challenge,
                    challengeMethod,
                    false,
                    List.of()),
                Keys.NOW.plus(AuthorizationCode.LIFETIME),
                Keys.NOW));
    return code;
  }

  /** Exchanges a code as web. */
  public Reply exchange(String code) {
    return token(
        "grant_type=authorization_code&client_id=web&client_secret=web-secret",
        "code",
        code,
        "redirect_uri",
        CALLBACK,
        "code_verifier",
        VERIFIER);
  }

  /** Exchanges a code as spa. */
  public Reply exchangeAsSpa(String code) {
    return token(
        "grant_type=authorization_code&client_id=spa",
        "code",
        code,
        "redirect_uri",
        CALLBACK,
        "code_verifier",
        VERIFIER);
  }

  /** Exchanges a refresh token as web, with these parameters besides. */
  public Reply refresh(String token, String... more) {
    return token(
        "grant_type=refresh_token&client_id=web&client_secret=web-secret&refresh_token=" + token,
        more);
  }

  /** Exchanges a refresh token as spa. */
  public Reply refreshAsSpa(String token) {
    return token("grant_type=refresh_token&client_id=spa&refresh_token=" + token);
  }

  /** Posts to the token endpoint, with these parameters besides. */
  public Reply token(String form, String... more) {
    StringBuilder body = new StringBuilder(form);
    for (int i = 0; i < more.length; i += 2) {
      body.append('&')
          .append(more[i])
          .append('=')
          .append(URLEncoder.encode(more[i + 1], StandardCharsets.UTF_8));
    }
    return handle(Requests.post("/oauth/token", body.toString(), "Content-Type", FORM));
  }

  /** Posts to the revocation endpoint. */
  public Reply revoke(String form) {
    return handle(Requests.post("/oauth/revoke", form, "Content-Type", FORM));
  }

  /** Asks the UserInfo endpoint. */
  public Reply userInfo(String accessToken) {
    return handle(Requests.get("/userinfo", "Authorization", "Bearer " + accessToken));
  }

  /** Sends any request. */
  public Reply handle(Request request) {
    return road.handle(request);
  }

  /** What the doors stand on, to be put behind a socket. */
  public CallHandler road() {
    return road;
  }

  /** The tenant. */
  public Tenant tenant() {
    return tenant;
  }

  /** Why the last call was refused. */
  public RefusalReason refusal() {
    return tenant.epoch().journal().last().orElseThrow().diagnosis().orElseThrow().reason();
  }

  /** The documents of refresh tokens. */
  public List<Document> refreshTokens() {
    List<Document> all = new ArrayList<>();
    for (Resource token : tenant.state().collection("refresh-tokens").all()) {
      all.add(token.document());
    }
    return all;
  }

  /** The types of the tenant's log records, oldest first. */
  public List<String> logged() {
    return tenant.epoch().log().records().stream()
        .map(record -> record.string("type", ""))
        .toList();
  }

  /** Changes the tenant. */
  public void change(Consumer<TenantDraft> change) {
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              change.accept(draft);
              return draft;
            });
  }

  /** Lets time pass. */
  public void elapse(Duration duration) {
    change(
        draft ->
            draft.clock(
                new ClockSetting(draft.state().clock().offset().plus(duration), Optional.empty())));
  }

  /** A member of a reply's body. */
  public static String member(Reply reply, String name) {
    return TokenDoor.body(reply)
        .string(name)
        .orElseThrow(() -> new AssertionError(reply.status() + " " + reply.text()));
  }

  /** The claims of a JWT. */
  public static Document claims(String jwt) {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    } catch (MalformedJson e) {
      throw new AssertionError(jwt, e);
    }
  }

  /** The header of a JWT. */
  public static Map<String, ?> header(String jwt) {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[0])).asMap();
    } catch (MalformedJson e) {
      throw new AssertionError(jwt, e);
    }
  }
}
