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
import dev.fakeauth0.token.TokenSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contracts of Auth0 against the emulator in this JVM: as JUnit tests, and all of them against
 * a tenant with everything switched on, one with nothing switched on, and one that limits.
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
      guardianFactors:
        - {name: otp, enabled: true}
        - {name: sms, enabled: true}
        - {name: push-notification, enabled: true}
        - {name: recovery-code, enabled: true}
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

  /** And limits that are enforced. */
  private static final String LIMITED =
      """
      fakeAuth0:
        limits:
          management: {limit: 10, per: 1}
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
    return target(emulator).allowing(Need.KEY_ROTATION).allowing(Need.MESSAGES);
  }

  /** Some of them as JUnit shows them; all of them below. */
  @Override
  public List<String> only() {
    return List.of("discovery", "keys", "client-credentials", "authorization-code");
  }

  @Override
  public void report(Fidelity found) {
    assertThat(found.leftBehind()).isEmpty();
  }

  @Test
  void each_contract_holds_and_a_tenant_is_left_as_it_was_found() throws Exception {
    Path strict = folder.resolve("strict.yaml");
    Files.writeString(strict, OBLIGING + LIMITED);
    try (Emulator plain = Emulator.start(EmulatorConfig.defaults().port(0));
        Emulator limiting =
            Emulator.start(EmulatorConfig.defaults().port(0).tenant(strict.toString()))) {
      String before = plain.first().snapshot();

      Fidelity obliging = Auth0Examination.examine(target());
      Fidelity bare = Auth0Examination.examine(withExpiredToken(plain));

      assertThat(obliging.broken()).isEmpty();
      assertThat(obliging.leftBehind()).isEmpty();
      assertThat(obliging.only(Outcome.DIVERGES)).isEmpty();
      assertThat(bare.broken()).isEmpty();
      assertThat(bare.leftBehind()).isEmpty();
      assertThat(plain.first().snapshot()).isEqualTo(before);
      Fidelity limited =
          Auth0Examination.examine(
              target(limiting).allowing(Need.EXCESS),
              Auth0Examination.clauses(List.of("*/*limit")),
              verdict -> {});
      assertThat(limited.broken()).isEmpty();
      Set<Clause> held = new HashSet<>();
      limited.only(Outcome.HOLDS).forEach(verdict -> held.add(verdict.clause()));
      obliging.only(Outcome.HOLDS).forEach(verdict -> held.add(verdict.clause()));
      bare.only(Outcome.HOLDS).forEach(verdict -> held.add(verdict.clause()));
      assertThat(Auth0Examination.clauses()).allMatch(held::contains);
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

  /** With a token that has run out, signed by a key that nobody rotates. */
  private static Auth0Target withExpiredToken(Emulator emulator) {
    TokenSpec expired =
        TokenSpec.forClient("management")
            .audience(emulator.first().issuer() + "api/v2/")
            .defect("expired");
    return target(emulator)
        .having(Map.of("expired", Map.of("token", emulator.first().token(expired).accessToken())));
  }
}
