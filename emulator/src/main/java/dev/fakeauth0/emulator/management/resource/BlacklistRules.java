package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.Optional;

/** Tokens that an API should refuse (Management API v2, "Blacklist a token", removed since). */
final class BlacklistRules implements ResourceRules {

  private static final String TOKENS = "blacklists/tokens";

  @Override
  public String place() {
    return TOKENS;
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return act == Act.LIST ? Optional.empty() : Optional.of(BlacklistRules::add);
  }

  private static Decision<Answer> add(Work work) {
    Document body = work.body();
    String aud = body.string("aud", work.request().bearer().clientId().orElse(""));
    String jti = body.string("jti", "");
    work.draft().put(TOKENS, aud + ' ' + jti, Document.of("aud", aud, "jti", jti));
    return Decision.grant(work.done());
  }
}
