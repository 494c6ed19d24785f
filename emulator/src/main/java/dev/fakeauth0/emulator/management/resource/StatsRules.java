package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers about logins and signups (Management API, "stats"), counted from what is there. */
final class StatsRules implements ResourceRules {

  private static final Duration ACTIVE = Duration.ofDays(30);

  @Override
  public String place() {
    return "stats";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /stats/active-users", StatsRules::activeUsers, "GET /stats/daily", StatsRules::daily);
  }

  private static Decision<Answer> activeUsers(Work work) {
    String since = Timestamp.of(work.now().minus(ACTIVE));
    long active = 0;
    for (Item user : work.state().users().all()) {
      if (user.document().string("last_login", "").compareTo(since) >= 0) {
        active++;
      }
    }
    return Decision.grant(Answer.of(200, active));
  }

  private static Decision<Answer> daily(Work work) {
    String from = day(work.query().text("from").orElse("00000000"));
    String to = day(work.query().text("to").orElse("99999999"));
    Map<String, long[]> days = new TreeMap<>();
    for (Document log : work.log()) {
      String date = log.string("date", "");
      int counted =
          switch (log.string("type", "")) {
            case "s" -> 0;
            case "ss" -> 1;
            case "pwd_leak" -> 2;
            default -> -1;
          };
      if (counted >= 0 && date.length() >= 10) {
        String day = date.substring(0, 10);
        if (day.compareTo(from) >= 0 && day.compareTo(to) <= 0) {
          days.computeIfAbsent(day, any -> new long[3])[counted]++;
        }
      }
    }
    List<Object> answer = new ArrayList<>();
    days.forEach(
        (day, counts) -> {
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("date", day + "T00:00:00.000Z");
          shown.put("logins", counts[0]);
          shown.put("signups", counts[1]);
          shown.put("leaked_passwords", counts[2]);
          answer.add(shown);
        });
    return Decision.grant(Answer.of(200, answer));
  }

  /** {@code 20260131} as it stands at the beginning of a time. */
  private static String day(String digits) {
    return digits.length() == 8
        ? digits.substring(0, 4) + '-' + digits.substring(4, 6) + '-' + digits.substring(6)
        : digits;
  }
}
