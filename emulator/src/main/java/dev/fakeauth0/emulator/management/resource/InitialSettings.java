package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Optional;

/** Settings that are there once and are this when nobody set them (go-auth0 recordings). */
final class InitialSettings implements ResourceRules {

  private final String place;
  private final Document initial;

  private InitialSettings(String place, Document initial) {
    this.place = place;
    this.initial = initial;
  }

  static List<ResourceRules> all() {
    return List.of(
        new InitialSettings("risk-assessments/settings", Document.of("enabled", false)),
        new InitialSettings(
            "risk-assessments/settings/new-device", Document.of("remember_for", 30)),
        new InitialSettings("supplemental-signals", Document.of("akamai_enabled", false)));
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.of(initial);
  }
}
