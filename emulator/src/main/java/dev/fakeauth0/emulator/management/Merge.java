package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.json.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a PATCH changes a document. */
public final class Merge {

  private Merge() {}

  /**
   * The members that were sent in the place of those that were there. A null takes a member away,
   * unless the answer's schema has null for it.
   */
  public static Document over(Document before, Document sent, Work work) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(before.asMap());
    for (Map.Entry<String, @Nullable Object> member : sent.asMap().entrySet()) {
      if (member.getValue() == null && !work.showsNull(member.getKey())) {
        merged.remove(member.getKey());
      } else {
        merged.put(member.getKey(), member.getValue());
      }
    }
    return Document.of(merged);
  }

  /** First-level merge of metadata (Auth0 docs, "User metadata"): null takes a key away. */
  public static Document metadata(Document before, Document sent) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(before.asMap());
    for (Map.Entry<String, @Nullable Object> member : sent.asMap().entrySet()) {
      if (member.getValue() == null) {
        merged.remove(member.getKey());
      } else {
        merged.put(member.getKey(), member.getValue());
      }
    }
    return Document.of(merged);
  }
}
