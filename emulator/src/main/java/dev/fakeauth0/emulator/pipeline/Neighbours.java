package dev.fakeauth0.emulator.pipeline;

import java.util.Optional;

/** What the emulator's other tenants know: only ever used to explain a refusal. */
public interface Neighbours {

  /** Nobody is there. */
  Neighbours NONE =
      new Neighbours() {
        @Override
        public Optional<String> tenantOfClient(String clientId) {
          return Optional.empty();
        }

        @Override
        public Optional<String> tenantOfKey(String kid) {
          return Optional.empty();
        }
      };

  /** The other tenant that has a client of this id. */
  Optional<String> tenantOfClient(String clientId);

  /** The other tenant that signs or signed with a key of this id. */
  Optional<String> tenantOfKey(String kid);
}
