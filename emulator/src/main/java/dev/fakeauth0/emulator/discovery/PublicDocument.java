package dev.fakeauth0.emulator.discovery;

import dev.fakeauth0.emulator.pipeline.Reply;

/** What the public documents have in common: anybody may keep them, for a short time. */
final class PublicDocument {

  static final String JSON = "application/json; charset=utf-8";

  private PublicDocument() {}

  static Reply cached(Reply reply) {
    if (reply.status() != 200) {
      // What was refused is for nobody to keep.
      return reply;
    }
    return reply.with(
        "Cache-Control", "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400");
  }
}
