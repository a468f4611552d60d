package faults.engine;

import devnet.ledger.SubmissionRecorder.IncludedPayload;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import faults.worker.ReportedWindow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one window ended.
 *
 * @param networkRecord the network's own record
 * @param reported the worker's, null if it says nothing about the window
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

  /** What they cost together, in uallo. */
  public BigInteger totalFees() {
    return networkRecord.includedPayloads().stream()
        .map(IncludedPayload::fee)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Blocks from the opening to the block that holds the inference. */
  public long blocksToInclusion() {
    return networkRecord.acceptedPayloads().get(0).blockHeight() - networkRecord.nonce();
  }

  /** Chain time of the same, in seconds. */
  public double secondsToInclusion() {
    IncludedPayload first = networkRecord.acceptedPayloads().get(0);
    return Duration.between(networkRecord.openedAt(), first.blockTime()).toMillis() / 1000.0;
  }

  /** What the worker's record says that is not so, if anything. */
  public Optional<String> contradiction() {
    if (reported == null) {
      // one that had ended by then cannot have seen the window
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
                  && !networkRecord.includedPayloads().stream().allMatch(WindowOutcome::hasFailed);
          default -> networkRecord.acceptedPayloads().isEmpty();
        };
    return so ? Optional.empty() : Optional.of("says " + reported.state() + " " + reported.value());
  }

  private static boolean hasFailed(IncludedPayload attempt) {
    return attempt.code() != 0;
  }

  private boolean isReported(IncludedPayload stored) {
    return new BigDecimal(reported.value()).compareTo(new BigDecimal(stored.value())) == 0
        && stored.txHash().equalsIgnoreCase(reported.txHash());
  }

  @Override
  public String toString() {
    String hit = isAccepted() ? "hit at block +" + blocksToInclusion() : "no hit";
    String row = reported == null ? "no row" : "row " + reported.state() + reason();
    String end = exitCode.isPresent() ? ", exit code " + exitCode.getAsInt() : "";
    return hit + ", " + includedCount() + " included, " + row + end;
  }

  private String reason() {
    if (reported.reason() == null) {
      return "";
    }
    String why = reported.reasonText() == null ? "" : reported.reasonText().replace('\n', ' ');
    return " " + reported.reason() + " (" + why.substring(0, Math.min(WORDS, why.length())) + ")";
  }
}
