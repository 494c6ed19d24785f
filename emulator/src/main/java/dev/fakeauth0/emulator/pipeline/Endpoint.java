package dev.fakeauth0.emulator.pipeline;

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
}
