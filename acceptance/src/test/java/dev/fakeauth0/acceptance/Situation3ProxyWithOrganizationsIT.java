package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A proxy takes tokens that are bound to an organization and reads that organization's members from
 * the Management API with a token of its own: it never shows anyone of another.
 */
class Situation3ProxyWithOrganizationsIT {

  private static final String AUDIENCE = "https://proxy.example.com";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Emulator emulator;
  private static FakeAuth0 tenant;
  private static Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    emulator = Emulator.start(EmulatorConfig.defaults().tenant("preset:organizations"));
    tenant = emulator.first();
    proxy = new Proxy(tenant.issuer());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    emulator.close();
  }

  @Test
  void a_client_of_acme_sees_the_members_of_acme_and_nobody_else() throws Exception {
    String token = token("acme-service", "acme");

    assertThat(members(token)).containsExactlyInAnyOrder("ada@example.com", "carol@example.com");
  }

  @Test
  void a_client_of_globex_sees_the_members_of_globex_and_nobody_else() throws Exception {
    String token = token("globex-service", "globex");

    assertThat(members(token)).containsExactlyInAnyOrder("bob@example.com", "carol@example.com");
  }

  @Test
  void a_partner_sees_the_organization_it_asked_for() throws Exception {
    assertThat(members(token("partner", "acme"))).doesNotContain("bob@example.com");
    assertThat(members(token("partner", "globex"))).doesNotContain("ada@example.com");
  }

  @Test
  void a_token_of_no_organization_gets_nowhere() throws Exception {
    assertThat(ask(token("partner", "")).statusCode()).isEqualTo(403);
  }

  @Test
  void a_client_gets_no_token_for_an_organization_it_is_not_granted() throws Exception {
    assertThat(exchange("acme-service", "globex").body().path("error").asText()).isNotEmpty();
  }

  @Test
  void a_token_for_another_api_is_refused_by_the_proxy() throws Exception {
    String management =
        new Machine("management", "management-secret")
            .tokenFor(tenant.issuer() + "api/v2/", tenant.issuer())
            .accessToken();

    assertThat(ask(management).statusCode()).isEqualTo(401);
  }

  @Test
  void a_body_that_lacks_a_comma_is_a_400() throws Exception {
    HttpResponse<String> refused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(tenant.issuer().resolve("oauth/token"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"client_id\":\"partner\" \"client_secret\":\"partner-secret\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  private static List<String> members(String token) throws Exception {
    HttpResponse<String> answer = ask(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> emails = new ArrayList<>();
    JSON.readTree(answer.body()).forEach(member -> emails.add(member.path("email").asText()));
    return emails;
  }

  private static HttpResponse<String> ask(String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(proxy.members())
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String token(String client, String organization) throws Exception {
    return exchange(client, organization).accessToken();
  }

  private static Machine.Answer exchange(String client, String organization) throws Exception {
    Machine machine = new Machine(client, client + "-secret");
    return organization.isEmpty()
        ? machine.tokenFor(AUDIENCE, tenant.issuer())
        : machine.tokenFor(AUDIENCE, organization, tenant.issuer());
  }

  /**
   * A small proxy as a team would write it: java-jwt for the callers, a token of its own behind.
   */
  private static final class Proxy implements AutoCloseable {

    private final HttpServer server;
    private final URI issuer;
    private final JwkProvider keys;
    private final Machine self = new Machine("proxy", "proxy-secret");

    Proxy(URI issuer) throws IOException {
      this.issuer = issuer;
      this.keys = new JwkProviderBuilder(issuer.resolve(".well-known/jwks.json").toURL()).build();
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/members", this::handle);
      server.start();
    }

    URI members() {
      return URI.create("http://localhost:" + server.getAddress().getPort() + "/members");
    }

    private void handle(HttpExchange exchange) throws IOException {
      int status;
      String body = "";
      try {
        String organization = organization(exchange);
        if (organization.isEmpty()) {
          status = 403;
        } else {
          var answer = upstream(organization);
          status = answer.status();
          body = answer.body().toString();
        }
      } catch (JWTVerificationException refused) {
        status = 401;
      } catch (Exception broken) {
        status = 502;
        body = broken.toString();
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    private String organization(HttpExchange exchange) throws Exception {
      String token =
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
      DecodedJWT unverified = JWT.decode(token);
      RSAPublicKey key = (RSAPublicKey) keys.get(unverified.getKeyId()).getPublicKey();
      DecodedJWT verified =
          JWT.require(Algorithm.RSA256(key, null))
              .withIssuer(issuer.toString())
              .withAudience(AUDIENCE)
              .build()
              .verify(token);
      String organization = verified.getClaim("org_id").asString();
      return organization == null ? "" : organization;
    }

    private ManagementCaller.Answer upstream(String organization) throws Exception {
      String own = self.tokenFor(issuer + "api/v2/", issuer).accessToken();
      return new ManagementCaller(issuer, own)
          .get("/organizations/" + ManagementCaller.encoded(organization) + "/members");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
