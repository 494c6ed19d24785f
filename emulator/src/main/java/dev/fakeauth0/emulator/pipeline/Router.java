package dev.fakeauth0.emulator.pipeline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a method and a path. A path is matched segment by segment as it was sent,
 * percent-encoded; one slash at the end does not matter, as at Auth0.
 */
final class Router {

  /**
   * What a path leads to.
   *
   * @param endpoint the endpoint; empty where the path exists and the method does not
   * @param parameters what stood in the braces of the route, decoded
   */
  record Match(Optional<Endpoint> endpoint, Map<String, String> parameters) {}

  private record Pattern(Endpoint endpoint, String[] segments) {}

  private final Map<String, List<Endpoint>> fixed = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();
  private final List<EndpointSource> sources;

  Router(List<Endpoint> endpoints) {
    this(endpoints, List.of());
  }

  Router(List<Endpoint> endpoints, List<EndpointSource> sources) {
    this.sources = sources;
    for (Endpoint endpoint : endpoints) {
      String path = endpoint.route().path();
      if (path.indexOf('{') < 0) {
        fixed.computeIfAbsent(path, any -> new ArrayList<>(1)).add(endpoint);
      } else {
        patterns.add(new Pattern(endpoint, path.split("/", -1)));
      }
    }
  }

  /** The match of a path, if there is any endpoint at it. */
  Optional<Match> find(String method, String sentPath) {
    String path =
        sentPath.length() > 1 && sentPath.endsWith("/")
            ? sentPath.substring(0, sentPath.length() - 1)
            : sentPath;
    for (EndpointSource source : sources) {
      if (path.startsWith(source.prefix())) {
        Optional<EndpointSource.Found> found = source.find(method, path);
        if (found.isPresent()) {
          return Optional.of(new Match(found.get().endpoint(), found.get().parameters()));
        }
      }
    }
    List<Endpoint> here = fixed.get(path);
    if (here != null) {
      for (Endpoint endpoint : here) {
        if (endpoint.route().methods().contains(method)) {
          return Optional.of(new Match(Optional.of(endpoint), Map.of()));
        }
      }
    }
    boolean known = here != null;
    if (!patterns.isEmpty()) {
      String[] segments = path.split("/", -1);
      for (Pattern pattern : patterns) {
        @Nullable Map<String, String> parameters = parameters(pattern.segments(), segments);
        if (parameters != null) {
          if (pattern.endpoint().route().methods().contains(method)) {
            return Optional.of(new Match(Optional.of(pattern.endpoint()), parameters));
          }
          known = true;
        }
      }
    }
    return known ? Optional.of(new Match(Optional.empty(), Map.of())) : Optional.empty();
  }

  private static @Nullable Map<String, String> parameters(String[] pattern, String[] segments) {
    if (pattern.length != segments.length) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < pattern.length; i++) {
      String wanted = pattern[i];
      if (wanted.startsWith("{")) {
        @Nullable String decoded = decoded(segments[i]);
        if (decoded == null || decoded.isEmpty()) {
          return null;
        }
        parameters.put(wanted.substring(1, wanted.length() - 1), decoded);
      } else if (!wanted.equals(segments[i])) {
        return null;
      }
    }
    return parameters;
  }

  private static @Nullable String decoded(String segment) {
    try {
      // A plus is itself in a path; only forms read it as a blank.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
