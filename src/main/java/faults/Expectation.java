package faults;

import java.util.List;
import java.util.function.Predicate;

/**
 * What must come of a window.
 *
 * @param opens whether there is a window at all
 * @param lost whether no answer can get through, so that nobody need wait for one
 * @param silent whether the worker's part had ended before, so that it says nothing of the window
 * @param reasons one of which the row must end with, if any
 */
record Expectation(
    String text,
    boolean opens,
    boolean lost,
    boolean silent,
    List<String> reasons,
    Predicate<Seen> met) {
  Expectation {
    reasons = List.copyOf(reasons);
  }

  /** Whether a row that is still open may stay as it is: it says what is the matter. */
  boolean explains(String reason) {
    return reason != null && (reasons.isEmpty() || reasons.contains(reason));
  }

  /** Exactly one inference is stored. */
  static Expectation hit() {
    return new Expectation("hit", true, false, false, List.of(), Seen::hit);
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
    return new Expectation(text.strip(), true, true, false, List.of(reasons), met);
  }

  /** A hit, or a miss for this reason. */
  static Expectation hitOrMissed(String reason) {
    Expectation missed = missed(reason);
    return new Expectation(
        "hit or " + missed.text(), true, false, false, List.of(), missed.met().or(Seen::hit));
  }

  /** The topic has no window in this epoch. */
  static Expectation noWindow() {
    return new Expectation("no window", false, true, false, List.of(), it -> true);
  }

  /** The window is none of the worker's any more; no calm epoch follows. */
  static Expectation over() {
    return new Expectation(
        "nothing sent, no row", true, true, true, List.of(), it -> it.attempts() == 0);
  }

  /** The worker ended by itself. */
  static Expectation ends(int code) {
    return new Expectation(
        "exit code " + code, true, true, false, List.of(), it -> it.exit().orElse(-1) == code);
  }

  Expectation and(String more, Predicate<Seen> also) {
    return new Expectation(text + ", " + more, opens, lost, silent, reasons, met.and(also));
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
