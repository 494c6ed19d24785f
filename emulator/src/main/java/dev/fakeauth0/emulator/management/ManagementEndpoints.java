package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.EndpointSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The operations of the Management API, mounted under {@code /api/v2/}. Nothing of them is loaded
 * before the first call there, and of each resource only what is called.
 */
public final class ManagementEndpoints implements EndpointSource {

  private final Supplier<List<ResourceRules>> resources;
  private final Map<Operation, Endpoint> known = new ConcurrentHashMap<>();

  /** The operations, with what is special about resources. */
  public ManagementEndpoints(Supplier<List<ResourceRules>> resources) {
    this.resources = resources;
  }

  private static final class Special {
    private final Map<String, ResourceRules> byPlace = new HashMap<>();
    private final Map<String, Behaviour> byOperation = new HashMap<>();
    private final Map<String, ResourceRules> ruleOfOperation = new HashMap<>();

    Special(List<ResourceRules> all) {
      for (ResourceRules rules : all) {
        if (byPlace.put(rules.place(), rules) != null) {
          throw new IllegalStateException("there are two rules for " + rules.place());
        }
        for (Map.Entry<String, Behaviour> own : rules.operations().entrySet()) {
          byOperation.put(own.getKey(), own.getValue());
          ruleOfOperation.put(own.getKey(), rules);
        }
      }
    }

    ResourceRules of(String place) {
      ResourceRules rules = byPlace.get(place);
      return rules == null ? ResourceRules.NONE : rules;
    }
  }

  private volatile @org.jspecify.annotations.Nullable Special special;

  @Override
  public String prefix() {
    return Catalogue.ROOT + '/';
  }

  @Override
  public Optional<Found> find(String method, String path) {
    Catalogue catalogue = Catalogue.standard();
    Optional<Catalogue.Match> match = catalogue.find(method, path);
    if (match.isPresent()) {
      return Optional.of(
          new Found(
              Optional.of(known.computeIfAbsent(match.get().operation(), this::endpoint)),
              match.get().pathValues()));
    }
    return catalogue.methods(path).isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(Optional.empty(), Map.of()));
  }

  private Endpoint endpoint(Operation operation) {
    Special own = special();
    Shape shape = Shape.of(operation, Catalogue.standard());
    String name = operation.method() + ' ' + operation.path().substring(Catalogue.ROOT.length());
    Behaviour behaviour = own.byOperation.get(name);
    ResourceRules rules = own.of(shape.place());
    if (rules == ResourceRules.NONE && behaviour != null) {
      rules = own.ruleOfOperation.getOrDefault(name, rules);
    }
    if (behaviour == null) {
      behaviour = rules.behaviour(shape.act()).orElse(Generic::run);
    }
    return new ManagementEndpoint(operation, shape, rules, behaviour, own::of);
  }

  private Special special() {
    Special made = special;
    if (made == null) {
      made = new Special(resources.get());
      special = made;
    }
    return made;
  }
}
