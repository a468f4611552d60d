package journal;

import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.Reason;
import domain.Receipt;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was promised to whom. Every method that changes something returns when the change is on the
 * disk. It refuses with {@link Failure.Skip} what would break a promise, and stops with exit code 2
 * where the disk does not let it keep one.
 */
public final class Journal implements AutoCloseable {
  private final Store store;
  private final InstanceLock lock;
  private final InstantSource clock;
  private final History history;
  private final Pen pen;

  private Journal(Store store, InstanceLock lock, InstantSource clock) {
    this.store = store;
    this.lock = lock;
    this.clock = clock;
    this.history = new History(store);
    this.pen = new Pen(store, clock, history);
  }

  /** Opens for writing, alone on this host where the place is a file, and migrates. */
  public static Journal open(JournalPlace place, InstantSource clock) {
    InstanceLock lock = InstanceLock.take(place);
    try {
      return new Journal(Store.writing(place), lock, clock);
    } catch (RuntimeException e) {
      InstanceLock.release(lock);
      throw e;
    }
  }

  /** Opens for reading only, also while a daemon writes. */
  public static History read(JournalPlace place) {
    return new History(Store.reading(place));
  }

  /** Whether a daemon on this host writes there now. */
  public static boolean inUse(JournalPlace place) {
    return InstanceLock.held(place);
  }

  /** The questions. They need not be closed apart from the journal. */
  public History history() {
    return history;
  }

  /** From now on tells of every row as soon as it is closed for good. */
  public void onClosing(Consumer<Entry> listener) {
    pen.onClosing(listener);
  }

  public Optional<Entry> find(WindowKey key) {
    return history.find(key);
  }

  /** See {@link History#unsettled()}. */
  public List<Entry> unsettled() {
    return history.unsettled();
  }

  /** See {@link History#overdue}. */
  public List<Entry> overdue(String chainId, long topic, String worker, long height) {
    return history.overdue(chainId, topic, worker, height);
  }

  /** Makes sure that the window has a row. */
  public Entry seen(Window window) {
    return pen.open(window, "seen", e -> e);
  }

  /** Keeps the latest reason of an unfinished window; says nothing about a closed one. */
  public void note(WindowKey key, Reason reason, String sentence) {
    Entry now = pen.load(key);
    if (!now.equals(now.noted(reason, sentence))) {
      store.write(h -> Writes.note(h, key, reason, sentence));
    }
  }

  /** Fixes the one value. The same value again changes nothing, another one is refused. */
  public Entry claim(Claim claim) {
    return pen.open(claim.window(), "claimed", e -> e.claimed(claim));
  }

  /** Keeps the signed bytes; refused while an earlier attempt may still be included. */
  public Entry signed(WindowKey key, Attempt attempt) {
    return pen.move(key, "signed", e -> e.signed(attempt));
  }

  /** Marks an attempt that was proven dead, which makes room for the next one. */
  public Entry buried(WindowKey key, int attempt, Reason reason, String sentence) {
    return pen.move(key, "buried", e -> e.buried(attempt, reason, sentence));
  }

  /** Keeps moment and node of the first broadcast. */
  public Entry sent(WindowKey key, Instant at, String endpoint) {
    return pen.move(key, "sent", e -> e.sent(at, endpoint));
  }

  /**
   * Takes over the chain's word. An attempt found dead while time is left leads back to claimed.
   */
  public Entry settle(WindowKey key, Receipt receipt) {
    return pen.move(key, "settled", e -> e.settled(receipt));
  }

  /** Closes a window that was never claimed. */
  public Entry missed(WindowKey key, Reason reason, String sentence) {
    return pen.move(key, "missed", e -> e.missed(reason, sentence));
  }

  /** Closes a claimed window by our own knowledge; settling normally does it. */
  public Entry expired(WindowKey key, Reason reason, String sentence) {
    return pen.move(key, "expired", e -> e.expired(reason, sentence));
  }

  /** Takes over an inference that the chain stores for our wallet, see {@link Entry#adopted}. */
  public Entry adopt(Window window, String value, long height) {
    return pen.open(window, "adopted", e -> e.adopted(value, height));
  }

  /** Keeps that the operator knows of a transaction which this journal did not sign. */
  public void recognise(String hash) {
    if (!history.recognised(hash)) {
      store.write(h -> Chronicle.note(h, clock.instant(), Chronicle.RECOGNISED, hash));
    }
  }

  /** Adds how an answer fared. */
  public Entry score(Score score) {
    return pen.move(score.key(), "scored", e -> e.scored(score));
  }

  /**
   * Gives every epoch between the newest row of this topic and the present window its row, as
   * missed. Nothing is filled where the topic has no row yet.
   *
   * @param epochLength in blocks
   * @param blockTime measured, to date the windows that nobody saw
   * @return how many were filled
   */
  public int fillGap(
      Window present, long epochLength, Duration blockTime, Reason reason, String sentence) {
    return pen.fill(Gap.before(present, epochLength, blockTime, history), reason, sentence);
  }

  /** Keeps a rehearsal, outside the key: it never stands in the way of the real answer. */
  public void dryRun(Claim claim) {
    store.write(h -> DryRun.insert(h, clock.instant(), claim));
  }

  Store store() {
    return store;
  }

  InstantSource clock() {
    return clock;
  }

  @Override
  public void close() {
    store.close();
    InstanceLock.release(lock);
  }
}
