package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private final Tenant tenant = TestTenant.named("dev");
  private final List<String> log = new ArrayList<>();

  @Test
  void gives_every_answer_the_id_of_its_journal_entry() {
    Reply reply = road(call -> Reply.empty(204)).handle(Requests.post("/test", ""));

    JournalEntry entry = tenant.epoch().journal().last().orElseThrow();
    assertThat(reply.headers().first("X-Auth0-RequestId")).contains(entry.id());
    assertThat(entry.endpoint()).contains("POST /test");
    assertThat(entry.response()).map(JournalEntry.Response::status).contains(204);
  }

  @Test
  void answers_a_path_that_nobody_serves_with_404_and_says_which() {
    Reply reply = road(call -> Reply.empty(204)).handle(Requests.get("/nowhere"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reason()).isEqualTo(RefusalReason.NOT_FOUND);
    assertThat(log).singleElement().asString().contains("dev refused GET /nowhere", "not-found");
  }

  @Test
  void answers_a_method_that_is_not_served_with_404_as_auth0_does() {
    Reply reply = road(call -> Reply.empty(204)).handle(Requests.get("/test"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reason()).isEqualTo(RefusalReason.METHOD_NOT_ALLOWED);
  }

  @Test
  void answers_and_journals_a_defect_of_its_own_without_a_stack_trace_on_the_wire() {
    Pipeline broken =
        road(
            call -> {
              throw new IllegalStateException("boom");
            });

    Reply reply = broken.handle(Requests.post("/test", ""));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.text()).isEqualTo("Internal Server Error");
    assertThat(reply.headers().first("X-Auth0-RequestId"))
        .contains(tenant.epoch().journal().last().orElseThrow().id());
    assertThat(reason()).isEqualTo(RefusalReason.INTERNAL_ERROR);
  }

  @Test
  void answers_and_journals_an_error_of_the_machine() {
    Pipeline broken =
        road(
            call -> {
              throw new OutOfMemoryError("boom");
            });

    Reply reply = broken.handle(Requests.post("/test", ""));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.text()).isEqualTo("Internal Server Error");
    assertThat(reason()).isEqualTo(RefusalReason.INTERNAL_ERROR);
  }

  @Test
  void keeps_a_call_that_ends_after_a_reset_out_of_the_new_journal() {
    Pipeline road =
        road(
            call -> {
              tenant.reset();
              return Reply.empty(204);
            });

    road.handle(Requests.post("/test", ""));

    assertThat(tenant.epoch().journal().entries()).isEmpty();
  }

  @Test
  void enforces_rate_limits_only_where_the_seed_sets_them() {
    Pipeline road = road(call -> Reply.empty(204));
    for (int i = 0; i < 150; i++) {
      assertThat(road.handle(Requests.post("/test", "")).status()).isEqualTo(204);
    }
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              draft.fakeAuth0(
                  Document.of(
                      "limits",
                      Document.of("authentication", Document.of("limit", 200L, "per", 60L))));
              return draft;
            });

    List<Integer> statuses = new ArrayList<>();
    Reply last = Reply.empty(0);
    for (int i = 0; i < 201; i++) {
      last = road.handle(Requests.post("/test", ""));
      statuses.add(last.status());
    }

    assertThat(statuses).contains(204, 429);
    assertThat(last.headers().first("Retry-After")).isPresent();
    assertThat(last.headers().first("X-RateLimit-Remaining")).contains("0");
    assertThat(reason()).isEqualTo(RefusalReason.RATE_LIMITED);
  }

  @Test
  void refuses_a_body_that_was_too_large() {
    Request small = Requests.post("/test", "");
    Request large =
        new Request(
            small.method(),
            small.path(),
            small.query(),
            small.headers(),
            new byte[0],
            true,
            small.remote(),
            small.listener());

    Reply reply = road(call -> Reply.empty(204)).handle(large);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reason()).isEqualTo(RefusalReason.BODY_TOO_LARGE);
  }

  private RefusalReason reason() {
    return tenant
        .epoch()
        .journal()
        .last()
        .flatMap(JournalEntry::diagnosis)
        .map(Diagnosis::reason)
        .orElseThrow();
  }

  private Pipeline road(Function<Call, Reply> answer) {
    Endpoint endpoint =
        new Endpoint() {
          @Override
          public Route route() {
            return Route.post("/test", Door.PLAIN);
          }

          @Override
          public Reply answer(Call call) {
            return answer.apply(call);
          }
        };
    return new Pipeline(
        new TenantDirectory(List.of(tenant)), List.of(endpoint), FaultLayer.NONE, log::add);
  }
}
