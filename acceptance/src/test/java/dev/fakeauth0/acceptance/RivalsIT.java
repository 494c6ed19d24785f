package dev.fakeauth0.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fakeauth0.acceptance.deviation.SelfSigned;
import dev.fakeauth0.contracts.auth0.Auth0Examination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contracts of Auth0 against two other emulators, unmodified, by the runnable jar and what
 * {@code --fixtures} names, since neither has a Management API. docs/rivals.md is what came of it.
 */
class RivalsIT {

  private static final String SIMULACRUM = "@simulacrum/auth0-simulator";
  private static final String MOCK_SERVER = "oauth2-mock-server";
  private static final Path PROGRAMS = Path.of("src", "test", "node");
  private static final Path CONTRACTS =
      Path.of("..", "contracts", "target", "fake-auth0-contracts.jar");
  private static final Path PAGE = Path.of("..", "docs", "rivals.md");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a rival takes: neither asks who a client is, so these are names like any other. */
  private static final String FIXTURES =
      """
      machine.client_id=machine
      machine.client_secret=machine-secret
      stranger.client_id=stranger
      stranger.client_secret=stranger-secret
      web.client_id=web
      web.client_secret=web-secret
      web.callback=https://app.example.com/callback
      web.after_logout=https://app.example.com/bye
      web.passwords=true
      spa.client_id=spa
      spa.callback=https://app.example.com/callback
      spa.passwords=true
      api.identifier=https://api.example.com
      api.scope=read:things write:things
      user.user_id=auth0|user
      user.email=user@example.com
      user.password=user-password
      user.connection=Username-Password-Authentication
      """;

  /**
   * What came of one rival.
   *
   * @param version its version
   * @param run what the contracts printed
   * @param results the results they wrote
   */
  private record Examined(String version, ChildProcess.Ended run, JUnitResults results) {}

  @TempDir private static Path folder;
  private static final Map<String, Examined> EXAMINED = new LinkedHashMap<>();

