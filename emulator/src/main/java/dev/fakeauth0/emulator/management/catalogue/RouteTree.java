package dev.fakeauth0.emulator.management.catalogue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The paths of the Management API, segment by segment. Immutable once read. */
final class RouteTree {

  /**
   * Where an operation is described.
   *
   * @param path the template below {@link Catalogue#ROOT}
   * @param resource the file
   * @param number its place in the file, from 0
   */
  record Route(String path, String resource, int number) {}

  /** A route, and what stood in its parameters' places. */
  record Found(Route route, Map<String, String> pathValues) {}

  private static final class Node {
    final Map<String, Node> literal = new HashMap<>();
    @Nullable Node any;
    final Map<String, Route> routes = new TreeMap<>();
  }

  private final Node root = new Node();
  private final List<String> resources = new ArrayList<>();

  private RouteTree() {}

  /**
   * Reads the index: the number of files; for each its name, the number of its operations, and for
   * each of these method and path.
   */
  static RouteTree read(byte[] index) throws IOException {
    RouteTree tree = new RouteTree();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(index));
    for (int files = in.readInt(); files > 0; files--) {
      String resource = in.readUTF();
      tree.resources.add(resource);
      int operations = in.readInt();
      for (int number = 0; number < operations; number++) {
        String method = in.readUTF();
        String path = in.readUTF();
        tree.add(method, new Route(path, resource, number));
      }
    }
    return tree;
  }

  private void add(String method, Route route) {
    Node node = root;
    for (String segment : segments(route.path())) {
      if (segment.startsWith("{")) {
        if (node.any == null) {
          node.any = new Node();
        }
        node = node.any;
      } else {
        Node next = node.literal.get(segment);
        if (next == null) {
          next = new Node();
          node.literal.put(segment, next);
        }
        node = next;
      }
    }
    node.routes.put(method, route);
  }

  List<String> resources() {
    return Collections.unmodifiableList(resources);
  }

  @Nullable Found find(String method, String rawPath) {
    List<String> segments = given(rawPath);
    Node node = segments == null ? null : match(root, segments, 0, method);
    Route route = node == null ? null : node.routes.get(method);
    if (segments == null || route == null) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    List<String> template = segments(route.path());
    for (int i = 0; i < template.size(); i++) {
      String name = template.get(i);
      if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), segments.get(i));
      }
    }
    return new Found(route, Collections.unmodifiableMap(values));
  }

  Set<String> methods(String rawPath) {
    List<String> segments = given(rawPath);
    Node node = segments == null ? null : match(root, segments, 0, null);
    return node == null ? Set.of() : Collections.unmodifiableSet(node.routes.keySet());
  }

  /** The node of a path that serves the method, or any method when none is given. */
  private static @Nullable Node match(
      Node node, List<String> segments, int at, @Nullable String method) {
    if (at == segments.size()) {
      boolean serves = method == null ? !node.routes.isEmpty() : node.routes.containsKey(method);
      return serves ? node : null;
    }
    Node literal = node.literal.get(segments.get(at));
    Node found = literal == null ? null : match(literal, segments, at + 1, method);
    if (found == null && node.any != null && !segments.get(at).isEmpty()) {
      found = match(node.any, segments, at + 1, method);
    }
    return found;
  }

  /** The decoded segments below the root; null for a path that is not below it. */
  private static @Nullable List<String> given(String rawPath) {
    if (!rawPath.startsWith(Catalogue.ROOT + "/")) {
      return null;
    }
    List<String> segments = segments(rawPath.substring(Catalogue.ROOT.length()));
    for (int i = 0; i < segments.size(); i++) {
      segments.set(i, decoded(segments.get(i)));
    }
    return segments;
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = 1;
    for (int end = path.indexOf('/', start); end >= 0; end = path.indexOf('/', start)) {
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    segments.add(path.substring(start));
    return segments;
  }

  /** A segment without its percent signs; as it is when they do not stand for UTF-8. */
  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return segment;
        }
        out.put((byte) (high << 4 | low));
        i += 2;
      } else {
        out.put(raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      return segment;
    }
  }
}
