package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Requests;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {

  private static final String API = "https://api.example.com";

  @Test
  void grants_the_scopes_of_the_client_grant_with_the_members_in_order() {
    TokenDoor door = TokenDoor.withM2m(draft -> {});

    Reply reply = door.asM2m("audience", API);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo(
            "{\"access_token\":\"a.signed.token\",\"scope\":\"read:messages write:messages\","
                + "\"expires_in\":86400,\"token_type\":\"Bearer\"}");
    assertThat(door.granted().subject()).isEqualTo("m2m@clients");
    assertThat(door.granted().issuer()).isEqualTo(TokenDoor.ISSUER);
    assertThat(door.granted().grantType()).contains("client-credentials");
    assertThat(door.granted().permissions()).isEmpty();
  }

  @Test
  void says_that_nobody_may_keep_the_token() {
    Reply reply = TokenDoor.withM2m(draft -> {}).asM2m("audience", API);

    assertThat(reply.headers().first("Cache-Control")).contains("no-store");
    assertThat(reply.headers().first("Pragma")).contains("no-cache");
    assertThat(reply.headers().first("Content-Type")).contains("application/json");
  }

  @Test
  void reads_json_as_it_reads_a_form_and_passes_over_what_it_does_not_know() {
    TokenDoor door = TokenDoor.withM2m(draft -> {});

    Reply reply =
        door.post(
            "Application/JSON ; charset=UTF-8",
            "{\"client_id\":\"m2m\",\"client_secret\":\"m2m-secret\",\"test\":[1],"
                + "\"audience\":\"https://api.example.com\",\"scope\":null,"
                + "\"grant_type\":\"client_credentials\"}");

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void answers_with_a_slash_at_the_end_of_the_path() {
    TokenDoor door = TokenDoor.withM2m(draft -> {});

    Reply reply =
        door.handle(Requests.post("/oauth/token/", "", "Content-Type", "application/json"));

    assertThat(reply.status()).isEqualTo(401);
  }

  @Test
  void narrows_scopes_without_a_word_but_notes_it() {
    TokenDoor door = TokenDoor.withM2m(draft -> {});

    Reply reply = door.asM2m("audience", API, "scope", "admin write:messages openid");

    assertThat(body(reply).string("scope")).contains("write:messages");
    assertThat(door.last().notes())
        .containsExactly("scopes asked for and not granted by the client grant: admin openid");
  }

  @Test
  void grants_a_token_without_scope_where_nothing_is_left() {
    TokenDoor door = TokenDoor.withM2m(draft -> {});

    Reply reply = door.asM2m("audience", API, "scope", "admin");

    assertThat(reply.text())
        .isEqualTo(
            "{\"access_token\":\"a.signed.token\",\"expires_in\":86400,\"token_type\":\"Bearer\"}");
  }

  @Test
  void grants_all_scopes_of_the_api_where_the_grant_says_so() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft -> draft.put(aGrant("cgr_m2m", "m2m", API, "allow_all_scopes", true)));

    door.asM2m("audience", API);

    assertThat(door.granted().scope()).containsExactly("read:messages", "write:messages", "admin");
  }

  @Test
  void names_the_granted_scopes_as_permissions_in_the_dialects_that_have_them() {
    TokenDoor door =
        TokenDoor.withM2m(draft -> draft.put(anApi(API, "token_dialect", "rfc9068_profile_authz")));

    door.asM2m("audience", API, "scope", "read:messages");

    assertThat(door.granted().permissions()).contains(List.of("read:messages"));
  }

  @Test
  void issues_tokens_of_the_management_api_under_the_spelling_that_was_sent() {
    TokenDoor door =
        TokenDoor.withM2m(draft -> draft.put(aGrant("cgr_1", "m2m", ManagementApi.IDENTIFIER)));

    door.asM2m("audience", "http://127.0.0.1:8080/api/v2/");

    assertThat(door.granted().audience()).isEqualTo("http://127.0.0.1:8080/api/v2/");
    assertThat(door.granted().api().orElseThrow().managementApi()).isTrue();
  }

  @Test
  void takes_the_default_audience_where_none_is_sent() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft -> {
              draft.put(aGrant("cgr_1", "m2m", ManagementApi.IDENTIFIER));
              draft.settings(Document.of("default_audience", ManagementApi.IDENTIFIER));
            });

    door.asM2m();

    assertThat(door.granted().audience()).isEqualTo("http://localhost:8080/api/v2/");
  }

  @Test
  void takes_the_resource_only_with_the_compatibility_profile() {
    TokenDoor door = TokenDoor.withM2m(draft -> {});
    TokenDoor compatible =
        TokenDoor.withM2m(
            draft -> draft.settings(Document.of("resource_parameter_profile", "compatibility")));

    door.asM2m("resource", API);
    Reply granted = compatible.asM2m("resource", API);
    Reply audienceWins = compatible.asM2m("resource", API, "audience", "https://other");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.AUDIENCE_MISSING);
    assertThat(granted.status()).isEqualTo(200);
    assertThat(audienceWins.text()).contains("Service not found: https://other");
  }

  @Test
  void serves_third_party_clients_by_a_default_grant() {
    TokenDoor door =
        TokenDoor.of(
            draft -> {
              draft.put(aClient("tpc", "client_secret", "s", "is_first_party", false));
              draft.put(aClient("own", "client_secret", "s"));
              draft.put(anApi(API));
              draft.put(
                  ClientGrant.of(
                      Document.of(
                          "id",
                          "cgr_1",
                          "audience",
                          API,
                          "default_for",
                          "third_party_clients",
                          "scope",
                          List.of("read:messages"))));
            });

    Reply third =
        door.form(
            "grant_type",
            "client_credentials",
            "client_id",
            "tpc",
            "client_secret",
            "s",
            "audience",
            API);
    Reply first =
        door.form(
            "grant_type",
            "client_credentials",
            "client_id",
            "own",
            "client_secret",
            "s",
            "audience",
            API);

    assertThat(body(third).string("scope")).contains("read:messages");
    assertThat(first.status()).isEqualTo(403);
  }

  @Test
  void adds_the_claims_of_the_seed() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft ->
                draft.fakeAuth0(
                    Document.of(
                        "claims",
                        Document.of(
                            "clients", Map.of("m2m", Map.of("a", 1)),
                            "audiences", Map.of("https://other", Map.of("b", 2)),
                            "users", Map.of("ada", Map.of("c", 3))))));

    door.asM2m("audience", API);

    assertThat(door.granted().customClaims()).containsOnlyKeys("a");
  }
}
