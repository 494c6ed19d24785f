package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.management.Bearer;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.List;
import java.util.Optional;

/** Scopes that reach some users or some members only (Management API, "Get a User", scopes). */
final class UserScopes {

  private UserScopes() {}

  /** Why a token for the current user is not enough to act on the user of the path. */
  static Optional<Diagnosis> onlyCurrent(Work work, String... forAll) {
    Bearer bearer = work.request().bearer();
    for (String scope : forAll) {
      if (bearer.has(scope)) {
        return Optional.empty();
      }
    }
    return bearer.user().map(work.owner()::equals).orElse(false)
        ? Optional.empty()
        : Optional.of(otherUser(bearer));
  }

  static Diagnosis otherUser(Bearer bearer) {
    return Refusals.forbidden(
            Words.of(
                "User to be acted on does not match subject in bearer token.",
                "insufficient_scope"),
            "the token's scopes are for its own user, and the path names another",
            "ask for a token with a scope for all users, or use the token's own user_id")
        .fact("scope", bearer.scopes())
        .fact("subject", bearer.user().orElse(""));
  }

  static Diagnosis beyond(List<String> members, Bearer bearer) {
    return Refusals.forbidden(
            Words.of(
                "Some fields cannot be updated with the permissions granted by the bearer token"
                    + " scopes. These fields are: "
                    + String.join(",", members)
                    + ".",
                "insufficient_scope"),
            "the token's scopes are for metadata only",
            "grant update:users to the client, and ask for a new token")
        .fact("scope", bearer.scopes())
        .fact("members", members);
  }
}
