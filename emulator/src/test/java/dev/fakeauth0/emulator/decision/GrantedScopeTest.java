package dev.fakeauth0.emulator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrantedScopeTest {

  private static final List<String> ALL = List.of("a", "b", "c", "d");

  @Test
  void gives_all_of_the_grant_where_none_is_asked_for() {
    assertThat(GrantedScope.of(grant(List.of("a", "z"), false), api(), Optional.empty()))
        .containsExactly("a", "z");
    assertThat(GrantedScope.of(grant(List.of("a"), false), api(), Optional.of("  ")))
        .containsExactly("a");
  }

  @Test
  void gives_what_is_both_asked_for_and_granted_in_the_order_of_the_grant() {
    assertThat(GrantedScope.of(grant(List.of("a", "b"), false), api(), Optional.of("b c\ta a")))
        .containsExactly("a", "b");
  }

  @Test
  void gives_every_scope_of_the_api_where_the_grant_allows_all() {
    assertThat(GrantedScope.of(grant(List.of(), true), api(), Optional.empty())).isEqualTo(ALL);
  }

  /** Never more than granted, never more than asked for, nothing twice. */
  @Test
  void never_gives_too_much() {
    long seed = System.nanoTime();
    Random random = new Random(seed);

    for (int round = 0; round < 2_000; round++) {
      List<String> granted = some(random);
      List<String> asked = some(random);
      asked.addAll(some(random));

      List<String> given =
          GrantedScope.of(
              grant(granted, false),
              api(),
              asked.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", asked)));

      assertThat(granted).as("seed %d", seed).containsAll(given);
      assertThat(given).as("seed %d", seed).doesNotHaveDuplicates();
      if (!asked.isEmpty()) {
        assertThat(asked).as("seed %d", seed).containsAll(given);
        granted.retainAll(asked);
        assertThat(given).as("seed %d", seed).isEqualTo(granted);
      }
    }
  }

  private static List<String> some(Random random) {
    List<String> some = new ArrayList<>(ALL);
    some.removeIf(scope -> random.nextBoolean());
    return some;
  }

  private static ClientGrant grant(List<String> scope, boolean all) {
    return ClientGrant.of(
        Document.of(
            "id",
            "cgr_1",
            "client_id",
            "m2m",
            "audience",
            "https://api.example.com",
            "scope",
            scope,
            "allow_all_scopes",
            all));
  }

  private static ResourceServer api() {
    return ResourceServer.of(
        Document.of(
            "id",
            "1",
            "identifier",
            "https://api.example.com",
            "scopes",
            ALL.stream().map(scope -> Map.of("value", scope)).toList()));
  }
}
