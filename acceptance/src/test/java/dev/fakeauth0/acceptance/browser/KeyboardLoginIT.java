package dev.fakeauth0.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Logins in Chromium by keyboard alone, with no script run. */
@NeedsChromium
class KeyboardLoginIT {

  @TempDir private Path cache;
  private Emulator emulator;
  private FakeAuth0 auth0;
  private HttpServer application;
  private Chromium chromium;
  private Visitor visitor;

  @BeforeEach
  void open() throws IOException {
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/",
        exchange -> {
          byte[] page =
              "<!DOCTYPE html><title>Application</title><p id=arrived>"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    application.start();
    emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache));
    auth0 = emulator.first();
    auth0.seed(
        """
        clients:
          - name: Keyboard
            client_id: keyboard
            client_secret: keyboard-secret
            oidc_conformant: true
            grant_types: [authorization_code]
            callbacks: ["%s"]
        databases:
          - name: Username-Password-Authentication
            strategy: auth0
            enabled_clients: [keyboard]
        """
            .formatted(callback()));
    chromium = new Chromium().withoutScripts();
    visitor = new Visitor(chromium);
  }

  @AfterEach
  void close() {
    chromium.close();
    emulator.close();
    application.stop(0);
  }

  @Test
  void logs_in_without_a_mouse_or_a_script() {
    chromium.open(authorize());
    type("username", "ada@example.com");
    type("password", "Passw0rd!");

    assertThat(arrived()).startsWith(callback() + "?code=");
    assertThat(chromium.driver().getTitle()).isEqualTo("Application");
  }

  @Test
  void says_what_was_wrong_where_the_next_key_goes() {
    chromium.open(authorize());
    type("username", "ada@example.com");
    type("password", "wrong");

    WebElement field = visitor.sees("Wrong email or password").focused("password");
    String described = field.getDomAttribute("aria-describedby");

    assertThat(visitor.reads(described)).contains("Wrong email or password");
    type("password", "Passw0rd!");
    assertThat(arrived()).startsWith(callback() + "?code=");
  }

  @Test
  void signs_up_by_the_tab_key() {
    chromium.open(authorize() + "&screen_hint=signup");
    visitor.focused("email").sendKeys("grace@example.com", Keys.TAB);
    type("password", "Passw0rd!");

    assertThat(arrived()).startsWith(callback() + "?code=");
    assertThat(chromium.complaints()).isEmpty();
  }

  /** Types where the keys go, which is to be the field of this name, and presses Enter. */
  private void type(String field, String text) {
    visitor.focused(field).sendKeys(text, Keys.ENTER);
  }

  /** Where the browser is once it is back at the application. */
  private String arrived() {
    visitor.reads("arrived");
    return visitor.at();
  }

  private String callback() {
    return "http://localhost:" + application.getAddress().getPort() + "/callback";
  }

  private String authorize() {
    return auth0.issuer()
        + "authorize?response_type=code&client_id=keyboard&scope=openid&redirect_uri="
        + URLEncoder.encode(callback(), StandardCharsets.UTF_8);
  }
}
