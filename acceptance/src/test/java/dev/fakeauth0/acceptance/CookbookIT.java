package dev.fakeauth0.acceptance;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.Auth0Assertions.assertThatToken;
import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.anApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.junit.AccessToken;
import dev.fakeauth0.junit.FailsWith;
import dev.fakeauth0.junit.Isolation;
import dev.fakeauth0.junit.ManagementToken;
import dev.fakeauth0.junit.WithFakeAuth0;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.seed.SeedClient;
import dev.fakeauth0.token.TokenSpec;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The recipes of docs/cookbook.md: what stands between the marks is what the page shows. */
@WithFakeAuth0
class CookbookIT {

  private static final String API = "https://api.example.com";

  // recipe: http-client
  static HttpResponse<String> tokenFor(
      FakeAuth0 auth0, String client, String secret, String audience) throws Exception {
    String body =
        """
        {"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","audience":"%s"}
        """
            .formatted(client, secret, audience);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  // end

  // recipe: management
  static HttpResponse<String> manage(
      FakeAuth0 auth0, String token, String method, String path, String json) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(auth0.issuer().resolve("api/v2/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    json.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  // end

  // recipe: situation-1
  @Test
  void a_job_manages_users(
      FakeAuth0 auth0,
      @ManagementToken(scope = {"create:users", "read:users", "update:users", "delete:users"})
          String token)
      throws Exception {
    HttpResponse<String> made =
        manage(
            auth0,
            token,
            "POST",
            "users",
            """
            {"connection": "Username-Password-Authentication", "user_id": "grace",
             "email": "grace@example.com", "password": "Passw0rd!"}
            """);
    HttpResponse<String> changed =
        manage(
            auth0, token, "PATCH", "users/auth0%7Cgrace", "{\"app_metadata\":{\"plan\":\"gold\"}}");
    HttpResponse<String> found =
        manage(auth0, token, "GET", "users?q=app_metadata.plan:%22gold%22", "");
    HttpResponse<String> deleted = manage(auth0, token, "DELETE", "users/auth0%7Cgrace", "");

    assertThat(made).hasStatus(201).hasMember("user_id", "auth0|grace");
    assertThat(changed).hasStatus(200);
    assertThat(found.body()).contains("grace@example.com");
    assertThat(deleted).hasStatus(204);
  }

  // end

  // recipe: management-wrong-api
  @Test
  void a_token_for_another_api_does_not_open_the_management_api(
      FakeAuth0 auth0, @AccessToken String token) throws Exception {
    HttpResponse<String> refused = manage(auth0, token, "GET", "users", "");

    assertThat(refused)
        .isManagementError(401, "Unauthorized", "Bad audience: https://api.example.com");
    assertThat(auth0.journal().last())
        .wasRefusedFor(RefusalReason.INVALID_TOKEN)
        .suggests("audience");
  }

  // end

  // recipe: management-scope
  @Test
  void a_scope_that_is_missing_is_named(
      FakeAuth0 auth0, @ManagementToken(scope = "read:users") String token) throws Exception {
    HttpResponse<String> refused = manage(auth0, token, "DELETE", "users/auth0%7Cgrace", "");

    assertThat(refused).hasStatus(403).hasErrorCode("insufficient_scope");
    assertThat(refused.body()).contains("delete:users");
  }

  // end

  // recipe: management-grant
  @Test
  void an_authorization_that_is_given_works_at_once(FakeAuth0 auth0, @ManagementToken String admin)
      throws Exception {
    String api = auth0.issuer() + "api/v2/";
    HttpResponse<String> before = tokenFor(auth0, "stranger", "stranger-secret", api);

    manage(
        auth0,
        admin,
        "POST",
        "client-grants",
        """
        {"client_id": "stranger", "audience": "%s", "scope": ["read:users"]}
        """
            .formatted(api));

    assertThat(before).isOAuthError(403, "access_denied");
    assertThat(tokenFor(auth0, "stranger", "stranger-secret", api))
        .isToken()
        .hasExactlyScope("read:users");
  }

  // end

  // recipe: management-rate-limit
  @Test
  @FailsWith("rate-limited@/api/v2/users;times=1")
  void a_job_comes_back_after_a_rate_limit(FakeAuth0 auth0, @ManagementToken String token)
      throws Exception {
    assertThat(manage(auth0, token, "GET", "users", "")).isRateLimited();
    assertThat(manage(auth0, token, "GET", "users", "")).hasStatus(200);
  }

  // end

  // recipe: search-lag
  @Test
  @FailsWith("search-lag=5s")
  void a_search_does_not_see_what_was_written_just_now(
      FakeAuth0 auth0, @ManagementToken String token) throws Exception {
    manage(
        auth0,
        token,
        "POST",
        "users",
        """
        {"connection": "Username-Password-Authentication", "email": "grace@example.com",
         "password": "Passw0rd!"}
        """);
    String search = "users?q=email:%22grace@example.com%22";

    assertThat(manage(auth0, token, "GET", search, "").body()).isEqualTo("[]");
    assertThat(manage(auth0, token, "GET", "users-by-email?email=grace@example.com", "").body())
        .contains("grace");
    auth0.clock().advance(Duration.ofSeconds(6));
    assertThat(manage(auth0, token, "GET", search, "").body()).contains("grace");
  }

  // end

  // recipe: situation-3
  @Nested
  @WithFakeAuth0(tenant = "preset:organizations")
  class AProxyForOrganizations {

    private static final String PROXY = "https://proxy.example.com";

    /** The proxy: the organization is the one the caller's token says, and no other. */
    static HttpResponse<String> members(FakeAuth0 auth0, String callersToken) throws Exception {
      String organization =
          api(auth0.issuer(), PROXY).decode(callersToken).getClaimAsString("org_id");
      if (organization == null) {
        throw new IllegalArgumentException("the caller is of no organization");
      }
      String own =
          auth0
              .token(TokenSpec.forClient("proxy").audience(auth0.issuer() + "api/v2/"))
              .accessToken();
      return manage(auth0, own, "GET", "organizations/" + organization + "/members", "");
    }

    @Test
    void each_client_sees_the_members_of_its_organization(
        FakeAuth0 auth0,
        @AccessToken(client = "acme-service", audience = PROXY, organization = "acme") String acme,
        @AccessToken(client = "partner", audience = PROXY, organization = "globex") String globex)
        throws Exception {
      assertThat(members(auth0, acme).body())
          .contains("ada@example.com")
          .doesNotContain("bob@example.com");
      assertThat(members(auth0, globex).body())
          .contains("bob@example.com")
          .doesNotContain("ada@example.com");
    }

    @Test
    void a_token_of_no_organization_gets_nowhere(
        FakeAuth0 auth0, @AccessToken(client = "partner", audience = PROXY) String token) {
      assertThatThrownBy(() -> members(auth0, token)).hasMessageContaining("no organization");
    }

    @Test
    void a_token_for_another_api_is_refused_by_the_proxy(
        FakeAuth0 auth0, @ManagementToken String token) {
      assertThatThrownBy(() -> members(auth0, token)).hasMessageContaining("aud");
    }

    @Test
    void a_client_gets_no_token_for_an_organization_it_is_not_in(FakeAuth0 auth0) throws Exception {
      HttpResponse<String> refused =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              """
                              {"grant_type": "client_credentials", "client_id": "acme-service",
                               "client_secret": "acme-service-secret", "organization": "globex",
                               "audience": "https://proxy.example.com"}
                              """))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(auth0.journal().last()).suggests("globex");
    }
  }

  // end

  // recipe: situation-5
  @Nested
  @WithFakeAuth0(tenant = "preset:mcp")
  class AnMcpServerWithRegistration {

    private static final String SERVER = "http://localhost:3001/mcp";
    private static final String CALLBACK = "http://127.0.0.1:6274/callback";
    private static final String VERIFIER = "a-random-text-of-forty-three-letters-or-more";

    private final HttpClient browser =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** What a client sends before anybody knows it (RFC 7591). */
    private HttpResponse<String> register(FakeAuth0 auth0) throws Exception {
      return send(
          HttpRequest.newBuilder(auth0.issuer().resolve("oidc/register"))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      """
                      {"client_name": "Inspector", "redirect_uris": ["%s"],
                       "token_endpoint_auth_method": "none"}
                      """
                          .formatted(CALLBACK))));
    }

