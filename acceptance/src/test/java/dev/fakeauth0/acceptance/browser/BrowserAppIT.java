package dev.fakeauth0.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** People log in to a page that uses auth0-spa-js, in Chromium. */
@NeedsChromium
class BrowserAppIT {

  private static final String API = "https://api.example.com";

  @TempDir private Path cache;
  private Emulator emulator;
  private FakeAuth0 auth0;
  private Shop shop;
  private Chromium chromium;
  private Visitor visitor;

  @BeforeAll
  static void needs_auth0s_library() {
    Assumptions.assumeTrue(
        Files.exists(Shop.LIBRARY),
        "needs auth0-spa-js: npm ci --ignore-scripts --prefix acceptance/src/test/node");
  }

  @BeforeEach
  void open() throws Exception {
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
    auth0 = emulator.first();
    shop = Shop.open(auth0.issuer());
    auth0.seed(
        """
        clients:
          - name: Shop
            client_id: shop
            app_type: spa
            oidc_conformant: true
            token_endpoint_auth_method: none
            grant_types: [authorization_code, refresh_token]
            organization_usage: allow
            skip_non_verifiable_callback_uri_confirmation_prompt: true
            callbacks: ["SHOP/"]
            allowed_logout_urls: ["SHOP/"]
            web_origins: ["SHOP"]
          - name: Partner
            client_id: partner
            app_type: spa
            oidc_conformant: true
            is_first_party: false
            token_endpoint_auth_method: none
            grant_types: [authorization_code]
            skip_non_verifiable_callback_uri_confirmation_prompt: true
            callbacks: ["SHOP/"]
            allowed_logout_urls: ["SHOP/"]
            web_origins: ["SHOP"]
        databases:
          - name: Username-Password-Authentication
            strategy: auth0
            is_domain_connection: true
            enabled_clients: [shop, partner]
        organizations:
          - id: org_Acme0000000000A1
            name: acme
            display_name: Acme
            connections:
              - {name: Username-Password-Authentication}
        users:
          - email: grace@example.com
            email_verified: true
            password: Passw0rd!
            connection: Username-Password-Authentication
            organizations: [acme]
        """
            .replace("SHOP", shop.origin()));
    chromium = new Chromium();
    visitor = new Visitor(chromium);
  }

  @AfterEach
  void close() {
    chromium.close();
    shop.close();
    emulator.close();
  }

  @Test
  void logs_in_stays_logged_in_without_a_page_and_logs_out() {
    visitor.goesTo(shop.address() + "?client=shop").seesReady();
    assertThat(visitor.reads("problem")).startsWith("login_required");

    visitor.clicks("log-in").logsIn("ada@example.com", "Passw0rd!");
    visitor.agreesIfAsked();
    assertThat(visitor.reads("who")).as(visitor.readsAll()).isEqualTo("ada@example.com");
    Jwt token = verified(visitor.reads("token"));
    assertThat(token.getAudience()).contains(API);
    assertThat(token.getClaimAsString("scope")).contains("read:messages");

    visitor.goesTo(shop.address()).seesReady();
    assertThat(visitor.reads("who"))
        .as("known again by the session at the tenant: " + visitor.readsAll())
        .isEqualTo("ada@example.com");
    assertThat(verified(visitor.reads("token")).getSubject()).isEqualTo(token.getSubject());

    visitor.clicks("log-out").seesReady();
    assertThat(visitor.reads("problem")).startsWith("login_required");
  }

  @Test
  void a_third_party_app_gets_what_the_user_agrees_to() {
    visitor.goesTo(shop.address() + "?client=partner").seesReady();

    visitor.clicks("log-in").logsIn("ada@example.com", "Passw0rd!");
    String asked = visitor.reads("access-title") + visitor.readsAll();
    visitor.presses("accept").seesReady();

    assertThat(asked).contains("Partner");
    assertThat(visitor.reads("who")).as(visitor.readsAll()).isEqualTo("ada@example.com");
    assertThat(verified(visitor.reads("token")).getClaimAsString("azp")).isEqualTo("partner");
  }

  @Test
  void a_third_party_app_is_told_that_the_user_did_not_agree() {
    visitor.goesTo(shop.address() + "?client=partner").seesReady();

    visitor.clicks("log-in").logsIn("ada@example.com", "Passw0rd!").presses("deny").seesReady();

    assertThat(visitor.reads("problem"))
        .isEqualTo("access_denied: User did not authorize the request");
  }

  @Test
  void somebody_new_signs_up() {
    visitor.goesTo(shop.address() + "?client=shop&screen_hint=signup").seesReady();

    visitor
        .clicks("log-in")
        .types("email", "linus@example.com")
        .types("password", "Passw0rd!")
        .presses("default");
    visitor.agreesIfAsked();

    assertThat(visitor.reads("who")).as(visitor.readsAll()).isEqualTo("linus@example.com");
  }

  @Test
  void a_member_logs_in_to_an_organization() {
    visitor.goesTo(shop.address() + "?client=shop&organization=org_Acme0000000000A1").seesReady();

    visitor.clicks("log-in").logsIn("grace@example.com", "Passw0rd!");
    visitor.agreesIfAsked();

    assertThat(visitor.reads("who")).as(visitor.readsAll()).isEqualTo("grace@example.com");
    assertThat(visitor.reads("organization")).isEqualTo("org_Acme0000000000A1");
    assertThat(verified(visitor.reads("token")).getClaimAsString("org_id"))
        .isEqualTo(visitor.reads("organization"));
  }

  @Test
  void a_second_factor_is_enrolled_at_the_first_login_and_asked_for_at_the_next() throws Exception {
    auth0.seed(
        """
        guardianFactors: [{name: otp, enabled: true}]
        guardianPolicies: {policies: [all-applications]}
        """);
    auth0.clock().freeze();

    visitor.goesTo(shop.address() + "?client=shop").seesReady();
    visitor.clicks("log-in").logsIn("ada@example.com", "Passw0rd!");
    AuthenticatorApp phone = new AuthenticatorApp(visitor.reads("otp-secret"));
    visitor.types("code", phone.code(auth0.clock().now())).presses("default");
    visitor.clicks("saved").presses("default").agreesIfAsked();
    assertThat(visitor.reads("who")).as(visitor.readsAll()).isEqualTo("ada@example.com");

    visitor.clicks("log-out").seesReady();
    auth0.clock().advance(Duration.ofMinutes(1));
    visitor.clicks("log-in").logsIn("ada@example.com", "Passw0rd!");
    visitor.types("code", phone.code(auth0.clock().now())).presses("default").agreesIfAsked();
    assertThat(visitor.reads("who")).as(visitor.readsAll()).isEqualTo("ada@example.com");
  }

  private Jwt verified(String token) {
    return NimbusJwtDecoder.withIssuerLocation(auth0.issuer().toString()).build().decode(token);
  }
}
