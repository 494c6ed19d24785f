package dev.fakeauth0.acceptance.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.journal.JournalEntry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People log in to a web application on express-openid-connect, in Chromium. As it comes, it asks
 * for an ID token by form_post, and logs out at the tenant too when told to.
 */
@NeedsChromium
class ExpressWebAppIT {

  private static final Path PROGRAM = Path.of("src", "test", "node", "web-app.mjs");

  @TempDir private Path cache;
  private Emulator emulator;
  private FakeAuth0 auth0;
  private Process application;
  private String home;
  private Chromium chromium;
  private Visitor visitor;

  @BeforeAll
  static void needs_auth0s_library() {
    Assumptions.assumeTrue(
        Files.isDirectory(PROGRAM.resolveSibling("node_modules").resolve("express-openid-connect")),
        "needs Node 20 and Auth0's packages: apt-get install nodejs npm, then"
            + " npm ci --ignore-scripts --prefix acceptance/src/test/node");
  }

  @BeforeEach
  void open() throws Exception {
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
    auth0 = emulator.first();
    application =
        new ProcessBuilder("node", PROGRAM.toString(), auth0.issuer().toString(), "store")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    home =
        "http://localhost:"
            + new BufferedReader(new InputStreamReader(application.getInputStream(), UTF_8))
                .readLine();
    auth0.seed(
        """
        clients:
          - name: Store
            client_id: store
            client_secret: store-secret
            app_type: regular_web
            oidc_conformant: true
            grant_types: [implicit]
            skip_non_verifiable_callback_uri_confirmation_prompt: true
            callbacks: ["HOME/callback"]
            allowed_logout_urls: ["HOME"]
        databases:
          - name: Username-Password-Authentication
            strategy: auth0
            enabled_clients: [store]
        """
            .replace("HOME", home));
    chromium = new Chromium();
    visitor = new Visitor(chromium);
  }

  @AfterEach
  void close() {
    chromium.close();
    application.destroy();
    application.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    emulator.close();
  }

  @Test
  void logs_in_by_form_post_and_out_at_both_ends() {
    visitor.goesTo(home).seesReady();
    assertThat(visitor.reads("who")).isEqualTo("nobody");

    visitor.goesTo(home + "/login").logsIn("ada@example.com", "Passw0rd!").agreesIfAsked();
    assertThat(visitor.reads("who")).isEqualTo("ada@example.com");
    assertThat(queries("/authorize"))
        .first()
        .asString()
        .contains("response_type=id_token", "response_mode=form_post");

    visitor.goesTo(home + "/logout").seesReady();
    assertThat(visitor.reads("who")).isEqualTo("nobody");

    visitor.goesTo(home + "/login").logsIn("bob@example.com", "Passw0rd!").agreesIfAsked();
    assertThat(visitor.reads("who")).as("the tenant forgot ada too").isEqualTo("bob@example.com");
  }

  @Test
  void a_second_login_needs_no_page_while_the_tenants_session_lasts() {
    visitor.goesTo(home + "/login").logsIn("ada@example.com", "Passw0rd!").agreesIfAsked();

    visitor.goesTo(home + "/login").seesReady();

    assertThat(visitor.at()).startsWith(home);
    assertThat(visitor.reads("who")).isEqualTo("ada@example.com");
    assertThat(auth0.journal().of("/u/login/password")).filteredOn(this::posted).hasSize(1);
  }

  private boolean posted(JournalEntry entry) {
    return entry.request().method().equals("POST");
  }

  private List<String> queries(String path) {
    return auth0.journal().of(path).stream().map(entry -> entry.request().query()).toList();
  }
}
