package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.user.Tokensets;

/**
 * Tokens of identity providers (Management API, "Get a list of a user's federated connections token
 * sets"): that they are there is shown, and never what they are.
 */
final class TokensetRules implements ResourceRules {

  @Override
  public String place() {
    return "users/{id}/federated-connections-tokensets";
  }

  @Override
  public Document shown(Document tokenset, Work work) {
    return Tokensets.shown(tokenset);
  }
}
