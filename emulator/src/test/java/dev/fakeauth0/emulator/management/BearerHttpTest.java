package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.ManagedTenant.Answer;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.RefusalReason;
import dev.fakeauth0.token.TokenSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way a bearer token can be wrong, as the Management API words it. */
class BearerHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void wants_a_token() throws Exception {
    Answer answer = tenant.callWith("", "GET", "roles");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text())
        .isEqualTo(
            "{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Missing authentication\"}");
    assertThat(answer.raw().headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(reason()).isEqualTo(RefusalReason.TOKEN_MISSING);
  }

  @Test
  void takes_no_other_scheme() throws Exception {
    assertThat(tenant.callWith("Basic YTpi", "GET", "roles").body().string("message"))
        .contains("Missing authentication");
  }

  @Test
  void refuses_what_is_no_jwt() throws Exception {
    for (String header : new String[] {tenant.token(), "Bearer opaque", "Bearer a.b.c.d.e"}) {
      Answer answer = tenant.callWith(header, "GET", "roles");

      assertThat(answer.text())
          .isEqualTo(
              "{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"Bad HTTP authentication"
                  + " header format\",\"errorCode\":\"Bearer\"}");
    }
  }

  @Test
  void refuses_a_signature_that_is_bad() throws Exception {
    String token = tenant.token();
    String spoilt = token.substring(0, token.lastIndexOf('.')) + ".AAAA";

    for (String header : new String[] {"Bearer " + spoilt, "Bearer a.b.c"}) {
      assertThat(tenant.callWith(header, "GET", "roles").text())
          .isEqualTo(
              "{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Invalid signature"
                  + " received for JSON Web Token validation\",\"attributes\":{\"error\":\"Invalid"
                  + " signature received for JSON Web Token validation\"}}");
    }
  }

  @Test
  void refuses_a_token_that_expired() throws Exception {
    String token = tenant.token();
    tenant.auth0().clock().advance(Duration.ofDays(2));

    assertThat(tenant.callWith("Bearer " + token, "GET", "roles").body().string("message"))
        .contains("Expired token received for JSON Web Token validation");
    assertThat(reason()).isEqualTo(RefusalReason.INVALID_TOKEN);
  }

  @Test
  void refuses_a_token_of_another_api_and_says_what_would_pass() throws Exception {
    String token =
        tenant
            .auth0()
            .token(TokenSpec.forClient("m2m").audience("https://api.example.com"))
            .accessToken();

    Answer answer = tenant.callWith("Bearer " + token, "GET", "roles");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().string("message")).contains("Bad audience: https://api.example.com");
    assertThat(last().diagnosis().orElseThrow().remedies())
        .anySatisfy(remedy -> assertThat(remedy).contains("audience"));
  }

  @Test
  void names_the_scope_that_is_missing() throws Exception {
    String token =
        tenant
            .auth0()
            .token(
                TokenSpec.forClient("management")
                    .audience(tenant.auth0().issuer() + "api/v2/")
                    .scope("read:clients"))
            .accessToken();

    Answer answer = tenant.callWith("Bearer " + token, "GET", "roles");

    assertThat(answer.text())
        .isEqualTo(
            "{\"statusCode\":403,\"error\":\"Forbidden\",\"message\":\"Insufficient scope, expected"
                + " any of: read:roles\",\"errorCode\":\"insufficient_scope\"}");
  }

  @Test
  void says_not_found_where_there_is_no_operation_with_or_without_a_token() throws Exception {
    for (String header : new String[] {"", "Bearer " + tenant.token()}) {
      Answer answer = tenant.callWith(header, "GET", "no-such-thing");

      assertThat(answer.text())
          .isEqualTo("{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Not Found\"}");
    }
  }

  @Test
  void names_the_operation_in_the_journal() throws Exception {
    tenant.call("GET", "roles/rol_1");

    assertThat(last().endpoint()).contains("GET /api/v2/roles/{id}");
    assertThat(last().clientId()).contains("management");
  }

  @Test
  void fails_on_demand() throws Exception {
    tenant
        .auth0()
        .failures()
        .add(
            dev.fakeauth0.failure.FailureRule.parse("not-found@/api/v2/users/{id};times=1"),
            dev.fakeauth0.failure.FailureRule.parse("conflict@/api/v2/roles;times=1"),
            dev.fakeauth0.failure.FailureRule.parse("insufficient-scope@/api/v2/clients;times=1"),
            dev.fakeauth0.failure.FailureRule.parse("status=503@/api/v2/roles/{id};times=1"));

    assertThat(tenant.call("GET", "users/auth0%7C1").body().string("errorCode"))
        .contains("inexistent_user");
    assertThat(tenant.call("POST", "roles", java.util.Map.of("name", "a")).status()).isEqualTo(409);
    assertThat(tenant.call("GET", "clients").body().string("message").orElseThrow())
        .startsWith("Insufficient scope, expected any of: read:clients, ");
    assertThat(tenant.call("GET", "roles/rol_1").status()).isEqualTo(503);
  }

  private RefusalReason reason() {
    return last().diagnosis().orElseThrow().reason();
  }

  private JournalEntry last() {
    var entries = tenant.auth0().journal().entries();
    return entries.get(entries.size() - 1);
  }
}
