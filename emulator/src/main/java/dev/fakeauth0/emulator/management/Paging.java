package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.management.Shape.Listing;
import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import dev.fakeauth0.emulator.pipeline.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list in one of its three shapes (Management API, "Pagination"): a plain array, an envelope with
 * totals where {@code include_totals} asks for it, and one with {@code next} where {@code take} or
 * {@code from} does. Where only one shape is documented, that one.
 */
public final class Paging {

  private static final int PER_PAGE = 50;
  private static final int FARTHEST = 1000;

  /** One thing of a list: its id, what the cursor sorts by, and what is shown. */
  public record Entry(String id, String since, Object value) {}

  private Paging() {}

  /**
   * The page that was asked for.
   *
   * @param entries all of the list, in order; only the page's values are looked at
   */
  public static Decision<Answer> answer(Work work, List<Entry> entries) {
    Listing listing =
        Listing.of(work.operation())
            .orElseGet(() -> new Listing(true, Optional.empty(), List.of()));
    Query query = work.query();
    boolean checkpoint = query.text("take").isPresent() || query.text("from").isPresent();
    Optional<Listing.Envelope> byNext = with(listing, "next");
    // A list of invitations says where it starts and not how many there are.
    Optional<Listing.Envelope> byTotal = with(listing, "total").or(() -> with(listing, "start"));
    if (checkpoint && byNext.isPresent()) {
      return checkpoint(work, entries, byNext.get());
    }
    if (query.flag("include_totals", false) && byTotal.isPresent()) {
      return totals(work, entries, byTotal.get());
    }
    if (listing.bare()) {
      return bare(work, entries, listing);
    }
    if (byTotal.isPresent()) {
      return totals(work, entries, byTotal.get());
    }
    if (byNext.isPresent()) {
      return checkpoint(work, entries, byNext.get());
    }
    Listing.Envelope envelope = listing.envelopes().get(0);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(envelope.key(), values(work, entries, envelope.items()));
    return Decision.grant(Answer.of(200, body));
  }

  private static Optional<Listing.Envelope> with(Listing listing, String member) {
    for (Listing.Envelope envelope : listing.envelopes()) {
      if (envelope.schema().properties().containsKey(member)) {
        return Optional.of(envelope);
      }
    }
    return Optional.empty();
  }

  private static Decision<Answer> bare(Work work, List<Entry> entries, Listing listing) {
    boolean paged =
        work.operation()
            .parameter(
                dev.fakeauth0.emulator.management.catalogue.Parameter.Place.QUERY, "per_page")
            .isPresent();
    int size = work.query().number("per_page", PER_PAGE);
    int start = work.query().number("page", 0) * size;
    Optional<Decision<Answer>> tooFar = tooFar(work, start);
    if (tooFar.isPresent()) {
      return tooFar.get();
    }
    List<Entry> page = paged ? slice(entries, start, size) : entries;
    Object shown =
        listing.items().isPresent()
            ? values(work, page, listing.items().get())
            : page.stream().map(Entry::value).toList();
    Headers headers =
        paged && work.rules().linked()
            ? Headers.of("Link", links(work, entries.size(), size))
            : Headers.NONE;
    return Decision.grant(new Answer(200, Optional.of(shown), headers));
  }

  private static Decision<Answer> totals(
      Work work, List<Entry> entries, Listing.Envelope envelope) {
    int size = work.query().number("per_page", PER_PAGE);
    int number = work.query().number("page", 0);
    int start = number * size;
    Optional<Decision<Answer>> tooFar = tooFar(work, start);
    if (tooFar.isPresent()) {
      return tooFar.get();
    }
    List<Entry> page = slice(entries, start, size);
    Map<String, Object> body = new LinkedHashMap<>();
    boolean byPage = envelope.schema().properties().containsKey("per_page");
    for (String name : envelope.schema().properties().keySet()) {
      switch (name) {
        case "start" -> body.put(name, start);
        case "limit" -> body.put(name, work.rules().limitedByCount() ? page.size() : size);
        case "length" -> body.put(name, page.size());
        case "per_page" -> body.put(name, size);
        // Recorded: where lists are counted by page, nothing is counted past the end, and what is
        // zero is left out.
        case "total" -> {
          int total = byPage && page.isEmpty() ? 0 : entries.size();
          if (!byPage || total > 0 || work.rules().zeros()) {
            body.put(name, total);
          }
        }
        case "page" -> {
          if (number > 0 || work.rules().zeros()) {
            body.put(name, number);
          }
        }
        case "next" -> {}
        default -> body.put(name, values(work, page, envelope.items()));
      }
    }
    String path = work.operation().path().substring(Catalogue.ROOT.length());
    EnvelopeOrder order = EnvelopeOrder.of(path);
    return Decision.grant(Answer.of(200, order.of(body, envelope.key())));
  }

