package faults;

import java.util.List;
import java.util.function.Predicate;

/**
 * What must come of a window.
 *
 * @param lost whether no answer can get through, so that nobody need wait for one
 */
record Expectation(String text, boolean lost, Predicate<Seen> met) {
  /** Exactly one inference is stored. */
  static Expectation hit() {
    return new Expectation("hit", false, Seen::hit);
  }

  /** Nothing is stored, and the row is missed or expired, for one of these reasons if any. */
  static Expectation missed(String... reasons) {
    return lost(List.of("missed", "expired"), reasons);
  }

  /** A block holds the transaction, the inference is not stored, and the row says why. */
  static Expectation rejected(String... reasons) {
    return lost(List.of("included_rejected"), reasons);
  }

  /** Nothing is stored, and the row is in one of these states, for one of these reasons if any. */
  static Expectation lost(List<String> states, String... reasons) {
    String text = String.join(" or ", states) + " " + String.join(" or ", reasons);
    Predicate<Seen> met =
        it ->
            it.truth().accepted().isEmpty()
                && states.contains(it.told().state())
                && (reasons.length == 0 || List.of(reasons).contains(it.told().reason()));
    return new Expectation(text.strip(), true, met);
  }

  /** Either a hit or an honest row; honesty is looked at anyway. */
  static Expectation hitOrMiss() {
    return new Expectation("hit or honest miss", false, it -> true);
  }

  /** The worker ended by itself. */
  static Expectation ends(int code) {
    return new Expectation("exit code " + code, true, it -> it.exit().orElse(-1) == code);
  }

  Expectation and(String more, Predicate<Seen> also) {
    return new Expectation(text + ", " + more, lost, met.and(also));
  }

  /** Transactions included for the window. */
  Expectation included(int count) {
    return and(count + " included", it -> it.attempts() == count);
  }

  /** Blocks from the opening to the inference at most. */
  Expectation within(long blocks) {
    return and("within " + blocks + " blocks", it -> it.delay() <= blocks);
  }
}
