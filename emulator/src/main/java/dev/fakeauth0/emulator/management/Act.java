package dev.fakeauth0.emulator.management;

/** What an operation is, as far as method and path tell. */
public enum Act {
  /** GET of a collection. */
  LIST,
  /** POST to a collection. */
  CREATE,
  /** GET of a resource of a collection. */
  READ,
  /** PATCH of one, and POST where there is no other way. */
  UPDATE,
  /** PUT of one. */
  REPLACE,
  /** DELETE of one. */
  DELETE,
  /** DELETE of a collection. */
  CLEAR,
  /** GET of what is there once. */
  READ_SINGLE,
  /** PATCH of it. */
  UPDATE_SINGLE,
  /** POST or PUT of it. */
  REPLACE_SINGLE,
  /** DELETE of it. */
  DELETE_SINGLE,
  /** Anything else: something is done. */
  CALL
}
