package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A journal that keeps the newest entries and counts what fell out. */
final class RingJournal implements Journal {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<OpenEntry> ring = new ArrayDeque<>();
  private long added;
  private long dropped;
  private boolean closed;

  RingJournal(int capacity) {
    this.capacity = capacity;
  }

  void add(OpenEntry entry) {
    lock.lock();
    try {
      ring.addLast(entry);
      added++;
      if (ring.size() > capacity) {
        ring.removeFirst();
        dropped++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits: nothing will be added any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<JournalEntry> entries() {
    return snapshot().stream().map(OpenEntry::closed).toList();
  }

  @Override
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      ring.clear();
      dropped = 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<JournalEntry> await(Predicate<JournalEntry> wanted, Duration atMost) {
    long nanos = atMost.toNanos();
    long seen = -1;
    while (true) {
      List<OpenEntry> now;
      lock.lock();
      try {
        while (added == seen && !closed && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        if (added == seen) {
          return Optional.empty();
        }
        now = newest(seen < 0 ? ring.size() : added - seen);
        seen = added;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } finally {
        lock.unlock();
      }
      Optional<JournalEntry> found = now.stream().map(OpenEntry::closed).filter(wanted).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
  }

  /** The entries last added, in order; of as many as are kept. Masking them is what costs. */
  private List<OpenEntry> newest(long count) {
    return ring.stream().skip(Math.max(0, ring.size() - count)).toList();
  }

  private List<OpenEntry> snapshot() {
    lock.lock();
    try {
      return new ArrayList<>(ring);
    } finally {
      lock.unlock();
    }
  }
}
