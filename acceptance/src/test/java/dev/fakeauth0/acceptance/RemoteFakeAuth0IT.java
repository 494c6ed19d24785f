package dev.fakeauth0.acceptance;

import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.anApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.testcontainers.RemoteFakeAuth0;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same tenant over {@code /__admin}, as one in a container is used; no container is needed. */
class RemoteFakeAuth0IT extends FakeAuth0Suite {

  private static final String TOKEN = "let-me-in";

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static RemoteFakeAuth0 remote;

  @BeforeAll
  static void start() throws Exception {
    Path prod = folder.resolve("prod.yaml");
    Files.writeString(
        prod,
        """
        fakeAuth0:
          name: prod
          domains: [prod.localhost]
        clients:
          - name: job
            client_id: job
            grant_types: [client_credentials]
        """);
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(folder.resolve("cache"))
                .port(0)
                .httpsPort(0)
                .tenant("preset:default")
                .tenant(prod.toString())
                .adminToken(TOKEN)
                .issuerFollowsHost());
    remote =
        RemoteFakeAuth0.at(emulator.first().issuer())
            .withAdminToken(TOKEN)
            .withSecureAddress(emulator.first().httpsIssuer().orElseThrow());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Override
  FakeAuth0 auth0() {
    return remote;
  }

  @Test
  void finds_https_where_the_emulator_says_it_is() {
    RemoteFakeAuth0 told = RemoteFakeAuth0.at(emulator.first().issuer());

    assertThat(told.httpsIssuer()).isEqualTo(emulator.first().httpsIssuer());
  }

  @Test
  void speaks_for_each_tenant() {
    FakeAuth0 prod = remote.ofTenant("prod");

    prod.seed(
        anApi("https://orders").withScopes("read:orders"),
        aClient("shop").grantedScopes("https://orders", "read:orders"));

    assertThat(prod.tenant()).isEqualTo("prod");
    assertThat(prod.snapshot()).contains("https://orders");
    assertThat(remote.snapshot()).doesNotContain("https://orders");
    assertThatThrownBy(() -> remote.ofTenant("prd").issuer())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("default, prod");
  }

  @Test
  void says_that_the_token_is_not_the_admin_token() {
    assertThatThrownBy(() -> remote.withAdminToken("guessed").reset())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the bearer token is not the admin token")
        .hasMessageContaining("--admin-token");
  }

  @Test
  void says_that_no_emulator_answers() {
    URI issuer;
    try (Emulator stopped = Emulator.start(EmulatorConfig.defaults())) {
      issuer = stopped.first().issuer();
    }

    assertThatThrownBy(() -> RemoteFakeAuth0.at(issuer).tenant())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no emulator answers at " + issuer);
  }

  @Test
  void says_that_something_else_answers() throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.start();
    try {
      URI address = URI.create("http://localhost:" + other.getAddress().getPort());

      assertThatThrownBy(() -> RemoteFakeAuth0.at(address).tenant())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is no emulator: 404");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void wants_the_plain_listener() {
    assertThatThrownBy(() -> RemoteFakeAuth0.at(URI.create("https://localhost:8443/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://localhost:8080/");
  }

  @Test
  void stops_nothing() {
    remote.close();

    assertThat(remote.tenant()).isEqualTo("default");
  }
}
