package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.refusal.Diagnosis;

/** One endpoint: says where it stands and answers calls. It has no rule of its own. */
public interface Endpoint {

  /** Where it stands. */
  Route route();

  /** Answers a call by taking it through the stages. */
  Reply answer(Call call);

  /** How a refusal of a call to it leaves: by its route's door, unless it says otherwise. */
  default Outcome refusal(Call call, Diagnosis diagnosis) {
    return new Outcome.Refuse(diagnosis, route().door());
  }

  /**
   * How a refusal leaves that brings something along.
   *
   * @param more what goes with the error: its further members, or the session that is left
   */
  default Outcome refusal(Call call, Diagnosis diagnosis, Document more) {
    return Minted.withMore(refusal(call, diagnosis), more);
  }
}
