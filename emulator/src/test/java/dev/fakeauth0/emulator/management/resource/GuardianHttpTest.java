package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardianHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void turns_a_factor_on_and_lists_it_so() {
    var set = tenant.put("guardian/factors/otp", "{\"enabled\": true}");

    var factors = tenant.get("guardian/factors").documents();
    assertThat(set.text()).isEqualTo("{\"enabled\":true}");
    assertThat(factors)
        .extracting(factor -> factor.string("name", ""))
        .containsExactly(
            "sms",
            "push-notification",
            "otp",
            "email",
            "duo",
            "webauthn-roaming",
            "webauthn-platform",
            "recovery-code");
    assertThat(factors)
        .filteredOn(factor -> factor.flag("enabled", false))
        .extracting(factor -> factor.string("name", ""))
        .containsExactly("otp");
  }

  @Test
  void sets_the_policies_as_they_are_sent() {
    tenant.put("guardian/policies", "[\"all-applications\"]");

    assertThat(tenant.get("guardian/policies").text()).isEqualTo("[\"all-applications\"]");
  }

  @Test
  void reads_a_push_provider_without_its_secret() {
    tenant.put(
        "guardian/factors/push-notification/providers/sns",
        """
        {"aws_access_key_id": "id", "aws_secret_access_key": "hush", "aws_region": "us-west-1",
         "sns_apns_platform_application_arn": "a", "sns_gcm_platform_application_arn": "b"}
        """);

    var read = tenant.get("guardian/factors/push-notification/providers/sns");

    assertThat(read.document().string("aws_region")).contains("us-west-1");
    assertThat(read.text()).doesNotContain("hush");
  }

  @Test
  void knows_nothing_of_an_enrollment_that_nobody_made() {
    var refused = tenant.get("guardian/enrollments/dev_0000000000000001");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.document().string("errorCode")).contains("enrollment_not_found");
  }
}
