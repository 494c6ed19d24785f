package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.ServedTenant;
import dev.fakeauth0.emulator.authentication.login.Browsing.Seen;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invitations to an organization, from the link of the message to the membership. */
class InvitationHttpTest {

  private static final String CALLBACK = "https://team.example/callback";

  @RegisterExtension static final ServedTenant TENANT = ServedTenant.of("login/journey.json");

  private Browsing browser;

  @BeforeEach
  void open() {
    browser = new Browsing(TENANT.first().issuer());
    TENANT
        .first()
        .seed(
            """
            clients:
              - name: Team
                client_id: team
                client_secret: team-secret
                oidc_conformant: true
                organization_usage: allow
                initiate_login_uri: https://team.example/login
                grant_types: [authorization_code]
                callbacks: ["https://team.example/callback"]
              - name: Other
                client_id: other
                organization_usage: allow
                grant_types: [authorization_code]
                callbacks: ["https://team.example/callback"]
            databases:
              - name: Username-Password-Authentication
                strategy: auth0
                enabled_clients: [web, team, other]
            connections:
              - name: google-oauth2
                strategy: google-oauth2
                enabled_clients: [team]
            roles:
              - id: rol_Editor0000000001
                name: editor
            organizations:
              - id: org_Acme0000000000A1
                name: acme
                display_name: Acme
                connections:
                  - {name: Username-Password-Authentication}
                  - {name: google-oauth2}
            """);
  }

  @Test
  void signs_up_whoever_has_no_account_and_makes_them_a_member_with_roles() {
    invite("grace@example.com", Map.of("roles", List.of("rol_Editor0000000001")));
    Map<String, String> link = linkOfTheMessage();

    Seen greeted = authorize("team", link);
    Seen page = browser.get(greeted.location());
    Seen signup = browser.post(greeted.location(), "action", "default");
    Seen form = browser.get(signup.location());
    Seen resume =
        browser.post(signup.location(), "email", "grace@example.com", "password", "Passw0rd!");
    Seen answer = browser.get(resume.location());

    assertThat(link).containsEntry("organization", "org_Acme0000000000A1");
    assertThat(link).containsEntry("organization_name", "acme");
    assertThat(greeted.place()).isEqualTo("/u/accept-invitation");
    assertThat(page.text())
        .contains("Accept Ada's invitation to join Acme on Team.", "grace@example.com");
    assertThat(signup.place()).isEqualTo("/u/signup");
    assertThat(form.text()).contains("value=\"grace@example.com\"");
    assertThat(answer.place()).isEqualTo(CALLBACK);
    assertThat(answer.parameters()).containsKey("code");
    assertThat(managed("organizations/org_Acme0000000000A1/members")).contains("grace@example.com");
    assertThat(managed("organizations/org_Acme0000000000A1/members/" + member() + "/roles"))
        .contains("\"editor\"");
    assertThat(managed("organizations/org_Acme0000000000A1/invitations")).isEqualTo("[]");
    assertThat(managed("logs")).contains("\"type\":\"si\"");
  }

  @Test
  void logs_in_whoever_has_an_account() {
    invite("Bob@Example.com", Map.of("app_metadata", Map.of("plan", "gold")));

    Seen greeted = authorize("team", linkOfTheMessage());
    Seen password = browser.post(greeted.location(), "action", "default");
    Seen resume = browser.post(password.location(), "password", "Passw0rd!");
    Seen answer = browser.get(resume.location());

    assertThat(password.place()).isEqualTo("/u/login/password");
    assertThat(answer.parameters()).containsKey("code");
    assertThat(managed("organizations/org_Acme0000000000A1/members")).contains("auth0|bob");
    assertThat(managed("users/auth0%7Cbob")).contains("\"plan\":\"gold\"");
  }

  @Test
  void asks_whoever_is_logged_in_to_accept_and_anybody_else_to_log_in() {
    invite("bob@example.com", Map.of());
    Map<String, String> link = linkOfTheMessage();
    browser.hasSessionOf("ada@example.com");
    Seen another = browser.post(authorize("team", link).location(), "action", "default");
    browser.jar().clear();
    browser.hasSessionOf("bob@example.com");

    Seen greeted = authorize("team", link);
    Seen accepted = browser.post(greeted.location(), "action", "default");
    Seen answer = browser.get(accepted.location());

    assertThat(another.place()).isEqualTo("/u/login/password");
    assertThat(greeted.place()).isEqualTo("/u/accept-invitation");
    assertThat(answer.parameters()).containsKey("code");
  }

