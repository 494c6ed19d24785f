package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TenantTest {

  private final Tenant tenant = TestTenant.named("dev");

  @Test
  void goes_back_to_the_state_and_the_time_it_began_with() {
    var before = tenant.state();
    add("later");
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              draft.clock(draft.state().clock().frozen(Instant.EPOCH));
              return draft;
            });

    tenant.reset();

    assertThat(tenant.state()).isSameAs(before);
    assertThat(tenant.now(tenant.state())).isEqualTo(TestTenant.NOW);
    assertThat(tenant.epoch().journal().entries()).isEmpty();
  }

  @Test
  void goes_back_to_a_baseline_that_was_kept() {
    add("kept");
    tenant.keepAsBaseline();
    add("later");

    tenant.reset();

    assertThat(tenant.state().clients().all()).extracting(Client::id).containsExactly("kept");
  }

  @Test
  void does_not_repeat_ids_after_a_reset() {
    String first = tenant.ids().clientId();

    tenant.reset();

    assertThat(tenant.ids().clientId()).isNotEqualTo(first);
  }

  @Test
  void gives_the_same_ids_in_two_runs_of_one_seed() {
    assertThat(TestTenant.named("a").ids().clientId())
        .isEqualTo(TestTenant.named("b").ids().clientId());
  }

  private void add(String id) {
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              draft.put(Client.of(Document.of("client_id", id, "name", id)));
              return id;
            });
  }
}
