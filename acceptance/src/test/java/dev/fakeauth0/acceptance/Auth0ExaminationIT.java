package dev.fakeauth0.acceptance;

import static dev.fakeauth0.seed.Seeds.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.auth0.Auth0Examination;
import dev.fakeauth0.contracts.auth0.Auth0Target;
import dev.fakeauth0.contracts.auth0.Clause;
import dev.fakeauth0.contracts.auth0.Fidelity;
import dev.fakeauth0.contracts.auth0.Verdict;
import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import dev.fakeauth0.junit.FailsWith;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the contracts of Auth0 treat whom they examine. */
@WithFakeAuth0
class Auth0ExaminationIT {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final List<Duration> slept = new ArrayList<>();
  private Instant now = START;

  @Test
  @FailsWith("rate-limited@/oauth/token;times=2")
  void waits_as_a_limit_says_and_asks_again(FakeAuth0 auth0) {
    Fidelity found = examined(target(auth0), "token-endpoint/takes-json");

    assertThat(found.only(Outcome.HOLDS)).as(found.toString()).hasSize(1);
    assertThat(slept).filteredOn(time -> time.compareTo(Duration.ofSeconds(1)) >= 0).hasSize(2);
  }

  @Test
  void asks_no_more_often_than_it_was_told(FakeAuth0 auth0) {
    examined(target(auth0).atMost(1), "discovery/ends*", "discovery/names*");

    assertThat(slept)
        .hasSize(auth0.journal().entries().size() - 1)
        .allMatch(time -> time.equals(Duration.ofSeconds(1)));
  }

  @Test
  void removes_what_an_interrupted_run_left_behind(FakeAuth0 auth0) {
    auth0.seed(
        aClient(name(START.minusSeconds(7200))),
        aClient(name(START.minusSeconds(60))),
        aClient("fa0-contract-of-theirs"));

    examined(target(auth0), "discovery/ends*");

    assertThat(auth0.snapshot())
        .doesNotContain(name(START.minusSeconds(7200)))
        .contains(name(START.minusSeconds(60)), "fa0-contract-of-theirs");
  }

  @Test
  void touches_only_what_it_made(FakeAuth0 auth0) {
    String before = auth0.snapshot();

    Fidelity found = examined(target(auth0), "client-credentials", "refresh-token", "consent");

    assertThat(found.broken()).isEmpty();
    assertThat(auth0.snapshot()).isEqualTo(before);
    assertThat(auth0.journal().entries())
        .filteredOn(entry -> List.of("DELETE", "PATCH").contains(entry.request().method()))
        .isNotEmpty()
        .noneMatch(entry -> entry.request().path().contains("management"))
        .noneMatch(entry -> entry.request().path().contains("m2m"));
  }

  @Test
  void skips_what_it_may_not_make_and_says_why(FakeAuth0 auth0) {
    Auth0Target small =
        Auth0Target.at(auth0.issuer())
            .managedBy("m2m", "m2m-secret")
            .timedBy(() -> now, this::sleep);

    Fidelity found = examined(small, "client-credentials/refuses*");

    assertThat(found.skipped()).hasSameSizeAs(found.verdicts());
    assertThat(found.skipped())
        .extracting(Verdict::told)
        .allMatch(told -> told.contains("the client given for the Management API gets no token"));
    assertThat(found.toString()).doesNotContain("m2m-secret");
  }

  @Test
  void skips_where_there_is_neither_a_management_api_nor_a_fixture(FakeAuth0 auth0) {
    Fidelity found =
        examined(
            Auth0Target.at(auth0.issuer()).timedBy(() -> now, this::sleep),
            "token-endpoint/takes-json");

    assertThat(found.skipped())
        .extracting(Verdict::told)
        .containsExactly(
            "needs \"machine\": name one with --fixtures, or a client of the Management API to"
                + " make it");
  }

  @Test
  @FailsWith("wrong-issuer@/oauth/token")
  void tells_what_is_broken_without_its_secrets(FakeAuth0 auth0) {
    Fidelity found = examined(target(auth0), "client-credentials/names-the-issuer*");

    assertThat(found.broken()).hasSize(1);
    assertThat(found.toString())
        .contains("BROKEN client-credentials: names the issuer with its slash")
        .doesNotContain("management-secret");
  }

  private Fidelity examined(Auth0Target target, String... only) {
    List<Clause> clauses = Auth0Examination.clauses(List.of(only));
    return Auth0Examination.examine(target, clauses, verdict -> {});
  }

  private Auth0Target target(FakeAuth0 auth0) {
    return Auth0Target.at(auth0.issuer())
        .managedBy("management", "management-secret")
        .timedBy(() -> now, this::sleep);
  }

  private void sleep(Duration time) {
    slept.add(time);
    now = now.plus(time);
  }

  /** A name such as runs give. */
  private static String name(Instant start) {
    return "fa0-contract-" + Long.toString(start.getEpochSecond(), 36) + "xyz-client-1";
  }
}
