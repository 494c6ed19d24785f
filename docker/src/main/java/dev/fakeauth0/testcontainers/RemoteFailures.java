package dev.fakeauth0.testcontainers;

import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.failure.InvalidFailureRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The failure rules, by {@code /__admin/failures}. */
final class RemoteFailures implements Failures {

  private static final String PATH = "failures";

  private final AdminCalls calls;
  private final Supplier<String> tenant;

  /**
   * The rules of a tenant.
   *
   * @param tenant gives its name
   */
  RemoteFailures(AdminCalls calls, Supplier<String> tenant) {
    this.calls = calls;
    this.tenant = tenant;
  }

  @Override
  public void add(FailureRule... rules) {
    calls.send("POST", PATH, texts(rules));
  }

  @Override
  public void replace(FailureRule... rules) {
    calls.send("PUT", PATH, texts(rules));
  }

  @Override
  public void clear() {
    calls.send("DELETE", PATH, null);
  }

  @Override
  public List<Standing> standings() {
    return Answers.standings(JsonObject.all(calls.get(PATH)));
  }

  /** The rules as they are sent; the emulator would pass one for another tenant on to it. */
  private List<String> texts(FailureRule... rules) {
    List<String> texts = new ArrayList<>(rules.length);
    for (FailureRule rule : rules) {
      Optional<String> other = rule.tenant().filter(named -> !named.equals(tenant.get()));
      if (other.isPresent()) {
        throw new InvalidFailureRule(
            rule.toString(), "it is for tenant " + other.get() + ", and this is " + tenant.get());
      }
      texts.add(rule.toString());
    }
    return texts;
  }
}
