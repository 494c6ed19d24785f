package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.authentication.grant.AppDoor.ADA;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anOrganization;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static dev.fakeauth0.emulator.pipeline.UserDoor.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenExchangePolicyTest {

  private static final String TYPE = "urn:acme:legacy";
  private static final String OTHER = "urn:acme:other";

  private final AppDoor door =
      new AppDoor(
          draft -> {
            draft.put(migrating());
            draft.put(anApi(API));
            for (String type : List.of(TYPE, OTHER)) {
              draft.put(
                  "token-exchange-profiles",
                  "tep_" + type,
                  Document.of("id", "tep_" + type, "subject_token_type", type));
            }
          });

  @Test
  void gives_tokens_of_the_user_that_the_rule_of_the_token_names() {
    rules(rule(OTHER, "user", "auth0|nobody"), rule(TYPE, "user", "ADA@example.com"));

    Reply reply = exchange(TYPE, "any", "audience", API, "scope", "read:messages");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(body(reply).string("issued_token_type"))
        .contains("urn:ietf:params:oauth:token-type:access_token");
    assertThat(door.door().granted().subject()).isEqualTo(ADA);
    assertThat(door.door().granted().audience()).isEqualTo(API);
    assertThat(door.door().granted().scope()).containsExactly("read:messages");
    assertThat(door.door().granted().grantType()).isEmpty();
  }

  @Test
  void goes_by_the_first_rule_that_fits_type_and_token() {
    rules(
        rule(TYPE, "subject_token", "of-eve", "deny", "the session of eve has ended"),
        rule(TYPE, "subject_token", "of-ada", "user", ADA),
        rule(TYPE, "deny", "no other token is known"));

    Reply ada = exchange(TYPE, "of-ada");
    exchange(TYPE, "of-eve");
    Object eve = door.diagnosis().facts().get("message");
    exchange(TYPE, "of-mallory");
    Object mallory = door.diagnosis().facts().get("message");

    assertThat(ada.status()).as(ada.text()).isEqualTo(200);
    assertThat(List.of(eve, mallory))
        .containsExactly("the session of eve has ended", "no other token is known");
  }

  @Test
  void refuses_a_token_that_no_rule_fits_or_whose_user_is_not_there() {
    rules(rule(OTHER, "user", ADA), rule(TYPE, "subject_token", "of-eve", "user", "eve"));

    exchange(TYPE, "of-ada");
    String unfit = door.diagnosis().because();
    exchange(TYPE, "of-eve");

    assertThat(unfit).startsWith("no rule of the seed's fakeAuth0.tokenExchange fits the token");
    assertThat(door.diagnosis().because())
        .isEqualTo("the rule of fakeAuth0.tokenExchange names a user who is not there: eve");
    assertThat(door.diagnosis().facts()).containsEntry("message", "Invalid subject token");
  }

  @Test
  void exchanges_nothing_of_a_type_without_profile_or_of_a_client_that_may_not() {
    rules(rule(TYPE, "user", ADA), rule("urn:acme:none", "user", ADA));

    exchange("urn:acme:none", "any");
    RefusalReason unknown = door.diagnosis().reason();
    Object known = door.diagnosis().facts().get("known");
    door.change(draft -> draft.put(migrating("token_exchange", Document.EMPTY)));
    exchange(TYPE, "any");

    assertThat(unknown).isEqualTo(RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE);
    assertThat(known).isEqualTo(List.of(TYPE, OTHER));
    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.TOKEN_EXCHANGE_NOT_ALLOWED);
  }

  @Test
  void names_the_parameter_that_is_missing() {
    door.tokenAs("migrating", GrantType.TOKEN_EXCHANGE.wireName(), "subject_token", "any");
    Object type = door.diagnosis().facts().get("parameter");
    door.tokenAs("migrating", GrantType.TOKEN_EXCHANGE.wireName(), "subject_token_type", TYPE);
    Object token = door.diagnosis().facts().get("parameter");

    assertThat(List.of(type, token)).containsExactly("subject_token_type", "subject_token");
  }

  @Test
  void exchanges_for_members_of_an_organization() {
    rules(rule(TYPE, "user", ADA));
    door.change(
        draft -> {
          draft.put(migrating("organization_usage", "allow"));
          draft.put(anOrganization("org_1", "acme"));
          draft.join(Relations.ORGANIZATIONS_MEMBERS, "org_1", ADA, Document.EMPTY);
          draft.settings(
              draft.state().settings().with("allow_organization_name_in_authentication_api", true));
        });

    Reply byId = exchange(TYPE, "any", "organization", "org_1");
    Reply byName = exchange(TYPE, "any", "organization", "acme");

    assertThat(byId.status()).as(byId.text()).isEqualTo(200);
    assertThat(byName.status()).as(byName.text()).isEqualTo(200);
    assertThat(door.door().granted().organization().orElseThrow().id()).isEqualTo("org_1");
    assertThat(door.door().granted().namesOrganization()).isTrue();
  }

  @Test
  void exchanges_nothing_for_a_user_who_is_blocked() {
    rules(rule(TYPE, "user", ADA));
    door.change(draft -> AppDoor.ada(draft, "blocked", true));

    exchange(TYPE, "any");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.USER_BLOCKED);
  }

  private static Client migrating(Object... more) {
    Document client =
        Document.of(
            "token_endpoint_auth_method",
            "none",
            "is_first_party",
            true,
            "grant_types",
            List.of(GrantType.TOKEN_EXCHANGE.wireName()),
            "token_exchange",
            Document.of("allow_any_profile_of_type", List.of("custom_authentication")));
    for (int i = 0; i < more.length; i += 2) {
      client = client.with((String) more[i], more[i + 1]);
    }
    return aClient(
        "migrating",
        client.asMap().entrySet().stream()
            .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
            .toArray());
  }

  private static Document rule(String type, Object... members) {
    Document rule = Document.of("subject_token_type", type);
    for (int i = 0; i < members.length; i += 2) {
      rule = rule.with((String) members[i], members[i + 1]);
    }
    return rule;
  }

  private void rules(Document... rules) {
    door.change(draft -> draft.fakeAuth0(Document.of("tokenExchange", List.of(rules))));
  }

  private Reply exchange(String type, String token, String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(
        new String[] {"subject_token_type", type, "subject_token", token}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return door.tokenAs("migrating", GrantType.TOKEN_EXCHANGE.wireName(), all);
  }
}
