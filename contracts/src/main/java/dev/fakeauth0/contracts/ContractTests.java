package dev.fakeauth0.contracts;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** A contract as dynamic tests: one for each case, and one that reports at the end. */
final class ContractTests {

  private ContractTests() {}

  /** The tests, in order; each is examined when it is run. */
  static <C extends Enum<C> & ContractCase> Stream<DynamicTest> of(
      ContractRun<C> run, Consumer<ContractReport> report) {
    Stream<DynamicTest> cases =
        run.cases().stream()
            .map(one -> DynamicTest.dynamicTest(one.title(), () -> raise(run.examine(one))));
    DynamicTest last =
        DynamicTest.dynamicTest("reports what was found", () -> report.accept(run.report()));
    return Stream.concat(cases, Stream.of(last));
  }

  private static void raise(Finding finding) {
    if (finding.broken()) {
      throw new AssertionError(finding.toString());
    }
    finding.notExamined().ifPresent(why -> Assumptions.abort(why));
  }
}
