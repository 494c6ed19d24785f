package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Auth0Contract;
import dev.fakeauth0.contracts.auth0.Auth0Examination;
import dev.fakeauth0.contracts.auth0.Auth0Target;
import dev.fakeauth0.contracts.auth0.Clause;
import dev.fakeauth0.contracts.auth0.Fidelity;
import dev.fakeauth0.contracts.auth0.Need;
import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contracts of Auth0 against the emulator in this JVM: as JUnit tests against a tenant with
 * everything switched on, and once more against one with nothing switched on.
 */
class Auth0ContractIT implements Auth0Contract {

  /** What the contracts ask of a tenant's settings. */
  static final String OBLIGING =
      """
      tenant:
        flags:
          enable_dynamic_client_registration: true
        dynamic_client_registration_security_mode: permissive
        resource_parameter_profile: compatibility
      fakeAuth0:
        name: obliging
      clients:
        - name: management
          client_id: management
          client_secret: management-secret
          app_type: non_interactive
          grant_types: [client_credentials]
      clientGrants:
        - client_id: management
          audience: "{issuer}api/v2/"
          allow_all_scopes: true
      """;

  @TempDir private static Path folder;
  private static Emulator emulator;

  @BeforeAll
  static void start() throws Exception {
    Path obliging = folder.resolve("obliging.yaml");
    Files.writeString(obliging, OBLIGING);
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(folder.resolve("cache"))
                .port(0)
                .tenant(obliging.toString()));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Override
  public Auth0Target target() {
    return target(emulator).allowing(Need.KEY_ROTATION);
  }

  @Override
  public void report(Fidelity found) {
    assertThat(found.leftBehind()).isEmpty();
    assertThat(found.only(Outcome.DIVERGES)).isEmpty();
  }

  @Test
  void each_contract_holds_where_everything_or_nothing_is_switched_on() {
    try (Emulator plain = Emulator.start(EmulatorConfig.defaults().port(0))) {
      Fidelity obliging = Auth0Examination.examine(target());
      Fidelity bare = Auth0Examination.examine(target(plain).allowing(Need.KEY_ROTATION));

      assertThat(obliging.broken()).isEmpty();
      assertThat(bare.broken()).isEmpty();
      Set<Clause> held = new HashSet<>();
      obliging.only(Outcome.HOLDS).forEach(verdict -> held.add(verdict.clause()));
      bare.only(Outcome.HOLDS).forEach(verdict -> held.add(verdict.clause()));
      assertThat(Auth0Examination.clauses()).allMatch(held::contains);
    }
  }

  @Test
  void a_run_leaves_a_tenant_as_it_found_it() {
    try (Emulator plain = Emulator.start(EmulatorConfig.defaults().port(0))) {
      String before = plain.first().snapshot();

      Fidelity found = Auth0Examination.examine(target(plain));

      assertThat(found.leftBehind()).isEmpty();
      assertThat(plain.first().snapshot()).isEqualTo(before);
    }
  }

  @Test
  void the_page_shows_each_contract_with_its_grade() throws Exception {
    Path page = Path.of("..", "docs", "fidelity.md");
    if ("write".equals(System.getProperty("fidelity.md"))) {
      Files.writeString(page, Auth0Examination.examine(target()).markdown());
    }

    String text = Files.readString(page);

    for (Clause clause : Auth0Examination.clauses()) {
      assertThat(text)
          .as("docs/fidelity.md is written by -Dit.test=Auth0ContractIT -Dfidelity.md=write")
          .contains("| " + clause.sentence() + " | " + clause.evidence().grade() + " |");
    }
    assertThat(text).doesNotContain("| broken |");
  }

  private static Auth0Target target(Emulator emulator) {
    return Auth0Target.at(emulator.first().issuer()).managedBy("management", "management-secret");
  }
}
