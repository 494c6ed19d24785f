package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.decision.ClientAuthentication;
import dev.fakeauth0.emulator.pipeline.PrivateKeyClient;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.token.Keys;
import dev.fakeauth0.refusal.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAuthenticationTest {

  private static final String API = "https://api.example.com";
  private static final String FORM = "application/x-www-form-urlencoded";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'m2m-secret | none",
        "'m2m-secret' | quotes around the secret",
        "\"m2m-secret\" | quotes around the secret",
        "\"m2m-secret' | none",
        "xm2m-secretx | none",
        "\" | none",
        "%6D2m-secret | the secret is percent-encoded once too often",
        "m%32m-secret | the secret is percent-encoded once too often",
        "%zz | none",
        "m2m-secret%20 | none"
      },
      quoteCharacter = '`')
  void says_what_was_done_to_a_secret_that_is_nearly_right(String secret, String finding) {
    TokenDoor door = TokenDoor.withM2m(draft -> {});

    door.form("grant_type", "client_credentials", "client_id", "m2m", "client_secret", secret);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.INVALID_CLIENT);
    assertThat(door.diagnosis().facts().getOrDefault("finding", "none")).isEqualTo(finding);
    assertThat(door.diagnosis().facts()).containsEntry("secret_length", secret.length());
  }

  @Test
  void finds_no_other_client_whose_secret_it_is_where_there_is_none() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft -> {
              draft.put(aClient("spa", "token_endpoint_auth_method", "none"));
              draft.put(aClient("other", "client_secret", "other-secret"));
            });

    door.form("grant_type", "client_credentials", "client_id", "m2m", "client_secret", "a-guess");
    boolean guessed = door.diagnosis().facts().containsKey("finding");
    door.post(
        FORM, "grant_type=client_credentials", "Authorization", "Basic " + base64("m2m:a-guess"));

    assertThat(guessed).isFalse();
    assertThat(door.diagnosis().facts()).doesNotContainKey("finding");
  }

  @Test
  void says_that_the_client_has_no_secret_to_compare_with() {
    TokenDoor door = TokenDoor.withM2m(draft -> draft.put(aClient("m2m")));

    door.form("grant_type", "client_credentials", "client_id", "m2m", "client_secret", "a-guess");

    assertThat(door.diagnosis().facts()).containsEntry("finding", "the client has no secret");
  }

  @Test
  void takes_basic_from_a_client_of_post_and_post_from_a_client_of_basic() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft -> {
              draft.put(
                  aClient(
                      "basic",
                      "client_secret",
                      "s:+% é",
                      "token_endpoint_auth_method",
                      "client_secret_basic"));
              draft.put(aGrant("cgr_2", "basic", API));
            });

    Reply basicForPost =
        door.post(
            FORM,
            "grant_type=client_credentials&client_id=m2m&audience=https%3A%2F%2Fapi.example.com",
            "Authorization",
            "Basic " + base64("m2m:m2m-secret"));
    Reply postForBasic =
        door.form(
            "grant_type",
            "client_credentials",
            "client_id",
            "basic",
            "client_secret",
            "s:+% é",
            "audience",
            API);
    Reply basicForBasic =
        door.post(
            FORM,
            "grant_type=client_credentials&audience=https%3A%2F%2Fapi.example.com",
            "Authorization",
            "Basic " + base64("basic:s%3A%2B%25+%C3%A9"));

    assertThat(basicForPost.status()).isEqualTo(200);
    assertThat(postForBasic.status()).isEqualTo(200);
    assertThat(basicForBasic.status()).isEqualTo(200);
  }

  @Test
  void does_not_look_at_the_secret_of_a_public_client() {
    TokenDoor door =
        TokenDoor.withM2m(
            draft ->
                draft.put(
                    aClient(
                        "spa", "client_secret", "right", "token_endpoint_auth_method", "none")));

    door.form("grant_type", "client_credentials", "client_id", "spa", "client_secret", "wrong");

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.PUBLIC_CLIENT);
  }

  @Test
  void takes_an_assertion_once_with_or_without_client_id() {
    TokenDoor door = doorOfSigner();
    String assertion = PrivateKeyClient.assertion(ISSUER, "one", Keys.NOW);

    Reply first = assertingAs(door, assertion);
    Reply again = assertingAs(door, assertion);
    Reply other =
        door.form(
            "grant_type",
            "client_credentials",
            "audience",
            API,
            "client_id",
            PrivateKeyClient.ID,
            "client_assertion",
            PrivateKeyClient.assertion(ISSUER, "two", Keys.NOW),
            "client_assertion_type",
            ClientAuthentication.JWT_BEARER);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.text())
        .isEqualTo(
            "{\"error\":\"invalid_client\",\"error_description\":"
                + "\"Failed to verify assertion: jti has already been used\"}");
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void spends_an_assertion_also_where_the_request_is_refused_for_something_else() {
    TokenDoor door = doorOfSigner();
    String assertion = PrivateKeyClient.assertion(ISSUER, "one", Keys.NOW);

    door.form(
        "grant_type",
        "password",
        "client_assertion",
        assertion,
        "client_assertion_type",
        ClientAuthentication.JWT_BEARER);
    assertingAs(door, assertion);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.CLIENT_ASSERTION_REPLAYED);
  }

  @Test
  void spends_no_assertion_that_was_not_good() {
    TokenDoor door = doorOfSigner();
    String good = PrivateKeyClient.assertion(ISSUER, "one", Keys.NOW);

    assertingAs(door, good.substring(0, good.length() - 8) + "AAAAAAAA");
    RefusalReason forged = door.diagnosis().reason();
    Reply reply = assertingAs(door, good);

    assertThat(forged).isEqualTo(RefusalReason.INVALID_CLIENT_ASSERTION);
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void refuses_an_assertion_that_speaks_for_another_client_than_the_one_named() {
    TokenDoor door = doorOfSigner();

    door.form(
        "grant_type",
        "client_credentials",
        "client_id",
        "m2m",
        "client_assertion",
        PrivateKeyClient.assertion(ISSUER, "one", Keys.NOW),
        "client_assertion_type",
        ClientAuthentication.JWT_BEARER);

    assertThat(door.diagnosis().reason()).isEqualTo(RefusalReason.SEVERAL_CLIENT_CREDENTIALS);
  }

  private static TokenDoor doorOfSigner() {
    return TokenDoor.withM2m(
        draft -> {
          draft.put(PrivateKeyClient.client());
          draft.put(aGrant("cgr_2", PrivateKeyClient.ID, API));
        });
  }

  private static Reply assertingAs(TokenDoor door, String assertion) {
    return door.form(
        "grant_type",
        "client_credentials",
        "audience",
        API,
        "client_assertion",
        assertion,
        "client_assertion_type",
        ClientAuthentication.JWT_BEARER);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
