package dev.fakeauth0.emulator.management.catalogue;

import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param name as it is written in the path's template, the query or the header
 * @param in where it stands
 * @param required whether a request without it is refused
 * @param schema what its value must be; it arrives as text and is read as the type wanted here
 * @param description Auth0's words for it, which its refusals quote
 */
public record Parameter(
    String name, Place in, boolean required, Schema schema, Optional<String> description) {

  /** Where a parameter stands in a request. */
  public enum Place {
    /** A segment of the path. */
    PATH,
    /** The query. */
    QUERY,
    /** A header field. */
    HEADER
  }
}
