package dev.fakeauth0.emulator.token;

import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs kept ready, so that nobody waits for one to be made.
 *
 * <p>A taker gets, in this order: a pair that waits in memory; one that an earlier process left in
 * the folder; one made on the spot. Only <b>the very first start</b> of a user comes to the last
 * (and one with more live tenants than pairs have been made for so far): then a thread makes one
 * for each who waits, two threads at most. {@link #prepare} lets the first begin while the rest of
 * the start goes on. Afterwards one daemon thread fills the folder up, not at once, because a start
 * needs the processors itself, and only while some tenant lives: when the last one is closed,
 * nothing of this pool runs or writes any more.
 *
 * <p>What a closed tenant gives back is handed out again, in this process or a later one: two live
 * tenants never share a pair, and starting and closing in a loop costs no key making. A later
 * tenant names its pair by another key id, so the tokens of the closed one stay refused.
 *
 * <p>Without a folder, or with one that cannot be written, pairs wait in memory. Safe for use by
 * many threads and processes.
 */
public final class KeyPool implements KeySupply {

  /** The modulus, in bits. */
  static final int BITS = 2048;

  /** How many pairs wait: enough for that many starts in a row. */
  static final int STOCK = 8;

  private static final Duration PAUSE = Duration.ofMillis(1500);
  private static final int GENERATORS = Math.min(2, Runtime.getRuntime().availableProcessors());

  private static final ConcurrentMap<String, KeyPool> SHARED = new ConcurrentHashMap<>();
  private static final AtomicBoolean REHEARSED = new AtomicBoolean();

  private final Optional<KeyFolder> folder;
  private final Duration pause;

  /** Held while the folder is written; taken before {@link #lock}. */
  private final ReentrantLock writing = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<KeyPair> ready = new ArrayDeque<>();
  private int live;
  private int waiting;
  private int generators;
  private boolean preparing;
  private boolean refilling;
  private boolean rested;
  private boolean full;
  private volatile boolean folderBroken;
  private @Nullable RuntimeException failure;

  KeyPool(Optional<Path> folder, Duration pause) {
    this.folder = folder.map(KeyFolder::new);
    this.pause = pause;
  }

  /**
   * The pool of this process for a folder.
   *
   * @param folder where pairs wait between processes; made when needed, for the owner only. None:
   *     they wait in memory
   */
  public static KeyPool shared(Optional<Path> folder) {
    return SHARED.computeIfAbsent(
        folder.map(path -> path.toAbsolutePath().normalize().toString()).orElse(""),
        key -> new KeyPool(folder, PAUSE));
  }

  /**
   * Sees to it that a pair will be ready. Returns at once: another thread reads or makes it, and
   * signs something with the first one, since the first signature of a process takes longer than
   * all that stands around it.
   */
  public void prepare() {
    lock.lock();
    try {
      if (preparing || generators > 0 || !ready.isEmpty()) {
        return;
      }
      preparing = true;
    } finally {
      lock.unlock();
    }
    daemon("fake-auth0-first-key", this::prepareNow).start();
  }

  private void prepareNow() {
    Optional<KeyPair> kept = Optional.empty();
    try {
      kept = fromFolder();
    } finally {
      lock.lock();
      try {
        preparing = false;
        kept.ifPresent(ready::add);
        if (ready.isEmpty()) {
          startGenerators();
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
    if (kept.isPresent()) {
      rehearse(kept.get());
    }
  }

  private static void rehearse(KeyPair pair) {
    if (REHEARSED.compareAndSet(false, true)) {
      CompactJws.rehearse(pair);
    }
  }

  @Override
  public KeyPair take() {
    KeyPair pair = readyPair();
    if (pair == null) {
      pair = fromFolder().orElse(null);
    }
    if (pair == null) {
      pair = awaited();
    }
    lock.lock();
    try {
      live++;
    } finally {
      lock.unlock();
    }
    refill();
    return pair;
  }

  @Override
  public void giveBack(KeyPair pair) {
    writing.lock();
    try {
      if (!lacking() || !written(pair)) {
        add(pair);
      }
      // Last, so that whoever gave back the last pair finds the folder untouched from now on.
      lock.lock();
      try {
        live--;
      } finally {
        lock.unlock();
      }
      leaveUnused();
    } finally {
      writing.unlock();
    }
  }

  /** With the last tenant gone, what waits in memory is left to the next process. */
  private void leaveUnused() {
    while (!alive() && folder.isPresent() && !folderBroken && lacking()) {
      KeyPair unused = polled();
      if (unused == null) {
        return;
      }
      if (!written(unused)) {
        add(unused);
      }
    }
  }

  private @Nullable KeyPair polled() {
    lock.lock();
    try {
      return ready.poll();
    } finally {
      lock.unlock();
    }
  }

  private void add(KeyPair pair) {
    lock.lock();
    try {
      ready.add(pair);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A pair that waits in memory, or is being read into it. */
  private @Nullable KeyPair readyPair() {
    lock.lock();
    try {
      while (preparing && ready.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      return ready.poll();
    } finally {
      lock.unlock();
    }
  }

  private Optional<KeyPair> fromFolder() {
    Optional<KeyPair> pair = folder.flatMap(KeyFolder::take);
    if (pair.isPresent()) {
      lock.lock();
      try {
        full = false;
      } finally {
        lock.unlock();
      }
    }
    return pair;
  }

  private KeyPair awaited() {
    lock.lock();
    try {
      waiting++;
      try {
        failure = null;
        KeyPair pair = ready.poll();
        while (pair == null) {
          if (failure != null) {
            throw failure;
          }
          startGenerators();
          changed.awaitUninterruptibly();
          pair = ready.poll();
        }
        return pair;
      } finally {
        waiting--;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Called with the lock held: a thread for each pair that is waited for. A second one for the same
   * pair would take from the rest of the start more time than it saves.
   */
  private void startGenerators() {
    while (generators < Math.min(GENERATORS, Math.max(1, waiting))) {
      generators++;
      daemon("fake-auth0-key", this::generateOne).start();
    }
  }

  private void generateOne() {
    KeyPair pair = null;
    RuntimeException problem = null;
    try {
      pair = generated();
    } catch (RuntimeException e) {
      problem = e;
    }
    boolean surplus;
    lock.lock();
    try {
      generators--;
      failure = problem;
      surplus =
          pair != null
              && folder.isPresent()
              && !folderBroken
              && ready.size() >= Math.max(1, waiting);
      if (pair != null && !surplus) {
        ready.add(pair);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (pair != null && surplus) {
      keep(pair);
    }
    if (pair != null) {
      rehearse(pair);
    }
  }

  /** Makes up for what was taken, after a pause, unless that is under way. */
  private void refill() {
    lock.lock();
    try {
      if (refilling || (folder.isPresent() ? full : ready.size() >= STOCK)) {
        return;
      }
      refilling = true;
    } finally {
      lock.unlock();
    }
    daemon("fake-auth0-keys", this::refillNow).start();
  }

  private void refillNow() {
    try {
      rest();
      if (alive()) {
        folder.ifPresent(KeyFolder::tidy);
      }
      while (alive() && lacking()) {
        keep(generated());
      }
    } finally {
      lock.lock();
      try {
        refilling = false;
        full = live > 0;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Once in this pool's life: the first start is over, later ones are small. */
  private void rest() {
    lock.lock();
    try {
      long left = rested ? 0 : pause.toNanos();
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
      rested = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean alive() {
    lock.lock();
    try {
      return live > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether fewer pairs wait than should; where there is a folder, those in it count. */
  private boolean lacking() {
    if (folder.isPresent() && !folderBroken) {
      return folder.get().size() < STOCK;
    }
    lock.lock();
    try {
      return ready.size() < STOCK;
    } finally {
      lock.unlock();
    }
  }

  private void keep(KeyPair pair) {
    writing.lock();
    try {
      if (!alive() || !written(pair)) {
        add(pair);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Puts a pair into the folder, if there is one. */
  private boolean written(KeyPair pair) {
    if (folder.isEmpty() || folderBroken) {
      return false;
    }
    try {
      folder.get().put(pair);
      return true;
    } catch (IOException | SecurityException e) {
      folderBroken = true;
      System.getLogger(KeyPool.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "Signing keys cannot be kept for the next start ({0}): it will have to make one",
              e.toString());
      return false;
    }
  }

  private static KeyPair generated() {
    try {
      KeyPairGenerator generator = SigningProvider.generator();
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidParameterException e) {
      throw new IllegalStateException("this Java platform makes no RSA keys of 2048 bits", e);
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
