package dev.fakeauth0.emulator.pipeline;

import java.util.List;

/**
 * Where an endpoint stands.
 *
 * @param methods the methods it answers
 * @param path the path; a segment in braces matches any one segment
 * @param surface the family it belongs to
 * @param door the door its refusals leave by, unless it says otherwise
 */
public record Route(List<String> methods, String path, Surface surface, Door door) {

  /** An endpoint of the Authentication API that is posted to. */
  public static Route post(String path, Door door) {
    return new Route(List.of("POST"), path, Surface.AUTHENTICATION, door);
  }

  /** A page of the Authentication API, or what leads to one: its refusals are pages, too. */
  public static Route page(String path, String... methods) {
    return new Route(List.of(methods), path, Surface.AUTHENTICATION, Door.PAGE);
  }

  /** A document. */
  public static Route document(String path) {
    return new Route(List.of("GET", "HEAD"), path, Surface.DISCOVERY, Door.PLAIN);
  }

  /** One of the emulator's own endpoints. */
  public static Route control(String method, String path) {
    return new Route(List.of(method), path, Surface.CONTROL, Door.CONTROL);
  }

  /** Where a call stands that no endpoint answers. */
  static Route unknown(Surface surface) {
    return new Route(List.of("ANY"), "", surface, Door.of(surface));
  }

  /** The name in the journal, such as {@code POST /oauth/token}. */
  public String name() {
    return methods.get(0) + " " + path;
  }
}
