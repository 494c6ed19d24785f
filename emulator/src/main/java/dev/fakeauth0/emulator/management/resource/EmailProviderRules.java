package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Optional;

/** The e-mail provider: there is one or none, and what it logs in with is not shown. */
final class EmailProviderRules implements ResourceRules {

  /** What answers show of the credentials (go-auth0 recordings; the operation's schema). */
  private static final List<String> PUBLIC =
      List.of("api_user", "region", "domain", "smtp_host", "smtp_port", "smtp_user");

  @Override
  public String place() {
    return "emails/provider";
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.empty();
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    if (work.state().singleton(place()).isPresent()) {
      return Decision.refuse(
          Refusals.conflict(
              Words.of("There is already a configured email provider"),
              "configured e-mail provider"));
    }
    return Decision.grant(sent.withDefault("enabled", true));
  }

  @Override
  public Document shown(Document document, Work work) {
    Optional<Document> credentials = document.object("credentials");
    if (credentials.isEmpty()) {
      return document;
    }
    Document shown = Document.EMPTY;
    for (String name : PUBLIC) {
      shown = credentials.get().has(name) ? shown.with(name, credentials.get().get(name)) : shown;
    }
    return document.with("credentials", shown);
  }
}
