package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.authentication.grant.AuthorizationCode;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TestTenants;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an authorization request that is good. */
class AuthorizingTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ISSUER = "http://localhost:8080/";

  private final TenantDraft draft =
      TenantDraft.of(TestTenants.emptyState(), RandomIdSource.seeded(1));

  AuthorizingTest() {
    client("web", Document.EMPTY);
    draft.put(
        "connections",
        "con_1",
        Document.of(
            "id",
            "con_1",
            "name",
            "people",
            "strategy",
            "auth0",
            "enabled_clients",
            List.of("web", "pre", "post")));
    draft.put("users", "auth0|ada", Document.of("user_id", "auth0|ada", "connection", "people"));
  }

  @Test
  void asks_for_the_identifier_first_as_a_new_tenant_does() {
    assertThat(authorized()).isEqualTo(Optional.of(NextStep.LOGIN_IDENTIFIER));
  }

  @Test
  void asks_for_both_on_one_page_where_the_tenant_says_so() {
    draft.singleton("prompts", Document.of("identifier_first", false));

    assertThat(authorized()).isEqualTo(Optional.of(NextStep.LOGIN));
  }

  @Test
  void begins_with_the_signup_where_the_application_hints_at_it() {
    assertThat(authorized("screen_hint", "signup")).isEqualTo(Optional.of(NextStep.SIGNUP));
  }

  @Test
  void asks_for_the_organization_before_or_after_the_login_as_the_client_wants() {
    client(
        "pre",
        Document.of(
            "organization_usage", "require", "organization_require_behavior", "pre_login_prompt"));
    client(
        "post",
        Document.of(
            "organization_usage", "allow", "organization_require_behavior", "post_login_prompt"));
    draft.put("organizations", "org_1", Document.of("id", "org_1", "name", "acme"));
    draft.join(Relations.ORGANIZATIONS_MEMBERS, "org_1", "auth0|ada", Document.EMPTY);

    assertThat(authorized("client_id", "pre"))
        .isEqualTo(Optional.of(NextStep.PRE_ORGANIZATION_PICKER));
    assertThat(authorized("client_id", "post", "ticket", "post"))
        .isEqualTo(Optional.of(NextStep.ORGANIZATION_PICKER));
  }

  @Test
  void asks_for_a_second_factor_where_the_request_wants_one_and_the_tenant_has_one() {
    String[] wanted = {"acr_values", Logins.MULTI_FACTOR, "ticket", "web"};
    assertThat(authorized(wanted)).isEmpty();

    draft.singleton("guardian/factors", Document.of("otp", true));

    assertThat(authorized(wanted)).isEqualTo(Optional.of(NextStep.MFA));
  }

  @Test
  void answers_a_login_that_was_proven_elsewhere_once() {
    String ticket = ticket("web");

    Turn first = decided("login_ticket", ticket);
    Turn second = decided("login_ticket", ticket);

    assertThat(draft.kept(AuthorizationCode.class, first.code().orElseThrow(), NOW)).isPresent();
    assertThat(first.session()).isPresent();
    assertThat(second.page()).contains(NextStep.LOGIN_IDENTIFIER);
  }

  @Test
  void takes_no_ticket_of_another_client() {
    assertThat(decided("login_ticket", ticket("other")).page()).contains(NextStep.LOGIN_IDENTIFIER);
  }

  @Test
  void takes_no_ticket_that_another_browser_was_given() {
    String ticket =
        LoginTicket.issue(
            "web",
            Browser.fingerprint("another device"),
            new Login("auth0|ada", "people", NOW, List.of("pwd"), Optional.empty()),
            draft,
            NOW);

    assertThat(decided("login_ticket", ticket).page()).contains(NextStep.LOGIN_IDENTIFIER);
  }

  @Test
  void keeps_no_interaction_that_needs_no_page() {
    int before = draft.state().expiring().size();

    Turn answered = decided("login_ticket", ticket("web"));

    assertThat(draft.kept(Interaction.class, answered.interaction().id(), NOW)).isEmpty();
    // The code alone.
    assertThat(draft.state().expiring().size()).isEqualTo(before + 1);
  }

  private Optional<NextStep> authorized(String... changes) {
    return decided(changes).page();
  }

  private Turn decided(String... changes) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("response_type", "code");
    sent.put("client_id", "web");
    sent.put("redirect_uri", "https://app.example/cb");
    for (int i = 0; i < changes.length; i += 2) {
      boolean ticket = changes[i].equals("ticket");
      sent.put(
          ticket ? "login_ticket" : changes[i], ticket ? ticket(changes[i + 1]) : changes[i + 1]);
    }
    return Authorizing.decide(
            new SentAuthorization(
                sent,
                new Browser(Optional.empty(), Optional.of("device"), false, "_8080"),
                new Caller("127.0.0.1", "a browser"),
                ISSUER,
                new TenantNames(
                    "dev",
                    List.of(new Listener("http", "127.0.0.1", 8080)),
                    List.of(),
                    TenantNames.Listening.FIRST,
                    Optional.empty(),
                    false),
                Optional.empty()),
            draft,
            NOW)
        .fold(
            turn -> turn,
            refusal -> {
              throw new AssertionError(refusal.toString());
            });
  }

  private String ticket(String client) {
    return LoginTicket.issue(
        client,
        Browser.fingerprint("device"),
        new Login("auth0|ada", "people", NOW, List.of("pwd"), Optional.empty()),
        draft,
        NOW);
  }

  private void client(String id, Document more) {
    Document client =
        Document.of(
            "client_id",
            id,
            "name",
            id,
            "callbacks",
            List.of("https://app.example/cb"),
            "grant_types",
            List.of("authorization_code"));
    for (Map.Entry<String, ?> member : more.asMap().entrySet()) {
      client = client.with(member.getKey(), member.getValue());
    }
    draft.put("clients", id, client);
  }
}
