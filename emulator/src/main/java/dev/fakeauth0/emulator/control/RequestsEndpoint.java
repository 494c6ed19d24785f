package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code GET /__admin/requests}: the tenant's journal, oldest first, filtered. With {@code wait} it
 * answers when an entry fits, or with none when the time is up.
 */
final class RequestsEndpoint implements ControlEndpoint {

  /** The longest a call is held, in seconds: below what proxies and clients give up at. */
  private static final int LONGEST_WAIT = 60;

  private static final Set<String> DECISIONS = Set.of("granted", "refused", "none");
  private static final Set<String> FLAGS = Set.of("true", "false");

  /** {@code DELETE /__admin/requests}: forgets all entries. */
  static final class Clear implements ControlEndpoint {

    @Override
    public Route route() {
      return Route.control("DELETE", "/__admin/requests");
    }

    @Override
    public Decision<Outcome> answer(ControlCall call) {
      call.tenant().epoch().journal().clear();
      return Decision.grant(new Outcome.Nothing(204));
    }
  }

  @Override
  public Route route() {
    return Route.control("GET", "/__admin/requests");
  }

  @Override
  public List<String> parameters() {
    return List.of(
        "endpoint",
        "path",
        "client_id",
        "status",
        "decision",
        "reason",
        "unmatched",
        "since",
        "wait");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    Query query = call.query();
    Optional<Diagnosis> mistake =
        notAmong(query, "decision", DECISIONS, "granted, refused or none")
            .or(() -> notAmong(query, "unmatched", FLAGS, "true or false"))
            .or(() -> unknownReason(query));
    if (mistake.isPresent()) {
      return Decision.refuse(mistake.get());
    }
    return query
        .number("status")
        .then(
            status ->
                query
                    .number("wait")
                    .map(
                        wait ->
                            answer(
                                call.tenant().epoch().journal(),
                                fitting(query, status),
                                query.get("since"),
                                Duration.ofSeconds(Math.min(LONGEST_WAIT, wait.orElse(0))))));
  }

  private static Optional<Diagnosis> notAmong(
      Query query, String parameter, Set<String> words, String wanted) {
    return query
        .get(parameter)
        .filter(word -> !words.contains(word))
        .map(
            word ->
                RefusalReason.ADMIN_BAD_REQUEST
                    .because("%s is %s, not \"%s\"", parameter, wanted, Shown.text(word))
                    .fact("parameter", parameter)
                    .remedy("send one of these"));
  }

  private static Optional<Diagnosis> unknownReason(Query query) {
    List<String> known = Arrays.stream(RefusalReason.values()).map(RefusalReason::mode).toList();
    return query
        .get("reason")
        .filter(word -> !known.contains(word))
        .map(
            word ->
                RefusalReason.ADMIN_BAD_REQUEST
                    .because(
                        "nothing is refused for \"%s\"%s",
                        Shown.text(word), Nearest.hint(word, known))
                    .fact("parameter", "reason")
                    .remedy("send the reason of a diagnosis, such as client-grant-missing"));
  }

  private static Outcome answer(
      Journal journal, Predicate<JournalEntry> fits, Optional<String> since, Duration wait) {
    long dropped = journal.dropped();
    List<JournalEntry> all = journal.entries();
    List<JournalEntry> found = after(all, since).stream().filter(fits).toList();
    if (found.isEmpty() && !wait.isZero()) {
      Set<String> seen = new HashSet<>();
      all.forEach(entry -> seen.add(entry.id()));
      found =
          journal
              .await(entry -> !seen.contains(entry.id()) && fits.test(entry), wait)
              .map(List::of)
              .orElse(List.of());
      dropped = journal.dropped();
    }
    List<Document> shown = new ArrayList<>(found.size());
    for (JournalEntry entry : found) {
      shown.add(JournalJson.of(entry));
    }
    return new Outcome.Content(200, Document.of("requests", shown, "dropped", dropped));
  }

  /** The entries that came after one; all of them where that one fell out or was forgotten. */
  private static List<JournalEntry> after(List<JournalEntry> all, Optional<String> since) {
    if (since.isPresent()) {
      for (int i = all.size() - 1; i >= 0; i--) {
        if (all.get(i).id().equals(since.get())) {
          return all.subList(i + 1, all.size());
        }
      }
    }
    return all;
  }

  private static Predicate<JournalEntry> fitting(Query query, Optional<Integer> status) {
    Optional<String> endpoint = query.get("endpoint");
    Optional<String> clientId = query.get("client_id");
    Optional<String> decision = query.get("decision");
    Optional<String> path = query.get("path");
    Optional<String> reason = query.get("reason");
    Optional<Boolean> unmatched = query.get("unmatched").map("true"::equals);
    return entry ->
        (endpoint.isEmpty()
                || entry.endpoint().filter(name -> names(endpoint.get(), name)).isPresent())
            && (path.isEmpty() || entry.request().path().equals(path.get()))
            && (unmatched.isEmpty() || unmatched.get() == entry.endpoint().isEmpty())
            && (reason.isEmpty()
                || entry
                    .diagnosis()
                    .filter(diagnosis -> diagnosis.reason().mode().equals(reason.get()))
                    .isPresent())
            && (clientId.isEmpty() || entry.clientId().equals(clientId))
            && (decision.isEmpty() || JournalJson.word(entry.decision()).equals(decision.get()))
            && (status.isEmpty()
                || entry
                    .response()
                    .filter(response -> response.status() == status.get())
                    .isPresent());
  }

  /** Whether a filter names an endpoint: by method and path, or by the path alone. */
  private static boolean names(String wanted, String endpoint) {
    return endpoint.equals(wanted) || endpoint.substring(endpoint.indexOf(' ') + 1).equals(wanted);
  }
}
