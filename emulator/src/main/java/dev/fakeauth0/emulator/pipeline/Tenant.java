package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TenantStore;
import dev.fakeauth0.emulator.token.SigningKeys;
import dev.fakeauth0.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A tenant that is being served. What a reset takes away is one {@link Epoch}, so a reset is the
 * swap of a pointer: a call that is under way ends in the epoch it began in.
 */
public final class Tenant {

  /** All that happened since the last reset. */
  public static final class Epoch {

    private final TenantStore store;
    private final RingJournal journal;
    private final RateWindows windows;

    private Epoch(TenantStore store, RingJournal journal, RateWindows windows) {
      this.store = store;
      this.journal = journal;
      this.windows = windows;
    }

    /** The state. */
    public TenantStore store() {
      return store;
    }

    /** The journal. */
    public Journal journal() {
      return journal;
    }

    RingJournal ring() {
      return journal;
    }

    RateWindows windows() {
      return windows;
    }
  }

  private final TenantNames names;
  private final IdSource ids;
  private final SigningKeys signingKeys;
  private final InstantSource systemClock;
  private final int journalSize;
  private volatile TenantState baseline;
  private volatile Epoch epoch;

  /** A tenant that begins, and is reset to, a state. */
  public Tenant(
      TenantNames names,
      TenantState baseline,
      IdSource ids,
      SigningKeys signingKeys,
      InstantSource systemClock,
      int journalSize) {
    this.names = names;
    this.baseline = baseline;
    this.ids = ids;
    this.signingKeys = signingKeys;
    this.systemClock = systemClock;
    this.journalSize = journalSize;
    this.epoch = fresh();
  }

  /** The names it goes by. */
  public TenantNames names() {
    return names;
  }

  /** The name. */
  public String name() {
    return names.tenant();
  }

  /** Where its ids come from. A reset does not rewind it. */
  public IdSource ids() {
    return ids;
  }

  /** Where its signing keys come from. */
  public SigningKeys signingKeys() {
    return signingKeys;
  }

  /** What happened since the last reset. */
  public Epoch epoch() {
    return epoch;
  }

  /** The state now. */
  public TenantState state() {
    return epoch.store().state();
  }

  /** The system's time, which the tenant's follows. */
  public Instant systemTime() {
    return systemClock.instant();
  }

  /** The tenant's time, by the clock of a state. */
  public Instant now(TenantState state) {
    return state.clock().at(systemClock.instant());
  }

  /** Makes the state as it is now what a reset goes back to. */
  public void keepAsBaseline() {
    baseline = state();
  }

  /** Goes back to the baseline. */
  public synchronized void reset() {
    Epoch before = epoch;
    epoch = fresh();
    before.ring().close();
  }

  /** Gives its signing keys back to where they came from. It is not served any more. */
  public void close() {
    epoch.ring().close();
    signingKeys.release();
  }

  private Epoch fresh() {
    return new Epoch(
        new TenantStore(baseline, ids), new RingJournal(journalSize), new RateWindows());
  }
}
