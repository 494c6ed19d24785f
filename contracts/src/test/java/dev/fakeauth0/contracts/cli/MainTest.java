package dev.fakeauth0.contracts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.contracts.auth0.Auth0Examination;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void lists_the_contracts_with_their_grades() {
    int status = run("--list");

    assertThat(status).isZero();
    assertThat(out.toString().lines())
        .hasSize(Auth0Examination.clauses().size())
        .contains("F2\tdiscovery/ends-the-issuer-in-a-slash");
  }

  @Test
  void lists_some_of_them() {
    run("--list", "--only", "keys,logout");

    assertThat(out.toString().lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("\tkeys/") || line.contains("\tlogout/"));
  }

  @Test
  void explains_its_options() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--domain", "--junit-xml", "Exit status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--nonsense",
        "--domain ftp://localhost",
        "--domain localhost:1 --only nonsense",
        "--domain localhost:1 --client-id management",
        "--domain localhost:1 --allow nonsense",
        "--domain localhost:1 --fixtures nowhere.json",
        "--domain localhost:1 --ca nowhere.pem",
        "--domain localhost:1 --rate 0",
        "--domain localhost:1 --rate fast"
      })
  void a_bad_option_is_named_and_ends_in_2(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("fake-auth0-contracts: ").contains("--");
  }

  @Test
  void takes_no_secret_of_the_environment_to_another_domain() {
    Map<String, String> environment =
        Map.of("AUTH0_CLIENT_ID", "management", "AUTH0_CLIENT_SECRET", "of-another-domain");

    Main.run(
        new PrintWriter(out),
        new PrintWriter(err),
        environment,
        "--domain",
        "localhost:1",
        "--only",
        "token-endpoint/takes-json");

    assertThat(out.toString()).contains("needs \"machine\": name one with --fixtures");
  }

  @Test
  void what_is_broken_ends_in_1_and_is_written_down() throws Exception {
    Path xml = folder.resolve("deep/results.xml");
    Path page = folder.resolve("fidelity.md");
    HttpServer empty =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    empty.start();
    try {
      int status =
          run(
              "--domain",
              "localhost:" + empty.getAddress().getPort(),
              "--only",
              "discovery/ends*",
              "--junit-xml",
              xml.toString(),
              "--fidelity",
              page.toString());

      assertThat(status).isOne();
      assertThat(out.toString())
          .contains("BROKEN discovery: ends the issuer in a slash\n         Expected status 200")
          .contains("broken: discovery/ends-the-issuer-in-a-slash");
      assertThat(Files.readString(xml)).contains("failures=\"1\"");
      assertThat(Files.readString(page)).contains("| broken |");
    } finally {
      empty.stop(0);
    }
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), arguments);
  }
}
