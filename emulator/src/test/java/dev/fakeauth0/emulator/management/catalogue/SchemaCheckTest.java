package dev.fakeauth0.emulator.management.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Auth0's wording, sample by sample, and z-schema's texts. */
class SchemaCheckTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '\u00a6',
      quoteCharacter = '\u00a7',
      value = {
        "{ settings { a string } says \"Specific provider setting\" } ¦ {'settings':{'first_setting':1,'second_setting':2}}"
            + " ¦ Payload validation error: 'Additional properties not allowed: second_setting,first_setting' on property settings (Specific provider setting).",
        "{ client_id string as client-id says \"client_id of the client\" } ¦ {'client_id':'#<Random:0x0>'}"
            + " ¦ Payload validation error: 'Object didn't pass validation for format client-id: #<Random:0x0>' on property client_id (client_id of the client).",
        "{ groups [{ email string as email says \"Google Workspace Directory group email\" }] } ¦ {'groups':[{'email':''}]}"
            + " ¦ Payload validation error: 'Object didn't pass validation for format email: ' on property groups[0].email (Google Workspace Directory group email).",
        "{ rule { match { auth0_managed [string] unique } } } ¦ {'rule':{'match':{'auth0_managed':['a','a']}}}"
            + " ¦ Payload validation error: 'Array items are not unique (indexes 0 and 1)' on property rule.match.auth0_managed.",
        "{ email* string } ¦ {} ¦ Payload validation error: 'Missing required property: email'.",
        "{ connection_id string like \"^con_[A-Za-z0-9]{16}$\" } ¦ {'connection_id':'x'}"
            + " ¦ Payload validation error: 'String does not match pattern ^con_[A-Za-z0-9]{16}$: x' on property connection_id.",
        "{ a string } ¦ {'a':1} ¦ Payload validation error: 'Expected type string but found type integer' on property a.",
        "{ a string|null } ¦ {'a':1.5} ¦ Payload validation error: 'Expected type string,null but found type number' on property a.",
        "{ a string } ¦ [] ¦ Payload validation error: 'Expected type object but found type array'.",
        "{ a string in (x y) } ¦ {'a':'z'} ¦ Payload validation error: 'No enum match for: z' on property a.",
        "{ a string length 3..5 } ¦ {'a':'zz'} ¦ Payload validation error: 'String is too short (2 chars), minimum 3' on property a.",
        "{ a string length 3..5 } ¦ {'a':'zzzzzz'} ¦ Payload validation error: 'String is too long (6 chars), maximum 5' on property a.",
        "{ a [string] count 1..2 } ¦ {'a':[]} ¦ Payload validation error: 'Array is too short (0), minimum 1' on property a.",
        "{ a [string] count 1..2 } ¦ {'a':['x','y','z']} ¦ Payload validation error: 'Array is too long (3), maximum 2' on property a.",
        "{ a integer range 1..100 } ¦ {'a':0} ¦ Payload validation error: 'Value 0 is less than minimum 1' on property a.",
        "{ a integer range 1..100 } ¦ {'a':101} ¦ Payload validation error: 'Value 101 is greater than maximum 100' on property a.",
        "{ a {...} members 1..1 } ¦ {'a':{}} ¦ Payload validation error: 'Too few properties defined (0), minimum 1' on property a.",
        "{ a {...} members 1..1 } ¦ {'a':{'x':1,'y':2}} ¦ Payload validation error: 'Too many properties defined (2), maximum 1' on property a.",
        "{ a oneOf (string, integer) } ¦ {'a':true} ¦ Payload validation error: 'None of the valid schemas were met' on property a."
            + " Inner errors: [ Payload validation error: 'Expected type integer but found type boolean' on property a."
            + " (also) Payload validation error: 'Expected type string but found type boolean' on property a. ].",
        "{ a* { b* integer } } ¦ {'x':1,'a':{'b':'y'}} ¦ Payload validation error: 'Additional properties not allowed: x'.",
        "{ a string } ¦ {'a':null} ¦ Payload validation error: 'Expected type string but found type null' on property a.",
      })
  void words_a_fault_as_auth0_does(String notation, String body, String message) throws Exception {
    Schema schema = Notations.schema(notation);

    assertThat(SchemaCheck.body(schema, json(body)).map(fault -> fault.message("Payload")))
        .contains(message);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '\u00a6',
      quoteCharacter = '\u00a7',
      value = {
        "{ a string|null } ¦ {'a':null}",
        "{ a number } ¦ {'a':1}",
        "{ a integer } ¦ {'a':1.0}",
        "{ ... } ¦ {'anything':[1]}",
        "any ¦ 'text'",
        "oneOf (string, string length 1..) ¦ 'both'",
        "{ a string length ..2 } ¦ {'a':'\uD83D\uDE00\uD83D\uDE00'}",
      })
  void takes_what_fits(String notation, String body) throws Exception {
    Schema schema = Notations.schema(notation);

    assertThat(SchemaCheck.body(schema, json(body))).isEmpty();
  }

  @Test
  void words_the_fault_of_a_path() throws Exception {
    Operation operation =
        Notations.catalogue(
                "event-streams",
                "GET /event-streams/{id}\n  path id* string as event-stream-id quoted"
                    + " \"Unique identifier for the event stream\"\n  answers 200\n")
            .find("GET", "/api/v2/event-streams/est_x")
            .orElseThrow()
            .operation();

    assertThat(SchemaCheck.path(operation, Map.of("id", "est_x")).orElseThrow().message("Path"))
        .isEqualTo(
            "Path validation error: 'Object didn't pass validation for format event-stream-id: est_x'"
                + " on property id (Unique identifier for the event stream).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "page | x | Query validation error: 'Expected type integer but found type string' on property page.",
        "page | -1 | Query validation error: 'Value -1 is less than minimum 0' on property page.",
        "per_page | 101 | Query validation error: 'Value 101 is greater than maximum 100' on property per_page (Number of results per page).",
        "include_totals | yes | Query validation error: 'Expected type boolean but found type string' on property include_totals.",
        "other | 1 | Query validation error: 'Additional properties not allowed: other'.",
      })
  void words_the_fault_of_a_query(String name, String value, String message) throws Exception {
    SchemaCheck.Query query = SchemaCheck.query(listing(), Map.of(name, List.of(value)));

    assertThat(query.fault().orElseThrow().message("Query")).isEqualTo(message);
  }

  @Test
  void reads_a_query_as_the_types_wanted() throws Exception {
    SchemaCheck.Query query =
        SchemaCheck.query(
            listing(),
            Map.of(
                "page", List.of("2"),
                "include_totals", List.of("true"),
                "strategy", List.of("a", "b")));

    assertThat(query.fault()).isEmpty();
    assertThat(query.values())
        .isEqualTo(Map.of("page", 2L, "include_totals", true, "strategy", List.of("a", "b")));
  }

  private static Operation listing() throws Exception {
    return Notations.catalogue(
            "things",
            """
            GET /things
              query page integer range 0..
              query per_page integer range 0..100 quoted "Number of results per page"
              query include_totals boolean
              query strategy [string]
              answers 200
            """)
        .operations()
        .get(0);
  }

  private static Object json(String text) throws Exception {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
