package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.message.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The messages of a tenant, whatever epoch it is in. */
public final class SentMessages implements Messages {

  private final Tenant tenant;

  /** The messages of this tenant. */
  public SentMessages(Tenant tenant) {
    this.tenant = tenant;
  }

  @Override
  public List<Message> all() {
    return Outbox.of(tenant.state());
  }

  @Override
  public void clear() {
    change(
        draft -> {
          Outbox.clear(draft);
          return draft;
        });
  }

  @Override
  public void answer(String messageId, boolean approved) {
    boolean push =
        all().stream()
            .anyMatch(
                message ->
                    message.id().equals(messageId) && message.channel() == Message.Channel.PUSH);
    if (!push) {
      throw new IllegalArgumentException(
          "there is no push " + messageId + "; take the id of a message whose channel is PUSH");
    }
    TenantState state = tenant.state();
    change(
        draft -> {
          PushAnswer.give(messageId, approved, draft, tenant.now(state));
          return draft;
        });
  }

  /** A message comes of a call, and is there when the call's entry is in the journal. */
  @Override
  public Optional<Message> await(Predicate<Message> wanted, Duration atMost) {
    Optional<Message> there = newest(wanted);
    if (there.isPresent()) {
      return there;
    }
    tenant.epoch().journal().await(entry -> newest(wanted).isPresent(), atMost);
    return newest(wanted);
  }

  private Optional<Message> newest(Predicate<Message> wanted) {
    List<Message> all = new ArrayList<>(all());
    Collections.reverse(all);
    return all.stream().filter(wanted).findFirst();
  }

  private void change(java.util.function.Function<TenantDraft, TenantDraft> work) {
    tenant.epoch().store().change(work);
  }
}
