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

  @BeforeEach
  void open() throws IOException {
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/",
        exchange -> {
          byte[] page =
              "<!DOCTYPE html><title>Application</title>".getBytes(StandardCharsets.UTF_8);
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
    type("ada@example.com");
    type("Passw0rd!");

    assertThat(chromium.driver().getTitle()).isEqualTo("Application");
    assertThat(chromium.driver().getCurrentUrl()).startsWith(callback() + "?code=");
  }

  @Test
  void says_what_was_wrong_where_the_next_key_goes() {
    chromium.open(authorize());
    type("ada@example.com");
    type("wrong");

    WebElement field = chromium.focused();
    String described = field.getDomAttribute("aria-describedby");

    assertThat(field.getDomAttribute("name")).isEqualTo("password");
    assertThat(chromium.driver().findElement(org.openqa.selenium.By.id(described)).getText())
        .contains("Wrong email or password");
    type("Passw0rd!");
    assertThat(chromium.driver().getCurrentUrl()).startsWith(callback() + "?code=");
  }

  @Test
  void signs_up_by_the_tab_key() {
    chromium.open(authorize() + "&screen_hint=signup");
    chromium.focused().sendKeys("grace@example.com", Keys.TAB);
    type("Passw0rd!");

    assertThat(chromium.driver().getCurrentUrl()).startsWith(callback() + "?code=");
    assertThat(chromium.complaints()).isEmpty();
  }

  private void type(String text) {
    chromium.focused().sendKeys(text, Keys.ENTER);
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
