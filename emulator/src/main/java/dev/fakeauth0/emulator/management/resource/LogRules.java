package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Fields;
import dev.fakeauth0.emulator.management.Query;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.management.search.MalformedSearch;
import dev.fakeauth0.emulator.management.search.Search;
import dev.fakeauth0.emulator.management.search.SearchedFields;
import dev.fakeauth0.emulator.pipeline.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tenant's log (Management API, "Search log events"; Auth0 docs, "Retrieve Log Events Using the
 * Management API"): by page and search, newest first, or by checkpoint, oldest first. Records are
 * shown as they are, in the order of members that was recorded.
 */
final class LogRules implements ResourceRules {

  private static final int PAGE = 50;

  @Override
  public String place() {
    return "logs";
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case LIST -> Optional.of(LogRules::list);
      case READ -> Optional.of(LogRules::read);
      default -> Optional.empty();
    };
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of("GET /users/{id}/logs", LogRules::ofUser);
  }

  private static Decision<Answer> list(Work work) {
    Query query = work.query();
    if (query.text("from").isPresent() || query.text("take").isPresent()) {
      return Decision.grant(checkpoint(work));
    }
    return found(work, work.log());
  }

  private static Decision<Answer> ofUser(Work work) {
    List<Document> own = new ArrayList<>();
    for (Document record : work.log()) {
      if (record.string("user_id", "").equals(work.owner())) {
        own.add(record);
      }
    }
    return found(work, own);
  }

  private static Decision<Answer> read(Work work) {
    for (Document record : work.log()) {
      if (record.string("log_id", "").equals(work.id())) {
        return Decision.grant(Answer.of(200, Fields.of(work.query(), record.asMap())));
      }
    }
    return Decision.refuse(Work.missing("logs", work.id()));
  }

  /** With {@code from}, the search is passed over, as Auth0 documents it. */
  private static Answer checkpoint(Work work) {
    String from = work.query().text("from").orElse("");
    int take = Math.max(0, work.query().number("take", PAGE));
    List<Document> page = new ArrayList<>();
    for (Document record : sorted(work.log(), "log_id", true)) {
      if (page.size() < take && record.string("log_id", "").compareTo(from) > 0) {
        page.add(record);
      }
    }
    if (page.isEmpty()) {
      return Answer.of(200, List.of());
    }
    String last = page.get(page.size() - 1).string("log_id", "");
    String next =
        "<" + work.request().issuer() + "api/v2/logs?from=" + last + "&take=" + take + ">";
    return new Answer(
        200, Optional.of(shown(work, page)), Headers.of("Link", next + "; rel=\"next\""));
  }

  private static Decision<Answer> found(Work work, List<Document> records) {
    Query query = work.query();
    Search search;
    try {
      search = Search.parse(query.text("q").orElse(""), SearchedFields.ofLogs());
    } catch (MalformedSearch e) {
      return Decision.refuse(
          Refusals.badQuery(
              Words.of("The query is not valid."),
              "q is " + e.getMessage(),
              "see Auth0's docs, Log Search Query Syntax; quote values: type:\"seccft\""));
    }
    String begins = query.text("search").orElse("").toLowerCase(Locale.ROOT);
    List<Document> found = new ArrayList<>();
    for (Document record : records) {
      if (search.matches(record) && begins(record, begins)) {
        found.add(record);
      }
    }
    return Decision.grant(page(work, sorted(found, query.text("sort").orElse("date:-1"))));
  }

  /** Management API, "Search log events", {@code search} without a field. */
  private static boolean begins(Document record, String text) {
    if (text.isEmpty()) {
      return true;
    }
    for (String name : List.of("client_name", "connection", "user_name")) {
      if (record.string(name, "").toLowerCase(Locale.ROOT).startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  private static Answer page(Work work, List<Document> records) {
    int size = work.query().number("per_page", PAGE);
    long start = (long) work.query().number("page", 0) * size;
    int from = (int) Math.min(start, records.size());
    List<Document> page = records.subList(from, Math.min(records.size(), from + size));
    if (!work.query().flag("include_totals", false)) {
      return Answer.of(200, shown(work, page));
    }
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("start", start);
    envelope.put("limit", size);
    envelope.put("length", page.size());
    envelope.put("total", records.size());
    envelope.put("logs", shown(work, page));
    return Answer.of(200, envelope);
  }

  private static List<Object> shown(Work work, List<Document> records) {
    List<Object> shown = new ArrayList<>(records.size());
    for (Document record : records) {
      shown.add(Fields.of(work.query(), record.asMap()));
    }
    return shown;
  }

  /** By {@code field:1} or {@code field:-1}; ids are in the order of dates, and finer. */
  private static List<Document> sorted(List<Document> records, String sort) {
    int colon = sort.lastIndexOf(':');
    String field = colon < 0 ? sort : sort.substring(0, colon);
    return sorted(records, field.equals("date") ? "log_id" : field, !sort.endsWith(":-1"));
  }

  private static List<Document> sorted(List<Document> records, String field, boolean ascending) {
    Comparator<Document> order = Comparator.comparing(record -> record.string(field, ""));
    List<Document> sorted = new ArrayList<>(records);
    sorted.sort(ascending ? order : order.reversed());
    return sorted;
  }
}
