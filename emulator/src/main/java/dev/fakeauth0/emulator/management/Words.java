package dev.fakeauth0.emulator.management;

/**
 * What a refusal says on the wire.
 *
 * @param message the {@code message}; {@code {id}} stands for the id
 * @param errorCode the {@code errorCode}; empty for none, or the usual one of its kind
 */
public record Words(String message, String errorCode) {

  /** A message without, or with the usual, errorCode. */
  public static Words of(String message) {
    return new Words(message, "");
  }

  /** A message and an errorCode. */
  public static Words of(String message, String errorCode) {
    return new Words(message, errorCode);
  }

  /** These words with an id in their place. */
  public Words about(String id) {
    return message.contains("{id}") ? new Words(message.replace("{id}", id), errorCode) : this;
  }
}
