package dev.fakeauth0.failure;

import java.util.List;

/**
 * The failure rules of a tenant. Of the rules that fit a call and exclude one another the newest
 * acts; an exhausted one uncovers the older. A rule counts the calls that get as far as it: those a
 * newer rule acted on are not among them. A reset goes back to the baseline's rules and counts.
 * Safe for use by many threads.
 */
public interface Failures {

  /**
   * A rule in force, and what became of it.
   *
   * @param rule the rule
   * @param hits how many calls it acted on
   * @param exhausted whether it will act no more
   */
  record Standing(FailureRule rule, int hits, boolean exhausted) {

    @Override
    public String toString() {
      return rule
          + " ("
          + hits
          + (hits == 1 ? " hit" : " hits")
          + (exhausted ? ", exhausted)" : ")");
    }
  }

  /**
   * Adds rules, all or none; the last one given is the newest.
   *
   * @throws InvalidFailureRule if one is for another tenant
   */
  void add(FailureRule... rules);

  /**
   * Adds rules, said in the grammar of {@link FailureRule}, all or none.
   *
   * @throws InvalidFailureRule naming the part that cannot be
   */
  default void add(String... rules) {
    add(FailureRules.parseAll(rules));
  }

  /**
   * Puts rules in the place of all there are, in one step; the last one given is the newest.
   *
   * @throws InvalidFailureRule if one is for another tenant; nothing is changed then
   */
  void replace(FailureRule... rules);

  /**
   * Puts rules, said in the grammar of {@link FailureRule}, in the place of all there are.
   *
   * @throws InvalidFailureRule naming the part that cannot be; nothing is changed then
   */
  default void replace(String... rules) {
    replace(FailureRules.parseAll(rules));
  }

  /** Takes all rules away. */
  void clear();

  /** The rules in force, newest first. */
  List<Standing> standings();
}
