package dev.fakeauth0.emulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientDefaultsTest {

  @Test
  void an_application_of_no_type_may_use_all_usual_grants() {
    Document client = ClientDefaults.complete(Document.of("name", "shop"));

    assertThat(client.strings("grant_types"))
        .containsExactly("authorization_code", "implicit", "refresh_token", "client_credentials");
    assertThat(client.object("jwt_configuration"))
        .contains(Document.of("lifetime_in_seconds", 36000L, "secret_encoded", false));
    assertThat(lifetimes(client)).containsExactly(2592000L, 1296000L);
  }

  @Test
  void a_named_secret_in_the_body_makes_refresh_tokens_live_longer() {
    Document client =
        ClientDefaults.complete(
            Document.of("name", "m2m", "token_endpoint_auth_method", "client_secret_post"));

    assertThat(lifetimes(client)).containsExactly(31557600L, 2592000L);
  }

  @Test
  void a_public_application_has_no_client_credentials() {
    Document client =
        ClientDefaults.complete(
            Document.of("name", "app", "app_type", "native", "token_endpoint_auth_method", "none"));

    assertThat(client.strings("grant_types")).doesNotContain("client_credentials");
  }

  @Test
  void an_application_that_stands_for_an_api_has_no_grant() {
    Document client =
        ClientDefaults.complete(Document.of("name", "api", "app_type", "resource_server"));

    assertThat(client.get("grant_types")).isEqualTo(List.of());
    assertThat(client.get("oidc_conformant")).isEqualTo(true);
  }

  @Test
  void a_strict_third_party_application_has_the_code_grant_alone() {
    Document client =
        ClientDefaults.complete(
            Document.of(
                "name", "theirs",
                "is_first_party", false,
                "third_party_security_mode", "strict"));

    assertThat(client.strings("grant_types")).containsExactly("authorization_code");
    assertThat(client.object("jwt_configuration").orElseThrow().number("lifetime_in_seconds"))
        .contains(3600L);
    assertThat(client.object("refresh_token").orElseThrow().get("expiration_type"))
        .isEqualTo("expiring");
  }

  @Test
  void what_is_sent_in_part_is_completed() {
    Document client =
        ClientDefaults.complete(
            Document.of(
                "name",
                "app",
                "jwt_configuration",
                Document.of("alg", "RS256"),
                "session_transfer",
                Document.of("enforce_device_binding", "asn")));

    assertThat(client.object("jwt_configuration"))
        .contains(Document.of("alg", "RS256", "secret_encoded", false));
    Document transfer = client.object("session_transfer").orElseThrow();
    assertThat(transfer.get("enforce_device_binding")).isEqualTo("asn");
    assertThat(transfer.get("can_create_session_transfer_token")).isEqualTo(false);
  }

  private static List<Long> lifetimes(Document client) {
    Document token = client.object("refresh_token").orElseThrow();
    return List.of(
        token.number("token_lifetime").orElseThrow(),
        token.number("idle_token_lifetime").orElseThrow());
  }
}
