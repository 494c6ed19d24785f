package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.client.mgmt.organizations.members.types.AssignOrganizationMemberRolesRequestContent;
import com.auth0.client.mgmt.organizations.types.CreateOrganizationDiscoveryDomainRequestContent;
import com.auth0.client.mgmt.organizations.types.CreateOrganizationInvitationRequestContent;
import com.auth0.client.mgmt.organizations.types.CreateOrganizationMemberRequestContent;
import com.auth0.client.mgmt.roles.types.AddRolePermissionsRequestContent;
import com.auth0.client.mgmt.roles.types.AssignRoleUsersRequestContent;
import com.auth0.client.mgmt.tenants.types.UpdateTenantSettingsRequestContent;
import com.auth0.client.mgmt.types.ActionTrigger;
import com.auth0.client.mgmt.types.ChangePasswordTicketRequestContent;
import com.auth0.client.mgmt.types.Client;
import com.auth0.client.mgmt.types.ClientOrganizationUsagePatchEnum;
import com.auth0.client.mgmt.types.ConnectionEnabledClient;
import com.auth0.client.mgmt.types.ConnectionIdentityProviderEnum;
import com.auth0.client.mgmt.types.CreateActionRequestContent;
import com.auth0.client.mgmt.types.CreateClientGrantRequestContent;
import com.auth0.client.mgmt.types.CreateClientRequestContent;
import com.auth0.client.mgmt.types.CreateConnectionRequestContent;
import com.auth0.client.mgmt.types.CreateOrganizationRequestContent;
import com.auth0.client.mgmt.types.CreateResourceServerRequestContent;
import com.auth0.client.mgmt.types.CreateRoleRequestContent;
import com.auth0.client.mgmt.types.CreateUserRequestContent;
import com.auth0.client.mgmt.types.EmailTemplateNameEnum;
import com.auth0.client.mgmt.types.ListUsersByEmailRequestParameters;
import com.auth0.client.mgmt.types.ListUsersRequestParameters;
import com.auth0.client.mgmt.types.OrganizationInvitationInvitee;
import com.auth0.client.mgmt.types.OrganizationInvitationInviter;
import com.auth0.client.mgmt.types.OrganizationMember;
import com.auth0.client.mgmt.types.PermissionRequestPayload;
import com.auth0.client.mgmt.types.ResourceServerScope;
import com.auth0.client.mgmt.types.Role;
import com.auth0.client.mgmt.types.RoleUser;
import com.auth0.client.mgmt.types.UpdateClientRequestContent;
import com.auth0.client.mgmt.types.UpdateEnabledClientConnectionsRequestContentItem;
import com.auth0.client.mgmt.types.UpdateUserRequestContent;
import com.auth0.client.mgmt.types.UserPermissionSchema;
import com.auth0.client.mgmt.types.UserResponseSchema;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.token.TokenSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** auth0-java's Management API client, unmodified: a journey for each resource people use most. */
class Auth0JavaManagementIT {

  private static final String DATABASE = "Username-Password-Authentication";
  private static final String ORDERS = "https://orders.example";

  private static Emulator emulator;

  private ManagementApi auth0;

