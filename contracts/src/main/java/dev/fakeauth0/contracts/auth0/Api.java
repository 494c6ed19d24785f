package dev.fakeauth0.contracts.auth0;

import java.util.List;

/**
 * An API that a contract may use.
 *
 * @param id its id at the Management API; empty if that is not known
 * @param identifier its audience
 * @param granted the scopes that {@link Fixtures#machine} is granted
 * @param notGranted a scope it has that nobody is granted
 */
record Api(String id, String identifier, List<String> granted, String notGranted) {}
