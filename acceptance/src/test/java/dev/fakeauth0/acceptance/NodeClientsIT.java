package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Auth0's own clients for Node, unmodified: only the domain and the CA are the emulator's. */
class NodeClientsIT {

  private static final Path PROGRAMS = Path.of("src", "test", "node");
  // Each of the Deploy CLI's imports takes some 20 seconds of CPU in its own schema compiler.
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** A tenant with something under every key of the Deploy CLI's format. */
  private static final Path EVERYTHING =
      Path.of("..", "emulator", "src", "test", "resources", "seed", "everything.yaml");

  private static final String EMPTY_TENANT =
      """
      tenant:
        friendly_name: Empty
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
      fakeAuth0:
        port: off
        httpsPort: 0
      """;

  @TempDir Path work;

  @BeforeAll
  static void needs_node_and_its_packages() throws Exception {
    boolean there =
        Files.isDirectory(PROGRAMS.resolve("node_modules"))
            && ChildProcess.run(List.of("node", "--version"), Map.of()).status() == 0;
    Assumptions.assumeTrue(
        there,
        "needs Node 20 and Auth0's packages: apt-get install nodejs npm, then"
            + " npm ci --ignore-scripts --prefix acceptance/src/test/node");
  }

  @Test
  void the_authentication_client_gets_tokens_and_understands_refusals() throws Exception {
    try (Emulator emulator = Emulator.start(secure())) {
      assertThat(run("authentication.mjs", emulator, domain(emulator.first()))).contains("ok");
    }
  }

  @Test
  void the_management_client_goes_through_the_resources_people_use_most() throws Exception {
    try (Emulator emulator = Emulator.start(secure())) {
      assertThat(run("management.mjs", emulator, domain(emulator.first()))).contains("ok");
    }
  }

  @Test
  void the_deploy_cli_exports_imports_and_then_finds_nothing_to_change() throws Exception {
    Path empty = Files.writeString(work.resolve("empty.yaml"), EMPTY_TENANT);
    EmulatorConfig config = secure().tenant(EVERYTHING.toString()).tenant(empty.toString());
    try (Emulator emulator = Emulator.start(config)) {
      List<? extends FakeAuth0> tenants = emulator.tenants();
      assertThat(
              run(
                  "deploy-cli.mjs",
                  emulator,
                  domain(tenants.get(0)),
                  domain(tenants.get(1)),
                  work.toString()))
          .contains("ok and a second import changes nothing");
    }
  }

  private EmulatorConfig secure() {
    return EmulatorConfig.defaults().httpsPort(0).cacheDirectory(work.resolve("cache"));
  }

  private static String domain(FakeAuth0 tenant) {
    return tenant.httpsIssuer().orElseThrow().getAuthority();
  }

  private String run(String program, Emulator emulator, String... arguments) throws Exception {
    Path ca = Files.writeString(work.resolve("ca.pem"), emulator.first().caPem());
    List<String> command = new ArrayList<>(List.of("node", PROGRAMS.resolve(program).toString()));
    command.addAll(List.of(arguments));
    ChildProcess.Ended ended =
        ChildProcess.run(command, Map.of("NODE_EXTRA_CA_CERTS", ca.toString()), PATIENCE);
    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
    return ended.out();
  }
}
