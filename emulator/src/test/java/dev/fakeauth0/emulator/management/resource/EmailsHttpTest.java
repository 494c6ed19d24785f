package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailsHttpTest {

  private static final String SMTP =
      """
      {"name": "smtp", "enabled": true, "default_from_address": "no-reply@example.com",
       "credentials": {"smtp_host": "smtp.example.com", "smtp_port": 587, "smtp_user": "user",
                       "smtp_pass": "hush"}}
      """;

  private static final String TEMPLATE =
      """
      {"template": "verify_email", "body": "<html></html>", "from": "a@example.com",
       "subject": "Verify", "syntax": "liquid", "enabled": true}
      """;

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void has_one_provider_and_shows_no_password_of_it() {
    var created = tenant.post("emails/provider", SMTP);
    var read = tenant.get("emails/provider");
    tenant.delete("emails/provider");

    var gone = tenant.get("emails/provider");

    assertThat(created.status()).isEqualTo(201);
    assertThat(read.text()).contains("smtp.example.com").doesNotContain("hush");
    assertThat(gone.string("errorCode")).isEqualTo("inexistent_email_provider");
    assertThat(gone.string("message")).isEqualTo("There is not a configured email provider");
  }

  @Test
  void refuses_a_template_that_is_there() {
    tenant.post("email-templates", TEMPLATE);

    var refused = tenant.post("email-templates", TEMPLATE);

    assertThat(refused.text())
        .isEqualTo(
            "{\"statusCode\":409,\"error\":\"Conflict\","
                + "\"message\":\"Template verify_email already exists.\"}");
  }

  @Test
  void changes_a_template_in_part() {
    tenant.post("email-templates", TEMPLATE);

    var patched = tenant.patch("email-templates/verify_email", "{\"subject\": \"Hello\"}");

    assertThat(patched.string("subject")).isEqualTo("Hello");
    assertThat(patched.string("from")).isEqualTo("a@example.com");
    assertThat(tenant.get("email-templates/welcome_email").string("errorCode"))
        .isEqualTo("inexistent_email_template");
  }
}
