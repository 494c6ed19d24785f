package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.seed.InvalidSeed;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.seed.SeedOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /__admin/seed}: adds to what the tenant has, all or nothing; what is there under the
 * same name is replaced. Either a {@code document}, in YAML or JSON, with the {@code environment}
 * that its keywords are taken from, or {@code parts}, resources by top-level key, whose mistakes
 * are told by name since they have no lines.
 */
final class SeedEndpoint implements ControlEndpoint {

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/seed");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Body.of(call.request().body(), List.of("document", "environment", "parts"))
        .then(
            body -> {
              Optional<String> document = body.string("document");
              Map<String, @Nullable Object> parts = body.object("parts");
              Map<String, String> environment = strings(body, body.object("environment"));
              if (body.has("document") == body.has("parts")) {
                body.mistake(
                    "the body names "
                        + (body.has("parts") ? "both a document and parts" : "nothing to add"),
                    "send {\"document\":\"clients: ...\"} or {\"parts\":{\"clients\":[...]}}");
              }
              if (body.has("environment") && !body.has("document")) {
                body.mistake("only a document has keywords", "leave \"environment\" out");
              }
              return body.then(() -> added(call.tenant(), document, environment, parts));
            });
  }

  private static Map<String, String> strings(Body body, Map<String, @Nullable Object> environment) {
    Map<String, String> strings = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            strings.put(name, text);
          } else {
            body.mistake(
                "\"environment\" has a value that is no string", "send strings by variable name");
          }
        });
    return strings;
  }

  private static Decision<Outcome> added(
      Tenant tenant,
      Optional<String> document,
      Map<String, String> environment,
      Map<String, @Nullable Object> parts) {
    try {
      SeedDocument seed =
          document.isPresent()
              ? SeedDocument.read("seed", document.get(), new SeedOptions(false, environment))
              : SeedDocument.ofParts(Document.of(parts));
      seed.addTo(tenant);
      return Decision.grant(new Outcome.Content(200, Document.of("warnings", seed.warnings())));
    } catch (InvalidSeed e) {
      return TenantEndpoint.refused(e.mistakes());
    }
  }
}
