package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.net.URI;
import java.util.Map;

/** The metadata of the authorization server (RFC 8414; OpenID Connect Discovery 1.0 section 4). */
@SuppressWarnings("MemberName") // Sentences.
final class DiscoveryContract {

  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private final Tenant tenant;

  DiscoveryContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(F2)
  void ends_the_issuer_in_a_slash() {
    assertThat(metadata()).containsEntry("issuer", tenant.issuer());
  }

  @NotYetVerified(F2)
  void serves_the_same_metadata_for_oauth() {
    Reply openid = tenant.get(OPENID).send();
    Reply oauth = tenant.get(OAUTH).send();

    assertThat(oauth).hasStatus(200);
    assertThat(oauth.body()).isEqualTo(openid.body());
  }

  @NotYetVerified(F2)
  void names_the_endpoints_below_the_issuer() {
    Map<String, Object> metadata = metadata();

    assertThat(metadata)
        .containsEntry("authorization_endpoint", tenant.issuer() + "authorize")
        .containsEntry("token_endpoint", tenant.issuer() + "oauth/token")
        .containsEntry("device_authorization_endpoint", tenant.issuer() + "oauth/device/code")
        .containsEntry("userinfo_endpoint", tenant.issuer() + "userinfo")
        .containsEntry("mfa_challenge_endpoint", tenant.issuer() + "mfa/challenge")
        .containsEntry("jwks_uri", tenant.issuer() + ".well-known/jwks.json")
        .containsEntry("registration_endpoint", tenant.issuer() + "oidc/register")
        .containsEntry("revocation_endpoint", tenant.issuer() + "oauth/revoke");
  }

  @NotYetVerified(D)
  void names_no_introspection_endpoint() {
    assertThat(metadata()).doesNotContainKey("introspection_endpoint");
  }

  @NotYetVerified(D)
  void serves_every_endpoint_it_names() {
    metadata()
        .forEach(
            (name, value) -> {
              if (name.endsWith("_endpoint")) {
                assertThat(served(URI.create(String.valueOf(value))))
                    .as("%s, %s, is served", name, value)
                    .isTrue();
              }
            });
  }

  @NotYetVerified(F)
  void says_that_it_is_json_for_everybody() {
    Reply reply = tenant.get(OPENID).header("Origin", "https://fa0-contract.example").send();

    assertThat(reply)
        .hasHeader("Content-Type", "application/json; charset=utf-8")
        .hasHeader("Access-Control-Allow-Origin", "*");
  }

  @NotYetVerified(F2)
  void may_be_cached_for_fifteen_seconds() {
    assertThat(tenant.get(OPENID).send())
        .hasHeader(
            "Cache-Control", "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400");
  }

  private Map<String, Object> metadata() {
    Reply reply = tenant.get(OPENID).send();
    assertThat(reply).hasStatus(200);
    return Json.object(reply);
  }

  /** Whether an endpoint is there, by the one method it takes or the other. */
  private boolean served(URI endpoint) {
    return tenant.call("GET", endpoint).send().status() != 404
        || tenant.call("POST", endpoint).form(Map.of()).send().status() != 404;
  }
}