  @BeforeAll
  static void start() {
    emulator = Emulator.start(EmulatorConfig.defaults());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void connect() {
    emulator.first().reset();
    auth0 =
        ManagementApi.builder()
            .url(emulator.first().issuer() + "api/v2")
            .token(managementToken())
            .maxRetries(0)
            .build();
  }

  @Test
  void clients_are_made_changed_listed_and_removed() {
    var made = auth0.clients().create(CreateClientRequestContent.builder().name("shop").build());
    String id = made.getClientId().orElseThrow();

    auth0.clients().update(id, UpdateClientRequestContent.builder().description("new").build());
    String secret = auth0.clients().rotateSecret(id).getClientSecret().orElseThrow();

    assertThat(auth0.clients().get(id).getDescription()).contains("new");
    assertThat(secret).hasSize(64).isNotEqualTo(made.getClientSecret().orElseThrow());
    assertThat(auth0.clients().list())
        .extracting(Client::getName)
        .contains(Optional.of("shop"), Optional.of("management"));
    auth0.clients().delete(id);
    refused(404, () -> auth0.clients().get(id));
  }

  @Test
  void resource_servers_and_client_grants_make_tokens_possible() {
    String client = client("shop");
    String api = orders();

    var grant =
        auth0
            .clientGrants()
            .create(
                CreateClientGrantRequestContent.builder()
                    .clientId(client)
                    .audience(ORDERS)
                    .scope(List.of("read:orders"))
                    .build());

    assertThat(auth0.clientGrants().list()).anyMatch(each -> each.getId().equals(grant.getId()));
    assertThat(auth0.resourceServers().get(api).getIdentifier()).contains(ORDERS);
    assertThat(auth0.resourceServers().list())
        .anyMatch(each -> each.getIdentifier().equals(Optional.of(ORDERS)));
    refused(409, this::orders);
    assertThat(emulator.first().token(TokenSpec.forClient(client).audience(ORDERS)).scope())
        .containsExactly("read:orders");
  }

  @Test
  void connections_are_offered_to_clients() {
    String client = client("shop");
    String connection =
        auth0
            .connections()
            .create(
                CreateConnectionRequestContent.builder()
                    .name("customers")
                    .strategy(ConnectionIdentityProviderEnum.AUTH0)
                    .build())
            .getId()
            .orElseThrow();

    auth0
        .connections()
        .clients()
        .update(
            connection,
            List.of(
                UpdateEnabledClientConnectionsRequestContentItem.builder()
                    .clientId(client)
                    .status(true)
                    .build()));

    assertThat(auth0.connections().clients().get(connection))
        .extracting(ConnectionEnabledClient::getClientId)
        .containsExactly(client);
    assertThat(auth0.connections().get(connection).getStrategy()).contains("auth0");
    assertThat(auth0.connections().list())
        .anyMatch(each -> each.getName().equals(Optional.of("customers")));
    auth0.connections().delete(connection);
    refused(404, () -> auth0.connections().get(connection));
  }

  @Test
  void users_are_made_searched_changed_and_removed() {
    String user = user("grace@example.com");

    auth0
        .users()
        .update(
            user,
            UpdateUserRequestContent.builder()
                .appMetadata(Map.of("plan", "gold"))
                .userMetadata(Map.of("colour", "green"))
                .build());

    assertThat(auth0.users().get(user).getAppMetadata()).contains(Map.of("plan", "gold"));
    assertThat(
            auth0
                .users()
                .list(ListUsersRequestParameters.builder().q("app_metadata.plan:\"gold\"").build()))
        .extracting(UserResponseSchema::getUserId)
        .containsExactly(Optional.of(user));
    assertThat(
            auth0
                .users()
                .listUsersByEmail(
                    ListUsersByEmailRequestParameters.builder().email("grace@example.com").build()))
        .hasSize(1);
    refused(409, () -> user("Grace@example.com"));
    auth0.users().delete(user);
    refused(404, () -> auth0.users().get(user));
  }

  @Test
  void roles_give_permissions_to_users() {
    orders();
    String user = user("grace@example.com");
    String role = role("reader");

    auth0
        .roles()
        .permissions()
        .add(
            role,
            AddRolePermissionsRequestContent.builder()
                .addPermissions(
                    PermissionRequestPayload.builder()
                        .resourceServerIdentifier(ORDERS)
                        .permissionName("read:orders")
                        .build())
                .build());
    auth0
        .roles()
        .users()
        .assign(role, AssignRoleUsersRequestContent.builder().addUsers(user).build());

    assertThat(auth0.roles().users().list(role))
        .extracting(RoleUser::getUserId)
        .containsExactly(Optional.of(user));
    assertThat(auth0.users().roles().list(user))
        .extracting(Role::getName)
        .containsExactly(Optional.of("reader"));
    assertThat(auth0.users().permissions().list(user))
        .extracting(UserPermissionSchema::getPermissionName)
        .containsExactly(Optional.of("read:orders"));
  }

  @Test
  void organizations_have_members_roles_and_domains() {
    String user = user("grace@example.com");
    String role = role("reader");
    String acme = acme();
    auth0
        .organizations()
        .members()
        .create(acme, CreateOrganizationMemberRequestContent.builder().addMembers(user).build());
    auth0
        .organizations()
        .members()
        .roles()
        .assign(
            acme,
            user,
            AssignOrganizationMemberRolesRequestContent.builder().addRoles(role).build());
    var domain =
        auth0
            .organizations()
            .discoveryDomains()
            .create(
                acme,
                CreateOrganizationDiscoveryDomainRequestContent.builder()
                    .domain("acme.example")
                    .build());

    assertThat(auth0.organizations().members().list(acme))
        .extracting(OrganizationMember::getUserId)
        .containsExactly(Optional.of(user));
    assertThat(auth0.organizations().members().roles().list(acme, user))
        .extracting(Role::getName)
        .containsExactly(Optional.of("reader"));
    assertThat(auth0.organizations().getByName("acme").getId()).contains(acme);
    assertThat(auth0.organizations().discoveryDomains().get(acme, domain.getId()).getDomain())
        .isEqualTo("acme.example");
    auth0.organizations().delete(acme);
    refused(404, () -> auth0.organizations().get(acme));
  }

  @Test
  void invitations_carry_a_link_to_the_clients_login() {
    String client = portal();
    String acme = acme();

    var invitation =
        auth0
            .organizations()
            .invitations()
            .create(
                acme,
                CreateOrganizationInvitationRequestContent.builder()
                    .inviter(OrganizationInvitationInviter.builder().name("Ada").build())
                    .invitee(
                        OrganizationInvitationInvitee.builder().email("new@example.com").build())
                    .clientId(client)
                    .build());

    assertThat(invitation.getInvitationUrl().orElseThrow())
        .startsWith("https://portal.example/login?invitation=")
        .contains("organization=" + acme, "organization_name=acme");
    assertThat(auth0.organizations().invitations().list(acme)).hasSize(1);
  }

  @Test
  void tenant_settings_are_changed_one_by_one() {
    auth0
        .tenants()
        .settings()
        .update(
            UpdateTenantSettingsRequestContent.builder().supportEmail("help@example.com").build());

    assertThat(auth0.tenants().settings().get().getSupportEmail()).contains("help@example.com");
  }

  @Test
  void signing_keys_rotate() {
    var before = auth0.keys().signing().list();

    auth0.keys().signing().rotate();

    var after = auth0.keys().signing().list();
    assertThat(before).hasSize(2);
    assertThat(after).hasSize(3);
    assertThat(after)
        .filteredOn(key -> key.getCurrent().equals(Optional.of(true)))
        .singleElement()
        .satisfies(key -> assertThat(key.getKid()).isNotEqualTo(before.get(0).getKid()));
  }

  @Test
  void writes_and_refused_exchanges_stand_in_the_logs() {
    client("shop");

    assertThat(auth0.logs().list())
        .anySatisfy(
            record -> {
              assertThat(record.getType()).contains("sapi");
              assertThat(record.getDescription().get().toString()).contains("Create a client");
            });
  }

  @Test
  void tickets_are_links_to_pages_of_the_tenant() {
    String user = user("grace@example.com");

    var ticket =
        auth0
            .tickets()
            .changePassword(ChangePasswordTicketRequestContent.builder().userId(user).build());

    assertThat(ticket.getTicket())
        .startsWith(emulator.first().issuer() + "u/reset-password?ticket=");
  }

  @Test
  void branding_prompts_and_email_templates_are_there_or_say_that_they_are_not() {
    assertThat(auth0.branding().get()).isNotNull();
    assertThat(auth0.prompts().getSettings().getUniversalLoginExperience()).isPresent();
    refused(404, () -> auth0.emailTemplates().get(EmailTemplateNameEnum.WELCOME_EMAIL));
  }

  @Test
  void actions_are_deployed() {
    String action =
        auth0
            .actions()
            .create(
                CreateActionRequestContent.builder()
                    .name("greet")
                    .addSupportedTriggers(
                        ActionTrigger.builder().id("post-login").version("v3").build())
                    .code("exports.onExecutePostLogin = async () => {};")
                    .build())
            .getId()
            .orElseThrow();

    auth0.actions().deploy(action);

    assertThat(auth0.actions().get(action).getAllChangesDeployed()).contains(true);
    assertThat(auth0.actions().versions().list(action)).hasSize(1);
  }

  private static String managementToken() {
    FakeAuth0 tenant = emulator.first();
    return tenant
        .token(TokenSpec.forClient("management").audience(tenant.issuer() + "api/v2/"))
        .accessToken();
  }

  private String client(String name) {
    return auth0
        .clients()
        .create(CreateClientRequestContent.builder().name(name).build())
        .getClientId()
        .orElseThrow();
  }

  /** A client that people are invited to. */
  private String portal() {
    String client = client("portal");
    auth0
        .clients()
        .update(
            client,
            UpdateClientRequestContent.builder()
                .initiateLoginUri("https://portal.example/login")
                .organizationUsage(ClientOrganizationUsagePatchEnum.ALLOW)
                .build());
    return client;
  }

  private String acme() {
    return auth0
        .organizations()
        .create(CreateOrganizationRequestContent.builder().name("acme").build())
        .getId()
        .orElseThrow();
  }

  private String orders() {
    return auth0
        .resourceServers()
        .create(
            CreateResourceServerRequestContent.builder()
                .identifier(ORDERS)
                .name("Orders")
                .scopes(List.of(ResourceServerScope.builder().value("read:orders").build()))
                .build())
        .getId()
        .orElseThrow();
  }

  private String user(String email) {
    return auth0
        .users()
        .create(
            CreateUserRequestContent.builder()
                .connection(DATABASE)
                .email(email)
                .password("Secret-Passw0rd!")
                .build())
        .getUserId()
        .orElseThrow();
  }

  private String role(String name) {
    return auth0
        .roles()
        .create(CreateRoleRequestContent.builder().name(name).build())
        .getId()
        .orElseThrow();
  }

  private static void refused(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ManagementApiException.class,
            refusal -> assertThat(refusal.statusCode()).isEqualTo(status));
  }
}