    /** Registers, logs Ada in, and answers the consent page; where the browser is sent then. */
    private URI loginThat(String answers, String client, FakeAuth0 auth0) throws Exception {
      URI login =
          follow(
              auth0
                  .issuer()
                  .resolve(
                      "authorize?response_type=code&scope=mcp:tools&code_challenge_method=plain"
                          + "&code_challenge="
                          + VERIFIER
                          + "&resource="
                          + SERVER
                          + "&redirect_uri="
                          + CALLBACK
                          + "&client_id="
                          + client));
      URI password = submit(login, "username=ada@example.com");
      URI consent = submit(password, "password=Passw0rd!");
      return follow(submit(consent, "action=" + answers));
    }

    @Test
    void a_client_registers_and_gets_a_token_once_its_user_agrees(FakeAuth0 auth0)
        throws Exception {
      String client = member("client_id", register(auth0).body());
      URI callback = loginThat("accept", client, auth0);

      HttpResponse<String> tokens =
          send(
              HttpRequest.newBuilder(auth0.issuer().resolve("oauth/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "grant_type=authorization_code&redirect_uri="
                              + CALLBACK
                              + "&code_verifier="
                              + VERIFIER
                              + "&client_id="
                              + client
                              + "&"
                              + callback.getRawQuery())));

      assertThat(tokens).isToken().shownTo(SERVER).trusting(auth0.issuer()).isAccepted();
    }

