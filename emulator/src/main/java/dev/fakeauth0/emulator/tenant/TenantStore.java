package dev.fakeauth0.emulator.tenant;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Holds a tenant's state and changes it in one step. Changes run one at a time, under a lock,
 * because a rule may draw ids and must not run twice; readers never wait.
 */
public final class TenantStore {

  /**
   * What a change came to.
   *
   * @param result what the change returned
   * @param state the state it left, in which it was decided
   */
  public record Change<T>(T result, TenantState state) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final IdSource ids;
  private volatile TenantState state;

  /** A store that begins with a state. */
  public TenantStore(TenantState state, IdSource ids) {
    this.state = state;
    this.ids = ids;
  }

  /** The state now. */
  public TenantState state() {
    return state;
  }

  /**
   * Runs a change on a working copy and makes that the state. A change that throws changes nothing.
   */
  public <T> Change<T> change(Function<TenantDraft, T> work) {
    lock.lock();
    try {
      TenantDraft draft = new TenantDraft(state, ids);
      T result = work.apply(draft);
      state = draft.state();
      return new Change<>(result, draft.state());
    } finally {
      lock.unlock();
    }
  }
}
