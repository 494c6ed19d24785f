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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs kept ready, so that nobody waits for one to be made.
 *
 * <p>A taker gets, in this order: a pair given back by a tenant that is closed; a pair that an
 * earlier process left in the folder; a pair made on the spot. Only <b>the very first start</b> of
 * a user (or one after more starts than the folder holds pairs, in quicker succession than they can
 * be made) comes to the last: then up to two threads make one each, the first one done serves the
 * taker, the other is kept. {@link #prepare} lets that begin while the rest of the start goes on. A
 * while after a pair was taken, one daemon thread makes up for it: not at once, because a start
 * needs the processors itself.
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

  private final Optional<KeyFolder> folder;
  private final Duration pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<KeyPair> ready = new ArrayDeque<>();
  private int waiting;
  private int generators;
  private boolean refilling;
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

  /** Sees to it that a pair is ready or being made. Returns at once. */
  public void prepare() {
    lock.lock();
    try {
      if (!ready.isEmpty() || generators > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    Optional<KeyPair> kept = fromFolder();
    lock.lock();
    try {
      kept.ifPresent(ready::add);
      if (ready.isEmpty() && generators == 0) {
        startGenerators();
      }
    } finally {
      lock.unlock();
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
    refill();
    return pair;
  }

  @Override
  public void giveBack(KeyPair pair) {
    lock.lock();
    try {
      ready.add(pair);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable KeyPair readyPair() {
    lock.lock();
    try {
      return ready.poll();
    } finally {
      lock.unlock();
    }
  }

  private Optional<KeyPair> fromFolder() {
    return folder.flatMap(KeyFolder::take);
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

  /** Called with the lock held: as many threads as can be of use, each for one pair. */
  private void startGenerators() {
    while (generators < GENERATORS) {
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
  }

  /** Makes up for what was taken, after a pause, unless that is under way. */
  private void refill() {
    lock.lock();
    try {
      if (refilling || (folder.isEmpty() && ready.size() >= STOCK)) {
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
      folder.ifPresent(KeyFolder::tidy);
      while (lacking()) {
        keep(generated());
      }
    } finally {
      lock.lock();
      try {
        refilling = false;
      } finally {
        lock.unlock();
      }
    }
  }

  private void rest() {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean lacking() {
    lock.lock();
    try {
      if (ready.size() >= STOCK) {
        return false;
      }
      if (folderBroken) {
        return true;
      }
    } finally {
      lock.unlock();
    }
    return folder.map(kept -> kept.size() < STOCK).orElse(true);
  }

  private void keep(KeyPair pair) {
    if (folder.isPresent() && !folderBroken) {
      try {
        folder.get().put(pair);
        return;
      } catch (IOException | SecurityException e) {
        folderBroken = true;
        System.getLogger(KeyPool.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "Signing keys cannot be kept for the next start ({0}): it will have to make one",
                e.toString());
      }
    }
    giveBack(pair);
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
