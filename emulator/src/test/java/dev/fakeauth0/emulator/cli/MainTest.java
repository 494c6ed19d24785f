package dev.fakeauth0.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> served = new ArrayList<>();

  @Test
  void start_says_where_it_serves_and_whom() {
    int status = run(Map.of(), start());

    assertThat(status).isZero();
    assertThat(out())
        .matches(
            "FakeAuth0 tenant default: issuer http://localhost:\\d+/ and https://localhost:\\d+/;"
                + " port \\d+ \\(http\\), \\d+ \\(https\\); CA .*ca\\.pem; clients management /"
                + " management-secret, m2m / m2m-secret, stranger / stranger-secret, web /"
                + " web-secret, spa\\R");
    assertThat(served).hasSize(1);
    assertThat(err()).isEmpty();
  }

  @Test
  void start_is_what_it_does_unless_told_otherwise() {
    int status = run(Map.of(), "--port=0", "--https-port=off", "--ca-dir=" + folder);

    assertThat(status).isZero();
    assertThat(out()).doesNotContain("https").contains("port");
  }

  @Test
  void a_flag_beats_the_environment() {
    run(
        Map.of("FAKE_AUTH0_HTTPS_PORT", "0", "FAKE_AUTH0_PORT", "off"),
        start("--https-port", "off"));

    assertThat(out()).contains("http://localhost").doesNotContain("https://");
  }

  @Test
  void the_environment_is_enough() {
    int status =
        run(
            Map.of(
                "FAKE_AUTH0_PORT", "0",
                "FAKE_AUTH0_HTTPS_PORT", "off",
                "FAKE_AUTH0_CA_DIR", folder.toString(),
                "FAKE_AUTH0_ISSUER", "http://auth.test:8080",
                "FAKE_AUTH0_STRICT_SEED", "true",
                "FAKE_AUTH0_ADMIN_TOKEN", ""));

    assertThat(status).isZero();
    assertThat(out()).contains("issuer http://auth.test:8080/;");
  }

  @Test
  void lists_in_the_environment_are_separated_by_commas() {
    StartSettings settings =
        StartSettings.of(Map.of("FAKE_AUTH0_TENANT", "preset:default, preset:mcp"), Map.of());

    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.httpsPort()).isEqualTo(8443);
  }

  @Test
  void a_variable_nobody_knows_is_warned_of() {
    run(Map.of("FAKE_AUTH0_HTPS_PORT", "1"), start());

    assertThat(err())
        .isEqualToIgnoringNewLines(
            "fake-auth0: FAKE_AUTH0_HTPS_PORT is not a variable of FakeAuth0 and does nothing; did"
                + " you mean FAKE_AUTH0_HTTPS_PORT?");
  }

  @Test
  void variables_that_kubernetes_makes_of_a_service_are_passed_over() {
    int status =
        run(
            Map.of(
                "FAKE_AUTH0_PORT", "tcp://10.0.0.1:8080",
                "FAKE_AUTH0_SERVICE_HOST", "10.0.0.1",
                "FAKE_AUTH0_PORT_8080_TCP_ADDR", "10.0.0.1"),
            start());

    assertThat(status).isZero();
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prot 0|--prot is not an option of start; did you mean --port?",
        "--port x|--port: a port is a number from 0 to 65535, or off, not x",
        "--port 70000|--port: a port is 0 to 65535, not 70000",
        "--max-body much|--max-body: a whole number is wanted, not much",
        "--max-body -1|--max-body: a body has 0 bytes or more, not -1",
        "--journal-size 0|--journal-size: a journal keeps 1 entry or more, not 0",
        "--issuer nowhere|--issuer: an issuer is an absolute http or https URL such as"
            + " http://auth.test:8080/, not nowhere",
        "--tls-cert a.pem|--tls-cert and --tls-key belong together: give both",
        "--tenant preset:defualt|preset:defualt: there is no such preset; allowed: default, mcp,"
            + " organizations, opaque",
        "strat|strat is no subcommand; did you mean start?",
        "doctor --domain|Missing required parameter for option '--domain' (DOMAIN)",
        "doctor|doctor needs --domain, such as --domain localhost:8443, or AUTH0_DOMAIN",
        "doctor --domain x --client-id y|--client-id and --client-secret belong together: give"
            + " both",
        "env --client m2n --tenant preset:default|--client: there is no client m2n; did you mean"
            + " m2m?",
        "export --format xml|--format: yaml or json is wanted, not xml",
        "export --tenant preset:x --at http://localhost|--at is for a running emulator, and --tenant"
            + " preset:x is a seed: give one",
        "token --claim x|--claim: NAME=VALUE is wanted, not x",
        "token --ca /nowhere/at/all|--ca: /nowhere/at/all cannot be read: /nowhere/at/all"
      })
  void what_cannot_be_used_is_one_line_and_status_2(String arguments, String message) {
    int status = run(Map.of(), arguments.split(" "));

    assertThat(status).isEqualTo(2);
    assertThat(err()).isEqualToIgnoringNewLines("fake-auth0: " + message);
    assertThat(err().lines()).hasSize(1);
    assertThat(served).isEmpty();
  }

  @Test
  void a_variable_that_cannot_be_used_is_named() {
    int status = run(Map.of("FAKE_AUTH0_MAX_BODY", "much"));

    assertThat(status).isEqualTo(2);
    assertThat(err()).contains("FAKE_AUTH0_MAX_BODY: a whole number is wanted, not much");
  }

  @Test
  void a_port_in_use_is_status_1_and_ends_with_a_command_that_works() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      int status = run(Map.of(), start("--port", port));

      assertThat(status).isEqualTo(1);
      assertThat(err())
          .isEqualToIgnoringNewLines(
              "fake-auth0: port "
                  + port
                  + " on 127.0.0.1 is in use (wanted for http); any free port will do:"
                  + " ./fake-auth0 start --https-port 0 --ca-dir "
                  + folder
                  + " --port 0");
    }
  }

  @Test
  void a_flag_beats_the_port_of_a_seed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path seed =
          Files.writeString(
              folder.resolve("own-port.yaml"),
              "fakeAuth0:\n  port: " + taken.getLocalPort() + "\n  httpsPort: off\n");
      String[] arguments = {"--tenant", seed.toString(), "--ca-dir", folder.toString()};

      int beaten = run(Map.of(), arguments);

      assertThat(beaten).isEqualTo(1);
      assertThat(err())
          .contains("; change port in the seed's fakeAuth0, or: ./fake-auth0 --tenant")
          .endsWith(" --port 0" + System.lineSeparator());

      int beating = run(Map.of("FAKE_AUTH0_PORT", "0"), arguments);

      assertThat(beating).isZero();
      assertThat(out()).contains("FakeAuth0 tenant own-port: issuer http://localhost:");
      assertThat(out()).doesNotContain("https");
    }
  }

  @Test
  void the_certificate_is_written_where_it_is_wanted() throws IOException {
    Path file = folder.resolve("trust.pem");

    int status = run(Map.of(), start("--ca-out", file.toString()));

    assertThat(status).isZero();
    assertThat(Files.readString(file)).startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void a_certificate_that_cannot_be_written_is_status_1() {
    int status = run(Map.of(), start("--ca-out", folder.resolve("no/such/folder").toString()));

    assertThat(status).isEqualTo(1);
    assertThat(err()).contains("--ca-out:").contains("cannot be written");
    assertThat(served).isEmpty();
  }

  @Test
  void help_names_each_subcommand_and_option() {
    assertThat(run(Map.of(), "help")).isZero();
    assertThat(out())
        .contains(
            "  start ", "  doctor ", "  token ", "  env ", "  export ", "  version ", "  help ")
        .doesNotContain("warm-up");

    assertThat(run(Map.of(), "start", "--help")).isZero();
    for (Setting setting : Setting.values()) {
      assertThat(out()).contains(setting.flag());
    }
  }

  @Test
  void version_is_told() {
    assertThat(run(Map.of(), "version")).isZero();
    assertThat(out()).startsWith("fake-auth0 ");
  }

  @Test
  void a_token_is_minted_and_examined_at_a_running_emulator() {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(folder))) {
      String at = emulator.first().issuer().toString();
      String domain = emulator.first().issuer().getAuthority();

      assertThat(run(Map.of(), "token", "--at", at, "--claim", "a=1", "--expires-in", "60"))
          .isZero();
      String token = out().strip();
      out.reset();
      assertThat(run(Map.of(), "doctor", "--domain", domain, "--token", token)).isZero();

      assertThat(token.split("\\.")).hasSize(3);
      assertThat(out()).contains("ok signature: good").contains("Nothing wrong found");
    }
  }

  @Test
  void a_wrong_secret_is_found_by_the_doctor_and_named_by_the_emulator() {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(folder))) {
      String domain = emulator.first().issuer().getAuthority();

      int status =
          run(
              Map.of(
                  "AUTH0_DOMAIN", domain,
                  "AUTH0_CLIENT_ID", "m2m",
                  "AUTH0_CLIENT_SECRET", "not-this-one",
                  "AUTH0_AUDIENCE", "https://api.example.com"),
              "doctor");

      assertThat(status).isEqualTo(1);
      assertThat(out()).contains("FAIL client: 401 access_denied: Unauthorized\nDiagnosis: ");
      assertThat(out()).doesNotContain("not-this-one");
    }
  }

  @Test
  void what_the_emulator_refuses_is_one_line_and_status_1() {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(folder))) {
      int status =
          run(Map.of(), "token", "--at", emulator.first().issuer().toString(), "--client", "m2n");

      assertThat(status).isEqualTo(1);
      assertThat(err())
          .isEqualToIgnoringNewLines("fake-auth0: there is no client m2n; did you mean m2m?");
    }
  }

  @Test
  void env_tells_a_shell_what_a_seed_makes() {
    assertThat(run(Map.of(), "env", "--tenant", "preset:default")).isZero();

    assertThat(out())
        .isEqualToNormalizingNewlines(
            """
            export AUTH0_DOMAIN='localhost:8080'
            export AUTH0_ISSUER='http://localhost:8080/'
            export AUTH0_ISSUER_BASE_URL='http://localhost:8080'
            export AUTH0_CLIENT_ID='m2m'
            export AUTH0_CLIENT_SECRET='m2m-secret'
            export AUTH0_AUDIENCE='https://api.example.com'
            """);
  }

  @Test
  void env_tells_a_shell_of_a_running_tenant_and_client() {
    try (Emulator emulator =
        Emulator.start(EmulatorConfig.defaults().httpsPort(0).cacheDirectory(folder))) {
      String at = emulator.first().issuer().toString();

      int status = run(Map.of(), "env", "--at", at, "--client", "management", "--https");

      String issuer = emulator.first().httpsIssuer().orElseThrow().toString();
      assertThat(status).isZero();
      assertThat(out())
          .contains("export AUTH0_ISSUER='" + issuer + "'")
          .contains("export AUTH0_CLIENT_SECRET='management-secret'")
          .contains("export AUTH0_AUDIENCE='" + issuer + "api/v2/'");
    }
  }

  @Test
  void export_prints_what_a_start_reads() throws IOException {
    assertThat(run(Map.of(), "export", "--tenant", "preset:default")).isZero();
    String first = out();
    Path file = Files.writeString(folder.resolve("tenant.yaml"), first);
    out.reset();

    assertThat(run(Map.of(), "export", "--tenant", file.toString())).isZero();

    assertThat(out()).isEqualTo(first);
  }

  @Test
  void export_prints_a_running_tenant() {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(folder))) {
      String at = emulator.first().issuer().toString();

      int status = run(Map.of(), "export", "--at", at, "--format", "json", "--tenant", "default");
      assertThat(err()).isEmpty();

      assertThat(status).isZero();
      assertThat(out().strip()).isEqualTo(emulator.first().snapshot().strip());
    }
  }

  @Test
  void nobody_to_ask_is_one_line_and_status_1() {
    int status = run(Map.of(), "export", "--at", "http://localhost:1");

    assertThat(status).isEqualTo(1);
    assertThat(err().lines()).hasSize(1);
    assertThat(err()).contains("no emulator answers at http://localhost:1/").contains("--at URL");
  }

  @Test
  void warm_up_serves_itself_and_ends() {
    assertThat(run(Map.of("FAKE_AUTH0_CA_DIR", folder.toString()), "warm-up")).isZero();
  }

  @Test
  void warm_up_is_not_spoilt_by_an_authority_that_cannot_be_used() throws IOException {
    Files.createDirectories(folder.resolve("ca"));
    Files.writeString(folder.resolve("ca").resolve("ca-key.pem"), "no key");

    assertThat(run(Map.of("FAKE_AUTH0_CA_DIR", folder.toString()), "warm-up")).isZero();
    assertThat(err()).contains("ca-key.pem");
  }

  private String[] start(String... more) {
    List<String> arguments = new ArrayList<>(List.of("start"));
    if (!List.of(more).contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    if (!List.of(more).contains("--https-port")) {
      arguments.addAll(List.of("--https-port", "0"));
    }
    arguments.addAll(List.of("--ca-dir", folder.toString()));
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(new String[0]);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Main.run(
        new Surroundings(
            "./fake-auth0",
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            emulator -> {
              served.add(emulator.first().tenant());
              emulator.close();
            }));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
