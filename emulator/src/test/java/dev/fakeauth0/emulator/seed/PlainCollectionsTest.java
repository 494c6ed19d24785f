package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainCollectionsTest {

  private static final String SEED =
      """
      userAttributeProfiles:
        - name: staff
          user_attributes: {}
      selfServiceProfiles:
        - name: sso
          allowed_strategies: [oidc]
      customDomains:
        - domain: login.example.com
          type: auth0_managed_certs
      pages:
        - name: login
          html: <html>Login</html>
          enabled: true
        - name: error_page
          html: <html>Error</html>
          show_log_link: false
          url: https://example.com/error
      """;

  @Test
  void they_are_kept_where_the_management_api_looks() {
    TenantState state = Seeded.state(seed(SEED));

    assertThat(state.collection("user-attribute-profiles").all())
        .singleElement()
        .satisfies(
            profile -> {
              assertThat(profile.id()).matches("uap_[A-Za-z0-9]{22}");
              assertThat(profile.document().string("name")).contains("staff");
            });
    assertThat(state.collection("self-service-profiles").all()).hasSize(1);
    assertThat(state.collection("custom-domains").all()).hasSize(1);
    assertThat(state.singleton("clients/global").orElseThrow().string("custom_login_page"))
        .contains("<html>Login</html>");
    assertThat(state.settings().object("error_page").orElseThrow().string("url"))
        .contains("https://example.com/error");
  }

  @Test
  void they_are_written_as_they_were_read() {
    TenantState state = Seeded.state(seed(SEED));

    String written = SeedExport.yaml(state, List.of());

    assertThat(SeedExport.yaml(Seeded.state(seed(written)), List.of())).isEqualTo(written);
    assertThat(SeedExport.deployCliYaml(state))
        .contains("pages:", "name: error_page", "customDomains:", "domain: login.example.com")
        .doesNotContain("custom_domain_id", "uap_");
  }

  private static SeedDocument seed(String yaml) {
    return SeedDocument.read("tenant.yaml", yaml, SeedOptions.plain());
  }
}
