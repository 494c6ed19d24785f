package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Map;

/** Themes of Universal Login (go-auth0 recordings); the first is the default one. */
final class BrandingThemes implements ResourceRules {

  private static final String THEMES = "branding/themes";

  /** How identifiers are asked for where a theme does not say (recorded in July 2026). */
  private static final Document IDENTIFIERS =
      Document.of(
          "login_display",
          "unified",
          "otp_autocomplete",
          true,
          "phone_display",
          Document.of("masking", "mask_digits", "formatting", "international"));

  @Override
  public String place() {
    return THEMES;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /branding/themes/default", BrandingThemes::standard,
        "PATCH /branding/themes/{themeId}", work -> known("updating", work),
        "DELETE /branding/themes/{themeId}", work -> known("deleting", work));
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document theme = sent.without("themeId").withDefault("identifiers", IDENTIFIERS);
    return Decision.grant(theme.with("themeId", sent.get("themeId")));
  }

  /** A seeded theme may lack what a created one is given. */
  @Override
  public Document shown(Document theme, Work work) {
    return theme.has("identifiers")
        ? theme
        : theme
            .without("themeId")
            .with("identifiers", IDENTIFIERS)
            .with("themeId", theme.get("themeId"));
  }

  private static Decision<Answer> standard(Work work) {
    List<Document> themes = work.all(THEMES);
    return themes.isEmpty()
        ? Decision.refuse(Work.missing(THEMES, ""))
        : Decision.grant(work.answer(themes.get(0)));
  }

  /** What is said of a theme that is not there depends on what was to be done with it. */
  private static Decision<Answer> known(String doing, Work work) {
    return work.stored(THEMES, work.id()).isPresent()
        ? work.usual()
        : Decision.refuse(
            Refusals.notFound(
                Words.of(
                    "There was an error " + doing + " branding settings: invalid theme ID",
                    "theme_not_found"),
                "theme with the id " + work.id()));
  }
}
