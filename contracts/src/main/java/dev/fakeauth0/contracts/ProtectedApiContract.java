package dev.fakeauth0.contracts;

import dev.fakeauth0.FakeAuth0;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests an API with every token that can be wrong. Implemented by a test class, {@link #send} being
 * all it has to write; one dynamic test for each {@link ProtectedApiCase}, and a report at the end.
 *
 * <p>The tenant comes as a parameter, so something has to resolve it: {@code @WithFakeAuth0}, or a
 * {@code ParameterResolver} of one's own. The contract forces failures there, rotates keys and
 * revokes them: let no other test use it at the same time.
 */
public interface ProtectedApiContract extends ProtectedApi {

  /** What is particular about the API. */
  default ProtectedApiSettings settings() {
    return ProtectedApiSettings.defaults();
  }

  /** The tests. */
  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  default Stream<DynamicTest> the_api(FakeAuth0 auth0, TestReporter reporter) {
    return ContractTests.of(
        ProtectedApiExamination.run(auth0, this, settings()),
        report -> {
          reporter.publishEntry("fakeauth0.contract", report.toString());
          report(report);
        });
  }

  /** What is done with the report at the end: it is printed to standard error. */
  default void report(ContractReport report) {
    System.err.println(report);
  }
}
