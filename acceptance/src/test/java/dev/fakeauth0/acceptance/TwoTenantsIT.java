package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwk.SigningKeyNotFoundException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.IncorrectClaimException;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * dev, staging and prod in one process: dev takes what names nobody, prod is found by the name it
 * declares, staging has a port of its own. Each refuses what the others issued.
 */
class TwoTenantsIT {

  private static final String API = "https://api.example.com";
  private static final String PROD_NAME = "acme.eu.auth0.com";
  private static final Machine DEV_CLIENT = new Machine("dev-job", "dev-job-secret");
  private static final Machine STAGING_CLIENT = new Machine("staging-job", "staging-job-secret");
  private static final Machine PROD_CLIENT = new Machine("prod-job", "prod-job-secret");

  @TempDir private static Path folder;
  private static Emulator emulator;
  private static FakeAuth0 dev;
  private static FakeAuth0 prod;
  private static FakeAuth0 staging;

  @BeforeAll
  static void start() throws Exception {
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(folder.resolve("cache"))
                .tenant(seed("dev", ""))
                .tenant(seed("prod", "  domains: [" + PROD_NAME + "]"))
                .tenant(seed("staging", "  port: 0")));
    dev = emulator.tenant("dev");
    prod = emulator.tenant("prod");
    staging = emulator.tenant("staging");
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void back_to_the_baseline() {
    emulator.tenants().forEach(FakeAuth0::reset);
  }

  private static String seed(String name, String fakeAuth0) throws Exception {
    String seed =
        """
        resourceServers:
          - {name: API, identifier: "https://api.example.com", scopes: [{value: "read:all"}]}
        clients:
          - name: job
            client_id: %1$s-job
            client_secret: %1$s-job-secret
            app_type: non_interactive
            grant_types: [client_credentials]
        clientGrants:
          - {client_id: %1$s-job, audience: "https://api.example.com", scope: ["read:all"]}
        fakeAuth0:
          name: %1$s
        %2$s
        """
            .formatted(name, fakeAuth0);
    return Files.writeString(folder.resolve(name + ".yaml"), seed).toString();
  }

  @Test
  void by_port_each_tenant_refuses_the_others_tokens() throws Exception {
    String ofDev = DEV_CLIENT.tokenFor(API, dev.issuer()).accessToken();
    String ofStaging = STAGING_CLIENT.tokenFor(API, staging.issuer()).accessToken();
    NimbusJwtDecoder devApi = NimbusJwtDecoder.withIssuerLocation(text(dev.issuer())).build();
    NimbusJwtDecoder stagingApi =
        NimbusJwtDecoder.withIssuerLocation(text(staging.issuer())).build();

    assertThat(dev.issuer()).isNotEqualTo(staging.issuer());
    assertThat(devApi.decode(ofDev).getIssuer()).hasToString(text(dev.issuer()));
    assertThat(stagingApi.decode(ofStaging).getIssuer()).hasToString(text(staging.issuer()));
    assertThatThrownBy(() -> devApi.decode(ofStaging))
        .isInstanceOf(BadJwtException.class)
        .hasMessageContaining("no matching key(s) found");
    assertThatThrownBy(() -> stagingApi.decode(ofDev))
        .isInstanceOf(BadJwtException.class)
        .hasMessageContaining("no matching key(s) found");
  }

  @Test
  void by_declared_name_each_tenant_refuses_the_others_tokens() throws Exception {
    String ofDev = DEV_CLIENT.tokenFor(API, dev.issuer()).accessToken();
    String ofProd = PROD_CLIENT.as(PROD_NAME).tokenFor(API, dev.issuer()).accessToken();

    assertThat(verified(ofDev, dev.issuer(), keys(dev.issuer(), ""))).isEqualTo("dev-job@clients");
    assertThat(verified(ofProd, prod.issuer(), keys(dev.issuer(), PROD_NAME)))
        .isEqualTo("prod-job@clients");
    assertThat(prod.issuer().getHost()).isEqualTo(PROD_NAME);
    assertThatThrownBy(() -> verified(ofProd, prod.issuer(), keys(dev.issuer(), "")))
        .isInstanceOf(SigningKeyNotFoundException.class);
    assertThatThrownBy(() -> verified(ofDev, dev.issuer(), keys(dev.issuer(), PROD_NAME)))
        .isInstanceOf(SigningKeyNotFoundException.class);
    assertThatThrownBy(() -> verified(ofProd, dev.issuer(), keys(dev.issuer(), PROD_NAME)))
        .isInstanceOf(IncorrectClaimException.class);
  }

  @Test
  void the_dev_client_used_on_prod_is_told_so() throws Exception {
    Machine.Answer refused = DEV_CLIENT.as(PROD_NAME).tokenFor(API, dev.issuer());

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body().path("error").textValue()).isEqualTo("access_denied");
    assertThat(refused.body().path("error_description").textValue()).isEqualTo("Unauthorized");
    Diagnosis diagnosis =
        prod.journal().find(refused.requestId()).flatMap(JournalEntry::diagnosis).orElseThrow();
    assertThat(diagnosis.reason()).isEqualTo(RefusalReason.UNKNOWN_CLIENT);
    assertThat(diagnosis.toString()).contains("dev-job", "dev");
    assertThat(diagnosis.facts().values()).as("names the tenant that knows it").contains("dev");
    assertThat(dev.journal().find(refused.requestId())).isEmpty();
  }

  @Test
  void a_reset_of_one_tenant_leaves_the_others_alone() throws Exception {
    dev.rotateKeys();
    staging.rotateKeys();
    String ofStaging = STAGING_CLIENT.tokenFor(API, staging.issuer()).accessToken();

    dev.reset();

    assertThat(verified(ofStaging, staging.issuer(), keys(staging.issuer(), "")))
        .isEqualTo("staging-job@clients");
    assertThat(staging.journal().entries()).isNotEmpty();
  }

  private static JwkProvider keys(URI connectTo, String name) {
    return name.isEmpty()
        ? new JwkProviderBuilder(connectTo.toString()).build()
        : kid -> Machine.key(connectTo, name, kid);
  }

  private static String verified(String token, URI issuer, JwkProvider keys) throws Exception {
    var key = (RSAPublicKey) keys.get(JWT.decode(token).getKeyId()).getPublicKey();
    return JWT.require(Algorithm.RSA256(key, null))
        .withIssuer(text(issuer))
        .withAudience(API)
        .build()
        .verify(token)
        .getSubject();
  }

  private static String text(URI issuer) {
    return issuer.toString();
  }
}
