package faults.engine;

import java.util.List;
import java.util.function.Predicate;

/**
 * What must come of a window.
 *
 * @param windowOpens whether there is a window at all
 * @param notStored whether no answer can get through, so that nobody need wait for one
 * @param workerSilent whether the worker's part had ended before, so that it says nothing of the
 *     window
 * @param reasons one of which the row must end with, if any
 */
public record WindowExpectation(
    String text,
    boolean windowOpens,
    boolean notStored,
    boolean workerSilent,
    List<String> reasons,
    Predicate<WindowOutcome> condition) {
  public WindowExpectation {
    reasons = List.copyOf(reasons);
  }

  /** Whether a row that is still open may stay as it is: it says what is the matter. */
  public boolean isExplainedBy(String reason) {
    return reason != null && (reasons.isEmpty() || reasons.contains(reason));
  }

  /** Exactly one inference is stored. */
  public static WindowExpectation accepted() {
    return new WindowExpectation("hit", true, false, false, List.of(), WindowOutcome::isAccepted);
  }

  /** Nothing is stored, and the row is missed or expired, for one of these reasons if any. */
  public static WindowExpectation missed(String... reasons) {
    return notStored(List.of("missed", "expired"), reasons);
  }

  /** A block holds the transaction, the inference is not stored, and the row says why. */
  public static WindowExpectation rejected(String... reasons) {
    return notStored(List.of("included_rejected"), reasons);
  }

  /** Nothing is stored, and the row is in one of these states, for one of these reasons if any. */
  public static WindowExpectation notStored(List<String> states, String... reasons) {
    String text = String.join(" or ", states) + " " + String.join(" or ", reasons);
    Predicate<WindowOutcome> met =
        it ->
            it.networkRecord().acceptedPayloads().isEmpty()
                && states.contains(it.reported().state())
                && (reasons.length == 0 || List.of(reasons).contains(it.reported().reason()));
    return new WindowExpectation(text.strip(), true, true, false, List.of(reasons), met);
  }

  /** A hit, or a miss for this reason. */
  public static WindowExpectation acceptedOrMissed(String reason) {
    WindowExpectation missed = missed(reason);
    return new WindowExpectation(
        "hit or " + missed.text(),
        true,
        false,
        false,
        List.of(),
        missed.condition().or(WindowOutcome::isAccepted));
  }

  /** The topic has no window in this epoch. */
  public static WindowExpectation noWindow() {
    return new WindowExpectation("no window", false, true, false, List.of(), it -> true);
  }

  /** The window is none of the worker's any more; no calm epoch follows. */
  public static WindowExpectation nothingSubmitted() {
    return new WindowExpectation(
        "nothing sent, no row", true, true, true, List.of(), it -> it.includedCount() == 0);
  }

  /** The worker ended by itself. */
  public static WindowExpectation workerExits(int code) {
    return new WindowExpectation(
        "exit code " + code, true, true, false, List.of(), it -> it.exitCode().orElse(-1) == code);
  }

  public WindowExpectation and(String more, Predicate<WindowOutcome> also) {
    return new WindowExpectation(
        text + ", " + more, windowOpens, notStored, workerSilent, reasons, condition.and(also));
  }

  /** Transactions included for the window. */
  public WindowExpectation withIncludedCount(int count) {
    return and(count + " included", it -> it.includedCount() == count);
  }

  /** Blocks from the opening to the inference at most. */
  public WindowExpectation withinBlocks(long blocks) {
    return and("within " + blocks + " blocks", it -> it.blocksToInclusion() <= blocks);
  }
}
