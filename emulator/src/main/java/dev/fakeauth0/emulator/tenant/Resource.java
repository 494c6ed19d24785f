package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;

/** A stored resource: a typed view, made once, over its JSON document. */
public interface Resource {

  /** The id, unique in its table. */
  String id();

  /** The whole of it, unknown members included. */
  Document document();
}
