package dev.fakeauth0.emulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TenantStoreTest {

  private final TenantStore store =
      new TenantStore(TestTenants.emptyState(), RandomIdSource.seeded(1));

  @Test
  void shows_a_change_only_when_it_is_done() {
    store.change(
        draft -> {
          draft.put(client("a"));
          assertThat(store.state().clients().find("a")).isEmpty();
          return draft;
        });

    assertThat(store.state().clients().find("a")).isPresent();
  }

  @Test
  void changes_nothing_when_a_change_throws() {
    assertThatThrownBy(
            () ->
                store.change(
                    draft -> {
                      draft.put(client("a"));
                      throw new IllegalStateException("halfway");
                    }))
        .hasMessage("halfway");

    assertThat(store.state().clients().size()).isZero();
  }

  @Test
  void hands_back_the_very_state_the_change_left() {
    var change =
        store.change(
            draft -> {
              draft.put(client("a"));
              return "done";
            });

    assertThat(change.result()).isEqualTo("done");
    assertThat(change.state()).isSameAs(store.state());
  }

  @Test
  void loses_no_change_of_many_threads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String id = "client-" + i;
        all.add(
            threads.submit(
                () ->
                    store.change(
                        draft -> {
                          draft.put(client(id));
                          return id;
                        })));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(store.state().clients().size()).isEqualTo(500);
  }

  @Test
  void a_value_is_spent_once_and_never_after_it_expired() {
    var now = java.time.Instant.parse("2026-01-01T00:00:00Z");
    store.change(
        draft -> {
          draft.keep("code", new Slip("first"), now.plusSeconds(60), now);
          draft.keep("late", new Slip("second"), now.plusSeconds(60), now);
          return draft;
        });

    assertThat(spend("code", now.plusSeconds(59))).contains(new Slip("first"));
    assertThat(spend("code", now.plusSeconds(59))).isEmpty();
    assertThat(spend("late", now.plusSeconds(60))).isEmpty();
  }

  @Test
  void forgets_what_expired_instead_of_growing_for_ever() {
    var now = java.time.Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 1000; i++) {
      var at = now.plusSeconds(i * 100L);
      String id = "slip " + i;
      store.change(
          draft -> {
            draft.keep(id, new Slip(id), at.plusSeconds(60), at);
            return draft;
          });
    }

    assertThat(store.state().expiring().size()).isLessThan(130);
  }

  private record Slip(String text) {}

  private java.util.Optional<Slip> spend(String id, java.time.Instant now) {
    return store.change(draft -> draft.spend(Slip.class, id, now)).result();
  }

  private static Client client(String id) {
    return Client.of(Document.of("client_id", id, "name", id));
  }
}
