package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.tenant.IdSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a kind of resource is like that schemas do not tell; see {@link Kinds}.
 *
 * @param place the collection or singleton, every parameter written {@code {id}}
 * @param idMember the member that holds the id
 * @param ids gives a new id
 * @param missing what is said where there is none
 * @param absentIsDeleted whether deleting what is not there succeeds
 * @param unique the member no two may share; empty if they may
 * @param taken what is said where two would
 */
public record Kind(
    String place,
    String idMember,
    Function<IdSource, String> ids,
    Words missing,
    boolean absentIsDeleted,
    Optional<String> unique,
    Words taken) {

  /** A kind with {@code id} and 22 characters, of which nothing else is known. */
  static Kind of(String place) {
    return new Kind(
        place,
        "id",
        ids -> ids.prefixed("", 22),
        Words.of("Not Found"),
        false,
        Optional.empty(),
        Words.of("The resource already exists."));
  }

  /** This kind with another id. */
  Kind id(String member, Function<IdSource, String> shape) {
    return new Kind(place, member, shape, missing, absentIsDeleted, unique, taken);
  }

  /** This kind with a prefix and so many letters and digits for an id. */
  Kind prefix(String prefix, int length) {
    return id(idMember, ids -> ids.prefixed(prefix, length));
  }

  /** This kind with its own words for what is not there. */
  Kind missing(String message, String errorCode) {
    return new Kind(
        place, idMember, ids, Words.of(message, errorCode), absentIsDeleted, unique, taken);
  }

  /** This kind, of which deleting what is not there succeeds. */
  Kind deletedWhenAbsent() {
    return new Kind(place, idMember, ids, missing, true, unique, taken);
  }

  /** This kind with its own words for what is there already, which its rules find out. */
  Kind taken(String message, String errorCode) {
    return new Kind(
        place, idMember, ids, missing, absentIsDeleted, unique, Words.of(message, errorCode));
  }

  /** This kind with a member that no two may share. */
  Kind unique(String member, String message, String errorCode) {
    return new Kind(
        place,
        idMember,
        ids,
        missing,
        absentIsDeleted,
        Optional.of(member),
        Words.of(message, errorCode));
  }
}
