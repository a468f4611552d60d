package routes;

import chain.Allora;
import domain.Claim;
import domain.Failure;
import domain.Reason;
import domain.Receipt;
import domain.Submission;
import domain.Window;
import java.util.List;
import java.util.function.Consumer;
import journal.Entry;
import journal.Journal;
import journal.State;
import ops.Meters;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.Workers;

/** Compares journal entries with receipts and closes what the chain has decided. */
public final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private final Journal journal;
  private final Workers workers;
  private final Topics topics;
  private final Meters meters;
  private final Consumer<Entry> mirror;

  public Settling(Journal journal, Workers workers, Topics topics, Meters meters) {
    this(journal, workers, topics, meters, row -> {});
  }

  /**
   * @param mirror gets every row that is closed
   */
  public Settling(
      Journal journal, Workers workers, Topics topics, Meters meters, Consumer<Entry> mirror) {
    this.mirror = mirror;
    this.journal = journal;
    this.workers = workers;
    this.topics = topics;
    this.meters = meters;
  }

  public List<Entry> open() {
    List<Entry> open = journal.unsettled();
    meters.level("journal.open", open.size());
    return open;
  }

  public Window window(@Body Entry entry) {
    return entry.window();
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
      @ExchangeProperty(SettlementRoute.ENTRY) Entry before, @Body Receipt receipt) {
    Entry after = journal.settle(before.key(), receipt);
    if (after.state().closed()) {
      report(after);
    }
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
        .map(it -> journal.missed(it.key(), reason(it), why(it)))
        .forEach(this::report);
  }

  private List<Entry> overdue(long topic, long height) {
    Allora allora = workers.of(topic);
    return journal.overdue(allora.network().chainId(), topic, allora.worker(), height);
  }

  private void report(Entry entry) {
    mirror.accept(entry);
    meters.epoch(entry.key().topic(), entry.state().label());
    if (entry.state() == State.ACCEPTED) {
      LOG.info("{} accepted at height {}", entry.window(), entry.settledHeight());
    } else {
      LOG.warn("{} {}: {}", entry.window(), entry.state().label(), entry.why());
    }
  }

  private static Reason reason(Entry entry) {
    return entry.reason() == null ? Reason.STARTED_LATE : entry.reason();
  }

  private static String why(Entry entry) {
    return entry.why() == null ? "the window closed before it could be answered" : entry.why();
  }
}
