package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.testcontainers.FakeAuth0Container;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;

/** The tenant of the image. */
class ContainerFakeAuth0IT extends FakeAuth0Suite {

  private static FakeAuth0Container container;

  @BeforeAll
  static void start() {
    container = new FakeAuth0Container(Image.required());
    container.start();
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.close();
    }
  }

  @Override
  FakeAuth0 auth0() {
    return container;
  }

  @Test
  void opens_its_admin_door_to_health_and_authority_only() throws Exception {
    assertThat(status("__admin/health")).isEqualTo(200);
    assertThat(status("__admin/ca.pem")).isEqualTo(200);
    assertThat(status("__admin/requests")).isEqualTo(403);
    assertThat(status("__admin/tenant")).isEqualTo(403);
  }

  @Test
  void starts_with_seeds_failures_and_an_issuer_of_its_own() throws Exception {
    try (FakeAuth0Container auth0 =
        new FakeAuth0Container(Image.required())
            .withSeed(
                "acme",
                """
                resourceServers:
                  - name: Orders
                    identifier: https://orders
                clients:
                  - name: shop
                    client_id: shop
                    client_secret: hush
                    grant_types: [client_credentials]
                clientGrants:
                  - client_id: shop
                    audience: https://orders
                    scope: []
                """)
            .withPreset("organizations")
            .withFailures("hs256;times=1")
            .withTlsNames("auth0")
            .withAdminToken("chosen")
            .withIssuer(URI.create("http://auth0:8080/"))) {
      auth0.start();

      String token =
          new Machine("shop", "hush").tokenFor("https://orders", auth0.address()).accessToken();

      assertThat(auth0.adminToken()).isEqualTo("chosen");
      assertThat(auth0.tenant()).isEqualTo("acme");
      assertThat(auth0.issuer()).isEqualTo(URI.create("http://auth0:8080/"));
      assertThat(auth0.failures().standings())
          .singleElement()
          .hasToString("hs256;times=1 (1 hit, exhausted)");
      assertThat(Machine.claims(token).path("iss").textValue()).isEqualTo("http://auth0:8080/");
      assertThat(auth0.tenant("organizations").tenant()).isEqualTo("organizations");
    }
  }

  @Test
  void says_what_is_wrong_with_its_seed() {
    try (FakeAuth0Container auth0 =
        new FakeAuth0Container(Image.required()).withSeed("acme", "cleints: []\n")) {
      assertThatThrownBy(auth0::start)
          .isInstanceOf(ContainerLaunchException.class)
          .hasStackTraceContaining("acme.yaml:1: cleints");
    }
  }

  private static int status(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(container.address().resolve(path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
