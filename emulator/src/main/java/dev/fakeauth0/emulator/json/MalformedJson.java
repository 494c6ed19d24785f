package dev.fakeauth0.emulator.json;

/** A text that is not JSON, or not the JSON that was wanted. The message names line and column. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedJson(String message) {
    super(message);
  }
}
