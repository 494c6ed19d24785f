package dev.fakeauth0.emulator.management;

import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;

/**
 * Refusals of the Management API. Each takes the words that go over the wire, which are Auth0's;
 * why, and what would pass, is told in the diagnosis.
 */
public final class Refusals {

  private Refusals() {}

  /**
   * 404.
   *
   * @param words what Auth0 says
   * @param what the thing in plain words and its id, such as {@code role rol_1}
   */
  public static Diagnosis notFound(Words words, String what) {
    return worded(RefusalReason.NOT_FOUND.because("there is no %s", what), words)
        .remedy("list what there is with a GET of the collection, and take an id from there");
  }

  /** 409. */
  public static Diagnosis conflict(Words words, String what) {
    return worded(RefusalReason.CONFLICT.because("there is a %s already", what), words)
        .remedy("use the one that is there, or another name");
  }

  /**
   * 400 because of the body or what it asks for; the errorCode is {@code invalid_body} if empty.
   */
  public static Diagnosis badRequest(Words words, String because, String remedy) {
    return worded(RefusalReason.INVALID_BODY.because("%s", because), words).remedy("%s", remedy);
  }

  /** 400 because of the query; the errorCode is {@code invalid_query_string} if empty. */
  public static Diagnosis badQuery(Words words, String because, String remedy) {
    return worded(RefusalReason.INVALID_QUERY.because("%s", because), words).remedy("%s", remedy);
  }

  /** 400 because of a value in the path. */
  public static Diagnosis badPath(Words words, String because, String remedy) {
    return worded(RefusalReason.INVALID_PATH.because("%s", because), words).remedy("%s", remedy);
  }

  /** 403 that no scope of the operation would change. */
  public static Diagnosis forbidden(Words words, String because, String remedy) {
    return worded(RefusalReason.OPERATION_FORBIDDEN.because("%s", because), words)
        .remedy("%s", remedy);
  }

  private static Diagnosis worded(Diagnosis diagnosis, Words words) {
    Diagnosis worded = diagnosis.fact("message", words.message());
    return words.errorCode().isEmpty() ? worded : worded.fact("error_code", words.errorCode());
  }
}
