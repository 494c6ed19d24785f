package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;

/**
 * A stored resource that no decision reads by type.
 *
 * @param id the id, unique in its collection
 * @param document the whole of it
 */
public record Item(String id, Document document) implements Resource {}
