package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.Map;
import java.util.Optional;

/**
 * Branding and the page template of Universal Login (terraform-provider-auth0 and go-auth0
 * recordings).
 */
final class BrandingRules implements ResourceRules {

  private static final String TEMPLATE = "branding/templates/universal-login";

  /** The colours Universal Login has by itself (Auth0 docs, "Branding"). */
  private static final Document COLORS =
      Document.of("primary", "#0059d6", "page_background", "#000000");

  @Override
  public String place() {
    return "branding";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /branding/templates/universal-login", BrandingRules::template,
        "PUT /branding/templates/universal-login", BrandingRules::setTemplate,
        "DELETE /branding/templates/universal-login", BrandingRules::dropTemplate);
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.of(Document.of("colors", COLORS));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(Merge.metadata(before, sent));
  }

  private static Decision<Answer> template(Work work) {
    Optional<Document> template = work.state().singleton(TEMPLATE);
    return template.isPresent()
        ? Decision.grant(Answer.of(200, template.get().asMap()))
        : Decision.refuse(Work.missing(TEMPLATE, ""));
  }

  /** Recorded: 201 where there was none, 204 where one is replaced. */
  private static Decision<Answer> setTemplate(Work work) {
    boolean known = work.state().singleton(TEMPLATE).isPresent();
    String page =
        work.request().body() instanceof String html ? html : work.body().string("template", "");
    work.draft().singleton(TEMPLATE, Document.of("body", page));
    return Decision.grant(known ? Answer.empty(204) : Answer.of(201, Map.of()));
  }

  private static Decision<Answer> dropTemplate(Work work) {
    work.draft().removeSingleton(TEMPLATE);
    return Decision.grant(Answer.empty(204));
  }
}
