package dev.fakeauth0.emulator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomClaimsTest {

  private static final Client CLIENT =
      Client.of(Document.of("client_id", "abc", "name", "Nightly Job"));

  @Test
  void adds_nothing_where_the_seed_has_no_rule() {
    assertThat(claims()).isEmpty();
    assertThat(
            CustomClaims.of(
                Document.EMPTY, CLIENT, List.of(), "https://api.example.com", text -> text))
        .isEmpty();
  }

  @Test
  void knows_a_client_by_id_and_by_name() {
    assertThat(
            claims(
                rule("client", "abc", "claims", Map.of("a", 1)),
                rule("client", "Nightly Job", "claims", Map.of("b", 2)),
                rule("client", "other", "claims", Map.of("c", 3))))
        .containsOnlyKeys("a", "b");
  }

  @Test
  void wants_all_that_a_rule_names_to_fit() {
    assertThat(
            claims(
                rule(
                    "client",
                    "abc",
                    "audience",
                    "slash:https://api.example.com",
                    "claims",
                    Map.of("a", 1)),
                rule("client", "abc", "audience", "https://other", "claims", Map.of("b", 2)),
                rule("client", "abc", "user", "ada@example.com", "claims", Map.of("c", 3)),
                rule("user", "bob@example.com", "claims", Map.of("d", 4))))
        .containsOnlyKeys("a", "c");
  }

  @Test
  void lets_the_later_rule_win_and_null_stand() {
    Map<String, @Nullable Object> claims =
        claims(
            rule("claims", Document.of("a", "first", "b", "kept")),
            rule("claims", Document.of("a", null)));

    assertThat(claims).containsEntry("a", null).containsEntry("b", "kept");
  }

  private static Document rule(Object... namesAndValues) {
    return Document.of(namesAndValues);
  }

  private static Map<String, @Nullable Object> claims(Document... rules) {
    return CustomClaims.of(
        Document.of("claims", List.of(rules)),
        CLIENT,
        List.of("auth0|1", "ada@example.com"),
        "https://api.example.com",
        spelled -> spelled.replace("slash:", ""));
  }
}
