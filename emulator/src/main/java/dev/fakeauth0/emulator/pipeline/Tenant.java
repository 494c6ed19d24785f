package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TenantStore;
import dev.fakeauth0.emulator.token.SigningKeys;
import dev.fakeauth0.emulator.token.TokenDefect;
import dev.fakeauth0.failure.FailureMode;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.failure.InvalidFailureRule;
import dev.fakeauth0.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that is being served. What a reset takes away is one {@link Epoch}, so a reset is the
 * swap of a pointer: a call that is under way ends in the epoch it began in.
 */
public final class Tenant {

  /** All that happened since the last reset. */
  public static final class Epoch {

    private final TenantStore store;
    private final RingJournal journal;
    private final TenantLog log = new TenantLog();
    private final FormerStates past = new FormerStates();
    private final RateWindows windows;
    private final FailureBook failures;

    private Epoch(
        TenantStore store, RingJournal journal, RateWindows windows, FailureBook failures) {
      this.store = store;
      this.journal = journal;
      this.windows = windows;
      this.failures = failures;
    }

    /** The state. */
    public TenantStore store() {
      return store;
    }

    /** The journal. */
    public Journal journal() {
      return journal;
    }

    /** The log that the Management API shows. */
    public TenantLog log() {
      return log;
    }

    FormerStates past() {
      return past;
    }

    RingJournal ring() {
      return journal;
    }

    RateWindows windows() {
      return windows;
    }

    FailureBook failures() {
      return failures;
    }
  }

  private final TenantNames names;
  private final IdSource ids;
  private final SigningKeys signingKeys;
  private final InstantSource systemClock;
  private final int journalSize;
  private volatile TenantState baseline;
  private volatile FailureBook baselineFailures = new FailureBook();
  private volatile Epoch epoch;
  private final Failures failures = new CurrentFailures();
  private @Nullable SigningKey retiredKey;

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
  public synchronized void keepAsBaseline() {
    baseline = state();
    baselineFailures = epoch.failures().copy();
  }

  /** What a reset goes back to now, for {@link #startOver}. */
  public synchronized Baseline baseline() {
    return new Baseline(baseline, baselineFailures.copy());
  }

  /** Makes an earlier baseline the baseline again, and goes back to it. */
  public synchronized void startOver(Baseline earlier) {
    baseline = earlier.state;
    baselineFailures = earlier.failures.copy();
    reset();
  }

  /** What a reset goes back to, kept. Immutable. */
  public static final class Baseline {

    private final TenantState state;
    private final FailureBook failures;

    private Baseline(TenantState state, FailureBook failures) {
      this.state = state;
      this.failures = failures;
    }
  }

  /** Goes back to the baseline. */
  public synchronized void reset() {
    Epoch before = epoch;
    epoch = fresh();
    before.ring().close();
  }

  /** The failure rules in force. A reset goes back to those of the baseline. */
  public Failures failures() {
    return failures;
  }

  /**
   * The rules that give, from now on, what those in force still have to give, oldest first: those
   * of a snapshot.
   */
  public List<FailureRule> remainingFailures() {
    return epoch.failures().remaining();
  }

  /**
   * What makes tokens of this tenant wrong in one way.
   *
   * @param mode a mode that is a {@linkplain FailureMode#tokenDefect() token defect}
   * @param argument the mode's argument
   * @param state the state the tokens are minted in
   */
  public TokenDefect defect(FailureMode mode, Optional<String> argument, TenantState state) {
    return TokenDefect.of(
        mode, argument, new TokenDefect.Means(state.keys(), this::retiredKey, now(state), ids));
  }

  /**
   * A key that never was in the JWKS: to somebody outside one that was there long ago. It stays the
   * same, so that it is waited for once at most.
   */
  private SigningKey retiredKey() {
    synchronized (signingKeys) {
      SigningKey known = retiredKey;
      if (known == null) {
        known = signingKeys.make();
        retiredKey = known;
      }
      return known;
    }
  }

  /** Gives its signing keys back to where they came from. It is not served any more. */
  public void close() {
    epoch.ring().close();
    signingKeys.release();
  }

  private Epoch fresh() {
    return new Epoch(
        new TenantStore(baseline, ids),
        new RingJournal(journalSize),
        new RateWindows(),
        baselineFailures.copy());
  }

  /** Whatever rules the tenant has now: a reset gives it others. */
  private final class CurrentFailures implements Failures {

    @Override
    public void add(FailureRule... rules) {
      epoch.failures().add(own(rules));
    }

    @Override
    public void replace(FailureRule... rules) {
      epoch.failures().replace(own(rules));
    }

    @Override
    public void clear() {
      epoch.failures().replace(List.of());
    }

    @Override
    public List<Standing> standings() {
      return epoch.failures().standings();
    }

    private List<FailureRule> own(FailureRule... rules) {
      for (FailureRule rule : rules) {
        Optional<String> other = rule.tenant().filter(named -> !named.equals(name()));
        if (other.isPresent()) {
          throw new InvalidFailureRule(
              rule.toString(), "it is for tenant " + other.get() + ", and this is " + name());
        }
      }
      return List.of(rules);
    }
  }
}
