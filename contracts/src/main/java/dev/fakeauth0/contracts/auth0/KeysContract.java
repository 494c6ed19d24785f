package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The signing keys and their rotation (RFC 7517; Auth0 docs, "Signing Keys"). */
@SuppressWarnings("MemberName") // Sentences.
final class KeysContract {

  private static final String JWKS = "/.well-known/jwks.json";

  private final Tenant tenant;

  KeysContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(F2)
  void publishes_the_current_key_and_the_next_one() {
    assertThat(SigningKeys.of(tenant).ids()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2);
  }

  @NotYetVerified(F2)
  void publishes_the_current_key_first() {
    assertThat(SigningKeys.of(tenant).ids().get(0)).isEqualTo(token().header().get("kid"));
  }

  @NotYetVerified(F2)
  void describes_each_key_in_full() {
    for (Map<String, Object> key : SigningKeys.of(tenant).keys()) {
      assertThat(key.keySet())
          .containsExactlyInAnyOrder("kty", "use", "n", "e", "kid", "x5t", "x5c", "alg");
      assertThat(key)
          .containsEntry("kty", "RSA")
          .containsEntry("use", "sig")
          .containsEntry("e", "AQAB")
          .containsEntry("alg", "RS256");
    }
  }

  @NotYetVerified(F2)
  void has_rsa_keys_of_2048_bits() {
    for (Map<String, Object> key : SigningKeys.of(tenant).keys()) {
      RSAPublicKey rsa = (RSAPublicKey) SigningKeys.publicKey(key);
      assertThat(rsa.getModulus().bitLength()).isEqualTo(2048);
    }
  }

  @NotYetVerified(F2)
  void certifies_each_key_and_no_other() {
    for (Map<String, Object> key : SigningKeys.of(tenant).keys()) {
      assertThat(Json.texts(key, "x5c")).hasSize(1);
      assertThat(SigningKeys.certificate(key).getPublicKey())
          .as("the key in x5c of %s", key.get("kid"))
          .isEqualTo(SigningKeys.publicKey(key));
    }
  }

  @NotYetVerified(F2)
  void certifies_itself_under_the_name_of_the_tenant() {
    for (Map<String, Object> key : SigningKeys.of(tenant).keys()) {
      var certificate = SigningKeys.certificate(key);
      assertThat(certificate.getSubjectX500Principal())
          .isEqualTo(certificate.getIssuerX500Principal());
      assertThat(certificate.getSubjectX500Principal().getName()).startsWith("CN=");
      assertThat(certificate.getSigAlgName()).isEqualToIgnoringCase("SHA256withRSA");
    }
  }

  @NotYetVerified(F2)
  void names_each_certificate_by_its_thumbprint() throws GeneralSecurityException {
    for (Map<String, Object> key : SigningKeys.of(tenant).keys()) {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(SigningKeys.certificate(key).getEncoded());
      assertThat(key.get("x5t"))
          .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(sha1));
    }
  }

  @NotYetVerified(F)
  void serves_them_to_everybody() {
    Reply reply = tenant.get(JWKS).header("Origin", "https://fa0-contract.example").send();

    assertThat(reply)
        .hasStatus(200)
        .hasHeader("Content-Type", "application/json; charset=utf-8")
        .hasHeader("Access-Control-Allow-Origin", "*");
  }

  @NotYetVerified(F2)
  void lets_them_be_cached_for_fifteen_seconds() {
    assertThat(tenant.get(JWKS).send())
        .hasHeader(
            "Cache-Control", "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400");
  }

  @NotYetVerified(D)
  @Needs(Need.KEY_ROTATION)
  void signs_with_the_next_key_after_a_rotation() {
    List<String> before = SigningKeys.of(tenant).ids();

    Reply rotated = tenant.management().call("POST", "/keys/signing/rotate").send();

    assertThat(rotated).hasStatus(201);
    AccessToken token = token();
    SigningKeys after = SigningKeys.of(tenant);
    assertThat(token.header().get("kid")).isEqualTo(before.get(1)).isEqualTo(after.ids().get(0));
    assertThat(after.verify(token)).isTrue();
  }

  @NotYetVerified(D)
  @Needs(Need.KEY_ROTATION)
  void keeps_the_previous_key_until_it_is_revoked() {
    AccessToken old = token();
    String kid = String.valueOf(old.header().get("kid"));
    tenant.management().call("POST", "/keys/signing/rotate").send();

    SigningKeys rotated = SigningKeys.of(tenant);
    Reply revoked = tenant.management().call("PUT", "/keys/signing/" + kid + "/revoke").send();
    tenant.management().forgetToken();
    SigningKeys after = SigningKeys.of(tenant);

    assertThat(rotated.verify(old)).isTrue();
    assertThat(rotated.ids()).contains(kid);
    assertThat(revoked).hasStatus(200);
    assertThat(after.ids()).doesNotContain(kid).hasSizeGreaterThanOrEqualTo(2);
  }

  @NotYetVerified(D)
  @Needs(Need.KEY_ROTATION)
  void does_not_revoke_the_key_in_use() {
    String kid = String.valueOf(token().header().get("kid"));

    Reply refused = tenant.management().call("PUT", "/keys/signing/" + kid + "/revoke").send();

    assertThat(refused.status()).isBetween(400, 499);
    assertThat(SigningKeys.of(tenant).ids()).contains(kid);
  }

  @NotYetVerified(D)
  @Needs(Need.KEY_ROTATION)
  void lists_its_keys_to_who_manages_them() {
    List<Map<String, Object>> listed = Json.objects(tenant.management().get("/keys/signing"));

    assertThat(listed).anySatisfy(key -> assertThat(key).containsEntry("current", true));
    assertThat(listed).anySatisfy(key -> assertThat(key).containsEntry("next", true));
    assertThat(listed).allSatisfy(key -> assertThat(key).containsKeys("kid", "cert", "pkcs7"));
  }

  private AccessToken token() {
    Application machine = tenant.fixtures().machine();
    return tenant.granted(tenant.token(machine.tokenRequest(tenant.fixtures().api().identifier())));
  }
}
