package dev.fakeauth0.junit;

import static dev.fakeauth0.seed.Seeds.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithFakeAuth0
class WithFakeAuth0HttpTest {

  @BeforeAll
  static void seeds_the_baseline(FakeAuth0 auth0) {
    auth0.seed(aClient("shop"));
    Calls.token(auth0, "stranger");
  }

  @BeforeEach
  void finds_the_baseline(FakeAuth0 auth0) {
    assertThat(auth0.journal().entries()).isEmpty();
    assertThat(auth0.snapshot()).contains("shop").doesNotContain("visitor");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void goes_back_before_each_invocation(int number, FakeAuth0 auth0) {
    auth0.seed(aClient("visitor" + number));

    assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(200);
  }

  @Test
  @FailsWith("client-grant-missing")
  void fails_on_demand(FakeAuth0 auth0) {
    assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(403);
  }

  @Test
  @FailsWith("user-blocked@/u/login")
  void fails_on_a_page_of_a_login(FakeAuth0 auth0) {
    assertThat(Calls.submittedLogin(auth0, "ada@example.com", "Passw0rd!"))
        .startsWith("http://localhost:3000/callback?error=unauthorized");
  }

  @Test
  void gives_the_issuer_and_a_management_token(
      @Issuer URI issuer, @ManagementToken String token, FakeAuth0 auth0) {
    assertThat(issuer).isEqualTo(auth0.issuer());
    assertThat(payload(token)).contains(auth0.managementAudience(), "read:users");
    assertThat(auth0.journal().entries()).isEmpty();
  }

  @Test
  void gives_a_users_token(
      @AccessToken(
              user = "ada@example.com",
              scope = "read:messages",
              permissions = {"a", "b"},
              claims = {"level=3", "roles=[admin, editor]", "code=\"7\"", "flag=true"},
              expiresIn = "5m")
          String token) {
    assertThat(payload(token))
        .contains("\"scope\":\"read:messages\"", "\"permissions\":[\"a\",\"b\"]")
        .contains("\"level\":3", "\"roles\":[\"admin\",\"editor\"]")
        .contains("\"code\":\"7\"", "\"flag\":true", "auth0|");
  }

  private static String payload(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  @Nested
  @FailsWith("invalid-client")
  class InANestedClass {

    @Test
    void shares_the_server_and_adds_its_rules(FakeAuth0 auth0) {
      assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(401);
    }

    @Test
    @FailsWith("rate-limited")
    void lets_the_methods_rule_act_first(FakeAuth0 auth0) {
      assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(429);
    }
  }
}
