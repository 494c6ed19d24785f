package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;

/** Refresh tokens (Management API, "refresh-tokens"). */
final class RefreshTokenRules implements ResourceRules {

  @Override
  public String place() {
    return "refresh-tokens";
  }

  @Override
  public Document shown(Document token, Work work) {
    return UserPossessions.withoutInternals(token);
  }
}
