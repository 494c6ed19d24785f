package dev.fakeauth0.emulator.authentication.page;

import java.util.List;

/**
 * The page that greets somebody who was invited to an organization.
 *
 * @param state the interaction's id
 * @param inviter who invites; empty where nobody is named
 * @param organization what the organization is called
 * @param application the name of what the invitation is to
 * @param email whom it is for
 * @param directly whether the user can go on without a provider
 * @param connections the providers
 */
public record InvitationView(
    String state,
    String inviter,
    String organization,
    String application,
    String email,
    boolean directly,
    List<ConnectionButton> connections) {

  /** Copies the buttons. */
  public InvitationView {
    connections = List.copyOf(connections);
  }

  /** What it is about, in a sentence. */
  public String says() {
    return "Accept "
        + (inviter.isEmpty() ? "the" : inviter + "'s")
        + " invitation to join "
        + organization
        + " on "
        + application
        + ".";
  }
}
