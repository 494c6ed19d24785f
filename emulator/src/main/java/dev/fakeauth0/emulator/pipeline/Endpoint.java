package dev.fakeauth0.emulator.pipeline;

/** One endpoint: says where it stands and answers calls. It has no rule of its own. */
public interface Endpoint {

  /** Where it stands. */
  Route route();

  /** Answers a call by taking it through the stages. */
  Reply answer(Call call);
}
