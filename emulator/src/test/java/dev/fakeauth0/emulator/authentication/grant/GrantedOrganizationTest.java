package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantedOrganizationTest {

  private static final String API = "https://api.example.com";

  @Test
  void binds_the_token_to_the_organization_asked_for() {
    TokenDoor door = door("allow", false, "cgr_m2m");

    door.asM2m("audience", API, "organization", "org_1");

    assertThat(door.granted().organization().map(Organization::id)).contains("org_1");
    assertThat(door.granted().namesOrganization()).isFalse();
  }

  @Test
  void binds_none_where_none_is_asked_for_and_none_required() {
    TokenDoor door = door("allow", false, "cgr_m2m");

    door.asM2m("audience", API);

    assertThat(door.granted().organization()).isEqualTo(Optional.empty());
  }

  @Test
  void needs_no_association_where_the_grant_allows_any_organization() {
    TokenDoor door = door("require", true);

    door.asM2m("audience", API, "organization", "org_1");

    assertThat(door.granted().organization()).isPresent();
  }

  @Test
  void takes_the_default_of_the_client_where_one_is_required() {
    TokenDoor door = doorWithDefault("client_credentials");

    door.asM2m("audience", API);

    assertThat(door.granted().organization().map(Organization::id)).contains("org_1");
  }

  @Test
  void takes_no_default_that_is_for_other_flows() {
    TokenDoor door = doorWithDefault("other");

    door.asM2m("audience", API);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.ORGANIZATION_REQUIRED);
  }

  @Test
  void takes_a_name_in_any_case_and_says_it_where_the_tenant_allows_names() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft -> {
              draft.put(aGrant("cgr_m2m", "m2m", API, "organization_usage", "allow"));
              draft.put(anOrganization("org_1", "acme", "cgr_m2m"));
              draft.settings(Document.of("allow_organization_name_in_authentication_api", true));
            });

    door.asM2m("audience", API, "organization", "ACME");

    assertThat(door.granted().organization().map(Organization::id)).contains("org_1");
    assertThat(door.granted().namesOrganization()).isTrue();
  }

  @Test
  void refuses_an_organization_of_another_grant() {
    TokenDoor door = door("allow", false, "cgr_other");

    door.asM2m("audience", API, "organization", "org_1");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.ORGANIZATION_DENIED);
  }

  private static TokenDoor door(String usage, boolean any, String... associated) {
    return TokenDoor.withM2m(
        draft -> {
          draft.put(
              aGrant(
                  "cgr_m2m",
                  "m2m",
                  API,
                  "organization_usage",
                  usage,
                  "allow_any_organization",
                  any));
          draft.put(anOrganization("org_1", "acme", associated));
        });
  }

  private static TokenDoor doorWithDefault(String flow) {
    return TokenDoor.withM2m(
        draft -> {
          draft.put(
              aClient(
                  "m2m",
                  "client_secret",
                  "m2m-secret",
                  "default_organization",
                  Map.of("organization_id", "org_1", "flows", List.of(flow))));
          draft.put(aGrant("cgr_m2m", "m2m", API, "organization_usage", "require"));
          draft.put(anOrganization("org_1", "acme", "cgr_m2m"));
        });
  }
}
