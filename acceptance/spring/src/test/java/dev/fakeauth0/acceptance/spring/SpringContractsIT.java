package dev.fakeauth0.acceptance.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.ContractCase;
import dev.fakeauth0.contracts.ContractReport;
import dev.fakeauth0.contracts.Finding;
import dev.fakeauth0.contracts.ProtectedApi;
import dev.fakeauth0.contracts.ProtectedApiCase;
import dev.fakeauth0.contracts.ProtectedApiExamination;
import dev.fakeauth0.contracts.ProtectedApiSettings;
import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.TokenClientCase;
import dev.fakeauth0.contracts.TokenClientExamination;
import dev.fakeauth0.contracts.TokenClientSettings;
import dev.fakeauth0.contracts.TokenClientSetup;
import dev.fakeauth0.contracts.TokenSource;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the contracts find in Spring Security: an API as it comes, a careful one, a client. */
class SpringContractsIT {

  private static final String AUDIENCE = "https://api.example.com";
  private static final String ISSUER_PROPERTY =
      "spring.security.oauth2.resourceserver.jwt.issuer-uri";
  private static final String SCOPE = "read:messages";

  private Emulator emulator;
  private FakeAuth0 auth0;

  @BeforeEach
  void start() {
    emulator = Emulator.start(EmulatorConfig.defaults().withoutHttps());
    auth0 = emulator.first();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void an_api_that_was_told_its_issuer_only_takes_tokens_of_every_other_api() throws Exception {
    try (SpringApi api = new SpringApi(AsItComes.class, auth0)) {
      ContractReport report =
          ProtectedApiExamination.examine(auth0, api, ProtectedApiSettings.defaults());

      assertThat(cases(report.holes()))
          .as(report.toString())
          .containsExactly(
              ProtectedApiCase.WRONG_AUDIENCE,
              ProtectedApiCase.SIMILAR_AUDIENCE,
              ProtectedApiCase.ID_TOKEN,
              ProtectedApiCase.MANAGEMENT_TOKEN,
              ProtectedApiCase.MISSING_EXPIRY,
              ProtectedApiCase.MISSING_AUDIENCE);
    }
  }

  @Test
  void a_careful_api_lets_nobody_in() throws Exception {
    try (SpringApi api = new SpringApi(Careful.class, auth0)) {
      ContractReport report =
          ProtectedApiExamination.examine(
              auth0,
              api,
              ProtectedApiSettings.defaults().scope(SCOPE).leeway(Duration.ofMinutes(1)));

      assertThat(report.holes()).as(report.toString()).isEmpty();
      assertThat(cases(report.broken())).as(report.toString()).isEmpty();
    }
  }

  @Test
  void the_client_keeps_its_token_but_lets_all_callers_ask_at_once() {
    ContractReport report =
        TokenClientExamination.examine(
            auth0, SpringContractsIT::client, TokenClientSettings.defaults());

    assertThat(cases(report.broken()))
        .as(report.toString())
        .containsExactly(
            TokenClientCase.ONE_REQUEST_FOR_MANY_CALLERS,
            TokenClientCase.HONOURS_RETRY_AFTER,
            TokenClientCase.RETRIES_A_SERVER_ERROR,
            TokenClientCase.RETRIES_A_DROPPED_CONNECTION,
            TokenClientCase.SURVIVES_A_ROTATED_SECRET);
  }

  private static List<ContractCase> cases(List<Finding> findings) {
    return findings.stream().map(Finding::about).toList();
  }

  /** Spring Security's client as its documentation has it, with the parameter Auth0 needs. */
  private static TokenSource client(TokenClientSetup setup) {
    ClientRegistration registration =
        ClientRegistration.withRegistrationId("auth0")
            .clientId(setup.clientId())
            .clientSecret(setup.clientSecret())
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .tokenUri(setup.issuer() + "oauth/token")
            .build();
    var requests = new RestClientClientCredentialsTokenResponseClient();
    requests.setParametersCustomizer(parameters -> parameters.set("audience", setup.audience()));
    var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
    provider.setAccessTokenResponseClient(requests);
    provider.setClock(setup.clock());
    var registrations = new InMemoryClientRegistrationRepository(registration);
    var manager =
        new AuthorizedClientServiceOAuth2AuthorizedClientManager(
            registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
    manager.setAuthorizedClientProvider(provider);
    return () ->
        manager
            .authorize(
                OAuth2AuthorizeRequest.withClientRegistrationId("auth0")
                    .principal("service")
                    .build())
            .getAccessToken()
            .getTokenValue();
  }

  /** An API on Spring Boot, started anew whenever it is to forget what it knows. */
  private static final class SpringApi implements ProtectedApi, AutoCloseable {

    private final Class<?> application;
    private final FakeAuth0 auth0;
    private ConfigurableApplicationContext context;

    SpringApi(Class<?> application, FakeAuth0 auth0) {
      this.application = application;
      this.auth0 = auth0;
      start();
    }

    @Override
    public Reply send(Optional<String> authorization) throws Exception {
      int port = ((WebServerApplicationContext) context).getWebServer().getPort();
      return ProtectedApi.get(URI.create("http://localhost:" + port + "/messages"), authorization);
    }

    @Override
    public boolean startAfresh() {
      context.close();
      start();
      return true;
    }

    @Override
    public void close() {
      context.close();
    }

    private void start() {
      // Without the application.properties of the other tests, and its client registrations.
      context =
          SpringApplication.run(
              application,
              "--spring.config.name=none",
              "--server.port=0",
              "--" + ISSUER_PROPERTY + "=" + auth0.issuer());
    }
  }

  /** The endpoint. */
  @RestController
  static class Messages {

    @GetMapping("/messages")
    String messages() {
      return "[]";
    }
  }

  /** What Spring Boot makes of the issuer alone. */
  @Configuration
  @EnableAutoConfiguration
  @Import(Messages.class)
  static class AsItComes {}

  /** What RFC 9068 asks for: the audience, an end, and the scope of the endpoint. */
  @Configuration
  @EnableAutoConfiguration
  @Import(Messages.class)
  static class Careful {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(calls -> calls.anyRequest().hasAuthority("SCOPE_" + SCOPE))
          .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
          .build();
    }

    @Bean
    JwtDecoder decoder(@Value("${" + ISSUER_PROPERTY + "}") String issuer) {
      NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
      JwtTimestampValidator times = new JwtTimestampValidator();
      times.setAllowEmptyExpiryClaim(false);
      decoder.setJwtValidator(
          new DelegatingOAuth2TokenValidator<>(
              JwtValidators.createDefaultWithIssuer(issuer),
              times,
              new JwtClaimValidator<List<String>>(
                  "aud", audiences -> audiences != null && audiences.contains(AUDIENCE))));
      return decoder;
    }
  }
}
