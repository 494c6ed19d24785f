package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionOptionsTest {

  // Self-signed for this test, C=AT, O=Example, CN=idp.example, good until 2034-01-01.
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBUjCB+AIBATAKBggqhkjOPQQDAjA1MQswCQYDVQQGEwJBVDEQMA4GA1UECgwH
      RXhhbXBsZTEUMBIGA1UEAwwLaWRwLmV4YW1wbGUwHhcNMjQwMTAxMDAwMDAwWhcN
      MzQwMTAxMDAwMDAwWjA1MQswCQYDVQQGEwJBVDEQMA4GA1UECgwHRXhhbXBsZTEU
      MBIGA1UEAwwLaWRwLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARY
      A0sa2jcRjPUiPSeAOJTkle+O2ymYR1hXdp45Q7m2g66mn1/Fw/zh9T1kxqdg2hxI
      H9saO6coPZfxvy4sJyk3MAoGCCqGSM49BAMCA0kAMEYCIQCtqY/BRmahqFBO8N9T
      s46u53wNqOtg8H31OuzrbzAycgIhAPIFzCUGm24bd5YpQWo8iB7uWcGLGgXvZxHC
      xGRhmYeI
      -----END CERTIFICATE-----
      """;

  private final ConnectionOptions options =
      new ConnectionOptions("tenant.example", RandomIdSource.seeded(7));

  @Test
  void completes_the_options_of_a_database() {
    Document stored = options.created("auth0", Document.EMPTY);

    assertThat(stored.string("passwordPolicy")).contains("good");
    assertThat(stored.object("mfa").orElseThrow().flag("return_enroll_settings", false)).isTrue();
    assertThat(stored.flag("brute_force_protection", false)).isTrue();
    assertThat(stored.object("authentication_methods").orElseThrow().asMap())
        .containsOnlyKeys("password", "passkey");
  }

  @Test
  void completes_the_parts_of_password_options_that_are_not_sent() {
    Document sent =
        Document.of("password_options", Document.of("history", Document.of("active", true)));

    Document stored = options.created("auth0", sent).object("password_options").orElseThrow();

    assertThat(stored.object("history").orElseThrow().asMap())
        .isEqualTo(Map.of("active", true, "size", 3L));
    assertThat(stored.object("complexity").orElseThrow().number("min_length")).contains(15L);
  }

  @Test
  void turns_googles_users_api_on_by_an_update_that_does_not_say() {
    Document made = options.created("google-apps", Document.EMPTY);
    Document off = made.with("api_enable_users", false);
    Document sent = Document.of("tenant_domain", "example.com");

    assertThat(made.has("api_enable_users")).isFalse();
    assertThat(options.updated("google-apps", made, sent).flag("api_enable_users", false)).isTrue();
    assertThat(options.updated("google-apps", off, sent).flag("api_enable_users", true)).isFalse();
  }

  @Test
  void keeps_how_people_log_in_when_a_database_gets_other_options() {
    Document before =
        options.created(
            "auth0",
            Document.of(
                "authentication_methods",
                Document.of("passkey", Document.of("enabled", true)),
                "disable_signup",
                true));

    Document stored = options.updated("auth0", before, Document.of("passwordPolicy", "excellent"));

    assertThat(stored.get("authentication_methods"))
        .isEqualTo(before.get("authentication_methods"));
    assertThat(stored.has("disable_signup")).isFalse();
    assertThat(stored.has("mfa")).isFalse();
  }

  @Test
  void never_shows_the_settings_of_custom_scripts_again() {
    Document sent = Document.of("configuration", Document.of("db_password", "s3cret"));

    Document stored = options.created("auth0", sent);
    Document again = options.updated("auth0", stored, stored);

    assertThat(stored.object("configuration").orElseThrow().string("db_password", ""))
        .hasSizeGreaterThan(100)
        .doesNotContain("s3cret");
    assertThat(again.get("configuration")).isEqualTo(stored.get("configuration"));
  }

  @ParameterizedTest
  @CsvSource({
    "google-oauth2, calendar, 'https://www.googleapis.com/auth/calendar email profile'",
    "google-oauth2, gmail_readonly, 'https://www.googleapis.com/auth/gmail.readonly email profile'",
    "google-apps, ext_groups, email profile",
    "github, email, user:email",
    "github, read_repo_hook, read:repo_hook",
    "github, public_repo, public_repo",
    "linkedin, email, r_emailaddress r_basicprofile",
    "line, email, openid email profile",
    "salesforce, nothing_true, nothing_true"
  })
  void works_out_the_scope_of_a_social_connection(String strategy, String flag, String scope) {
    Document stored = options.created(strategy, Document.of(flag, true));

    assertThat(stored.strings("scope")).isEqualTo(List.of(scope.split(" ")));
  }

  @Test
  void joins_scopes_as_the_provider_writes_them() {
    Document facebook =
        options.created("facebook", Document.of("email", true, "public_profile", true));
    Document apple = options.created("apple", Document.of("name", true, "email", true));

    assertThat(facebook.string("scope")).contains("email,public_profile");
    assertThat(apple.string("scope")).contains("name email");
  }

  @Test
  void fills_in_the_endpoints_of_an_okta_domain() {
    Document stored =
        options.created("okta", Document.of("domain", "acme.okta.com", "token_endpoint", null));

    assertThat(stored.string("token_endpoint")).contains("https://acme.okta.com/oauth2/v1/token");
    assertThat(stored.string("type")).contains("back_channel");
  }

  @Test
  void turns_pkce_off_when_an_update_does_not_name_it() {
    Document created = options.created("oidc", Document.of("issuer", "https://idp.example"));
    Document updated =
        options.updated("oidc", created, Document.of("issuer", "https://idp.example"));

    assertThat(created.object("connection_settings").orElseThrow().string("pkce")).contains("auto");
    assertThat(updated.object("connection_settings").orElseThrow().string("pkce"))
        .contains("disabled");
  }

  @Test
  void puts_what_saml_metadata_say_in_their_place() {
    String metadata =
        "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'>"
            + "<md:IDPSSODescriptor>"
            + "<md:SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'"
            + " Location='https://idp.example/in'/>"
            + "<md:SingleLogoutService Location='https://idp.example/out'/>"
            + "</md:IDPSSODescriptor></md:EntityDescriptor>";

    Document stored = options.created("samlp", Document.of("metadataXml", metadata));

    assertThat(stored.has("metadataXml")).isFalse();
    assertThat(stored.string("signInEndpoint")).contains("https://idp.example/in");
    assertThat(stored.string("signOutEndpoint")).contains("https://idp.example/out");
    assertThat(stored.string("bindingMethod"))
        .contains("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
  }

  @ParameterizedTest
  @CsvSource({"samlp, true", "pingfederate, false"})
  void describes_the_certificate_a_provider_signs_with(String strategy, boolean kept) {
    Document stored = options.created(strategy, Document.of("signingCert", CERTIFICATE));

    assertThat(stored.string("expires")).contains("2034-01-01T00:00:00.000Z");
    assertThat(stored.object("subject").orElseThrow().asMap())
        .isEqualTo(
            Map.of(
                "countryName", "AT",
                "organizationName", "Example",
                "commonName", "idp.example"));
    assertThat(stored.strings("thumbprints")).hasSize(1).first().asString().hasSize(40);
    assertThat(stored.has("signingCert")).isEqualTo(kept);
  }

  @Test
  void takes_metadata_and_certificates_that_are_none_as_they_are() {
    Document stored =
        options.created(
            "samlp", Document.of("signingCert", "no certificate", "metadataXml", "<!DOCTYPE a><a"));

    assertThat(stored.string("signingCert")).contains("no certificate");
    assertThat(stored.has("expires")).isFalse();
  }
}
