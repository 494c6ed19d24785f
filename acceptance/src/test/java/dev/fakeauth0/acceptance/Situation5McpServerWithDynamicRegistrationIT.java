package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A remote MCP server, and a client that nobody told the tenant about: it discovers, registers,
 * logs a user in, has their consent, and calls a tool. Server and client are the protocol's
 * official SDK for TypeScript, unmodified.
 */
class Situation5McpServerWithDynamicRegistrationIT {

  private static final Path PROGRAMS = Path.of("src", "test", "node");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @BeforeAll
  static void needs_node_and_its_packages() throws Exception {
    boolean there =
        Files.isDirectory(PROGRAMS.resolve("node_modules/@modelcontextprotocol"))
            && ChildProcess.run(List.of("node", "--version"), Map.of()).status() == 0;
    Assumptions.assumeTrue(
        there,
        "needs Node 20 and the MCP SDK: apt-get install nodejs npm, then"
            + " npm ci --ignore-scripts --prefix acceptance/src/test/node");
  }

  @Test
  void a_client_registers_logs_in_is_consented_to_and_calls_a_tool() throws Exception {
    try (Emulator emulator = start()) {
      String said = mcp(emulator, "accept");

      assertThat(said)
          .contains("ok the client discovers the tenant and registers itself")
          .contains("ok the tool is called as the user who consented");
      assertThat(emulator.first().journal().entries())
          .extracting(entry -> entry.request().path())
          .contains(
              "/oidc/register", "/authorize", "/u/login/password", "/u/consent", "/oauth/token");
    }
  }

  @Test
  void a_user_who_denies_consent_leaves_the_client_without_a_code() throws Exception {
    try (Emulator emulator = start()) {
      assertThat(mcp(emulator, "deny")).contains("ok a consent that is denied gives no code");
      assertThat(refusals(emulator)).contains(RefusalReason.CONSENT_DENIED);
    }
  }

  @Test
  void a_tenant_with_registration_switched_off_turns_the_client_away_and_says_why()
      throws Exception {
    try (Emulator emulator = start()) {
      emulator
          .first()
          .seed("{\"tenant\":{\"flags\":{\"enable_dynamic_client_registration\":false}}}");

      assertThat(mcp(emulator, "closed")).contains("ok registration is refused");
      assertThat(refusals(emulator)).contains(RefusalReason.REGISTRATION_DISABLED);
    }
  }

  @Test
  void a_machine_without_a_client_grant_gets_no_token_for_the_server() throws Exception {
    try (Emulator emulator = start()) {
      HttpResponse<String> refused =
          post(
              emulator.first().issuer().resolve("oauth/token"),
              "{\"grant_type\":\"client_credentials\",\"client_id\":\"stranger\","
                  + "\"client_secret\":\"stranger-secret\","
                  + "\"audience\":\"http://localhost:3001/mcp\"}");

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("\"error\":\"access_denied\"");
      assertThat(refusals(emulator)).contains(RefusalReason.CLIENT_GRANT_MISSING);
    }
  }

  private static Emulator start() {
    return Emulator.start(EmulatorConfig.defaults().tenant("preset:mcp"));
  }

  private static String mcp(Emulator emulator, String wanted) throws Exception {
    ChildProcess.Ended ended =
        ChildProcess.run(
            List.of(
                "node",
                PROGRAMS.resolve("mcp.mjs").toString(),
                emulator.first().issuer().toString(),
                wanted),
            Map.of(),
            PATIENCE);
    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
    return ended.out();
  }

  private static List<RefusalReason> refusals(Emulator emulator) {
    return emulator.first().journal().entries().stream()
        .flatMap((JournalEntry entry) -> entry.diagnosis().stream())
        .map(diagnosis -> diagnosis.reason())
        .toList();
  }

  private static HttpResponse<String> post(URI endpoint, String json) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
  }
}
