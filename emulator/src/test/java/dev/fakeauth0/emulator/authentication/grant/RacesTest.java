package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.UserDoor.authorization;
import static dev.fakeauth0.emulator.pipeline.UserDoor.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two callers who come at the same moment with what is good once. */
class RacesTest {

  private static final int TIMES = 10_000;

  private final UserDoor door = UserDoor.unsigned();
  private final CyclicBarrier start = new CyclicBarrier(2);
  private final ExecutorService racers = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    racers.shutdownNow();
  }

  @Test
  void one_of_two_who_exchange_a_code_gets_tokens() throws Exception {
    int alone = 0;
    for (int i = 0; i < TIMES; i++) {
      String code = door.code(authorization("web", Optional.empty(), "openid"));
      if (winners(race(() -> door.exchange(code))) == 1) {
        alone++;
      }
    }

    assertThat(alone).isEqualTo(TIMES);
  }

  @Test
  void one_of_two_who_exchange_a_refresh_token_that_rotates_gets_the_next() throws Exception {
    int alone = 0;
    int ended = 0;
    for (int i = 0; i < TIMES; i++) {
      String code = door.code(authorization("spa", Optional.empty(), "offline_access"));
      String token = member(door.exchangeAsSpa(code), "refresh_token");
      if (winners(race(() -> door.refreshAsSpa(token))) == 1) {
        alone++;
      }
      // The loser's call is a reuse, so nothing of the family is left for a thief.
      if (door.refreshTokens().isEmpty()) {
        ended++;
      }
    }

    assertThat(alone).isEqualTo(TIMES);
    assertThat(ended).isEqualTo(TIMES);
  }

  private List<Reply> race(Supplier<Reply> call) throws Exception {
    Future<Reply> one = racers.submit(() -> atOnce(call));
    Future<Reply> other = racers.submit(() -> atOnce(call));
    return List.of(one.get(), other.get());
  }

  private Reply atOnce(Supplier<Reply> call) throws Exception {
    start.await();
    return call.get();
  }

  private static long winners(List<Reply> replies) {
    return replies.stream().filter(reply -> reply.status() == 200).count();
  }
}
