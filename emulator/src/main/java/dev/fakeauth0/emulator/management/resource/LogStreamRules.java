package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Optional;

/**
 * Log streams (go-auth0 and terraform-provider-auth0 recordings). One with priority streams the
 * category {@code security} and nothing else, whatever filters are sent.
 */
final class LogStreamRules implements ResourceRules {

  private static final String PASSWORD = "mixpanelServiceAccountPassword";

  @Override
  public String place() {
    return "log-streams";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document stream =
        sent.withDefault("name", sent.string("type", ""))
            .withDefault("status", "active")
            .withDefault("isPriority", false);
    return Decision.grant(settled(stream.with("sink", sink(stream, work))));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.over(before, sent, work);
    // Recorded: a change of the sink that says nothing of personal data leaves it as it is logged.
    if (sent.has("sink") && !sent.has("pii_config")) {
      after = after.without("pii_config");
    }
    Optional<Document> hidden = before.object("sink");
    Optional<Document> sink = after.object("sink");
    if (hidden.isPresent() && sink.isPresent()) {
      for (String kept : List.of(PASSWORD, "awsPartnerEventSource", "azurePartnerTopic")) {
        if (hidden.get().has(kept)) {
          sink = Optional.of(sink.get().withDefault(kept, hidden.get().get(kept)));
        }
      }
      after = after.with("sink", sink.get());
    }
    return Decision.grant(settled(after));
  }

  @Override
  public Document shown(Document document, Work work) {
    Document shown = document.withDefault("status", "active").withDefault("isPriority", false);
    Document sink = document.object("sink").orElse(Document.EMPTY);
    return sink.has(PASSWORD) ? shown.with("sink", sink.with(PASSWORD, "********")) : shown;
  }

  private static Document settled(Document stream) {
    Document settled = stream;
    if (stream.flag("isPriority", false)) {
      settled =
          settled.with("filters", List.of(Document.of("type", "category", "name", "security")));
    } else if (stream.get("filters") instanceof List<?> filters && filters.isEmpty()) {
      settled = settled.without("filters");
    }
    Optional<Document> personal = settled.object("pii_config");
    return personal.isEmpty()
        ? settled
        : settled.with(
            "pii_config",
            personal.get().withDefault("method", "hash").withDefault("algorithm", "xxhash"));
  }

  private static Document sink(Document stream, Work work) {
    Document sink = stream.object("sink").orElse(Document.EMPTY);
    String source = work.request().tenantName() + '-' + work.ids().uuid() + "/auth0.logs";
    return switch (stream.string("type", "")) {
      case "eventbridge" ->
          sink.withDefault("awsPartnerEventSource", "aws.partner/auth0.com/" + source);
      case "eventgrid" -> sink.withDefault("azurePartnerTopic", source);
      default -> sink;
    };
  }
}
