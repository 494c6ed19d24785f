package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * Access tokens that their API alone can read (Auth0 docs, "JSON Web Encryption", "Configure JSON
 * Web Encryption"). On plans that have it.
 */
@SuppressWarnings("MemberName") // Sentences.
final class TokenEncryptionContract {

  private static final String RSA_OAEP_256 = "RSA-OAEP-256";
  private static final String KID = "fa0-contract-key";

  private final Tenant tenant;
  private final PrivateKey key = PrivateKey.generate();

  TokenEncryptionContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(D)
  void answers_as_for_other_apis_with_an_encrypted_token() {
    Reply reply = asked(api(RSA_OAEP_256, Map.of()));

    assertThat(reply)
        .hasStatus(200)
        .hasMember("token_type", "Bearer")
        .hasMember("expires_in", 86400L);
    assertThat(Json.text(Json.object(reply), "access_token").split("\\.", -1)).hasSize(5);
  }

  @NotYetVerified(D)
  void encrypts_by_each_algorithm_that_a_key_may_have() {
    for (String algorithm : List.of(RSA_OAEP_256, "RSA-OAEP-384", "RSA-OAEP-512")) {
      String token = token(api(algorithm, Map.of()));

      assertThat(PrivateKey.header(token))
          .containsEntry("alg", algorithm)
          .containsEntry("enc", "A256GCM");
    }
  }

  @NotYetVerified(D)
  void encrypts_what_the_tenant_signed() {
    Api api = api(RSA_OAEP_256, Map.of());
    Application machine = grantedFor(api);

    AccessToken inner = key.opened(token(api, machine));

    assertThat(inner.header()).containsEntry("alg", "RS256").containsEntry("typ", "JWT");
    assertThat(SigningKeys.of(tenant).verify(inner)).isTrue();
    assertThat(inner.claims())
        .containsEntry("iss", tenant.issuer())
        .containsEntry("aud", api.identifier())
        .containsEntry("sub", machine.clientId() + "@clients")
        .containsEntry("azp", machine.clientId());
  }

  @NotYetVerified(D)
  void names_the_key_that_has_an_id() {
    String token = token(api(RSA_OAEP_256, Map.of("kid", KID)));

    assertThat(PrivateKey.header(token)).containsEntry("kid", KID);
  }

  @NotYetVerified(D)
  void names_no_key_that_has_no_id() {
    String token = token(api(RSA_OAEP_256, Map.of()));

    assertThat(PrivateKey.header(token)).doesNotContainKey("kid");
  }

  @VerifiedAgainstAuth0(on = "2025-08-29", by = RECORDING)
  void tells_all_of_the_key_but_the_key_itself() {
    String name = tenant.fixtures().newName("api");

    Map<String, Object> made =
        tenant
            .fixtures()
            .makeWhereTaken(
                "/resource-servers",
                Json.with(
                    Json.of("name", name, "identifier", "https://" + name + ".example/"),
                    encryption(RSA_OAEP_256, Map.of("kid", KID, "name", "fa0-contract"))));

    assertThat(Json.object(made, "token_encryption"))
        .isEqualTo(
            Json.of(
                "format",
                "compact-nested-jwe",
                "encryption_key",
                Json.of("name", "fa0-contract", "alg", RSA_OAEP_256, "kid", KID)));
  }

  /** An API with this key. */
  private Api api(String algorithm, Map<String, ?> more) {
    return tenant.fixtures().apiWhereTaken(encryption(algorithm, more));
  }

  private Map<String, Object> encryption(String algorithm, Map<String, ?> more) {
    return Json.of(
        "token_encryption",
        Json.of(
            "format",
            "compact-nested-jwe",
            "encryption_key",
            Json.with(Json.of("alg", algorithm, "pem", key.pem()), more)));
  }

  private Application grantedFor(Api api) {
    Application machine = tenant.fixtures().machine(Map.of());
    tenant.fixtures().grant(machine, api, api.granted());
    return machine;
  }

  private Reply asked(Api api) {
    return asked(api, grantedFor(api));
  }

  private Reply asked(Api api, Application machine) {
    return tenant.token(machine.tokenRequest(api.identifier()));
  }

  private String token(Api api) {
    return token(api, grantedFor(api));
  }

  private String token(Api api, Application machine) {
    return Json.text(Json.object(asked(api, machine)), "access_token");
  }
}
