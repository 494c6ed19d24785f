package dev.fakeauth0.testcontainers;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/**
 * Waits until the emulator serves. Testcontainers' own strategies ask once a second; this is three
 * times what the emulator takes to start. One that ended, as it does for a seed with a mistake, is
 * not waited for: what it said is the message.
 */
final class ServesItsHealth extends AbstractWaitStrategy {

  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Whether the container runs costs a call of the engine, so it is asked now and then. */
  private static final int ASK_ENGINE_EVERY = 20;

  @Override
  protected void waitUntilReady() {
    WaitStrategyTarget target = waitStrategyTarget;
    AdminCalls calls =
        AdminCalls.at(
            URI.create(
                "http://"
                    + target.getHost()
                    + ":"
                    + target.getMappedPort(FakeAuth0Container.HTTP_PORT)
                    + "/"),
            Optional.empty());
    long end = System.nanoTime() + startupTimeout.toNanos();
    for (int attempt = 1; ; attempt++) {
      try {
        calls.get("health");
        return;
      } catch (IllegalStateException notYet) {
        if (attempt % ASK_ENGINE_EVERY == 0 && !target.isRunning()) {
          throw new ContainerLaunchException(
              "the emulator did not start; it said:\n" + target.getLogs(), notYet);
        }
        if (System.nanoTime() > end) {
          throw new ContainerLaunchException(
              "the emulator does not serve after "
                  + startupTimeout.toSeconds()
                  + " seconds; it said:\n"
                  + target.getLogs(),
              notYet);
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerLaunchException("interrupted while the emulator starts", e);
    }
  }
}
