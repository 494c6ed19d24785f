package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;

/** Phone providers (go-auth0 recordings): what one logs in with is not shown. */
final class PhoneProviderRules implements ResourceRules {

  @Override
  public String place() {
    return "branding/phone/providers";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    if (!work.all(work.collection()).isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
                  Words.of("Bad Operation on Notification Resource"),
                  "a tenant has one phone provider, and there is one",
                  "change it with PATCH, or delete it first")
              .fact("error_code", ""));
    }
    return Decision.grant(
        sent.with("tenant", work.request().tenantName())
            .with("channel", "phone")
            .withDefault("disabled", false));
  }

  @Override
  public Document shown(Document document, Work work) {
    return SeededTimes.filled(document.without("credentials"))
        .withDefault("tenant", work.request().tenantName())
        .withDefault("channel", "phone");
  }
}
