package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;

/** E-mail templates, known by what they are for. */
final class EmailTemplateRules implements ResourceRules {

  @Override
  public String place() {
    return "email-templates";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String template = sent.string("template", "");
    boolean posted = work.operation().method().equals("POST");
    return posted && work.stored(place(), template).isPresent()
        ? Decision.refuse(
            Refusals.conflict(
                Words.of("Template " + template + " already exists."), "template " + template))
        : Decision.grant(sent);
  }
}
