package dev.fakeauth0.emulator.outgoing;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads the body of an answer up to a length, and hangs up on one that is longer. */
final class BoundedText implements HttpResponse.BodySubscriber<BoundedText.Read> {

  /**
   * What was read.
   *
   * @param text the text, in UTF-8; empty where it was not whole
   * @param whole whether nothing is missing
   */
  record Read(String text, boolean whole) {}

  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Read> read = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  BoundedText(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<Read> getBody() {
    return read;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (bytes.size() + part.remaining() > most) {
        if (subscription != null) {
          subscription.cancel();
        }
        read.complete(new Read("", false));
        return;
      }
      byte[] next = new byte[part.remaining()];
      part.get(next);
      bytes.write(next, 0, next.length);
    }
  }

  @Override
  public void onError(Throwable problem) {
    read.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    read.complete(new Read(bytes.toString(StandardCharsets.UTF_8), true));
  }
}
