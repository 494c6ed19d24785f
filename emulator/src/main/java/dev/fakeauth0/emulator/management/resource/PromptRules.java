package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Paging;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prompts of Universal Login: settings, texts, partials, and how screens are rendered (go-auth0 and
 * terraform-provider-auth0 recordings).
 */
final class PromptRules implements ResourceRules {

  private static final String PROMPTS = "prompts";
  private static final String LINKS_OF_PUSH = "prompts/mfa-push";
  private static final String RENDERING = "prompts/rendering";

  private static final Document SETTINGS =
      Document.of("universal_login_experience", "new", "identifier_first", true);

  /** Where push notifications are received when the tenant has no app of its own. */
  private static final Document LINKS =
      Document.of(
          "google_app_link",
          "https://play.google.com/store/apps/details?id=com.auth0.guardian",
          "apple_app_link",
          "https://itunes.apple.com/us/app/auth0-guardian/id1093447833",
          "app_name",
          "Auth0 Guardian");

  @Override
  public String place() {
    return PROMPTS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /prompts/mfa-push",
        work -> Decision.grant(work.shaped(200, links(work))),
        "PATCH /prompts/mfa-push",
        PromptRules::changeLinks,
        "GET /prompts",
        work -> Decision.grant(Answer.of(200, settings(work).asMap())),
        "PATCH /prompts",
        PromptRules::change,
        "PUT /prompts/{prompt}/partials",
        PromptRules::partials,
        "GET /prompts/{prompt}/screen/{screen}/rendering",
        work -> Decision.grant(Answer.of(200, rendering(work).asMap())),
        "PATCH /prompts/{prompt}/screen/{screen}/rendering",
        PromptRules::render,
        "GET /prompts/rendering",
        PromptRules::renderings,
        "PATCH /prompts/rendering",
        PromptRules::renderAll);
  }

  private static Document settings(Work work) {
    Document set = work.state().singleton(PROMPTS).orElse(SETTINGS);
    return set.without("customText").without("partials");
  }

  private static Decision<Answer> change(Work work) {
    Document after = Merge.over(settings(work), work.body(), work);
    work.draft().singleton(PROMPTS, after);
    return Decision.grant(Answer.of(200, after.asMap()));
  }

  private static Document links(Work work) {
    return work.state().singleton(LINKS_OF_PUSH).orElse(LINKS);
  }

  private static Decision<Answer> changeLinks(Work work) {
    Document after = Merge.over(links(work), work.body(), work);
    work.draft().singleton(LINKS_OF_PUSH, after);
    return Decision.grant(work.shaped(200, after));
  }

  /** A screen without partials is forgotten. */
  private static Decision<Answer> partials(Work work) {
    Document partials = work.body();
    for (String screen : work.body().asMap().keySet()) {
      Optional<Document> inserted = partials.object(screen);
      if (inserted.isPresent() && inserted.get().asMap().isEmpty()) {
        partials = partials.without(screen);
      }
    }
    work.draft().singleton(work.collection(), partials);
    return Decision.grant(Answer.of(200, partials.asMap()));
  }

  private static Document rendering(Work work) {
    return whole(work, work.request().path("prompt"), work.request().path("screen"));
  }

  private static Document whole(Work work, String prompt, String screen) {
    Document set = work.stored(RENDERING, key(prompt, screen)).orElse(Document.EMPTY);
    return Document.of(
        "tenant", work.request().tenantName(),
        "prompt", prompt,
        "screen", screen,
        "rendering_mode", set.string("rendering_mode", "standard"),
        "context_configuration", set.strings("context_configuration"),
        "default_head_tags_disabled", set.flag("default_head_tags_disabled", false),
        "head_tags", set.objects("head_tags"),
        "filters", set.get("filters"),
        "use_page_template", set.flag("use_page_template", false));
  }

  /** Recorded: a change is answered with what was sent, less what is null. */
  private static Decision<Answer> render(Work work) {
    set(work, work.request().path("prompt"), work.request().path("screen"), work.body());
    Map<String, Object> sent = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> member : work.body().asMap().entrySet()) {
      if (member.getValue() != null) {
        sent.put(member.getKey(), member.getValue());
      }
    }
    return Decision.grant(Answer.of(200, sent));
  }

  private static Decision<Answer> renderAll(Work work) {
    for (Document config : work.body().objects("configs")) {
      set(
          work,
          config.string("prompt", ""),
          config.string("screen", ""),
          config.without("prompt").without("screen"));
    }
    return Decision.grant(Answer.of(200, work.body().asMap()));
  }

  private static Decision<Answer> renderings(Work work) {
    List<Paging.Entry> entries = new ArrayList<>();
    for (Document set : work.all(RENDERING)) {
      String prompt = set.string("prompt", "");
      String screen = set.string("screen", "");
      Document shown = whole(work, prompt, screen).without("tenant");
      if (kept(work, "prompt", prompt)
          && kept(work, "screen", screen)
          && kept(work, "rendering_mode", shown.string("rendering_mode", ""))) {
        entries.add(new Paging.Entry(key(prompt, screen), "", shown.asMap()));
      }
    }
    return Paging.answer(work, entries);
  }

  private static boolean kept(Work work, String name, String value) {
    Optional<String> wanted = work.query().text(name);
    return wanted.isEmpty() || wanted.get().equals(value);
  }

  private static void set(Work work, String prompt, String screen, Document sent) {
    Document before =
        work.stored(RENDERING, key(prompt, screen))
            .orElse(Document.of("prompt", prompt, "screen", screen));
    work.draft().put(RENDERING, key(prompt, screen), Merge.metadata(before, sent));
  }

  private static String key(String prompt, String screen) {
    return prompt + ' ' + screen;
  }
}
