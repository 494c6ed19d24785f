package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Auth0Examination;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar of the contracts, against the runnable jar of the emulator and others. */
class ContractsJarIT {

  private static final Path CONTRACTS =
      Path.of("..", "contracts", "target", "fake-auth0-contracts.jar");
  private static final Path EMULATOR = Path.of("..", "emulator", "target", "fake-auth0.jar");
  private static final Pattern ISSUER = Pattern.compile("issuer (http://\\S+/)[;,]");

  @TempDir private Path folder;

  @Test
  void all_contracts_hold_against_the_jar() throws Exception {
    Path seed = folder.resolve("obliging.yaml");
    Files.writeString(seed, Auth0ContractIT.OBLIGING);
    Process emulator = started(seed);
    try {
      Path xml = folder.resolve("results/contracts.xml");
      Path page = folder.resolve("fidelity.md");

      var run =
          contracts(
              "--domain",
              issuer(emulator),
              "--client-id",
              "management",
              "--client-secret",
              "management-secret",
              "--allow",
              "key-rotation",
              "--junit-xml",
              xml.toString(),
              "--fidelity",
              page.toString());

      assertThat(run.status()).as("%s%s", run.out(), run.err()).isZero();
      assertThat(run.out()).contains(" 0 broken, ").doesNotContain("management-secret");
      assertThat(xml).content().contains("<testsuite name=\"discovery\"", "failures=\"0\"");
      assertThat(page).content().contains("| ends the issuer in a slash | F2 | - | holds |");
    } finally {
      emulator.destroy();
      emulator.waitFor();
    }
  }

  @Test
  void what_does_not_hold_is_told_and_ends_in_status_1() throws Exception {
    try (Emulator failing =
        Emulator.start(
            EmulatorConfig.defaults().port(0).failing("status=503@/.well-known/jwks.json"))) {
      var run = contracts("--domain", failing.first().issuer().getAuthority(), "--only", "keys");

      assertThat(run.status()).as("%s%s", run.out(), run.err()).isOne();
      assertThat(run.out())
          .contains("BROKEN keys: describes each key in full")
          .contains("skip   keys: signs with the next key after a rotation")
          .contains("broken: keys/describes-each-key-in-full");
    }
  }

  @Test
  void targets_without_a_management_api_name_what_they_have() throws Exception {
    Path fixtures = folder.resolve("fixtures.properties");
    Files.writeString(
        fixtures,
        """
        machine.client_id=m2m
        machine.client_secret=m2m-secret
        stranger.client_id=stranger
        stranger.client_secret=stranger-secret
        api.identifier=https://api.example.com
        api.scope=read:messages write:messages
        api.offline_access=false
        web.client_id=web
        web.client_secret=web-secret
        web.callback=http://localhost:3000/callback
        web.after_logout=http://localhost:3000
        spa.client_id=spa
        spa.callback=http://localhost:3000/callback
        user.email=ada@example.com
        user.password=Passw0rd!
        user.connection=Username-Password-Authentication
        """);
    try (Emulator plain = Emulator.start(EmulatorConfig.defaults().port(0))) {
      var run =
          contracts(
              "--domain", plain.first().issuer().toString(), "--fixtures", fixtures.toString());

      assertThat(run.status()).as("%s%s", run.out(), run.err()).isZero();
      assertThat(run.out())
          .contains("ok     client-credentials: names the client as a subject at clients")
          .contains("ok     authorization-code: refuses a code the second time")
          .contains("skip   client-credentials: gives the lifetime that the api has")
          .contains("needs a client of the Management API");
    }
  }

  @Test
  void an_interrupted_run_removes_what_it_made() throws Exception {
    try (Emulator plain = Emulator.start(EmulatorConfig.defaults().port(0))) {
      String before = plain.first().snapshot();
      Process run =
          new ProcessBuilder(
                  java(),
                  "-jar",
                  CONTRACTS.toString(),
                  "--domain",
                  plain.first().issuer().toString(),
                  "--client-id",
                  "management",
                  "--client-secret",
                  "management-secret",
                  "--rate",
                  "20")
              .redirectErrorStream(true)
              .start();
      BufferedReader out = run.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      while (line != null && !line.contains("token-endpoint")) {
        line = out.readLine();
      }
      String during = plain.first().snapshot();

      run.toHandle().destroy();
      while (line != null) {
        line = out.readLine();
      }
      run.waitFor();

      assertThat(during).contains("fa0-contract-");
      assertThat(plain.first().snapshot()).isEqualTo(before);
    }
  }

  @Test
  void the_contracts_can_be_listed() throws Exception {
    var run = contracts("--list");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).hasSize(Auth0Examination.clauses().size());
  }

  @Test
  void a_bad_option_ends_in_status_2() throws Exception {
    for (String[] bad :
        new String[][] {
          {"--nonsense"},
          {"--domain", "localhost:1", "--only", "nonsense"},
          {"--domain", "localhost:1", "--client-id", "management"},
          {"--domain", "localhost:1", "--allow", "nonsense"},
          {"--domain", "localhost:1", "--fixtures", "nowhere.json"},
          {"--domain", "ftp://localhost"}
        }) {
      var run = contracts(bad);

      assertThat(run.status()).as("%s: %s", List.of(bad), run.err()).isEqualTo(2);
      assertThat(run.err()).contains("fake-auth0-contracts: ");
    }
  }

  private static Process started(Path seed) throws Exception {
    return new ProcessBuilder(
            java(),
            "-jar",
            EMULATOR.toString(),
            "--port",
            "0",
            "--https-port",
            "off",
            "--tenant",
            seed.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String issuer(Process emulator) throws Exception {
    BufferedReader out = emulator.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = ISSUER.matcher(line);
      if (matcher.find()) {
        Thread reader = new Thread(() -> readOn(out), "output of the emulator");
        reader.setDaemon(true);
        reader.start();
        return matcher.group(1);
      }
    }
    throw new AssertionError("the emulator ended without saying where it is");
  }

  /** It tells each refusal, and would wait for a reader once the pipe is full. */
  private static void readOn(BufferedReader out) {
    try {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It was stopped while it was read.
    }
  }

  private static ChildProcess.Ended contracts(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(java(), "-jar", CONTRACTS.toString()));
    command.addAll(List.of(arguments));
    return ChildProcess.run(command, Map.of(), Duration.ofMinutes(3));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
