package dev.fakeauth0.emulator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorizationServerMetadataTest {

  private static final String ISSUER = "https://localhost:8443/";
  private static final ServedFeatures TOKENS_ONLY =
      new ServedFeatures(Set.of("/oauth/token"), List.of("client_credentials"));

  @Test
  void names_only_what_is_served_beside_what_parsers_insist_on() {
    assertThat(text(TOKENS_ONLY, Document.EMPTY))
        .isEqualTo(
            "{\"issuer\":\"https://localhost:8443/\","
                + "\"token_endpoint\":\"https://localhost:8443/oauth/token\","
                + "\"jwks_uri\":\"https://localhost:8443/.well-known/jwks.json\","
                + "\"response_types_supported\":[\"code\",\"token\",\"id_token\",\"code token\","
                + "\"code id_token\",\"token id_token\",\"code token id_token\"],"
                + "\"subject_types_supported\":[\"public\"],"
                + "\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\","
                + "\"client_secret_post\",\"private_key_jwt\",\"none\"],"
                + "\"token_endpoint_auth_signing_alg_values_supported\":"
                + "[\"RS256\",\"RS384\",\"PS256\"],"
                + "\"grant_types_supported\":[\"client_credentials\"],"
                + "\"request_uri_parameter_supported\":false,"
                + "\"request_parameter_supported\":false,"
                + "\"id_token_signing_alg_values_supported\":[\"HS256\",\"RS256\",\"PS256\"],"
                + "\"dpop_signing_alg_values_supported\":[\"ES256\"]}");
  }

  @Test
  void names_what_is_added_in_auth0s_order() {
    ServedFeatures all =
        new ServedFeatures(
            Set.of(
                "/authorize",
                "/oauth/token",
                "/oauth/device/code",
                "/userinfo",
                "/mfa/challenge",
                "/oidc/register",
                "/oauth/revoke",
                "/oidc/logout",
                "/bc-authorize",
                "/oauth/par"),
            List.of("client_credentials", "authorization_code"));

    assertThat(AuthorizationServerMetadata.document(ISSUER, all, Document.EMPTY).keySet())
        .containsExactly(
            "issuer",
            "authorization_endpoint",
            "token_endpoint",
            "device_authorization_endpoint",
            "userinfo_endpoint",
            "mfa_challenge_endpoint",
            "jwks_uri",
            "registration_endpoint",
            "revocation_endpoint",
            "scopes_supported",
            "response_types_supported",
            "code_challenge_methods_supported",
            "response_modes_supported",
            "subject_types_supported",
            "token_endpoint_auth_methods_supported",
            "token_endpoint_auth_signing_alg_values_supported",
            "claims_supported",
            "grant_types_supported",
            "request_uri_parameter_supported",
            "request_parameter_supported",
            "id_token_signing_alg_values_supported",
            "end_session_endpoint",
            "backchannel_authentication_endpoint",
            "backchannel_token_delivery_modes_supported",
            "dpop_signing_alg_values_supported",
            "pushed_authorization_request_endpoint",
            "require_request_uri_registration");
  }

  @Test
  void names_the_grant_types_in_auth0s_order_the_implicit_one_among_them() {
    ServedFeatures served =
        new ServedFeatures(
            Set.of("/authorize"),
            List.of(
                "client_credentials",
                "http://auth0.com/oauth/grant-type/password-realm",
                "urn:ietf:params:oauth:grant-type:device_code",
                "password"));

    assertThat(
            AuthorizationServerMetadata.document(ISSUER, served, Document.EMPTY)
                .get("grant_types_supported"))
        .isEqualTo(
            List.of(
                "client_credentials",
                "password",
                "implicit",
                "urn:ietf:params:oauth:grant-type:device_code",
                "http://auth0.com/oauth/grant-type/password-realm"));
  }

  @Test
  void hides_the_end_session_endpoint_where_the_tenant_says_so() {
    ServedFeatures logout = new ServedFeatures(Set.of("/oidc/logout"), List.of());
    Document hidden =
        Document.of("oidc_logout", Document.of("rp_logout_end_session_endpoint_discovery", false));

    assertThat(text(logout, Document.EMPTY)).contains("end_session_endpoint");
    assertThat(text(logout, hidden)).doesNotContain("end_session_endpoint");
  }

  private static String text(ServedFeatures served, Document settings) {
    return Json.text(AuthorizationServerMetadata.document(ISSUER, served, settings));
  }
}
