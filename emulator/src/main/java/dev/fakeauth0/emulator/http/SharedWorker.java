package dev.fakeauth0.emulator.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * The threads and buffers all servers of the JVM share: made with the first server and kept, as
 * they cost more than a server does. Every thread is a daemon, and idle call threads end.
 */
final class SharedWorker {

  /** Calls being answered at once; a call that waits (a long poll, a delay) holds a thread. */
  private static final int MAX_CALL_THREADS = 256;

  private static final long IDLE_THREAD_SECONDS = 10;

  /** Virtual memory only; parsing and signing need a fraction of it. */
  private static final long STACK_BYTES = 512 * 1024;

  /** Fits a TLS record, so that encrypting never copies. */
  private static final int BUFFER_BYTES = 17 * 1024;

  private static final int MAX_POOLED_BUFFERS = 256;
  private static final int BUFFERS_KEPT_PER_THREAD = 4;

  /** Made when first asked for: loading this class must cost nothing to who only configures. */
  static final SharedWorker INSTANCE = new SharedWorker();

  private final ExecutorService calls;
  private final XnioWorker io;
  private final ByteBufferPool buffers;

  private SharedWorker() {
    calls = callThreads();
    io = ioThreads();
    buffers =
        new DefaultByteBufferPool(true, BUFFER_BYTES, MAX_POOLED_BUFFERS, BUFFERS_KEPT_PER_THREAD);
  }

  /** Runs handlers, which may block. */
  ExecutorService calls() {
    return calls;
  }

  /** Moves bytes; must never block. */
  XnioWorker io() {
    return io;
  }

  ByteBufferPool buffers() {
    return buffers;
  }

  private XnioWorker ioThreads() {
    ClassLoader ours = SharedWorker.class.getClassLoader();
    Thread caller = Thread.currentThread();
    ClassLoader callers = caller.getContextClassLoader();
    // Threads inherit it for the life of the JVM: a test's class loader must not be kept alive.
    caller.setContextClassLoader(ours);
    try {
      int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
      return Xnio.getInstance(ours)
          .createWorkerBuilder()
          .setWorkerName("fake-auth0")
          .setDaemon(true)
          .setWorkerIoThreads(threads)
          .setWorkerStackSize(STACK_BYTES)
          .setExternalExecutorService(calls)
          .build();
    } finally {
      caller.setContextClassLoader(callers);
    }
  }

  /**
   * A pool that prefers an idle thread, then a new one, and queues only at the limit. (A plain
   * {@link ThreadPoolExecutor} would queue first and start threads when the queue is full.)
   */
  private static ExecutorService callThreads() {
    HandOver queue = new HandOver();
    return new ThreadPoolExecutor(
        0,
        MAX_CALL_THREADS,
        IDLE_THREAD_SECONDS,
        TimeUnit.SECONDS,
        queue,
        new CallThreads(),
        (call, pool) -> queue.queue(call));
  }

  private static final class HandOver extends LinkedTransferQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    /** Takes a call only if a thread waits for one. */
    @Override
    public boolean offer(Runnable call) {
      return tryTransfer(call);
    }

    void queue(Runnable call) {
      if (!super.offer(call)) {
        throw new RejectedExecutionException("the queue of calls is closed");
      }
    }
  }

  private static final class CallThreads implements ThreadFactory {

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      String name = "fake-auth0 call-" + count.incrementAndGet();
      Thread thread = new Thread(null, work, name, STACK_BYTES, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(SharedWorker.class.getClassLoader());
      return thread;
    }
  }
}