  @BeforeAll
  static void examine_each() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(PROGRAMS.resolve("node_modules").resolve(SIMULACRUM))
            && Files.isDirectory(PROGRAMS.resolve("node_modules").resolve(MOCK_SERVER))
            && ChildProcess.run(List.of("node", "--version"), Map.of()).status() == 0,
        "needs Node 20 and the rivals' packages: apt-get install nodejs npm, then"
            + " npm ci --ignore-scripts --prefix acceptance/src/test/node");
    Path certificates = Files.createDirectories(folder.resolve(".simulacrum").resolve("certs"));
    SelfSigned own = SelfSigned.in(folder);
    Files.writeString(certificates.resolve("localhost.pem"), own.certificatePem());
    Files.writeString(certificates.resolve("localhost-key.pem"), own.keyPem());
    Files.writeString(folder.resolve("fixtures.properties"), FIXTURES);
    for (String rival : List.of(SIMULACRUM, MOCK_SERVER)) {
      EXAMINED.put(rival, examine(rival, certificates.resolve("localhost.pem")));
    }
    if ("write".equals(System.getProperty("rivals.md"))) {
      Files.writeString(PAGE, page());
    }
  }

  @Test
  void each_run_goes_to_its_end() {
    EXAMINED.forEach(
        (rival, found) -> {
          assertThat(found.run().status()).as("%s: %s", rival, found.run()).isOne();
          assertThat(found.run().err()).as(rival).isEmpty();
          assertThat(found.results().cases()).as(rival).hasSize(Auth0Examination.clauses().size());
        });
  }

  @Test
  void what_each_does_as_auth0_does_it_holds() {
    EXAMINED.forEach(
        (rival, found) ->
            assertThat(found.results().ids("passed"))
                .as(rival)
                .contains(
                    "discovery/ends the issuer in a slash",
                    "discovery/serves every endpoint it names",
                    "token-endpoint/takes a form",
                    "token-endpoint/takes json"));
  }

  @Test
  void what_each_accepts_and_auth0_refuses_is_told() {
    EXAMINED.forEach(
        (rival, found) ->
            assertThat(found.results().ids("failed"))
                .as(rival)
                .contains(
                    "token-endpoint/refuses a wrong client secret",
                    "token-endpoint/refuses an unknown client",
                    "client-credentials/refuses a client that has no grant for the api",
                    "client-credentials/names the client as a subject at clients",
                    "keys/publishes the current key and the next one"));
  }

  @Test
  void what_cannot_be_asked_is_skipped_with_its_reason() {
    EXAMINED.forEach(
        (rival, found) ->
            assertThat(found.results().cases())
                .as(rival)
                .filteredOn(one -> one.outcome().equals("skipped"))
                .allMatch(one -> !one.told().isBlank())
                .anyMatch(one -> one.told().contains("needs a client of the Management API")));
  }

  @Test
  void the_page_is_about_these_versions() throws Exception {
    String page = Files.readString(PAGE);

    EXAMINED.forEach(
        (rival, found) ->
            assertThat(page)
                .as("docs/rivals.md says how it is written anew")
                .contains("## " + rival + " " + found.version()));
  }

  private static Examined examine(String rival, Path certificate) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder("node", PROGRAMS.resolve("rival.mjs").toString(), rival)
            .redirectError(folder.resolve("rival.err").toFile());
    program.environment().put("HOME", folder.toString());
    Process node = program.start();
    try (var out = node.inputReader(UTF_8)) {
      String line = out.readLine();
      assertThat(line).as("%s serves: %s", rival, read("rival.err")).isNotNull();
      JsonNode serving = new ObjectMapper().readTree(line);
      Path xml = folder.resolve("results.xml");
      ChildProcess.Ended run =
          ChildProcess.run(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  CONTRACTS.toString(),
                  "--domain",
                  serving.path("issuer").asText(),
                  "--ca",
                  certificate.toString(),
                  "--fixtures",
                  folder.resolve("fixtures.properties").toString(),
                  "--junit-xml",
                  xml.toString()),
              Map.of(),
              PATIENCE);
      assertThat(node.isAlive()).as("%s still serves: %s", rival, read("rival.err")).isTrue();
      return new Examined(serving.path("version").asText(), run, JUnitResults.read(xml));
    } finally {
      node.destroy();
      node.waitFor();
    }
  }

  private static String read(String file) throws Exception {
    return Files.readString(folder.resolve(file), UTF_8);
  }

  private static String page() {
    List<String> lines = new ArrayList<>();
    lines.add(
        """
        # Two other emulators under the same contracts

        What the contracts of Auth0 ([contracts.md](contracts.md)) find in two packages of the npm registry that are used in
        FakeAuth0's place. Both serve other purposes well: the first lets a page that uses Auth0's browser library log in, the
        second is a mock of any OAuth 2 server, takes every request by design and says so. What does not hold is no
        fault as such; it is where a test that passes against them does not tell what Auth0 would do.

        Each is set up as near to Auth0 as its options go (`acceptance/src/test/node/rival.mjs`): its paths, its issuer with
        a slash, the scopes of one client, one user. Neither has a Management API, so contracts that make something of their
        own are skipped. Run by the runnable jar with `--fixtures`, on %s. Written by

            npm ci --ignore-scripts --prefix acceptance/src/test/node
            mvn verify -pl acceptance -am -Dtest=none -Dit.test=RivalsIT -Drivals.md=write \\
                -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

        What FakeAuth0 itself makes of them is in [fidelity.md](fidelity.md).\
        """
            .formatted(LocalDate.now(ZoneOffset.UTC)));
    EXAMINED.forEach(
        (rival, found) -> {
          lines.add("");
          lines.add("## " + rival + " " + found.version());
          lines.add("");
          lines.add("| area | holds | does not hold | skipped |");
          lines.add("|---|---|---|---|");
          for (String area : found.results().areas()) {
            lines.add(row(area, found.results().of(area)));
          }
          lines.add(row("all", found.results().cases()));
          lines.add("");
          lines.add("What does not hold, as Auth0 does it, and what was seen:");
          for (String area : found.results().areas()) {
            List<String> broken =
                found.results().of(area).stream()
                    .filter(one -> one.outcome().equals("failed"))
                    .map(one -> "- " + one.name() + ": `" + one.inOneLine() + "`")
                    .toList();
            if (!broken.isEmpty()) {
              lines.add("");
              lines.add("### " + area);
              lines.add("");
              lines.addAll(broken);
            }
          }
        });
    return String.join("\n", lines) + "\n";
  }

  private static String row(String name, List<JUnitResults.Case> cases) {
    return "| "
        + name
        + " | "
        + count(cases, "passed")
        + " | "
        + count(cases, "failed")
        + " | "
        + count(cases, "skipped")
        + " |";
  }

  private static long count(List<JUnitResults.Case> cases, String outcome) {
    return cases.stream().filter(one -> one.outcome().equals(outcome)).count();
  }
}
