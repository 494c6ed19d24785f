package dev.fakeauth0.emulator.control;

import static dev.fakeauth0.emulator.control.Controlled.diagnosis;
import static dev.fakeauth0.emulator.control.Controlled.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Reply;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenOnDemandTest {

  private final Controlled emulator = new Controlled();

  @Test
  void a_token_left_open_is_that_of_the_first_machine_granted_an_api() {
    Reply reply = mint("{}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(json(reply).asMap().keySet())
        .containsExactly("access_token", "scope", "expires_in", "token_type");
    assertThat(json(reply).string("scope")).contains("read:messages write:messages");
    assertThat(json(reply).number("expires_in")).contains(86400L);
    assertThat(claims(reply).asMap())
        .containsEntry("iss", "http://localhost:8080/")
        .containsEntry("sub", "m2m@clients")
        .containsEntry("aud", "https://api.example.com")
        .containsEntry("azp", "m2m")
        .containsEntry("gty", "client-credentials")
        .containsEntry("iat", 1795262400L)
        .containsEntry("exp", 1795348800L);
  }

  @Test
  void a_token_is_just_what_was_described() {
    Reply reply =
        mint(
            """
            {"client":"web","user":"ada@example.com","audience":"https://api.example.com",
             "scope":"read:messages delete:everything","permissions":["a","b"],
             "claims":{"https://example.com/plan":"gold","azp":null},"expires_in":60}
            """);

    assertThat(json(reply).number("expires_in")).contains(60L);
    assertThat(claims(reply).string("sub", "")).matches("auth0\\|[0-9a-f]{24}");
    assertThat(claims(reply).asMap())
        .containsEntry("scope", "read:messages delete:everything")
        .containsEntry("https://example.com/plan", "gold")
        .containsEntry("exp", 1795262460L)
        .doesNotContainKeys("azp", "gty");
    assertThat(claims(reply).strings("permissions")).containsExactly("a", "b");
  }

  @Test
  void a_users_token_is_for_the_first_client_that_logs_users_in() {
    Reply reply = mint("{\"user\":\"ada@example.com\"}");

    assertThat(claims(reply).asMap())
        .containsEntry("azp", "web")
        .containsEntry("scope", "read:messages write:messages");
  }

  @Test
  void the_management_api_goes_by_every_spelling() {
    Reply reply = mint("{\"audience\":\"https://default.eu.auth0.com/api/v2/\"}");

    assertThat(claims(reply).asMap())
        .containsEntry("aud", "https://default.eu.auth0.com/api/v2/")
        .containsEntry("azp", "management");
    assertThat(claims(reply).string("scope", "")).contains("read:users");
  }

  @Test
  void an_opaque_token_has_five_parts() {
    String token = json(mint("{\"defect\":\"opaque\"}")).string("access_token", "");

    assertThat(token.split("\\.", -1)).hasSize(5);
    assertThat(token.split("\\.", -1)[1]).isEmpty();
  }

  @Test
  void a_token_of_another_tenant_has_its_issuer() {
    Reply reply = emulator.send("POST", "/__admin/tokens?tenant=prod", "{}");

    assertThat(claims(reply).string("iss")).contains("http://prod.eu.auth0.com:8080/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"client\":\"m2n\"};there is no client m2n;did you mean m2m?",
        "{\"user\":\"ida@example.com\"};there is no user ida@example.com;did you mean"
            + " ada@example.com?",
        "{\"audience\":\"https://api.example.com/\"};there is no API https://api.example.com/;did"
            + " you mean https://api.example.com?",
        "{\"organization\":\"acme\"};there is no organization acme;the tenant has none: add one to"
            + " the seed",
        "{\"defect\":\"opaqe\"};there is no defect opaqe;did you mean opaque?"
      })
  void what_does_not_exist_is_refused_with_what_does(String body, String because, String remedy) {
    Reply reply = mint(body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).string("because")).contains(because);
    assertThat(diagnosis(reply).strings("remedies")).containsExactly(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"expires_in\":0};\"expires_in\" is a number of seconds, 1 or more, not 0",
        "{\"scope\":7};\"scope\" is a list of strings, not 7",
        "{\"permissions\":[1]};\"permissions\" is a list of strings, not [1]",
        "{\"claims\":[]};\"claims\" is an object, not []",
        "{\"client\":false};\"client\" is a string, not false"
      })
  void a_member_of_the_wrong_kind_is_refused(String body, String because) {
    assertThat(diagnosis(mint(body)).string("because")).contains(because);
  }

  @Test
  void no_token_on_demand_stands_in_the_journal() {
    mint("{}");

    assertThat(emulator.first.epoch().journal().entries()).isEmpty();
  }

  private Reply mint(String body) {
    return emulator.send("POST", "/__admin/tokens", body);
  }

  private static Document claims(Reply reply) {
    String token = json(reply).string("access_token", "");
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    } catch (MalformedJson e) {
      throw new AssertionError(token, e);
    }
  }
}
