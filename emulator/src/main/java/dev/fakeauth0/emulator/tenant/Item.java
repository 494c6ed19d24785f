package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.util.function.Predicate;

/**
 * A stored resource that no decision reads by type. One that there may be a million of is packed:
 * it holds its JSON text and reads it each time it is asked for.
 */
public final class Item implements Resource {

  private final String id;
  private final String key;
  private final Object content;

  private Item(String id, String key, Object content) {
    this.id = id;
    this.key = key;
    this.content = content;
  }

  /**
   * A resource that is read often.
   *
   * @param id the id, unique in its collection
   * @param key what it is found by beside its id, empty if by nothing
   */
  static Item of(String id, String key, Document document) {
    return new Item(id, key, document);
  }

  /** A resource that should take little room. */
  static Item packed(String id, String key, Document document) {
    return new Item(id, key, Json.write(document));
  }

  @Override
  public String id() {
    return id;
  }

  /** What it is found by beside its id, empty if by nothing. */
  String key() {
    return key;
  }

  @Override
  public Document document() {
    return document(name -> true);
  }

  /**
   * The document less the members that are not wanted, which are not even read of one that is
   * packed.
   *
   * @param members whether a member is wanted; one that is not may be there all the same
   */
  public Document document(Predicate<String> members) {
    if (content instanceof Document document) {
      return document;
    }
    try {
      return Json.readBack((byte[]) content, members);
    } catch (MalformedJson e) {
      throw new IllegalStateException("what was written is not read: " + id, e);
    }
  }
}
