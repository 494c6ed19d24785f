package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.seed.SeedPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A server and what tests did to it so far. JUnit's store keeps it and closes it, whatever becomes
 * of the tests. Safe for use by many threads.
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes a CloseableResource only.
final class Stage implements CloseableResource, AutoCloseable {

  private final FakeAuth0Extension owner;
  private final Settings settings;
  private final Emulator emulator;
  private final SystemProperties properties;
  private final List<FailureRule> rules;
  private final Set<String> used = new LinkedHashSet<>();
  private final AtomicBoolean baseline = new AtomicBoolean();
  private final Optional<SharedServer> shared;

  private Stage(
      FakeAuth0Extension owner,
      Settings settings,
      Emulator emulator,
      SystemProperties properties,
      List<FailureRule> rules,
      Optional<SharedServer> shared) {
    this.shared = shared;
    this.owner = owner;
    this.settings = settings;
    this.emulator = emulator;
    this.properties = properties;
    this.rules = rules;
  }

  /**
   * Starts a server.
   *
   * @param rules the rules that belong to its baseline
   */
  static Stage open(FakeAuth0Extension owner, Settings settings, List<FailureRule> rules) {
    Emulator emulator = Emulator.start(settings.config());
    boolean complete = false;
    try {
      emulator.first().seed(settings.parts().toArray(SeedPart[]::new));
      SystemProperties properties = SystemProperties.set(settings.properties(), emulator.first());
      complete = true;
      return new Stage(owner, settings, emulator, properties, rules, Optional.empty());
    } finally {
      if (!complete) {
        emulator.close();
      }
    }
  }

  /** On a server that Spring's contexts know, which goes on. */
  static Stage on(
      SharedServer server, FakeAuth0Extension owner, Settings settings, List<FailureRule> rules) {
    return new Stage(
        owner, settings, server.emulator(), SystemProperties.none(), rules, Optional.of(server));
  }

  /** Whether other classes have the server too. */
  boolean ofManyClasses() {
    return shared.isPresent();
  }

  FakeAuth0Extension owner() {
    return owner;
  }

  Settings settings() {
    return settings;
  }

  Emulator emulator() {
    return emulator;
  }

  FakeAuth0 first() {
    return emulator.first();
  }

  /** Makes what there is now, and the class's rules, the baseline, unless there is one already. */
  void keepBaseline() {
    if (baseline.compareAndSet(false, true)) {
      add(rules);
      keepAgain();
    }
  }

  /** Makes what there is now the baseline. */
  void keepAgain() {
    emulator.tenants().forEach(FakeAuth0::keepAsBaseline);
  }

  void reset() {
    emulator.tenants().forEach(FakeAuth0::reset);
    shared.ifPresent(server -> server.refusals().clear());
  }

  /** Adds rules, each to the tenant it is for. */
  void add(List<FailureRule> more) {
    for (FailureRule rule : more) {
      rule.tenant().map(emulator::tenant).orElseGet(emulator::first).failures().add(rule);
    }
  }

  /** Remembers which rules acted: a rule of the class need not act in each test. */
  void noteUsed() {
    synchronized (used) {
      for (Failures.Standing standing : standings()) {
        if (standing.hits() > 0) {
          used.add(standing.rule().toString());
        }
      }
    }
  }

  /** Those of some rules that acted in no test. */
  List<FailureRule> unused(List<FailureRule> some) {
    synchronized (used) {
      return some.stream().filter(rule -> !used.contains(rule.toString())).toList();
    }
  }

  /** The class's rules. */
  List<FailureRule> rules() {
    return rules;
  }

  /** Those of some rules that did not act since the last reset. */
  List<FailureRule> idle(List<FailureRule> some) {
    List<Failures.Standing> standings = standings();
    return some.stream()
        .filter(
            rule ->
                standings.stream()
                    .noneMatch(
                        standing ->
                            standing.hits() > 0
                                && standing.rule().toString().equals(rule.toString())))
        .toList();
  }

  private List<Failures.Standing> standings() {
    List<Failures.Standing> all = new ArrayList<>();
    emulator.tenants().forEach(tenant -> all.addAll(tenant.failures().standings()));
    return all;
  }

  /** The refusals that no rule asked for. */
  List<JournalEntry> unexpectedRefusals() {
    return emulator.tenants().stream()
        .flatMap(tenant -> tenant.journal().refused().stream())
        .filter(entry -> entry.faults().isEmpty())
        .toList();
  }

  Optional<String> refusedCalls(String test) {
    return RefusedCalls.of(test, emulator.tenants());
  }

  /** All that was refused, here and by the application under test, or has to be. */
  Optional<String> refusals(String test, List<RefusedCalls.Given> given) {
    List<ApiRefusals.ApiRefusal> byApi =
        shared.map(server -> server.refusals().all()).orElse(List.of());
    List<RefusedCalls.Given> untold =
        given.stream()
            .filter(
                one ->
                    byApi.stream()
                        .noneMatch(refusal -> refusal.token().equals(Optional.of(one.token()))))
            .toList();
    String text =
        Stream.of(
                refusedCalls(test),
                RefusedCalls.of(test, first(), byApi),
                RefusedCalls.given(test, first(), untold))
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    return Optional.of(text).filter(any -> !any.isEmpty());
  }

  @Override
  public void close() {
    try {
      properties.close();
    } finally {
      if (shared.isEmpty()) {
        emulator.close();
      }
    }
  }
}
