package dev.fakeauth0.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.ContractReport;
import dev.fakeauth0.contracts.Finding;
import dev.fakeauth0.contracts.ProtectedApi;
import dev.fakeauth0.contracts.ProtectedApiCase;
import dev.fakeauth0.contracts.ProtectedApiExamination;
import dev.fakeauth0.contracts.ProtectedApiSettings;
import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the contract finds in an API on Auth0's own middleware for Express. */
@WithFakeAuth0
class ExpressApiContractIT {

  private static final Path PROGRAM = Path.of("src", "test", "node", "protected-api.mjs");

  @BeforeAll
  static void needs_node_and_its_packages() throws Exception {
    boolean there =
        Files.isDirectory(PROGRAM.resolveSibling("node_modules"))
            && ChildProcess.run(List.of("node", "--version"), Map.of()).status() == 0;
    Assumptions.assumeTrue(
        there,
        "needs Node 20 and Auth0's packages: apt-get install nodejs npm, then"
            + " npm ci --ignore-scripts --prefix acceptance/src/test/node");
  }

  @Test
  void auth0s_middleware_for_express_lets_nobody_in(FakeAuth0 auth0) throws Exception {
    try (ExpressApi api = new ExpressApi(auth0.issuer())) {
      ContractReport report =
          ProtectedApiExamination.examine(
              auth0, api, ProtectedApiSettings.defaults().scope("read:messages"));

      assertThat(report.broken()).as(report.toString()).isEmpty();
      assertThat(report.score()).isEqualTo(100);
      assertThat(report.tastes())
          .extracting(Finding::about)
          .containsExactly(ProtectedApiCase.ISSUED_IN_THE_FUTURE);
    }
  }

  /** The program, started anew whenever it is to forget what it knows. */
  private static final class ExpressApi implements ProtectedApi, AutoCloseable {

    private final URI issuer;
    private Process process;
    private URI endpoint;

    ExpressApi(URI issuer) throws Exception {
      this.issuer = issuer;
      start();
    }

    @Override
    public Reply send(Optional<String> authorization) throws Exception {
      return ProtectedApi.get(endpoint, authorization);
    }

    @Override
    public boolean startAfresh() throws Exception {
      close();
      start();
      return true;
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void start() throws IOException {
      process =
          new ProcessBuilder(
                  "node",
                  PROGRAM.toString(),
                  issuer.toString(),
                  "https://api.example.com",
                  "read:messages")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String port =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
      endpoint = URI.create("http://127.0.0.1:" + port + "/messages");
    }
  }
}