  @Test
  void lets_nobody_in_who_was_not_invited() {
    invite("grace@example.com", Map.of());

    Seen greeted = authorize("team", linkOfTheMessage());
    browser.post(greeted.location(), "action", "default");
    Seen resume =
        browser.post(
            greeted.location().replace("accept-invitation", "login"),
            "username",
            "ada@example.com",
            "password",
            "Passw0rd!");
    Seen answer = browser.get(resume.location());

    assertThat(answer.parameters())
        .containsEntry("error", "access_denied")
        .containsEntry(
            "error_description",
            "user auth0|ada is not part of the org_Acme0000000000A1 organization");
    assertThat(managed("organizations/org_Acme0000000000A1/invitations")).contains("ticket_id");
  }

  @Test
  void accepts_by_a_provider_too() {
    invite("grace@gmail.example", Map.of());

    Seen greeted = authorize("team", linkOfTheMessage());
    Seen provider = browser.post(greeted.location(), "connection", "google-oauth2");
    Seen resume =
        browser.post(provider.location(), "email", "grace@gmail.example", "name", "Grace");
    Seen answer = browser.get(resume.location());

    assertThat(answer.parameters()).containsKey("code");
  }

  @Test
  void refuses_an_invitation_that_was_used_expired_or_is_to_another_application() {
    invite("bob@example.com", Map.of());
    Map<String, String> link = linkOfTheMessage();
    Seen ofAnother = authorize("other", link);
    Seen greeted = authorize("team", link);
    Seen password = browser.post(greeted.location(), "action", "default");
    browser.get(browser.post(password.location(), "password", "Passw0rd!").location());
    Seen used = authorize("team", link);
    invite("ada@example.com", Map.of("ttl_sec", 60));
    Map<String, String> brief = linkOfTheMessage();
    TENANT.first().clock().advance(Duration.ofMinutes(2));
    Seen expired = authorize("team", brief);
    Seen alone =
        browser.authorize(
            "client_id",
            "team",
            "response_type",
            "code",
            "redirect_uri",
            CALLBACK,
            "invitation",
            brief.get("invitation"));

    for (Seen refused : List.of(ofAnother, used, expired, alone)) {
      assertThat(refused.place()).isEqualTo(CALLBACK);
      assertThat(refused.parameters())
          .containsEntry("error", "invalid_request")
          .containsEntry("error_description", "invitation not found or already used");
    }
  }

  @Test
  void sends_no_message_where_the_caller_does() {
    invite("bob@example.com", Map.of("send_invitation_email", false));

    assertThat(browser.get("/__admin/messages").text()).doesNotContain("user_invitation");
  }

  private Seen authorize(String client, Map<String, String> link) {
    return browser.authorize(
        "client_id",
        client,
        "response_type",
        "code",
        "redirect_uri",
        CALLBACK,
        "scope",
        "openid",
        "invitation",
        link.get("invitation"),
        "organization",
        link.get("organization"),
        "organization_name",
        link.get("organization_name"));
  }

  private Map<String, String> linkOfTheMessage() {
    String messages = browser.get("/__admin/messages").text();
    int from = messages.lastIndexOf("\"link\":\"") + 8;
    return Browsing.parameters(messages.substring(from, messages.indexOf('"', from)));
  }

  private void invite(String email, Map<String, Object> more) {
    Document body =
        Document.of(
            "inviter",
            Map.of("name", "Ada"),
            "invitee",
            Map.of("email", email),
            "client_id",
            "team");
    for (Map.Entry<String, Object> member : more.entrySet()) {
      body = body.with(member.getKey(), member.getValue());
    }
    URI place =
        TENANT.first().issuer().resolve("/api/v2/organizations/org_Acme0000000000A1/invitations");
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)))
            .build();
    try {
      HttpResponse<String> made =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String member() {
    String members = managed("organizations/org_Acme0000000000A1/members");
    return members.replaceFirst("(?s).*\"user_id\":\"([^\"]*)\".*", "$1").replace("|", "%7C");
  }

  private String managed(String path) {
    return browser.managed("/api/v2/" + path, token());
  }

  private String token() {
    return browser
        .json(
            "/__admin/tokens",
            Map.of(
                "client",
                "web",
                "audience",
                TENANT.first().issuer() + "api/v2/",
                "scope",
                "create:organization_invitations read:organization_invitations"
                    + " read:organization_members read:organization_member_roles read:users"
                    + " read:logs"))
        .string("access_token", "");
  }
}
