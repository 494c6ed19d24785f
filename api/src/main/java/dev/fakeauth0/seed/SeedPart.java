package dev.fakeauth0.seed;

import java.util.List;
import java.util.Map;

/** A part of a seed document, described in Java: see {@link Seeds}. */
public interface SeedPart {

  /**
   * The resources it stands for, by top-level key of the seed document ({@code clients}, {@code
   * resourceServers}, {@code clientGrants}, ...), in the order they are to be made. Values are
   * strings, numbers, booleans, lists and maps.
   */
  Map<String, List<Map<String, Object>>> resources();
}
