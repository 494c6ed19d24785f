package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.SentMessages;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.message.Messages;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code GET /__admin/messages}: the e-mails, text messages and pushes that the tenant would have
 * sent, oldest first, filtered. Nothing is masked. With {@code wait} it answers when a message
 * fits, or with none when the time is up.
 */
final class MessagesEndpoint implements ControlEndpoint {

  /** The longest a call is held, in seconds: below what proxies and clients give up at. */
  private static final int LONGEST_WAIT = 60;

  /** {@code DELETE /__admin/messages}: forgets all messages; what they brought stays good. */
  static final class Clear implements ControlEndpoint {

    @Override
    public Route route() {
      return Route.control("DELETE", "/__admin/messages");
    }

    @Override
    public Decision<Outcome> answer(ControlCall call) {
      new SentMessages(call.tenant()).clear();
      return Decision.grant(new Outcome.Nothing(204));
    }
  }

  /**
   * {@code POST /__admin/messages/{id}/answer}: what somebody answers to a push on their phone,
   * {@code {"approve": true}}.
   */
  static final class Answer implements ControlEndpoint {

    @Override
    public Route route() {
      return Route.control("POST", "/__admin/messages/{id}/answer");
    }

    @Override
    public Decision<Outcome> answer(ControlCall call) {
      String id = call.road().pathParameter("id");
      Optional<Message> message =
          new SentMessages(call.tenant())
              .all().stream().filter(each -> each.id().equals(id)).findFirst();
      if (message.filter(each -> each.channel() == Message.Channel.PUSH).isEmpty()) {
        return Decision.refuse(
            RefusalReason.ADMIN_BAD_REQUEST
                .because("there is no push %s", id)
                .fact("message_id", id)
                .remedy("take the id of a message whose channel is push: GET /__admin/messages"));
      }
      return Body.of(call.request().body(), List.of("approve"))
          .then(
              body -> {
                Optional<Boolean> approve = body.flag("approve");
                if (approve.isEmpty()) {
                  body.mistake(
                      "the body does not say whether it is approved", "send {\"approve\":true}");
                }
                return body.then(
                    () -> {
                      call.tenant()
                          .epoch()
                          .store()
                          .change(
                              (TenantDraft draft) -> {
                                PushAnswer.give(id, approve.orElse(false), draft, call.now());
                                return id;
                              });
                      return Decision.grant(new Outcome.Nothing(204));
                    });
              });
    }
  }

  @Override
  public Route route() {
    return Route.control("GET", "/__admin/messages");
  }

  @Override
  public List<String> parameters() {
    return List.of("to", "kind", "channel", "since", "wait");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return call.query()
        .number("wait")
        .map(
            wait ->
                answer(
                    new SentMessages(call.tenant()),
                    fitting(call.query()),
                    call.query().get("since"),
                    Duration.ofSeconds(Math.min(LONGEST_WAIT, wait.orElse(0)))));
  }

  private static Outcome answer(
      Messages messages, Predicate<Message> fits, Optional<String> since, Duration wait) {
    List<Message> found = after(messages.all(), since).stream().filter(fits).toList();
    if (found.isEmpty() && !wait.isZero()) {
      messages.await(
          message -> fits.test(message) && after(messages.all(), since).contains(message), wait);
      found = after(messages.all(), since).stream().filter(fits).toList();
    }
    List<Document> shown = new ArrayList<>(found.size());
    for (Message message : found) {
      shown.add(shown(message));
    }
    return new Outcome.Content(200, Document.of("messages", shown));
  }

  /** The messages that came after one; all of them where that one fell out or was forgotten. */
  private static List<Message> after(List<Message> all, Optional<String> since) {
    for (int i = all.size() - 1; since.isPresent() && i >= 0; i--) {
      if (all.get(i).id().equals(since.get())) {
        return all.subList(i + 1, all.size());
      }
    }
    return all;
  }

  private static Predicate<Message> fitting(Query query) {
    Optional<String> to = query.get("to").map(text -> text.toLowerCase(Locale.ROOT));
    Optional<String> kind = query.get("kind");
    Optional<String> channel = query.get("channel");
    return message ->
        (to.isEmpty() || to.get().equals(message.to().toLowerCase(Locale.ROOT)))
            && (kind.isEmpty() || kind.get().equals(message.kind()))
            && (channel.isEmpty() || channel.get().equals(message.channel().wireName()));
  }

  private static Document shown(Message message) {
    return Document.of(
        "id",
        message.id(),
        "at",
        message.at().toString(),
        "kind",
        message.kind(),
        "to",
        message.to(),
        "channel",
        message.channel().wireName(),
        "subject",
        message.subject().orElse(null),
        "text",
        message.text(),
        "code",
        message.code().orElse(null),
        "link",
        message.link().orElse(null));
  }
}
