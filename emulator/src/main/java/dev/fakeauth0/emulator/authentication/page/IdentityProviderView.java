package dev.fakeauth0.emulator.authentication.page;

import java.util.List;
import java.util.Optional;

/**
 * The page that stands in for the login at a social or enterprise provider.
 *
 * @param state the interaction's id
 * @param provider what the provider is called
 * @param known who can be picked
 * @param email what was typed as address
 * @param name what was typed as name
 * @param error what was wrong
 */
public record IdentityProviderView(
    String state,
    String provider,
    List<KnownIdentity> known,
    String email,
    String name,
    Optional<FieldError> error) {

  /** Copies the identities. */
  public IdentityProviderView {
    known = List.copyOf(known);
  }

  String initial() {
    return Initial.of(provider);
  }
}
