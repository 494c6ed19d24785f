package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed request that says whom it is about, for the journal and for failure rules. */
public interface Subject {

  /** The client it names, known or not. */
  Optional<String> clientId();

  /** The audience it names. */
  default Optional<String> audience() {
    return Optional.empty();
  }

  /** The user it names. */
  default Optional<String> user() {
    return Optional.empty();
  }

  /**
   * What a failure rule of a reason brings about in a call like this: the reason, or the one that
   * stands in its place here; none where nothing of the kind happens.
   */
  default Optional<RefusalReason> forced(RefusalReason reason) {
    return Optional.of(reason);
  }

  /** What the wire form of a reason may name of the request, by fact name. */
  default Map<String, Object> facts(RefusalReason reason) {
    return Map.of();
  }

  /**
   * What a refusal for a reason says beside the error, where a failure rule asks for it and no rule
   * has made it: an {@code mfa_token} that is good for nothing.
   */
  default Document more(RefusalReason reason, IdSource ids) {
    return Document.EMPTY;
  }

  /**
   * What the call leaves in the tenant's log, oldest first. Asked once, when it is decided and what
   * the decision changed is committed.
   *
   * @param decided what it came to
   */
  default List<LogFacts> logged(Decision<?> decided, Call call) {
    return List.of();
  }
}
