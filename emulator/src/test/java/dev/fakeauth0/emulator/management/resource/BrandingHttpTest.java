package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrandingHttpTest {

  private static final String PAGE =
      "{\"template\": \"<html>{%- auth0:head -%}{%- auth0:widget -%}</html>\"}";

  private static final String PROVIDER =
      """
      {"name": "twilio", "disabled": false,
       "configuration": {"sid": "sid", "default_from": "+123", "delivery_methods": ["text"]},
       "credentials": {"auth_token": "hush"}}
      """;

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void takes_away_what_is_set_to_null() {
    tenant.patch(
        "branding",
        """
        {"logo_url": "https://example.com/logo.png",
         "font": {"url": "https://example.com/font.ttf"}}
        """);

    var patched = tenant.patch("branding", "{\"font\": null}");

    assertThat(patched.document().has("font")).isFalse();
    assertThat(tenant.get("branding").document().string("logo_url"))
        .contains("https://example.com/logo.png");
  }

  @Test
  void keeps_the_login_page_template_until_it_is_deleted() {
    var first = tenant.put("branding/templates/universal-login", PAGE);
    var second = tenant.put("branding/templates/universal-login", PAGE);
    var read = tenant.get("branding/templates/universal-login");
    tenant.delete("branding/templates/universal-login");

    var gone = tenant.get("branding/templates/universal-login");

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(204);
    assertThat(read.string("body")).contains("auth0:widget");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.string("errorCode")).isEqualTo("inexistent_templates_universal_login");
  }

  @Test
  void resets_the_texts_of_a_phone_template() {
    String id =
        tenant
            .post(
                "branding/phone/templates",
                """
                {"type": "otp_verify", "disabled": false,
                 "content": {"from": "+123", "body": {"text": "mine", "voice": "mine"}}}
                """)
            .string("id");

    var reset = tenant.patch("branding/phone/templates/" + id + "/reset", "{}");

    assertThat(reset.status()).isEqualTo(200);
    assertThat(reset.text()).contains("is your verification code").contains("+123");
  }

  @Test
  void shows_a_phone_templates_sender_only_where_one_was_set() {
    var made =
        tenant.post(
            "branding/phone/templates",
            """
            {"type": "blocked_account", "content": {"body": {"text": "no", "voice": "no"}}}
            """);
    tenant.post(
        "branding/phone/templates",
        """
        {"type": "otp_verify",
         "content": {"from": "+15550100", "body": {"text": "yes", "voice": "yes"}}}
        """);

    var listed = tenant.get("branding/phone/templates");

    assertThat(made.document().object("content").orElseThrow().asMap())
        .containsOnlyKeys("syntax", "body");
    assertThat(listed.document().objects("templates"))
        .allSatisfy(
            template ->
                assertThat(template.object("content").orElseThrow().has("from"))
                    .isEqualTo(template.string("type", "").equals("otp_verify")));
  }

  @Test
  void has_one_phone_provider_and_does_not_show_its_credentials() {
    var created = tenant.post("branding/phone/providers", PROVIDER);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.document().string("channel")).contains("phone");
    assertThat(created.text()).doesNotContain("hush");
    assertThat(tenant.post("branding/phone/providers", PROVIDER).text())
        .isEqualTo(
            "{\"statusCode\":400,\"error\":\"Bad Request\","
                + "\"message\":\"Bad Operation on Notification Resource\"}");
  }
}
