package dev.fakeauth0.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.contracts.Finding.Observation;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContractReportTest {

  @Test
  void a_hole_costs_three_times_what_a_flaw_costs() {
    ContractReport hole = report(held(ProtectedApiCase.GOOD_TOKEN), broken(Weight.HOLE));
    ContractReport awkward = report(held(ProtectedApiCase.GOOD_TOKEN), broken(Weight.FLAW));

    assertThat(hole.score()).isEqualTo(25);
    assertThat(awkward.score()).isEqualTo(75);
    assertThat(hole.holes()).hasSize(1);
    assertThat(awkward.holes()).isEmpty();
  }

  @Test
  void matters_of_taste_cost_nothing_and_are_told() {
    ContractReport report = report(broken(Weight.TASTE));

    assertThat(report.score()).isEqualTo(100);
    assertThat(report.broken()).isEmpty();
    assertThat(report.toString()).contains("Matters of taste\n  ALG_NONE", "taste: seen");
  }

  @Test
  void a_report_says_what_it_means() {
    assertThat(report(broken(Weight.HOLE)).toString())
        .isEqualTo(
            """
            Protected API: score 0 of 100, 0 of 1 case hold, 1 hole, 0 flaws
            Does not hold
              ALG_NONE: refuses alg none, however it is spelt
                hole: seen
                It means: everybody can write tokens: no signature is asked for (RFC 8725 section 2.1)
            """);
  }

  @Test
  void a_case_that_is_not_in_a_report_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> report().about(TokenClientCase.GETS_A_TOKEN))
        .withMessage("Protected API has no case GETS_A_TOKEN");
  }

  @Test
  void nothing_is_examined_where_the_control_does_not_hold() {
    ContractReport report = run(seen -> seen.flaw("down"), seen -> seen.hole("open")).examineAll();

    assertThat(report.broken()).hasSize(1);
    assertThat(report.notExamined())
        .singleElement()
        .extracting(Finding::notExamined)
        .isEqualTo(Optional.of("GOOD_TOKEN does not hold: nothing else can be told"));
  }

  @Test
  void what_cannot_be_examined_is_no_finding() {
    ContractReport report =
        run(
                seen -> {},
                seen -> {
                  throw new NotExamined("no scope is known");
                })
            .examineAll();

    assertThat(report.score()).isEqualTo(100);
    assertThat(report.notExamined()).hasSize(1);
    assertThat(report.toString()).contains("Not examined\n  ALG_NONE\n    no scope is known");
  }

  @Test
  void an_api_that_cannot_be_called_is_no_finding_either() {
    ContractRun<ProtectedApiCase> run =
        run(
            seen -> {
              throw new IOException("connection refused");
            },
            seen -> {});

    assertThatThrownBy(run::examineAll)
        .hasMessageContaining("could not examine GOOD_TOKEN (takes a good token)")
        .hasMessageContaining("connection refused");
  }

  @Test
  void opinions_are_asked_for_each_observation() {
    ProtectedApiSettings settings =
        ProtectedApiSettings.defaults()
            .excusing(ProtectedApiCase.ALG_NONE)
            .insistingOn(ProtectedApiCase.JUST_EXPIRED);

    assertThat(settings.weigh(ProtectedApiCase.ALG_NONE, Weight.HOLE)).isEqualTo(Weight.TASTE);
    assertThat(settings.weigh(ProtectedApiCase.JUST_EXPIRED, Weight.TASTE)).isEqualTo(Weight.FLAW);
    assertThat(settings.weigh(ProtectedApiCase.GARBAGE, Weight.HOLE)).isEqualTo(Weight.HOLE);
  }

  private static ContractRun<ProtectedApiCase> run(
      ContractRun.Examination control, ContractRun.Examination other) {
    Map<ProtectedApiCase, ContractRun.Examination> cases = new EnumMap<>(ProtectedApiCase.class);
    cases.put(ProtectedApiCase.GOOD_TOKEN, control);
    cases.put(ProtectedApiCase.ALG_NONE, other);
    return new ContractRun<>("Protected API", cases, (about, seen) -> seen);
  }

  private static ContractReport report(Finding... findings) {
    return new ContractReport("Protected API", List.of(findings));
  }

  private static Finding held(ProtectedApiCase about) {
    return new Finding(about, List.of(), Optional.empty());
  }

  private static Finding broken(Weight weight) {
    return new Finding(
        ProtectedApiCase.ALG_NONE, List.of(new Observation(weight, "seen")), Optional.empty());
  }
}
