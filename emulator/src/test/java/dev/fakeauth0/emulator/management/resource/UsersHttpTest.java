package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ManagedTenant;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.token.TokenSpec;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersHttpTest {

  private static final String DATABASE = "Username-Password-Authentication";

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void a_user_is_made_read_changed_and_deleted() throws IOException {
    var made =
        tenant.call(
            "POST",
            "users",
            Map.of("connection", DATABASE, "email", "Eve@Example.com", "password", "Passw0rd!"));
    assertThat(made.status()).isEqualTo(201);
    Document user = made.body();
    String path = "users/" + user.string("user_id", "").replace("|", "%7C");

    assertThat(user.string("user_id", "")).matches("auth0\\|[0-9a-f]{24}");
    assertThat(user.string("email")).contains("eve@example.com");
    assertThat(user.flag("email_verified", true)).isFalse();
    assertThat(user.string("name")).contains("eve@example.com");
    assertThat(user.string("nickname")).contains("eve");
    assertThat(user.string("picture", "")).startsWith("https://s.gravatar.com/avatar/");
    assertThat(user.string("created_at")).isEqualTo(user.string("updated_at"));
    assertThat(user.objects("identities"))
        .containsExactly(
            Document.of(
                "connection",
                DATABASE,
                "user_id",
                user.string("user_id", "").substring(6),
                "provider",
                "auth0",
                "isSocial",
                false));
    assertThat(made.text()).doesNotContain("Passw0rd!", "password");

    assertThat(tenant.call("GET", path).body()).isEqualTo(user);
    assertThat(tenant.call("PATCH", path, Map.of("given_name", "Eve")).body().string("given_name"))
        .contains("Eve");
    assertThat(tenant.call("DELETE", path).status()).isEqualTo(204);
    assertThat(tenant.call("GET", path).body())
        .isEqualTo(
            Document.of(
                "statusCode",
                404,
                "error",
                "Not Found",
                "message",
                "The user does not exist.",
                "errorCode",
                "inexistent_user"));
    assertThat(tenant.call("DELETE", path).status()).isEqualTo(204);
  }

  @Test
  void metadata_is_merged_at_the_first_level() throws IOException {
    String path = make("eve@example.com");
    tenant.call(
        "PATCH",
        path,
        Map.of(
            "app_metadata",
            Map.of("plan", "gold", "seats", Map.of("used", 1, "free", 2)),
            "user_metadata",
            Map.of("color", "red")));

    Document merged =
        tenant
            .call(
                "PATCH",
                path,
                "{\"app_metadata\":{\"plan\":null,\"seats\":{\"used\":2}},\"user_metadata\":{}}")
            .body();

    assertThat(merged.object("app_metadata"))
        .contains(Document.of("seats", Document.of("used", 2)));
    assertThat(merged.object("user_metadata")).contains(Document.EMPTY);
  }

  @Test
  void an_address_is_taken_once_in_a_connection() throws IOException {
    make("eve@example.com");

    var again =
        tenant.call(
            "POST",
            "users",
            Map.of("connection", DATABASE, "email", "EVE@example.com", "password", "Passw0rd!"));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().string("message")).contains("The user already exists.");
    assertThat(again.body().string("errorCode")).contains("auth0_idp_error");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'connection':'nowhere','email':'e@example.com'}; The connection does not exist.",
        "{'connection':'Username-Password-Authentication','email':'e@example.com'};"
            + " Payload validation error: 'Missing required property: password'.",
        "{'connection':'Username-Password-Authentication','password':'Passw0rd!'};"
            + " Payload validation error: 'Missing required property: email'.",
        "{'connection':'Username-Password-Authentication','email':'e@example.com','password':'x'};"
            + " PasswordStrengthError: Password is too weak",
        "{'connection':'Username-Password-Authentication','email':'e@example.com',"
            + "'username':'eve','password':'Passw0rd!'};"
            + " Cannot set username for connection without requires_username.",
      },
      quoteCharacter = '`')
  void a_user_that_cannot_be_is_refused(String body, String message) throws IOException {
    var refused = tenant.call("POST", "users", jsonOf(body));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message", "").replace('\'', '"'))
        .isEqualTo(message.strip().replace('\'', '"'));
    assertThat(tenant.call("GET", "users").list()).hasSize(2);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'password':'N3wPassw0rd','email':'n@example.com'};"
            + " Cannot update password and email simultaneously.",
        "{'password':'N3wPassw0rd','email_verified':true};"
            + " Cannot update password and email_verified simultaneously.",
        "{'username':'n','email':'n@example.com'};"
            + " Cannot update username and email simultaneously.",
        "{'username':'n','password':'N3wPassw0rd'};"
            + " Cannot update username and password simultaneously.",
        "{'email':'bob@example.com'}; The specified new email already exists",
        "{'password':'weak'}; PasswordStrengthError: Password is too weak",
      },
      quoteCharacter = '`')
  void a_change_that_cannot_be_is_refused_and_changes_nothing(String body, String message)
      throws IOException {
    String path = make("eve@example.com");
    Document before = tenant.call("GET", path).body();

    var refused = tenant.call("PATCH", path, jsonOf(body));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message")).contains(message.strip());
    assertThat(tenant.call("GET", path).body()).isEqualTo(before);
  }

  @Test
  void a_new_password_shows_when_it_was_set_and_is_kept_as_a_hash() throws IOException {
    String path = make("eve@example.com");

    Document changed = tenant.call("PATCH", path, Map.of("password", "N3wPassw0rd")).body();

    assertThat(changed.string("last_password_reset")).isPresent();
    assertThat(tenant.auth0().journal().entries().toString()).doesNotContain("N3wPassw0rd");
  }

  @Test
  void an_exported_user_is_the_same_in_another_tenant() throws IOException {
    String path = make("eve@example.com");
    tenant.call("PATCH", path, Map.of("app_metadata", Map.of("plan", "gold")));
    String exported = tenant.auth0().snapshot();

    assertThat(exported).contains("$2b$");
    try (ManagedTenant other = new ManagedTenant()) {
      other.auth0().seed(exported);

      assertThat(other.call("GET", path).body()).isEqualTo(tenant.call("GET", path).body());
    }
  }

  @Test
  void accounts_are_linked_and_unlinked() throws IOException {
    String main = make("main@example.com");
    String other = make("other@example.com");
    String otherId = other.substring(other.indexOf("%7C") + 3);

    var linked =
        tenant.call(
            "POST",
            main + "/identities",
            Map.of("provider", "auth0", "user_id", "auth0|" + otherId));
    assertThat(linked.status()).isEqualTo(201);
    assertThat(linked.list())
        .extracting(identity -> identity.object("profileData").orElseThrow().string("email", ""))
        .containsExactly("main@example.com", "other@example.com");
    assertThat(tenant.call("GET", other).status()).isEqualTo(404);
    assertThat(tenant.call("GET", main).body().objects("identities")).hasSize(2);

    var unlinked = tenant.call("DELETE", main + "/identities/auth0/" + otherId);
    assertThat(unlinked.status()).isEqualTo(200);
    assertThat(unlinked.list()).hasSize(1);
    assertThat(tenant.call("GET", other).body().string("email")).contains("other@example.com");
    assertThat(
            tenant
                .call(
                    "POST",
                    main + "/identities",
                    Map.of("provider", "auth0", "user_id", main.substring(main.indexOf("%7C") + 3)))
                .body()
                .string("message"))
        .contains("Main identity and the new one are the same.");
  }

  @Test
  void accounts_are_linked_with_the_id_token_of_the_second() throws IOException {
    String main = make("main@example.com");
    String other = make("other@example.com");

    var linked =
        tenant.call("POST", main + "/identities", Map.of("link_with", idToken(other, "web")));

    assertThat(linked.status()).isEqualTo(201);
    assertThat(linked.list()).hasSize(2);
    assertThat(tenant.call("GET", other).status()).isEqualTo(404);
  }

  @Test
  void an_id_token_that_is_not_good_links_nothing() throws IOException {
    String main = make("main@example.com");
    String other = make("other@example.com");
    String good = idToken(other, "web");
    String expired = idToken(other, "web");
    tenant.auth0().clock().advance(Duration.ofDays(2));
    String forNobody = idToken(other, "nobody");
    String access = tenant.token();
    String changed = idToken(other, "web") + "A";

    assertThat(refusal(main, "no token")).contains("is no JWT");
    assertThat(refusal(main, expired)).contains("the token has expired");
    assertThat(refusal(main, forNobody)).contains("is for no client of this tenant");
    assertThat(refusal(main, access)).contains("is an access token");
    assertThat(refusal(main, changed)).contains("the signature does not match");
    tenant.auth0().clock().advance(Duration.ofDays(-2));
    tenant.auth0().rotateKeys();
    assertThat(tenant.call("GET", other).status()).isEqualTo(200);
    assertThat(tenant.call("POST", main + "/identities", Map.of("link_with", good)).status())
        .isEqualTo(201);
  }

  /** A token that is an ID token by its claims: nobody logs in here yet. */
  private String idToken(String path, String client) {
    String user = path.substring("users/".length()).replace("%7C", "|");
    return tenant
        .auth0()
        .token(TokenSpec.forUser(user).client("web").claim("aud", client))
        .accessToken();
  }

  private String refusal(String main, String token) throws IOException {
    var refused = tenant.call("POST", main + "/identities", Map.of("link_with", token));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().string("message")).contains("Invalid token (link_with).");
    return tenant.auth0().journal().last().orElseThrow().diagnosis().orElseThrow().because();
  }

  @Test
  void roles_permissions_and_sessions_go_with_the_user() throws IOException {
    String path = make("eve@example.com");
    String role = tenant.call("POST", "roles", Map.of("name", "Admin")).id();
    assertThat(tenant.call("POST", path + "/roles", Map.of("roles", List.of(role))).status())
        .isEqualTo(204);
    assertThat(
            tenant
                .call(
                    "POST",
                    path + "/permissions",
                    Map.of(
                        "permissions",
                        List.of(
                            Map.of(
                                "permission_name",
                                "read:messages",
                                "resource_server_identifier",
                                "https://api.example.com"))))
                .status())
        .isEqualTo(201);
    assertThat(tenant.call("GET", path + "/roles").list()).hasSize(1);
    assertThat(tenant.call("GET", path + "/permissions").list()).hasSize(1);
    assertThat(tenant.call("GET", "roles/" + role + "/users").list())
        .extracting(user -> user.string("email", ""))
        .containsExactly("eve@example.com");

    tenant.call("DELETE", path);

    assertThat(tenant.call("GET", "roles/" + role + "/users").list()).isEmpty();
  }

  @Test
  void a_token_for_metadata_changes_metadata_only() throws IOException {
    String path = make("eve@example.com");
    String token =
        tenant
            .auth0()
            .token(
                TokenSpec.forClient("management")
                    .audience(tenant.auth0().issuer().resolve("api/v2/").toString())
                    .scope("update:users_app_metadata"))
            .accessToken();

    var metadata =
        tenant.callWith(
            "Bearer " + token, "PATCH", path, Map.of("app_metadata", Map.of("plan", "gold")));
    var name = tenant.callWith("Bearer " + token, "PATCH", path, Map.of("name", "Eve"));

    assertThat(metadata.status()).isEqualTo(200);
    assertThat(name.status()).isEqualTo(403);
    assertThat(name.body().string("errorCode")).contains("insufficient_scope");
  }

  @Test
  void authentication_methods_are_made_changed_and_removed() throws IOException {
    String path = make("eve@example.com");

    var made =
        tenant.call(
            "POST",
            path + "/authentication-methods",
            Map.of("type", "phone", "phone_number", "+12025550101", "name", "mine"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.id()).matches("phone\\|dev_[A-Za-z0-9]{16}");

    String one = path + "/authentication-methods/" + made.id().replace("|", "%7C");
    assertThat(tenant.call("PATCH", one, Map.of("name", "ours")).body().string("name"))
        .contains("ours");
    assertThat(
            tenant
                .call("GET", path + "/authentication-methods?include_totals=true")
                .body()
                .objects("authenticators"))
        .hasSize(1);
    assertThat(tenant.call("GET", path + "/enrollments").list()).hasSize(1);
    assertThat(tenant.call("DELETE", path + "/authentication-methods").status()).isEqualTo(204);
    assertThat(tenant.call("GET", path + "/authentication-methods").list()).isEmpty();
  }

  private String make(String email) throws IOException {
    Document made =
        tenant
            .call(
                "POST",
                "users",
                Map.of("connection", DATABASE, "email", email, "password", "Passw0rd!"))
            .body();
    return "users/"
        + URLEncoder.encode(made.string("user_id").orElseThrow(), StandardCharsets.UTF_8);
  }

  private static String jsonOf(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
