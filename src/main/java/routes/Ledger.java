package routes;

import domain.Claim;
import domain.Delivery;
import domain.Failure;
import domain.Reason;
import domain.Submission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import journal.Entry;
import journal.Fate;
import journal.Journal;
import journal.State;
import ops.Meters;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal as the submission lane writes it: signed before anyone else sees it, then sent. */
public final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /** Transactions of one window that blocks may take a fee for without storing its inference. */
  private static final int MOST_IN_VAIN = 5;

  private final Journal journal;
  private final InstantSource clock;
  private final Meters meters;

  public Ledger(Journal journal, InstantSource clock, Meters meters) {
    this.journal = journal;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Whether the claim still waits for a transaction; asked inside the lane, so it cannot change.
   */
  public boolean unsigned(@Body Claim claim) {
    return entry(claim).state() == State.CLAIMED;
  }

  /**
   * Number the next transaction of this claim carries.
   *
   * @throws Failure.Skip when too many were paid for in vain
   */
  public int attempt(@Body Claim claim) {
    Entry entry = entry(claim);
    long failed = entry.trials().stream().filter(it -> it.fate() == Fate.REJECTED).count();
    if (failed >= MOST_IN_VAIN) {
      throw new Failure.Skip(
          entry.reason(),
          "%s: %d transactions were paid for and failed, and no more are sent for it; the last: %s"
              .formatted(claim.window(), failed, entry.why()));
    }
    return entry.nextAttempt();
  }

  public Submission signed(@Body Submission submission) {
    journal.signed(submission.claim().key(), submission.attempt());
    return submission;
  }

  /** Writes down what the node said. Doubt is no failure: settling finds the transaction. */
  public void sent(
      @ExchangeProperty(ExchangeProperties.SUBMISSION) Submission submission,
      @Body Delivery delivery) {
    Claim claim = submission.claim();
    Objects.requireNonNull(delivery, "allora:broadcast left no Delivery");
    if (delivery instanceof Delivery.Refused refused) {
      refused(submission, refused);
      return;
    }
    boolean first = entry(claim).sentAt() == null;
    journal.sent(claim.key(), clock.instant(), delivery.endpoint());
    if (first) {
      mark(claim, submission.attempt().hash());
    }
  }

  private void mark(Claim claim, String hash) {
    Duration mark = Duration.between(claim.window().openedAt(), clock.instant());
    Duration age = Duration.between(claim.provenance().newestCandle(), clock.instant());
    meters.mark(claim.key().topic(), mark);
    meters.worker("data_build", claim.key().worker(), claim.key().topic());
    meters.worker("chain_submission", claim.key().worker(), claim.key().topic());
    meters.level("data.age.seconds", "topic", claim.key().topic() + "", age.toSeconds());
    LOG.info("{} sent {} {} s after open", claim.window(), hash, mark.toSeconds());
  }

  private void refused(Submission submission, Delivery.Refused refused) {
    LOG.warn("{} refused: {}", submission.claim().window(), refused.failure().getMessage());
    Reason reason = refused.failure().reason();
    String why = refused.failure().getMessage();
    if (refused.dead()) {
      journal.buried(submission.claim().key(), submission.attempt().number(), reason, why);
    } else {
      journal.note(submission.claim().key(), reason, why);
    }
  }

  private Entry entry(Claim claim) {
    return journal.find(claim.key()).orElseThrow();
  }
}
