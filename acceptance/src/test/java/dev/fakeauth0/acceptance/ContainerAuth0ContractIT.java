package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Auth0Examination;
import dev.fakeauth0.contracts.auth0.Auth0Target;
import dev.fakeauth0.contracts.auth0.Fidelity;
import dev.fakeauth0.contracts.auth0.Need;
import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import dev.fakeauth0.testcontainers.FakeAuth0Container;
import org.junit.jupiter.api.Test;

/**
 * The contracts of Auth0 against the image, whose issuer is the address its port is mapped to; in
 * this JVM they are {@link Auth0ContractIT}'s, against the jar {@link ContractsJarIT}'s.
 */
class ContainerAuth0ContractIT {

  /** Those that ask a tenant to be set otherwise, and the one that exceeds its limits. */
  private static final int SKIPPED_AT_MOST = 5;

  @Test
  void all_contracts_hold_against_the_image() {
    try (FakeAuth0Container container = new FakeAuth0Container(Image.required())) {
      container.withSeed("obliging", Auth0ContractIT.OBLIGING).start();

      Fidelity found =
          Auth0Examination.examine(
              Auth0Target.at(container.issuer())
                  .managedBy("management", "management-secret")
                  .allowing(Need.KEY_ROTATION)
                  .allowing(Need.MESSAGES));

      assertThat(found.broken()).as(found.toString()).isEmpty();
      assertThat(found.leftBehind()).isEmpty();
      assertThat(found.only(Outcome.HOLDS))
          .as(found.skipped().toString())
          .hasSizeGreaterThanOrEqualTo(Auth0Examination.clauses().size() - SKIPPED_AT_MOST);
    }
  }
}
