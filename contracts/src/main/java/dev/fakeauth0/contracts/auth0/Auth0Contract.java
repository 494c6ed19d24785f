package dev.fakeauth0.contracts.auth0;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests whether something behaves as Auth0 does. Implemented by a test class, {@link #target} being
 * all it has to write; one dynamic test for each contract. What the target cannot be asked is
 * aborted with the reason.
 */
public interface Auth0Contract {

  /** What is examined, and with whose credentials. */
  Auth0Target target();

  /** The contracts to run, by area or name as {@link Auth0Examination#clauses(List)} says; all. */
  default List<String> only() {
    return List.of();
  }

  /** What is done with the result at the end: nothing. */
  default void report(Fidelity found) {}

  /** The tests. */
  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  default Stream<DynamicContainer> auth0() {
    Auth0Examination examination = Auth0Examination.of(target());
    Map<String, List<Clause>> areas =
        Auth0Examination.clauses(only()).stream()
            .collect(Collectors.groupingBy(Clause::area, LinkedHashMap::new, Collectors.toList()));
    return areas.entrySet().stream()
        .map(
            area ->
                DynamicContainer.dynamicContainer(
                    area.getKey(), tests(examination, area.getValue())))
        .onClose(
            () -> {
              examination.close();
              report(examination.report());
            });
  }

  private static Stream<DynamicTest> tests(Auth0Examination examination, List<Clause> clauses) {
    return clauses.stream()
        .map(
            clause ->
                DynamicTest.dynamicTest(
                    clause.sentence(),
                    () -> {
                      Verdict verdict = examination.examine(clause);
                      switch (verdict.outcome()) {
                        case HOLDS -> {}
                        case BROKEN -> throw new AssertionError(verdict.told());
                        case DIVERGES, SKIPPED -> Assumptions.abort(verdict.told());
                      }
                    }));
  }
}
