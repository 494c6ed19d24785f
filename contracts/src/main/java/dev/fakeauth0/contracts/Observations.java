package dev.fakeauth0.contracts;

import dev.fakeauth0.contracts.Finding.Observation;
import java.util.ArrayList;
import java.util.List;

/** Notes what is seen while a case is examined. Not safe for use by many threads. */
final class Observations {

  private final List<Observation> seen = new ArrayList<>();

  void hole(String text) {
    seen.add(new Observation(Weight.HOLE, text));
  }

  void flaw(String text) {
    seen.add(new Observation(Weight.FLAW, text));
  }

  void taste(String text) {
    seen.add(new Observation(Weight.TASTE, text));
  }

  void note(Weight weight, String text) {
    seen.add(new Observation(weight, text));
  }

  List<Observation> seen() {
    return seen;
  }
}
