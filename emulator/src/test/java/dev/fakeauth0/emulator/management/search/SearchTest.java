package dev.fakeauth0.emulator.management.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final Document JANE =
      document(
          """
          {"user_id": "auth0|5f7c8ec7c33c6c004bbafe82", "email": "jane.smith@Example.com", "name": "Jane Smith",
           "nickname": "jane", "email_verified": true, "logins_count": 7, "created_at": "2024-05-17T10:00:00.000Z",
           "identities": [{"connection": "Users", "provider": "auth0", "isSocial": false}],
           "app_metadata": {"plan": "Gold", "seats": 3, "subscription": {"tier": "a b"}, "tags": ["x", "y"], "none": []},
           "user_metadata": {"addresses": [{"city": "Paris"}, {"city": "Rome"}], "colour": "gr*n"}}
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*:*",
        "email:\"jane.smith@example.com\"",
        "email:JANE.SMITH@EXAMPLE.COM",
        "email.domain:example.com",
        "name:\"jane smith\"",
        "name:jane*",
        "name:*smith",
        "name:j*th",
        "name:*ne\\ sm*",
        "name:J?ne*",
        "\"jane smith\"",
        "jane",
        "jane.smith@*",
        "user_id:\"auth0|5f7c8ec7c33c6c004bbafe82\"",
        "user_id:auth0\\|5f7c8ec7c33c6c004bbafe82",
        "email_verified:true",
        "logins_count:7",
        "logins_count:[5 TO 10]",
        "logins_count:{6 TO *]",
        "logins_count:[* TO 7]",
        "logins_count:>=7",
        "created_at:[2024-05-01 TO 2024-05-17]",
        "created_at:[2024 TO 2025}",
        "identities.connection:\"Users\"",
        "app_metadata.plan:\"Gold\"",
        "app_metadata.plan:G*",
        "app_metadata.seats:3",
        "app_metadata.seats:3.0",
        "app_metadata.tags:y",
        "app_metadata.subscription.tier:\"a b\"",
        "user_metadata.addresses.city:Rome",
        "user_metadata.colour:gr*n",
        "_exists_:app_metadata.plan",
        "_exists_:app_metadata",
        "NOT _exists_:phone_number",
        "-_exists_:phone_number",
        "email:jane.smith@example.com",
        "app_metadata.plan:*",
        "NOT _exists_:app_metadata.none",
        "name:jane* AND app_metadata.plan:Gold",
        "name:bob OR app_metadata.plan:Gold",
        "name:bob name:jane*",
        "+email_verified:true name:nobody",
        "(name:bob OR name:jane*) AND NOT app_metadata.plan:Silver",
        "email_verified:true AND (logins_count:1 OR logins_count:7)",
        "app_metadata.plan:(Silver OR Gold)",
      })
  void finds_jane_by(String query) throws MalformedSearch {
    assertThat(search(query).matches(JANE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email:\"jane\"",
        "name:jane",
        "name:smith*",
        "name:*jane",
        "app_metadata.plan:\"gold\"",
        "app_metadata.plan:\"Gol\"",
        "app_metadata.plan:g*",
        "user_metadata.addresses.city:R*",
        "identities.connection:\"users\"",
        "logins_count:[8 TO *]",
        "logins_count:{7 TO 10]",
        "created_at:[2024-05-18 TO *]",
        "created_at:[* TO 2024-05-17}",
        "_exists_:phone_number",
        "NOT email_verified:true",
        "name:jane* AND app_metadata.plan:Silver",
        "+name:nobody email_verified:true",
        "bob",
        "Gold",
        "Paris",
      })
  void does_not_find_jane_by(String query) throws MalformedSearch {
    assertThat(search(query).matches(JANE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name:",
        "name:\"jane",
        "(name:jane",
        "name:jane)",
        "AND",
        "name:jane AND",
        "[1 TO 2]",
        "user_metadata.size:[1 TO 2]",
        "name:jane~",
        "name:/ja.e/",
        "\"jane smith\"~2",
      })
  void refuses_what_is_no_query_of_auth0s(String query) {
    assertThatThrownBy(() -> search(query)).isInstanceOf(MalformedSearch.class);
  }

  @Test
  void names_the_condition_that_an_index_can_answer() throws MalformedSearch {
    assertThat(search("email:\"Jane@Example.com\" AND blocked:true").equality())
        .contains(new Search.Equality("email", "jane@example.com"));
    assertThat(search("app_metadata.plan:\"Gold\"").equality())
        .contains(new Search.Equality("app_metadata.plan", "Gold"));
    assertThat(search("name:jane OR name:bob").equality()).isEmpty();
    assertThat(search("NOT name:jane").equality()).isEmpty();
    assertThat(search("name:j*").equality()).isEmpty();
  }

  @Test
  void derived_fields_are_asked_of_whoever_knows_them() throws MalformedSearch {
    SearchedFields fields =
        SearchedFields.ofUsers(
            (document, field) ->
                field.equals("organization_id") ? List.of("org_1", "org_2") : List.of());

    assertThat(Search.parse("organization_id:org_2", fields).matches(JANE)).isTrue();
    assertThat(Search.parse("organization_id:org_3", fields).matches(JANE)).isFalse();
  }

  @Test
  void log_records_are_compared_letter_by_letter() throws MalformedSearch {
    Document record = document("{\"type\": \"feccft\", \"client_name\": \"Shop\"}");

    assertThat(Search.parse("type:feccft", SearchedFields.ofLogs()).matches(record)).isTrue();
    assertThat(Search.parse("client_name:shop", SearchedFields.ofLogs()).matches(record)).isFalse();
  }

  private static Search search(String query) throws MalformedSearch {
    return Search.parse(query, SearchedFields.ofUsers((document, field) -> List.of()));
  }

  private static Document document(String json) {
    try {
      return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }
}
