package dev.fakeauth0.contracts;

import dev.fakeauth0.contracts.Finding.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Examines the cases of a contract one after the other. The first one is the control: where it does
 * not hold, nothing else can be told from what is refused, and the others are not examined.
 *
 * @param <C> the cases
 */
final class ContractRun<C extends Enum<C> & ContractCase> {

  /** How one case is examined. */
  @FunctionalInterface
  interface Examination {
    void examine(Observations seen) throws Exception;
  }

  private final String contract;
  private final Map<C, Examination> cases;
  private final BiFunction<C, Weight, Weight> opinion;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A run.
   *
   * @param contract which contract, as the report names it
   * @param cases how each case is examined, in order, the control first
   * @param opinion what an observation about a case weighs for whoever asked
   */
  ContractRun(String contract, Map<C, Examination> cases, BiFunction<C, Weight, Weight> opinion) {
    this.contract = contract;
    this.cases = cases;
    this.opinion = opinion;
  }

  /** The cases, in order. */
  List<C> cases() {
    return List.copyOf(cases.keySet());
  }

  /** Examines a case and keeps what was found. */
  Finding examine(C wanted) {
    Finding finding = found(wanted);
    findings.add(finding);
    return finding;
  }

  /** Examines all cases that are left. */
  ContractReport examineAll() {
    cases().forEach(this::examine);
    return report();
  }

  /** What was found so far. */
  ContractReport report() {
    return new ContractReport(contract, findings);
  }

  private Finding found(C wanted) {
    if (!findings.isEmpty() && !findings.get(0).holds()) {
      String why = findings.get(0).about().name() + " does not hold: nothing else can be told";
      return new Finding(wanted, List.of(), Optional.of(why));
    }
    Observations seen = new Observations();
    try {
      Examination examination = cases.get(wanted);
      if (examination == null) {
        throw new IllegalArgumentException(contract + " has no case " + wanted);
      }
      examination.examine(seen);
    } catch (NotExamined e) {
      return new Finding(wanted, List.of(), Optional.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + wanted + " was examined", e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "could not examine " + wanted + " (" + wanted.title() + "): " + e, e);
    }
    return new Finding(wanted, weighed(wanted, seen.seen()), Optional.empty());
  }

  private List<Observation> weighed(C about, List<Observation> seen) {
    return seen.stream()
        .map(one -> new Observation(opinion.apply(about, one.weight()), one.text()))
        .toList();
  }
}
