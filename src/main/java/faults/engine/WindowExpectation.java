package faults.engine;

import devnet.ledger.SubmissionRecorder.IncludedPayload;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import faults.engine.WorkerUnderTest.ReportedWindow;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Expected outcome of a window.
 *
 * @param windowOpens whether there is a window at all
 * @param notStored whether no submission can be stored, so that the run does not wait for one
 * @param workerSilent whether the worker had ended before, so that it has no row
 * @param reasons the row must end with one of these, unless empty
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

  /** Whether this reason of a row that is still open is an expected one. */
  public boolean isExplainedBy(String reason) {
    return reason != null && (reasons.isEmpty() || reasons.contains(reason));
  }

  /** Exactly one inference is stored. */
  public static WindowExpectation accepted() {
    return new WindowExpectation(
        "accepted", true, false, false, List.of(), WindowOutcome::isAccepted);
  }

  /** Nothing is stored; the row is missed or expired, for one of these reasons if any. */
  public static WindowExpectation missed(String... reasons) {
    return notStored(List.of("missed", "expired"), reasons);
  }

  /** The transaction is included, nothing is stored, and the row has one of the reasons. */
  public static WindowExpectation rejected(String... reasons) {
    return notStored(List.of("included_rejected"), reasons);
  }

  /** Nothing is stored; the row has one of these states, and one of these reasons if any. */
  public static WindowExpectation notStored(List<String> states, String... reasons) {
    String text = String.join(" or ", states) + " " + String.join(" or ", reasons);
    Predicate<WindowOutcome> met =
        it ->
            it.networkRecord().acceptedPayloads().isEmpty()
                && states.contains(it.reported().state())
                && (reasons.length == 0 || List.of(reasons).contains(it.reported().reason()));
    return new WindowExpectation(text.strip(), true, true, false, List.of(reasons), met);
  }

  /** The window is accepted, or missed for this reason. */
  public static WindowExpectation acceptedOrMissed(String reason) {
    WindowExpectation missed = missed(reason);
    return new WindowExpectation(
        "accepted or " + missed.text(),
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

  /** The worker no longer submits to this window; no epoch follows. */
  public static WindowExpectation nothingSubmitted() {
    return new WindowExpectation(
        "nothing sent, no row", true, true, true, List.of(), it -> it.includedCount() == 0);
  }

  /** The worker ended by itself with this exit code. */
  public static WindowExpectation workerExits(int code) {
    return new WindowExpectation(
        "exit code " + code, true, true, false, List.of(), it -> it.exitCode().orElse(-1) == code);
  }

  public WindowExpectation and(String more, Predicate<WindowOutcome> also) {
    return new WindowExpectation(
        text + ", " + more, windowOpens, notStored, workerSilent, reasons, condition.and(also));
  }

  /** Requires this number of included transactions for the window. */
  public WindowExpectation withIncludedCount(int count) {
    return and(count + " included", it -> it.includedCount() == count);
  }

  /** Requires inclusion within this many blocks of the opening. */
  public WindowExpectation withinBlocks(long blocks) {
    return and("within " + blocks + " blocks", it -> it.blocksToInclusion() <= blocks);
  }

  /**
   * Outcome of one window.
   *
   * @param networkRecord the network's own record
   * @param reported the worker's row, null if it has none
   * @param exitCode the worker's exit code, if it has ended by itself
   */
  public record WindowOutcome(
      NonceRecord networkRecord, ReportedWindow reported, OptionalInt exitCode) {
    private static final int WORDS = 90;

    public boolean isAccepted() {
      return networkRecord.acceptedPayloads().size() == 1;
    }

    /** Transactions with a payload for the window that a block included. */
    public int includedCount() {
      return networkRecord.includedPayloads().size();
    }

    /** Total fee of the included transactions, in uallo. */
    public BigInteger totalFees() {
      return networkRecord.includedPayloads().stream()
          .map(IncludedPayload::fee)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Blocks from the opening to the block that holds the inference. */
    public long blocksToInclusion() {
      return networkRecord.acceptedPayloads().get(0).blockHeight() - networkRecord.firstBlock();
    }

    /** Chain seconds from the opening to the block that holds the inference. */
    public double secondsToInclusion() {
      IncludedPayload first = networkRecord.acceptedPayloads().get(0);
      return Duration.between(networkRecord.openedAt(), first.blockTime()).toMillis() / 1000.0;
    }

    /** How the worker's row contradicts the network's record, if it does. */
    public Optional<String> contradiction() {
      if (reported == null) {
        // a worker that had ended cannot have seen the window
        return exitCode.isPresent() ? Optional.empty() : Optional.of("is not there");
      }
      boolean so =
          switch (reported.state()) {
            case "accepted" -> networkRecord.acceptedPayloads().stream().anyMatch(this::isReported);
            case "included_rejected" ->
                !isAccepted()
                    && networkRecord.includedPayloads().stream().anyMatch(WindowOutcome::hasFailed);
            case "accepted_missing" ->
                !isAccepted()
                    && !networkRecord.includedPayloads().stream()
                        .allMatch(WindowOutcome::hasFailed);
            default -> networkRecord.acceptedPayloads().isEmpty();
          };
      return so
          ? Optional.empty()
          : Optional.of("says " + reported.state() + " " + reported.value());
    }

    private static boolean hasFailed(IncludedPayload attempt) {
      return attempt.code() != 0;
    }

    private boolean isReported(IncludedPayload stored) {
      return stored.hasValue(reported.value())
          && stored.txHash().equalsIgnoreCase(reported.txHash());
    }

    @Override
    public String toString() {
      String result = isAccepted() ? "accepted at block +" + blocksToInclusion() : "not accepted";
      String row = reported == null ? "no row" : "row " + reported.state() + reason();
      String end = exitCode.isPresent() ? ", exit code " + exitCode.getAsInt() : "";
      return result + ", " + includedCount() + " included, " + row + end;
    }

    private String reason() {
      if (reported.reason() == null) {
        return "";
      }
      String why = reported.reasonText() == null ? "" : reported.reasonText().replace('\n', ' ');
      return " " + reported.reason() + " (" + why.substring(0, Math.min(WORDS, why.length())) + ")";
    }
  }
}
