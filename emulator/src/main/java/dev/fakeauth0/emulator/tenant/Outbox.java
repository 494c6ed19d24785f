package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The messages a tenant would have sent, oldest first. Part of the state, so that a message is
 * there if and only if what it tells of was committed. Immutable.
 */
public final class Outbox {

  /** How many messages are kept; older ones fall out. */
  private static final int KEPT = 1_000;

  private static final String ID = "outbox";

  private static final Outbox EMPTY = new Outbox(TreePVector.empty());

  private final PVector<Message> messages;

  private Outbox(PVector<Message> messages) {
    this.messages = messages;
  }

  /** What is to be sent. */
  public record Letter(
      String kind,
      String to,
      Message.Channel channel,
      Optional<String> subject,
      String text,
      Optional<String> code,
      Optional<String> link) {

    /** An e-mail that brings nothing. */
    public static Letter email(String kind, String to, String subject, String text) {
      return new Letter(
          kind,
          to,
          Message.Channel.EMAIL,
          Optional.of(subject),
          text,
          Optional.empty(),
          Optional.empty());
    }

    /** A text message. */
    public static Letter sms(String kind, String to, String text) {
      return new Letter(
          kind,
          to,
          Message.Channel.SMS,
          Optional.empty(),
          text,
          Optional.empty(),
          Optional.empty());
    }

    /** This, bringing a code. */
    public Letter withCode(String brought) {
      return new Letter(kind, to, channel, subject, text, Optional.of(brought), link);
    }

    /** This, bringing a link. */
    public Letter withLink(String brought) {
      return new Letter(kind, to, channel, subject, text, code, Optional.of(brought));
    }

    /** This, sent in another way. */
    public Letter by(Message.Channel other) {
      return new Letter(kind, to, other, subject, text, code, link);
    }
  }

  /** The messages of a state, oldest first. */
  public static List<Message> of(TenantState state) {
    return in(state).messages;
  }

  /** Sends a message as part of what a draft changes. */
  public static Message send(Letter letter, TenantDraft tenant, Instant now) {
    Message message =
        new Message(
            tenant.ids().prefixed("msg_"),
            now,
            letter.kind(),
            letter.to(),
            letter.channel(),
            letter.subject(),
            letter.text(),
            letter.code(),
            letter.link());
    PVector<Message> all = in(tenant.state()).messages.plus(message);
    keep(all.size() > KEPT ? all.minus(0) : all, tenant);
    return message;
  }

  /** Forgets all messages. */
  public static void clear(TenantDraft tenant) {
    keep(TreePVector.empty(), tenant);
  }

  private static Outbox in(TenantState state) {
    return state.expiring().find(Outbox.class, ID, Instant.EPOCH).orElse(EMPTY);
  }

  private static void keep(PVector<Message> messages, TenantDraft tenant) {
    tenant.keep(ID, new Outbox(messages), Instant.MAX, Instant.EPOCH);
  }
}
