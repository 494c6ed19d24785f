package dev.fakeauth0.emulator.authentication.page;

import java.util.List;

/**
 * The consent page.
 *
 * @param state the interaction's id
 * @param application the name of what asks
 * @param user who is asked
 * @param organization the organization it is about; empty for none
 * @param audience the API's identifier; empty for none
 * @param scope the scopes asked for, as they are posted
 * @param access what they mean
 * @param destination where the browser goes next: origin, or scheme, of the redirect URI
 */
public record ConsentView(
    String state,
    String application,
    String user,
    String organization,
    String audience,
    String scope,
    List<ScopeLine> access,
    String destination) {

  /** Copies the lines. */
  public ConsentView {
    access = List.copyOf(access);
  }
}
