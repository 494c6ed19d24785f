package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event streams (go-auth0 and terraform-provider-auth0 recordings). Nothing is sent anywhere: a
 * test event is kept as a delivery that failed, as it does where nobody listens.
 */
final class EventStreamRules implements ResourceRules {

  private static final String STREAMS = "event-streams";
  private static final String PARTNER = "aws_partner_event_source";
  private static final int DAYS = 15;
  private static final int ATTEMPTS = 4;

  @Override
  public String place() {
    return STREAMS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /event-streams/{id}/test",
        work -> work.required(STREAMS, work.owner()).map(stream -> test(work)),
        "GET /event-streams/{id}/deliveries",
        work -> work.required(STREAMS, work.owner()).then(stream -> deliveries(work)),
        "GET /event-streams/{id}/deliveries/{event_id}",
        work -> delivery(work).map(found -> Answer.of(200, found.asMap())),
        "POST /event-streams/{id}/redeliver",
        work -> work.required(STREAMS, work.owner()).map(stream -> redeliver(work)),
        "POST /event-streams/{id}/redeliver/{event_id}",
        work -> delivery(work).map(found -> redeliver(found, work)),
        "GET /event-streams/{id}/stats",
        work -> work.required(STREAMS, work.owner()).map(stream -> statistics(stream, work)));
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document destination = sent.object("destination").orElse(Document.EMPTY);
    Document configuration = destination.object("configuration").orElse(Document.EMPTY);
    if (destination.string("type", "").equals("eventbridge")) {
      configuration =
          configuration.with(
              PARTNER,
              "aws.partner/auth0.com/"
                  + work.request().tenantName()
                  + '-'
                  + work.ids().uuid()
                  + "/auth0.events");
      destination = destination.with("configuration", configuration);
    }
    return Decision.grant(
        Document.of(
            "id", sent.get("id"),
            "status", sent.string("status", "enabled"),
            "name", sent.string("name", ""),
            "subscriptions", sent.objects("subscriptions"),
            "created_at", work.timestamp(),
            "updated_at", work.timestamp(),
            "destination", destination));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.over(before, sent, work);
    Document destination = after.object("destination").orElse(Document.EMPTY);
    Document was = configuration(before);
    Document is = configuration(after);
    return Decision.grant(
        was.has(PARTNER) && !is.has(PARTNER)
            ? after.with(
                "destination",
                destination.with("configuration", is.with(PARTNER, was.get(PARTNER))))
            : after);
  }

  private static Document configuration(Document stream) {
    return stream
        .object("destination")
        .orElse(Document.EMPTY)
        .object("configuration")
        .orElse(Document.EMPTY);
  }

  @Override
  public Document shown(Document stream, Work work) {
    Document shown = SeededTimes.filled(stream).withDefault("status", "enabled");
    Document destination = stream.object("destination").orElse(Document.EMPTY);
    Document configuration = destination.object("configuration").orElse(Document.EMPTY);
    Optional<Document> authorization = configuration.object("webhook_authorization");
    return authorization.isEmpty()
        ? shown
        : shown.with(
            "destination",
            destination.with(
                "configuration",
                configuration.with(
                    "webhook_authorization",
                    authorization.get().without("token").without("password"))));
  }

  private static Answer test(Work work) {
    String type = work.body().string("event_type", "");
    String id = work.ids().prefixed("evt_", 22);
    Document event =
        Document.of(
            "specversion",
            "1.0",
            "id",
            id,
            "source",
            "urn:auth0:" + work.request().domain(),
            "type",
            type,
            "time",
            work.timestamp(),
            "data",
            work.body().object("data").orElse(SampleEvent.of(type)),
            "a0purpose",
            "test",
            "a0stream",
            work.owner(),
            "a0tenant",
            work.request().tenantName());
    Document pending =
        Document.of(
            "id",
            id,
            "event_stream_id",
            work.owner(),
            "event_type",
            type,
            "status",
            "pending",
            "attempts",
            List.of(),
            "event",
            event);
    Document data = event.object("data").orElse(Document.EMPTY);
    Document failed =
        pending
            .with("status", "failed")
            .with("attempts", failures(work))
            .with(
                "event",
                event
                    .without("a0purpose")
                    .with("source", "urn:auth0:")
                    .with("data", SampleEvent.delivered(data)));
    work.draft().put(kept(work), id, failed);
    return Answer.of(202, pending.asMap());
  }

  private static Answer redeliver(Work work) {
    for (Document delivery : work.all(kept(work))) {
      redeliver(delivery, work);
    }
    return Answer.of(202, Map.of());
  }

  private static Answer redeliver(Document delivery, Work work) {
    List<Document> attempts = new ArrayList<>(delivery.objects("attempts"));
    attempts.add(Document.of("status", "retrying", "timestamp", work.timestamp()));
    attempts.addAll(failures(work));
    work.draft().put(kept(work), delivery.string("id", ""), delivery.with("attempts", attempts));
    return Answer.of(202, Map.of());
  }

  /** Recorded: what fails is tried four times. */
  private static List<Document> failures(Work work) {
    Document failure =
        Document.of(
            "status",
            "failed",
            "error_message",
            "FakeAuth0 delivers no events",
            "timestamp",
            work.timestamp(),
            "duration",
            0.5);
    return Collections.nCopies(ATTEMPTS, failure);
  }

  private static Decision<Answer> deliveries(Work work) {
    List<String> types = work.query().words("event_types");
    List<String> statuses = work.query().words("statuses");
    List<Object> deliveries = new ArrayList<>();
    for (Document delivery : work.all(kept(work))) {
      if ((types.isEmpty() || types.contains(delivery.string("event_type", "")))
          && (statuses.isEmpty() || statuses.contains(delivery.string("status", "")))) {
        deliveries.add(delivery.asMap());
      }
    }
    // Recorded: always in an envelope, other than documented.
    int from = 0;
    Optional<String> last = work.query().text("from");
    if (last.isPresent()) {
      while (from < deliveries.size() && !is(last.get(), deliveries.get(from))) {
        from++;
      }
      from = Math.min(from + 1, deliveries.size());
    }
    int to = Math.min(deliveries.size(), from + work.query().number("take", 50));
    Document page = Document.of("deliveries", deliveries.subList(from, to));
    // Recorded: there is a next even where nothing follows.
    return Decision.grant(
        Answer.of(200, (to > from ? page.with("next", id(deliveries.get(to - 1))) : page).asMap()));
  }

  private static boolean is(String id, Object delivery) {
    return id.equals(id(delivery));
  }

  private static @Nullable Object id(Object delivery) {
    return delivery instanceof Map<?, ?> members ? members.get("id") : null;
  }

  private static Decision<Document> delivery(Work work) {
    return work.required(STREAMS, work.owner())
        .then(
            stream -> {
              Optional<Document> found = work.stored(kept(work), work.id());
              return found.isPresent()
                  ? Decision.grant(found.get())
                  : Decision.refuse(
                      Refusals.notFound(
                          Words.of("The requested event does not exist."),
                          "event with the id " + work.id()));
            });
  }

  private static String kept(Work work) {
    return STREAMS + '/' + work.owner() + "/deliveries";
  }

  /** What was delivered and what was not, by day, over two weeks. */
  private static Answer statistics(Document stream, Work work) {
    Instant today = work.now().truncatedTo(ChronoUnit.DAYS);
    List<Object> days = new ArrayList<>();
    List<Object> none = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    int failures = 0;
    for (Document delivery : work.all(kept(work))) {
      failures += delivery.string("status", "").equals("failed") ? 1 : 0;
    }
    for (int i = DAYS - 1; i >= 0; i--) {
      days.add(Timestamp.of(today.minus(i, ChronoUnit.DAYS)));
      none.add(0);
      failed.add(i == 0 ? failures : 0);
    }
    Document window =
        Document.of(
            "date_from", days.get(0),
            "date_to", Timestamp.of(work.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(3600)),
            "bucket_interval", Document.of("scale_factor", 86_400));
    return Answer.of(
        200,
        Document.of(
                "id", stream.get("id"),
                "name", stream.get("name"),
                "window", window,
                "buckets", days,
                "metrics",
                    List.of(
                        metric("successful_deliveries", 0, none),
                        metric("failed_deliveries", failures, failed)))
            .asMap());
  }

  private static Document metric(String name, int total, List<Object> data) {
    return Document.of(
        "name", "auth0.event_streams." + name, "window_total", total, "type", "sum", "data", data);
  }
}
