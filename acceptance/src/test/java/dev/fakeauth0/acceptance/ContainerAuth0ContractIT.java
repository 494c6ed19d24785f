package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Auth0Contract;
import dev.fakeauth0.contracts.auth0.Auth0Target;
import dev.fakeauth0.contracts.auth0.Fidelity;
import dev.fakeauth0.contracts.auth0.Need;
import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import dev.fakeauth0.testcontainers.FakeAuth0Container;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contracts of Auth0 against the image; in this JVM they are {@link Auth0ContractIT}'s. */
class ContainerAuth0ContractIT implements Auth0Contract {

  private static FakeAuth0Container container;

  @BeforeAll
  static void start() {
    container =
        new FakeAuth0Container(Image.required()).withSeed("obliging", Auth0ContractIT.OBLIGING);
    container.start();
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.close();
    }
  }

  @Override
  public Auth0Target target() {
    return Auth0Target.at(container.issuer())
        .managedBy("management", "management-secret")
        .allowing(Need.KEY_ROTATION);
  }

  @Override
  public void report(Fidelity found) {
    assertThat(found.broken()).isEmpty();
    assertThat(found.only(Outcome.HOLDS)).isNotEmpty();
    assertThat(found.leftBehind()).isEmpty();
  }
}
