package dev.fakeauth0.emulator.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text that is not JSON, or not the JSON that was wanted. The message names line and column. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable String repeatedMember;

  MalformedJson(String message) {
    this(message, null);
  }

  private MalformedJson(String message, @Nullable String repeatedMember) {
    super(message);
    this.repeatedMember = repeatedMember;
  }

  static MalformedJson repeated(String member, String place) {
    return new MalformedJson("a member is named twice: " + member + place, member);
  }

  /** The name of the member an object has twice, where that is what is wrong. */
  public Optional<String> repeatedMember() {
    return Optional.ofNullable(repeatedMember);
  }
}
