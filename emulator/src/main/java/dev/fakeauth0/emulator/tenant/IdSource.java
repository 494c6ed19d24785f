package dev.fakeauth0.emulator.tenant;

/**
 * Where ids and secrets come from. Two sources of one seed give the same ids in the same order;
 * each kind has a stream of its own, so the ids of requests do not disturb those of resources. Safe
 * for use by many threads.
 */
public interface IdSource {

  /** The streams. */
  enum Kind {
    /** Ids, names and secrets of resources. */
    RESOURCE,
    /** {@code jti} and the like of tokens. */
    TOKEN,
    /** Ids of requests. */
    REQUEST,
    /** Key ids and certificate serials. */
    KEY
  }

  /** Characters drawn evenly from an alphabet of at most 64. */
  String text(Kind kind, String alphabet, int length);

  /** Fresh random bytes. */
  byte[] bytes(Kind kind, int length);

  /** A client id: 32 letters and digits. */
  default String clientId() {
    return text(Kind.RESOURCE, Alphabets.ALPHANUMERIC, 32);
  }

  /** A client secret: 64 URL-safe characters. */
  default String clientSecret() {
    return text(Kind.RESOURCE, Alphabets.URL_SAFE, 64);
  }

  /** A prefix, such as {@code cgr_}, and 16 letters and digits. */
  default String prefixed(String prefix) {
    return prefix + text(Kind.RESOURCE, Alphabets.ALPHANUMERIC, 16);
  }

  /** A prefix, such as {@code est_}, and so many letters and digits. */
  default String prefixed(String prefix, int length) {
    return prefix + text(Kind.RESOURCE, Alphabets.ALPHANUMERIC, length);
  }

  /** A random UUID (RFC 9562 section 5.4). */
  default String uuid() {
    String hex = text(Kind.RESOURCE, Alphabets.HEX, 30);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(12, 15)
        + '-'
        + text(Kind.RESOURCE, "89ab", 1)
        + hex.substring(15, 18)
        + '-'
        + hex.substring(18, 30);
  }

  /** A ULID's form: 26 digits and capitals. */
  default String ulid() {
    return "01" + text(Kind.RESOURCE, Alphabets.CROCKFORD, 24);
  }

  /** An object id: 24 hexadecimal digits. */
  default String objectId() {
    return text(Kind.RESOURCE, Alphabets.HEX, 24);
  }

  /** A token id: 22 URL-safe characters. */
  default String jti() {
    return text(Kind.TOKEN, Alphabets.ALPHANUMERIC, 22);
  }

  /** A code or token that means nothing but itself: so many URL-safe characters. */
  default String opaque(int length) {
    return text(Kind.TOKEN, Alphabets.URL_SAFE, length);
  }

  /** A key id: 21 URL-safe characters. */
  default String kid() {
    return text(Kind.KEY, Alphabets.URL_SAFE, 21);
  }

  /** A request id: 20 hexadecimal digits. */
  default String requestId() {
    return text(Kind.REQUEST, Alphabets.HEX, 20);
  }

  /** The alphabets ids are drawn from. */
  final class Alphabets {

    static final String HEX = "0123456789abcdef";
    static final String ALPHANUMERIC =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    static final String URL_SAFE = ALPHANUMERIC + "-_";

    private Alphabets() {}
  }
}
