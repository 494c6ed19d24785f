package dev.fakeauth0.emulator.management.search;

/** A {@code q} that is no query, or uses what Auth0's search does not have. */
public final class MalformedSearch extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedSearch(String message) {
    super(message);
  }
}