  private static Decision<Answer> checkpoint(
      Work work, List<Entry> entries, Listing.Envelope envelope) {
    int size = work.query().number("take", PER_PAGE);
    int start = 0;
    Optional<String> from = work.query().text("from");
    if (from.isPresent()) {
      String id = idOf(from.get());
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).id().equals(id)) {
          start = i + 1;
          break;
        }
      }
    }
    List<Entry> page = slice(entries, start, size);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(envelope.key(), values(work, page, envelope.items()));
    boolean more = start + page.size() < entries.size();
    if (!page.isEmpty() && (more || work.rules().alwaysNext())) {
      body.put("next", cursor(page.get(page.size() - 1)));
    }
    return Decision.grant(Answer.of(200, body));
  }

  private static Optional<Decision<Answer>> tooFar(Work work, int start) {
    Optional<Words> words = work.rules().pagedTooFar();
    if (words.isEmpty() || start < FARTHEST) {
      return Optional.empty();
    }
    return Optional.of(
        Decision.refuse(
            Refusals.badQuery(
                words.get(),
                "pages end at the first " + FARTHEST + " records",
                "use checkpoint paging with take and from, or a narrower search")));
  }

  private static List<Entry> slice(List<Entry> entries, int start, int size) {
    int from = Math.max(0, Math.min(start, entries.size()));
    return entries.subList(from, Math.min(entries.size(), from + Math.max(0, size)));
  }

  private static List<Object> values(Work work, List<Entry> page, Schema items) {
    List<Object> values = new ArrayList<>(page.size());
    for (Entry entry : page) {
      @Nullable Object value = View.of(items, entry.value());
      if (value != null) {
        values.add(Fields.of(work.query(), value, work.rules().alwaysShown()));
      }
    }
    return values;
  }

  /** Recorded: the time to the microsecond with its zone at the end, a comma and the id. */
  private static String cursor(Entry entry) {
    String since = entry.since().replace('T', ' ').replace("Z", "000UTC");
    String text = (since.isEmpty() ? "" : since + ",") + entry.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String idOf(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return text.substring(text.lastIndexOf(',') + 1);
    } catch (IllegalArgumentException e) {
      return cursor; // Some lists take the id itself.
    }
  }

  /** Recorded: first, prev, next and last, with the scheme http and the caller's own query. */
  private static String links(Work work, int total, int size) {
    int page = work.query().number("page", 0);
    int last = size <= 0 || total == 0 ? 0 : (total - 1) / size;
    StringBuilder links = new StringBuilder(link(work, 0, size, "first"));
    if (page > 0) {
      links.append(", ").append(link(work, page - 1, size, "prev"));
    }
    if (page < last) {
      links.append(", ").append(link(work, page + 1, size, "next"));
    }
    return links.append(", ").append(link(work, last, size, "last")).toString();
  }

  private static String link(Work work, int page, int size, String rel) {
    StringBuilder query = new StringBuilder();
    for (String pair : work.query().sent().split("&", -1)) {
      if (!pair.isEmpty() && !pair.startsWith("page=") && !pair.startsWith("per_page=")) {
        query.append(pair).append('&');
      }
    }
    return "<http://"
        + work.request().domain()
        + work.request().raw().path()
        + '?'
        + query
        + "page="
        + page
        + "&per_page="
        + size
        + ">; rel=\""
        + rel
        + '"';
  }
}
