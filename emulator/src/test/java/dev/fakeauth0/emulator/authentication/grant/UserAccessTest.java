package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.ADA;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserAccessTest {

  private static final Client WEB =
      aClient("web", "grant_types", List.of("authorization_code", "refresh_token"));

  private final TokenDoor door =
      TokenDoor.of(
          draft -> {
            draft.put(WEB);
            draft.put(anApi(API, "allow_offline_access", true));
            draft.put("users", ADA, Document.of("user_id", ADA));
          });

  @Test
  void grants_scopes_of_the_api_and_of_openid_connect_in_the_order_they_were_asked_for() {
    UserAuthorization granted =
        granted(asked(WEB).scope("admin openid unknown offline_access read:messages"));

    assertThat(granted.scope())
        .containsExactly("admin", "openid", "offline_access", "read:messages");
    assertThat(granted.audience()).contains(API);
    assertThat(granted.requestedScope())
        .contains("admin openid unknown offline_access read:messages");
  }

  @Test
  void grants_no_scope_where_none_is_asked_for_on_a_page_and_all_of_the_api_without_one() {
    UserAuthorization onPage = granted(asked(WEB));
    UserAuthorization directly =
        value(UserAccess.decideDirectly(asked(WEB).build(), door.tenant().state()));

    assertThat(onPage.scope()).isEmpty();
    assertThat(directly.scope()).containsExactly("read:messages", "write:messages", "admin");
  }

  @Test
  void tells_all_of_the_user_to_who_asks_for_openid_without_a_page_and_without_an_api() {
    UserAuthorization granted =
        value(
            UserAccess.decideDirectly(
                asked(WEB).audience(Optional.empty()).scope("openid").build(),
                door.tenant().state()));

    assertThat(granted.scope()).containsExactly("openid", "profile", "email", "address", "phone");
    assertThat(granted.audience()).isEmpty();
  }

  @Test
  void needs_no_api_and_takes_userinfo_for_none() {
    assertThat(granted(asked(WEB).audience(Optional.empty())).audience()).isEmpty();
    assertThat(granted(asked(WEB).audience(Optional.of(ISSUER + "userinfo"))).audience()).isEmpty();
  }

  @Test
  void takes_the_default_audience_of_the_tenant() {
    change(draft -> draft.settings(Document.of("default_audience", API)));

    assertThat(granted(asked(WEB).audience(Optional.empty())).audience()).contains(API);
  }

  @Test
  void takes_the_resource_only_with_the_compatibility_profile() {
    Asking asking = asked(WEB).audience(Optional.empty()).resource(API);

    UserAuthorization without = granted(asking);
    change(draft -> draft.settings(Document.of("resource_parameter_profile", "compatibility")));
    UserAuthorization with = granted(asking);

    assertThat(without.audience()).isEmpty();
    assertThat(with.audience()).contains(API);
  }

  @Test
  void refuses_an_api_that_does_not_exist() {
    assertThat(refused(asked(WEB).audience(Optional.of(API + "/"))))
        .isEqualTo(RefusalReason.UNKNOWN_AUDIENCE);
  }

  @Test
  void refuses_an_api_that_lets_no_application_in_for_users() {
    change(draft -> draft.put(anApi(API, "subject_type_authorization", policy("deny_all"))));

    assertThat(refused(asked(WEB))).isEqualTo(RefusalReason.API_ACCESS_DENIED);
  }

  @Test
  void asks_for_a_client_grant_for_users_where_the_api_does_and_narrows_to_it() {
    change(
        draft -> {
          draft.put(anApi(API, "subject_type_authorization", policy("require_client_grant")));
          draft.put(aGrant("cgr_1", "web", API));
        });
    RefusalReason without = refused(asked(WEB));
    change(draft -> draft.put(aGrant("cgr_2", "web", API, "subject_type", "user")));

    UserAuthorization with = granted(asked(WEB).scope("openid admin read:messages"));

    assertThat(without).isEqualTo(RefusalReason.CLIENT_GRANT_MISSING);
    assertThat(with.scope()).containsExactly("openid", "read:messages");
  }

  @Test
  void asks_strict_third_parties_for_a_grant_always_and_tells_them_nothing_of_the_user() {
    Client strict =
        aClient(
            "tpc",
            "is_first_party",
            false,
            "third_party_security_mode",
            "strict",
            "grant_types",
            List.of("authorization_code"));
    RefusalReason without = refused(asked(strict));
    change(
        draft ->
            draft.put(
                ClientGrant.of(
                    Document.of(
                        "id",
                        "cgr_1",
                        "audience",
                        API,
                        "default_for",
                        "third_party_clients",
                        "subject_type",
                        "user",
                        "scope",
                        List.of("read:messages")))));

    UserAuthorization with = granted(asked(strict).scope("openid email read:messages admin"));

    assertThat(without).isEqualTo(RefusalReason.CLIENT_GRANT_MISSING);
    assertThat(with.scope()).containsExactly("read:messages");
  }

  @Test
  void lets_permissive_third_parties_in_where_the_api_lets_everybody_in() {
    Client permissive = aClient("tpc", "is_first_party", false);

    assertThat(granted(asked(permissive).scope("openid admin")).scope())
        .containsExactly("openid", "admin");
  }

  @Test
  void keeps_strict_third_parties_out_of_auth0s_own_apis() {
    change(draft -> draft.put(TokenDoor.managementApi()));
    Client strict = aClient("tpc", "is_first_party", false, "third_party_security_mode", "strict");

    assertThat(refused(asked(strict).audience(Optional.of(ISSUER + "api/v2/"))))
        .isEqualTo(RefusalReason.API_ACCESS_DENIED);
  }

  @Test
  void grants_of_the_management_api_only_what_is_about_the_user() {
    change(
        draft ->
            draft.put(
                anApi(
                    dev.fakeauth0.emulator.tenant.ManagementApi.IDENTIFIER,
                    "scopes",
                    List.of(Map.of("value", "read:users"), Map.of("value", "read:current_user")))));

    assertThat(
            granted(
                    asked(WEB)
                        .audience(Optional.of(ISSUER + "api/v2/"))
                        .scope("read:users read:current_user"))
                .scope())
        .containsExactly("read:current_user");
  }

  @Test
  void narrows_to_what_the_user_may_directly_by_role_and_as_a_member() {
    Organization acme = anOrganization("org_1", "acme");
    change(
        draft -> {
          draft.put(anApi(API, "enforce_policies", true));
          draft.put(acme);
          permit(draft, Relations.USERS_PERMISSIONS, ADA, "read:messages");
          permit(draft, Relations.ROLES_PERMISSIONS, "rol_1", "write:messages");
          permit(draft, Relations.ROLES_PERMISSIONS, "rol_2", "admin");
          draft.join(Relations.USERS_ROLES, ADA, "rol_1", Document.EMPTY);
          draft.join(Relations.ORGANIZATIONS_MEMBERS, "org_1", ADA, Document.EMPTY);
          draft.join(
              Relations.MEMBERS_ROLES, Relations.member("org_1", ADA), "rol_2", Document.EMPTY);
        });

    UserAuthorization alone = granted(asked(WEB).scope("read:messages write:messages admin"));
    UserAuthorization member =
        granted(asked(WEB).scope("read:messages write:messages admin").organization(acme));

    assertThat(alone.scope()).containsExactly("read:messages", "write:messages");
    assertThat(member.scope()).containsExactly("read:messages", "write:messages", "admin");
    assertThat(member.organizationId()).contains("org_1");
  }

  @Test
  void refuses_who_is_no_member_who_is_blocked_and_who_is_gone() {
    Organization acme = anOrganization("org_1", "acme");
    change(draft -> draft.put(acme));
    RefusalReason outsider = refused(asked(WEB).organization(acme));
    change(draft -> draft.put("users", ADA, Document.of("user_id", ADA, "blocked", true)));
    RefusalReason blocked = refused(asked(WEB));
    change(draft -> draft.remove("users", ADA));
    RefusalReason gone = refused(asked(WEB));

    assertThat(List.of(outsider, blocked, gone))
        .containsExactly(
            RefusalReason.USER_NOT_IN_ORGANIZATION,
            RefusalReason.USER_BLOCKED,
            RefusalReason.USER_GONE);
  }

  @Test
  void gives_no_refresh_token_where_client_or_api_are_not_for_them() {
    Client without = aClient("app", "grant_types", List.of("authorization_code"));
    UserAuthorization byClient = granted(asked(without).scope("offline_access"));
    change(draft -> draft.put(anApi(API)));
    UserAuthorization byApi = granted(asked(WEB).scope("offline_access"));
    UserAuthorization withoutApi =
        granted(asked(WEB).audience(Optional.empty()).scope("offline_access"));

    assertThat(byClient.offline()).isFalse();
    assertThat(byApi.offline()).isFalse();
    assertThat(withoutApi.offline()).isTrue();
  }

  private static void permit(TenantDraft draft, String relation, String who, String what) {
    draft.join(relation, who, Relations.permission(API, what), Document.EMPTY);
  }

  private static Document policy(String user) {
    return Document.of("user", Document.of("policy", user));
  }

  private void change(java.util.function.Consumer<TenantDraft> change) {
    door.tenant()
        .epoch()
        .store()
        .change(
            draft -> {
              change.accept(draft);
              return draft;
            });
  }

  @Test
  void says_where_an_unknown_audience_came_from() {
    change(
        draft ->
            draft.settings(
                Document.of(
                    "resource_parameter_profile",
                    "compatibility",
                    "default_audience",
                    "https://default.example")));

    Map<String, ?> sent = facts(asked(WEB).audience(Optional.of("https://sent.example")));
    Map<String, ?> resource =
        facts(asked(WEB).audience(Optional.empty()).resource("https://resource.example"));
    Map<String, ?> fallback = facts(asked(WEB).audience(Optional.empty()));

    assertThat(sent.containsKey("audience_from")).isFalse();
    assertThat(resource.get("audience_from")).isEqualTo("resource");
    assertThat(fallback.get("audience_from")).isEqualTo("default_audience of the tenant");
  }

  @Test
  void takes_an_empty_default_audience_for_none() {
    change(draft -> draft.settings(Document.of("default_audience", "")));

    assertThat(granted(asked(WEB).audience(Optional.empty())).audience()).isEmpty();
  }

  @Test
  void says_how_an_audience_differs_from_the_one_that_was_meant() {
    change(draft -> draft.put(anApi("https://slash.example.com/")));

    assertThat(remedy(API + "/")).endsWith(": a slash too many at the end");
    assertThat(remedy("https://slash.example.com")).endsWith(": the slash at the end is missing");
    assertThat(remedy("http://api.example.com")).endsWith(": http and https differ");
    assertThat(remedy("https://API.example.com")).endsWith(": upper and lower case differ");
    assertThat(remedy("https://api.exampel.com")).endsWith(": it is spelled nearly so");
  }

  @Test
  void names_the_scopes_that_a_client_could_have_for_a_user() {
    ResourceServer api = door.tenant().state().api(API).orElseThrow();
    ResourceServer closed = anApi(API, "subject_type_authorization", policy("deny_all"));

    assertThat(scopes(api)).containsExactly("read:messages", "write:messages", "admin");
    assertThat(scopes(closed)).isEmpty();
  }

  @Test
  void names_the_audiences_that_a_client_has_grants_for_where_one_is_missing() {
    change(
        draft -> {
          draft.put(anApi(API, "subject_type_authorization", policy("require_client_grant")));
          draft.put(anApi("https://granted.example"));
          draft.put(aGrant("cgr_1", "web", "https://granted.example", "subject_type", "user"));
        });

    assertThat(facts(asked(WEB)).get("granted_audiences"))
        .isEqualTo(List.of("https://granted.example"));
  }

  private List<String> scopes(ResourceServer api) {
    return UserAccess.scopesOf(api, WEB, ADA, Optional.empty(), ISSUER, door.tenant().state());
  }

  private String remedy(String audience) {
    return diagnosis(asked(WEB).audience(Optional.of(audience))).remedies().get(0);
  }

  private Map<String, ?> facts(Asking asking) {
    return diagnosis(asking).facts();
  }

  private Diagnosis diagnosis(Asking asking) {
    return UserAccess.decide(asking.build(), door.tenant().state())
        .fold(
            granted -> {
              throw new AssertionError(granted.toString());
            },
            refusal -> refusal);
  }

  private UserAuthorization granted(Asking asking) {
    return value(UserAccess.decide(asking.build(), door.tenant().state()));
  }

  private static UserAuthorization value(Decision<UserAuthorization> decision) {
    return decision.fold(
        granted -> granted,
        refusal -> {
          throw new AssertionError(refusal.toString());
        });
  }

  private RefusalReason refused(Asking asking) {
    return UserAccess.decide(asking.build(), door.tenant().state())
        .fold(
            granted -> {
              throw new AssertionError(granted.toString());
            },
            refusal -> refusal.reason());
  }

  private Asking asked(Client client) {
    return new Asking(
        client, Optional.of(API), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What is asked for, put together. */
  private final class Asking {

    private final Client client;
    private final Optional<String> audience;
    private final Optional<String> resource;
    private final Optional<String> scope;
    private final Optional<Organization> organization;

    private Asking(
        Client client,
        Optional<String> audience,
        Optional<String> resource,
        Optional<String> scope,
        Optional<Organization> organization) {
      this.client = client;
      this.audience = audience;
      this.resource = resource;
      this.scope = scope;
      this.organization = organization;
    }

    Asking audience(Optional<String> other) {
      return new Asking(client, other, resource, scope, organization);
    }

    Asking resource(String other) {
      return new Asking(client, audience, Optional.of(other), scope, organization);
    }

    Asking scope(String other) {
      return new Asking(client, audience, resource, Optional.of(other), organization);
    }

    Asking organization(Organization other) {
      return new Asking(client, audience, resource, scope, Optional.of(other));
    }

    UserAccess.Asked build() {
      return new UserAccess.Asked(
          client,
          new Login(ADA, "db", Keys.NOW, List.of("pwd"), Optional.empty()),
          audience,
          resource,
          scope,
          organization,
          false,
          Optional.empty(),
          false,
          ISSUER,
          door.tenant().names());
    }
  }
}
