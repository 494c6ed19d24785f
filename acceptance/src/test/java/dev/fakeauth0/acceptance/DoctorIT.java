package dev.fakeauth0.acceptance;

import static dev.fakeauth0.acceptance.Situation2.BILLING;
import static dev.fakeauth0.acceptance.Situation2.LEGACY;
import static dev.fakeauth0.acceptance.Situation2.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar's {@code doctor}, called in for the mistakes of situation 2. */
class DoctorIT {

  private static final Path JAR = Path.of("..", "emulator", "target", "fake-auth0.jar");

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static FakeAuth0 auth0;

  @BeforeAll
  static void start() throws Exception {
    emulator = Situation2.start(folder, Situation2.neighbour(folder));
    auth0 = emulator.first();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void finds_nothing_wrong_where_nothing_is() throws Exception {
    var found = doctor(auth0.issuer().getAuthority(), BILLING, "--audience", ORDERS);

    assertThat(found.status()).as("%s", found).isZero();
    assertThat(found.out()).contains("ok signature", "Nothing wrong found").doesNotContain("FAIL");
  }

  @Test
  void names_an_audience_that_is_missing() throws Exception {
    var found = doctor(auth0.issuer().getAuthority(), BILLING);

    assertThat(found.status()).as("%s", found).isOne();
    assertThat(found.out())
        .contains(
            "FAIL audience: 403 access_denied: Non-global clients are not allowed access to APIv1",
            "Diagnosis: the request names no audience",
            "Remedy: send the identifier of an API as audience");
  }

  @Test
  void names_a_domain_that_is_written_as_a_url() throws Exception {
    var found = doctor(auth0.issuer().toString(), BILLING, "--audience", ORDERS);

    assertThat(found.status()).as("%s", found).isOne();
    assertThat(found.out())
        .contains("Remedy: set AUTH0_DOMAIN to " + auth0.issuer().getAuthority());
  }

  @Test
  void says_of_hs256_that_no_key_set_verifies_it() throws Exception {
    var found = doctor(auth0.issuer().getAuthority(), BILLING, "--audience", LEGACY);

    assertThat(found.out()).contains("an API that verifies by the JWKS refuses it");
  }

  @Test
  void names_the_tenant_that_a_client_belongs_to() throws Exception {
    String other = emulator.tenant("neighbour").issuer().getAuthority();

    var found = doctor(other, BILLING, "--audience", ORDERS);

    assertThat(found.status()).as("%s", found).isOne();
    assertThat(found.out())
        .contains(
            "FAIL client: 401 access_denied: Unauthorized", "its client is used on the wrong");
  }

  private static ChildProcess.Ended doctor(String domain, Machine machine, String... more)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString(), "doctor", "--domain", domain));
    command.addAll(List.of("--client-id", machine.clientId()));
    command.addAll(List.of("--client-secret", machine.clientSecret()));
    command.addAll(List.of(more));
    return ChildProcess.run(command, Map.of());
  }
}
