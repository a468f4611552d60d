package routes.step;

import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.WindowKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import journal.Journal;
import journal.entry.AttemptRecord.AttemptStatus;
import journal.entry.Entry;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.topic.ExchangeProperties;

/** The journal as the submission lane writes it: signed before anyone else sees it, then sent. */
public final class SubmissionSteps {
  private static final Logger LOG = LoggerFactory.getLogger(SubmissionSteps.class);

  /** Transactions of one window that blocks may take a fee for without storing its inference. */
  private static final int MOST_IN_VAIN = 5;

  private final Journal journal;
  private final InstantSource clock;
  private final WorkerMetrics meters;

  public SubmissionSteps(Journal journal, InstantSource clock, WorkerMetrics meters) {
    this.journal = journal;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Whether the claim still waits for a transaction; asked inside the lane, so it cannot change.
   */
  public boolean needsSigning(@Body Claim claim) {
    return requireEntry(claim).state() == EntryState.CLAIMED;
  }

  /**
   * Number the next transaction of this claim carries.
   *
   * @throws Failure.Skip when too many were paid for in vain
   */
  public int nextAttemptNumber(@Body Claim claim) {
    Entry entry = requireEntry(claim);
    long failed =
        entry.attempts().stream().filter(it -> it.status() == AttemptStatus.REJECTED).count();
    if (failed >= MOST_IN_VAIN) {
      throw new Failure.Skip(
          entry.reason(),
          "%s: %d transactions were paid for and failed, and no more are sent for it; the last: %s"
              .formatted(claim.window(), failed, entry.reasonDetail()));
    }
    return entry.nextAttemptNumber();
  }

  public Submission recordSigned(@Body Submission submission) {
    journal.recordSignedAttempt(submission.claim().key(), submission.attempt());
    return submission;
  }

  /** Writes down what the node said. Doubt is no failure: settling finds the transaction. */
  public void recordDelivery(
      @ExchangeProperty(ExchangeProperties.SUBMISSION) Submission submission,
      @Body BroadcastResult delivery) {
    Claim claim = submission.claim();
    Objects.requireNonNull(delivery, "allora:broadcast left no Delivery");
    if (delivery instanceof BroadcastResult.Refused refused) {
      recordRefusal(submission, refused);
      return;
    }
    boolean first = requireEntry(claim).sentAt() == null;
    journal.markBroadcast(
        claim.key(), submission.attempt().number(), clock.instant(), delivery.endpoint());
    if (first) {
      recordFirstSent(claim, submission.attempt().hash());
    }
  }

  private void recordFirstSent(Claim claim, String hash) {
    Duration since = Duration.between(claim.window().openedAt(), clock.instant());
    // the opening block's time is reckoned, and may lie a little ahead
    Duration mark = since.isNegative() ? Duration.ZERO : since;
    WindowKey key = claim.key();
    meters.recordTimeToBroadcast(key.role(), key.topic(), mark);
    meters.countOffchainEvent(key.role(), "data_build", key.worker(), key.topic());
    meters.countOffchainEvent(key.role(), "chain_submission", key.worker(), key.topic());
    if (key.role() == Role.WORKER) {
      Duration age = Duration.between(claim.provenance().dataUntil(), clock.instant());
      meters.setGauge("data.age.seconds", "topic", key.topic() + "", age.toSeconds());
    }
    LOG.info(
        "{}: transaction sent hash={} {} s after open", claim.window(), hash, mark.toSeconds());
  }

  private void recordRefusal(Submission submission, BroadcastResult.Refused refused) {
    LOG.warn(
        "{}: transaction refused: {}", submission.claim().window(), refused.failure().getMessage());
    FailureReason reason = refused.failure().reason();
    String why = refused.failure().getMessage();
    if (refused.canNeverBeIncluded()) {
      journal.markAttemptDead(submission.claim().key(), submission.attempt().number(), reason, why);
    } else {
      journal.recordReason(submission.claim().key(), reason, why);
    }
  }

  private Entry requireEntry(Claim claim) {
    return journal.find(claim.key()).orElseThrow();
  }
}
