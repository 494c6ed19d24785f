package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.tenant.Client;

/**
 * From where somebody tries to log in.
 *
 * @param client the application they log in to
 * @param address their IP address, by which failed logins are counted
 * @param issuer the issuer as the tenant is reached, ending in a slash: for links in messages
 */
public record Visitor(Client client, String address, String issuer) {}