    @Test
    void a_client_whose_user_declines_gets_no_code(FakeAuth0 auth0) throws Exception {
      String client = member("client_id", register(auth0).body());

      URI callback = loginThat("deny", client, auth0);

      assertThat(callback.getQuery()).contains("error=access_denied").doesNotContain("code=");
      assertThat(auth0.journal().last()).wasRefusedFor(RefusalReason.CONSENT_DENIED);
    }

    @Test
    @FailsWith("registration-disabled")
    void a_client_that_may_not_register_is_told_so(FakeAuth0 auth0) throws Exception {
      assertThat(register(auth0))
          .isOAuthError(403, "access_denied", "dynamic client registration is disabled");
    }

    @Test
    void a_machine_without_a_client_grant_gets_no_token(FakeAuth0 auth0) throws Exception {
      assertThat(tokenFor(auth0, "stranger", "stranger-secret", SERVER)).hasStatus(403);
      assertThat(auth0.journal().last()).wasRefusedFor(RefusalReason.CLIENT_GRANT_MISSING);
    }

    private URI follow(URI to) throws Exception {
      return to.resolve(
          send(HttpRequest.newBuilder(to)).headers().firstValue("Location").orElseThrow());
    }

    private URI submit(URI page, String form) throws Exception {
      return page.resolve(
          send(HttpRequest.newBuilder(page)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form)))
              .headers()
              .firstValue("Location")
              .orElseThrow());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String member(String name, String json) {
      return json.replaceFirst("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }
  }

  // end

  // recipe: resource-server
  static NimbusJwtDecoder api(URI issuer) {
    return api(issuer, API);
  }

  static NimbusJwtDecoder api(URI issuer, String identifier) {
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer.toString()).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(issuer.toString()),
            new JwtClaimValidator<java.util.List<String>>(
                JwtClaimNames.AUD, audience -> audience != null && audience.contains(identifier))));
    return decoder;
  }

  // end

  // recipe: situation-2
  @Test
  void a_job_calls_an_api_with_a_token_of_its_own(FakeAuth0 auth0) throws Exception {
    auth0.seed(
        anApi("https://orders").withScopes("read:orders", "write:orders"),
        aClient("billing")
            .withSecret("billing-secret")
            .grantedScopes("https://orders", "read:orders"));

    HttpResponse<String> reply = tokenFor(auth0, "billing", "billing-secret", "https://orders");

    assertThat(reply)
        .explainedBy(auth0.journal())
        .isToken()
        .hasExactlyScope("read:orders")
        .hasLifetime(Duration.ofDays(1))
        .shownTo("https://orders")
        .trusting(auth0.issuer())
        .isAccepted();
  }

  // end

  // recipe: client-grant-missing
  @Test
  void a_client_without_a_client_grant_gets_no_token(FakeAuth0 auth0) throws Exception {
    HttpResponse<String> reply = tokenFor(auth0, "stranger", "stranger-secret", API);

    assertThat(reply).isOAuthError(403, "access_denied");
    assertThat(auth0.journal().last())
        .wasRefusedFor(RefusalReason.CLIENT_GRANT_MISSING)
        .suggests("clientGrants");
  }

  // end

  // recipe: unknown-audience
  @Test
  void an_audience_with_a_slash_too_many_is_another_api(FakeAuth0 auth0) throws Exception {
    HttpResponse<String> reply = tokenFor(auth0, "m2m", "m2m-secret", API + "/");

    assertThat(reply)
        .isOAuthError(403, "access_denied", "Service not found: https://api.example.com/");
    assertThat(auth0.journal()).wasRefusedFor(RefusalReason.UNKNOWN_AUDIENCE, 1);
  }

  // end

  // recipe: wrong-secret
  @Test
  void a_rotated_secret_is_refused_and_named(FakeAuth0 auth0) throws Exception {
    auth0.seed(aClient("job").withId("job").withSecret("old").grantedAllScopes(API));
    auth0.seed(aClient("job").withId("job").withSecret("new").grantedAllScopes(API));

    HttpResponse<String> reply = tokenFor(auth0, "job", "old", API);

    assertThat(reply).isOAuthError(401, "access_denied", "Unauthorized");
    assertThat(auth0.journal().last())
        .hasFact("finding", "the secret is the one the client had before it was rotated");
  }

  // end

  // recipe: rate-limit
  @Test
  @FailsWith("rate-limited@/oauth/token;times=1")
  void a_client_comes_back_after_a_rate_limit(FakeAuth0 auth0) throws Exception {
    assertThat(tokenFor(auth0, "m2m", "m2m-secret", API)).isRateLimited();
    assertThat(tokenFor(auth0, "m2m", "m2m-secret", API)).isToken();
    assertThat(auth0.failures()).areAllUsed();
  }

  // end

  // recipe: expired
  @Test
  void an_expired_token_is_refused(FakeAuth0 auth0, @AccessToken(defect = "expired") String token) {
    assertThatThrownBy(() -> api(auth0.issuer()).decode(token)).hasMessageContaining("expired");
    assertThatToken(token).trusting(auth0.issuer()).isRefusableFor(FailureMode.EXPIRED);
  }

  // end

  // recipe: wrong-audience
  @Test
  void a_token_for_another_api_is_refused(
      FakeAuth0 auth0, @AccessToken(defect = "wrong-audience") String token) {
    assertThatThrownBy(() -> api(auth0.issuer()).decode(token)).hasMessageContaining("aud");
    assertThatToken(token)
        .shownTo(API)
        .trusting(auth0.issuer())
        .isRefusableFor(FailureMode.WRONG_AUDIENCE);
  }

  // end

  // recipe: issuer-without-slash
  @Test
  void an_api_that_knows_the_issuer_without_its_slash_does_not_start(FakeAuth0 auth0) {
    String issuer = auth0.issuer().toString();
    URI withoutSlash = URI.create(issuer.substring(0, issuer.length() - 1));

    assertThatThrownBy(() -> api(withoutSlash).decode(auth0.token(TokenSpec.any()).accessToken()))
        .hasStackTraceContaining("did not match the requested issuer");
  }

  // end

  // recipe: hs256
  @Test
  void a_token_signed_with_a_shared_secret_is_refused(
      FakeAuth0 auth0, @AccessToken(defect = "hs256") String token) {
    assertThatThrownBy(() -> api(auth0.issuer()).decode(token))
        .isInstanceOf(BadJwtException.class)
        .hasMessageContaining("no matching key(s) found");
  }

  // end

  // recipe: opaque
  @Test
  void an_opaque_token_opens_no_api(FakeAuth0 auth0, @AccessToken(defect = "opaque") String token) {
    assertThatToken(token).isOpaque();
    assertThatThrownBy(() -> api(auth0.issuer()).decode(token)).isInstanceOf(BadJwtException.class);
  }

  // end

  // recipe: opaque-explained
  @Test
  void an_opaque_token_tells_how_it_came_about(
      FakeAuth0 auth0, @AccessToken(defect = "opaque") String token) {
    Diagnosis why = auth0.refusalOf(token, Optional.of(API)).orElseThrow();

    assertThat(why.because()).contains("no audience was asked for");
    assertThat(String.join("\n", why.remedies()))
        .contains("audience=<identifier of the API>")
        .contains("tenant.default_audience")
        .contains("client_credentials");
  }

  // end

  // recipe: grant-type
  @Test
  void a_web_app_gets_a_token_of_its_own_once_its_grant_type_is_allowed(FakeAuth0 auth0)
      throws Exception {
    SeedClient shop = aClient("shop").withId("shop").withSecret("secret").grantedAllScopes(API);
    auth0.seed(shop.grantTypes("authorization_code"));
    assertThat(tokenFor(auth0, "shop", "secret", API))
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type 'client_credentials' not allowed for the client.");
    assertThat(auth0.journal().last()).suggests("grant_types");

    auth0.seed(shop.grantTypes("authorization_code", "client_credentials"));

    assertThat(tokenFor(auth0, "shop", "secret", API))
        .isToken()
        .shownTo(API)
        .trusting(auth0.issuer())
        .isAccepted();
  }

  // end

  // recipe: introspection
  @Test
  void there_is_no_introspection_and_the_journal_says_what_there_is(FakeAuth0 auth0)
      throws Exception {
    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(auth0.issuer().resolve("oauth/introspect"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("token=whatever"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(reply).hasStatus(404);
    assertThat(auth0.journal().last())
        .wasRefusedFor(RefusalReason.NOT_FOUND)
        .suggests(".well-known/jwks.json");
  }

  // end

  // recipe: at-jwt
  @Test
  void a_token_of_the_other_dialect_is_refused_until_it_is_expected(
      FakeAuth0 auth0, @AccessToken(defect = "other-dialect") String token) {
    assertThatToken(token).hasDialect("rfc9068_profile");
    assertThatThrownBy(() -> api(auth0.issuer()).decode(token)).hasMessageContaining("typ");
  }

  // end

  // recipe: missing-scope
  @Test
  void a_token_without_the_scope_is_good_and_not_enough(
      FakeAuth0 auth0, @AccessToken(scope = "read:messages") String token) {
    assertThat(api(auth0.issuer()).decode(token).getClaimAsString("scope"))
        .isEqualTo("read:messages");
    assertThatToken(token)
        .needing("write:messages")
        .trusting(auth0.issuer())
        .isRefusableFor(FailureMode.MISSING_SCOPE);
  }

  // end

  // recipe: time-travel
  @Test
  void a_month_passes_in_a_millisecond(FakeAuth0 auth0) {
    auth0.clock().freeze();
    String token = auth0.token(TokenSpec.forClient("m2m")).accessToken();

    auth0.clock().advance(Duration.ofDays(30));

    assertThatToken(token)
        .trusting(auth0.issuer())
        .at(auth0.clock().now())
        .isRefusableFor(FailureMode.EXPIRED);
  }

  // end

  // recipe: key-rotation
  @Test
  void an_api_lives_through_a_key_rotation(FakeAuth0 auth0) {
    NimbusJwtDecoder api = api(auth0.issuer());
    String before = auth0.token(TokenSpec.forClient("m2m")).accessToken();
    api.decode(before);

    auth0.rotateKeys();

    String after = auth0.token(TokenSpec.forClient("m2m")).accessToken();
    assertThat(api.decode(after).getSubject()).isEqualTo("m2m@clients");
    assertThat(api.decode(before).getSubject()).isEqualTo("m2m@clients");
  }

  // end

  // recipe: parallel
  @Nested
  @WithFakeAuth0(isolation = Isolation.PER_METHOD)
  @Execution(ExecutionMode.CONCURRENT)
  class InParallel {

    @Test
    @FailsWith("invalid-client")
    void each_method_has_a_server_of_its_own(FakeAuth0 auth0) throws Exception {
      assertThat(tokenFor(auth0, "m2m", "m2m-secret", API)).hasStatus(401);
    }

    @Test
    void so_the_failure_of_one_is_not_that_of_the_other(FakeAuth0 auth0) throws Exception {
      assertThat(tokenFor(auth0, "m2m", "m2m-secret", API)).isToken();
      assertThat(auth0.journal()).hasTokenRequests(1).hasNoRefusals();
    }
  }
  // end
}
