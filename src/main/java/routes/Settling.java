package routes;

import chain.Allora;
import domain.Claim;
import domain.Failure;
import domain.Reason;
import domain.Receipt;
import domain.Submission;
import domain.Window;
import java.util.List;
import java.util.Optional;
import journal.Entry;
import journal.Journal;
import journal.State;
import ops.Meters;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.allora.Workers;

/** Compares journal entries with receipts and closes what the chain has decided. */
public final class Settling {
  private final Journal journal;
  private final Workers workers;
  private final Topics topics;
  private final Meters meters;
  private volatile boolean swept;

  public Settling(Journal journal, Workers workers, Topics topics, Meters meters) {
    this.journal = journal;
    this.workers = workers;
    this.topics = topics;
    this.meters = meters;
  }

  /** Without those that a daemon with another wallet answers from the same journal right now. */
  public List<Entry> open() {
    List<Entry> open =
        journal.unsettled().stream()
            .filter(it -> workers.has(it.key().worker()) || over(it.window()))
            .toList();
    meters.level("journal.open", open.size());
    return open;
  }

  private boolean over(Window window) {
    return workers.any().height() > window.lastHeight();
  }

  public Window window(@Body Entry entry) {
    return entry.window();
  }

  /**
   * Whether the claim still waits for the chain. An attempt that was given up as dead may have been
   * included all the same; then the row is closed here, and nothing more is signed for it.
   */
  public boolean outstanding(@Body Entry entry) {
    boolean givenUp = unsigned(entry) && !entry.trials().isEmpty();
    Allora allora = workers.of(entry.key().topic());
    Optional<String> stored = givenUp ? allora.stored(entry.key()) : Optional.empty();
    stored.ifPresent(value -> journal.adopt(entry.window(), value, allora.height()));
    return stored.isEmpty();
  }

  public boolean unsigned(@Body Entry entry) {
    return entry.state() == State.CLAIMED;
  }

  public Claim claim(@Body Entry entry) {
    return entry.claim().orElseThrow();
  }

  public Submission submission(@Body Entry entry) {
    return new Submission(claim(entry), entry.live().orElseThrow());
  }

  /** Takes over the receipt; true if the same bytes must go out once more. */
  public boolean sameBytesAgain(
      @ExchangeProperty(ExchangeProperties.ENTRY) Entry before, @Body Receipt receipt) {
    Entry after = journal.settle(before.key(), receipt);
    if (receipt instanceof Receipt.Rejected rejected
        && rejected.failure() instanceof Failure.Stop stop) {
      throw stop;
    }
    return receipt instanceof Receipt.Unseen && !after.state().closed() && !unsigned(after);
  }

  /** Closes the rows of windows that ended without a claim, with the last reason there was. */
  public void sweep() {
    long height = workers.any().height();
    topics.ids().stream()
        .flatMap(it -> overdue(it, height).stream())
        .forEach(it -> miss(it, !swept));
    swept = true;
  }

  private List<Entry> overdue(long topic, long height) {
    Allora allora = workers.of(topic);
    return journal.overdue(allora.network().chainId(), topic, allora.worker(), height);
  }

  /** What ended before the first look ended while nobody was here to answer. */
  private Entry miss(Entry entry, boolean first) {
    Reason reason = first ? Reason.NOT_RUNNING : Reason.STARTED_LATE;
    String why =
        first
            ? "dromedary was not running when the window closed"
            : "the window closed before it could be answered";
    return entry.reason() == null
        ? journal.missed(entry.key(), reason, why)
        : journal.missed(entry.key(), entry.reason(), entry.why());
  }
}
