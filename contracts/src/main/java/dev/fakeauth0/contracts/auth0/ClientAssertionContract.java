package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Clients that prove who they are with a key (RFC 7523; Auth0 docs, "Authenticate with Private Key
 * JWT"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class ClientAssertionContract {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Tenant tenant;

  ClientAssertionContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-08-11", by = RECORDING)
  void takes_an_assertion_for_a_secret() {
    PrivateKey key = PrivateKey.generate();
    Application client = clientOf(key);

    assertThat(asked(client, key.assertion(client, tenant.issuer(), tenant.now()))).isToken();
  }

  @NotYetVerified(OPEN)
  void refuses_an_assertion_by_another_key() {
    Application client = clientOf(PrivateKey.generate());
    String assertion = PrivateKey.generate().assertion(client, tenant.issuer(), tenant.now());

    assertRefused(asked(client, assertion));
  }

  @NotYetVerified(OPEN)
  void refuses_an_assertion_that_has_ended() {
    PrivateKey key = PrivateKey.generate();
    Application client = clientOf(key);
    String assertion = key.assertion(client, tenant.issuer(), tenant.now().minusSeconds(3600));

    assertRefused(asked(client, assertion));
  }

  @NotYetVerified(OPEN)
  void refuses_an_assertion_for_somebody_else() {
    PrivateKey key = PrivateKey.generate();
    Application client = clientOf(key);
    String assertion = key.assertion(client, "https://other.example/", tenant.now());

    assertRefused(asked(client, assertion));
  }

  @NotYetVerified(D)
  void refuses_an_assertion_the_second_time() {
    PrivateKey key = PrivateKey.generate();
    Application client = clientOf(key);
    String assertion = key.assertion(client, tenant.issuer(), tenant.now());

    Reply first = asked(client, assertion);
    Reply second = asked(client, assertion);

    assertThat(first).isToken();
    assertRefused(second);
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply).isOAuthError(401, "invalid_client");
    assertThat(Json.text(Json.object(reply), "error_description"))
        .startsWith("Failed to verify assertion");
  }

  private Application clientOf(PrivateKey key) {
    Application client =
        tenant
            .fixtures()
            .application(
                Json.of(
                    "app_type",
                    "non_interactive",
                    "oidc_conformant",
                    true,
                    "grant_types",
                    List.of("client_credentials"),
                    "client_authentication_methods",
                    Map.of(
                        "private_key_jwt",
                        Map.of(
                            "credentials",
                            List.of(
                                Json.of(
                                    "name", "fa0-contract",
                                    "credential_type", "public_key",
                                    "pem", key.pem(),
                                    "alg", "RS256"))))));
    Api api = tenant.fixtures().api();
    tenant.fixtures().grant(client, api, api.granted());
    return client;
  }

  private Reply asked(Application client, String assertion) {
    return tenant.token(
        "grant_type",
        "client_credentials",
        "client_id",
        client.clientId(),
        "client_assertion_type",
        TYPE,
        "client_assertion",
        assertion,
        "audience",
        tenant.fixtures().api().identifier());
  }
}
