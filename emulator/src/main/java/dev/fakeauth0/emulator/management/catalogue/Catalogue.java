package dev.fakeauth0.emulator.management.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of the Management API. Thread-safe. */
public final class Catalogue {

  /** The path all operations begin with. */
  public static final String ROOT = "/api/v2";

  /** Where the compiled facts are kept. */
  @FunctionalInterface
  interface Store {
    /**
     * The content of a file.
     *
     * @throws IOException if it is missing or cannot be read
     */
    byte[] read(String name) throws IOException;
  }

  /**
   * An operation found.
   *
   * @param operation what was found
   * @param pathValues the values of the path's parameters, decoded, in the path's order
   */
  public record Match(Operation operation, Map<String, String> pathValues) {}

  private final Store store;
  private final RouteTree routes;
  private final Map<String, ResourceFile> files = new HashMap<>();

  private Catalogue(Store store, RouteTree routes) {
    this.store = store;
    this.routes = routes;
  }

  /** The catalogue of the real Management API; its index is read at the first call. */
  public static Catalogue standard() {
    return Standard.CATALOGUE;
  }

  private static final class Standard {
    // No lambda: linking the first one costs a cold start more than the whole index.
    static final Catalogue CATALOGUE =
        read(
            new Store() {
              @Override
              public byte[] read(String name) throws IOException {
                return resource(name);
              }
            });
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream("facts/" + name)) {
      if (in == null) {
        throw new IOException("the catalogue has no " + name);
      }
      return in.readAllBytes();
    }
  }

  /** A catalogue of the files of a store; the index is read now. */
  static Catalogue read(Store store) {
    try {
      return new Catalogue(store, RouteTree.read(store.read("index")));
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue of the Management API is damaged", e);
    }
  }

  /**
   * The operation of a method and a path, where a path's literal segments win over parameters.
   *
   * @param method in capitals
   * @param rawPath as it was sent, without the query, such as {@code /api/v2/roles/rol_1}
   */
  public Optional<Match> find(String method, String rawPath) {
    RouteTree.Found found = routes.find(method, rawPath);
    return found == null
        ? Optional.empty()
        : Optional.of(new Match(operation(found.route()), found.pathValues()));
  }

  /** The methods that a path is served with; empty when there is nothing at the path. */
  public Set<String> methods(String rawPath) {
    return routes.methods(rawPath);
  }

  /** The names of all resources, sorted. */
  public List<String> resources() {
    return routes.resources();
  }

  /** All operations of a resource, in the documented order; empty for an unknown one. */
  public List<Operation> operations(String resource) {
    return routes.resources().contains(resource) ? file(resource).operations() : List.of();
  }

  /** All operations; reads the whole catalogue. */
  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (String resource : resources()) {
      all.addAll(operations(resource));
    }
    return List.copyOf(all);
  }

  /** The named type that a resource's file holds, whichever operation uses it. */
  Optional<Schema> type(String file, String name) {
    return file(file).type(name);
  }

  private Operation operation(RouteTree.Route route) {
    return file(route.resource()).operations().get(route.number());
  }

  ResourceFile file(String name) {
    synchronized (files) {
      @Nullable ResourceFile known = files.get(name);
      if (known == null) {
        try {
          known = new ResourceFile(this, name, store.read(name));
        } catch (IOException e) {
          throw new UncheckedIOException("the catalogue of the Management API is damaged", e);
        }
        files.put(name, known);
      }
      return known;
    }
  }

  /** The files read so far; for tests of what is read when. */
  Set<String> filesRead() {
    synchronized (files) {
      return Set.copyOf(files.keySet());
    }
  }
}
