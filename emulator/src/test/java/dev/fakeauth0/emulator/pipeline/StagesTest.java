package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StagesTest {

  private final Tenant tenant = TestTenant.named("dev");
  private final List<FaultPoint> passed = new ArrayList<>();

  @Test
  void passes_every_fault_point_in_order() {
    Reply reply =
        answerWith(
            call ->
                call.parse(any -> Decision.grant("request"))
                    .read((request, state) -> Decision.grant(request))
                    .decide((request, draft, now) -> Decision.grant(request))
                    .mint((granted, keys, tampering) -> "token")
                    .reply(token -> new Outcome.Content(200, Document.of("token", token))));

    assertThat(reply.text()).isEqualTo("{\"token\":\"token\"}");
    assertThat(passed)
        .containsExactly(
            FaultPoint.RECEIVED,
            FaultPoint.ROUTED,
            FaultPoint.PARSED,
            FaultPoint.STATE_READ,
            FaultPoint.BEFORE_DECISION,
            FaultPoint.BEFORE_MINT,
            FaultPoint.MINTED,
            FaultPoint.RENDERED,
            FaultPoint.SENT);
  }

  @Test
  void commits_what_a_rule_changed_even_though_it_refused() {
    answerWith(
        call ->
            call.parse(any -> Decision.grant("request"))
                .decide(
                    (request, draft, now) -> {
                      draft.put(client("burnt"));
                      return Decision.<String>refuse(RefusalReason.NOT_FOUND.because("no"));
                    })
                .reply(granted -> new Outcome.Nothing(200)));

    assertThat(tenant.state().clients().find("burnt")).isPresent();
    assertThat(tenant.epoch().journal().last())
        .map(JournalEntry::decision)
        .contains(JournalEntry.Decision.REFUSED);
  }

  @Test
  void asks_no_rule_about_a_request_that_was_refused_when_it_was_read() {
    Reply reply =
        answerWith(
            call ->
                call.parse(any -> Decision.refuse(RefusalReason.NOT_FOUND.because("unreadable")))
                    .decide(StagesTest::fail)
                    .reply(granted -> new Outcome.Nothing(200)));

    assertThat(reply.status()).isEqualTo(404);
  }

  @Test
  void replaces_the_rule_by_a_forced_refusal_so_that_nothing_is_burnt() {
    FaultLayer forcing =
        new FaultLayer() {
          @Override
          public Optional<Diagnosis> refusal(Call call) {
            return Optional.of(RefusalReason.NOT_FOUND.because("forced"));
          }
        };

    Reply reply =
        answer(
            forcing,
            call ->
                call.parse(any -> Decision.grant("request"))
                    .decide(StagesTest::fail)
                    .reply(granted -> new Outcome.Nothing(200)));

    assertThat(reply.status()).isEqualTo(404);
  }

  @Test
  void decides_twice_each_time_with_a_commit_of_its_own() {
    answerWith(
        call ->
            call.parse(any -> Decision.grant("request"))
                .decide(
                    (request, draft, now) -> {
                      draft.put(client("first"));
                      return Decision.grant(draft.state());
                    })
                .decide(
                    (committed, draft, now) -> {
                      assertThat(draft.state()).isSameAs(committed);
                      draft.put(client("second"));
                      return Decision.grant("both");
                    })
                .reply(granted -> new Outcome.Nothing(200)));

    assertThat(tenant.state().clients().all())
        .extracting(Client::id)
        .containsExactly("first", "second");
  }

  @Test
  void tells_a_rule_the_time_of_the_tenant_and_not_of_the_system() {
    Instant future = Instant.parse("2030-01-01T00:00:00Z");
    tenant
        .epoch()
        .store()
        .change(
            draft -> {
              draft.clock(draft.state().clock().setTo(future, tenant.systemTime()));
              return draft;
            });
    List<Instant> told = new ArrayList<>();

    answerWith(
        call ->
            call.parse(any -> Decision.grant("request"))
                .decide(
                    (request, draft, now) -> {
                      told.add(now);
                      return Decision.grant(request);
                    })
                .reply(granted -> new Outcome.Nothing(200)));

    assertThat(told).containsExactly(future);
  }

  private Reply answerWith(Function<Call, Reply> stages) {
    FaultLayer recording =
        new FaultLayer() {
          @Override
          public void pass(FaultPoint point, Call call) {
            passed.add(point);
          }
        };
    return answer(recording, stages);
  }

  private Reply answer(FaultLayer faults, Function<Call, Reply> stages) {
    Endpoint endpoint =
        new Endpoint() {
          @Override
          public Route route() {
            return Route.post("/test", Door.PLAIN);
          }

          @Override
          public Reply answer(Call call) {
            return stages.apply(call);
          }
        };
    Pipeline pipeline =
        new Pipeline(new TenantDirectory(List.of(tenant)), List.of(endpoint), faults, line -> {});
    return pipeline.handle(Requests.post("/test", ""));
  }

  private static Decision<String> fail(Object request, TenantDraft draft, Instant now) {
    throw new AssertionError("no rule is to be asked");
  }

  private static Client client(String id) {
    return Client.of(Document.of("client_id", id, "name", id));
  }
}
