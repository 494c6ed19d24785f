package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's log (Auth0 docs, "Logs"): the newest records since the last reset. Safe for use by
 * many threads.
 */
public final class TenantLog {

  /** How many records are kept; older ones fall out. */
  public static final int KEPT = 5_000;

  /** Where Auth0's counter stood in the recordings: ids have a number of that size. */
  private static final long FIRST = 1_223_372_036_854_775_807L;

  /** A record and, until it is made, its facts. */
  private static final class Line {
    private final Instant at;
    private final long number;
    private @Nullable LogFacts facts;
    private @Nullable Document made;

    Line(Instant at, long number, LogFacts facts) {
      this.at = at;
      this.number = number;
      this.facts = facts;
    }

    synchronized Document document() {
      Document document = made;
      if (document == null) {
        Document members = facts == null ? Document.EMPTY : facts.members();
        document = Form.record(at, number, members);
        made = document;
        facts = null; // A request's bytes may be among them.
      }
      return document;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long added;

  /** An empty log. */
  TenantLog() {}

  /**
   * Adds a record.
   *
   * @param at the tenant's time
   */
  public void add(Instant at, LogFacts facts) {
    lock.lock();
    try {
      lines.addLast(new Line(at, FIRST + added, facts));
      added++;
      if (lines.size() > KEPT) {
        lines.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The records, oldest first, secrets masked. */
  public List<Document> records() {
    List<Line> now;
    lock.lock();
    try {
      now = new ArrayList<>(lines);
    } finally {
      lock.unlock();
    }
    List<Document> records = new ArrayList<>(now.size());
    for (Line line : now) {
      records.add(line.document());
    }
    return records;
  }

  /** What records look like; nothing of it is loaded before somebody reads the log. */
  private static final class Form {

    private static final DateTimeFormatter MICROSECONDS =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS").withZone(ZoneOffset.UTC);

    /** Recorded: members that a record has nothing to say of are null; others are not there. */
    private static final List<String> ORDER =
        List.of(
            "type",
            "description",
            "connection",
            "connection_id",
            "organization_id",
            "organization_name",
            "client_id",
            "client_name",
            "ip",
            "hostname",
            "details",
            "user_id",
            "user_name",
            "user_agent",
            "audience",
            "scope",
            "strategy",
            "strategy_type",
            "isMobile",
            "location_info");

    private Form() {}

    static Document record(Instant at, long number, Document members) {
      String id = "900" + MICROSECONDS.format(at) + "0".repeat(14) + number;
      Map<String, @Nullable Object> record = new LinkedHashMap<>();
      record.put("_id", id);
      record.put("log_id", id);
      record.put("date", Timestamp.of(at));
      for (String name : ORDER) {
        switch (name) {
          // The text for user agents that Auth0 does not know, as recorded of every SDK.
          case "user_agent" -> record.put(name, members.string(name, "Other 0.0.0 / Other 0.0.0"));
          case "isMobile" -> record.put(name, members.flag(name, false));
          case "details" -> record.put(name, sorted(Masking.value(members.get(name))));
          case "scope" -> {
            if (members.has(name)) {
              record.put(name, members.get(name));
            }
          }
          default -> record.put(name, members.get(name));
        }
      }
      return Document.of(record);
    }

    /** Recorded: in details, and there only, members stand in the order of their names. */
    private static @Nullable Object sorted(@Nullable Object value) {
      if (value instanceof Map<?, ?> members) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        members.forEach((name, member) -> sorted.put((String) name, sorted(member)));
        return sorted;
      }
      if (value instanceof List<?> items) {
        List<@Nullable Object> all = new ArrayList<>(items.size());
        for (Object item : items) {
          all.add(sorted(item));
        }
        return all;
      }
      return value;
    }
  }
}
