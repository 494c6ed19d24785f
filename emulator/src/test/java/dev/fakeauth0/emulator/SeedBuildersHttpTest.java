package dev.fakeauth0.emulator;

import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.aConnection;
import static dev.fakeauth0.seed.Seeds.aRole;
import static dev.fakeauth0.seed.Seeds.aUser;
import static dev.fakeauth0.seed.Seeds.anApi;
import static dev.fakeauth0.seed.Seeds.anOrganization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.token.MintedToken;
import dev.fakeauth0.token.TokenSpec;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test seeds in sentences is what the Management API then shows and tokens are made of. */
class SeedBuildersHttpTest {

  private static final String ORDERS = "https://orders";
  private static final String DATABASE = "Username-Password-Authentication";

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void an_api_has_the_settings_it_was_given() throws Exception {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS)
                .named("Orders")
                .withScopes("read:orders")
                .dialect("rfc9068_profile_authz")
                .withTokensFor(Duration.ofMinutes(5))
                .enforcingPermissions()
                .allowingOfflineAccess());

    Document api = only("resource-servers", "identifier", ORDERS);

    assertThat(api.string("name")).contains("Orders");
    assertThat(api.string("token_dialect")).contains("rfc9068_profile_authz");
    assertThat(api.number("token_lifetime")).contains(300L);
    assertThat(api.flag("enforce_policies", false)).isTrue();
    assertThat(api.flag("allow_offline_access", false)).isTrue();
  }

  @Test
  void an_api_signs_with_its_own_secret() {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS).withScopes("read:orders").signedWithSecret("a-secret-of-the-orders-api"),
            aClient("shop").grantedAllScopes(ORDERS));

    MintedToken token = tenant.auth0().token(TokenSpec.forClient("shop").audience(ORDERS));

    assertThat(header(token)).contains("\"alg\":\"HS256\"");
  }

  @Test
  void an_api_gets_encrypted_tokens() throws Exception {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS).withScopes("read:orders").encryptedWith("RSA-OAEP-256", publicKeyPem()),
            aClient("shop").grantedAllScopes(ORDERS));

    MintedToken token = tenant.auth0().token(TokenSpec.forClient("shop").audience(ORDERS));

    assertThat(token.accessToken().split("\\.")).hasSize(5);
    assertThat(header(token)).contains("\"alg\":\"RSA-OAEP-256\"");
  }

  @Test
  void a_client_has_the_settings_it_was_given() throws Exception {
    tenant
        .auth0()
        .seed(
            aClient("shop")
                .authenticatingWith("client_secret_basic")
                .redirectingTo("https://shop.example/callback")
                .loggingOutTo("https://shop.example/")
                .thirdParty());

    Document client = tenant.call("GET", "clients/shop").body();

    assertThat(client.string("token_endpoint_auth_method")).contains("client_secret_basic");
    assertThat(client.strings("callbacks")).containsExactly("https://shop.example/callback");
    assertThat(client.strings("allowed_logout_urls")).containsExactly("https://shop.example/");
    assertThat(client.flag("is_first_party", true)).isFalse();
  }

  @Test
  void a_client_authenticates_with_its_key() throws Exception {
    tenant.auth0().seed(aClient("shop").authenticatingWithKey(publicKeyPem()));

    Document client = tenant.call("GET", "clients/shop").body();

    assertThat(client.object("client_authentication_methods").orElseThrow().has("private_key_jwt"))
        .isTrue();
  }

  @Test
  void a_client_gets_tokens_for_any_organization() {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS).withScopes("read:orders"),
            aClient("shop").grantedAllScopes(ORDERS).requiringOrganizations().inAnyOrganization(),
            anOrganization("acme"));

    MintedToken token =
        tenant.auth0().token(TokenSpec.forClient("shop").audience(ORDERS).organization("acme"));

    assertThat(claims(token)).contains("\"org_id\":\"org_");
  }

  @Test
  void an_organization_has_the_settings_and_grants_it_was_given() throws Exception {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS).withScopes("read:orders"),
            aClient("shop").grantedAllScopes(ORDERS).allowingOrganizations(),
            anOrganization("acme").shownAs("Acme").withClientGrant("shop", ORDERS));

    Document acme = tenant.call("GET", "organizations/name/acme").body();
    List<Document> grants =
        tenant.call("GET", "organizations/" + acme.string("id", "") + "/client-grants").list();

    assertThat(acme.string("display_name")).contains("Acme");
    assertThat(grants)
        .singleElement()
        .satisfies(grant -> assertThat(grant.string("audience")).contains(ORDERS));
  }

  @Test
  void a_user_has_the_profile_and_permissions_it_was_given() throws Exception {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS).withScopes("read:orders"),
            aUser("grace@example.com")
                .named("Grace")
                .inConnection(DATABASE)
                .unverified()
                .blocked()
                .withPermissions(ORDERS, "read:orders")
                .withUserMetadata(Map.of("colour", "green"))
                .withAppMetadata(Map.of("plan", "gold")));

    Document user = tenant.call("GET", "users-by-email?email=grace@example.com").list().get(0);
    List<Document> permissions =
        tenant
            .call("GET", "users/" + user.string("user_id", "").replace("|", "%7C") + "/permissions")
            .list();

    assertThat(user.string("name")).contains("Grace");
    assertThat(user.flag("email_verified", true)).isFalse();
    assertThat(user.flag("blocked", false)).isTrue();
    assertThat(user.object("user_metadata")).contains(Document.of("colour", "green"));
    assertThat(user.object("app_metadata")).contains(Document.of("plan", "gold"));
    assertThat(user.objects("identities"))
        .singleElement()
        .satisfies(identity -> assertThat(identity.string("connection")).contains(DATABASE));
    assertThat(permissions)
        .singleElement()
        .satisfies(
            permission -> assertThat(permission.string("permission_name")).contains("read:orders"));
  }

  @Test
  void a_role_has_the_permissions_it_was_given_and_gives_them_to_users() throws Exception {
    tenant
        .auth0()
        .seed(
            anApi(ORDERS).withScopes("read:orders", "write:orders"),
            aRole("buyer").describedAs("Buys").withPermissions(ORDERS, "read:orders"),
            aUser("grace@example.com").withRoles("buyer"));

    Document role = only("roles", "name", "buyer");
    String path = "roles/" + role.string("id", "");

    assertThat(role.string("description")).contains("Buys");
    assertThat(tenant.call("GET", path + "/permissions").list())
        .singleElement()
        .satisfies(
            permission -> {
              assertThat(permission.string("permission_name")).contains("read:orders");
              assertThat(permission.string("resource_server_identifier")).contains(ORDERS);
            });
    assertThat(tenant.call("GET", path + "/users").list())
        .singleElement()
        .satisfies(user -> assertThat(user.string("email")).contains("grace@example.com"));
  }

  @Test
  void a_connection_has_the_settings_it_was_given_and_the_users_who_name_it() throws Exception {
    tenant
        .auth0()
        .seed(
            aConnection("customers")
                .withId("con_0000000000000042")
                .shownAs("Customers")
                .enabledFor("web")
                .requiringUsernames()
                .withPasswordPolicy("good"),
            aUser("grace@example.com").inConnection("customers").with("username", "grace"));

    Document connection = tenant.call("GET", "connections/con_0000000000000042").body();
    Document options = connection.object("options").orElseThrow();

    assertThat(connection.string("strategy")).contains("auth0");
    assertThat(connection.string("display_name")).contains("Customers");
    assertThat(connection.strings("enabled_clients")).containsExactly("web");
    assertThat(options.flag("requires_username", false)).isTrue();
    assertThat(options.string("passwordPolicy")).contains("good");
    assertThat(tenant.call("GET", "users?connection=customers").list())
        .singleElement()
        .satisfies(user -> assertThat(user.string("username")).contains("grace"));
  }

  @Test
  void a_connection_is_of_the_strategy_it_was_given() throws Exception {
    tenant.auth0().seed(aConnection("search").ofStrategy("google-oauth2"));

    assertThat(only("connections", "name", "search").string("strategy")).contains("google-oauth2");
  }

  @Test
  void a_mistake_in_a_part_names_it() {
    assertThatThrownBy(() -> tenant.auth0().seed(aRole("buyer"), aRole("buyer")))
        .hasMessageContaining("role \"buyer\": name");
    assertThatThrownBy(() -> tenant.auth0().seed(aConnection("")))
        .hasMessageContaining("connection \"\": name");
  }

  private Document only(String path, String member, String value) throws Exception {
    return tenant.call("GET", path).list().stream()
        .filter(document -> document.string(member, "").equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static String publicKeyPem() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String header(MintedToken token) {
    return part(token, 0);
  }

  private static String claims(MintedToken token) {
    return part(token, 1);
  }

  private static String part(MintedToken token, int index) {
    return new String(
        Base64.getUrlDecoder().decode(token.accessToken().split("\\.")[index]),
        StandardCharsets.UTF_8);
  }
}
