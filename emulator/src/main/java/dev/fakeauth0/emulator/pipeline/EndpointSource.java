package dev.fakeauth0.emulator.pipeline;

import java.util.Map;
import java.util.Optional;

/**
 * A family of endpoints that is looked up when a call comes in for it, and not when the emulator
 * starts: what it is made of costs nothing until then.
 */
public interface EndpointSource {

  /**
   * What a path leads to.
   *
   * @param endpoint the endpoint; empty where the path exists and the method does not
   * @param parameters what stood in the braces of the route, decoded
   */
  record Found(Optional<Endpoint> endpoint, Map<String, String> parameters) {}

  /** What all its paths begin with, such as {@code /api/v2/}. */
  String prefix();

  /**
   * The endpoint of a method and a path, if there is anything at the path.
   *
   * @param path the path as it was sent, percent-encoded
   */
  Optional<Found> find(String method, String path);
}
