package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.TenantNames.Listening;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.TestTenants;
import dev.fakeauth0.emulator.token.Keys;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantDirectoryTest {

  private static final Listener OWN = new Listener("http", "127.0.0.1", 9090);

  private final Tenant dev = tenant("dev", Listening.FIRST, Requests.PLAIN);
  private final Tenant prod =
      tenant("prod", Listening.BY_NAME, Requests.PLAIN, "prod.eu.auth0.com");
  private final Tenant apart = tenant("apart", Listening.OWN, OWN);
  private final TenantDirectory directory = new TenantDirectory(List.of(dev, prod, apart));

  @Test
  void gives_a_request_to_the_tenant_whose_listener_it_came_in_by() {
    Request request = Requests.get("/", "Host", "prod.eu.auth0.com");
    Request byOwnListener =
        new Request(
            request.method(),
            request.path(),
            request.query(),
            request.headers(),
            request.body(),
            false,
            request.remote(),
            OWN);

    assertThat(directory.of(byOwnListener).tenant()).isSameAs(apart);
  }

  @Test
  void gives_a_request_to_the_tenant_that_declares_its_host() {
    var found = directory.of(Requests.get("/", "Host", "PROD.eu.auth0.com:8080"));

    assertThat(found.tenant()).isSameAs(prod);
    assertThat(found.note()).isEmpty();
  }

  @Test
  void gives_everything_else_to_the_first_tenant_and_says_so() {
    var found = directory.of(Requests.get("/", "Host", "typo.eu.auth0.com"));

    assertThat(found.tenant()).isSameAs(dev);
    assertThat(found.note())
        .contains("no tenant declares the Host typo.eu.auth0.com; the first tenant, dev, answered");
  }

  @Test
  void says_nothing_of_localhost_when_there_is_one_tenant() {
    var alone = new TenantDirectory(List.of(dev));

    assertThat(alone.of(Requests.get("/", "Host", "localhost:8080")).note()).isEmpty();
  }

  private static Tenant tenant(
      String name, Listening listening, Listener listener, String... domains) {
    return new Tenant(
        new TenantNames(
            name, List.of(listener), List.of(domains), listening, Optional.empty(), false),
        TestTenants.emptyState(),
        RandomIdSource.seeded(1),
        Keys.noSigningKeys(),
        InstantSource.system(),
        10);
  }
}
