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
  void adds_nothing_where_the_seed_says_nothing() {
    assertThat(claims(Document.EMPTY)).isEmpty();
    assertThat(
            CustomClaims.of(
                Document.EMPTY, CLIENT, List.of(), "https://api.example.com", text -> text))
        .isEmpty();
  }

  @Test
  void knows_a_client_by_id_and_by_name() {
    Document section =
        Document.of(
            "clients",
            Document.of(
                "abc", Map.of("a", 1), "Nightly Job", Map.of("b", 2), "other", Map.of("c", 3)));

    assertThat(claims(section)).containsOnlyKeys("a", "b");
  }

  @Test
  void knows_an_audience_in_every_spelling() {
    Document section =
        Document.of(
            "audiences",
            Document.of("alias:https://api.example.com", Map.of("a", 1), "urn:x", Map.of("b", 2)));

    assertThat(claims(section)).containsOnlyKeys("a");
  }

  @Test
  void knows_a_user_by_each_of_its_names() {
    Document section =
        Document.of(
            "users",
            Document.of(
                "auth0|1",
                Map.of("a", 1),
                "ada@example.com",
                Map.of("b", 2),
                "bob@example.com",
                Map.of("c", 3)));

    assertThat(claims(section)).containsOnlyKeys("a", "b");
  }

  @Test
  void lets_the_user_win_over_the_client_and_the_client_over_the_audience() {
    Document section =
        Document.of(
            "users", Document.of("auth0|1", Document.of("a", null)),
            "clients", Document.of("abc", Document.of("a", 2, "b", 2)),
            "audiences",
                Document.of("https://api.example.com", Document.of("a", 3, "b", 3, "c", 3)));

    assertThat(claims(section))
        .containsEntry("a", null)
        .containsEntry("b", 2L)
        .containsEntry("c", 3L);
  }

  private static Map<String, @Nullable Object> claims(Document section) {
    return CustomClaims.of(
        Document.of("claims", section),
        CLIENT,
        List.of("auth0|1", "ada@example.com"),
        "https://api.example.com",
        spelled -> spelled.replace("alias:", ""));
  }
}
