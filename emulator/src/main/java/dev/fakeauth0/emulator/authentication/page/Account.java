package dev.fakeauth0.emulator.authentication.page;

import java.util.Optional;

/**
 * A user who can log in, named in the strip that says so.
 *
 * @param identifier what they type
 * @param password their password, for seeded users only: it is known nowhere else
 */
public record Account(String identifier, Optional<String> password) {}
