package dev.fakeauth0.emulator.discovery;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What this emulator serves, as far as the metadata names it. The endpoints are read off the
 * routes, so an endpoint that is added is named and none is named that is not there.
 *
 * @param paths the paths that are answered
 * @param grantTypes the grant types of the token endpoint, in Auth0's order
 */
public record ServedFeatures(Set<String> paths, List<String> grantTypes) {

  /** Copies its collections. */
  public ServedFeatures {
    paths = Set.copyOf(paths);
    grantTypes = List.copyOf(grantTypes);
  }

  /** What these endpoints serve. */
  public static ServedFeatures of(
      Collection<? extends Endpoint> endpoints, List<String> grantTypes) {
    Set<String> paths = new HashSet<>();
    for (Endpoint endpoint : endpoints) {
      paths.add(endpoint.route().path());
    }
    return new ServedFeatures(paths, grantTypes);
  }

  boolean serves(String path) {
    return paths.contains(path);
  }
}
