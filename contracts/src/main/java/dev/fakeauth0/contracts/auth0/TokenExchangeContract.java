package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.F;
import static dev.fakeauth0.contracts.auth0.Grade.F2;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;

import dev.fakeauth0.contracts.Reply;
import java.util.List;
import java.util.Map;

/**
 * What is refused where somebody else's token is to be exchanged (RFC 8693; Auth0 docs, "Custom
 * Token Exchange"). On plans that have it; whom a token is about is for an Action to say.
 */
@SuppressWarnings("MemberName") // Sentences.
final class TokenExchangeContract {

  private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String TYPE = "https://fa0-contract.example/token-type/";

  private final Tenant tenant;

  TokenExchangeContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @NotYetVerified(F)
  void refuses_clients_that_may_not_use_a_profile() {
    String type = profile();

    Reply reply =
        exchanged(client(Map.of()), Json.of("subject_token", "x", "subject_token_type", type));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "\"custom_authentication\" Token Exchange Profile is not allowed for the client.");
  }

  @NotYetVerified(OPEN)
  void refuses_a_type_that_no_profile_is_for() {
    Reply reply =
        exchanged(
            allowed(), Json.of("subject_token", "x", "subject_token_type", TYPE + "unheard-of"));

    assertThat(reply).isOAuthError(400, "invalid_request");
  }

  @NotYetVerified(D)
  void refuses_a_token_that_the_action_finds_no_user_in() {
    Reply reply =
        exchanged(allowed(), Json.of("subject_token", "x", "subject_token_type", profile()));

    assertThat(reply).hasStatus(400);
  }

  @NotYetVerified(L)
  void asks_for_the_token() {
    Reply reply = exchanged(allowed(), Json.of("subject_token_type", TYPE + "unheard-of"));

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "Missing required parameter: subject_token");
  }

  @NotYetVerified(L)
  void asks_for_the_type_of_the_token() {
    Reply reply = exchanged(allowed(), Json.of("subject_token", "x"));

    assertThat(reply)
        .isOAuthError(400, "invalid_request", "Missing required parameter: subject_token_type");
  }

  @NotYetVerified(F2)
  void refuses_clients_that_may_not_exchange_tokens() {
    Reply reply =
        exchanged(
            tenant.fixtures().web(),
            Json.of("subject_token", "x", "subject_token_type", TYPE + "unheard-of"));

    assertThat(reply)
        .isOAuthError(
            403,
            "unauthorized_client",
            "Grant type '" + GRANT_TYPE + "' not allowed for the client.");
  }

  @NotYetVerified(F2)
  void refuses_a_client_with_a_wrong_secret() {
    Reply reply =
        exchanged(
            allowed(),
            Json.of(
                "subject_token",
                "x",
                "subject_token_type",
                TYPE + "unheard-of",
                "client_secret",
                "not-the-secret-of-this-client"));

    assertThat(reply).isOAuthError(401, "access_denied", "Unauthorized");
  }

  private Application allowed() {
    return client(
        Map.of(
            "token_exchange",
            Map.of("allow_any_profile_of_type", List.of("custom_authentication"))));
  }

  private Application client(Map<String, ?> more) {
    return tenant.fixtures().confidentialWhereTaken(GRANT_TYPE, more);
  }

  /** The type of tokens that a profile of one's own is for; its Action rejects them all. */
  private String profile() {
    Map<String, Object> action =
        tenant
            .fixtures()
            .makeWhereTaken(
                "/actions/actions",
                Json.of(
                    "name",
                    tenant.fixtures().newName("exchange"),
                    "supported_triggers",
                    List.of(Json.of("id", "custom-token-exchange", "version", "v1")),
                    "code",
                    "exports.onExecuteCustomTokenExchange = async (event, api) => {"
                        + " api.access.rejectInvalidSubjectToken('by fa0-contract'); };"));
    String name = tenant.fixtures().newName("profile");
    return Json.text(
        tenant
            .fixtures()
            .makeWhereTaken(
                "/token-exchange-profiles",
                Json.of(
                    "name",
                    name,
                    "subject_token_type",
                    TYPE + name,
                    "action_id",
                    Json.text(action, "id"),
                    "type",
                    "custom_authentication")),
        "subject_token_type");
  }

  private Reply exchanged(Application client, Map<String, ?> more) {
    return tenant.token(
        Json.with(Json.with(Json.of("grant_type", GRANT_TYPE), client.credentials()), more));
  }
}
