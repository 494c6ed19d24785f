package dev.fakeauth0.message;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One e-mail, text message, call or push that a tenant would have sent. Nothing of it is masked: a
 * test reads the code or follows the link.
 *
 * @param id the id, unique in the tenant
 * @param at when it was sent, by the tenant's clock
 * @param kind what it is about, by the name of Auth0's template where there is one: {@code
 *     verify_email}, {@code reset_email}, {@code blocked_account}, {@code stolen_credentials},
 *     {@code mfa_oob_code}, {@code passwordless_code}, {@code passwordless_link}, {@code
 *     push_challenge}, ...
 * @param to the e-mail address or the phone number; of a push, the device
 * @param channel how it was sent
 * @param subject an e-mail's subject
 * @param text what it says, as plain text
 * @param code the code it brings
 * @param link the link it brings
 */
public record Message(
    String id,
    Instant at,
    String kind,
    String to,
    Channel channel,
    Optional<String> subject,
    String text,
    Optional<String> code,
    Optional<String> link) {

  /** How a message is sent. */
  public enum Channel {
    /** An e-mail. */
    EMAIL,
    /** A text message. */
    SMS,
    /** A telephone call that reads a code out. */
    VOICE,
    /** A notification on a phone with Auth0 Guardian. */
    PUSH;

    /** The name in JSON, such as {@code email}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that nothing is missing. */
  public Message {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(text, "text");
  }
}
